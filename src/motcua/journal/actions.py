"""Writing down a deed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from motcua.acting import Acting
from motcua.journal.content import Entry, Journal, written


def note(acting: Acting, journal: Journal, deed: str, **facts: Any) -> Entry:
    """Write down that the acting person did ``deed``, with a few plain facts.

    Facts are text, numbers, dates, and lists or mappings of them; what is
    empty is left out.  Personal secrets never stand here: a journal is kept
    for ever.
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
        facts={name: _plain(each) for name, each in facts.items() if each not in (None, "", [])},
    )
    journal.append(written(entry))
    return entry


def _plain(fact: Any) -> Any:
    if isinstance(fact, datetime):
        return fact.isoformat(timespec="minutes")
    if isinstance(fact, date):
        return fact.isoformat()
    return fact


def office_journal(root: Any, now: datetime, area: str = "administration") -> Journal:
    """Return the journal of an area and a day, for what belongs to no case."""
    name = f"{now:%Y-%m-%d}/{area}"
    found: Journal | None = root.journals.days.get(name)
    if found is None:
        found = root.journals.days[name] = Journal()
    return found
