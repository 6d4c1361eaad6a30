"""Which ballots somebody may begin on a case as it stands, and why not."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.acting import Acting
from motcua.ballots.standing import openable
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.words import Sentence, _
from motcua.workflows.definition import ConsultationTemplate


@dataclass(frozen=True)
class Opening:
    """A ballot that may be begun, or, with a reason, not now."""

    template: ConsultationTemplate
    reason: Sentence = ""


def openings(acting: Acting, case: Case) -> list[Opening]:
    """Return the ballots of the present step that are this person's to begin."""
    matter = matter_of(acting, case)
    pending = {each.template for each in acting.root.ballots.of_case(case.key) if each.is_open}
    return [
        Opening(each, _("The members are voting.") if each.id in pending else "")
        for each in openable(acting, case)
        if any(matter.plays(acting, part) for part in each.opened_by)
    ]
