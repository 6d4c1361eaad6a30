"""What the code says, and whether the catalogues know it: for the house test and by hand.

python tests/house/catalogues.py          lists what is missing, per package
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

SOURCE = Path(__file__).parents[2] / "src" / "motcua"


def packages() -> list[Path]:
    """Return the packages, and the package root's own modules as one more."""
    return sorted(each.parent for each in SOURCE.glob("*/__init__.py"))


def sentences_of(package: Path) -> set[str]:
    """Return every sentence of domain ``motcua`` marked in a package's code and templates."""
    return {str(message.id) for message in _extracted(_sources(package)) if message.id}


def _sources(package: Path) -> list[Path]:
    if package == SOURCE:
        return sorted(package.glob("*.py"))
    return sorted([*package.rglob("*.py"), *package.rglob("*.pt")])


def _extracted(sources: list[Path]) -> Catalog:
    if not sources:
        return Catalog()
    with tempfile.TemporaryDirectory() as folder:
        pot = Path(folder) / "found.pot"
        command = [
            str(Path(sys.executable).with_name("pot-create")),
            "-d",
            "motcua",
            "-o",
            str(pot),
        ]
        done = subprocess.run([*command, *map(str, sources)], capture_output=True, text=True)
        said = done.stdout + done.stderr
        if "No translatable strings found" in said:
            return Catalog()
        if done.returncode:
            raise RuntimeError(said)
        with pot.open("rb") as opened:
            return read_po(opened)


def catalogue_of(package: Path, language: str = "vi") -> Catalog:
    """Return a package's own catalogue; empty where it has none."""
    path = package / "locale" / language / "LC_MESSAGES" / "motcua.po"
    if not path.exists():
        return Catalog()
    with path.open("rb") as opened:
        return read_po(opened, locale=language)


def problems(package: Path) -> list[str]:
    """Return what is missing, left over, fuzzy or broken in a package's Vietnamese catalogue."""
    catalogue = catalogue_of(package)
    told = {str(each.id): each for each in catalogue if each.id}
    said = sentences_of(package)
    found = [f"missing: {each!r}" for each in sorted(said - set(told))]
    found += [f"no longer said: {each!r}" for each in sorted(set(told) - said)]
    for text, message in told.items():
        if not message.string:
            found.append(f"untranslated: {text!r}")
        if message.fuzzy:
            found.append(f"fuzzy: {text!r}")
        found += _placeholders(text, str(message.string))
    return found


def _placeholders(text: str, translation: str) -> list[str]:
    wanted, there = (set(re.findall(r"\$\{(\w+)\}", each)) for each in (text, translation))
    return [] if not translation or wanted == there else [f"other placeholders: {text!r}"]


if __name__ == "__main__":
    for package in [SOURCE, *packages()]:
        for problem in problems(package):
            print(f"{package.name}: {problem}")
