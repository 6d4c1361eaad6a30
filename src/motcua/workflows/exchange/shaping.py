"""What may stand in a piece of a procedure that came with a file: the rest of it is left out.

Another program, or somebody who wishes us harm, may have written anything into
our own elements.  What we look into has the shape we gave it; what we only
hand on may be anything, and the checks of the language tell what is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.workflows.exchange.plain import Tree

Shape = Callable[[Any], Any]


def shaped(told: Tree) -> Tree:
    """Return a piece without what has another shape than it must have."""
    kept = {key: SHAPES[key](value) if key in SHAPES else value for key, value in told.items()}
    return {key: value for key, value in kept.items() if value is not None}


def _named(value: Any) -> Tree | None:
    """A mapping of pieces, as actions are."""
    if not isinstance(value, dict):
        return None
    return {key: shaped(each) for key, each in value.items() if isinstance(each, dict)}


def _lines(value: Any) -> list[Tree] | None:
    """A list of pieces, as the lines of ``late`` and ``auto`` are."""
    if not isinstance(value, list):
        return None
    return [shaped(each) for each in value if isinstance(each, dict)]


def _label(value: Any) -> Any:
    """A text, or texts by their language."""
    texts = value.values() if isinstance(value, dict) else [value]
    return value if value and all(isinstance(each, str) for each in texts) else None


def _texts(value: Any) -> Any:
    """A text, or a list of them."""
    texts = value if isinstance(value, list) else [value]
    return value if all(isinstance(each, str) for each in texts) else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None


def _mapping(value: Any) -> Tree | None:
    return value if isinstance(value, dict) else None


SHAPES: Mapping[str, Shape] = {
    "actions": _named,
    "anywhere": _named,
    "late": _lines,
    "auto": _lines,
    "title": _label,
    "by": _texts,
    "from": _texts,
    "states": _texts,
    "to": _text,
    "final": _text,
    "start": _text,
    "roles": _mapping,
}
"""Keys that an import looks into, and what must stand there."""
