"""Asking again those bodies whose documents have changed, and no others.

The earlier opinion is kept.  The body sees what has changed, and answers anew,
or confirms in one click that its opinion stays as it was; that is a word of its
own, with its own date.  Until somebody has answered, asking again can be taken
back, and what was said before stands as if nothing had been asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain

from motcua.acting import Acting
from motcua.cases.actions import settle
from motcua.cases.matter import matter_of
from motcua.consultations import flow
from motcua.consultations.alarms import schedule
from motcua.consultations.answering import give_opinion
from motcua.consultations.askers import as_asker
from motcua.consultations.asking.sending import ask_opinions
from motcua.consultations.content import Consultation, Opinion, Outsider, Reply, Request, Withdrawal
from motcua.consultations.count import counted_in
from motcua.consultations.events import RequestNotice, RequestWithdrawn
from motcua.consultations.history import anchor
from motcua.consultations.inbox import place
from motcua.consultations.refusals import CannotAnswer, CannotAskAgain
from motcua.consultations.rounds import looking
from motcua.consultations.rounds.changes import Changes, newest_versions, since_asked
from motcua.consultations.templates import openable
from motcua.deadlines.terms import Term
from motcua.documents.wording import want
from motcua.journal import note
from motcua.people import directory
from motcua.words import LANGUAGES, Sentence, _, translate

AGAIN, UNDONE = "asked again", "asking again undone"


@dataclass(frozen=True)
class Proposal:
    """One body that may be asked again, and what it has not seen."""

    request: Request
    changes: Changes

    @property
    def is_proposed(self) -> bool:
        """Say whether something has changed for it."""
        return bool(self.changes)


def proposals(acting: Acting, consultation: Consultation) -> list[Proposal]:
    """Return who may be asked again: whoever has answered, or was silent, and is not asked now."""
    return [
        Proposal(each, since_asked(acting, each))
        for each in counted_in(consultation)
        if not (each.is_open or each.is_planned) and _is_newest(acting, each)
    ]


def _is_newest(acting: Acting, request: Request) -> bool:
    """Say whether the body has not been asked again since."""
    consultation = request.consultation
    later = False
    for each in acting.root.consultations.asked_by_case(consultation.case.key):
        if later and each.template == consultation.template:
            other = each.request_to(request.unit)
            if other is not None and not other.is_withdrawn:
                return False
        later = later or each is consultation
    return True


def cannot_ask_again(acting: Acting, consultation: Consultation) -> Sentence:
    """Say why nobody is asked again here; empty where the asker can."""
    if consultation.parent or consultation.unasked:
        return _("Only what the case itself asked is asked again.")
    ways = {each.id for each in openable(acting, consultation.case)}
    if consultation.template not in ways:
        return _("In the present step of the case nobody is asked under this heading.")
    if not proposals(acting, consultation):
        return _("Nobody here has answered yet, or everybody has been asked again already.")
    return ""


def ask_again(
    acting: Acting,
    consultation: Consultation,
    units: Sequence[str],
    question: str,
    within: Term | None = None,
    seen: int | None = None,
) -> Consultation:
    """Ask ``units`` of an earlier round again, on the newest versions of what they were shown."""
    as_asker(acting, consultation)
    if sentence := cannot_ask_again(acting, consultation):
        raise CannotAskAgain(sentence, _("Look at the case as it is now."))
    known = {each.request.unit: each for each in proposals(acting, consultation)}
    strangers = [unit for unit in units if unit not in known]
    if strangers:
        raise CannotAskAgain(
            _("A chosen body cannot be asked again now."), _("Look at the case as it is now.")
        )
    shown = [each for unit in units for each in known[unit].request.documents]
    asked = ask_opinions(
        acting,
        consultation.case,
        consultation.template,
        units=[unit for unit in units if known[unit].request.outsider is None],
        outside=_outside(known[unit].request for unit in units),
        question=question,
        documents=newest_versions(consultation.case, shown),
        limits=dict.fromkeys(units, within) if within else None,
        seen=seen,
    )
    asked.again = consultation.key
    for request in asked.requests:
        request.earlier = known[request.unit].request.key
        request.optional = known[request.unit].request.optional
        _have_read(acting, known[request.unit].changes)
    note(
        acting,
        consultation.case.journal,
        AGAIN,
        template=consultation.template,
        round=asked.round,
        after=consultation.round,
        units=list(units),
    )
    anchor(acting, consultation.case)
    return asked


def _outside(requests: Iterable[Request]) -> list[Outsider]:
    """Return whom outside is asked, each by a link of its own."""
    asked = (each.outsider for each in requests)
    return [Outsider(each.organisation, each.name, each.email) for each in asked if each]


def _have_read(acting: Acting, changes: Changes) -> None:
    """Have the words read of what the body may compare."""
    pairs = ((each.before, each.after) for each in changes.documents if each.after is not None)
    want(acting, *chain.from_iterable(pairs))


def earlier_of(acting: Acting, request: Request) -> Request | None:
    """Return the body's request of the round before, where this one asks again."""
    found: Request | None = (
        acting.root.consultations.request(request.earlier) if request.earlier else None
    )
    return found


