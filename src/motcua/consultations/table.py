"""The table on the case's page: who was asked, until when and why, what came back.

Also, in fewer words, what the applicant may know: whom the case waits for.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

from motcua.acting import Acting
from motcua.cases.access import Sight, require_sight
from motcua.cases.content import Case
from motcua.consultations import pausing
from motcua.consultations.access import opinion_seen, reads_answer
from motcua.consultations.content import (
    Consultation,
    Extension,
    Opinion,
    Request,
    Reversal,
    Shown,
    Silence,
    TakenOver,
)
from motcua.consultations.count import count
from motcua.consultations.flow import STATES
from motcua.consultations.history import own_requests_of
from motcua.consultations.inside.applying import standing_said
from motcua.consultations.offers import Offer, offers
from motcua.consultations.suggestions import SILENCE
from motcua.consultations.templates import calendar_of, due_of, is_over, template_of
from motcua.consultations.urging import last_urged
from motcua.deadlines.due import Due
from motcua.deadlines.left import Left
from motcua.deadlines.terms import Term, read_term
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import Label, Sentence, _


@dataclass(frozen=True)
class Row:
    """One body's line."""

    request: Request
    unit: Unit
    due: Due
    """``due.instant`` is until when, ``due.lines`` is why until then."""
    within: Term
    left: Left
    state: Sentence
    tone: str
    """What colour stands beside the words: wait, opened, late, agree, remarks,
    disagree, other, silence, withdrawn; closed: answered, and not for this reader."""
    outcome: Sentence
    """What the body said, in the words of the procedure; empty without an answer, or without the
    right to read it."""
    silence: Sentence
    """The dated record of a silence and its rule; empty where there is none."""
    standing: Sentence
    """By which standing opinion the body answered; empty where it looked at the case itself."""
    taken: Sentence
    """Who took it over from another case, and why; from which, where the body answers itself.
    Empty where it was given for this one."""
    opinion: Opinion | None
    """The newest version; ``None`` also where this reader may not know what was answered."""
    versions: int
    is_late: bool
    """The first answer came after the limit, or none has come and the limit is over."""
    extension: Extension | None
    urged_at: datetime | None
    offers: tuple[Offer, ...]
    standing_for: tuple[Sentence, ...] = ()
    """Why the time stands still; empty while it runs."""


@dataclass(frozen=True)
class Round:
    """One sending, with its bodies."""

    consultation: Consultation
    title: Label
    acting: Acting = field(repr=False, compare=False)
    """Who reads it: the lines say what this person may do."""
    back: int
    asked: int
    is_enough: bool
    changed: tuple[Shown, ...]
    """Documents shown to the bodies that have been superseded since."""

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """The lines of all bodies, worked out when they are asked for."""
        return tuple(row(self.acting, each) for each in self.consultation.requests)


def table(acting: Acting, case: Case) -> list[Round]:
    """Return every round about the case, oldest first; for those who read its papers."""
    require_sight(acting, case, Sight.DOCUMENTS)
    every = acting.root.consultations.asked_by_case(case.key)
    return [_round(acting, case, each) for each in every]


def _round(acting: Acting, case: Case, consultation: Consultation) -> Round:
    result = count(acting, consultation)
    superseded = {each.document.id for each in case.dossier.files if each.superseded}
    return Round(
        consultation=consultation,
        title=template_of(acting, consultation).title,
        acting=acting,
        back=len(result.back),
        asked=result.asked,
        is_enough=result.is_enough,
        changed=tuple(each for each in consultation.documents if each.document.id in superseded),
    )


def row(acting: Acting, request: Request) -> Row:
    """Return the line of one request."""
    due = due_of(acting, request)
    urged, reads = last_urged(request), reads_answer(acting, request)
    return Row(
        request=request,
        unit=directory.unit(acting.root, request.unit),
        due=due,
        within=read_term(request.within),
        left=request.clock.left(calendar_of(acting, request.unit), acting.now),
        state=STATES[request.state],
        tone=tone(request, is_over(acting, request), reads),
        outcome=outcome_said(acting, request),
        silence=silence_said(request),
        standing=standing_said(request.opinion.standing) if reads and request.opinion else "",
        taken=_taken_over(request) if reads else "",
        opinion=request.opinion if reads else None,
        versions=len(request.opinions),
        is_late=_is_late(acting, request),
        extension=request.extension,
        urged_at=urged.at if urged else None,
        offers=tuple(offers(acting, request)),
        standing_for=_standing_for(request),
    )


