"""What a template knows by name, looked up by the dictionary itself.

Chameleon keeps beside each set of names the outermost one, for older templates
that reach for it.  For that possibility every look-up went through three
functions in Python, and each use of a macro copied the names one by one: a
tenth of a page.  What templates define globally goes another way.
"""

from __future__ import annotations

from typing import Any

from chameleon import template
from chameleon.utils import Scope
from pyramid.config import Configurator


class Names(Scope):
    """The names known at one place of a template."""

    __slots__ = ()

    __getitem__ = dict.__getitem__
    __contains__ = dict.__contains__
    __iter__ = dict.__iter__
    get = dict.get  # type: ignore[assignment]

    def copy(self) -> Names:
        """Return the names for a macro, which may add its own."""
        return Names(self)

    def get_name(self, name: str) -> Any:
        """Return what ``name`` stands for; ``NameError`` where it stands for nothing."""
        try:
            return self[name]
        except KeyError:
            raise NameError(name) from None


def includeme(config: Configurator) -> None:
    """Let every template of this process use them."""
    template.Scope = Names  # type: ignore[misc]
