"""Taking the page of a letter apart.

The page is ours: templates without anything that acts (``letters.FORBIDDEN``),
and values that were escaped.  An element that no letter uses is read as the
text in it, so nothing of a letter is ever lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from lxml import etree, html

SIZE = re.compile(r"size:\s*(A[45])(\s+landscape)?")
"""The paper, as the page's own style names it."""
WIDTH = re.compile(r"width:\s*(\d+(?:\.\d+)?)%")
STEP = re.compile(r"([Mmh])(-?[\d.]+)(?: (-?[\d.]+))?")
NO_SIGNS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
MOST_ACROSS = 40
"""Columns or rows over which one cell may reach."""
BLOCKS = frozenset({"div", "p", "h1", "h2", "ul", "ol", "dl", "table"})
CENTRED = frozenset({"to", "code"})
HEAD = (0.42, 0.58)
"""Shares of the width: whose letter it is, and the name of the country, which needs more."""


@dataclass(frozen=True)
class Run:
    """Words in one kind of letters; a line break is a newline in them."""

    text: str
    bold: bool = False
    slanted: bool = False
    underlined: bool = False


@dataclass(frozen=True)
class Paragraph:
    """A paragraph, or one line of a list."""

    runs: tuple[Run, ...]
    align: str = ""
    """``centre``, ``right`` or empty."""
    mark: str = ""
    """What stands before a line of a list: ``-`` or its number."""
    kind: str = ""
    """``title``; ``space``: room for a signature; ``small``; or empty."""

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True)
class Cell:
    """A cell of a table."""

    paragraphs: tuple[Paragraph, ...]
    is_head: bool = False
    across: int = 1
    down: int = 1


@dataclass(frozen=True)
class Table:
    """A table with lines."""

    rows: tuple[tuple[Cell, ...], ...]
    heads: int = 0
    """How many rows are repeated on the next page."""
    widths: tuple[float, ...] = ()
    """Shares of the width of the page, where the template says so."""

    @property
    def columns(self) -> int:
        """How many columns there are."""
        return max((sum(cell.across for cell in row) for row in self.rows), default=0)


@dataclass(frozen=True)
class Columns:
    """Parts beside each other, without lines: the head of a letter, and its signatures."""

    parts: tuple[tuple[Paragraph, ...], ...]
    widths: tuple[float, ...]
    """Shares of the width of the page."""
    is_head: bool = False


@dataclass(frozen=True)
class Code:
    """A QR code: the dark places, row by row."""

    rows: tuple[tuple[bool, ...], ...]


Block: TypeAlias = Paragraph | Table | Columns | Code


@dataclass(frozen=True)
class Page:
    """A letter, taken apart."""

    title: str
    blocks: tuple[Block, ...]
    paper: str = "A4"
    is_across: bool = False
    language: str = "vi"


def read(page: str) -> Page:
    """Return the parts of the page of a letter."""
    root = html.document_fromstring(page, parser=html.HTMLParser(encoding=None, no_network=True))
    size = SIZE.search(page)
    title = root.find("head/title")
    return Page(
        (title.text or "").strip() if title is not None else "",
        tuple(_blocks(root.find("body"))),
        size[1] if size else "A4",
        bool(size and size[2]),
        root.get("lang") or "vi",
    )


def _blocks(parent: etree._Element, align: str = "") -> Iterator[Block]:
    """Return what stands in an element, text between its blocks included."""
    if (parent.text or "").strip():
        yield Paragraph((Run(_plain(parent.text)),), align)
    for each in parent:
        yield from _block(each, align)
        if (each.tail or "").strip():
            yield Paragraph((Run(_plain(each.tail)),), align)


def _block(each: etree._Element, align: str) -> Iterator[Block]:
    classes = frozenset((each.get("class") or "").split())
    if classes & {"head", "signed"}:
        parts = tuple(tuple(_lines(part, "centre")) for part in each)
        is_head = "head" in classes and len(parts) == len(HEAD)
        yield Columns(parts, HEAD if is_head else (1 / len(parts),) * len(parts), is_head)
    elif "qr" in classes:
        yield from (_code(svg) for svg in each.iter("{*}svg", "svg"))
    elif each.tag == "table":
        yield _table(each)
    elif each.tag in ("ul", "ol", "dl"):
        yield from _listed(each, align)
    elif each.tag == "div":
        yield from _blocks(each, align)
    elif isinstance(each.tag, str):
        yield _paragraph(each, classes, align)


