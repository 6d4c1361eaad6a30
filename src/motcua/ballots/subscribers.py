"""What ballots do when a case moves."""

from __future__ import annotations

from motcua.acting import Acting, Office
from motcua.ballots.closing import end, take_back
from motcua.ballots.history import anchor
from motcua.ballots.standing import is_over
from motcua.cases.events import CaseMoved
from motcua.words import _, translate

WITHDRAW = "withdraw"


def furnish(office: Office) -> None:
    """Listen to cases."""
    office.listen(CaseMoved, case_moved)


def case_moved(acting: Acting, event: CaseMoved) -> None:
    """Settle what the step means for open ballots, and vouch for the slips' journals."""
    for ballot in acting.root.ballots.of_case(event.case.key):
        if ballot.is_open and is_over(acting, ballot):
            end(acting, ballot)
        if ballot.is_open and event.consultations == WITHDRAW:
            title = translate(event.label, "vi")
            reason = _("The case has moved on: ${step}", mapping={"step": title})
            take_back(acting, ballot, translate(reason, "vi"))
    anchor(acting, event.case)
