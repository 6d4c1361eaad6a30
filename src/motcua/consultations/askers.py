"""Who asked: the case itself, in a part of its procedure; or a body that asks further.

What the asker may do with a request (urge, withdraw, grant more time, answer
what is missing) is asked of this file, so that whoever asks further has the
same in hand as whoever asked first.
"""

from __future__ import annotations

from motcua.acting import Acting, Holding, NotAllowed
from motcua.cases.matter import CaseMatter, matter_of
from motcua.consultations.content import Consultation
from motcua.consultations.inside.taking import as_answerer
from motcua.consultations.templates import template_of
from motcua.permissions import Permission
from motcua.words import _
from motcua.workflows.definition import ConsultationTemplate


def asker(acting: Acting, matter: CaseMatter, template: ConsultationTemplate) -> Holding | None:
    """Return the position in which this person asks for the case; refuse whoever may not."""
    for part in template.opened_by:
        played = matter.plays(acting, part)
        if played:
            return played if isinstance(played, Holding) else acting.holding
    raise NotAllowed(
        _("You do not ask for opinions on this case."),
        _("Whoever handles the case does: ask them, or have the case handed over to you."),
    )


def as_asker(acting: Acting, consultation: Consultation) -> Acting:
    """Return the person in the position that asked this; refuse anybody else."""
    parent = acting.root.consultations.parent_of(consultation)
    if parent is not None:
        return as_answerer(acting, parent)
    matter = matter_of(acting, consultation.case)
    return acting.as_(asker(acting, matter, template_of(acting, consultation)))


def is_asker(acting: Acting, consultation: Consultation) -> bool:
    """Say whether this person may act for whoever asked."""
    parent = acting.root.consultations.parent_of(consultation)
    if parent is not None:
        return acting.may(Permission.OPINION_ANSWER, parent.unit)
    matter = matter_of(acting, consultation.case)
    return any(matter.plays(acting, part) for part in template_of(acting, consultation).opened_by)
