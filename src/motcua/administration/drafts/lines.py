"""What is written line by line in a form: conditions, values, choices, answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.workflows.shapes import Kind, Shape


def pairs(said: Any) -> list[tuple[str, Any]]:
    """Return lines as pairs; the second one is empty where only a name stands."""
    if isinstance(said, Mapping):
        return list(said.items())
    found: list[tuple[str, Any]] = []
    for each in said or ():
        found += each.items() if isinstance(each, Mapping) else [(each, "")]
    return found


def line(pair: tuple[str, Any]) -> str:
    """Return a pair as one line."""
    name, value = pair
    if isinstance(value, Mapping):
        value = " | ".join(filter(None, (value.get("vi", ""), value.get("en", ""))))
    if isinstance(value, list):
        value = ", ".join(value)
    return f"{name}: {value}" if value else name


def read_lines(shape: Shape, typed: str) -> Any:
    """Return what was written line by line."""
    lines = [each.strip() for each in typed.splitlines() if each.strip()]
    pairs = [
        (name.strip(), value.strip()) for name, _colon, value in (_cut(each) for each in lines)
    ]
    if shape.kind is Kind.CONDITIONS:
        return [{name: _values(value)} if value else name for name, value in pairs]
    if shape.kind is Kind.VALUES:
        return dict(pairs)
    if shape.kind is Kind.ANSWERS and not any(value for _name, value in pairs):
        return [name for name, _value in pairs]
    return {name: _both(value or name) for name, value in pairs}


def _cut(line: str) -> tuple[str, str, str]:
    return line.partition(":")


def _values(said: str) -> list[str]:
    return [each.strip() for each in said.split(",") if each.strip()]


def _both(said: str) -> dict[str, str]:
    vi, _bar, en = (each.strip() for each in said.partition("|"))
    return {"vi": vi, "en": en} if en else {"vi": vi}
