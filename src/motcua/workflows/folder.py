"""The folder of procedure files: what is published is written there, what appears there proposed.

The folder may be read-only, as in a container: then the page of a version
offers its file, and everything else works as ever.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from motcua.acting import Acting, Office
from motcua.workflows import versions
from motcua.workflows.content import Version
from motcua.workflows.reader import digest
from motcua.workflows.reading.pairs import NAME

log = logging.getLogger("motcua")


def place(folder: Path, procedure: str, number: int) -> Path:
    """Return where the file of a version stands; only what is a name leads there."""
    if not NAME.fullmatch(procedure):
        raise ValueError(f"“{procedure}” names no folder.")
    return folder / procedure / f"{number}.yaml"


def holds(office: Office, version: Version) -> bool:
    """Say whether the file of a version stands in the folder, as it was published."""
    path = place(office.workflows, version.procedure, version.number)
    try:
        return digest(path.read_text("utf-8-sig")) == version.digest
    except (OSError, UnicodeDecodeError):
        return False


def wanting(office: Office, root: Any) -> list[Version]:
    """Return the published versions whose files are not in the folder."""
    every = (each for id in versions.ids(root) for each in versions.all_versions(root, id))
    return [each for each in every if not holds(office, each)]


def write(folder: Path, procedure: str, number: int, text: str) -> Path:
    """Write the file of a version, whole or not at all; one that is there stays as it is."""
    path = place(folder, procedure, number)
    if path.exists():
        return path
    path.parent.mkdir(exist_ok=True)
    begun = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with begun.open("w", encoding="utf8", newline="\n") as opened:
            opened.write(text)
            opened.flush()
            os.fsync(opened.fileno())
        begun.replace(path)
    finally:
        begun.unlink(missing_ok=True)
    return path


def write_when_stored(acting: Acting, version: Version, text: str) -> None:
    """Write the file of a version as soon as the version is stored for good."""
    transaction = acting.root._p_jar.transaction_manager.get()
    written = _writing(acting.office.workflows, version.procedure, version.number, text)
    transaction.addAfterCommitHook(written)


def remove_when_stored(acting: Acting, version: Version) -> None:
    """Remove the file of a version once it is taken out for good; a changed file stays."""
    transaction = acting.root._p_jar.transaction_manager.get()
    path = place(acting.office.workflows, version.procedure, version.number)

    def hook(stored: bool) -> None:
        if not stored or not holds(acting.office, version):
            return
        try:
            path.unlink()
        except OSError as error:
            log.warning("%s is deleted; its file cannot be removed: %s", path, error)

    transaction.addAfterCommitHook(hook)


def _writing(folder: Path, procedure: str, number: int, text: str) -> Callable[[bool], None]:
    def hook(stored: bool) -> None:
        if not stored:
            return
        try:
            write(folder, procedure, number, text)
        except OSError as error:
            log.warning(
                "%s/%s is published; its file cannot be written: %s", procedure, number, error
            )

    return hook
