"""Writing a meaning as text: in the language of the file, with as few signs as it needs."""

from __future__ import annotations

import re
from textwrap import wrap

from motcua.deadlines.terms import NotATerm, read_term
from motcua.words import translate
from motcua.workflows import keys, wordlists
from motcua.workflows.editing.meaning import WORDS, Meaning
from motcua.workflows.shapes import SAID, SHAPES, TEXT, Kind, Shape, below

WIDTH = 100
"""A line is not made longer where it can be helped."""
STEP = 2
"""By how much what stands under a key is indented."""

PLAIN = re.compile(
    r"[^\s\-?:,\[\]{}#&*!|>'\"%@`](?:[^\n\t\r]*[^\s])?|-[^\s\-?:,\[\]{}#&*!|>'\"%@`]*"
)
SPLITTING = re.compile(r": | #|:$")
FLOW_SIGNS = re.compile(r"[,\[\]{}?:]")

ESCAPED = str.maketrans({"\n": "\\n", "\t": "\\t", "\r": "\\r"})

LONG = frozenset({"state", "consultation"})
"""Blocks that are always written over several lines."""


def scalar(said: str, *, flow: bool, quote: str = "") -> str:
    """Return a value as it is written on one line."""
    if quote == "'" and not set(said) & {"\n", "\t", "\r"}:
        return "'" + said.replace("'", "''") + "'"
    if quote != '"' and _may_be_plain(said, flow):
        return said
    escaped = said.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + escaped.translate(ESCAPED) + '"'


def _may_be_plain(said: str, flow: bool) -> bool:
    if not PLAIN.fullmatch(said) or SPLITTING.search(said) or said in ("---", "...", "-"):
        return False
    return not (flow and FLOW_SIGNS.search(said))


def in_words(shape: Shape, said: str, language: str) -> str:
    """Return a word or a term in the language of the file."""
    if language != "vi":
        return said
    if shape.of and (shape.kind in WORDS or shape.kind is Kind.TEXT):
        return wordlists.WORDS[shape.of].get(said, said)
    if shape.kind is Kind.TERM:
        return _term_in_vietnamese(said)
    return said


def _term_in_vietnamese(said: str) -> str:
    try:
        term = read_term(said)
        written = translate(term.said, "vi")
        return written if read_term(written) == term else said
    except NotATerm:
        return said


def key_of(shape: Shape, step: str, language: str) -> str:
    """Return a key of a block in the language of the file."""
    if shape.kind is Kind.BLOCK and language == "vi":
        return keys.BLOCKS[shape.of][step]
    if shape.kind is Kind.ANSWERS and language == "vi":
        return wordlists.ANSWERS.get(step, step)
    return step


def under(shape: Shape, step: str) -> Shape:
    """Return what may stand under a key."""
    if shape.kind is Kind.BLOCK:
        return SHAPES[shape.of][step]
    return TEXT if shape.kind in SAID else below(shape)


def in_flow(shape: Shape, meaning: Meaning, language: str) -> str:
    """Return a meaning on one line, as it may stand inside ``{…}``."""
    return _inline(shape, meaning, language, flow=True)


def _inline(shape: Shape, meaning: Meaning, language: str, flow: bool) -> str:
    meaning = shortest(shape, meaning)
    if isinstance(meaning, str):
        return scalar(in_words(shape, meaning, language), flow=flow)
    if isinstance(meaning, list):
        place = item(shape)
        return "[" + ", ".join(_inline(place, each, language, True) for each in meaning) + "]"
    return (
        "{"
        + ", ".join(
            f"{scalar(key_of(shape, key, language), flow=True)}: "
            + _inline(_under(shape, key), each, language, True)
            for key, each in in_order(shape, meaning)
        )
        + "}"
    )


def shortest(shape: Shape, meaning: Meaning) -> Meaning:
    """Return a meaning as people write it: a list of one as the one, a title alone as a string."""
    if isinstance(meaning, list):
        single = len(meaning) == 1 and isinstance(meaning[0], (str, dict))
        if single and shape.kind is not Kind.ROWS and shape.kind is not Kind.LABELS:
            return shortest(shape, meaning[0]) if isinstance(meaning[0], dict) else meaning[0]
        return meaning
    if isinstance(meaning, dict) and shape.kind in SAID and list(meaning) == ["vi"]:
        return meaning["vi"]
    if isinstance(meaning, dict) and shape.short and list(meaning) == [shape.short]:
        short = shortest(SHAPES[shape.of][shape.short], meaning[shape.short])
        return short if isinstance(short, str) else meaning
    return meaning


