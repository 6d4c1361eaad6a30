"""What stands on the page of a request about the body's own work, and what it asked of others.

A part of its own, set once: the steps with their limits, the draft that lies
with somebody, what is missing, whom the body asked in its turn, and that a
standing opinion answered.  Each side sees what is for it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from chameleon.utils import Markup
from pyramid.csrf import get_csrf_token
from pyramid.request import Request

from motcua.acting import Acting
from motcua.consultations.access import is_inside, may_see, opinion_seen, sees_as_asker
from motcua.consultations.content import Extension
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.desk import Desk
from motcua.consultations.flow import STATES
from motcua.consultations.inside.applying import standing_said
from motcua.consultations.inside.competence import competent_unit
from motcua.consultations.inside.flows import STEPS
from motcua.consultations.inside.pacing import step_limits, step_of
from motcua.consultations.inside.pieces import OF
from motcua.consultations.inside.stages import HANDS, returned
from motcua.consultations.table import outcome_said
from motcua.consultations.templates import calendar_of, running_limit
from motcua.deadlines.left import Left, left_until
from motcua.pages.speaking import set_part
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import Sentence
from motcua.workspace import addresses

TEMPLATE = "motcua.workspace:templates/inside.pt"
AT_ONCE = frozenset({"pass_on", "sign", "take_back", "ask_instead"})
"""Acts that take nothing but a click."""


@dataclass(frozen=True)
class Step:
    """One step of the body, with its limit."""

    title: Sentence
    limit: datetime
    left: Left | None
    """For the present one."""


@dataclass(frozen=True)
class Below:
    """One unit that a body asked in its turn."""

    request: OpinionRequest
    unit: Unit
    said: Sentence
    """The state, or what it answered, for whoever may read that."""
    limit: datetime | None
    direct: bool
    address: str
    """Empty for whoever may not open it."""


def inside_part(request: Request, asked: OpinionRequest, on_desk: Desk) -> Markup:
    """Return the part of the page; it is empty where there is nothing to say."""
    acting = request.acting
    inside = is_inside(acting, asked.unit)
    offers = {each.id: each for each in on_desk.offers}
    return set_part(
        request,
        TEMPLATE,
        asked=asked,
        inside=inside,
        asker=sees_as_asker(acting, asked),
        steps=list(_steps(acting, asked)) if inside and asked.is_open else [],
        hands=[(HANDS[each.deed], each) for each in asked.hands] if inside else [],
        returned=returned(asked) if inside and asked.is_open else None,
        submission=asked.submission if inside else None,
        draft=on_desk.draft if asked.submission else None,
        outcome=_outcome(on_desk),
        step=STEPS[step_of(asked)],
        offers=offers,
        pieces=[(OF[each.of], each) for each in asked.pieces],
        below=below(acting, asked),
        extensions=_extensions(asked),
        standing=standing_said(asked.standing),
        competent=_competent(acting, asked),
        through=through(acting, asked),
        addresses=addresses,
        get_csrf_token=partial(get_csrf_token, request),
    )


def _steps(acting: Acting, asked: OpinionRequest) -> Any:
    present, calendar = step_of(asked), calendar_of(acting, asked.unit)
    runs = asked.clock.is_running
    for step, limit in step_limits(acting, asked):
        left = left_until(calendar, limit, acting.now) if step == present and runs else None
        yield Step(STEPS[step], limit, left)


def _extensions(asked: OpinionRequest) -> list[Extension]:
    """Return those of which the page does not tell otherwise: earlier ones, and those by rule."""
    last = asked.extension
    return [each for each in asked.extensions if each.by_rule or each is not last]


def _outcome(on_desk: Desk) -> Sentence:
    draft = on_desk.draft
    return on_desk.outcomes.get(draft.reply.outcome, "") if draft else ""


def _competent(acting: Acting, asked: OpinionRequest) -> Unit | None:
    unit = competent_unit(asked) if opinion_seen(acting, asked) else ""
    known = unit and directory.has_unit(acting.root, unit)
    return directory.unit(acting.root, unit) if known else None


def through(acting: Acting, asked: OpinionRequest) -> Unit | None:
    """Return the unit that answered in the place of the one that was asked, if one did."""
    opinion = opinion_seen(acting, asked)
    key = opinion.through if opinion else b""
    below = acting.root.consultations.request(key) if key else None
    return directory.unit(acting.root, below.unit) if below is not None else None


def below(acting: Acting, asked: OpinionRequest) -> list[Below]:
    """Return whom the body asked in its turn; that they were asked is no secret of the case."""
    return [
        _below(acting, each, consultation.direct)
        for consultation in acting.root.consultations.asked_below(asked)
        for each in consultation.requests
    ]


def _below(acting: Acting, each: OpinionRequest, direct: bool) -> Below:
    seen = may_see(acting, each)
    return Below(
        request=each,
        unit=directory.unit(acting.root, each.unit),
        said=(outcome_said(acting, each) if seen else "") or STATES[each.state],
        limit=running_limit(acting, each) if each.is_open else None,
        direct=direct,
        address=addresses.request(each.id) if seen else "",
    )
