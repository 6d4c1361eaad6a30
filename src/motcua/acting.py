"""Who acts, for whom, when, and what a refusal is.

Every change in Motcua is a function ``verb(acting, thing, ...)``.  ``acting``
says which person does it, in which position, on whose behalf, and at what
moment; below the faces nobody asks the machine for the time.

The :class:`Office` is what is configured and wired once per process: the
folder of settings, who listens to which event, and what capabilities lend to
those below them.  What is stored is reached through ``acting.root``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from motcua.permissions import Permission
from motcua.words import Sentence, _

T = TypeVar("T")

SYSTEM = "system"
"""The person who acts when a deadline fires: nobody, and the journal says so."""

Listener = Callable[["Acting", Any], None]


class Refusal(Exception):
    """What somebody asked for is not done; the sentence says why, and what now.

    Raised by actions, shown by ``pages/refusal.py``.  Whatever had been begun
    is undone, because raising aborts the transaction.
    """

    def __init__(self, sentence: Sentence, way_out: Sentence = ""):
        super().__init__(sentence)
        self.sentence = sentence
        self.way_out = way_out


class NotAllowed(Refusal):
    """This person may not do that here."""


class NotHere(Refusal):
    """There is no such thing, or this person may not know that there is."""

    def __init__(self, sentence: Sentence = "", way_out: Sentence = ""):
        super().__init__(sentence or _("There is nothing at this address."), way_out)


@dataclass(frozen=True)
class Holding:
    """A position that somebody holds today, by appointment or by delegation."""

    unit: str
    position: str
    title: Sentence = ""
    roles: frozenset[str] = frozenset()
    permissions: frozenset[Permission] = frozenset()
    on_behalf_of: str = ""
    """The person who delegated it; empty where it is one's own."""


class Office:
    """What is configured for one administration, the same between two acts."""

    def __init__(self, config: Path, workflows: Path, settings: Mapping[str, str] | None = None):
        self.config = config
        """The folder of ``calendar.yaml``, ``units.yaml`` and the like."""
        self.workflows = workflows
        """The folder of procedure files."""
        self.settings = dict(settings or {})
        self._lent: dict[Any, Any] = {}
        self._listeners: dict[type, list[Listener]] = defaultdict(list)

    def likeness(self) -> Office:
        """Return an office like this one; what is lent to it or heard there stays there."""
        other = Office(self.config, self.workflows, self.settings)
        other._lent.update(self._lent)
        for event, listeners in self._listeners.items():
            other._listeners[event] = list(listeners)
        return other

    def lend(self, kind: type[T], thing: T) -> None:
        """Make ``thing`` known as the office's one ``kind``."""
        self._lent[kind] = thing

    def borrow(self, kind: type[T]) -> T:
        """Return the office's one ``kind``; ``LookupError`` where nobody lent it."""
        try:
            return self._lent[kind]
        except KeyError:
            raise LookupError(f"Nobody furnished this office with {kind.__name__}.") from None

    def listen(self, event: type, listener: Listener) -> None:
        """Have ``listener(acting, event)`` called whenever such an event is announced."""
        self._listeners[event].append(listener)

    def announce(self, acting: Acting, event: object) -> None:
        """Tell everybody who listens, in the order in which they began to listen."""
        for kind in type(event).__mro__:
            for listener in self._listeners.get(kind, ()):
                listener(acting, event)


@dataclass(frozen=True)
class Acting:
    """One person, doing one thing, now."""

    office: Office
    root: Any
    """What is stored, through this request's own connection."""
    now: datetime
    """Local time of the administration, without zone (docs/decisions/0004)."""
    person: str = ""
    """Id of the person; empty for a visitor, :data:`SYSTEM` for a deadline."""
    name: str = ""
    holdings: tuple[Holding, ...] = ()
    holding: Holding | None = None
    """The position in which the present deed is done, once it is chosen."""
    applicant_of: str = ""
    """The case whose tracking secret this visitor has shown."""
    origin: str = ""
    """Where the deed comes from: an address, ``worker``, ``command line``."""
    language: str = "vi"

    @property
    def is_system(self) -> bool:
        """Say whether nobody in person acts, but a deadline."""
        return self.person == SYSTEM

    @property
    def unit(self) -> str:
        """The unit in which the deed is done, or one's first unit."""
        chosen = self.holding or (self.holdings[0] if self.holdings else None)
        return chosen.unit if chosen else ""

    @property
    def on_behalf_of(self) -> str:
        """The person for whom the deed is done; empty where it is one's own."""
        return self.holding.on_behalf_of if self.holding else ""

    def may(self, permission: Permission, unit: str | None = None) -> bool:
        """Say whether a position held today gives ``permission`` (in ``unit``)."""
        return any(
            permission in held.permissions and unit in (None, held.unit) for held in self.holdings
        )

    def units_with(self, permission: Permission) -> list[str]:
        """Return the units in which one has ``permission``, each once."""
        return list(
            dict.fromkeys(held.unit for held in self.holdings if permission in held.permissions)
        )

    def holding_with(self, role: str, unit: str) -> Holding | None:
        """Return the position that gives ``role`` in ``unit``: one's own before a delegated one."""
        delegated = None
        for held in self.holdings:
            if held.unit == unit and role in held.roles:
                if not held.on_behalf_of:
                    return held
                delegated = delegated or held
        return delegated

    def as_(self, holding: Holding | None) -> Acting:
        """Return the same person acting in ``holding``."""
        return self if holding is self.holding else replace(self, holding=holding)

    def require(self, permission: Permission, unit: str | None = None) -> None:
        """Raise :class:`NotAllowed` without ``permission``."""
        if not self.may(permission, unit):
            raise NotAllowed(
                _("Your position does not allow this."),
                _("Ask your administrator if it should."),
            )

    def announce(self, *events: object) -> None:
        """Tell the office what has happened; listeners run in this transaction."""
        for event in events:
            self.office.announce(self, event)


def system(office: Office, root: Any, now: datetime, origin: str = "worker") -> Acting:
    """Return the acting of a deadline that fires: nobody in person."""
    return Acting(office=office, root=root, now=now, person=SYSTEM, origin=origin)


def furnish_all(office: Office, capabilities: Iterable[Any]) -> Office:
    """Let each capability bring its listeners, conditions and settings."""
    for capability in capabilities:
        if hasattr(capability, "furnish"):
            capability.furnish(office)
    return office
