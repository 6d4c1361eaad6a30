"""Which procedures there are, in which versions, and which one counts on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.acting import NotHere
from motcua.words import _
from motcua.workflows.content import Version
from motcua.workflows.definition import Definition
from motcua.workflows.reader import read

MOST_KEPT = 1000
"""Definitions kept in memory, by digest: each text is read once in a process."""

_read: dict[str, Definition] = {}


def ids(root: Any) -> list[str]:
    """Return the ids of all procedures."""
    return list(root["definitions"])


def all_versions(root: Any, id: str) -> list[Version]:
    """Return every version of a procedure, the first one first."""
    found = root["definitions"].get(id)
    return list(found.versions.values()) if found is not None else []


def version(root: Any, id: str, number: int) -> Version:
    """Return one version; :class:`~motcua.acting.NotHere` where there is none."""
    found = root["definitions"].get(id)
    if found is None or number not in found.versions:
        raise NotHere(_("There is no such procedure."))
    return found.versions[number]


def last(root: Any, id: str) -> Version | None:
    """Return the version published last, in force or not yet."""
    return next(reversed(all_versions(root, id)), None)


def version_in_force(root: Any, id: str, on: date) -> Version | None:
    """Return the version that a case received on that day follows; ``None`` where none does."""
    begun = [each for each in all_versions(root, id) if each.in_force_from <= on]
    return max(begun, key=lambda each: (each.in_force_from, each.number), default=None)


def definition(root: Any, id: str, number: int) -> Definition:
    """Return what a version says; read once in the life of the process."""
    return definition_of(root, version(root, id, number))


def in_force(root: Any, id: str, on: date) -> Definition:
    """Return what counts on a day; :class:`~motcua.acting.NotHere` where nothing does."""
    found = version_in_force(root, id, on)
    if found is None:
        raise NotHere(_("There is no such procedure."))
    return definition_of(root, found)


def procedures(root: Any, on: date) -> list[Definition]:
    """Return every procedure in force on a day, in the order of their ids."""
    found = (version_in_force(root, id, on) for id in ids(root))
    return [definition_of(root, each) for each in found if each is not None]


def text(root: Any, digest: str) -> str:
    """Return a published text by its digest."""
    return root["definitions"].texts[digest].text


def definition_of(root: Any, version: Version) -> Definition:
    """Return what a published version says."""
    known = _read.get(version.digest)
    if known is None:
        known = read(text(root, version.digest)).definition
        assert known is not None, f"A published text cannot be read: {version.digest}"
        while len(_read) >= MOST_KEPT:
            del _read[next(iter(_read))]
        _read[version.digest] = known
    return known
