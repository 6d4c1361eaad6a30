"""Having the words of a file read by a process that may break."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple

from motcua.documents.kinds import DOCX, PDF
from motcua.documents.rules import ReadingLimits
from motcua.documents.wording import extracting

SCRIPT = Path(extracting.__file__)
KINDS = {
    PDF.media_type: extracting.PDF,
    DOCX.media_type: extracting.WORD,
    "text/plain": extracting.PLAIN,
    "text/html": extracting.HTML,
}
"""Of which types there are words to be had."""
GRACE = 5
"""Seconds that a reader may need beyond those it computes: to begin, on a machine that is busy."""

TEXT, NONE, TOO_LONG, BROKEN = "text", "none", "too long", "broken"
"""What came of reading a file."""


class Words(NamedTuple):
    """What a file says, and how far it was read."""

    outcome: str
    paragraphs: tuple[str, ...] = ()
    pages: int = 0
    """Of a PDF; 0 where nobody counts pages."""
    blank: int = 0
    """Pages on which there is no text: scans."""
    cut: bool = False
    """Whether a limit ended the reading before the end of the file."""


def kind_of_words(media_type: str) -> str:
    """Return how the words of such a file are read; empty where it has none."""
    return KINDS.get(media_type.partition(";")[0], "")


def read_words(opened: IO[bytes], media_type: str, limits: ReadingLimits) -> Words:
    """Read the words of a file, however it was made; never longer than the limits allow."""
    kind = kind_of_words(media_type)
    if not kind:
        return Words(NONE)
    with TemporaryFile() as given, TemporaryFile() as said:
        shutil.copyfileobj(opened, given)
        given.seek(0)
        ended = _run(kind, given, said, limits)
        if ended in (-signal.SIGXCPU, -signal.SIGKILL):
            return Words(TOO_LONG)
        said.seek(0)
        return Words(BROKEN) if ended else _understood(said.read(limits.longest_answer))


def _run(kind: str, given: IO[bytes], said: IO[bytes], limits: ReadingLimits) -> int:
    """Run the reader; return with what it ended."""
    figures = (limits.pages, limits.characters, limits.seconds, limits.memory)
    try:
        return subprocess.run(  # noqa: S603
            [sys.executable, "-I", str(SCRIPT), kind, *map(str, figures)],
            stdin=given,
            stdout=said,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=limits.seconds + GRACE,
            check=False,
        ).returncode
    except subprocess.TimeoutExpired:
        return -signal.SIGKILL


def _understood(answer: bytes) -> Words:
    head, *paragraphs = answer.decode("utf8", "replace").split("\n")
    try:
        told = json.loads(head)
        pages, blank, cut = int(told["pages"]), int(told["blank"]), bool(told["cut"])
    except (ValueError, KeyError, TypeError):
        return Words(BROKEN)
    outcome = TEXT if any(map(_has_letters, paragraphs)) else NONE
    return Words(outcome, tuple(paragraphs) if outcome == TEXT else (), pages, blank, cut)


def _has_letters(paragraph: str) -> bool:
    return any(map(str.isalnum, paragraph))
