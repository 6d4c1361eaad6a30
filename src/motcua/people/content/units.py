"""What is stored of units and of the committees that sit in them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from BTrees.OOBTree import OOBTree, OOTreeSet
from persistent import Persistent

from motcua.people.periods import Dated
from motcua.storage.substance import Folder, content
from motcua.words import Label

Names = tuple[str, str]


class Titled:
    """What has a name of its own, in both languages."""

    names: Names = ("", "")

    @property
    def title(self) -> Label:
        """The whole name."""
        return Label(*self.names)


@content("Unit")
class Unit(Titled, Persistent):
    """An agency, an office or a counter; units form one tree."""

    __name__: str | None = None
    __parent__: Any = None
    id: str = ""
    short_names: Names = ("", "")
    kind: str = ""
    """One of :data:`motcua.people.kinds.KINDS`."""
    parent: str = ""
    """The unit above; empty for the top of the tree."""
    code: str = ""
    """Mã định danh, as in ``000.00.01.H99``: case codes begin with it."""
    telephone: str = ""
    address: str = ""
    email: str = ""
    calendar: str = ""
    """The name of its working calendar; empty: the one of the unit above."""
    rank: int = 0
    """Its place among the others, in the order of protocol."""

    def __init__(self, id: str, **facts: Any):
        self.id = id
        self.__dict__.update(facts)

    @property
    def short(self) -> Label:
        """The name as lists show it."""
        return Label(*self.short_names) if self.short_names[0] else self.title


@content("Units")
class Units(Folder):
    """Every unit by its id.

    Invariant: each unit stands once in ``by_kind`` under its kind and once in
    ``by_parent`` under the unit above it, as ``(rank, id)``, so that both are
    read in the order of protocol without loading any unit.
    """

    by_kind: Any = None
    by_parent: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.by_kind = OOBTree()
        self.by_parent = OOBTree()

    def enter(self, unit: Unit) -> None:
        """Take a new unit in."""
        self[unit.id] = unit
        self._index(unit)

    def place(self, unit: Unit, kind: str, parent: str, rank: int) -> None:
        """Let a unit stand elsewhere in the tree."""
        for index, key in ((self.by_kind, unit.kind), (self.by_parent, unit.parent)):
            index[key].remove((unit.rank, unit.id))
        unit.kind, unit.parent, unit.rank = kind, parent, rank
        self._index(unit)

    def _index(self, unit: Unit) -> None:
        for index, key in ((self.by_kind, unit.kind), (self.by_parent, unit.parent)):
            index.setdefault(key, OOTreeSet()).add((unit.rank, unit.id))

    def ids(self, index: OOBTree, key: str) -> Iterator[str]:
        """Return the ids that stand under ``key`` in one of the two indexes."""
        return (id for _rank, id in index.get(key, ()))


class Membership(Titled, Dated, Persistent):
    """A seat on a committee, over some days.

    Its title is the capacity in which the member sits there: "Giám đốc Sở Tài chính".
    """

    person: str = ""
    votes: bool = True
    """Whether the member has a vote; a substitute may speak and has none."""
    chairs: bool = False
    assistants: tuple[str, ...] = ()
    """Who is reminded beside the member, and does nothing in their place."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)


@content("Committee")
class Committee(Titled, Persistent):
    """People who decide together."""

    __name__: str | None = None
    __parent__: Any = None
    id: str = ""
    unit: str = ""
    """The unit whose committee it is."""
    seats: tuple[Membership, ...] = ()
    """Every seat ever held, in the order of protocol."""

    def __init__(self, id: str, **facts: Any):
        self.id = id
        self.__dict__.update(facts)


@content("Committees")
class Committees(Folder):
    """Every committee by its id."""
