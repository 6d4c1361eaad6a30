"""Until when each body has time, checked before anything is sent.

A limit is a term, or the last day on which an answer is in time.  A body that is
asked in a later step has its whole term from the moment at which it is asked;
until then its limit is reckoned from the latest limit of the step before.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import NamedTuple

from motcua.acting import Acting
from motcua.cases import clocks
from motcua.cases.content import Case
from motcua.consultations.content import Request
from motcua.consultations.refusals import CannotAsk
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.templates import WAIT, calendar_of, limit_of
from motcua.deadlines.clock import Clock
from motcua.deadlines.terms import Term, read_term
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workflows.definition import Body, ConsultationTemplate

INFORMATION = "information"
"""``purpose: information``: nothing is waited for."""
DAY = re.compile(r"(?:đến |hết |until )?(?:ngày )?(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


class Limit(NamedTuple):
    """How long one body has."""

    within: Term
    last_day: date | None = None
    """Set instead of the term, where it is."""


def read_limit(text: str) -> Term | date:
    """Return the term or the day that somebody wrote.

    >>> read_limit("đến ngày 20/12/2026")
    datetime.date(2026, 12, 20)
    """
    found = DAY.fullmatch(" ".join(text.lower().split()))
    if not found:
        return read_term(text)
    day, month, year = map(int, found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        raise CannotAsk(
            _("“${day}” is not a day.", mapping={"day": text}),
            _("Write the day, month and year, as 26/11/2026, or a term as 5 working days."),
        ) from None


def clock_of(limit: Limit, start: datetime) -> Clock:
    """Return the clock of a body that is asked at ``start``."""
    clock = Clock.started(start, limit.within)
    return clock.extended(limit.last_day, start) if limit.last_day else clock


def limits(
    acting: Acting,
    template: ConsultationTemplate,
    units: Iterable[str],
    chosen: Mapping[str, Term | date],
    bodies: Mapping[str, Body] | None = None,
) -> dict[str, Limit]:
    """Return how long each body gets; refuse what lies outside of the bounds."""
    named = bodies or {}
    return {
        unit: _limit(acting, template, unit, chosen.get(unit), usual(template, named.get(unit)))
        for unit in units
    }


def usual(template: ConsultationTemplate, body: Body | None) -> Term | None:
    """Return how long the procedure gives this body."""
    return body.within if body is not None and body.within else template.within


def _limit(
    acting: Acting,
    template: ConsultationTemplate,
    unit: str,
    chosen: Term | date | None,
    usual: Term | None,
) -> Limit:
    shortest = acting.office.borrow(ConsultationRules).shortest
    if template.purpose == INFORMATION:
        return Limit(usual or shortest)
    if chosen is None and usual is None:
        raise CannotAsk(
            _("${unit} has no limit yet.", mapping={"unit": title(acting, unit)}),
            _("Set a limit."),
        )
    if isinstance(chosen, date):
        limit = Limit(usual or shortest, chosen)
    else:
        limit = Limit(chosen or usual or shortest)
    if chosen is not None and chosen != usual:
        _check_bounds(acting, template, unit, limit, usual)
    return limit


def _check_bounds(
    acting: Acting, template: ConsultationTemplate, unit: str, limit: Limit, usual: Term | None
) -> None:
    """Where silence counts, nobody gets less time than the rule that makes it count."""
    rules = acting.office.borrow(ConsultationRules)

    def until(term: Term) -> datetime:
        return _ends(acting, unit, Limit(term))

    due = _ends(acting, unit, limit)
    if usual and template.silence != WAIT:
        if due < until(usual):
            raise CannotAsk(
                _(
                    "Silence counts here only after ${term}: ${unit} cannot be given less.",
                    mapping={"term": usual.said, "unit": title(acting, unit)},
                ),
                _("Set a longer limit."),
            )
    elif due < until(rules.shortest):
        raise CannotAsk(
            _(
                "Nobody is asked to answer in less than ${term}.",
                mapping={"term": rules.shortest.said},
            ),
            _("Set a longer limit."),
        )
    if due > until(rules.longest):
        raise CannotAsk(
            _("Nobody is given more than ${term}.", mapping={"term": rules.longest.said}),
            _("Set a shorter limit."),
        )


def _ends(acting: Acting, unit: str, limit: Limit) -> datetime:
    """Return when the time of a body would be over that were asked now."""
    if limit.last_day and limit.last_day < acting.now.date():
        raise CannotAsk(
            _("${day} is over.", mapping={"day": limit.last_day}), _("Set a later day.")
        )
    return clock_of(limit, acting.now).due(calendar_of(acting, unit)).instant


def title(acting: Acting, unit: str) -> Sentence:
    """Return how a body is called, also where there is none of that id."""
    known = directory.has_unit(acting.root, unit)
    return directory.unit(acting.root, unit).title if known else unit


def check_rising(acting: Acting, requests: Iterable[Request]) -> None:
    """Refuse a step whose limit does not lie after that of the step before."""
    latest: dict[int, datetime] = {}
    for each in requests:
        limit = limit_of(acting, each)
        latest[each.step] = max(limit, latest.get(each.step, limit))
    for each in requests:
        before = max((latest[step] for step in latest if step < each.step), default=None)
        if before is not None and limit_of(acting, each) <= before:
            raise CannotAsk(
                _(
                    "Step ${n}: the limit of ${unit}, ${when}, is not later than that of the step"
                    " before, ${before}.",
                    mapping={
                        "n": str(each.step),
                        "unit": directory.unit(acting.root, each.unit).title,
                        "when": limit_of(acting, each),
                        "before": before,
                    },
                ),
                _("Give the later step more time, or ask it in an earlier one."),
            )


def check_case_limit(acting: Acting, case: Case, requests: Iterable[Request], reason: str) -> str:
    """Return the reason that is kept; refuse limits past the case's own without one."""
    case_due = clocks.case_due(acting, case)
    waited_for = [each for each in requests if not each.is_told]
    beyond = [each for each in waited_for if case_due and limit_of(acting, each) > case_due]
    if not beyond:
        return ""
    if not reason.strip():
        raise CannotAsk(
            _(
                "The case itself is due ${when}; these would have time beyond that: ${units}.",
                mapping={
                    "when": case_due,
                    "units": [directory.unit(acting.root, each.unit).short for each in beyond],
                },
            ),
            _("Set earlier limits, or say why these cannot be earlier."),
        )
    return reason.strip()
