"""What could not be sent or carried out, and what operators do about it.

A mail that no server takes, a deadline whose deed failed: both are tried again
by themselves, later and later.  Here somebody sees them, with the error, and
tries again at once after mending the cause, or gives them up for good.  Who
did so is written down; what a mail says is not shown.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, islice
from typing import Any

from motcua.acting import Acting, NotHere
from motcua.journal import note, office_journal
from motcua.permissions import Permission
from motcua.storage.content import Message
from motcua.storage.due import Due
from motcua.storage.keys import key_of
from motcua.words import Sentence, _

AREA = "operations"
"""The area of the office's journal in which this is written down."""
MOST = 100
"""How many are shown; with more than that something larger is broken."""


@dataclass(frozen=True)
class Hitch:
    """One thing that is stuck."""

    id: str
    """Names it on the page."""
    kind: str
    what: Sentence
    code: str
    """The case it is about; empty where that is not known."""
    error: str
    attempts: int
    next_at: datetime | None
    """When it is tried again by itself; ``None`` where it was given up."""


class NoLongerStuck(NotHere):
    """Somebody dealt with it, or it went through by itself."""

    def __init__(self) -> None:
        super().__init__(
            _("This is no longer stuck."), _("It was dealt with, or went through by itself.")
        )


def hitches(acting: Acting) -> list[Hitch]:
    """Return everything that is stuck: mails first, then deadlines."""
    acting.require(Permission.STUCK_READ)
    return list(islice(chain(_mails(acting), _deadlines(acting)), MOST))


def try_again(acting: Acting, id: str) -> None:
    """Have it tried again at once."""
    thing = _found(acting, id)
    if isinstance(thing, Message):
        acting.root.outbox.put_again(thing, acting.now)
    else:
        acting.root.due_queue.put_again(thing, acting.now)
    _write_down(acting, "tried again", thing)


def give_up(acting: Acting, id: str) -> None:
    """Let it never be sent or carried out."""
    thing = _found(acting, id)
    _write_down(acting, "given up", thing)
    if isinstance(thing, Message):
        acting.root.outbox.drop(thing, acting.now)
    else:
        acting.root.due_queue.done(thing)


def _mails(acting: Acting) -> Iterator[Hitch]:
    for key, message in acting.root.outbox.stuck.items():
        yield Hitch(
            id=f"mail-{key.hex()}",
            kind="mail",
            what=_("Mail to ${recipient}", mapping={"recipient": message.recipient}),
            code=_code(acting, message.case),
            error=message.error,
            attempts=message.attempts,
            next_at=message.next_at,
        )


def _deadlines(acting: Acting) -> Iterator[Hitch]:
    for key, stuck in acting.root.due_queue.stuck.items():
        due = stuck.due(key)
        facts = {"kind": due.kind, "rule": due.rule, "when": due.instant or ""}
        yield Hitch(
            id=f"due-{key.hex()}",
            kind="due",
            what=_("${kind} ${rule}, due ${when}", mapping=facts),
            code=_code(acting, due.subject),
            error=stuck.error,
            attempts=stuck.attempts,
            next_at=stuck.next_at,
        )


def _code(acting: Acting, key: bytes) -> str:
    """The code of the case, or of the case about which a body was asked."""
    case = acting.root.cases.shelf.get(key)
    if case is None:
        request = acting.root.consultations.request(key)
        case = request.consultation.case if request is not None else None
    return case.code if case is not None else ""


def _found(acting: Acting, id: str) -> Message | Due:
    acting.require(Permission.STUCK_READ)
    kind, _dash, written = id.partition("-")
    key = key_of(written)
    shelf: Any = acting.root.outbox.stuck if kind == "mail" else acting.root.due_queue.stuck
    thing = shelf.get(key)
    if thing is None:
        raise NoLongerStuck()
    return thing if kind == "mail" else thing.due(key)


def _write_down(acting: Acting, deed: str, thing: Message | Due) -> None:
    journal = office_journal(acting.root, acting.now, AREA)
    if isinstance(thing, Message):
        note(acting, journal, deed, kind="mail", about=thing.about, case=thing.case.hex())
    else:
        note(acting, journal, deed, kind=thing.kind, about=thing.rule, case=thing.subject.hex())
