"""What the machine must be told of a case, or of anything else that it moves."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, Protocol

from motcua.acting import Acting, Holding
from motcua.workflows.definition import Definition


class Matter(Protocol):
    """Something that stands in a state of a definition.

    ``cases`` brings its own; the machine asks nothing else of it.
    """

    @property
    def track(self) -> Any:
        """The object with ``state`` and ``came_from``, which only the machine writes."""

    @property
    def definition(self) -> Definition:
        """The version of the procedure that this matter follows."""

    def plays(self, acting: Acting, role: str) -> Holding | bool:
        """Return the position in which this person plays ``role`` here; ``True`` without one."""

    def who_did(self, action: str) -> Collection[str]:
        """Return everybody who took ``action``, and those in whose name it was taken."""

    def times(self, action: str) -> int:
        """Return how often ``action`` was taken."""

    def has_paper(self, paper: str) -> bool:
        """Say whether a paper is in the dossier."""

    def value(self, field: str) -> Any:
        """Return what was filled in for ``field``; empty where nothing was."""
