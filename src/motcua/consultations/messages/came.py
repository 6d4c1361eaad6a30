"""What a message says that somebody brought, and which request it answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from motcua.acting import Acting, NotAllowed
from motcua.consultations.access import request_for
from motcua.consultations.askers import is_asker
from motcua.consultations.content import Request
from motcua.consultations.messages import envelope
from motcua.consultations.messages.envelope import CannotRead, Element, said
from motcua.consultations.messages.written import organ_id
from motcua.people import directory
from motcua.storage.folding import fold
from motcua.words import _

OURS = re.compile(r"([0-9a-f]{16})(?:-v\d{1,4})?")
"""The ``DocumentId`` under which a request went out (:func:`written.asking_id`)."""
LONGEST, LONGEST_TEXT = 300, 20_000


@dataclass(frozen=True)
class Message:
    """One message, as far as it matters to a request."""

    answers: str
    """The ``DocumentId`` of what it answers, as it was written."""
    organ: str
    """Who sent it, by name or by id."""
    organ_id: str = ""
    status: str = ""
    """The code of a status message; empty for a letter."""
    status_said: str = ""
    stamp: str = ""
    staff: str = ""
    number: str = ""
    """Of the letter, as ``12/STP-VP``."""
    dated: date | None = None
    text: str = ""
    signer: str = ""
    files: tuple[tuple[str, bytes], ...] = ()

    @property
    def is_status(self) -> bool:
        """Say whether it only tells how far a letter has come."""
        return bool(self.status)


def read(content: bytes) -> Message:
    """Return what a message says; refuse what is none, or answers nothing."""
    top = envelope.parsed(content)
    answers = said(top, "ResponseFor", "DocumentId")
    if not answers:
        raise CannotRead(
            _("The message does not say what it answers (ResponseFor, DocumentId)."),
            _("Take the answer down by hand, on the page of the request."),
        )
    organ_id = said(top, "From", "OrganId")[:LONGEST]
    organ = said(top, "From", "OrganName")[:LONGEST] or organ_id
    code = said(top, "StatusCode")
    if code:
        return Message(
            answers=answers[:LONGEST],
            organ=organ,
            organ_id=organ_id,
            status=code[:10],
            status_said=said(top, "Description")[:LONGEST],
            stamp=said(top, "Timestamp")[:LONGEST],
            staff=said(top, "StaffInfo", "Staff")[:LONGEST],
        )
    return _letter(top, answers, organ, organ_id)


def _letter(top: Element, answers: str, organ: str, organ_id: str) -> Message:
    number = said(top, "MessageHeader", "Code", "CodeNumber")
    notation = said(top, "MessageHeader", "Code", "CodeNotation")
    content = said(top, "MessageHeader", "Content") or said(top, "MessageHeader", "Subject")
    written = said(top, "PromulgationInfo", "PromulgationDate")
    return Message(
        answers=answers[:LONGEST],
        organ=organ,
        organ_id=organ_id,
        number="/".join(filter(None, (number, notation)))[:100],
        dated=envelope.day_read(written),
        text=content[:LONGEST_TEXT],
        signer=said(top, "SignerInfo", "FullName")[:200],
        files=tuple(envelope.files_in(top)),
    )


def answered_by(acting: Acting, message: Message) -> Request:
    """Return the request that a message answers; for whoever asked, and nobody else."""
    found = OURS.fullmatch(message.answers)
    if found is None:
        raise CannotRead(
            _(
                "The message answers something that was not sent from here: ${id}.",
                mapping={"id": message.answers},
            ),
            _("Take the answer down by hand, on the page of the request."),
        )
    request = request_for(acting, found[1])
    if not is_asker(acting, request.consultation):
        raise NotAllowed(
            _("Messages are taken in by whoever asked."), _("Give the file to the unit that asks.")
        )
    return request


def is_from_asked(acting: Acting, message: Message, request: Request) -> bool:
    """Say whether the sender is the body that was asked, by its code or its whole name.

    Where it is not, other systems may only call it otherwise; so an official is
    told, and nothing is refused for it.
    """
    unit = directory.unit(acting.root, request.unit)
    if message.organ_id:
        return message.organ_id.casefold() == organ_id(unit).casefold()
    return fold(message.organ) in {fold(unit.title.vi), fold(unit.short.vi)}
