"""Files and letters: what a dossier is made of.

A file is taken in through :mod:`uploads`, which looks at what is inside it and
not at what it says it is.  Its bytes are stored once, under their SHA-256,
however often they are handed in; the :class:`content.Document` beside them
says who brought them, when and as what.  Neither is ever changed: a better
file supersedes the one before it, and the earlier one stays readable, because
somebody may have given an opinion on it.

:mod:`wording` gets the words out of files, in a process apart, and compares two
versions.

Letters (:mod:`letters`) are filled from the templates that an administration
keeps in ``config/letters``: names in ``${braces}``, nothing else.  A written
letter is a document like any other.  :mod:`receipts` draws the QR code that
takes an applicant to the tracking page.

Who may read a document is not decided here: the case or the consultation it
belongs to knows.  Nothing here knows what a case is.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Office
from motcua.documents.content import Documents
from motcua.documents.letters import Letters, read_letters
from motcua.documents.rules import UploadRules, read_upload_rules
from motcua.documents.uploads import OVER, let_go
from motcua.documents.wording.waiting import UNREAD, note_unread
from motcua.storage.due import DueHandlers


def furnish(office: Office) -> None:
    """Read what may be uploaded and the letters; let files go that waited too long."""
    office.lend(UploadRules, read_upload_rules(office.config / "uploads.yaml"))
    office.lend(Letters, read_letters(office.config / "letters"))
    office.borrow(DueHandlers).lend(OVER, let_go)
    office.borrow(DueHandlers).lend(UNREAD, note_unread)


def found(root: Any) -> None:
    """Create the store of files, in a new root or an older one."""
    if getattr(root, "documents", None) is None:
        root.documents = Documents()
