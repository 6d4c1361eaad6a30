"""Files that come as they are, beside the JSON they belong to, in one form of parts.

The JSON stands in the part ``content``; each file in a part of its own, whose
name says what it is.  A browser's form of the same kind is of no use here: who
asks is said by the header alone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.acting import Refusal
from motcua.words import Sentence, _

FORM = "multipart/form-data"
CONTENT = "content"
FILES: Mapping[str, Mapping[str, bool]] = {
    "files": {},
    "confidential_files": {"confidential": True},
    "edited_files": {"edited": True},
}
"""In which parts files come, and how they are marked then."""
MOST_FILES = 20
LONGEST_CONTENT = 2_000_000
"""Bytes of the JSON, where it comes as a part."""


class WrongContent(Refusal):
    """What was sent is not as the description says; ``places`` says where."""

    def __init__(self, wrong: list[tuple[str, Sentence]]):
        super().__init__(
            _("What was sent is not as this address takes it."),
            _("See the description: openapi.json."),
        )
        self.places = wrong


def read_parts(sent: Any) -> tuple[bytes, list[dict[str, Any]]]:
    """Return the JSON and the files, each with its name, its bytes to be read, and its marks."""
    wrong: list[tuple[str, Sentence]] = []
    texts: list[bytes] = []
    files: list[dict[str, Any]] = []
    for name, value in sent.items():
        if name == CONTENT:
            texts.append(_text(value))
        elif name not in FILES:
            wrong.append((name[:100], _("This is not known here.")))
        elif not _is_file(value):
            wrong.append((name, _("A file belongs here, with its name.")))
        else:
            files.append({"name": value.filename, "stream": value.file, **FILES[name]})
    if len(texts) != 1:
        wrong.append((CONTENT, _("Exactly one part with the JSON belongs here.")))
    if len(files) > MOST_FILES:
        wrong.append(("files", _("There are too many of them.")))
    if wrong:
        raise WrongContent(wrong[:MOST_FILES])
    return texts[0], files


def _text(value: Any) -> bytes:
    """Return the JSON, whether it came as a field or as a file."""
    text: bytes = value.file.read(LONGEST_CONTENT + 1) if _is_file(value) else value.encode("utf8")
    if len(text) > LONGEST_CONTENT:
        raise WrongContent([(CONTENT, _("There is too much of it: send files as parts."))])
    return text


def _is_file(value: Any) -> bool:
    return bool(getattr(value, "filename", ""))


def form_of(shape: str) -> dict[str, Any]:
    """Say in the published description how such a form looks."""
    file = {"type": "string", "format": "binary"}
    listed = {name: {"type": "array", "items": file, "maxItems": MOST_FILES} for name in FILES}
    return {
        FORM: {
            "schema": {
                "type": "object",
                "required": [CONTENT],
                "properties": {CONTENT: {"$ref": f"#/components/schemas/{shape}"}, **listed},
            },
            "encoding": {CONTENT: {"contentType": "application/json"}},
        }
    }
