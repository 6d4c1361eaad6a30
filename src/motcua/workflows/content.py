"""What is stored of procedures: every version that was ever published, for ever.

A case follows the version under which it was received, so a version is never
changed and never taken out.  To go back is to publish the old text again,
with the next number.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from BTrees.IOBTree import IOBTree
from BTrees.OOBTree import OOBTree
from persistent import Persistent

from motcua.storage.substance import Folder, content
from motcua.words import Label

Names = tuple[str, str]


class Text(Persistent):
    """The text of a procedure file, stored once however often it was published."""

    text: str = ""
    kept: bytes = b""
    """What was read of it, see :mod:`motcua.workflows.kept`; derived, and may be thrown away."""

    def __init__(self, text: str):
        self.text = text


class Version(Persistent):
    """One published version of a procedure.  Nothing in it ever changes."""

    procedure: str = ""
    number: int = 0
    names: Names = ("", "")
    """Vietnamese and English title, so that lists need not read the text."""
    digest: str = ""
    """SHA-256 of the text, by which :attr:`Definitions.texts` finds it."""
    author: str = ""
    """Who wrote it: a person, or the name of the file."""
    approver: str = ""
    """Who put it into force."""
    published_on: datetime | None = None
    in_force_from: date = date.min
    """Cases received from this day on follow it."""
    reason: str = ""
    difference: tuple[tuple[str, str, str], ...] = ()
    """What changed against the version before: path, before, after."""

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)

    @property
    def title(self) -> Label:
        """The title of the procedure in this version."""
        return Label(*self.names)


@content("Procedure")
class Procedure(Persistent):
    """Every version of one procedure, by number."""

    __name__: str | None = None
    __parent__: Any = None
    versions: Any = None

    def __init__(self) -> None:
        self.versions = IOBTree()


@content("Definitions")
class Definitions(Folder):
    """Every procedure by its id.

    Invariant: the digest of each version of each procedure stands in
    ``texts``; nothing is ever taken out of either.
    """

    texts: Any = None

    def __init__(self) -> None:
        super().__init__()
        self.texts = OOBTree()

    def add_version(self, version: Version, text: str) -> None:
        """Take in a newly published version with its text."""
        if version.procedure not in self:
            self[version.procedure] = Procedure()
        self[version.procedure].versions[version.number] = version
        if version.digest not in self.texts:
            self.texts[version.digest] = Text(text)