def changes_for(acting: Acting, request: Request) -> Changes:
    """Return what changed between the two questions, for the body that is asked again."""
    earlier = earlier_of(acting, request)
    return since_asked(acting, earlier) if earlier is not None else Changes((), ())


def cannot_confirm(acting: Acting, request: Request) -> Sentence:
    """Say why the body cannot confirm its earlier opinion; empty where it can."""
    earlier = earlier_of(acting, request)
    if earlier is None or earlier.opinion is None:
        return _("There is no earlier opinion to confirm.")
    if not request.is_open:
        return _("The request is no longer open.")
    return ""


def confirm_unchanged(acting: Acting, request: Request, revision: int | None = None) -> Opinion:
    """Say, for the body, that its earlier opinion stays as it was, knowing what has changed."""
    earlier = earlier_of(acting, request)
    before = earlier.opinion if earlier is not None else None
    if earlier is None or before is None:
        raise CannotAnswer(
            _("There is no earlier opinion to confirm."), _("Write the answer instead.")
        )
    said = _(
        "The opinion given at ${when} (round ${n}) stays as it was.",
        mapping={"when": before.given_at, "n": str(earlier.consultation.round)},
    )
    reply = Reply(
        outcome=before.reply.outcome,
        text=translate(said, LANGUAGES[0]),
        answers=before.reply.answers,
        competent=before.reply.competent,
        confidential=before.reply.confidential,
    )
    opinion = give_opinion(acting, request, reply, revision)
    opinion.confirms = earlier.key
    note(acting, request.journal, "confirmed unchanged", round=earlier.consultation.round)
    return opinion


def cannot_undo(acting: Acting, consultation: Consultation) -> Sentence:
    """Say why asking again cannot be taken back; empty where it can."""
    if not consultation.again:
        return _("Nobody was asked again here.")
    if consultation.undone is not None:
        return _("Asking again was taken back already.")
    spoken = [each for each in consultation.requests if each.opinions or each.silence]
    if spoken:
        units = [directory.unit(acting.root, each.unit).short for each in spoken]
        return _(
            "It is too late: these have answered or fallen silent: ${units}.",
            mapping={"units": units},
        )
    return ""


def undo_again(acting: Acting, consultation: Consultation, reason: str) -> None:
    """Take back asking again, as long as nobody has answered."""
    acting = as_asker(acting, consultation)
    if sentence := cannot_undo(acting, consultation):
        raise CannotAskAgain(sentence, _("Withdraw or close what is still open instead."))
    if not reason.strip():
        raise CannotAskAgain(_("Say why nobody need be asked again."))
    done = Withdrawal(acting.now, acting.person, acting.name, reason.strip())
    for request in consultation.requests:
        if request.is_open or request.is_planned:
            _restore(acting, request, done)
    consultation.undone = done
    consultation.completed_at = consultation.completed_at or acting.now
    looking.drop(acting, consultation)
    note(
        acting,
        consultation.case.journal,
        UNDONE,
        template=consultation.template,
        round=consultation.round,
        reason=reason.strip(),
    )
    anchor(acting, consultation.case)
    settle(acting, matter_of(acting, consultation.case))


def _restore(acting: Acting, request: Request, done: Withdrawal) -> None:
    knew = not request.is_planned
    flow.FLOW.move(request, flow.WITHDRAW)
    request.withdrawal = done
    request.clock = request.clock.stopped(acting.now)
    note(acting, request.journal, "withdrawn", reason=done.reason)
    place(acting, request)
    schedule(acting, request)
    acting.announce(RequestWithdrawn(request))
    if knew:
        acting.announce(RequestNotice(request, ("partner",), "restored", {}))
