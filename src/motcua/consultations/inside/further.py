"""An asked body asks others in its turn: another unit, or one below it.

What is asked further is a consultation of the same case with a ``parent``: the
request of the body that asks.  It has a clock of its own, which ends within the
limit of that request; its silence means nothing, for no law speaks of it.  Its
answers are for the body that asks.  The case counts, decides and tells nothing
of it but that it was asked.

Nobody is asked in a circle: not oneself, not who asks, nobody on the way
between, and nobody twice at once.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from motcua.acting import Acting
from motcua.consultations import flow
from motcua.consultations.asking.checking import check_question
from motcua.consultations.asking.limits import Limit, clock_of
from motcua.consultations.asking.serial import sent
from motcua.consultations.content import Consultation, Request, Shown
from motcua.consultations.events import OpinionsAsked
from motcua.consultations.flow import STATES
from motcua.consultations.history import requests_of
from motcua.consultations.inbox import place
from motcua.consultations.inside.flows import OpinionFlows
from motcua.consultations.inside.taking import as_answerer, opened, require_open
from motcua.consultations.record.confidence import inherited
from motcua.consultations.refusals import AlreadyAsked, CannotAsk
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.templates import (
    calendar_of,
    is_over,
    limit_of,
    running_limit,
    template_of,
)
from motcua.deadlines.due import due_at
from motcua.deadlines.terms import QUARTERS, Part, Term
from motcua.deadlines.terms import Unit as Length
from motcua.deadlines.timetable import minute_of
from motcua.journal import note
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import Sentence, _

KEY_LENGTH = 8
MINUTES_A_QUARTER = 60 // QUARTERS


def above(acting: Acting, request: Request) -> Iterator[Request]:
    """Go through the requests out of which this one came, the nearest first."""
    register = acting.root.consultations
    parent = register.parent_of(request.consultation)
    while parent is not None:
        yield parent
        parent = register.parent_of(parent.consultation)


def cannot_ask_further(acting: Acting, request: Request) -> Sentence:
    """Say why the body cannot ask others in its turn; empty where it can."""
    if not template_of(acting, request.consultation).further:
        return _("The procedure does not let an asked body ask others.")
    if not request.is_open:
        return STATES[request.state]
    most = acting.office.borrow(OpinionFlows).depth
    if len(list(above(acting, request))) >= most:
        return _("This was asked on ${n} times already.", mapping={"n": most})
    if request.clock.is_paused:
        return _("The time of this request stands still.")
    return _("The limit has passed.") if is_over(acting, request) else ""


def units_for(acting: Acting, request: Request) -> tuple[list[Unit], list[Unit]]:
    """Return whom the body may ask: the units below it, then all others; no circles."""
    children = directory.children(acting.root, request.unit)
    own = {each.id for each in children}
    everyone = [each for each in directory.units(acting.root) if each.id not in own]

    def free(units: Sequence[Unit]) -> list[Unit]:
        return [each for each in units if not circle(acting, request, each.id)]

    return free(children), free(everyone)


def circle(acting: Acting, request: Request, unit: str) -> Sentence:
    """Say why asking ``unit`` would go round in a circle; empty where it would not."""
    title = directory.unit(acting.root, unit).title
    if unit == request.unit:
        return _("A unit does not ask itself.")
    ancestors = list(above(acting, request))
    if unit in {each.unit for each in ancestors}:
        return _("${unit} was asked this itself and passed it on.", mapping={"unit": title})
    first = (ancestors or [request])[-1].consultation
    if unit in (first.asking_unit, first.case.lead_unit):
        return _("${unit} asks this: it is not asked in return.", mapping={"unit": title})
    return ""


def ask_further(
    acting: Acting,
    request: Request,
    *,
    units: Sequence[str],
    question: str,
    documents: Sequence[str] = (),
    limits: Mapping[str, Term] | None = None,
    direct: bool = False,
) -> Consultation:
    """Ask ``units`` in one's turn, all at once, each with a limit within one's own.

    ``documents`` are ids of those that the body was shown; without a limit a
    unit gets what :func:`proposed` says.  ``direct``: the answer of the one
    unit that is asked goes straight to the asker and is the body's answer.
    """
    acting = as_answerer(acting, request)
    require_open(acting, request)
    if sentence := cannot_ask_further(acting, request):
        raise CannotAsk(sentence, _("Answer on what you know yourselves."))
    _check_units(acting, request, units, direct)
    consultation = Consultation(
        key=secrets.token_bytes(KEY_LENGTH),
        case=request.consultation.case,
        procedure=request.consultation.procedure,
        version=request.consultation.version,
        template=request.consultation.template,
        question=check_question(acting, question),
        documents=_shown(request, documents),
        asked_at=acting.now,
        asked_by=acting.person,
        asked_by_name=acting.name,
        on_behalf_of=acting.on_behalf_of,
        asking_unit=request.unit,
        units=tuple(units),
        parent=request.key,
        direct=direct,
        confidential=inherited(acting, request),
    )
    consultation.requests = tuple(
        _request(acting, request, consultation, unit, (limits or {}).get(unit)) for unit in units
    )
    _enter(acting, request, consultation)
    return consultation


def _check_units(acting: Acting, request: Request, units: Sequence[str], direct: bool) -> None:
    most = acting.office.borrow(ConsultationRules).bodies
    if not units:
        raise CannotAsk(_("Nobody is chosen."), _("Choose at least one body."))
    if len(set(units)) != len(units):
        raise CannotAsk(_("A body is chosen twice."), _("Choose each body once."))
    if len(units) > most:
        raise CannotAsk(
            _("At most ${n} bodies can be asked at once.", mapping={"n": most}),
            _("Choose fewer bodies."),
        )
    if direct and len(units) > 1:
        raise CannotAsk(
            _("Only one body can answer straight to the asker."),
            _("Choose one body, or let the answers come to your unit."),
        )
    for unit in units:
        _check_unit(acting, request, unit)


def _check_unit(acting: Acting, request: Request, unit: str) -> None:
    if not directory.has_unit(acting.root, unit):
        raise CannotAsk(_("There is no such unit."), _("Choose another one."))
    if sentence := circle(acting, request, unit):
        raise CannotAsk(sentence, _("Choose another unit."))
    for each in requests_of(acting, request.consultation.case):
        if each.unit == unit and each.is_open:
            raise AlreadyAsked(
                _(
                    "${unit} was asked already by ${who} at ${when}, and has not answered yet.",
                    mapping={
                        "unit": directory.unit(acting.root, unit).title,
                        "who": each.consultation.asked_by_name,
                        "when": each.consultation.asked_at,
                    },
                ),
                _("Ask them to tell you as well, or choose another unit."),
            )


def _shown(request: Request, ids: Sequence[str]) -> tuple[Shown, ...]:
    """Return the chosen documents: nobody passes on what one was not shown."""
    there = {each.document.id: each for each in request.consultation.documents}
    if any(id not in there for id in ids):
        raise CannotAsk(
            _("A chosen document was not shown to your unit."), _("Choose the documents again.")
        )
    return tuple(there[id] for id in dict.fromkeys(ids))


def _request(
    acting: Acting, request: Request, consultation: Consultation, unit: str, chosen: Term | None
) -> Request:
    within = chosen or proposed(acting, request, unit)
    asked = Request(
        key=secrets.token_bytes(KEY_LENGTH),
        unit=unit,
        consultation=consultation,
        within=within.text,
        clock=clock_of(Limit(within), acting.now),
    )
    outer = limit_of(acting, request)
    if within.is_nothing or limit_of(acting, asked) > outer:
        raise CannotAsk(
            _(
                "${unit} would have time until ${when}, and your own limit is ${outer}.",
                mapping={
                    "unit": directory.unit(acting.root, unit).title,
                    "when": limit_of(acting, asked),
                    "outer": outer,
                },
            ),
            _("Set a shorter limit."),
        )
    flow.FLOW.begin(asked)
    return asked


def proposed(acting: Acting, request: Request, unit: str) -> Term:
    """Return how long whoever is asked further gets: a part of the time that is left.

    In whole working days where there are some, or else in quarters of hours;
    counted on the days on which that unit works.
    """
    share = acting.office.borrow(OpinionFlows).further_share
    outer = running_limit(acting, request) or limit_of(acting, request)
    calendar = calendar_of(acting, unit)
    table = calendar.timetable
    open_now = max(table.minutes_between(minute_of(acting.now), minute_of(outer)), 0)
    minutes = int(open_now * share)
    days = minutes // max(calendar.day_minutes(acting.now.date()), 1)
    for number in range(days, 0, -1):
        term = Term((Part(Length.WORKING_DAYS, number * QUARTERS),))
        if due_at(calendar, acting.now, term).instant <= outer:
            return term
    return Term((Part(Length.WORKING_HOURS, max(minutes // MINUTES_A_QUARTER, 1)),))


def expected(acting: Acting, request: Request, unit: str, term: Term | date | None) -> datetime:
    """Return until when ``unit`` would have time, to be shown before it is asked."""
    within = term if isinstance(term, Term) else proposed(acting, request, unit)
    return due_at(calendar_of(acting, unit), acting.now, within).instant


def _enter(acting: Acting, request: Request, consultation: Consultation) -> None:
    """Put everything where it belongs; the body is at work on it."""
    register, case = acting.root.consultations, consultation.case
    together = register.by_case[case.key]
    together.unbind()
    together.consultations = (*together.consultations, consultation)
    register.enter(case.key)
    opened(acting, request)
    for each in consultation.requests:
        sent(acting, each)
    note(
        acting,
        request.journal,
        "asked further",
        units={each.unit: limit_of(acting, each).isoformat() for each in consultation.requests},
        question=consultation.question,
        direct=consultation.direct or None,
        documents=[shown.document.sha256[:12] for shown in consultation.documents],
    )
    place(acting, request)
    acting.announce(OpinionsAsked(consultation))
