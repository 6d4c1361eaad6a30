"""A body that is not competent may name the unit that is."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.content import Reply, Request
from motcua.consultations.refusals import CannotAnswer
from motcua.people import directory
from motcua.words import _

NOT_COMPETENT = "not_competent"


def checked_competent(acting: Acting, request: Request, reply: Reply) -> Reply:
    """Return the reply; it names a competent unit only where it says that one's own is not."""
    if reply.outcome != NOT_COMPETENT:
        return reply._replace(competent="")
    if not reply.competent:
        return reply
    if not directory.has_unit(acting.root, reply.competent):
        raise CannotAnswer(_("There is no such unit."), _("Choose the competent unit again."))
    if reply.competent in (request.unit, request.consultation.asking_unit):
        raise CannotAnswer(
            _("A unit does not pass a question to itself, or back to whoever asks."),
            _("Choose another unit, or none."),
        )
    return reply


def competent_unit(request: Request) -> str:
    """Return the unit that the body has named as competent; empty where it named none."""
    return request.opinion.reply.competent if request.opinion else ""
