"""Taking over into a case what a body said in an earlier one, and what the body does then.

The body is asked as ever, with its limit; but instead of a question it finds its
earlier opinion, entered by the asker with a reason, and marked for ever with the
case, the version and the day on which it was given.  Until its limit the body may
answer itself: then what was taken over stays as an earlier version, marked as
before.  It is nobody's answer in time, and no silence.  What was confidential
there is so here, and a file that the asker may not read does not come along.

    take_over(acting, case, "bodies", source, version=1, reason="Cùng khu đất, cùng bản vẽ")
"""

from __future__ import annotations

from motcua.acting import Acting, NotHere
from motcua.cases.actions import require_unmoved, settle
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations import flow
from motcua.consultations.access import files_seen
from motcua.consultations.alarms import schedule
from motcua.consultations.answering import enter
from motcua.consultations.askers import asker
from motcua.consultations.asking.questions import questions_of
from motcua.consultations.asking.sending import ask_opinions
from motcua.consultations.completing import answered
from motcua.consultations.content import Contest, Opinion, Reply, Request, TakenOver
from motcua.consultations.events import RequestNotice
from motcua.consultations.history import anchor
from motcua.consultations.inbox import place
from motcua.consultations.inside.applying import waits_again
from motcua.consultations.inside.taking import as_answerer
from motcua.consultations.record.confidence import is_confidential
from motcua.consultations.record.earlier import (
    cannot_take_over,
    open_to,
    papers_shown,
    reads,
)
from motcua.consultations.refusals import CannotAnswer, CannotTakeOver
from motcua.consultations.replying import checked
from motcua.consultations.rounds.following import follow
from motcua.consultations.rounds.reopening import cannot_owe
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.templates import (
    is_decided,
    is_past,
    openable_template,
    template_of,
)
from motcua.journal import note
from motcua.words import LANGUAGES, Sentence, _
from motcua.workflows.definition import ConsultationTemplate

DEED = "opinion taken over"


def take_over(
    acting: Acting,
    case: Case,
    template_id: str,
    source: Request,
    *,
    version: int,
    reason: str,
    question: str = "",
    seen: int | None = None,
) -> Opinion:
    """Let what the body said in ``source`` be its opinion on this case, marked as that.

    ``version`` is that of the opinion on the page; ``question`` is what the body is asked where
    it has not been yet; ``seen`` is the case's revision on the page.
    """
    require_unmoved(acting, case, seen)
    template = template_to_take_over(acting, case, template_id, source.unit)
    matter = matter_of(acting, case)
    acting = acting.as_(asker(acting, matter, template))
    if not reads(acting, source):
        raise NotHere()
    if sentence := cannot_take_over(acting, case, template, source):
        raise CannotTakeOver(sentence, _("Ask the body, or wait for its answer."))
    given = source.opinions[-1]
    if given.version != version:
        raise CannotTakeOver(
            _("The body has corrected this opinion since the page was opened."),
            _("Read the newest version first."),
        )
    reason = _checked_reason(acting, reason)
    request = _asked(acting, case, template, source, question)
    reply = _carried(acting, request, source, given)
    taken = TakenOver(
        request=source.key,
        version=given.version,
        case=source.consultation.case.code,
        given_at=given.given_at or acting.now,
        documents=tuple(each.document.sha256 for each in source.documents),
        by=acting.person,
        by_name=acting.name,
        reason=reason,
    )
    opinion = _entered(acting, request, checked(acting, request, reply), given, taken)
    note(
        acting,
        case.journal,
        DEED,
        template=template.id,
        unit=request.unit,
        case=taken.case,
        reason=reason,
    )
    anchor(acting, case)
    answered(acting, request)
    settle(acting, matter)
    return opinion


def _entered(
    acting: Acting, request: Request, reply: Reply, given: Opinion, taken: TakenOver
) -> Opinion:
    """Enter it under the name of whoever gave it there, and tell the body."""
    flow.FLOW.move(request, flow.ANSWER)
    opinion = enter(
        acting,
        request,
        reply,
        tell=("partner",),
        about="taken_over",
        given_by="",
        given_by_name=given.given_by_name,
        position=given.position,
        on_behalf_of="",
        on_behalf_of_name=given.on_behalf_of_name,
        is_late=False,
        taken=taken,
    )
    place(acting, request)
    schedule(acting, request)
    return opinion


