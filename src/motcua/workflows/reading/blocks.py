"""A block of the file: what stands under its keys, read as what it should be.

Whatever cannot be understood is noted as a problem and read as if it had not
been written, so that the rest of the file can be looked at as well.
"""

from __future__ import annotations

import yaml

from motcua.deadlines.terms import NotATerm, Term, read_term
from motcua.words import Label, Sentence, _
from motcua.workflows import keys, wordlists
from motcua.workflows.reading.nodes import line_of, text_of, values_of
from motcua.workflows.reading.pairs import (
    Entry,
    Source,
    mended,
    named,
    pairs,
    scalar,
    written_twice,
)
from motcua.workflows.shapes import LISTS, MAPPINGS, SAID, SHAPES, Kind, Shape

LONGEST_TITLE = 60


class Block:
    """A mapping whose keys are those of one table of ``keys.py``."""

    def __init__(
        self,
        kind: str,
        node: yaml.Node,
        source: Source,
        path: str = "",
        *,
        line: int = 0,
        short: str = "",
    ):
        """Read ``node``; ``short`` is the key that a bare label stands for, where one may."""
        self.kind = kind
        self.path = path
        self.source = source
        self.line = line or line_of(node)
        self._nodes: dict[str, yaml.Node] = {}
        if short and is_label(node):
            self._nodes[short] = node
        else:
            for said, value, at in mended(pairs(node, source), kind, source):
                self._take(said, value, at)
        self._note_missing()

    def _take(self, said: str, value: yaml.Node, line: int) -> None:
        key = keys.english(self.kind, said)
        if not key and not self.source.found.is_full:
            self.note(
                "D10",
                line,
                _("I do not know “${key}”.", mapping={"key": said[:80]}),
                self.source.found.hint(said, keys.spellings(self.kind)),
            )
        elif key in self._nodes:
            self.note("D02", line, written_twice(said))
        elif key:
            self._nodes[key] = value
            self.source.lines[self.at(key)] = line
            self.source.count(key, said)

    def _note_missing(self) -> None:
        for key in keys.REQUIRED.get(self.kind, ()):
            if key not in self._nodes:
                missing = _("“${key}” is missing.", mapping={"key": self.shown(key)})
                self.note("D11", self.line, missing)

    def at(self, key: str) -> str:
        """Return the path of a key, as :attr:`Source.lines` knows it."""
        return f"{self.path}.{key}" if self.path else key

    def shown(self, key: str) -> str:
        """Return a key in the language in which the file is written."""
        return keys.BLOCKS[self.kind][key] if self.source.language == "vi" else key

    def note(self, code: str, line: int, sentence: Sentence, suggestion: str = "") -> None:
        """Remember a problem of this block."""
        self.source.found.note(code, line, sentence, suggestion)

    def __contains__(self, key: str) -> bool:
        return key in self._nodes

    def node(self, key: str) -> yaml.Node:
        """Return what stands under a key that is there."""
        return self._nodes[key]

    def line_of(self, key: str) -> int:
        """Return the line of a key, or of the block where it is not written."""
        return self.source.lines.get(self.at(key), self.line)

    def shape(self, key: str, *kinds: Kind) -> Shape:
        """Return what may stand under ``key``, which must be read as what it is.

        The reader takes words and blocks from the table, and stops with a fault
        of the program where it reads a key in a way that the table does not
        know: so the table, and the schema printed from it, are never wrong.
        """
        shape = SHAPES[self.kind][key]
        if shape.kind not in kinds:
            raise TypeError(f"{self.kind}.{key} is {shape.kind}, and is read as {kinds}")
        return shape

    def text(self, key: str, default: str = "") -> str:
        """Return the text under ``key``."""
        self.shape(key, Kind.TEXT, Kind.AMOUNT, Kind.NUMBER)
        return self._text(key, default)

    def _text(self, key: str, default: str = "") -> str:
        if key not in self._nodes:
            return default
        return scalar(self._nodes[key], self.source, key) or default

    def texts(self, key: str) -> tuple[str, ...]:
        """Return the texts under ``key``: a list, or one value."""
        self.shape(key, *LISTS, Kind.LABELS, Kind.ANSWERS)
        if key not in self._nodes:
            return ()
        each = (scalar(value, self.source, key) for value in values_of(self._nodes[key]))
        return tuple(dict.fromkeys(text for text in each if text))

    def word(self, key: str, default: str, code: str = "D06") -> str:
        """Return one of the words of a list, whichever language it is written in."""
        self.shape(key, Kind.WORD, Kind.YES_NO)
        said = self._text(key)
        return self.meaning(key, said, code) if said else default

    def words(self, key: str, default: tuple[str, ...]) -> tuple[str, ...]:
        """Return some words of a list."""
        self.shape(key, Kind.WORDS, Kind.ANSWERS)
        return tuple(self.meaning(key, said) for said in self.texts(key)) or default

    def meaning(self, key: str, said: str, code: str = "D06") -> str:
        """Return the word meant by ``said``, and note it where there is no such word."""
        words = SHAPES[self.kind][key].of
        meaning = keys.meaning(words, said)
        if meaning not in wordlists.WORDS[words]:
            known = wordlists.WORDS[words]
            shown = list(known.values() if self.source.language == "vi" else known)
            self.note(
                code,
                self.line_of(key),
                _(
                    "“${key}” must be one of: ${words}; “${said}” is none of them.",
                    mapping={"key": self.shown(key), "words": shown, "said": said[:80]},
                ),
                self.source.found.hint(said, [*known, *known.values()]),
            )
        return meaning

    def name(self, key: str, default: str = "") -> str:
        """Return a name, which may be a word with a meaning of its own."""
        shape = self.shape(key, Kind.NAME)
        return keys.meaning(shape.of, self._text(key, default))

    def names(self, key: str) -> tuple[str, ...]:
        """Return names, of which some may be words with a meaning of their own."""
        shape = self.shape(key, Kind.NAMES)
        return tuple(keys.meaning(shape.of, said) for said in self.texts(key))

    def yes_no(self, key: str, default: bool) -> bool:
        """Return what ``yes``, ``no``, ``có`` or ``không`` says."""
        self.shape(key, Kind.YES_NO)
        return self.word(key, "yes" if default else "no") == "yes"

    def number(self, key: str, default: int = 0) -> int:
        """Return a whole number."""
        self.shape(key, Kind.NUMBER)
        said = self._text(key)
        if not said:
            return default
        if not (said.isascii() and said.isdigit() and len(said) <= 9):
            self.note(
                "D06",
                self.line_of(key),
                _(
                    "“${key}” must be a whole number; it is “${said}”.",
                    mapping={"key": self.shown(key), "said": said[:80]},
                ),
            )
            return default
        return int(said)

    def term(self, key: str) -> Term | None:
        """Return a length of time."""
        self.shape(key, Kind.TERM)
        said = self._text(key)
        if not said:
            return None
        try:
            return read_term(said)
        except NotATerm as refusal:
            sentence = _(
                "${problem} ${example}",
                mapping={"problem": refusal.sentence, "example": refusal.way_out},
            )
            self.note("T01", self.line_of(key), sentence)
            return None

    def label(self, key: str, longest: int = 0) -> Label:
        """Return a name or a text meant for people, in one language or two."""
        self.shape(key, *SAID)
        if key not in self._nodes:
            return Label("")
        return label(self._nodes[key], self.source, self.at(key), longest)

    def title(self, of: Sentence, id: str) -> Label:
        """Return the title of what the block describes; without one, its id made readable."""
        said = self.label("title", LONGEST_TITLE)
        if not said.vi:
            self.note(
                "D13",
                self.line_of("title"),
                _("${thing} has no Vietnamese title.", mapping={"thing": of}),
            )
        return said if said.vi or said.en else Label(id.replace("_", " "))

    def block(self, key: str) -> Block | None:
        """Return the block under ``key``."""
        shape = self.shape(key, Kind.BLOCK)
        if key not in self._nodes:
            return None
        return Block(shape.of, self._nodes[key], self.source, self.at(key))

    def rows(self, key: str) -> list[Block]:
        """Return the blocks of the list under ``key``."""
        shape = self.shape(key, Kind.ROWS)
        if key not in self._nodes:
            return []
        return [
            Block(shape.of, value, self.source, f"{self.at(key)}.{number}", short=shape.short)
            for number, value in enumerate(values_of(self._nodes[key]), 1)
        ]

    def entries(self, key: str) -> list[Entry]:
        """Return what is named under ``key``."""
        self.shape(key, *MAPPINGS)
        return named(self._nodes[key], self.source, self.at(key)) if key in self._nodes else []

    def blocks(self, key: str) -> list[tuple[str, Block]]:
        """Return the things named under ``key``: the id of each, and its block."""
        shape = self.shape(key, Kind.BLOCKS)
        return [
            (id, Block(shape.of, node, self.source, path, line=line, short=shape.short))
            for id, node, line, path in self.entries(key)
        ]


def label(node: yaml.Node, source: Source, path: str, longest: int = 0) -> Label:
    """Return the label that ``node`` tells: one string, or ``{vi: …, en: …}``."""
    if isinstance(node, yaml.ScalarNode):
        said = Label(text_of(node))
    else:
        block = Block("label", node, source, path)
        said = Label(block.text("vi"), block.text("en"))
    if longest and max(len(said.vi), len(said.en)) > longest:
        source.found.note(
            "D13",
            line_of(node),
            _(
                "A title should have ${n} letters at most: “${title}”.",
                mapping={"n": longest, "title": said},
            ),
        )
    return said


def is_label(node: yaml.Node) -> bool:
    """Say whether ``node`` is a label written instead of a whole block."""
    if isinstance(node, yaml.ScalarNode):
        return True
    return isinstance(node, yaml.MappingNode) and all(
        isinstance(key, yaml.ScalarNode)
        and (keys.english("label", key.value) or (number and not value.value))
        for number, (key, value) in enumerate(node.value)
    )
