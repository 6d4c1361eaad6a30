"""What may be uploaded: the settings of ``config/uploads.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType

from motcua.documents.kinds import KINDS
from motcua.sheets import Said, Sheet
from motcua.words import _

UNITS = {"B": 1, "kB": 1000, "MB": 1_000_000, "GB": 1_000_000_000}
SIZE = re.compile(r"([1-9]\d*) ?(B|kB|MB|GB)")
MINUTES = re.compile(r"([1-9]\d*) minutes?")
NUMBERS = ("name_length", "entries", "ratio", "pixels", "held_from_one", "held_by_all")
READING = ("pages", "characters", "seconds")
SIZES = ("unpacked", "pdf_unpacked", "held_from_one_size", "held_by_all_size")


@dataclass(frozen=True)
class Rule:
    """What one kind of upload accepts."""

    id: str
    types: tuple[str, ...] = ("pdf", "png", "jpg", "docx", "xlsx")
    size: int = 20_000_000
    """At most so many bytes."""


@dataclass(frozen=True)
class Limits:
    """What every uploaded file must keep, whichever its rule."""

    name_length: int = 150
    entries: int = 2000
    """Files inside an office file or a zip."""
    unpacked: int = 200_000_000
    """Bytes an office file or a zip may have when unpacked."""
    ratio: int = 200
    """How many times larger than itself it may become."""
    pixels: int = 80_000_000
    pdf_refuses: tuple[str, ...] = ("JavaScript", "Launch", "RichMedia", "EmbeddedFile", "Encrypt")
    """Names inside a PDF that make it more than a paper."""
    pdf_unpacked: int = 64_000_000
    held_for: timedelta = timedelta(hours=2)
    """How long a file waits for its form to be sent again."""
    held_from_one: int = 40
    """How many files of visitors from one address wait for their forms at once."""
    held_from_one_size: int = 200_000_000
    """And how many bytes they have together."""
    held_by_all: int = 4000
    """How many files of visitors wait at once, wherever they come from."""
    held_by_all_size: int = 10_000_000_000


@dataclass(frozen=True)
class ReadingLimits:
    """How much the reader of a file's words may use; what is beyond is not read."""

    pages: int = 600
    characters: int = 1_000_000
    seconds: int = 20
    """Of computing."""
    memory: int = 500_000_000

    @property
    def longest_answer(self) -> int:
        """Return how many bytes a reader may answer: no letter has more than four."""
        return 4 * self.characters + 1000


@dataclass(frozen=True)
class UploadRules:
    """All rules and limits of this administration."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    limits: Limits = Limits()
    reading: ReadingLimits = ReadingLimits()

    def rule(self, id: str) -> Rule:
        """Return the rule of that id; the usual one where none is written."""
        return self.rules.get(id) or Rule(id)


def read_upload_rules(path: Path) -> UploadRules:
    """Read the settings; what is not written keeps its usual value.

    Raises ``WrongFile`` with everything wrong in it.
    """
    if not path.exists():
        return UploadRules()
    sheet = Sheet(path)
    top = sheet.entries(sheet.said(), known=("rules", "limits", "reading"))
    rules = {id: _rule(sheet, id, said) for id, said in sheet.entries(top.get("rules")).items()}
    limits = _limits(sheet, top.get("limits"))
    reading = _reading(sheet, top.get("reading"))
    sheet.finish()
    return UploadRules(MappingProxyType(rules), limits, reading)


def _rule(sheet: Sheet, id: str, said: Said) -> Rule:
    told, usual = sheet.entries(said, known=("types", "size")), Rule(id)
    types = tuple(filter(None, sheet.each(told.get("types"), lambda t: sheet.one_of(t, KINDS))))
    return Rule(id, types or usual.types, _size(sheet, told.get("size"), usual.size))


def _limits(sheet: Sheet, said: Said | None) -> Limits:
    told, usual = sheet.entries(said, known=[each.name for each in fields(Limits)]), Limits()
    refused = sheet.each(told.get("pdf_refuses"), sheet.text)
    return Limits(
        pdf_refuses=refused if "pdf_refuses" in told else usual.pdf_refuses,
        held_for=_minutes(sheet, told.get("held_for"), usual.held_for),
        **{name: sheet.number(told.get(name), getattr(usual, name)) for name in NUMBERS},
        **{name: _size(sheet, told.get(name), getattr(usual, name)) for name in SIZES},
    )


def _reading(sheet: Sheet, said: Said | None) -> ReadingLimits:
    told, usual = sheet.entries(said, known=(*READING, "memory")), ReadingLimits()
    return ReadingLimits(
        memory=_size(sheet, told.get("memory"), usual.memory),
        **{name: sheet.number(told.get(name), getattr(usual, name)) for name in READING},
    )


def _size(sheet: Sheet, said: Said | None, unsaid: int) -> int:
    """Return how many bytes are meant: ``500 kB``."""
    text = sheet.text(said)
    if said is None or not text:
        return unsaid
    if matched := SIZE.fullmatch(text):
        return int(matched[1]) * UNITS[matched[2]]
    facts = {"text": text}
    sheet.wrong(said.line, _("“${text}” is not a size; write it as 20 MB or 500 kB", mapping=facts))
    return unsaid


def _minutes(sheet: Sheet, said: Said | None, unsaid: timedelta) -> timedelta:
    text = sheet.text(said)
    if said is None or not text:
        return unsaid
    if matched := MINUTES.fullmatch(text):
        return timedelta(minutes=int(matched[1]))
    sheet.wrong(
        said.line, _("“${text}” is no time; write it as 120 minutes", mapping={"text": text})
    )
    return unsaid
