"""Finding out whether somebody has changed what was written down.

A chain proves the order and the content of what is there; that nothing was cut
off its end is proved by the seals, in which the heads of all others stand.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from motcua.journal import chain
from motcua.journal.actions import SEALS, about_of, named
from motcua.journal.content import Journal, entry_of
from motcua.journal.packing import Damaged
from motcua.words import Sentence, _

CHANGED = _("was changed, or stands in the wrong place")
UNREADABLE = _("cannot be read any more: what was packed is damaged")
CUT_OFF = _("the end was cut off: it had ${count} entries when it was sealed")
NOT_AS_SEALED = _("is not what was sealed on ${day}")
GONE = _("the whole journal is missing: it had ${count} entries when it was sealed")


@dataclass(frozen=True)
class Broken:
    """A place at which a journal is not as it was written."""

    journal: str
    """The case's id in hexadecimal, or day and area."""
    number: int
    """Of the entry, counted from 1; one more than there are where the end is missing."""
    sentence: Sentence


def verify(journal: Journal, name: str = "") -> list[Broken]:
    """Return every place at which the chain of ``journal`` is broken, the first one first."""
    links = links_of(journal)
    if links is None:
        return [Broken(name, 1, UNREADABLE)]
    broken = []
    head = chain.BEGINNING
    for number, link in enumerate(links, 1):
        if not chain.is_whole(head, number, link):
            broken.append(Broken(name, number, CHANGED))
        head = chain.head_of(link)
    return broken


def links_of(journal: Journal) -> list[bytes] | None:
    """Return every link of the chain; ``None`` where they can no longer be read."""
    try:
        return list(journal.links())
    except Damaged:
        return None


def pack(journal: Journal, alone: bool = True) -> bool:
    """Put the entries of a journal that is done with into few bytes; say whether any were packed.

    What is packed was verified before: a broken chain stays as it is, for
    everybody to see.  Not ``alone`` is a journal in the record of something else.
    """
    if not journal.pages or verify(journal):
        return False
    journal.pack(alone)
    return True


def verify_all(root: Any) -> Iterator[Broken]:
    """Go through all journals, and hold each against its last seal."""
    sealed: dict[bytes, tuple[int, str, str]] = {}
    for about, journal in root.journal.all():
        yield from verify(journal, named(about))
        if about.endswith(b"/" + SEALS.encode()):
            _read_seals(journal, sealed)
    for about, (count, head, day) in sealed.items():
        yield from _against_seal(root.journal.get(about), named(about), count, head, day)


def _read_seals(seals: Journal, sealed: dict[bytes, tuple[int, str, str]]) -> None:
    """Take over what each journal was when it was sealed last."""
    for link in seals.links():
        try:
            entry = entry_of(link)
            for name, (count, head) in entry.facts["heads"].items():
                sealed[about_of(name)] = (count, head, f"{entry.at:%d/%m/%Y}")
        except (ValueError, LookupError, TypeError):
            continue  # It was changed, and verify has said so.


def _against_seal(
    journal: Journal | None, name: str, count: int, head: str, day: str
) -> Iterator[Broken]:
    if journal is None:
        yield Broken(name, 1, _with(GONE, count=count))
        return
    links = links_of(journal)
    if links is None:
        return  # verify has said so.
    if len(links) < count:
        yield Broken(name, len(links) + 1, _with(CUT_OFF, count=count))
    elif chain.head_of(links[count - 1]).hex() != head:
        yield Broken(name, count, _with(NOT_AS_SEALED, day=day))


def _with(sentence: Any, **mapping: object) -> Sentence:
    return sentence % mapping
