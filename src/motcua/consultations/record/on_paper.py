"""Taking down an opinion that came on paper, and what the body says to that.

Who asks enters it, with the number and the date of the letter; the opinion says
for ever that it was taken down, by whom and when the letter came.  The body is
told and may contest it, or give its own word as a new version.
"""

from __future__ import annotations

from datetime import date

from motcua.acting import Acting
from motcua.cases.matter import matter_of
from motcua.consultations import asking, flow
from motcua.consultations.alarms import schedule
from motcua.consultations.answering import enter
from motcua.consultations.completing import answered
from motcua.consultations.content import Contest, Opinion, Recorded, Reply, Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.history import anchor
from motcua.consultations.inbox import place
from motcua.consultations.inside import as_answerer
from motcua.consultations.refusals import AlreadyAnswered, CannotAnswer, NotOpen
from motcua.consultations.replying import checked
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.silence import record_if_over
from motcua.consultations.templates import limit_of, template_of
from motcua.journal import note
from motcua.words import Sentence, _


def cannot_record(acting: Acting, request: Request) -> Sentence:
    """Say why nothing can be taken down for the body; empty where it can."""
    if request.opinions:
        return _("The body has answered already.")
    if not (request.is_open or request.silence is not None):
        return _("Nothing is waited for from this body.")
    return ""


def record_on_paper(
    acting: Acting, request: Request, reply: Reply, received: date, signer: str = ""
) -> Opinion:
    """Enter what a body wrote on paper: its answer, number and date of the letter, the scan.

    Whether it was in time is said by the day on which the letter came
    (``received``), not by the moment somebody types it.  A silence that was
    recorded meanwhile stays, and the answer stands beside it.
    """
    acting = _as_asker(acting, request)
    _require_possible(acting, request)
    reply = checked(acting, request, reply)
    _check_letter(acting, request, reply, received)
    record_if_over(acting, request)
    flow.FLOW.move(request, flow.ANSWER)
    request.clock = request.clock.stopped(acting.now)
    opinion = enter(
        acting,
        request,
        reply,
        tell=("partner",),
        about="recorded",
        given_by="",
        given_by_name=signer.strip()[:200],
        position="",
        on_behalf_of="",
        on_behalf_of_name="",
        is_late=received > limit_of(acting, request).date(),
        recorded=Recorded(acting.person, acting.name, received),
    )
    request.draft = None
    place(acting, request)
    schedule(acting, request)
    anchor(acting, request.consultation.case)
    answered(acting, request)
    return opinion


def _as_asker(acting: Acting, request: Request) -> Acting:
    matter = matter_of(acting, request.consultation.case)
    return acting.as_(asking.asker(acting, matter, template_of(acting, request.consultation)))


def _require_possible(acting: Acting, request: Request) -> None:
    given = request.opinion
    if given is not None:
        raise AlreadyAnswered(
            _(
                "The body has answered already, at ${when}.",
                mapping={"when": given.given_at},
            ),
            _("Ask it to correct its opinion, if the letter says something else."),
        )
    if sentence := cannot_record(acting, request):
        raise NotOpen(sentence, _("Look at it as it is now."))


def _check_letter(acting: Acting, request: Request, reply: Reply, received: date) -> None:
    if not (reply.letter_number and reply.letter_date):
        raise CannotAnswer(
            _("A letter is taken down with its number and its date."),
            _("Both stand at the top of the letter."),
        )
    if not (reply.text or reply.files or reply.remarks):
        raise CannotAnswer(
            _("There is neither the text of the letter nor a scan of it."),
            _("Type what it says, or add the scan."),
        )
    if received > acting.now.date():
        raise CannotAnswer(_("The day on which the letter came lies in the future."))
    if received < max(reply.letter_date, request.consultation.asked_at.date()):
        raise CannotAnswer(
            _("The letter cannot have come before it was written, or before it was asked for."),
            _("Look at the dates again."),
        )


def contest(acting: Acting, request: Request, text: str) -> Contest:
    """Say for the body that what was taken down is not what it wrote; the asker is told."""
    acting = as_answerer(acting, request)
    opinion = request.opinion
    if opinion is None or opinion.recorded is None:
        raise CannotAnswer(
            _("Nothing was taken down for your unit here."), _("Correct your opinion instead.")
        )
    text = text.strip()
    if not text:
        raise CannotAnswer(_("Say what is not as your unit wrote it."))
    if len(text) > acting.office.borrow(ConsultationRules).text_length:
        raise CannotAnswer(_("That is too long."), _("Put the rest into a file."))
    said = Contest(acting.now, acting.person, acting.name, opinion.version, text)
    request.contests = (*request.contests, said)
    note(acting, request.journal, "record contested", version=opinion.version, words=text)
    acting.announce(RequestNotice(request, ("asker",), "contested", {}))
    return said
