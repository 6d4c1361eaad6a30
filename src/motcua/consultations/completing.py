"""Noticing that enough has come back.

Two bodies that answer in the same moment each see the other as missing, and
neither writes anything of the case.  So whoever answers and sees others
missing leaves a note in the due queue, and the worker looks again after the
commit, when both answers are there.  Whoever sees that nothing is missing any
more says so at once.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.cases import lists
from motcua.cases.matter import matter_of
from motcua.consultations.asking import serial
from motcua.consultations.content import Consultation, Request
from motcua.consultations.count import count
from motcua.consultations.events import ConsultationComplete, RequestNotice
from motcua.consultations.rounds import looking

KIND = "opinions complete"
"""Under which the due queue knows the looking again."""


def answered(acting: Acting, request: Request) -> None:
    """After an answer or a silence: is it enough now?"""
    consultation = request.consultation
    if consultation.completed_at is None and count(acting, consultation).is_enough:
        complete(acting, consultation)
    if consultation.completed_at is not None and not serial.planned(consultation):
        return
    acting.root.due_queue.put(acting.now, KIND, request.key)


def look_again(acting: Acting, consultation: Consultation) -> None:
    """Complete the consultation if enough has come back and nobody has noticed yet.

    Where the step that was asked has come back, the next one is sent.
    """
    serial.advance(acting, consultation)
    if consultation.completed_at is None and count(acting, consultation).is_enough:
        complete(acting, consultation)


def complete(acting: Acting, consultation: Consultation) -> None:
    """The case need not wait for this any longer: it goes back to who holds it."""
    consultation.completed_at = acting.now
    if consultation.parent:  # The case counts nothing of what a body asked further.
        return
    lists.place(acting, matter_of(acting, consultation.case))
    if count(acting, consultation).back:  # Where everything was withdrawn there is nothing to see.
        looking.begin(acting, consultation)
    acting.announce(
        ConsultationComplete(consultation),
        RequestNotice(consultation.requests[-1], ("asker",), "complete", {}),
    )


def fire(acting: Acting, subject: bytes, rule: str) -> None:
    """Look again after the commit; called by the worker."""
    request = acting.root.consultations.request(subject)
    if request is not None:
        look_again(acting, request.consultation)
