"""Sending what waits in the outbox, by SMTP.

The worker claims a few messages, sends them one by one, and strikes each off
at once.  When it is killed in between, one message may be sent twice; it then
carries the same Message-ID, by which mail programs show it once.
"""

from __future__ import annotations

import logging
import smtplib
from collections.abc import Mapping
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime, parseaddr
from functools import partial
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from ZODB.DB import DB

from motcua.acting import Office
from motcua.notifications.subjects import POLICY
from motcua.storage.content import Message
from motcua.storage.firing import told
from motcua.storage.opening import transact

log = logging.getLogger(__name__)

HERE = ZoneInfo("Asia/Ho_Chi_Minh")
PATIENCE = 30
"""Seconds to wait for the mail server."""


class Letterbox:
    """The mail server that ``mail.host`` and ``mail.port`` name; a connection for a few mails.

    Where ``mail.folder`` is set, as on a developer's machine, nothing leaves
    it: each mail becomes a file in that folder.
    """

    def __init__(self, settings: Mapping[str, str]):
        self.host = settings.get("mail.host", "localhost")
        self.port = int(settings.get("mail.port", "25"))
        self.sender = settings.get("mail.sender", "motcua@localhost")
        self.folder = settings.get("mail.folder", "")
        self._server: smtplib.SMTP | None = None

    def __enter__(self) -> Letterbox:
        return self

    def __exit__(self, *error: object) -> None:
        if self._server is not None:
            try:
                self._server.quit()
            except (OSError, smtplib.SMTPException):
                self._server.close()
            self._server = None

    def send(self, message: EmailMessage) -> None:
        """Hand ``message`` to the mail server; raises when it does not take it."""
        if self.folder:
            self._keep(message)
            return
        if self._server is None:
            self._server = smtplib.SMTP(self.host, self.port, timeout=PATIENCE)
        try:
            self._server.send_message(message)
        except (OSError, smtplib.SMTPException):
            self.__exit__()
            raise

    def _keep(self, message: EmailMessage) -> None:
        folder = Path(self.folder)
        folder.mkdir(parents=True, exist_ok=True)
        name = message["Message-ID"].strip("<>").partition("@")[0]
        (folder / f"{name}.eml").write_bytes(message.as_bytes())

    def written(self, message: Message) -> EmailMessage:
        """Return ``message`` as it goes over the wire."""
        name, address = parseaddr(self.sender)
        mail = EmailMessage(policy=POLICY)
        mail["From"] = Address(name, addr_spec=address)
        mail["To"] = Address(addr_spec=message.recipient)
        mail["Subject"] = message.subject
        mail["Message-ID"] = f"<{message.id.hex()}@{address.partition('@')[2]}>"
        if message.put_at is not None:
            mail["Date"] = format_datetime(message.put_at.replace(tzinfo=HERE))
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(message.body)
        mail["Content-Language"] = message.language
        return mail


def send_waiting(office: Office, database: DB, now: datetime, most: int = 20) -> int:
    """Send up to ``most`` messages; return how many were tried."""
    with Letterbox(office.settings) as letterbox:
        claimed = transact(database, lambda root: _claim(root, letterbox, now, most))
        for case, id, mail in claimed:
            error = _sent(letterbox, mail)
            transact(database, partial(_strike_off, now=now, case=case, id=id, error=error))
    return len(claimed)


Claimed = tuple[bytes, bytes, EmailMessage | Exception]


def _claim(root: Any, letterbox: Letterbox, now: datetime, most: int) -> list[Claimed]:
    """Claim messages and write them out, while the database is open."""
    return [
        (message.case, message.id, _written(letterbox, message))
        for message in root.outbox.claim(now, most)
    ]


def _written(letterbox: Letterbox, message: Message) -> EmailMessage | Exception:
    try:
        return letterbox.written(message)
    except (ValueError, MessageError) as error:
        return error


def _sent(letterbox: Letterbox, mail: EmailMessage | Exception) -> str:
    """Send one mail; return what went wrong, or nothing."""
    if isinstance(mail, Exception):
        return told(mail)
    try:
        letterbox.send(mail)
    except (OSError, smtplib.SMTPException) as error:
        log.warning("A mail could not be sent: %s", told(error))
        return told(error)
    return ""


def _strike_off(root: Any, now: datetime, case: bytes, id: bytes, error: str) -> None:
    message = root.outbox.get(case, id)
    if error:
        root.outbox.failed(message, now, error)
    else:
        root.outbox.sent(message, now)
