"""Work lists, what is due, and what has changed: three readings of the desk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from persistent import Persistent

from motcua.storage import lists
from motcua.storage.content.desk import Desk
from motcua.storage.content.shelves import Tree
from motcua.storage.due import Due, due_entry, just_after, pause, read_due
from motcua.storage.keys import BEGINNING, moment

Place = tuple[str, datetime | None]
"""A list, and the due date under which something stands there."""
Alarm = tuple[datetime, str]
"""When something happens by itself, and by which rule."""


class WorkLists(Persistent):
    """Who has to do what, in the order of when it is due.

    Invariants: a key is the due instant (four bytes) and the subject, so the
    most urgent stands first; an entry carries what the list shows, so that no
    case is loaded to show it.
    """

    def __init__(self, desk: Desk):
        self.desk = desk

    def enter(
        self,
        name: str,
        due: datetime | None,
        subject: bytes,
        row: tuple[Any, ...],
        stands: bool = True,
    ) -> None:
        """Put ``subject`` into the list ``name``, or renew its row there if it differs.

        Whoever knows that it does not stand there yet says so with ``stands``;
        then nobody has to look.
        """
        enter = self.desk.put if stands else self.desk.lay
        enter(subject, name.encode(), moment(due) + subject, lists.written(row))

    def leave(self, name: str, due: datetime | None, subject: bytes) -> None:
        """Take ``subject`` out of the list in which it stands under ``due``."""
        self.desk.strike(subject, name.encode(), moment(due) + subject)

    def move(
        self, subject: bytes, stood: Sequence[Place], wanted: Sequence[Place], row: tuple[Any, ...]
    ) -> None:
        """Let ``subject`` stand where it is ``wanted``, and no longer where else it ``stood``."""
        for name, due in stood:
            if (name, due) not in wanted:
                self.leave(name, due, subject)
        for place in wanted:
            self.enter(*place, subject, row, stands=place in stood)

    def page(
        self,
        names: Iterable[str],
        size: int = 20,
        after: bytes = b"",
        keep: Callable[[tuple[Any, ...]], bool] | None = None,
        before: datetime | None = None,
    ) -> lists.Page:
        """Return the next ``size`` entries of several lists together, most urgent first.

        ``after`` is where the page before ended; ``keep`` is asked of each row; what is
        due ``before`` a moment, where one is named, and nothing else is looked at.
        """
        limit = None if before is None else moment(before)
        return lists.page(self.desk.items(map(str.encode, names), after, limit), size, keep)

    def count(self, names: Iterable[str], before: datetime | None = None, most: int = 1000) -> int:
        """Count what stands in the lists, or what is due before ``before``; stop at ``most``."""
        limit = None if before is None else moment(before)
        return lists.count(self.desk.items(map(str.encode, names), before=limit), most)

    def counts(
        self, names: Iterable[str], befores: Iterable[datetime | None], most: int = 1000
    ) -> list[int]:
        """Count what is due before each instant (``None``: all of it), going through once."""
        limits = [None if before is None else moment(before) for before in befores]
        return lists.counts(self.desk.items(map(str.encode, names)), limits, most)


class Changes(Persistent):
    """What has changed and is not yet known to search, seals and statistics.

    Invariant: whoever changes something enters its key in the same
    transaction; the worker takes it out in the transaction that derives
    everything from it.  So nothing is forgotten, and a step waits for none of it.
    """

    NAME = b"changed"

    def __init__(self, desk: Desk):
        self.desk = desk

    def put(self, subject: bytes) -> None:
        """Remember that ``subject`` has changed."""
        if not self.desk.has_lately(subject, self.NAME, subject):
            self.desk.lay(subject, self.NAME, subject, b"")

    def waiting(self) -> list[bytes]:
        """Return every subject that has changed and was not taken yet."""
        [(_name, entries)] = self.desk.items([self.NAME])
        return [key for key, _entry in entries]

    def take(self, most: int = 500) -> list[bytes]:
        """Return the next subjects and strike them off."""
        taken = [key for key, _entry in lists.first(self.desk, self.NAME, most)]
        for key in taken:
            self.desk.take_out(key, self.NAME, key)
        return taken


class DueQueue(Persistent):
    """What happens by itself, and when.

    Invariants: a key is the instant and a checksum of kind, subject and rule,
    so the same thing put twice stands once; what was fired leaves in the same
    transaction, so what is due and not done is always here, however long no
    worker ran.  What failed stands in ``stuck`` instead, with its error.
    """

    NAME = b"due"

    def __init__(self, desk: Desk):
        self.desk = desk
        self.stuck = Tree()

    def put(self, instant: datetime, kind: str, subject: bytes, rule: str = "") -> None:
        """Have the handler of ``kind`` called with ``subject`` and ``rule`` at ``instant``."""
        self.desk.lay(subject, self.NAME, *due_entry(instant, kind, subject, rule))

    def cancel(self, instant: datetime, kind: str, subject: bytes, rule: str = "") -> None:
        """Have it not called."""
        key, _entry = due_entry(instant, kind, subject, rule)
        if self.stuck.pop(key, None) is None:
            self.desk.strike(subject, self.NAME, key)

    def move(self, kind: str, subject: bytes, stood: Alarm | None, wanted: Alarm | None) -> None:
        """Have what is ``wanted`` happen to ``subject`` next, and no longer what ``stood``."""
        if stood:
            self.cancel(stood[0], kind, subject, stood[1])
        if wanted:
            self.put(wanted[0], kind, subject, wanted[1])

    def due_now(self, now: datetime, limit: int = 100) -> list[Due]:
        """Return what is due and not yet done, earliest first, after what is to be tried again."""
        again = [each.due(key) for key, each in self.stuck.items() if each.next_at <= now]
        waiting = lists.first(self.desk, self.NAME, limit, just_after(now))
        return [*again[:limit], *(read_due(*each) for each in waiting)]

    def between(self, after: datetime, until: datetime) -> Iterator[Due]:
        """Go through what comes due from ``after`` until ``until``, earliest first."""
        window = moment(after), just_after(until)
        [(_name, waiting)] = self.desk.items([self.NAME], *window)
        return (read_due(*each) for each in waiting)

    def has(self, item: Due) -> bool:
        """Say whether it is still to be done; another worker may have done it."""
        return item.key in self.stuck or self._waits(item) is not None

    def _waits(self, item: Due) -> Any:
        return self.desk.get(item.subject, self.NAME, item.key)

    def done(self, item: Due) -> bool:
        """Strike off what was fired; say whether it was there."""
        if self.stuck.pop(item.key, None) is not None:
            return True
        return self.desk.take_out(item.subject, self.NAME, item.key)

    def failed(self, item: Due, now: datetime, error: str) -> None:
        """Keep what could not be done among what is stuck, unless it was cancelled meanwhile."""
        entry = self._waits(item)
        if entry is not None:
            self.desk.take_out(item.subject, self.NAME, item.key)
            self.stuck[item.key] = Stuck(entry)
        if item.key in self.stuck:
            self.stuck[item.key].failed(now, error)

    def put_again(self, item: Due, now: datetime) -> None:
        """Have something stuck tried again at once."""
        self.stuck[item.key].next_at = now


class Stuck(Persistent):
    """Something due that could not be done, and why."""

    entry: bytes = b""
    error: str = ""
    attempts: int = 0
    failed_at: datetime | None = None
    next_at: datetime = BEGINNING

    def __init__(self, entry: bytes):
        self.entry = entry

    def due(self, key: bytes) -> Due:
        """Return what is stuck, as it stood in the queue."""
        return read_due(key, self.entry)

    def failed(self, now: datetime, error: str) -> None:
        """Take down one more failure, and when to try again."""
        self.attempts += 1
        self.error = error
        self.failed_at = now
        self.next_at = now + pause(self.attempts)