def template_to_take_over(
    acting: Acting, case: Case, template_id: str, unit: str = ""
) -> ConsultationTemplate:
    """Return the template under which the body is asked already, or may be asked now."""
    own = open_to(acting, case, template_id, unit) if unit else None
    return (
        template_of(acting, own.consultation)
        if own
        else openable_template(acting, case, template_id)
    )


def _checked_reason(acting: Acting, reason: str) -> str:
    reason = reason.strip()
    most = acting.office.borrow(ConsultationRules).question_length
    if not reason:
        raise CannotTakeOver(_("Say why the earlier opinion fits this case."))
    if len(reason) > most:
        raise CannotTakeOver(_("The reason is longer than ${n} characters.", mapping={"n": most}))
    return reason


def _asked(
    acting: Acting, case: Case, template: ConsultationTemplate, source: Request, question: str
) -> Request:
    """Return the body's open request; it is asked now, where it has not been."""
    own = open_to(acting, case, template.id, source.unit)
    if own is not None:
        return own
    sent = ask_opinions(
        acting,
        case,
        template.id,
        units=(source.unit,),
        question=question.strip() or template.question.said_in(LANGUAGES[0]) or source.asked,
        documents=[each.id for each in papers_shown(case)],
        to_take_over=True,
    )
    request = sent.requests[0]
    if request.opinions:
        raise CannotTakeOver(
            _("A standing opinion of the body answers this question by itself."),
            _("Ask the body: its standing opinion is its answer."),
        )
    if request.standstills:
        raise CannotTakeOver(
            _("The time of this body stands still."), _("Take it over once the case goes on.")
        )
    return request


def _carried(acting: Acting, request: Request, source: Request, given: Opinion) -> Reply:
    """Return what was said, as far as the asker reads it; never looser than it was there."""
    files = files_seen(acting, source, given)
    there = {each.id for each in files}
    marked = there.intersection(given.reply.confidential_files)
    if is_confidential(acting, source) or marked:
        request.confidential = True
    asked = {each.id for each in questions_of(acting, request)}
    return given.reply._replace(
        files=files,
        confidential=False,
        confidential_files=(),
        edited=tuple(id for id in given.reply.edited if id in there),
        answers=tuple(each for each in given.reply.answers if each[0] in asked),
        together_with=(),
    )


def cannot_answer_ourselves(acting: Acting, request: Request) -> Sentence:
    """Say why the body cannot put its own answer in the place of what was taken over."""
    opinion = request.opinion
    if opinion is None or opinion.taken is None or request.is_open:
        return _("Nothing was taken over for your unit here.")
    if request.is_withdrawn:
        return _("Nothing is waited for from this body.")
    if is_past(acting, request):
        return _("The limit has passed.")
    if is_decided(acting, request.consultation.case):
        return _("The case is closed.")
    return cannot_owe(acting, request)


def answer_ourselves(acting: Acting, request: Request, words: str = "") -> None:
    """Contest what was taken over: the body answers itself, within its limit as it was."""
    acting = as_answerer(acting, request)
    if sentence := cannot_answer_ourselves(acting, request):
        raise CannotAnswer(sentence, _("Correct the opinion, if something in it is wrong."))
    words = words.strip()
    if len(words) > acting.office.borrow(ConsultationRules).text_length:
        raise CannotAnswer(_("That is too long."), _("Put the rest into a file."))
    version = request.opinions[-1].version
    flow.FLOW.move(request, flow.CALL_IN)
    said = Contest(acting.now, acting.person, acting.name, version, words)
    request.contests = (*request.contests, said)
    if request.opened_at is None:
        request.opened_at, request.opened_by_name = acting.now, acting.name
    note(acting, request.journal, "answers itself", version=version, words=words)
    place(acting, request)
    schedule(acting, request)
    follow(acting, request)
    waits_again(acting, request)
    acting.announce(RequestNotice(request, ("asker",), "answers_itself", {}))
