"""A real mail server for tests, that keeps what it gets and may be told to refuse."""

from __future__ import annotations

import email
import email.policy
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from typing import Any

from aiosmtpd.controller import Controller


class Sink:
    """What arrived, and what is answered."""

    def __init__(self) -> None:
        self.port = unused_port()
        self.mails: list[EmailMessage] = []
        self.envelopes: list[tuple[str, list[str]]] = []
        self.answer = "250 OK"
        self.when_taken: Callable[[EmailMessage], None] = lambda mail: None

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:
        """Take one mail, or refuse it."""
        if self.answer.startswith("250"):
            mail = email.message_from_bytes(envelope.content, policy=email.policy.default)
            assert isinstance(mail, EmailMessage)
            self.mails.append(mail)
            self.envelopes.append((envelope.mail_from, envelope.rcpt_tos))
            self.when_taken(mail)
        return self.answer

    @property
    def settings(self) -> dict[str, str]:
        """Where it listens, as settings say it."""
        sender = "Một cửa tỉnh Long Giang <motcua@longgiang.example>"
        return {"mail.host": "127.0.0.1", "mail.port": str(self.port), "mail.sender": sender}


def unused_port() -> int:
    """Return a port on which nobody listens."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def a_sink() -> Iterator[Sink]:
    """Run a mail server for as long as it is used."""
    sink = Sink()
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()
