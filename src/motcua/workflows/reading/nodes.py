"""From text to nodes with line numbers, without running anything.

A file may come from anybody who may propose a procedure.  Its size and
characters are looked at first; then it is put together piece by piece, and
the first alias, the first tag, one level too deep or one value too many ends
it: a bomb of aliases is never expanded.  No constructor of YAML ever runs;
every value stays the text that was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any
from unicodedata import normalize

import yaml

from motcua.words import Sentence, _
from motcua.workflows.problems import Found

MOST_BYTES = 256 * 1024
MOST_LEVELS = 16
"""How deep blocks may stand inside each other; the language itself needs eight."""
MOST_LETTERS = 4000
"""Of one value."""
MOST_STATES, MOST_ACTIONS = 200, 1000
MOST_VALUES = 30_000
"""Keys and values of a file; one of the largest allowed has twenty thousand."""

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The one of libyaml where there is one: forty times faster, and the same nodes."""

INVISIBLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ud800-\udfff"
    "\ufeff\ufff9-\uffff]"
)
"""Control characters, and those that turn the direction of writing: what is
read on the screen must be what is in the file."""


def compose(text: str | bytes, found: Found) -> tuple[str, yaml.MappingNode | None]:
    """Return the text and the top of the file; no node where it cannot be read."""
    read = _as_text(text, found)
    if read is None:
        return "", None
    try:
        pieces = Pieces(found)
        for event in yaml.parse(read, Loader=LOADER):
            if not pieces.take(event):
                return read, None
    except yaml.YAMLError as error:
        _note_error(error, found)
        return read, None
    if pieces.refused:
        return read, None
    node = pieces.top
    if not isinstance(node, yaml.MappingNode):
        found.note("D01", 1, _("The file cannot be read: it does not begin with a key."))
        return read, None
    _look_at_values(node, found)
    return read, node


def _as_text(text: str | bytes, found: Found) -> str | None:
    if len(text) > MOST_BYTES:
        found.note("D04", 1, _("The file is too large (256 kB at most)."))
        return None
    try:
        read = text.decode("utf-8-sig") if isinstance(text, bytes) else text.removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = bytes(text[: error.start]).count(b"\n") + 1  # type: ignore[arg-type]
        found.note("D01", line, _("The file cannot be read: it must be written in UTF-8."))
        return None
    hidden = INVISIBLE.search(read)
    if hidden:
        _note_invisible(hidden[0], read.count("\n", 0, hidden.start()) + 1, found)
        return None
    if len(read.encode()) > MOST_BYTES:
        found.note("D04", 1, _("The file is too large (256 kB at most)."))
        return None
    return read


def _note_invisible(character: str, line: int, found: Found) -> None:
    found.note(
        "D01",
        line,
        _(
            "The file cannot be read: there is an invisible character (U+${number}).",
            mapping={"number": f"{ord(character):04X}"},
        ),
    )


