"""The keys of a mapping as they are written, each with its value and its line.

What a key means is asked later, in ``blocks.py``.  Whatever cannot be
understood is noted as a problem and read as if it had not been written, so
that the rest of the file can be looked at as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import yaml

from motcua.storage.folding import fold
from motcua.words import Sentence, _
from motcua.workflows import keys
from motcua.workflows.problems import Found
from motcua.workflows.reading.nodes import MOST_LETTERS, line_of, text_of

ID = re.compile(r"[a-z][a-z0-9_]{0,59}")
"""Of states, actions, roles, fields, papers and consultations."""
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,59}")
"""Of procedures and units: also names of folders and parts of addresses."""


@dataclass
class Source:
    """The file being read: its problems, its lines, and the language of its keys."""

    found: Found
    lines: dict[str, int] = field(default_factory=dict)
    """Where each value stands: ``states.received.within`` to its line."""
    english: int = 0
    vietnamese: int = 0

    def count(self, key: str, said: str) -> None:
        """Learn from a key in which language the file is written."""
        if keys.plain(said) != key:
            self.vietnamese += 1
        else:
            self.english += 1

    @property
    def language(self) -> str:
        """The language in which most keys are written."""
        return "vi" if self.vietnamese > self.english else "en"


def pairs(node: yaml.Node, source: Source) -> Iterator[tuple[str, yaml.Node, int]]:
    """Return the keys of a mapping as written, with their values and lines."""
    if not isinstance(node, yaml.MappingNode):
        if not (isinstance(node, yaml.ScalarNode) and not node.value):
            source.found.note(
                "D05", line_of(node), _("Here should stand keys, each with its value after “:”.")
            )
        return
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            yield text_of(key), value, line_of(key)
        else:
            source.found.note("D05", line_of(key), _("A key must be one name."))


Pair = tuple[str, yaml.Node, int]


def mended(pairs: Iterable[Pair], kind: str, source: Source) -> Iterator[Pair]:
    """Return keys and values, putting together a text that was cut in two by its own comma.

    ``{vi: Xã, phường, en: Commune}`` is read as three keys.  Nobody who does not
    know the notation sees why, so it is told, and read as it was meant.
    """
    before: Pair | None = None
    cut = False
    for said, value, line in pairs:
        if before is not None and _is_piece(kind, said, value, before[1]):
            text = f"{before[1].value}, {said}"[:MOST_LETTERS]
            before, cut = (before[0], _rewritten(before[1], text), before[2]), True
            continue
        if before is not None:
            yield _told(before, cut, source)
        before, cut = (said, value, line), False
    if before is not None:
        yield _told(before, cut, source)


def _told(pair: Pair, cut: bool, source: Source) -> Pair:
    if cut:
        text = f'{pair[0]}: "{pair[1].value}"'
        source.found.note(
            "D10",
            pair[2],
            _(
                "Inside {…} a text with a comma must stand in quotes: ${text}",
                mapping={"text": text[:120]},
            ),
        )
    return pair


def _is_piece(kind: str, said: str, value: yaml.Node, before: yaml.Node) -> bool:
    """Say whether a key is rather the rest of the text before it."""
    empty = isinstance(value, yaml.ScalarNode) and not value.value and not value.style
    touches = empty and value.start_mark.index == value.end_mark.index
    plain = isinstance(before, yaml.ScalarNode) and not before.style and bool(before.value)
    same_line = before.end_mark.line == value.start_mark.line
    return touches and plain and same_line and not keys.english(kind, said)


def _rewritten(node: yaml.Node, text: str) -> yaml.ScalarNode:
    return yaml.ScalarNode(node.tag, text, node.start_mark, node.end_mark)


class Entry(NamedTuple):
    """One thing that is named in a mapping."""

    id: str
    node: yaml.Node
    line: int
    path: str


def named(node: yaml.Node, source: Source, path: str) -> list[Entry]:
    """Return the entries of a mapping whose keys are ids, each once."""
    entries: dict[str, Entry] = {}
    for id, value, line in pairs(node, source):
        if id in entries:
            source.found.note("D02", line, written_twice(id))
            continue
        if not ID.fullmatch(id):
            note_id(source, line, id)
        entries[id] = Entry(id, value, line, f"{path}.{id}")
        source.lines[f"{path}.{id}"] = line
    return list(entries.values())


def note_id(source: Source, line: int, id: str, also: str = "_") -> None:
    """Say that an id is not written as ids are, and how it could be."""
    slug = re.sub(r"[^a-z0-9]+", also, fold(id)).strip(also)[:60]
    source.found.note(
        "D12",
        line,
        _(
            "The id “${id}”: small letters without marks, digits and ${sign} only,"
            " beginning with a letter.",
            mapping={"id": id[:80], "sign": also},
        ),
        slug if slug != id else "",
    )


def written_twice(key: str) -> Sentence:
    """Say that a key stands twice in one place: one of the two would be lost."""
    return _("“${key}” is written twice in the same place.", mapping={"key": key[:80]})


def scalar(node: yaml.Node, source: Source, key: str) -> str:
    """Return the text of a single value."""
    if isinstance(node, yaml.ScalarNode):
        return text_of(node)
    source.found.note(
        "D05", line_of(node), _("“${key}” takes a single value here.", mapping={"key": key})
    )
    return ""
