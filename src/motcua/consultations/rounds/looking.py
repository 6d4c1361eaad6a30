"""“Look at the answers”: one line in the work list of whoever asked, once enough is in.

The line comes with the completion of a round, of which there is one, whoever
notices it and however many answers come in the same second; it goes when
somebody says that they have looked, when the round is opened again, or when the
case is over.  Reading the page does not take it away, for reading writes nothing.
"""

from __future__ import annotations

from datetime import datetime

from motcua.acting import Acting
from motcua.cases import clocks
from motcua.cases.content import Case
from motcua.cases.events import CaseClosed, CaseHandedOver, CaseRecounted
from motcua.consultations.askers import is_asker
from motcua.consultations.content import Check, Consultation
from motcua.consultations.history import anchor
from motcua.consultations.inbox import CheckRow, look_list
from motcua.consultations.record.confidence import decides
from motcua.consultations.refusals import CannotLook
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.templates import calendar_of
from motcua.deadlines.due import due_at
from motcua.journal import note
from motcua.words import Sentence, _

LOOKED = "answers looked at"


def begin(acting: Acting, consultation: Consultation) -> None:
    """Send the asker to the answers; once, until the round is opened again."""
    if consultation.check is None:
        consultation.check = Check(acting.now)
        _put(acting, consultation)


def _put(acting: Acting, consultation: Consultation) -> None:
    """Put the line where the holder of the case, or else the asker, finds it."""
    case: Case = consultation.case
    name = look_list(case.track.assignee or consultation.asked_by)
    due = _limit(acting, consultation)
    acting.root.worklists.enter(name, due, consultation.key, tuple(_row(consultation)))
    consultation.check = _check(consultation)._replace(place=name, due=due)


def _limit(acting: Acting, consultation: Consultation) -> datetime:
    """Return until when to look: some days from the last answer, yet not after the case's limit.

    Where that has passed already, the days alone count.
    """
    since = _check(consultation).since
    within = acting.office.borrow(ConsultationRules).look_within
    due = due_at(calendar_of(acting, consultation.asking_unit), since, within).instant
    of_case = clocks.case_due(acting, consultation.case)
    return min(due, of_case) if of_case is not None and of_case > since else due


def _check(consultation: Consultation) -> Check:
    assert consultation.check is not None
    return consultation.check


def _row(consultation: Consultation) -> CheckRow:
    case: Case = consultation.case
    return CheckRow(
        code=case.code,
        procedure=consultation.procedure,
        version=consultation.version,
        applicant=case.applicant.name,
        subject=case.subject[:80],
        state=consultation.template,
        assignee="",
        clock_runs=True,
        kind="check",
        round=consultation.round,
    )


def cannot_look(acting: Acting, consultation: Consultation) -> Sentence:
    """Say why this person has nothing to confirm here; empty where they have."""
    check = consultation.check
    if check is None:
        return _("The answers are not complete yet.")
    if check.looked_at is not None:
        return _(
            "${who} looked at the answers at ${when}.",
            mapping={"who": check.looked_by_name, "when": check.looked_at},
        )
    if not (is_asker(acting, consultation) or decides(acting, consultation.case)):
        return _("Whoever asked looks at the answers.")
    return ""


def looked(acting: Acting, consultation: Consultation) -> None:
    """Say that one has looked at the answers: the line goes."""
    if sentence := cannot_look(acting, consultation):
        raise CannotLook(sentence, _("Look at the case as it is now."))
    _leave(acting, consultation)
    consultation.check = _check(consultation)._replace(
        looked_at=acting.now, looked_by=acting.person, looked_by_name=acting.name
    )
    note(
        acting,
        consultation.case.journal,
        LOOKED,
        template=consultation.template,
        round=consultation.round,
    )
    anchor(acting, consultation.case)


def drop(acting: Acting, consultation: Consultation) -> None:
    """Take the line away, because the answers are no longer complete."""
    _leave(acting, consultation)
    consultation.check = None


def _leave(acting: Acting, consultation: Consultation) -> None:
    check = consultation.check
    if check is not None and check.place:
        acting.root.worklists.leave(check.place, check.due, consultation.key)
        consultation.check = check._replace(place="")


def is_owed(consultation: Consultation) -> bool:
    """Say whether somebody has yet to look."""
    return consultation.check is not None and bool(consultation.check.place)


def handed_over(acting: Acting, event: CaseHandedOver) -> None:
    """Let the line go with the case."""
    put_anew(acting, event.case)


def case_recounted(acting: Acting, event: CaseRecounted) -> None:
    """Let the line stand under the date that the changed calendar gives it."""
    put_anew(acting, event.case)


def put_anew(acting: Acting, case: Case) -> None:
    """Put the lines of a case where they belong now, under the date that counts now."""
    for consultation in acting.root.consultations.of_case(case.key):
        if is_owed(consultation):
            _leave(acting, consultation)
            _put(acting, consultation)


def case_closed(acting: Acting, event: CaseClosed) -> None:
    """A case that is decided sends nobody to look at its answers."""
    for consultation in acting.root.consultations.of_case(event.case.key):
        if is_owed(consultation):
            _leave(acting, consultation)
