"""The words of files: read in a process apart, kept, and compared with another version."""

from __future__ import annotations

import time
import zlib
from collections.abc import Callable, Iterator
from functools import partial
from io import BytesIO
from itertools import chain
from random import Random
from textwrap import wrap
from typing import Any

from reportlab.pdfgen.canvas import Canvas

from bench.sizes import Sizes
from bench.tables import Table, middle
from motcua.documents.fonts import Fonts, of_letters
from motcua.documents.kinds import PDF
from motcua.documents.rules import ReadingLimits
from motcua.documents.wording import compared
from motcua.documents.wording.reading import Words, read_words
from motcua.pages.downloads import FONTS

PARAGRAPHS, WORDS = 8, 45
"""On one page; about as many as a decree has."""
SYLLABLES = (
    "căn cứ luật tổ chức chính quyền địa phương quy định thẩm quyền giải quyết hồ sơ đề nghị "
    "cấp giấy phép xây dựng công trình trên địa bàn tỉnh diện tích đất thửa bản đồ quy hoạch "
    "phòng cháy chữa cháy môi trường nước thải an ninh trật tự ngân sách đầu tư dự án thời hạn"
)
SIZE, LEADING, WIDTH = 11, 15, 92
HEIGHT = 800


def tables(sizes: Sizes) -> Iterator[Table]:
    """Measure files of several lengths, and texts that were made to cost much."""
    yield _files(sizes)
    yield _hostile(sizes)


def _files(sizes: Sizes) -> Table:
    table = Table(
        "Words of files: a PDF read apart, kept, compared",
        (
            "pages",
            "signs",
            "PDF bytes",
            "read ms",
            "kept bytes",
            "a word a page ms",
            "a term everywhere ms",
            "another text ms",
        ),
    )
    for pages in sizes.pages:
        text = _text(pages, seed=1)
        written = _pdf(text)
        words, read = _timed(sizes, partial(_read, written))
        packed = zlib.compress("\n".join(words.paragraphs).encode(), 9)
        table.row(
            pages,
            sum(map(len, text)),
            len(written),
            read,
            len(packed),
            *(_timed(sizes, partial(compared, text, each))[1] for each in _others(text)),
        )
    table.remark("Reading includes starting its process; comparing is done by the page itself.")
    table.remark(
        "Compared with a version in which one word a page is another, one in which a term is "
        "another everywhere, and a text that has nothing to do with it."
    )
    return table


def _read(written: bytes) -> Words:
    return read_words(BytesIO(written), PDF.media_type, ReadingLimits())


def _others(text: list[str]) -> tuple[list[str], list[str], list[str]]:
    here_and_there = [
        each.replace("quyền", "lực", 1) if number % PARAGRAPHS == 0 else each
        for number, each in enumerate(text)
    ]
    everywhere = [each.replace("quy định", "hướng dẫn").replace("đất", "đai") for each in text]
    return here_and_there, everywhere, _text(len(text) // PARAGRAPHS, seed=2)


def _hostile(sizes: Sizes) -> Table:
    """Two texts of as many signs as are read at most, made so that they cost much."""
    most = sizes.pages[-1] * 2000
    table = Table(
        f"Words of files: two texts of {most:,} signs made to cost much",
        ("what", "compared ms", "told as replaced"),
    )
    random = Random(3)
    cases: dict[str, tuple[list[str], list[str]]] = {
        "two words by turns": (["a b " * (most // 4)], ["b a " * (most // 4)]),
        "two paragraphs by turns": (["a", "b"] * (most // 80), ["b", "a"] * (most // 80)),
        "eight words at random": (_drawn(random, most), _drawn(random, most)),
        "the same words in another order": (_shuffled(random, most), _shuffled(random, most)),
    }
    for what, (one, other) in cases.items():
        found, spent = _timed(sizes, partial(compared, one, other))
        table.row(what, spent, "yes" if found.coarse else "no")
    return table


def _drawn(random: Random, signs: int) -> list[str]:
    return [" ".join(random.choices("abcdefgh", k=signs // 2))]


def _shuffled(random: Random, signs: int) -> list[str]:
    count = signs // 7
    return [" ".join(map(str, random.sample(range(count), count)))]


def _text(pages: int, seed: int) -> list[str]:
    random = Random(seed)
    return [
        f"Điều {number + 1}. {' '.join(random.choices(SYLLABLES.split(), k=WORDS))}."
        for number in range(pages * PARAGRAPHS)
    ]


def _pdf(text: list[str]) -> bytes:
    """Set a text on pages, each with its number."""
    into, fonts = BytesIO(), of_letters(FONTS)["400"]
    canvas = Canvas(into)
    for page, at in enumerate(range(0, len(text), PARAGRAPHS), start=1):
        top = HEIGHT
        _line(canvas, fonts, 280, top, str(page))
        for line in chain.from_iterable(wrap(each, WIDTH) for each in text[at : at + PARAGRAPHS]):
            top -= LEADING
            _line(canvas, fonts, 50, top, line)
        canvas.showPage()
    canvas.save()
    return into.getvalue()


def _line(canvas: Canvas, fonts: Fonts, left: float, top: float, line: str) -> None:
    for font, run in fonts.runs(line):
        canvas.setFont(font, SIZE)
        canvas.drawString(left, top, run)
        left += canvas.stringWidth(run, font, SIZE)


def _timed(sizes: Sizes, work: Callable[[], Any]) -> tuple[Any, float]:
    """Return what ``work`` gives, and the middle of how many milliseconds it took."""
    spent, found = [], None
    for _round in range(sizes.rounds):
        begun = time.perf_counter()
        found = work()
        spent.append(1000 * (time.perf_counter() - begun))
    return found, middle(spent)
