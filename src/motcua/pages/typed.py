"""What was typed, as plain text: without signs that nobody sees and some programs obey.

A paragraph pasted from elsewhere brings page breaks; somebody who wants to
deceive sends line ends into a name, or marks that show it backwards.  Nothing
of that is worth a refusal: it is left out, or becomes the line end it stands for.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

BREAK = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
UNSEEN = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
LINE_END = re.compile(r"\s*[\t\n]\s*")


def cleaned(text: str) -> str:
    """Return ``text`` with plain line ends and nothing unseen."""
    return UNSEEN.sub("", BREAK.sub("\n", text))


def on_one_line(text: str) -> str:
    """Return ``text`` as a field of one line holds it."""
    return LINE_END.sub(" ", cleaned(text))


def fields_of(posted: Iterable[tuple[str, Any]]) -> list[tuple[str, Any]]:
    """Return the fields of a form with what was typed cleaned; passwords and files as they are."""
    return [
        (name, cleaned(value) if isinstance(value, str) and "password" not in name else value)
        for name, value in posted
    ]


def text_of(value: Any, longest: int = 1000) -> str:
    """Return what stands in a field of a form; nothing where a file was sent instead."""
    return cleaned(value)[:longest].strip() if isinstance(value, str) else ""
