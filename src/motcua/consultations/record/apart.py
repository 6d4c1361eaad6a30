"""What a member of a body thinks otherwise than the body (ý kiến bảo lưu), under their own name.

The body has one official word; a minority view stands beside it, is read by
whoever reads the opinion, and counts for nothing.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.access import is_inside, reads_answer
from motcua.consultations.content import Dissent, Request
from motcua.consultations.inside import as_answerer
from motcua.consultations.refusals import CannotAnswer
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.templates import is_decided
from motcua.journal import note
from motcua.words import Sentence, _


def cannot_dissent(acting: Acting, request: Request) -> Sentence:
    """Say why this person cannot attach a view of their own; empty where they can."""
    if not request.opinions:
        return _("Your unit has not answered yet.")
    if is_decided(acting, request.consultation.case):
        return _("The case is closed.")
    if any(each.by == acting.person for each in request.dissents):
        return _("Your view stands there already.")
    return ""


def dissent(acting: Acting, request: Request, text: str) -> Dissent:
    """Attach one's own view to the opinion of one's unit, by name; it is not taken back."""
    acting = as_answerer(acting, request)
    if acting.on_behalf_of:
        raise CannotAnswer(
            _("A view of one's own is given in one's own name."),
            _("Whoever delegated this to you attaches their own."),
        )
    if sentence := cannot_dissent(acting, request):
        raise CannotAnswer(sentence)
    text = text.strip()
    if not text:
        raise CannotAnswer(_("Write your view."))
    if len(text) > acting.office.borrow(ConsultationRules).text_length:
        raise CannotAnswer(_("That is too long."))
    held = acting.holding.title if acting.holding else ""
    said = Dissent(acting.now, acting.person, acting.name, held, text)
    request.dissents = (*request.dissents, said)
    note(acting, request.journal, "dissent attached")
    return said


def dissents_seen(acting: Acting, request: Request) -> tuple[Dissent, ...]:
    """Return the views beside the opinion, for whoever reads the opinion."""
    if not request.dissents:
        return ()
    readable = is_inside(acting, request.unit) or reads_answer(acting, request)
    return request.dissents if readable else ()
