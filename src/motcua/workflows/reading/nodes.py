"""From text to nodes with line numbers, without running anything.

A file may come from anybody who may propose a procedure.  Its size, depth and
characters are looked at first, then its tokens, and only then is it put
together: an alias bomb is refused before anything is expanded.  No YAML
constructor ever runs; every value stays the text that was written.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
MOST_TOKENS = 60_000
"""Keys, values and signs of a file; one of the largest allowed has forty thousand."""

LOADER = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""The one of libyaml where there is one: forty times faster, and the same nodes."""

OPENING = (
    yaml.BlockMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.FlowSequenceStartToken,
)
CLOSING = (yaml.BlockEndToken, yaml.FlowMappingEndToken, yaml.FlowSequenceEndToken)
REFUSED = (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken, yaml.DirectiveToken)

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
        if not _is_harmless(read, found):
            return read, None
        node = yaml.compose(read, Loader=LOADER)
    except yaml.YAMLError as error:
        _note_error(error, found)
        return read, None
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


def _is_harmless(text: str, found: Found) -> bool:
    """Look at every token: how deep, and whether one of ``& * !`` stands for more than itself."""
    depth, harmless = 0, True
    for number, token in enumerate(yaml.scan(text, Loader=LOADER)):
        if number > MOST_TOKENS:
            found.note("D04", token.start_mark.line + 1, _("The file holds too many values."))
            return False
        depth += isinstance(token, OPENING) - isinstance(token, CLOSING)
        if depth > MOST_LEVELS:
            found.note(
                "D04", token.start_mark.line + 1, _("Too many blocks stand inside each other.")
            )
            return False
        if isinstance(token, REFUSED):
            found.note(
                "D03",
                token.start_mark.line + 1,
                _("&, * and ! must not begin a value in a procedure file."),
            )
            harmless = False
    return harmless


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
