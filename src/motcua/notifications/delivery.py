"""Whether what was told about a request has left the house: read from the outbox.

Delivery and answer are two things: a mail that could not be sent says nothing of
whether the body answers, and an answer says nothing of the mails.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from motcua.acting import Acting
from motcua.consultations import recipients
from motcua.consultations.content import Request
from motcua.notifications.about_outside import LINK
from motcua.notifications.remembering import Remembered
from motcua.storage import posting
from motcua.storage.content import Message
from motcua.words import Sentence, _

MOST = 60
"""Entries of a journal that are looked at."""
SENDING, SENT, FAILED, DROPPED = "sending", "sent", "failed", "dropped"


@dataclass(frozen=True)
class Delivery:
    """One mail by which somebody was asked, and what became of it."""

    address: str
    state: str
    """sending, sent, failed, dropped."""
    put_at: datetime | None
    sent_at: datetime | None
    attempts: int

    @property
    def said(self) -> Sentence:
        """What became of it, in words."""
        told = {"address": self.address, "when": self.sent_at, "n": str(self.attempts)}
        return _SAID[self.state] % told


_SAID = {
    SENDING: _("To ${address}: about to be sent"),
    SENT: _("To ${address}: sent at ${when}"),
    FAILED: _("To ${address}: could not be sent, ${n} attempts; it is tried again"),
    DROPPED: _("To ${address}: given up after ${n} attempts"),
}


def deliveries(acting: Acting, request: Request) -> list[Delivery]:
    """Return the mails by which the body was asked, the newest last."""
    return [_delivery(each) for each in _messages(acting, request)]


def _messages(acting: Acting, request: Request) -> Iterator[Message]:
    case = request.consultation.case.key
    for about in _occasions(request):
        mail = LINK if request.outsider else "request_asked"
        for address in _addresses(acting, request):
            id = posting.id_of("mail", address, case.hex(), f"{mail}/{about}")
            message = acting.root.outbox.get(case, id)
            if message is not None:
                yield message


def _addresses(acting: Acting, request: Request) -> list[str]:
    if request.outsider:
        return [request.outsider.email]
    return [each.email for each in recipients.of(acting, request, "partner")]


def _occasions(request: Request) -> Iterator[str]:
    for number, entry in enumerate(request.journal, 1):
        if number > MOST:
            return
        if entry.deed in ("asked", "link sent again"):
            said = Remembered("asked", str(number), "", "", ())
            yield f"{request.key.hex()} {said.occasion}"


def _delivery(message: Message) -> Delivery:
    if message.sent_at is not None:
        state = SENT
    elif message.dropped or (message.attempts and message.next_at is None):
        state = DROPPED
    else:
        state = FAILED if message.attempts else SENDING
    return Delivery(message.recipient, state, message.put_at, message.sent_at, message.attempts)


def is_undelivered(acting: Acting, request: Request) -> bool:
    """Say whether nobody of the body has opened the request, and a mail about it failed."""
    unopened = request.is_open and request.opened_at is None
    return unopened and any(each.state in (FAILED, DROPPED) for each in deliveries(acting, request))
