"""The counter: taking a case in for an applicant who stands there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.cases.access import Sight, require_sight
from motcua.cases.filing import file_case, filed_before, receiving_units
from motcua.pages import applying, forms
from motcua.pages.forms import Button, Form
from motcua.pages.receipts import receipt_of
from motcua.permissions import Permission
from motcua.storage.folding import sort_key, words
from motcua.words import LANGUAGES, Label, Sentence, _
from motcua.workflows import versions
from motcua.workflows.definition import Definition
from motcua.workspace import addresses

COUNTER = "counter"
FILE = Permission.CASE_FILE


@dataclass(frozen=True)
class Sector:
    """Procedures of one field, as the counter lists them."""

    title: Label
    procedures: tuple[Definition, ...]


@view_config(
    route_name="counter",
    request_method="GET",
    permission=FILE,
    renderer="motcua.workspace:templates/counter.pt",
)
def counter(request: Request) -> dict[str, Any]:
    """List what may be taken in at the counters at which this person works."""
    asked = request.GET.get("q", "").strip()
    taken = [
        rules
        for rules in versions.procedures(request.acting.root, request.acting.now.date())
        if my_counters(request.acting, rules)
    ]
    found = [each for each in taken if fits(each, asked)]
    return {"asked": asked, "sectors": by_sector(found), "any": bool(taken)}


def my_counters(acting: Acting, rules: Definition) -> list[tuple[str, Sentence]]:
    """Return the counters of this person that take the procedure in."""
    if COUNTER not in rules.channels:
        return []
    mine = acting.units_with(FILE)
    return [(each.id, each.title) for each in receiving_units(acting, rules) if each.id in mine]


def fits(rules: Definition, asked: str) -> bool:
    """Say whether every word asked for begins a word of the procedure's name, without marks."""
    said = (rules.title.vi, rules.title.en, rules.sector.vi, rules.sector.en, rules.code)
    there = words(" ".join(said))
    return all(any(word.startswith(each) for word in there) for each in words(asked))


def by_sector(found: list[Definition]) -> list[Sector]:
    """Return procedures under their fields, both in the order of the alphabet."""
    titles = {each.sector.vi: each.sector for each in found}
    return [
        Sector(
            titles[name],
            tuple(
                sorted(
                    (each for each in found if each.sector.vi == name),
                    key=lambda each: sort_key(each.title.vi),
                )
            ),
        )
        for name in sorted(titles, key=sort_key)
    ]


@view_config(
    route_name="counter_file",
    permission=FILE,
    renderer="motcua.workspace:templates/counter_file.pt",
)
def take_in(request: Request) -> dict[str, Any] | Response:
    """Show the form of one procedure; take the case in when everything is there."""
    acting = request.acting
    rules = versions.in_force(acting.root, request.matchdict["procedure"], acting.now.date())
    counters = my_counters(acting, rules)
    if not counters:
        raise NotAllowed(
            _("You do not take in “${title}”.", mapping={"title": rules.title}),
            _("See on the page of the counter what you take in."),
        )
    form = _form(request, rules, counters)
    if form.was_sent and filed_before(acting, form.nonce):
        return _to_receipt(request, form)
    if form.answers() is not None and form.attempt(lambda: _file(form, rules)):
        return _to_receipt(request, form)
    return {"rules": rules, "form": form.shown()}


def _form(request: Request, rules: Definition, counters: list[tuple[str, Sentence]]) -> Form:
    return forms.form(
        request,
        applying.filing_schema(request, rules, counters, consent=False, takes_paper=True),
        buttons=[Button("file", _("Take the case in"))],
        note=_("Everything has to be filled in, except where it says (optional)."),
    )


def _file(form: Form, rules: Definition) -> None:
    filled = form.filled
    file_case(
        form.request.acting,
        rules,
        applicant=applying.applicant_of(filled, LANGUAGES[0]),
        answers=filled.get("answers", {}),
        enclosures=applying.enclosures(form.request, rules, filled.get("papers", {})),
        channel=COUNTER,
        receiving_unit=filled["request"]["receiving_unit"],
        subject=filled["request"]["subject"],
        nonce=form.nonce,
    )


def _to_receipt(request: Request, form: Form) -> Response:
    return HTTPSeeOther(request.route_path("counter_receipt", nonce=form.nonce))


@view_config(
    route_name="counter_receipt",
    request_method="GET",
    permission=FILE,
    renderer="motcua.workspace:templates/counter_receipt.pt",
)
def receipt(request: Request) -> dict[str, Any]:
    """Show what the applicant takes home, to be printed."""
    filed = filed_before(request.acting, request.matchdict["nonce"])
    if filed is None:
        raise NotHere()
    require_sight(request.acting, filed.case, Sight.DOCUMENTS)
    return {"receipt": receipt_of(request, filed), "case": addresses.case(filed.case.code)}
