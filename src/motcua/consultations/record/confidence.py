"""Which opinions are confidential, which are still sealed, and who decides on a case.

Confidentiality only ever grows.  The procedure sets it, the asker adds it when
asking, the body adds it when answering; a request that came out of another one
has at least that one's; and what a version of an opinion once had, no later
version takes away.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.cases.access import Sight, sight
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter, matter_of
from motcua.consultations.content import Consultation, Opinion, Request
from motcua.consultations.refusals import CannotAsk
from motcua.consultations.templates import is_over, template_of
from motcua.documents.content import Document
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workflows.definition import PARTS

NO, MAY, YES = "no", "may", "yes"
"""What ``confidential`` may say in a procedure."""


def is_confidential(acting: Acting, request: Request) -> bool:
    """Say whether what the body answers is read by those alone who decide, and by the body."""
    return (
        request.confidential
        or request.consultation.confidential
        or any(each.reply.confidential for each in request.opinions)
        or template_of(acting, request.consultation).confidential == YES
        or _comes_out_of_confidential(acting, request)
    )


def _comes_out_of_confidential(acting: Acting, request: Request) -> bool:
    """Say whether it was asked by a body that was itself asked in confidence: never looser."""
    parent: bytes = request.consultation.parent
    above = acting.root.consultations.request(parent) if parent else None
    return above is not None and is_confidential(acting, above)


def may_choose(acting: Acting, request: Request) -> bool:
    """Say whether the body may still choose that its opinion be confidential."""
    template = template_of(acting, request.consultation)
    return template.confidential == MAY and not is_confidential(acting, request)


def ask_in_confidence(acting: Acting, consultation: Consultation) -> None:
    """Let the answers to what is being sent be for those alone who decide."""
    if template_of(acting, consultation).confidential == NO:
        raise CannotAsk(
            _("This procedure knows no confidential opinions."), _("Ask without that wish.")
        )
    consultation.confidential = True


def inherited(acting: Acting, above: Request | None, wanted: bool = False) -> bool:
    """Return what a request that comes out of ``above`` has to be: never looser than that."""
    return wanted or (above is not None and is_confidential(acting, above))


def is_sealed(acting: Acting, consultation: Consultation) -> bool:
    """Say whether nobody but each body itself reads answers yet: not all are in, and there is time.

    They open at once, and by nothing but that: the last answer, or the last limit.
    """
    if not template_of(acting, consultation).sealed:
        return False
    asked = [each for each in consultation.requests if not each.is_withdrawn]
    return any(each.is_planned or _is_awaited(acting, each) for each in asked)


def _is_awaited(acting: Acting, request: Request) -> bool:
    """Say whether its first answer is to come yet; one that is asked anew seals nothing again."""
    return request.is_open and not request.opinions and not is_over(acting, request)


def sealed_said(acting: Acting, case: Case) -> Sentence:
    """Say that answers about a case are still sealed; empty where none are."""
    consultations = acting.root.consultations.of_case(case.key)
    if any(is_sealed(acting, each) for each in consultations):
        return _("The opinions are sealed until all are in or the time is over.")
    return ""


def is_plain(acting: Acting, request: Request) -> bool:
    """Say whether everybody who reads the papers of the case reads the answer, files and all."""
    return not (
        is_confidential(acting, request)
        or any(each.reply.confidential_files for each in request.opinions)
        or is_sealed(acting, request.consultation)
    )


def decides(acting: Acting, case: Case) -> bool:
    """Say whether this person decides on the case, or prepares the decision.

    That is whoever holds the case, and whoever plays a part with which the
    procedure lets one act, in the unit that leads it or in one above it.  The
    counter that took the case in, and whoever only reads it, do not.
    """
    if sight(acting, case) < Sight.DOCUMENTS:
        return False
    matter = matter_of(acting, case)
    own = {case.lead_unit, *_above(acting, case.lead_unit)}
    rules = matter.definition
    roles = (each for each in rules.acting_roles if each in rules.roles and each not in PARTS)
    return _holds(acting, matter) or any(
        matter.unit_of(role) in own and matter.plays(acting, role) for role in roles
    )


def _holds(acting: Acting, matter: CaseMatter) -> bool:
    holder = matter.case.track.assignee
    return bool(holder) and holder in (acting.person, *(h.on_behalf_of for h in acting.holdings))


def _above(acting: Acting, unit: str) -> list[str]:
    if not directory.has_unit(acting.root, unit):
        return []
    return [each.id for each in directory.ancestors(acting.root, unit)]


def is_confidential_file(opinion: Opinion, document: Document) -> bool:
    """Say whether one file of an opinion is for those alone who decide."""
    return document.id in opinion.reply.confidential_files
