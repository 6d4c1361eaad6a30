"""The stage: the same data through a connection of its own, and nothing is ever stored.

The draft is published here as the next version, without files and without
telling anybody, so that every capability finds it where it finds published
ones.  What a process remembers between transactions is kept apart: numbers in
hand are each rehearsal's own, and definitions remembered beside the root are
forgotten before and after, for a connection is used again by others.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from typing import Any, TypeVar

from transaction import TransactionManager

from motcua.acting import Acting, Office
from motcua.permissions import Permission
from motcua.storage import substance
from motcua.workflows import versions
from motcua.workflows.actions import NotSound
from motcua.workflows.checks import checked
from motcua.workflows.content import Version
from motcua.workflows.definition import Definition
from motcua.workflows.surroundings import of_acting

T = TypeVar("T")

REMEMBERED = "_v_definitions"


def may_rehearse(acting: Acting) -> bool:
    """Say whether somebody may try procedures out: who writes them, and who decides about them."""
    wanted = (Permission.DEFINITION_EDIT, Permission.DEFINITION_PUBLISH)
    return acting.is_system or any(acting.may(each) for each in wanted)


class Stage:
    """A transaction on the same data that is always undone; use it in a ``with``."""

    office: Office
    root: Any

    def __init__(self, acting: Acting):
        if not may_rehearse(acting):
            acting.require(Permission.DEFINITION_EDIT)
        self._from = acting

    def __enter__(self) -> Stage:
        self._manager = TransactionManager(explicit=True)
        self._connection = self._from.root._p_jar.db().open(self._manager)
        self._manager.begin()
        self.root = self._connection.root()["app_root"]
        self._forget()
        self.office = self._from.office.likeness()
        self.acting = replace(self._from, office=self.office, root=self.root)
        return self

    def __exit__(self, *_error: object) -> None:
        self._forget()
        self._manager.abort()
        self._connection.close()

    def _forget(self) -> None:
        self.root.__dict__.pop(REMEMBERED, None)

    def attempt(self, deed: Callable[[], T]) -> T:
        """Do it; whatever it raises undoes what it had begun, and nothing else."""
        before = self._manager.savepoint()
        try:
            return deed()
        except BaseException:
            before.rollback()
            raise

    def savepoint(self) -> Any:
        """Return a point to which :meth:`~transaction.Savepoint.rollback` brings everything."""
        return self._manager.savepoint()

    def put_into_force(self, text: str) -> Definition:
        """Let ``text`` be a version here, and return what it says.

        A text that is published already is followed as it is.  One with errors
        is refused with all of them, as publishing it would be.
        """
        reading = checked(text, of_acting(self.acting))
        rules = reading.definition
        if rules is None or not reading.is_sound:
            raise NotSound(reading.problems)
        every = versions.all_versions(self.root, rules.id)
        known = next((each for each in every if each.digest == rules.digest), None)
        if known is not None:
            return versions.definition(self.root, rules.id, known.number)
        return self._next(rules, {each.number for each in every})

    def _next(self, rules: Definition, taken: set[int]) -> Definition:
        number = max(taken) + 1 if rules.version in taken else rules.version
        version = Version(
            procedure=rules.id,
            number=number,
            names=(rules.title.vi, rules.title.en),
            digest=rules.digest,
            in_force_from=date.min,
        )
        with substance.standing_in(substance.registry()):
            self.root["definitions"].add_version(version, rules.text)
        return rules if number == rules.version else replace(rules, version=number)
