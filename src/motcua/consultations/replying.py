"""What a reply must contain before it becomes the word of a body."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.acting import Acting
from motcua.consultations.asking.questions import answered, outcomes_of, without_blanks
from motcua.consultations.content import Reply, Request
from motcua.consultations.inside.competence import checked_competent
from motcua.consultations.record.wishes import wished
from motcua.consultations.refusals import CannotAnswer
from motcua.consultations.settings import ConsultationRules
from motcua.words import _


def trimmed(reply: Reply) -> Reply:
    """Return the reply without blank ends, empty remarks and empty conditions."""
    stripped = ((place.strip(), text.strip()) for place, text in reply.numbered)
    written = [(place, text) for place, text in stripped if place or text]
    places = tuple(place for place, _text in written)
    return reply._replace(
        text=reply.text.strip(),
        remarks=tuple(text for _place, text in written),
        places=places if any(places) else (),
        conditions=_said(reply.conditions),
        parts=_said(reply.parts),
        letter_number=reply.letter_number.strip(),
        answers=without_blanks(reply.answers),
    )


def _said(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(each.strip() for each in texts if each.strip())


def checked(acting: Acting, request: Request, reply: Reply) -> Reply:
    """Return the reply as it is given; raise :class:`CannotAnswer` with what is missing."""
    reply = trimmed(reply)
    if reply.outcome not in outcomes_of(acting, request):
        raise CannotAnswer(_("Choose one of the answers."))
    reply = answered(acting, request, reply)
    reply = checked_competent(acting, request, reply)
    _check_words(reply)
    _check_size(acting, reply)
    if reply.letter_date and reply.letter_date > acting.now.date():
        raise CannotAnswer(_("The date of the letter lies in the future."))
    return wished(acting, request, reply)


def _check_words(reply: Reply) -> None:
    """A disagreement without reasons helps nobody, and neither do remarks that are not there."""
    if reply.outcome in ("disagree", "other") and not (reply.text or reply.files):
        raise CannotAnswer(
            _("An answer like this needs its reasons in writing."),
            _("Write the reasons, or add the letter that gives them."),
        )
    if not all(reply.remarks):
        raise CannotAnswer(
            _("A remark says to which place it belongs, and nothing else."),
            _("Write the remark, or empty its place."),
        )
    if reply.outcome == "agree_with_remarks" and not (
        reply.text or reply.remarks or reply.conditions or reply.files
    ):
        raise CannotAnswer(
            _("There are no remarks yet."), _("Write the remarks, or choose plain agreement.")
        )


def _check_size(acting: Acting, reply: Reply) -> None:
    rules = acting.office.borrow(ConsultationRules)
    words = (reply.text, *reply.remarks, *reply.places, *reply.conditions)
    if sum(map(len, words)) > rules.text_length:
        raise CannotAnswer(
            _("The answer is longer than ${n} characters.", mapping={"n": rules.text_length}),
            _("Put the rest into a file."),
        )
    if max(len(reply.remarks), len(reply.conditions)) > rules.remarks:
        raise CannotAnswer(_("There are more than ${n} remarks.", mapping={"n": rules.remarks}))
    if len(reply.files) > rules.files:
        raise CannotAnswer(_("There are more than ${n} files.", mapping={"n": rules.files}))
