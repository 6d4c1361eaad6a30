"""Stored classes are remembered by their dotted names; each is written down here.

A class that disappears from the list makes old databases unreadable: moving
one needs an alias and an evolve step, in a change of its own.
"""

from __future__ import annotations

import importlib
import inspect
from pathlib import Path

import pytest
from persistent import Persistent

import motcua

SOURCE = Path(motcua.__file__).parent
LIST = Path(__file__).with_name("stored_names.txt")
BEFORE = Path(__file__).with_name("stored_names_before.txt")
"""Under which names databases of before know classes that have moved; a move adds to it."""


def content_modules() -> list[str]:
    """A capability's ``content``, which is a file or a folder of several."""
    found = (*SOURCE.glob("*/content.py"), *SOURCE.glob("*/content/[!_]*.py"))
    return sorted(
        ".".join(("motcua", *path.relative_to(SOURCE).with_suffix("").parts)) for path in found
    )


def stored_classes(module_name: str) -> list[type]:
    module = importlib.import_module(module_name)
    return [
        each
        for _, each in inspect.getmembers(module, inspect.isclass)
        if each.__module__ == module_name and is_stored(each)
    ]


def is_stored(each: type) -> bool:
    """A named tuple inside a stored object is remembered by its name as well."""
    return issubclass(each, Persistent) or hasattr(each, "_fields")


def test_every_stored_class_is_written_down() -> None:
    stored = {
        f"{each.__module__}.{each.__qualname__}"
        for module in content_modules()
        for each in stored_classes(module)
    }
    assert stored == set(LIST.read_text("utf8").split())


@pytest.mark.parametrize(
    "name", [*LIST.read_text("utf8").split(), *BEFORE.read_text("utf8").split()]
)
def test_every_stored_class_can_be_found(name: str) -> None:
    module, _, attribute = name.rpartition(".")
    assert inspect.isclass(getattr(importlib.import_module(module), attribute))


def test_stored_classes_live_in_content_and_nowhere_else() -> None:
    elsewhere = [
        f"{path.relative_to(SOURCE)}: {line.strip()}"
        for path in SOURCE.rglob("*.py")
        if "content" not in (path.stem, path.parent.name)
        for line in path.read_text("utf8").splitlines()
        if line.startswith("class ") and "(Persistent" in line
    ]
    assert elsewhere == []
