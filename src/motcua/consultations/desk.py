"""What the asked body sees of one request: everything it needs to answer, and no more."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.access import is_inside, keeps_documents, opinions_seen, peers_seen
from motcua.consultations.asking.questions import outcomes_of
from motcua.consultations.content import Draft, Opinion, Request, Shown
from motcua.consultations.extending import longest
from motcua.consultations.inside import may_prepare
from motcua.consultations.ledger import Remark, earlier_remarks
from motcua.consultations.offers import Offer, offers
from motcua.consultations.suggestions import silence_said
from motcua.consultations.table import Row, row
from motcua.consultations.templates import template_of
from motcua.people import directory
from motcua.people.content import Person, Unit
from motcua.permissions import Permission
from motcua.words import Label, Sentence, _

FURTHER: Sentence = _("No answer in time means nothing; the unit that asks is told.")
"""What silence means where a body asked further: no law speaks of it."""


@dataclass(frozen=True)
class Desk:
    """One request, as it lies on the desk of somebody of the asked body."""

    request: Request
    row: Row
    """Due date and reasons, state, time left: as the asker sees them."""
    case: Case
    procedure: Label
    status: Label
    """The step the case is in."""
    asking_unit: Unit
    asked_by: str
    question: str
    note: str
    documents: tuple[Shown, ...]
    silence: Sentence
    """What no answer will mean; said before the limit, so that nobody is surprised."""
    outcomes: dict[str, Label]
    """Among which the body chooses, with the words of the procedure."""
    draft: Draft | None
    internal_note: str
    """What the body writes for itself; empty for everybody outside of it."""
    opinions: tuple[Opinion, ...]
    """The versions that this reader may read."""
    peers: tuple[Request, ...]
    """Others asked at the same time whose answers the procedure opens to this body."""
    earlier: tuple[Remark, ...]
    """What the body remarked in rounds before, and what became of it."""
    people: tuple[Person, ...]
    """To whom it can be assigned; empty for whoever does not assign."""
    longest: datetime | None
    """The latest limit that an extension could set."""
    offers: tuple[Offer, ...]


def desk(acting: Acting, request: Request) -> Desk:
    """Return what lies on the desk; ask :func:`access.request_for` for the request first."""
    consultation = request.consultation
    case: Case = consultation.case
    matter = matter_of(acting, case)
    template = template_of(acting, consultation)
    inside = is_inside(acting, request.unit)
    shown = keeps_documents(acting, request) or (not inside and not request.is_withdrawn)
    assigns = request.is_open and acting.may(Permission.OPINION_ASSIGN, request.unit)
    return Desk(
        request=request,
        row=row(acting, request),
        case=case,
        procedure=matter.definition.title,
        status=matter.definition.states[case.track.state].title,
        asking_unit=directory.unit(acting.root, consultation.asking_unit),
        asked_by=consultation.asked_by_name,
        question=request.asked,
        note=request.note,
        documents=request.documents if shown else (),
        silence=FURTHER if consultation.parent else silence_said(template),
        outcomes=outcomes_of(acting, request),
        draft=request.draft if inside else None,
        internal_note=request.internal_note if inside else "",
        opinions=opinions_seen(acting, request),
        peers=peers_seen(acting, request) if inside else (),
        earlier=tuple(earlier_remarks(acting, request)),
        people=tuple(may_prepare(acting, request)) if assigns else (),
        longest=longest(acting, request),
        offers=tuple(offers(acting, request)),
    )
