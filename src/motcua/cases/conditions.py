"""What a definition may ask of a case before an action, by name.

Each condition answers with a verdict whose sentence is shown beside the
disabled button.  Conditions about opinions are lent by ``consultations``.
"""

from __future__ import annotations

from motcua.acting import Acting, Office
from motcua.cases import clocks
from motcua.cases.matter import CaseMatter
from motcua.deadlines.due import apology_deadline
from motcua.words import Label, _
from motcua.workflows.conditions import Conditions, Verdict


def furnish(office: Office) -> None:
    """Lend the conditions of this capability."""
    conditions = office.borrow(Conditions)
    conditions.lend(
        "apology in time", Label("còn kịp xin lỗi, hẹn lại", "apology in time"), apology_in_time
    )
    conditions.lend(
        "before the due date", Label("chưa hết hạn trả kết quả", "before the due date"), before_due
    )
    conditions.lend("fee paid", Label("đã nộp phí, lệ phí", "fee paid"), fee_paid)
    conditions.lend(
        "case has an officer", Label("hồ sơ đã có người thụ lý", "case has an officer"), has_officer
    )


def apology_in_time(matter: CaseMatter, acting: Acting) -> Verdict:
    """An apology with a new date goes out at least a day before the due date (NĐ 61/2018 Đ19.9)."""
    due = clocks.case_due(acting, matter.case)
    if due is None:
        return Verdict(False, _("The deadline of this case is not running."))
    last = apology_deadline(clocks.calendar_of(acting, matter.case), due)
    return Verdict(
        acting.now <= last,
        _("An apology with a new date had to be sent by ${last}.", mapping={"last": last}),
    )


def before_due(matter: CaseMatter, acting: Acting) -> Verdict:
    """The whole deadline has not passed."""
    due = clocks.case_due(acting, matter.case)
    return Verdict(
        due is None or acting.now <= due,
        _("The case was due at ${due}.", mapping={"due": due or ""}),
    )


def fee_paid(matter: CaseMatter, acting: Acting) -> Verdict:
    """Whoever takes the money records it in the field ``phi_da_nop`` of the case."""
    return Verdict(
        matter.value("phi_da_nop") in (True, "yes"), _("The fee has not been recorded as paid.")
    )


def has_officer(matter: CaseMatter, acting: Acting) -> Verdict:
    """Somebody holds the case."""
    return Verdict(bool(matter.track.assignee), _("Nobody holds this case yet: assign it first."))
