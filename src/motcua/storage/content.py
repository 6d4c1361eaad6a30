"""What is stored of many and hot things: shelves, cabinets, lists, queues, the outbox.

A step of a case writes few and small objects, and two steps of different
cases never wait for each other.  Two shapes see to that:

* a :class:`Shelf` spreads what has a random key over 64 trees;
* the :class:`Desk` takes what has an order: lists, what is due, mails.  All
  that one step changes of it is laid into one small tray, where two people
  may lay things at once; the worker files it away into sorted cabinets.

The invariant of each structure stands in its docstring.  No counter is shared
by everybody: what is global is derived later, by the worker, from a queue.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from typing import Any
from zlib import crc32

from BTrees.IIBTree import IITreeSet
from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent
from ZODB.POSException import ConflictError

from motcua.storage import index, lists, posting, trays
from motcua.storage.due import Due, due_entry, just_after, pause, read_due
from motcua.storage.keys import BEGINNING, moment


class Tree(OOBTree):
    """A sorted tree with small leaves: a change writes few bytes.

    Smaller leaves would divide more often, and a division writes three objects.
    """

    max_leaf_size = 12
    max_internal_size = 32


class Shelf(Persistent):
    """Things that are found by a random key, such as cases by theirs.

    Invariant: a key stands in the tree that its checksum chooses, and nowhere
    else; so two people who put things here at once rarely meet.
    """

    BREADTH = 64

    def __init__(self) -> None:
        self.trees = tuple(Tree() for _each in range(self.BREADTH))

    def _tree(self, key: bytes) -> Tree:
        return self.trees[crc32(key) % len(self.trees)]

    def __getitem__(self, key: bytes) -> Any:
        return self._tree(key)[key]

    def get(self, key: bytes, default: Any = None) -> Any:
        """Return what stands under ``key``, or ``default``."""
        return self._tree(key).get(key, default)

    def __setitem__(self, key: bytes, thing: Any) -> None:
        self._tree(key)[key] = thing

    def __delitem__(self, key: bytes) -> None:
        del self._tree(key)[key]

    def pop(self, key: bytes, default: Any = None) -> Any:
        """Take away what stands under ``key`` and return it."""
        return self._tree(key).pop(key, default)

    def __contains__(self, key: bytes) -> bool:
        return key in self._tree(key)

    def __iter__(self) -> Iterator[bytes]:
        """Go through every key, in no order; of use to the worker and to checks only."""
        for tree in self.trees:
            yield from tree

    def items(self) -> Iterator[tuple[bytes, Any]]:
        """Go through everything, in no order."""
        for tree in self.trees:
            yield from tree.items()

    def __len__(self) -> int:
        """Count everything, which takes as long as there are things."""
        return sum(map(len, self.trees))


class Tray(Persistent):
    """What was laid down lately and is not yet in the drawers.

    Invariant: ``None`` stands only for a key that the drawers hold.
    """

    held: dict[bytes, Any]

    def __init__(self) -> None:
        self.held = {}

    def __getstate__(self) -> dict[bytes, Any]:
        return self.held

    def __setstate__(self, state: dict[bytes, Any]) -> None:
        self.held = state

    def lay(self, key: bytes, entry: Any) -> None:
        """Lay ``entry`` down under ``key``."""
        self.held = {**self.held, key: entry}

    def clear(self, key: bytes) -> None:
        """Take ``key`` off the tray."""
        self.held = {each: entry for each, entry in self.held.items() if each != key}

    def _p_resolveConflict(
        self, before: dict[bytes, Any], theirs: dict[bytes, Any], ours: dict[bytes, Any]
    ) -> dict[bytes, Any]:
        try:
            return trays.together(before, theirs, ours)
        except trays.Contradiction:
            raise ConflictError from None


class Desk(Persistent):
    """Where everything that has an order is laid down, and filed away later.

    A step takes a case out of one list, puts it into another, changes what
    fires when, and writes a mail.  All of it goes into *one* small tray, the
    one that the case's key chooses; the worker files it away into the drawers
    of the cabinets a moment later.  Whoever reads looks at both.

    Invariants: what concerns a subject lies in the tray that its checksum
    chooses; what a tray says of a key counts, whatever the drawers say; so
    two people who lay things into one tray at once are never in each other's
    way.  Cabinets are changed by the worker alone, or, where none runs, by
    whoever finds a tray overfull.
    """

    BREADTH = 64
    OVERFULL = 120
    """Entries in a tray, from which on one in eight who lay something down files it away."""

    def __init__(self) -> None:
        self.trays = tuple(Tray() for _each in range(self.BREADTH))
        self.cabinets = OOBTree()

    def _tray(self, subject: bytes) -> Tray:
        return self.trays[crc32(subject) % len(self.trays)]

    def get(self, subject: bytes, name: bytes, key: bytes) -> Any:
        """Return what stands under ``key`` in the cabinet ``name``, or ``None``."""
        held = self._tray(subject).held
        place = trays.place(name, key)
        return held[place] if place in held else self._filed(name, key)

    def put(self, subject: bytes, name: bytes, key: bytes, entry: Any) -> bool:
        """Enter ``entry`` under ``key`` in the cabinet ``name``; say if that changes anything."""
        if self.get(subject, name, key) == entry:
            return False
        tray, place = self._tray(subject), trays.place(name, key)
        tray.lay(place, entry)
        if len(tray.held) > self.OVERFULL and not (crc32(place) >> 16) % 8:
            self._file(tray)
        return True

    def take_out(self, subject: bytes, name: bytes, key: bytes) -> bool:
        """Take ``key`` out of the cabinet ``name``; say whether it was there."""
        if self.get(subject, name, key) is None:
            return False
        place = trays.place(name, key)
        if self._holds(name, key):
            self._tray(subject).lay(place, None)
        else:
            self._tray(subject).clear(place)
        return True

    def items(
        self, names: Iterable[bytes], after: bytes = b"", before: bytes | None = None
    ) -> list[lists.Run]:
        """Return for each cabinet its entries behind ``after`` and before ``before``, in order."""
        wanted = dict.fromkeys(names)
        lately = trays.lying(self.trays, wanted)
        return [(name, self._items(name, lately.get(name, {}), after, before)) for name in wanted]

    def _items(
        self, name: bytes, lately: dict[bytes, Any], after: bytes, before: bytes | None
    ) -> Iterator[lists.Entry]:
        cabinet = self.cabinets.get(name)
        filed = () if cabinet is None else cabinet.items(after, before)
        return lists.overlaid(filed, lately, after, before)

    def _filed(self, name: bytes, key: bytes) -> Any:
        cabinet = self.cabinets.get(name)
        return None if cabinet is None else cabinet.drawers.get(key)

    def count(self, name: bytes) -> int:
        """Count what stands in the cabinet ``name``; what is filed has been counted before."""
        lately = trays.lying(self.trays, [name]).get(name, {})
        more = sum((entry is not None) - self._holds(name, key) for key, entry in lately.items())
        return more + (self.cabinets[name].filed if name in self.cabinets else 0)

    def _holds(self, name: bytes, key: bytes) -> bool:
        return self._filed(name, key) is not None

    def file_away(self, most: int = BREADTH) -> int:
        """Bring what lies in up to ``most`` trays into the drawers; return how many entries."""
        full = [tray for tray in self.trays if tray.held][:most]
        return sum(self._file(tray) for tray in full)

    def _file(self, tray: Tray) -> int:
        for name, lying in trays.by_cabinet(tray.held).items():
            cabinet = self.cabinets.get(name)
            if cabinet is None:
                cabinet = self.cabinets[name] = Cabinet()
            cabinet.file(lying)
        filed, tray.held = len(tray.held), {}
        return filed


class Cabinet(Persistent):
    """Entries in the order of their keys, in drawers.

    Invariant: ``filed`` is the number of entries, so that nobody has to count.
    """

    filed: int = 0

    def __init__(self) -> None:
        self.drawers = Tree()

    def items(self, after: bytes, before: bytes | None) -> Iterator[lists.Entry]:
        """Go through the entries behind ``after`` and before ``before``."""
        return self.drawers.iteritems(after or None, before, bool(after), before is not None)

    def file(self, entries: dict[bytes, Any]) -> None:
        """Put ``entries`` into the drawers; ``None`` takes one out."""
        more = 0
        for key, entry in entries.items():
            more += (entry is not None) - (key in self.drawers)
            if entry is None:
                self.drawers.pop(key, None)
            else:
                self.drawers[key] = entry
        if more:
            self.filed += more


class Register(Persistent):
    """Things that are found by a random key, and many of which come at once: cases by theirs.

    It is read like a shelf.  What comes in goes over the desk, in the tray
    that the key chooses: a case's own, where the key is the case's.
    """

    def __init__(self, desk: Desk, name: str):
        self.desk = desk
        self.name = name.encode()

    def get(self, key: bytes, default: Any = None) -> Any:
        """Return what stands under ``key``, or ``default``."""
        found = self.desk.get(key, self.name, key)
        return default if found is None else found

    def __getitem__(self, key: bytes) -> Any:
        found = self.get(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: bytes) -> bool:
        return self.get(key) is not None

    def __setitem__(self, key: bytes, thing: Any) -> None:
        self.desk.put(key, self.name, key, thing)

    def __delitem__(self, key: bytes) -> None:
        if not self.desk.take_out(key, self.name, key):
            raise KeyError(key)

    def items(self) -> Iterator[lists.Entry]:
        """Go through everything, in the order of the keys."""
        [(_name, entries)] = self.desk.items([self.name])
        return entries

    def __iter__(self) -> Iterator[bytes]:
        return (key for key, _thing in self.items())

    def __len__(self) -> int:
        """Count everything; few have to be looked at."""
        return self.desk.count(self.name)


class WorkLists(Persistent):
    """Who has to do what, in the order of when it is due.

    Invariants: a key is the due instant (four bytes) and the subject, so the
    most urgent stands first; an entry carries what the list shows, so that no
    case is loaded to show it.
    """

    def __init__(self, desk: Desk):
        self.desk = desk

    def enter(self, name: str, due: datetime | None, subject: bytes, row: tuple[Any, ...]) -> None:
        """Put ``subject`` into the list ``name``, or renew its row there."""
        self.desk.put(subject, name.encode(), moment(due) + subject, lists.written(row))

    def leave(self, name: str, due: datetime | None, subject: bytes) -> bool:
        """Take ``subject`` out of the list; say whether it stood there under ``due``."""
        return self.desk.take_out(subject, name.encode(), moment(due) + subject)

    def page(
        self,
        names: Iterable[str],
        size: int = 20,
        after: bytes = b"",
        keep: Callable[[tuple[Any, ...]], bool] | None = None,
    ) -> lists.Page:
        """Return the next ``size`` entries of several lists together, most urgent first.

        ``after`` is where the page before ended; ``keep`` is asked of each row.
        """
        return lists.page(self.desk.items(map(str.encode, names), after), size, keep)

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
        self.desk.put(subject, self.NAME, subject, b"")

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
        self.desk.put(subject, self.NAME, *due_entry(instant, kind, subject, rule))

    def cancel(self, instant: datetime, kind: str, subject: bytes, rule: str = "") -> bool:
        """Have it not called; say whether it would have been."""
        return self.done(read_due(*due_entry(instant, kind, subject, rule)))

    def due_now(self, now: datetime, limit: int = 100) -> list[Due]:
        """Return what is due and not yet done, earliest first, after what is to be tried again."""
        again = [each.due(key) for key, each in self.stuck.items() if each.next_at <= now]
        waiting = lists.first(self.desk, self.NAME, limit, just_after(now))
        return [*again[:limit], *(read_due(*each) for each in waiting)]

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


class SearchIndex(Persistent):
    """Which words stand in which case; newest first.

    Invariants: the worker alone writes here, so numbers are given without a
    quarrel: the later a subject was first found, the higher its number.
    ``words`` holds under each word the numbers below zero of the subjects that
    have it, so the newest stands first; ``known`` says of each subject its
    number and the words under which it stands, to be taken out of them exactly.
    """

    last: int = 0

    def __init__(self) -> None:
        self.words = OOBTree()
        self.subjects = IOBTree()
        self.known = Shelf()

    def enter(self, subject: bytes, words: frozenset[str]) -> bool:
        """Let ``subject`` be found under ``words`` and no others; say if anything changed."""
        number, before = index.read(self.known.get(subject))
        if before == words and number:
            return False
        if not number:
            self.last = number = self.last + 1
            self.subjects[number] = subject
        for word in before - words:
            self._strike(word, number)
        for word in words - before:
            self.words.setdefault(word, IITreeSet()).insert(-number)
        self.known[subject] = index.written(number, words)
        return True

    def forget(self, subject: bytes) -> None:
        """Let ``subject`` be found no more."""
        number, words = index.read(self.known.pop(subject))
        for word in words:
            self._strike(word, number)
        self.subjects.pop(number, None)

    def _strike(self, word: str, number: int) -> None:
        found = self.words[word]
        found.remove(-number)
        if not found:
            del self.words[word]

    def search(
        self,
        words: str,
        size: int = 20,
        after: int = 0,
        allowed: Callable[[bytes], bool] | None = None,
    ) -> index.Found:
        """Return up to ``size`` subjects that have all ``words``, newest first.

        ``allowed`` is asked of each before it counts; ``after`` is the number
        with which the page before ended.
        """
        return index.search(self.words, self.subjects, words, size, after, allowed)


class Lease(Persistent):
    """Who does the worker's work at present, and until when unless it is renewed.

    Invariant: whoever writes its name here does so in a transaction; of two at
    once, one commits.
    """

    holder: str = ""
    until: datetime | None = None

    LONG = timedelta(minutes=2)
    """A lease that runs longer than this was taken before the clock was set back."""

    def take(self, name: str, now: datetime, until: datetime) -> bool:
        """Let ``name`` have it, if it is free, lapsed or its own."""
        runs = self.until is not None and now < self.until < now + self.LONG
        if runs and self.holder not in ("", name):
            return False
        self.holder, self.until = name, until
        return True

    def give_back(self, name: str) -> None:
        """Let the next one have it at once."""
        if self.holder == name:
            self.holder, self.until = "", None
