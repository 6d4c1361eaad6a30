"""The form for asking opinions: what stands in it, line by line, as it opens and as it was sent.

Written by hand and not from a schema, because each body has a line of its own:
why it is suggested, until when it would have time, how it usually answers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request

from motcua.acting import Acting, Refusal
from motcua.consultations.asking.limits import Limit, read_limit
from motcua.consultations.asking.outlook import Outlook, outlook
from motcua.consultations.asking.preparing import limits_typed, steps_typed
from motcua.consultations.content import Wanted
from motcua.consultations.refusals import CannotAsk
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.suggestions import Suggestion, Suggestions, is_pending
from motcua.deadlines.terms import Term
from motcua.pages.typed import text_of
from motcua.people import directory
from motcua.people.content import Person, Unit
from motcua.words import Sentence, _, translate
from motcua.workspace.papers import LETTER

LONGEST = 20_000
"""Characters of a field that are looked at; the action says how many are allowed."""
OUTSIDE = 3
"""Empty lines for bodies outside that a form begins with."""
MOST_OUTSIDE = 20


@dataclass(frozen=True)
class Line:
    """One body, as the form shows it."""

    unit: Unit
    suggested: bool
    because: Sentence
    required: bool
    optional: bool
    checked: bool
    outlook: Outlook | None
    warning: Sentence
    pending: bool
    """It has not answered what it was asked before, and cannot be asked twice."""
    limit: str
    note: str
    step: str
    """As it was typed; the procedure's own where nothing was."""
    people: tuple[Person, ...]
    """Who may be told by name."""


def beginning(request: Request, known: Suggestions) -> Wanted:
    """Return what stands in the form when it opens."""
    within = known.template.within
    return Wanted(
        units=tuple(each.unit.id for each in known.bodies if each.chosen),
        question=known.question,
        documents=tuple(
            each.document.id for each in known.documents if not each.paper.startswith(LETTER)
        ),
        limit=translate(within.said, request.locale_name) if within else "",
        steps=tuple((each.unit.id, str(each.step)) for each in known.bodies if each.step > 1),
    )


def typed(request: Request) -> Wanted:
    """Return what was sent, right or wrong."""
    fields = request.POST
    return Wanted(
        units=_ids(request, "unit"),
        question=text_of(fields.get("question"), LONGEST),
        documents=_ids(request, "document"),
        limit=text_of(fields.get("limit"), 100),
        limits=_all_of(request, "limit:"),
        notes=_all_of(request, "note:"),
        steps=_all_of(request, "step:"),
        people=_ids(request, "person"),
        outside=_outside(request),
        beyond=text_of(fields.get("beyond"), 2000),
        confidential=bool(fields.get("confidential")),
    )


def _ids(request: Request, name: str) -> tuple[str, ...]:
    found = (text_of(each, 100) for each in request.POST.getall(name))
    return tuple(dict.fromkeys(filter(None, found)))


def _all_of(request: Request, name: str) -> tuple[tuple[str, str], ...]:
    return tuple(
        (key.removeprefix(name)[:100], said)
        for key, value in request.POST.items()
        if key.startswith(name) and (said := text_of(value, LONGEST))
    )


def _outside(request: Request) -> tuple[tuple[str, str, str], ...]:
    columns = [request.POST.getall(f"outside-{each}") for each in ("org", "name", "email")]
    lines = [tuple(text_of(each, 500) for each in line) for line in zip(*columns, strict=False)][
        :MOST_OUTSIDE
    ]
    return tuple((line[0], line[1], line[2]) for line in lines if any(line))


def outside_lines(known: Suggestions, wanted: Wanted) -> list[tuple[int, str, str, str]]:
    """Return the numbered lines for bodies outside, some empty; none where nobody may be asked."""
    if not known.template.outside:
        return []
    empty = max(1, OUTSIDE - len(wanted.outside))
    every = [*wanted.outside, *[("", "", "")] * empty]
    return [(number, *line) for number, line in enumerate(every, 1)]


def lines(
    acting: Acting, procedure: str, known: Suggestions, wanted: Wanted
) -> tuple[list[Line], Refusal | None]:
    """Return the bodies, those suggested first; and what is wrong with a limit, if anything."""
    terms: Mapping[str, Any] = {}
    steps: Mapping[str, int] = {}
    wrong = None
    try:
        steps = steps_typed(wanted)
        terms = limits_typed(known.template, wanted)
        if wanted.limit.strip():
            read_limit(wanted.limit)
    except Refusal as refusal:
        wrong = refusal
    ahead: Mapping[str, Outlook] = {}
    try:
        ahead = outlook(acting, procedure, _limits(acting, known, wanted, terms), steps)
    except Refusal as refusal:
        wrong = wrong or refusal
    found = [*_suggested(acting, known, wanted, ahead), *_others(acting, known, wanted, ahead)]
    return found, wrong


def _limits(
    acting: Acting, known: Suggestions, wanted: Wanted, terms: Mapping[str, Any]
) -> dict[str, Limit | None]:
    """Return the limit of every body that is shown with a date."""
    own = {each.unit.id: each.within for each in known.bodies}
    chosen = [each for each in wanted.units if each not in own]
    shortest = acting.office.borrow(ConsultationRules).shortest
    found: dict[str, Limit | None] = {}
    for unit in (*own, *chosen):
        if not directory.has_unit(acting.root, unit):
            continue
        term, within = terms.get(unit), own.get(unit) or known.template.within
        if term is None and within is None:
            found[unit] = None
        elif term is None or isinstance(term, Term):
            found[unit] = Limit(term or within or shortest)
        elif term < acting.now.date():
            raise CannotAsk(_("${day} is over.", mapping={"day": term}))
        else:
            found[unit] = Limit(within or shortest, term)
    return found


def _suggested(
    acting: Acting, known: Suggestions, wanted: Wanted, ahead: Mapping[str, Outlook]
) -> Iterator[Line]:
    for body in known.bodies:
        yield _line(acting, wanted, ahead, body.unit, body)


def _others(
    acting: Acting, known: Suggestions, wanted: Wanted, ahead: Mapping[str, Outlook]
) -> Iterator[Line]:
    for unit in known.others:
        yield _line(acting, wanted, ahead, unit, None)


def _line(
    acting: Acting,
    wanted: Wanted,
    ahead: Mapping[str, Outlook],
    unit: Unit,
    body: Suggestion | None,
) -> Line:
    pending = body is not None and is_pending(body.before)
    checked = unit.id in wanted.units and not pending
    return Line(
        unit=unit,
        suggested=body is not None,
        because=body.because if body else "",
        required=body.required if body else False,
        optional=body.optional if body else False,
        checked=checked,
        outlook=ahead.get(unit.id) if body or checked else None,
        warning=body.warning if body else "",
        pending=pending,
        limit=dict(wanted.limits).get(unit.id, ""),
        note=dict(wanted.notes).get(unit.id, ""),
        step=dict(wanted.steps).get(unit.id, ""),
        people=_people(acting, unit.id) if checked else (),
    )


def _people(acting: Acting, unit: str) -> tuple[Person, ...]:
    return tuple(directory.people_of(acting.root, unit, acting.now.date()))
