"""What a reply must contain before it becomes the word of a body."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.content import Reply, Request
from motcua.consultations.refusals import CannotAnswer
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.templates import template_of
from motcua.words import _


def trimmed(reply: Reply) -> Reply:
    """Return the reply without blank ends and empty remarks."""
    return reply._replace(
        text=reply.text.strip(),
        remarks=tuple(each.strip() for each in reply.remarks if each.strip()),
        letter_number=reply.letter_number.strip(),
    )


def checked(acting: Acting, request: Request, reply: Reply) -> Reply:
    """Return the reply as it is given; raise :class:`CannotAnswer` with what is missing."""
    reply = trimmed(reply)
    template = template_of(acting, request.consultation)
    if reply.outcome not in template.answers:
        raise CannotAnswer(_("Choose one of the answers."))
    _check_words(reply)
    _check_size(acting, reply)
    if reply.letter_date and reply.letter_date > acting.now.date():
        raise CannotAnswer(_("The date of the letter lies in the future."))
    return reply


def _check_words(reply: Reply) -> None:
    """A disagreement without reasons helps nobody, and neither do remarks that are not there."""
    if reply.outcome in ("disagree", "other") and not reply.text:
        raise CannotAnswer(
            _("An answer like this needs its reasons in writing."), _("Write the reasons.")
        )
    if reply.outcome == "agree_with_remarks" and not (reply.text or reply.remarks):
        raise CannotAnswer(
            _("There are no remarks yet."), _("Write the remarks, or choose plain agreement.")
        )


def _check_size(acting: Acting, reply: Reply) -> None:
    rules = acting.office.borrow(ConsultationRules)
    if len(reply.text) + sum(map(len, reply.remarks)) > rules.text_length:
        raise CannotAnswer(
            _("The answer is longer than ${n} characters.", mapping={"n": rules.text_length}),
            _("Put the rest into a file."),
        )
    if len(reply.remarks) > rules.remarks:
        raise CannotAnswer(_("There are more than ${n} remarks.", mapping={"n": rules.remarks}))
    if len(reply.files) > rules.files:
        raise CannotAnswer(_("There are more than ${n} files.", mapping={"n": rules.files}))
