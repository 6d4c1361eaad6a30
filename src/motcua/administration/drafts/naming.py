"""What the forms offer to choose from: what the procedure names, and what the office has."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from motcua.acting import Acting
from motcua.deadlines.calendar import Calendars
from motcua.documents import letters
from motcua.people import directory
from motcua.people.kinds import KINDS
from motcua.people.roles import Roles
from motcua.words import Label, Sentence
from motcua.workflows import standing, wordlists
from motcua.workflows.conditions import Conditions
from motcua.workflows.definition import Definition
from motcua.workflows.shapes import Shape

Offered = list[tuple[str, Sentence]]


class Names:
    """Everything that may be named in one procedure, by what it is."""

    def __init__(self, acting: Acting, rules: Definition):
        self.acting = acting
        self.rules = rules

    def offered(self, key: str, shape: Shape, said: Iterable[str] = ()) -> Offered:
        """Return what may be chosen under a key; what stands there already is among it."""
        found: dict[str, Sentence] = {}
        for id, title in (*self._offered(key, shape), *((each, each) for each in said)):
            found.setdefault(id, title)
        return list(found.items())

    def _offered(self, key: str, shape: Shape) -> Offered:
        named = [each for kind in shape.names for each in self._named(kind, key)]
        return [*named, *self._words(shape), *self._of_office(key)]

    def _words(self, shape: Shape) -> Offered:
        words = wordlists.WORDS.get(shape.of, {})
        return [
            (en, Label(vi[:1].upper() + vi[1:], en.replace("_", " "))) for en, vi in words.items()
        ]

    def _named(self, kind: str, key: str) -> Offered:
        rules = self.rules
        if kind == "actions":
            actions = (each for state in rules.states.values() for each in state.actions)
            return [(each.id, each.title) for each in actions]
        known: Mapping[str, Any] = getattr(rules, kind)
        also = {"fields": standing.FIELDS, "papers": standing.PAPERS}.get(kind, {})
        every = {**known, **also, **known}
        if kind == "fields" and key in PEOPLE:
            every = {id: each for id, each in every.items() if each.kind in PEOPLE[key]}
        return [(id, _title(each, id)) for id, each in every.items()]

    def _of_office(self, key: str) -> Offered:
        """Return what an office has beside the file."""
        acting = self.acting
        if key == "letter":
            known = acting.office.borrow(letters.Letters).letters
            return [(id, each.title) for id, each in sorted(known.items())]
        if key == "calendar":
            return [(name, name) for name in acting.office.borrow(Calendars).names()]
        if key == "role":
            return [(id, each.title) for id, each in acting.office.borrow(Roles).roles.items()]
        if key == "committee":
            return [(each.id, each.title) for each in directory.committees(acting.root)]
        if key in UNITS:
            units = [(each.id, each.title) for each in directory.units(acting.root)]
            return [*KINDS.items(), *units] if UNITS[key] else units
        return []

    def conditions(self) -> list[tuple[str, Sentence]]:
        """Return the conditions that somebody has lent, by name."""
        return [(each.name, each.label) for each in self.acting.office.borrow(Conditions)]


PEOPLE = {"notify": {"official", "unit", "email"}, "assign": {"official"}}
"""Keys that name fields in which somebody is named."""
UNITS = {"lead": False, "unit": False, "received_by": True, "choose_from": True, "veto": True}
"""Keys that name units, and whether they name kinds of unit too."""


def _title(thing: Any, id: str) -> Sentence:
    title: Label = thing.title
    return title if title.vi or title.en else id