def item(shape: Shape) -> Shape:
    if shape.kind is Kind.CONDITIONS:
        return shape
    if shape.kind is Kind.ROWS:
        return below(shape)
    return Shape(Kind.TEXT, shape.of)


def _under(shape: Shape, key: str) -> Shape:
    if shape.kind is Kind.CONDITIONS:
        return Shape(Kind.TEXTS)
    return under(shape, key)


def in_order(shape: Shape, meaning: dict[str, Meaning]) -> list[tuple[str, Meaning]]:
    """Return the entries of a mapping, the keys of the language in their usual order."""
    if shape.kind is not Kind.BLOCK:
        return list(meaning.items())
    order = list(keys.BLOCKS[shape.of])
    return sorted(meaning.items(), key=lambda each: order.index(each[0]))


def after_key(
    shape: Shape, meaning: Meaning, language: str, column: int, used: int, long: bool = False
) -> str:
    """Return what is written after ``key:``, from the blank or the end of line on.

    ``column`` is where the key stands, ``used`` how much of the line is taken;
    ``long`` asks for one line for each key.
    """
    meaning = shortest(shape, meaning)
    if isinstance(meaning, str):
        return " " + _block_scalar(in_words(shape, meaning, language), column, used)
    if not meaning:
        return " []" if isinstance(meaning, list) else ""
    inline = _inline(shape, meaning, language, flow=True)
    must_be_long = long or shape.of in LONG or shape.kind in (Kind.BLOCKS, Kind.ROWS)
    if not must_be_long and used + 1 + len(inline) <= WIDTH and "\\n" not in inline:
        return " " + inline
    if isinstance(meaning, list):
        return _rows(shape, meaning, language, column + STEP)
    return "\n" + entries(shape, meaning, language, column + STEP)


def entries(
    shape: Shape, meaning: dict[str, Meaning], language: str, column: int, long: bool = False
) -> str:
    """Return the entries of a mapping, each on its line."""
    return "\n".join(
        entry(shape, key, each, language, column, long) for key, each in in_order(shape, meaning)
    )


def entry(
    shape: Shape, key: str, meaning: Meaning, language: str, column: int, long: bool = False
) -> str:
    """Return ``key: value``, indented."""
    said = " " * column + scalar(key_of(shape, key, language), flow=False) + ":"
    return said + after_key(_under(shape, key), meaning, language, column, len(said), long)


def row(shape: Shape, meaning: Meaning, language: str, column: int, long: bool = False) -> str:
    """Return ``- value``, indented; ``shape`` is that of the value."""
    inline = _inline(shape, meaning, language, flow=False)
    dash = " " * column + "- "
    short = len(dash) + len(inline) <= WIDTH and not (long and inline.startswith("{"))
    if not isinstance(meaning, dict) or short or inline[0] != "{":
        return dash + inline
    return dash + entries(shape, meaning, language, column + STEP).lstrip()


def _rows(shape: Shape, meaning: list[Meaning], language: str, column: int) -> str:
    place = item(shape)
    return "\n" + "\n".join(row(place, each, language, column) for each in meaning)


def _block_scalar(said: str, column: int, used: int) -> str:
    """Return a value after its key: on the line, or below it where it is long."""
    if "\n" in said and "\r" not in said:
        return lines_of(said, column + STEP)
    written = scalar(said, flow=False)
    if used + 1 + len(written) <= WIDTH or not _may_be_folded(said):
        return written
    return ">-\n" + folded(said, column + STEP)


def _may_be_folded(said: str) -> bool:
    return " " in said and "  " not in said and "\t" not in said


def folded(said: str, column: int) -> str:
    """Return a long value as the lines of a paragraph."""
    blank = " " * column
    lines = wrap(said, WIDTH - column, break_long_words=False, break_on_hyphens=False)
    return "\n".join(blank + line for line in lines)


def lines_of(said: str, column: int) -> str:
    """Return a value of several lines, each as it is."""
    blank = " " * column
    return "|-\n" + "\n".join(blank + line if line else "" for line in said.split("\n"))
