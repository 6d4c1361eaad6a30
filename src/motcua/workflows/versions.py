"""Which procedures there are, in which versions, and which one counts on a day."""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.acting import NotHere
from motcua.words import Sentence, _
from motcua.workflows import kept
from motcua.workflows.content import Version
from motcua.workflows.definition import Definition
from motcua.workflows.reader import read

MOST_KEPT = 1000
"""Definitions kept in memory, by digest: each text is read once in a process."""

UNSTORED = bytes(8)
"""The serial of what is not yet committed, and may still be undone."""

_read: dict[str, Definition] = {}


def ids(root: Any) -> list[str]:
    """Return the ids of all procedures."""
    return [id for id, each in root["definitions"].items() if each.versions]


def all_versions(root: Any, id: str) -> list[Version]:
    """Return every version of a procedure, the first one first."""
    found = root["definitions"].get(id)
    return list(found.versions.values()) if found is not None else []


def version(root: Any, id: str, number: int) -> Version:
    """Return one version; :class:`~motcua.acting.NotHere` where there is none."""
    found = root["definitions"].get(id)
    if found is None or number not in found.versions:
        raise NotHere(_gone(deleted(root, id).get(number)))
    return found.versions[number]


def _gone(version: Version | None) -> Sentence:
    if version is None:
        return _("There is no such procedure.")
    facts = {"number": str(version.number), "when": version.deleted_on}
    return _("Version ${number} was deleted at ${when}; no case had followed it.", mapping=facts)


def deleted(root: Any, id: str) -> dict[int, Version]:
    """Return the versions of a procedure that were taken out unused, by number."""
    found = root["definitions"].get(id)
    return dict(found.deleted or {}) if found is not None else {}


def last_number(root: Any, id: str) -> int:
    """Return the highest number that a version of a procedure ever had; 0 where there was none."""
    numbers = [each.number for each in all_versions(root, id)]
    return max([*numbers, *deleted(root, id)], default=0)


def last(root: Any, id: str) -> Version | None:
    """Return the version published last, in force or not yet."""
    return next(reversed(all_versions(root, id)), None)


def version_in_force(root: Any, id: str, on: date) -> Version | None:
    """Return the version that a case received on that day follows; ``None`` where none does."""
    begun = [each for each in all_versions(root, id) if each.in_force_from <= on]
    return max(begun, key=lambda each: (each.in_force_from, each.number), default=None)


def definition(root: Any, id: str, number: int) -> Definition:
    """Return what a version says; read once in the life of the process.

    Asked many times in every deed.  A version that is stored never changes,
    so its definition is remembered beside the root until that is loaded anew.
    """
    known: dict[tuple[str, int], Definition] = root.__dict__.setdefault("_v_definitions", {})
    found = known.get((id, number))
    if found is None:
        published = version(root, id, number)
        found = definition_of(root, published)
        if published._p_serial != UNSTORED:
            known[id, number] = found
    return found


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
        stored = root["definitions"].texts[version.digest]
        known = kept.definition_in(stored.kept, stored.text) or read(stored.text).definition
        assert known is not None, f"A published text cannot be read: {version.digest}"
        while len(_read) >= MOST_KEPT:
            del _read[next(iter(_read))]
        _read[version.digest] = known
    return known


def keep_what_is_read(root: Any, on: date) -> int:
    """Keep what the texts in force on a day say, where it is not kept yet; return how many.

    A version of Motcua that reads otherwise does so once, when it starts.
    """
    stored = root["definitions"].texts
    begun = [version_in_force(root, id, on) for id in ids(root)]
    wanting = [each for each in begun if each and not kept.holds(stored[each.digest].kept)]
    for each in wanting:
        stored[each.digest].kept = kept.written(definition_of(root, each))
    return len(wanting)
