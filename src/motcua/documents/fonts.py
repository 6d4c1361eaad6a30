"""The letters of a PDF: fonts as the browser libraries bring them, unpacked.

A font for the web is a packed one: WOFF 1.0 keeps each table compressed.  The
letters of a Vietnamese word come from two files, one with the signs of Latin
and one with those that only Vietnamese has.

Pictures are written in the font of the pages.  Letters are written in Tinos,
which has the widths of Times New Roman, the font that NĐ 30/2020/NĐ-CP wants
(annex I) and that nobody may give on.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import groupby
from pathlib import Path
from threading import RLock
from zlib import decompress

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from motcua.acting import Refusal
from motcua.words import _

SIGNATURE = b"wOFF"
HEADER, ROW = 44, 20
SUBSETS = ("latin", "vietnamese")
PICTURES = "be-vietnam-pro"
WEIGHTS = ("400", "600")
LETTERS = "tinos"
STYLES = ("400", "700", "400-italic", "700-italic")
"""The styles of letters: plain, bold, slanted, both."""

ONE_AT_A_TIME = RLock()
"""The libraries that write and show PDF files keep things for the whole process, fonts for one."""


class NoFonts(Refusal):
    """The fonts were never laid out where they should be."""

    def __init__(self) -> None:
        super().__init__(
            _("The fonts for PDF files are missing."),
            _("Run “make setup” again; the picture as SVG needs no fonts."),
        )


@dataclass(frozen=True)
class Fonts:
    """The fonts of one style: for each letter, the first that has it."""

    names: tuple[str, ...]

    def runs(self, text: str) -> list[tuple[str, str]]:
        """Cut a text into pieces, each with the font that has its letters."""
        chosen = groupby(text, key=self._font_of)
        return [(font, "".join(letters)) for font, letters in chosen]

    def _font_of(self, letter: str) -> str:
        has = (name for name in self.names if ord(letter) in _letters(name))
        return next(has, self.names[0])

    def width(self, text: str, size: float) -> float:
        """Return how wide a text is."""
        return sum(pdfmetrics.stringWidth(run, font, size) for font, run in self.runs(text))


def _letters(name: str) -> dict[int, int]:
    found: dict[int, int] = pdfmetrics.getFont(name).face.charToGlyph
    return found


def known(folder: Path) -> dict[str, Fonts]:
    """Return the fonts of pictures in a folder, by weight (:data:`WEIGHTS`).

    They are unpacked and registered once in a process.  Raises :class:`NoFonts`.
    """
    return _family(folder, PICTURES, WEIGHTS)


def of_letters(folder: Path) -> dict[str, Fonts]:
    """Return the fonts of letters in a folder, by style (:data:`STYLES`); as :func:`known`."""
    return _family(folder, LETTERS, STYLES)


def _family(folder: Path, family: str, styles: Sequence[str]) -> dict[str, Fonts]:
    return {
        style: Fonts(tuple(_registered(folder, f"{family}-{subset}-{style}") for subset in SUBSETS))
        for style in styles
    }


def _registered(folder: Path, name: str) -> str:
    if name not in pdfmetrics.getRegisteredFontNames():
        path = folder / f"{name}.woff"
        if not path.is_file():
            raise NoFonts
        font = TTFont(name, BytesIO(unpacked(path.read_bytes())))
        # Both files call themselves by one name, and the second would be taken for the first.
        font.face.name = name.encode()
        pdfmetrics.registerFont(font)
    return name


def unpacked(font: bytes) -> bytes:
    """Return a WOFF font as the plain font it was made of."""
    if font[:4] != SIGNATURE:
        raise NoFonts
    flavour, count = font[4:8], struct.unpack(">H", font[12:14])[0]
    rows = [
        struct.unpack(">4s4I", font[HEADER + ROW * number : HEADER + ROW * (number + 1)])
        for number in range(count)
    ]
    power = 1 << (count.bit_length() - 1)
    search = (power * 16, power.bit_length() - 1, (count - power) * 16)
    head = flavour + struct.pack(">4H", count, *search)
    return head + _tables(font, rows)


def _tables(font: bytes, rows: Sequence[tuple[bytes, int, int, int, int]]) -> bytes:
    directory, body = b"", b""
    start = 12 + 16 * len(rows)
    for tag, offset, packed, length, checksum in rows:
        table = font[offset : offset + packed]
        table = decompress(table) if packed < length else table
        directory += struct.pack(">4s3I", tag, checksum, start + len(body), length)
        body += table + bytes(-len(table) % 4)
    return directory + body
