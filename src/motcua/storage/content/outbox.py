"""The outbox: what leaves the building, from the deed until long after it was sent."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from persistent import Persistent

from motcua.storage import lists, posting
from motcua.storage.content.desk import Desk
from motcua.storage.content.shelves import Tree
from motcua.storage.due import just_after
from motcua.storage.keys import moment


class Message(Persistent):
    """Something that leaves the building, once the deed it tells of is stored."""

    kind: str = "mail"
    recipient: str = ""
    subject: str = ""
    body: str = ""
    """Emptied when it was sent."""
    language: str = "vi"
    case: bytes = b""
    """Key of the case it is about, for the page of what is stuck."""
    about: str = ""
    """What it tells of: one message per case, event, recipient and channel."""
    put_at: datetime | None = None
    sent_at: datetime | None = None
    next_at: datetime | None = None
    """When it is tried next; ``None`` when it was sent, dropped or given up."""
    attempts: int = 0
    error: str = ""
    dropped: bool = False

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def id(self) -> bytes:
        """Sixteen bytes that are the same whenever the same message is put."""
        return posting.id_of(self.kind, self.recipient, self.case.hex(), self.about)


class Outbox(Persistent):
    """Messages, from the deed that wrote them until long after they were sent.

    Invariants: a message stands in the cabinet ``out`` under its id from the
    moment it was put until it is forgotten, so it is put once only; it stands
    in ``unsent``, under the instant of its next attempt, exactly while
    ``next_at`` is that instant; in ``stuck`` from its first failure until it
    is sent or dropped; and in ``over`` from then on.  Once put it is changed
    by the worker and by the page of what is stuck alone.
    """

    ALL, UNSENT = b"out", b"unsent"

    def __init__(self, desk: Desk):
        self.desk = desk
        self.stuck = Tree()
        self.over = Tree()

    def put(self, message: Message, now: datetime) -> bool:
        """Have ``message`` sent after the commit; say whether it was not there already."""
        if self.get(message.case, message.id) is not None:
            return False
        message.put_at = now
        self.desk.put(message.case, self.ALL, message.id, message)
        self._plan(message, now)
        return True

    def get(self, case: bytes, id: bytes) -> Message | None:
        """Return the message about ``case`` with that id, sent or not."""
        return self.desk.get(case, self.ALL, id)

    def put_between(self, after: datetime, until: datetime) -> Iterator[Message]:
        """Go through what waits to be sent since ``after``, up to ``until``."""
        window = moment(after), just_after(until)
        [(_name, waiting)] = self.desk.items([self.UNSENT], *window)
        return (message for _key, message in waiting)

    def claim(self, now: datetime, most: int = 20) -> list[Message]:
        """Return what is to be sent now; nobody else gets it for some minutes."""
        waiting = lists.first(self.desk, self.UNSENT, most, just_after(now))
        claimed = [message for _key, message in waiting]
        for message in claimed:
            self._plan(message, now + posting.CLAIM)
        return claimed

    def sent(self, message: Message, now: datetime) -> None:
        """It has left the building: its text is no longer needed."""
        message.sent_at, message.body, message.error = now, "", ""
        self._end(message, now)

    def failed(self, message: Message, now: datetime, error: str) -> None:
        """It could not be sent: try again later and later, and give up after two days."""
        message.attempts += 1
        message.error = error
        wait = posting.wait(message.attempts)
        self._plan(message, now + wait if wait else None)
        self.stuck[message.id] = message

    def put_again(self, message: Message, now: datetime) -> None:
        """Have a stuck message tried again at once, and as often as a new one."""
        message.attempts = 0
        self._plan(message, now)

    def drop(self, message: Message, now: datetime) -> None:
        """Let a stuck message never be sent."""
        message.dropped, message.body = True, ""
        self._end(message, now)

    def forget(self, now: datetime, most: int = 100) -> int:
        """Forget what was over long ago; return how many."""
        old = list(islice(self.over.items(None, moment(now - posting.KEPT)), most))
        for key, message in old:
            self.desk.take_out(message.case, self.ALL, message.id)
            del self.over[key]
        return len(old)

    def _plan(self, message: Message, at: datetime | None) -> None:
        """Let ``at`` be the next attempt, instead of the one before."""
        if message.next_at is not None:
            self.desk.take_out(message.case, self.UNSENT, moment(message.next_at) + message.id)
        message.next_at = at
        if at is not None:
            self.desk.put(message.case, self.UNSENT, moment(at) + message.id, message)

    def _end(self, message: Message, now: datetime) -> None:
        self._plan(message, None)
        self.stuck.pop(message.id, None)
        self.over[moment(now) + message.id] = message
