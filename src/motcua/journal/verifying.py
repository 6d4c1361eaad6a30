"""Finding out whether somebody has changed what was written down.

A chain proves the order and the content of what is there; that nothing was cut
off its end is proved by the seals, a journal of the heads of all others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.acting import Acting
from motcua.journal.actions import note
from motcua.journal.content import BEGINNING, Entry, Journal, linked, read
from motcua.words import Sentence, _


@dataclass(frozen=True)
class Broken:
    """The first place at which a journal is not as it was written."""

    journal: str
    number: int
    """Of the entry, counted from 1; one more than there are where the end is missing."""
    sentence: Sentence


def verify(journal: Journal, name: str = "") -> Broken | None:
    """Return where the chain of ``journal`` breaks; ``None`` where it is whole."""
    head = BEGINNING
    for number, (written, stored) in enumerate(journal.links(), 1):
        if linked(head, written) != stored:
            return Broken(name, number, _("was changed, or stands in the wrong place"))
        if _number(written) != number:
            return Broken(name, number, _("entries before it are missing"))
        head = stored
    return None


def _number(written: bytes) -> int:
    return read(written).number


def verify_all(root: Any, journals: Iterable[tuple[str, Journal]]) -> Iterator[Broken]:
    """Go through all journals, and hold each against its last seal."""
    known = dict(journals)
    known |= dict(root.journals.days.items())
    known["seals"] = root.journals.seals
    for name, journal in known.items():
        if broken := verify(journal, name):
            yield broken
    yield from _against_seals(root.journals.seals, known)


def _against_seals(seals: Journal, known: dict[str, Journal]) -> Iterator[Broken]:
    """The last seal of each journal says how many entries it had, and its head then."""
    last: dict[str, tuple[int, str]] = {}
    for entry in seals:
        last |= {name: (count, head) for name, (count, head) in entry.facts["heads"].items()}
    for name, (count, head) in last.items():
        journal = known.get(name)
        links = list(journal.links()) if journal is not None else []
        if len(links) < count:
            yield Broken(name, len(links) + 1, _("the end was cut off"))
        elif links[count - 1][1].hex() != head:
            yield Broken(name, count, _("differs from what was sealed"))


def seal(acting: Acting, changed: Iterable[tuple[str, Journal]]) -> Entry | None:
    """Write down the heads of journals that changed since they were sealed last.

    The worker does this with every batch of changes, as the system.
    """
    heads = {name: (len(journal), journal.head.hex()) for name, journal in changed if len(journal)}
    if not heads:
        return None
    return note(acting, acting.root.journals.seals, "sealed", heads=heads)


def days_of(root: Any, since: datetime) -> Iterator[tuple[str, Journal]]:
    """Return the journals of no case from a day on, to be sealed."""
    yield from root.journals.days.items(min=f"{since:%Y-%m-%d}")
