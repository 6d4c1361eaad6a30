"""Writing a mail into the outbox, as part of the deed it tells of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from motcua.acting import Acting
from motcua.notifications.mails import BadHeader, Mails, one_line
from motcua.storage.content import Message
from motcua.words import Sentence, _

ADDRESS = re.compile(r"[^\s@,;<>\"()\[\]\\]+@[^\s@,;<>\"()\[\]\\]+")


class Recipient(NamedTuple):
    """Who gets a mail, and in which language."""

    address: str
    language: str = "vi"


def tell(
    acting: Acting,
    recipients: Iterable[Recipient],
    mail: str,
    facts: Mapping[str, Sentence],
    case: bytes = b"",
    event: str = "",
) -> int:
    """Send ``mail`` to each of ``recipients`` once this transaction is stored.

    ``event`` says what it tells of, so that nobody gets it twice: the same
    mail about the same case, event and recipient is sent once.  Returns how
    many mails were written; recipients without an address get none.
    """
    mails = acting.office.borrow(Mails)
    written = 0
    for recipient in dict.fromkeys(recipients):
        if not recipient.address:
            continue
        text = mails.text(mail, recipient.language).filled(facts, recipient.language)
        message = Message(
            recipient=_checked(recipient.address),
            subject=text.subject,
            body=text.body,
            language=recipient.language,
            case=case,
            about=f"{mail}/{event}",
        )
        written += acting.root.outbox.put(message, acting.now)
    return written


def _checked(address: str) -> str:
    if not ADDRESS.fullmatch(one_line(address)):
        raise BadHeader(_("“${address}” is not an e-mail address.", mapping={"address": address}))
    return address