def _lines(parent: etree._Element, align: str = "") -> list[Paragraph]:
    """Return what stands in a column or a cell, as paragraphs."""
    if not any(each.tag in BLOCKS for each in parent):
        return [Paragraph(tuple(_runs(parent)), align)]
    return [each for each in _blocks(parent, align) if isinstance(each, Paragraph)]


def _paragraph(each: etree._Element, classes: frozenset[str], align: str) -> Paragraph:
    runs = tuple(_runs(each))
    if each.tag in ("h1", "h2"):
        bold = tuple(replace(run, text=run.text.upper(), bold=True) for run in runs)
        return Paragraph(bold, "centre", kind="title")
    if "upper" in classes:
        runs = tuple(replace(run, text=run.text.upper()) for run in runs)
    if "motto" in classes:
        runs = tuple(replace(run, bold=True, underlined=True) for run in runs)
    if "date" in classes:
        return Paragraph(tuple(replace(run, slanted=True) for run in runs), "right")
    if classes & CENTRED:
        align = "centre"
    kind = "space" if "space" in classes else "small" if "copies" in classes else ""
    return Paragraph(runs, align, kind=kind)


def _runs(parent: etree._Element, like: Run = Run("")) -> Iterator[Run]:
    """Return the words of an element, each with its kind of letters."""
    if parent.text:
        yield replace(like, text=_plain(parent.text))
    for each in parent:
        if each.tag == "br":
            yield replace(like, text="\n")
        elif isinstance(each.tag, str):
            bold = like.bold or each.tag in ("strong", "b", "dt")
            slanted = like.slanted or each.tag in ("em", "i")
            yield from _runs(each, replace(like, bold=bold, slanted=slanted))
        if each.tail:
            yield replace(like, text=_plain(each.tail))


def _plain(text: str | None) -> str:
    """Return text as a browser shows it: any white space is one blank, and no signs that are none.

    What somebody pasted may hold control characters; an office document may not (XML 1.0, 2.2).
    """
    return NO_SIGNS.sub("", re.sub(r"[ \t\r\n\f]+", " ", text or ""))


def _listed(parent: etree._Element, align: str) -> Iterator[Paragraph]:
    if parent.tag == "dl":
        for pair in parent.iter("dt"):
            value = pair.getnext()
            said = tuple(_runs(value)) if value is not None else ()
            yield Paragraph((*_runs(pair), Run(": "), *said), align)
        return
    for number, item in enumerate(parent.iter("li"), 1):
        mark = f"{number}." if parent.tag == "ol" else "-"
        yield Paragraph(tuple(_runs(item)), align if align == "right" else "", mark)


def _table(table: etree._Element) -> Table:
    rows = tuple(
        tuple(
            Cell(
                tuple(_lines(cell)),
                cell.tag == "th",
                min(int(cell.get("colspan") or 1), MOST_ACROSS),
                min(int(cell.get("rowspan") or 1), MOST_ACROSS),
            )
            for cell in row
            if cell.tag in ("th", "td")
        )
        for row in table.iter("tr")
    )
    heads = sum(1 for row in table.iter("tr") if row.getparent().tag == "thead")
    found = [WIDTH.search(col.get("style") or "") for col in table.iter("col")]
    widths = tuple(float(each[1]) / 100 for each in found if each)
    return Table(rows, heads, widths if len(widths) == len(found) else ())


def _code(svg: etree._Element) -> Code:
    """Return the places of a QR code, read from the strokes it is drawn with."""
    dark = {
        place for path in svg.iter("{*}path", "path") for place in _strokes(path.get("d") or "")
    }
    if not dark:
        return Code(())
    margin = min(min(place) for place in dark)
    places = range(margin, 1 + max(max(place) for place in dark))
    return Code(tuple(tuple((x, y) in dark for x in places) for y in places))


def _strokes(drawn: str) -> Iterator[tuple[int, int]]:
    """Return the dark places: each stroke is one place high and some long."""
    x = y = 0.0
    for step, first, second in STEP.findall(drawn):
        if step == "h":
            yield from ((int(x) + each, int(y)) for each in range(int(float(first))))
            x += float(first)
        elif step == "M":
            x, y = float(first), float(second)
        else:
            x, y = x + float(first), y + float(second)


def trimmed(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Return runs without blanks at either end, as they are set."""
    said = list(runs)
    while said and not said[0].text.strip(" "):
        said.pop(0)
    while said and not said[-1].text.strip(" "):
        said.pop()
    if said:
        said[0] = replace(said[0], text=said[0].text.lstrip(" "))
        said[-1] = replace(said[-1], text=said[-1].text.rstrip(" "))
    return tuple(said)