def _standing_for(request: Request) -> tuple[Sentence, ...]:
    held = request.standstills if request.is_open else ()
    return tuple(pausing.SAID.get(each.reason, each.reason) for each in held)


def _is_late(acting: Acting, request: Request) -> bool:
    if request.opinions and not request.is_open:
        return request.first_own is not None and request.first_own.is_late
    return is_over(acting, request)


TONES = {
    "agree": "agree",
    "agree_with_remarks": "remarks",
    "disagree": "disagree",
    "not_competent": "other",
    "other": "other",
}


def tone(request: Request, is_over: bool, reads: bool = True) -> str:
    """Return the name of the colour in which a request stands; a silence is never green.

    Whoever may not read the answer (``reads``) sees that there is one, and no more.
    """
    if request.silence is not None and not (request.struck and request.opinion):
        return "silence"
    if request.is_withdrawn:
        return "withdrawn"
    if request.opinion is not None and not request.is_open:
        return TONES[request.opinion.reply.outcome] if reads else "closed"
    if is_over:
        return "late"
    return "opened" if request.opened_at else "wait"


def outcome_said(acting: Acting, request: Request) -> Sentence:
    """Return what the body said, in the words of the procedure; nothing where it is closed."""
    opinion = opinion_seen(acting, request)
    if opinion is None:
        return ""
    said = template_of(acting, request.consultation).answers[opinion.reply.outcome]
    if opinion.taken is not None and request.is_open:
        return ""  # The body answers itself.
    if opinion.taken is not None:
        told = {"answer": said, **_from(opinion.taken)}
        return _("${answer} (taken over from case ${case}, opinion of ${day})", mapping=told)
    if opinion.standing is None:
        return said
    told = {"answer": said, "n": str(opinion.standing.number)}
    return _("${answer} (standing opinion no. ${n})", mapping=told)


def _from(taken: TakenOver) -> dict[str, Any]:
    return {"case": taken.case, "day": taken.given_at.date()}


def taken_said(opinion: Opinion | None) -> Sentence:
    """Say that an opinion was taken over, from where, by whom and why; empty where it was not."""
    if opinion is None or opinion.taken is None:
        return ""
    taken = opinion.taken
    return _(
        "Taken over from case ${case}, opinion of ${day}, by ${who}: ${reason}",
        mapping={**_from(taken), "who": taken.by_name, "reason": taken.reason},
    )


def _taken_over(request: Request) -> Sentence:
    """Say why it was taken over: from where stands with the answer, as long as it is one."""
    opinion = request.opinion
    if opinion is None or opinion.taken is None:
        return ""
    if request.is_open:
        return taken_said(opinion)
    told = {"who": opinion.taken.by_name, "reason": opinion.taken.reason}
    return _("Taken over by ${who}: ${reason}", mapping=told)


def said_at(opinion: Opinion) -> datetime | None:
    """Return when the body said it: in the other case, where it was taken over."""
    return opinion.taken.given_at if opinion.taken else opinion.given_at


def silence_said(request: Request) -> Sentence:
    """Return the record of a silence as one sentence, with its date and its rule.

    Undone, it is said with the act that undid it, and never without.
    """
    if request.reversals and request.struck is None and request.silence is None:
        return reversal_said(request.reversals[-1])
    if request.silence is None:
        return ""
    return reversal_said(request.struck) if request.struck else _recorded(request.silence)


def reversal_said(reversal: Reversal) -> Sentence:
    """Say which silence was undone, by whom, when and why."""
    return _(
        "${silence} Undone by ${who} at ${when}: ${reason}",
        mapping={
            "silence": _recorded(reversal.silence),
            "who": reversal.by_name,
            "when": reversal.at,
            "reason": reversal.reason,
        },
    )


def _recorded(silence: Silence) -> Sentence:
    told = {"limit": silence.limit, "meaning": SILENCE[silence.meaning], "ground": silence.ground}
    if silence.ground:
        return _("No answer by ${limit}. ${meaning} (${ground}).", mapping=told)
    return _("No answer by ${limit}. ${meaning}.", mapping=told)


@dataclass(frozen=True)
class Awaited:
    """A body for whose opinion the case waits."""

    unit: Unit
    limit: datetime


def awaited(acting: Acting, case: Case) -> list[Awaited]:
    """Return whom the case waits for, for everybody who may know where it stands."""
    require_sight(acting, case, Sight.STATUS)
    return [
        Awaited(directory.unit(acting.root, each.unit), due_of(acting, each).instant)
        for each in own_requests_of(acting, case)
        if each.is_open
    ]
