"""Asking other bodies for their opinion: whom and why, what, on which papers, until when.

Written by hand and not from a schema, because each body has a line of its own:
why it is suggested, until when it would have time, what it has open already.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, Refusal
from motcua.cases.access import Sight
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.actions import ask_opinions
from motcua.consultations.asking import asker
from motcua.consultations.suggestions import Suggestion, Suggestions, expected, suggestions
from motcua.deadlines.due import Due
from motcua.deadlines.terms import Term, read_term
from motcua.pages.forms import tried
from motcua.pages.typed import text_of
from motcua.people.content import Unit
from motcua.permissions import Permission
from motcua.words import Sentence, _, several, translate
from motcua.workspace import addresses
from motcua.workspace.opened import case_of, seen_of
from motcua.workspace.papers import LETTER, paper_title

LONGEST = 20_000
"""Characters of a field that are looked at; the action says how many are allowed."""


@dataclass(frozen=True)
class Typed:
    """What stands in the form: as it opens, or as it was sent."""

    units: tuple[str, ...]
    question: str
    documents: tuple[str, ...]
    limit: str
    limits: Mapping[str, str]
    notes: Mapping[str, str]


@dataclass(frozen=True)
class Line:
    """One body, as the form shows it."""

    unit: Unit
    suggested: bool
    because: Sentence
    required: bool
    checked: bool
    due: Due | None
    waiting: int
    warning: Sentence
    pending: bool
    """It has not answered what it was asked before, and cannot be asked twice."""
    limit: str
    note: str


@view_config(
    route_name="case_ask",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/ask.pt",
)
def ask(request: Request) -> dict[str, Any] | Response:
    """Show whom to ask; send to all of them at once."""
    acting, case = request.acting, case_of(request, Sight.DOCUMENTS)
    known = suggestions(acting, case, request.matchdict["template"])
    asker(acting, matter_of(acting, case), known.template)
    sent = request.method == "POST"
    typed = _sent(request) if sent else _beginning(request, known)
    refusal = None
    if sent and "send" in request.POST:
        refusal = tried(request, lambda: _send(request, case, known, typed))
        if refusal is None:
            number = len(typed.units)
            request.tell(several(_("Asked: one body."), _("Asked: ${n} bodies."), number))
            return HTTPSeeOther(addresses.case(case.code))
        request.response.status_int = 409
    lines, wrong = _lines(acting, known, typed)
    rules = matter_of(acting, case).definition
    return {
        "case": case,
        "rules": rules,
        "known": known,
        "typed": typed,
        "named": [each for each in lines if each.suggested or each.checked],
        "others": [each for each in lines if not each.suggested and not each.checked],
        "refusal": refusal or wrong,
        "documents": known.documents,
        "paper_title": lambda id: paper_title(acting, rules, id),
        "addresses": addresses,
        "nonce": text_of(request.POST.get("__nonce__")) or secrets.token_urlsafe(18),
    }


def _beginning(request: Request, known: Suggestions) -> Typed:
    within = known.template.within
    return Typed(
        units=tuple(each.unit.id for each in known.bodies if each.chosen),
        question=known.question,
        documents=tuple(
            each.document.id for each in known.documents if not each.paper.startswith(LETTER)
        ),
        limit=translate(within.said, request.locale_name) if within else "",
        limits={},
        notes={},
    )


def _sent(request: Request) -> Typed:
    """Read the form; a body that must be asked is asked, whatever its box says."""
    fields = request.POST

    def all_of(name: str) -> dict[str, str]:
        return {
            key.removeprefix(name): said
            for key, value in fields.items()
            if key.startswith(name) and (said := text_of(value, LONGEST))
        }

    return Typed(
        units=tuple(
            dict.fromkeys(filter(None, (text_of(each, 100) for each in fields.getall("unit"))))
        ),
        question=text_of(fields.get("question"), LONGEST),
        documents=tuple(text_of(each, 100) for each in fields.getall("document")),
        limit=text_of(fields.get("limit"), 100),
        limits=all_of("limit:"),
        notes=all_of("note:"),
    )


def _send(request: Request, case: Case, known: Suggestions, typed: Typed) -> None:
    ask_opinions(
        request.acting,
        case,
        known.template.id,
        units=typed.units,
        question=typed.question,
        documents=typed.documents,
        limits=_terms(known, typed),
        notes={unit: note for unit, note in typed.notes.items() if unit in typed.units},
        seen=seen_of(request),
    )


def _terms(known: Suggestions, typed: Typed) -> dict[str, Term]:
    """Return the limit of each chosen body; only where it is another one than the procedure's."""
    usual = known.template.within
    written = {unit: typed.limits.get(unit) or typed.limit for unit in typed.units}
    terms = {unit: read_term(text) for unit, text in written.items() if text}
    return {unit: term for unit, term in terms.items() if term != usual}


def _lines(acting: Acting, known: Suggestions, typed: Typed) -> tuple[list[Line], Refusal | None]:
    """Return the bodies, those suggested first; and what is wrong with a limit, if anything."""
    try:
        terms = _terms(known, typed)
        wrong = None
    except Refusal as refusal:
        terms, wrong = {}, refusal
    lines = [_suggested(acting, known, typed, terms, each) for each in known.bodies]
    lines += [_other(acting, known, typed, terms, each) for each in known.others]
    return lines, wrong


def _suggested(
    acting: Acting, known: Suggestions, typed: Typed, terms: Mapping[str, Term], body: Suggestion
) -> Line:
    id = body.unit.id
    pending = body.before is not None and body.before.is_open
    return Line(
        unit=body.unit,
        suggested=True,
        because=body.because,
        required=body.required,
        checked=id in typed.units and not pending,
        due=_due(acting, known, id, terms),
        waiting=body.waiting,
        warning=body.warning,
        pending=pending,
        limit=typed.limits.get(id, ""),
        note=typed.notes.get(id, ""),
    )


def _other(
    acting: Acting, known: Suggestions, typed: Typed, terms: Mapping[str, Term], unit: Unit
) -> Line:
    checked = unit.id in typed.units
    return Line(
        unit=unit,
        suggested=False,
        because="",
        required=False,
        checked=checked,
        due=_due(acting, known, unit.id, terms) if checked else None,
        waiting=0,
        warning="",
        pending=False,
        limit=typed.limits.get(unit.id, ""),
        note=typed.notes.get(unit.id, ""),
    )


def _due(acting: Acting, known: Suggestions, unit: str, terms: Mapping[str, Term]) -> Due | None:
    term = terms.get(unit) or known.template.within
    return expected(acting, unit, term) if term else None