class Pieces:
    """What was read of a file so far, put together to nodes."""

    def __init__(self, found: Found):
        self.top: yaml.Node | None = None
        self.refused = False
        """Whether an alias, a tag or the like was found: the rest is only looked at."""
        self._found = found
        self._open: list[yaml.CollectionNode] = []
        self._count = 0
        self._documents = 0

    def take(self, event: Any) -> bool:
        """Add what comes next; ``False`` where nothing more needs to be looked at."""
        line = event.start_mark.line + 1
        if _is_refused(event):
            self.refused = True
            self._found.note(
                "D03", line, _("&, * and ! must not begin a value in a procedure file.")
            )
        if isinstance(event, yaml.ScalarEvent):
            self._add(_value(event, event.value, event.style))
        elif isinstance(event, yaml.AliasEvent):
            self._add(_value(event, ""))
        elif isinstance(event, yaml.CollectionStartEvent):
            is_list = isinstance(event, yaml.SequenceStartEvent)
            kind: Any = yaml.SequenceNode if is_list else yaml.MappingNode
            self._open.append(kind("", [], event.start_mark, event.end_mark, event.flow_style))
        elif isinstance(event, yaml.CollectionEndEvent):
            self._close(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
        return self._is_small(line)

    def _is_small(self, line: int) -> bool:
        """Say whether it is not too large yet, and still one procedure."""
        self._count += 1
        if self._count > MOST_VALUES:
            self._found.note("D04", line, _("The file holds too many values."))
        elif len(self._open) > MOST_LEVELS:
            self._found.note("D04", line, _("Too many blocks stand inside each other."))
        elif self._documents > 1:
            reason = EXPLAINED["expected a single document"]
            self._found.note(
                "D01", line, _("The file cannot be read: ${reason}.", mapping={"reason": reason})
            )
        else:
            return True
        return False

    def _add(self, node: yaml.Node) -> None:
        if self._open:
            self._open[-1].value.append(node)
        else:
            self.top = node

    def _close(self, event: Any) -> None:
        node = self._open.pop()
        node.end_mark = event.end_mark
        if isinstance(node, yaml.MappingNode):
            node.value = list(zip(node.value[::2], node.value[1::2], strict=True))
        self._add(node)


def _value(event: Any, said: str, style: str | None = None) -> yaml.ScalarNode:
    return yaml.ScalarNode("", said, event.start_mark, event.end_mark, style)


def _is_refused(event: Any) -> bool:
    """Say whether it stands for more than itself: an alias, an anchor, a tag, a directive."""
    if isinstance(event, yaml.DocumentStartEvent):
        return bool(event.version or event.tags)
    if isinstance(event, yaml.AliasEvent):
        return True
    return bool(getattr(event, "anchor", None) or getattr(event, "tag", None))


def _look_at_values(top: yaml.Node, found: Found) -> None:
    """Tell values that are too long, or that smuggle in a character by its number."""
    waiting = [top]
    while waiting:
        node = waiting.pop()
        if isinstance(node, yaml.MappingNode):
            waiting.extend(part for pair in node.value for part in pair)
        elif isinstance(node, yaml.SequenceNode):
            waiting.extend(node.value)
        elif len(node.value) > MOST_LETTERS:
            found.note(
                "D04",
                line_of(node),
                _("A value is too long (${n} letters at most).", mapping={"n": MOST_LETTERS}),
            )
        elif hidden := INVISIBLE.search(node.value):
            _note_invisible(hidden[0], line_of(node), found)


EXPLAINED = {
    "mapping values are not allowed": _("there is one “:” too many, or a line is indented wrongly"),
    "could not find expected ':'": _("a “:” is missing after a key"),
    "cannot start any token": _("a tab or a sign stands where a key or a value should begin"),
    "did not find expected key": _("a line is indented wrongly, or a comma or quote is missing"),
    "expected <block end>": _("a line is indented wrongly"),
    "did not find expected ',' or '}'": _("a “,” or “}” is missing"),
    "did not find expected ',' or ']'": _("a “,” or “]” is missing"),
    "unexpected end of stream": _("a quote or bracket is not closed"),
    "did not find expected node content": _("something is missing after a “,” or a bracket"),
    "expected a single document": _("a file holds one procedure: remove the line ---"),
    "expected the end": _("a file holds one procedure: remove the line ---"),
}
"""What libyaml says, in words that help somebody who does not know YAML."""


def _note_error(error: yaml.YAMLError, found: Found) -> None:
    said = f"{getattr(error, 'problem', '')} {getattr(error, 'context', '')} {error}"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    reason: Sentence = next(
        (sentence for words, sentence in EXPLAINED.items() if words in said),
        getattr(error, "problem", "") or "?",
    )
    found.note(
        "D01",
        mark.line + 1 if mark else 1,
        _("The file cannot be read: ${reason}.", mapping={"reason": reason}),
    )


def line_of(node: yaml.Node) -> int:
    """Return the line on which ``node`` begins, counted from 1."""
    return node.start_mark.line + 1


def text_of(node: yaml.ScalarNode) -> str:
    """Return what a value says, in one spelling of its marks."""
    return normalize("NFC", node.value).strip()


def values_of(node: yaml.Node) -> Iterator[yaml.Node]:
    """Return the values of a list; a single value is a list of one, nothing a list of none."""
    if isinstance(node, yaml.SequenceNode):
        yield from node.value
    elif not (isinstance(node, yaml.ScalarNode) and not node.value):
        yield node
