"""What changed from one version of a procedure to the next, in words.

Compared is what the two say, not how they are written: comments and the order
of lines make no difference.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from typing import Any

from motcua.deadlines.terms import Term
from motcua.words import Label, Sentence, _
from motcua.workflows.definition import Condition, Definition

LEFT_OUT = {"digest", "text", "lines", "line", "language", "version", "id"}
"""Parts that say nothing of the procedure itself."""

Change = tuple[str, str, str]
"""Path, before, after; one of the two is empty where something is new or gone."""


def between(before: Definition, after: Definition) -> tuple[Change, ...]:
    """Return every change, in the order of the newer file."""
    old, new = dict(_parts(before)), dict(_parts(after))
    paths = dict.fromkeys([*new, *old])
    return tuple(
        (path, old.get(path, ""), new.get(path, ""))
        for path in paths
        if old.get(path, "") != new.get(path, "")
    )


def said(change: Change) -> Sentence:
    """Say one change to an administrator."""
    path, before, after = change
    about = {"path": path, "before": before, "after": after}
    if not before:
        return _("${path}: new, ${after}", mapping=about)
    if not after:
        return _("${path}: no longer ${before}", mapping=about)
    return _("${path}: ${before} → ${after}", mapping=about)


def _parts(thing: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Take a definition apart: each of its values as text, under its path."""
    if isinstance(thing, (Label, Term, Condition)) or not _has_parts(thing):
        if text := _text(thing):
            yield path, text
        return
    for name, part in _named_parts(thing):
        yield from _parts(part, f"{path}.{name}" if path else name)


def _has_parts(thing: Any) -> bool:
    if isinstance(thing, tuple):
        return any(is_dataclass(each) and hasattr(each, "line") for each in thing)
    return isinstance(thing, Mapping) or is_dataclass(thing)


def _named_parts(thing: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(thing, Mapping):
        yield from thing.items()
    elif isinstance(thing, tuple):
        for number, each in enumerate(thing, 1):
            yield getattr(each, "id", "") or str(number), each
    else:
        for each in fields(thing):
            if each.name not in LEFT_OUT:
                yield each.name, getattr(thing, each.name)


def _text(thing: Any) -> str:
    if isinstance(thing, Label):
        return thing.vi or thing.en
    if isinstance(thing, Term):
        return thing.text
    if isinstance(thing, Condition):
        return thing.name or f"{thing.field}: {', '.join(thing.values)}"
    if isinstance(thing, bool):
        return "yes" if thing else ""
    if isinstance(thing, tuple):
        return ", ".join(filter(None, map(_asked, thing)))
    return "" if thing is None else str(thing)


def _asked(thing: Any) -> str:
    if hasattr(thing, "required"):
        return thing.field if thing.required else f"{thing.field}?"
    if isinstance(thing, tuple):
        return _text(thing[0])
    return _text(thing)
