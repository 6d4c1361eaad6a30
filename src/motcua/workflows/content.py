"""What is stored of procedures: every version that was ever published, and what is being drafted.

A case follows the version under which it was received, so a version is never
changed, and taken out only where no case has ever followed it.  To go back is
to publish the old text again, with the next number.

A draft is a text on its way to become a version.  Every state in which
somebody left it is kept, so that nothing that was written is ever lost.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zlib import compress, decompress

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
    """One published version of a procedure.  Nothing of what it says ever changes."""

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
    deleted_by: str = ""
    """Who took it out, unused; see :mod:`motcua.workflows.deleting`."""
    deleted_on: datetime | None = None
    deleted_because: str = ""

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
    deleted: Any = None
    """Versions that were taken out, by number; ``None`` as long as none was."""

    def __init__(self) -> None:
        self.versions = IOBTree()


@content("Definitions")
class Definitions(Folder):
    """Every procedure by its id.

    Invariant: the digest of each version of each procedure stands in
    ``texts``; a version that cases follow is never taken out of either.
    """

    texts: Any = None
    drafts: Any = None
    """Every :class:`Draft` by its number; made in older roots when Motcua starts."""

    def __init__(self) -> None:
        super().__init__()
        self.texts = OOBTree()
        self.drafts = IOBTree()

    def add_version(self, version: Version, text: str) -> None:
        """Take in a newly published version with its text."""
        if version.procedure not in self:
            self[version.procedure] = Procedure()
        self[version.procedure].versions[version.number] = version
        if version.digest not in self.texts:
            self.texts[version.digest] = Text(text)


class Revision(Persistent):
    """A text as somebody left it in a draft.  Nothing in it ever changes."""

    number: int = 0
    parent: int = 0
    """The revision it was made from; 0 for the first one."""
    person: str = ""
    at: datetime | None = None
    deed: str = "saved"
    """``begun``, ``saved``, ``joined`` (two texts brought together) or ``beside``:
    kept because somebody else had saved meanwhile, and not part of the draft."""
    digest: str = ""
    base: int = 0
    """The number of the published version that it goes out from; 0 where there was none."""
    packed: bytes = b""

    def __init__(self, text: str, **facts: Any):
        self.__dict__.update(facts)
        self.packed = compress(text.encode())

    @property
    def text(self) -> str:
        """The text itself."""
        return decompress(self.packed).decode()


class Draft(Persistent):
    """A change of a procedure that is being written, is proposed, or has been decided.

    Invariants: ``current`` is the number of one of ``revisions``; those in
    ``undone`` come after it, the one to be done again first.  Only what is
    ``proposed`` has a proposer, and its text does not change.
    """

    number: int = 0
    procedure: str = ""
    """The id of the procedure; what the text says, as far as it can be read."""
    names: Names = ("", "")
    author: str = ""
    """Who began it: a person, or nobody in person where a file did."""
    begun_on: datetime | None = None
    file: str = ""
    """The file that it was taken from, as ``<id>/<version>.yaml``."""
    shared: bool = False
    """Whether other administrators may read it and write in it."""
    state: str = "open"
    """``open``, ``proposed``, ``published``, ``discarded``; or ``deleted``, with no text left."""
    base: int = 0
    """The number of the published version that it goes out from; 0 where there was none."""
    current: int = 0
    undone: tuple[int, ...] = ()
    revisions: Any = None

    proposed_by: str = ""
    proposed_on: datetime | None = None
    reason: str = ""
    in_force_from: date | None = None
    read: tuple[str, ...] = ()
    """The codes of the warnings that the proposer has read and stands by."""
    declined_by: str = ""
    declined_on: datetime | None = None
    declined_because: str = ""
    closed_by: str = ""
    closed_on: datetime | None = None

    def __init__(self, **facts: Any):
        self.__dict__.update(facts)
        self.revisions = IOBTree()

    @property
    def title(self) -> Label:
        """The title of the procedure, as the draft has it."""
        return Label(*self.names)

    @property
    def present(self) -> Revision:
        """The revision that counts."""
        found: Revision = self.revisions[self.current]
        return found

    @property
    def text(self) -> str:
        """The text that counts."""
        return self.present.text

    @property
    def is_open(self) -> bool:
        """Say whether it is still being written."""
        return self.state == "open"

    @property
    def is_proposed(self) -> bool:
        """Say whether it waits for somebody to publish it."""
        return self.state == "proposed"

    def add_revision(self, text: str, **facts: Any) -> Revision:
        """Keep a text as one more revision; which one counts is said elsewhere."""
        number = self.revisions.maxKey() + 1 if self.revisions else 1
        revision = self.revisions[number] = Revision(text, number=number, **facts)
        return revision
