"""How things become records: without names of their values, and bound when they are done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from persistent import Persistent

from motcua.storage import binding
from motcua.storage.shortening import Way

NOTHING = object()


class Lean(Persistent):
    """Something whose values are stored in a fixed order, without their names.

    The names were a quarter of the bytes of every deed.  Invariants: new names
    are added to ``STORED`` at its end and none is ever moved; the class-level
    default of a name never changes, for values at the end that are their
    defaults are not stored.  Records of before, which have the names, are read
    as well.
    """

    STORED: ClassVar[tuple[str, ...]] = ()
    SHORTENED: ClassVar[Mapping[str, Way]] = {}
    """Of which of them a shorter form is stored."""

    def __getstate__(self) -> Any:
        kind = type(self)
        values = [getattr(self, name, None) for name in self.STORED]
        while values and values[-1] is getattr(kind, self.STORED[len(values) - 1], NOTHING):
            del values[-1]
        if self.SHORTENED:
            for place, name in enumerate(self.STORED[: len(values)]):
                if name in self.SHORTENED:
                    values[place] = self.SHORTENED[name].shorten(values[place])
        return tuple(values)

    def __setstate__(self, stored: Any) -> None:
        named = stored if isinstance(stored, dict) else zip(self.STORED, stored, strict=False)
        self.__dict__.update(named)
        for name, way in self.SHORTENED.items():
            if name in self.__dict__:
                self.__dict__[name] = way.lengthen(self.__dict__[name])


class Binder(Lean):
    """Something whose parts get into its own record once nobody works on it any more.

    Invariants: parts are what is of one of the ``PARTS``, and only their owner
    and its other parts point at them.  What is stored of a bound thing is a
    list: the packed bytes and what they point at; of any other thing, a tuple.
    """

    PARTS: ClassVar[tuple[type, ...]] = ()
    is_bound: bool = False

    def bind(self) -> bool:
        """Take the parts into the own record; say whether they were not there yet."""
        self._p_activate()
        if self.is_bound:
            return False
        done = binding.bound(self, super().__getstate__(), self.PARTS)
        for part in done.parts:
            binding.emptied(part)
        self.__setstate__([done.packed, *done.outside])
        self._p_changed = True
        return True

    def unbind(self) -> bool:
        """Give the parts records of their own again; say whether they had none."""
        self._p_activate()
        if not self.is_bound:
            return False
        done = binding.bound(self, super().__getstate__(), self.PARTS)
        self.is_bound = False
        state, _parts = binding.opened(self, done.packed, done.outside)
        super().__setstate__(state)
        self._p_changed = True
        return True

    def __getstate__(self) -> Any:
        if not self.is_bound:
            return super().__getstate__()
        done = binding.bound(self, super().__getstate__(), self.PARTS)
        binding.own(self, done.parts, done.packed)
        return [done.packed, *done.outside]

    def __setstate__(self, stored: Any) -> None:
        if not isinstance(stored, list):
            super().__setstate__(stored)
            return
        packed, *outside = stored
        state, parts = binding.opened(self, packed, outside)
        super().__setstate__(state)
        self.__dict__["is_bound"] = True
        binding.own(self, parts, packed)
