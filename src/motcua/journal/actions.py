"""Writing down a deed, and sealing what was written."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from motcua.acting import Acting
from motcua.journal import chain
from motcua.journal.content import NO_FACTS, Entry, Journal
from motcua.words import Label

NOTHING: tuple[Any, ...] = (None, "", [], (), {})

SEALS = "seals"
"""The area in whose journals the heads of all others are written down."""
HEADS = 50
"""How many heads one entry of the seals tells."""
KEY = 8
"""Bytes of the key of a case."""


def note(acting: Acting, journal: Journal, deed: str, **facts: Any) -> Entry:
    """Write down that the acting person did ``deed``, with a few plain facts.

    Facts are text, numbers, dates, and lists or mappings of them; what is
    empty is left out.  Personal secrets never stand here: a journal is kept
    for ever.  The entry that is returned may get a later number when it is
    stored, if somebody else wrote at the same moment.
    """
    held = acting.holding
    entry = Entry(
        number=len(journal) + 1,
        at=acting.now,
        person=acting.person,
        name=acting.name,
        position=held.position if held else "",
        unit=held.unit if held else "",
        on_behalf_of=acting.on_behalf_of,
        origin=acting.origin,
        deed=deed,
        facts={name: plain(fact) for name, fact in facts.items() if fact not in NOTHING}
        or NO_FACTS,
    )
    if journal.about:
        _mark(acting.root, journal)
    journal.append(chain.written(entry))
    return entry


def _mark(root: Any, journal: Journal) -> None:
    """Let the worker know of the change, and everybody find the journal."""
    root.changes.put(journal.about)
    if not len(journal) and journal.about not in root.journal.days:
        root.journal.shelf[journal.about] = journal


def plain(fact: Any) -> Any:
    """Return ``fact`` as it is written down."""
    if isinstance(fact, Label):
        return fact.vi
    if isinstance(fact, datetime):
        return fact.isoformat(timespec="minutes")
    if isinstance(fact, date):
        return fact.isoformat()
    if isinstance(fact, str | int | float):
        return fact if isinstance(fact, bool | int | float) else str(fact)
    if isinstance(fact, Mapping):
        return {str(name): plain(each) for name, each in fact.items()}
    if isinstance(fact, set | frozenset):
        return sorted(map(plain, fact))
    if isinstance(fact, list | tuple):
        return list(map(plain, fact))
    raise TypeError(f"A journal does not take down {type(fact).__name__}.")


def office_journal(root: Any, now: datetime, area: str = "administration") -> Journal:
    """Return the journal of an area and a day, for what belongs to no case."""
    about = f"{now:%Y-%m-%d}/{area}".encode()
    found: Journal | None = root.journal.days.get(about)
    if found is None:
        found = root.journal.days[about] = Journal(about)
    return found


def to_be_sealed(root: Any, changed: Iterable[bytes]) -> None:
    """Remember which journals changed, until the next seal.  The worker calls this."""
    for about in changed:
        if root.journal.get(about) is not None:
            root.journal.unsealed[about] = b""


def seal(acting: Acting) -> int:
    """Once a day, write down the heads of all journals that changed; return how many.

    Seals are a journal as well, and sealed on the next day: so it is found
    when the end of any journal was cut off, or a journal taken away.
    """
    journals = acting.root.journal
    if journals.sealed_on == acting.now.date() or not len(journals.unsealed):
        return 0
    abouts = list(journals.unsealed)
    seals = office_journal(acting.root, acting.now, SEALS)
    for start in range(0, len(abouts), HEADS):
        heads = {}
        for about in abouts[start : start + HEADS]:
            journal = journals.get(about)
            heads[named(about)] = (len(journal), journal.head.hex())
        note(acting, seals, "sealed", heads=heads)
    journals.unsealed.clear()
    journals.sealed_on = acting.now.date()
    return len(abouts)


def named(about: bytes) -> str:
    """Return how a journal is called where people read of it: day and area, or the case's id.

    The key of a case is eight bytes of any value, a slash among them; a day alone is longer.
    """
    return about.decode() if len(about) > KEY else about.hex()


def about_of(name: str) -> bytes:
    """Return the key of the journal that is called ``name``."""
    return name.encode() if "/" in name else bytes.fromhex(name)
