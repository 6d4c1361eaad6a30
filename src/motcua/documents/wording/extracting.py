"""The words of one file, read in a process of its own.

Run by path, with nothing of Motcua in it: ``python -I extracting.py KIND PAGES
CHARACTERS SECONDS MEMORY``, the file on standard input.  What people upload may
have been made to break whoever reads it; a reader that breaks, hangs or grows
here takes nothing else with it.  It gives itself its limits before it looks at
a single byte, and can only lower them from then on.

It answers one line of JSON (``pages``, ``blank``: pages without text, ``cut``:
whether a limit ended it early), then one paragraph a line.

Word files are read from their parts and not through python-docx: that loads
every picture, and leaves out what somebody has inserted with changes tracked.
"""

from __future__ import annotations

import json
import re
import resource
import sys
import unicodedata
import zipfile
from collections.abc import Iterable, Iterator
from html import unescape
from io import BytesIO
from typing import Any

PDF, WORD, PLAIN, HTML = "pdf", "docx", "plain", "html"

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
"""A second drawing of the same words, for old programs."""
PARTS = ("word/document.xml", "word/footnotes.xml", "word/endnotes.xml")
LARGEST_PART = 100_000_000
SHORTEST = 40
"""As how many signs a paragraph counts at least: a million empty ones are a text too."""
LONGEST = 20_000
"""Signs of one paragraph; a longer one is none that anybody wrote, and is divided."""

FULL = 0.8
"""A line that is shorter than this part of the longest one on its page ends a paragraph."""
ENDS = (".", ";", ":", "!", "?", "…", "./.")
BEGINS = re.compile(
    r"(?:Điều|Chương|Mục|Khoản|Phần|Phụ lục|Article|Section)\s+\w|[-–+•*●]\s|\w{1,3}[.)]\s"
)
"""How a new paragraph begins in an official text: an article, a dash, ``1.``, ``a)``."""
NUMBER_OF_PAGE = re.compile(r"[-–—\s]*(?:trang|page)?\s*\d{1,4}(?:\s*/\s*\d{1,4})?[-–—\s]*", re.I)

BREAKS = re.compile(r"<(?:/p|/div|/li|/tr|/h[1-6]|br)\b[^>]*>", re.I)
HIDDEN = re.compile(r"<(style|script|title)\b.*?</\1\s*>", re.I | re.S)
TAGS = re.compile(r"<[^>]*>")


class Told:
    """Paragraphs as they are found, and how far the reading went."""

    def __init__(self, most_pages: int, most_characters: int):
        self.most_pages, self.left = most_pages, most_characters
        self.paragraphs: list[str] = []
        self.pages = self.blank = 0
        self.cut = False

    def add(self, paragraph: str) -> bool:
        """Take a paragraph down; say whether there is room for more."""
        said = cleaned(paragraph)
        for at in range(0, len(said), LONGEST):
            piece = said[at : at + min(LONGEST, max(self.left, 0))]
            self.left -= max(len(piece), SHORTEST)
            self.paragraphs.append(piece)
        self.cut = self.cut or self.left < 0
        return not self.cut


def cleaned(text: str) -> str:
    """Return a paragraph on one line, its letters as everybody writes them (NFC)."""
    plain = unicodedata.normalize("NFC", text)
    if plain.isprintable():
        return " ".join(plain.split())
    seen = (
        " " if unicodedata.category(each) in ("Zs", "Zl", "Zp", "Cc") else each for each in plain
    )
    kept = (each for each in seen if unicodedata.category(each) not in ("Cf", "Cs", "Co", "Cn"))
    return " ".join("".join(kept).split())


def of_pdf(content: bytes, told: Told) -> None:
    """Read a PDF page by page."""
    import pypdfium2

    opened = pypdfium2.PdfDocument(content)
    beginning = ""
    for number in range(len(opened)):
        if number >= told.most_pages:
            told.cut = True
            break
        told.pages += 1
        lines = lines_of(opened[number])
        if not any(any(map(str.isalnum, line)) for line in lines):
            told.blank += 1
        *whole, beginning = paragraphs_of(lines, beginning)
        if not all(told.add(each) for each in whole):
            return
    if beginning:
        told.add(beginning)


def lines_of(page: Any) -> list[str]:
    """Return the lines of a page, without the number that stands above or below."""
    lines = [each.strip() for each in page.get_textpage().get_text_bounded().splitlines()]
    lines = [each for each in lines if each]
    for end in (0, -1):
        if lines and NUMBER_OF_PAGE.fullmatch(lines[end]):
            del lines[end]
    return lines


def paragraphs_of(lines: list[str], beginning: str) -> list[str]:
    """Join the lines of a page into paragraphs.

    ``beginning`` is what the page before ended in; what this page ends in comes
    last, because it may go on overleaf.
    """
    width = max(map(len, lines), default=0) * FULL
    found, open_one = [], beginning
    for line in lines:
        if open_one and (BEGINS.match(line) or open_one.endswith(ENDS)):
            found.append(open_one)
            open_one = ""
        open_one = f"{open_one} {line}".strip()
        if len(line) < width:
            found.append(open_one)
            open_one = ""
    return [*found, open_one]


def of_word(content: bytes, told: Told) -> None:
    """Read the paragraphs of a Word file, those in tables and notes too."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        known = set(archive.namelist())
        for part in (each for each in PARTS if each in known):
            if archive.getinfo(part).file_size > LARGEST_PART:
                told.cut = True
            elif not all(told.add(each) for each in _paragraphs(archive.open(part))):
                return


def _paragraphs(part: Any) -> Iterator[str]:
    from lxml import etree

    said: list[str] = []
    wanted = {f"{W}t", f"{W}tab", f"{W}br", f"{W}cr", f"{W}p", FALLBACK}
    within = 0
    walked = etree.iterparse(
        part, events=("start", "end"), tag=wanted, resolve_entities=False, no_network=True
    )
    for event, element in walked:
        if element.tag == FALLBACK:
            within += 1 if event == "start" else -1
        elif event == "start" or within:
            continue
        elif element.tag == f"{W}p":
            yield "".join(said)
            said.clear()
            _forget(element)
        else:
            said.append((element.text or "") if element.tag == f"{W}t" else " ")


def _forget(element: Any) -> None:
    """Let go of what has been read, or a long file would be held as a whole."""
    element.clear()
    while element.getprevious() is not None:
        del element.getparent()[0]


def of_plain(content: bytes, told: Told) -> None:
    """Read a plain text."""
    _all(told, content.decode("utf8", "replace").splitlines())


def of_html(content: bytes, told: Told) -> None:
    """Read a page of our own making: a letter."""
    marked = HIDDEN.sub("", content.decode("utf8", "replace"))
    _all(told, (unescape(each) for each in TAGS.sub("", BREAKS.sub("\n", marked)).splitlines()))


def _all(told: Told, paragraphs: Iterable[str]) -> None:
    all(told.add(each) for each in paragraphs)


READERS = {PDF: of_pdf, WORD: of_word, PLAIN: of_plain, HTML: of_html}


def limit(seconds: int, memory: int) -> None:
    """Give this process its limits, for good."""
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NPROC, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (memory, memory))


def main(kind: str, *limits: str) -> None:
    """Read standard input, and answer."""
    pages, characters, seconds, memory = map(int, limits)
    limit(seconds, memory)
    told = Told(pages, characters)
    READERS[kind](sys.stdin.buffer.read(), told)
    head = {"pages": told.pages, "blank": told.blank, "cut": told.cut}
    paragraphs = [each for each in told.paragraphs if each]
    sys.stdout.buffer.write("\n".join([json.dumps(head), *paragraphs]).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
