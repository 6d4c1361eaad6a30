"""What may be uploaded: the settings of ``config/uploads.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any

import yaml

UNITS = {"B": 1, "kB": 1000, "MB": 1_000_000}
SIZE = re.compile(r"(\d+) ?(B|kB|MB)")


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


@dataclass(frozen=True)
class UploadRules:
    """All rules and limits of this administration."""

    rules: Mapping[str, Rule] = field(default_factory=dict)
    limits: Limits = Limits()

    def rule(self, id: str) -> Rule:
        """Return the rule of that id; the usual one where none is written."""
        return self.rules.get(id) or Rule(id)


def read_upload_rules(path: Path) -> UploadRules:
    """Read the settings; what is not written keeps its usual value."""
    if not path.exists():
        return UploadRules()
    written = yaml.safe_load(path.read_text("utf8")) or {}
    rules = {
        id: Rule(id, **_settings(Rule, told or {}))
        for id, told in (written.get("rules") or {}).items()
    }
    return UploadRules(
        MappingProxyType(rules), Limits(**_settings(Limits, written.get("limits") or {}))
    )


def _settings(kind: type, told: Mapping[str, Any]) -> dict[str, Any]:
    known = {each.name for each in fields(kind)}
    unknown = sorted(set(told) - known)
    if unknown:
        raise ValueError(f"uploads.yaml: {', '.join(unknown)} is not a setting")
    return {name: _value(name, value) for name, value in told.items()}


def _value(name: str, value: Any) -> Any:
    if name == "held_for":
        return timedelta(minutes=int(str(value).removesuffix(" minutes")))
    if isinstance(value, list):
        return tuple(str(each) for each in value)
    if matched := SIZE.fullmatch(str(value)):
        return int(matched[1]) * UNITS[matched[2]]
    return int(value)
