"""Which opinions of earlier cases may be taken over into a case, and what differs there.

Only what the asker may read there themselves, asked of ``access`` as everywhere:
whoever may not know of a case, or may not know what a body said in it, learns
from here neither that it exists nor that anything was said.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.cases.tracking import find
from motcua.consultations.access import may_see, reads_answer
from motcua.consultations.content import (
    ANSWERED,
    ANSWERED_AFTER_SILENCE,
    Opinion,
    Request,
)
from motcua.consultations.count import of_case
from motcua.consultations.record.confidence import is_sealed
from motcua.consultations.refusals import CannotTakeOver
from motcua.consultations.rounds.words import BINDING, body_of
from motcua.consultations.suggestions import addable, is_pending, last_request, suggested
from motcua.consultations.templates import is_past, template_of
from motcua.documents.content import Document
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import Label, Sentence, _
from motcua.workflows.definition import ConsultationTemplate

INFORMATION = "information"
GIVEN = (ANSWERED, ANSWERED_AFTER_SILENCE)


@dataclass(frozen=True)
class Paper:
    """A document that the body was shown then, or would be shown now."""

    document: Document
    is_same: bool
    """The same file, byte for byte, is on the other side too."""


@dataclass(frozen=True)
class Earlier:
    """One opinion of an earlier case, as the asker sees it before taking it over."""

    request: Request
    opinion: Opinion
    unit: Unit
    title: Label
    """Under which heading the body was asked then."""
    outcome: Sentence
    why_not: Sentence
    """Why it cannot be taken over here; empty where it can."""
    then: tuple[Paper, ...]
    """On which documents it was given."""
    now: tuple[Paper, ...]
    """What this case would show the body."""


def earlier_opinions(
    acting: Acting, case: Case, template: ConsultationTemplate, code: str
) -> list[Earlier]:
    """Return what bodies said in the case with that code, as far as this person may read it.

    Raises :class:`CannotTakeOver` where nothing is there, with one sentence for all reasons.
    """
    there = find(acting, code.strip())
    found = (
        [] if there is None else [each for each in _of_case(acting, there) if reads(acting, each)]
    )
    if not found:
        raise CannotTakeOver(
            _("There is no case with this code in which you may read an opinion."),
            _("Look at the code again, or ask the body."),
        )
    return [_earlier(acting, case, template, each) for each in found]


def _of_case(acting: Acting, case: Case) -> Iterable[Request]:
    for consultation in acting.root.consultations.asked_by_case(case.key):
        yield from consultation.requests


def reads(acting: Acting, request: Request) -> bool:
    """Say whether this person may read an opinion that a body has given there."""
    return (
        bool(request.opinions)
        and request.outsider is None
        and may_see(acting, request)
        and not is_sealed(acting, request.consultation)
        and reads_answer(acting, request)
    )


def _earlier(
    acting: Acting, case: Case, template: ConsultationTemplate, request: Request
) -> Earlier:
    opinion = request.opinions[-1]
    asked = template_of(acting, request.consultation)
    pending = last_request(acting, case, request.unit)
    shown = [each.document for each in request.documents]
    ours = (
        [each.document for each in pending.documents]
        if pending is not None and is_pending(pending)
        else papers_shown(case)
    )
    return Earlier(
        request=request,
        opinion=opinion,
        unit=directory.unit(acting.root, request.unit),
        title=asked.title,
        outcome=asked.answers[opinion.reply.outcome],
        why_not=cannot_take_over(acting, case, template, request),
        then=_compared(shown, ours),
        now=_compared(ours, shown),
    )


def papers_shown(case: Case) -> list[Document]:
    """Return what a body is shown that is asked only to take over what it said before."""
    return [
        each.document
        for each in case.dossier.files
        if not each.superseded and not each.paper.startswith("letter:")
    ]


def _compared(these: Iterable[Document], others: Iterable[Document]) -> tuple[Paper, ...]:
    known = {each.sha256 for each in others}
    return tuple(Paper(each, each.sha256 in known) for each in these)


def cannot_take_over(
    acting: Acting, case: Case, template: ConsultationTemplate, source: Request
) -> Sentence:
    """Say why what ``source`` says cannot be taken over into the case; empty where it can."""
    return (
        _no_source(case, source)
        or _not_asked_here(acting, case, template, source)
        or _no_place(acting, case, template, source.unit)
    )


def _no_source(case: Case, source: Request) -> Sentence:
    """Say why it is nothing that can be carried to any case."""
    opinion = source.opinions[-1]
    if source.consultation.case is case:
        return _("It was given in this very case: ask the body again instead.")
    if source.state not in GIVEN:
        return _("It no longer stands there: the body was asked anew, or the request withdrawn.")
    if opinion.taken is not None:
        return _(
            "It was itself taken over, from case ${case}: take it over from there.",
            mapping={"case": opinion.taken.case},
        )
    if opinion.standing is not None:
        return _("A standing opinion answered there: nobody of the body looked at that case.")
    if any(each.version == opinion.version for each in source.contests):
        return _("The body contests what was taken down for it there.")
    return ""


def _not_asked_here(
    acting: Acting, case: Case, template: ConsultationTemplate, source: Request
) -> Sentence:
    """Say why the procedure takes no such opinion of that body."""
    unit = source.unit
    matter = matter_of(acting, case)
    allowed = {*suggested(acting, matter, template)}
    allowed |= {each.id for each in addable(acting, case, template)}
    if unit not in allowed:
        name = directory.unit(acting.root, unit).title
        return _("${unit} is not asked in this step.", mapping={"unit": name})
    if template.purpose == INFORMATION:
        return _("Under this heading bodies are told, and no opinion is waited for.")
    body = body_of(template, case, unit)
    if ((body.effect if body else "") or template.effect) == BINDING:
        return _("What this body says binds the decision here: it has to be asked itself.")
    if source.opinions[-1].reply.outcome not in (
        (body.answers if body else ()) or template.answers
    ):
        return _("This procedure knows no such answer.")
    return ""


def _no_place(acting: Acting, case: Case, template: ConsultationTemplate, unit: str) -> Sentence:
    """Say why the body's own answer, or what it has in hand, comes first."""
    own = open_to(acting, case, template.id, unit)
    if own is not None and own.opinions:
        return _("The body gives its own opinion in this case.")
    if said := _said_already(acting, case, template.id, unit, own):
        return said
    if own is None:
        pending = is_pending(last_request(acting, case, unit))
        return (
            _("The body has another question about this case before it, or will have.")
            if pending
            else ""
        )
    if own.draft is not None:
        return _("The body is preparing its own answer to this case already.")
    if own.standstills or own.open_piece is not None:
        return _("The time of this body stands still.")
    return _("The limit has passed.") if is_past(acting, own) else ""


def open_to(acting: Acting, case: Case, template_id: str, unit: str) -> Request | None:
    """Return the open request to the body under this template, where it has been asked."""
    for consultation in of_case(acting, case):
        request = consultation.request_to(unit)
        if consultation.template == template_id and request is not None and request.is_open:
            return request
    return None


def _said_already(
    acting: Acting, case: Case, template_id: str, unit: str, own: Request | None
) -> Sentence:
    """Say that the body has spoken in this case, or was asked and did not; ``own`` is open."""
    asked = [
        request
        for consultation in of_case(acting, case)
        if consultation.template == template_id
        and (request := consultation.request_to(unit)) is not None
        and not request.is_withdrawn
    ]
    if any(each.opinions for each in asked):
        return _("The body has answered in this case: what it said stands.")
    if own is None and any(each.silence is not None for each in asked):
        return _("The body was asked in this case and did not answer in time: that stands.")
    return ""
