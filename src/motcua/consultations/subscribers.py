"""What consultations do when a case moves."""

from __future__ import annotations

from motcua.acting import Acting, Office
from motcua.cases.events import CaseClosed, CaseHandedOver, CaseMoved, CaseRecounted
from motcua.consultations.alarms import schedule
from motcua.consultations.asking.sending import drop_planned, withdraw_open
from motcua.consultations.events import OpinionsAsked, RequestArrived
from motcua.consultations.history import anchor, requests_of
from motcua.consultations.inbox import place
from motcua.consultations.rounds import changes, following, looking
from motcua.consultations.silence import record_all_over
from motcua.consultations.templates import is_decided
from motcua.words import _, translate

WITHDRAW = "withdraw"


def furnish(office: Office) -> None:
    """Listen to cases."""
    office.listen(CaseMoved, case_moved)
    office.listen(CaseRecounted, case_recounted)
    office.listen(RequestArrived, following.arrived)
    office.listen(OpinionsAsked, changes.remember)
    office.listen(CaseHandedOver, looking.handed_over)
    office.listen(CaseClosed, looking.case_closed)
    office.listen(CaseRecounted, looking.case_recounted)


def case_recounted(acting: Acting, event: CaseRecounted) -> None:
    """Put open requests where the changed calendar wants them."""
    for request in requests_of(acting, event.case):
        if request.is_open:
            place(acting, request)
            schedule(acting, request)


def case_moved(acting: Acting, event: CaseMoved) -> None:
    """Settle what the step means for open requests, and vouch for their journals.

    A silence that the worker has not recorded yet is recorded first: the step
    may have been allowed because of it, and a decision must be able to name
    the record on which it stands.
    """
    case = event.case
    record_all_over(acting, case)
    if event.consultations == WITHDRAW:
        title = translate(event.label, "vi")
        reason = (
            _("The case has moved on: ${step}", mapping={"step": title})
            if title
            else _("The case has moved on.")
        )
        withdraw_open(acting, case, translate(reason, "vi"))
    elif is_decided(acting, case):
        drop_planned(acting, case, translate(_("The case is closed."), "vi"))
    following.follow_all(acting, case)
    anchor(acting, case)
