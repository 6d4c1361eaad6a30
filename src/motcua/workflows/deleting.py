"""Taking out a version that nobody has ever followed.

Whoever published by mistake may take it back for good, as long as no case was
touched by it.  Who could know of such cases lends a :data:`Use` here.  What
stays is that there was such a version, who took it out and why: its number is
never given again, so that a journal that names it names nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from BTrees.IOBTree import IOBTree

from motcua.acting import Acting, Refusal
from motcua.journal import note, office_journal
from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workflows import folder, versions
from motcua.workflows.content import Version

Use = Callable[[Any, Version], Sentence]
"""Says of a root and a version who follows it or has followed it; nothing where nobody does."""


class Uses:
    """Everybody who can say that a version is in use."""

    def __init__(self) -> None:
        self._known: list[Use] = []

    def lend(self, use: Use) -> None:
        """Ask ``use`` as well before a version is taken out."""
        self._known.append(use)

    def of(self, root: Any, version: Version) -> Sentence:
        """Return the first use that is found, in words; empty where there is none."""
        return next(filter(None, (use(root, version) for use in self._known)), "")


class VersionInUse(Refusal):
    """A case follows the version, or has followed it."""

    def __init__(self, use: Sentence):
        super().__init__(
            use,
            _(
                "A version that cases have followed stays, so that it can always be told by which"
                " rules they were handled.  To change what counts, publish the next version."
            ),
        )


def in_use(acting: Acting, version: Version) -> Sentence:
    """Return why a version cannot be taken out; empty where it can."""
    return acting.office.borrow(Uses).of(acting.root, version)


def delete(acting: Acting, procedure: str, number: int, reason: str) -> None:
    """Take a version out that no case has ever followed; its file goes too.

    Where it was in force, the version before it is again.
    """
    acting.require(Permission.DEFINITION_PUBLISH)
    version = versions.version(acting.root, procedure, number)
    use = in_use(acting, version)
    if use:
        raise VersionInUse(use)
    _take_out(acting, version, reason)
    note(
        acting,
        office_journal(acting.root, acting.now, "definitions"),
        "definition deleted",
        procedure=procedure,
        version=number,
        digest=version.digest,
        reason=reason,
    )
    folder.remove_when_stored(acting, version)


def _take_out(acting: Acting, version: Version, reason: str) -> None:
    definitions = acting.root["definitions"]
    kept = definitions[version.procedure]
    del kept.versions[version.number]
    if kept.deleted is None:
        kept.deleted = IOBTree()
    kept.deleted[version.number] = version
    version.deleted_by, version.deleted_on = acting.person, acting.now
    version.deleted_because = reason
    left = (each for id in definitions for each in definitions[id].versions.values())
    if all(each.digest != version.digest for each in left):
        del definitions.texts[version.digest]
