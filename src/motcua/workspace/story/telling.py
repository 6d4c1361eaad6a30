"""How a deed of a journal is told: in one sentence, with whys behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from motcua.people import directory
from motcua.words import Sentence

if TYPE_CHECKING:
    from motcua.workspace.story.teller import Teller

Told = tuple[Sentence, list[Sentence]]
"""What happened, and why or until when."""
Telling = Callable[["Teller", Mapping[str, Any]], Told]
"""Tells it from the facts of an entry."""


def simply(sentence: Sentence, *facts: str) -> Telling:
    """Return a telling that says ``sentence``, and the plain facts behind it."""

    def tell(teller: Teller, told: Mapping[str, Any]) -> Told:
        return sentence, [str(told[name]) for name in facts if told.get(name)]

    return tell


def unit_named(teller: Teller, unit: object) -> Sentence:
    """Name a unit as lists do."""
    return directory.unit(teller.acting.root, str(unit)).short


def units_named(teller: Teller, units: Iterable[object] | None) -> list[Sentence]:
    """Name some units."""
    return [unit_named(teller, each) for each in units or ()]
