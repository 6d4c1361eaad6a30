"""Who holds a case now."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.cases.matter import CaseMatter
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workflows.definition import APPLICANT


def holder_said(acting: Acting, matter: CaseMatter) -> Sentence:
    """Say who holds the case: a person, or else whoever plays the parts that may act now."""
    track = matter.track
    if track.assignee:
        unit = directory.unit(acting.root, track.assignee_unit or matter.case.lead_unit).short
        name = directory.name_of(acting.root, track.assignee)
        return _("${who} (${unit})", mapping={"who": name, "unit": unit})
    rules = matter.definition
    state = rules.states[track.state]
    for action in state.actions:
        for part in action.by if not action.anywhere else ():
            if part == APPLICANT:
                return matter.case.applicant.name
            if part in rules.roles:
                unit = directory.unit(acting.root, matter.unit_of(part)).short
                facts = {"who": rules.roles[part].title, "unit": unit}
                return _("${who} (${unit})", mapping=facts)
    return "" if state.final else matter.case.applicant.name
