"""How the subject of a mail goes over the wire: no blank between two words is lost.

Long subjects in Vietnamese become several encoded words.  The library breaks
them at a blank and forgets it (Python 3.11): “dùng lại ý kiến” arrives as
“dùng lạiý kiến”.  So a subject is encoded as a whole, blanks and all.
"""

from __future__ import annotations

from email.header import Header
from email.policy import EmailPolicy
from typing import Any


class WholeSubjects(EmailPolicy):
    """The usual policy, but for the subject."""

    def fold(self, name: str, value: Any) -> str:
        """Return one header as text."""
        return self._subject(value) if name == SUBJECT else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        """Return one header as bytes."""
        if name == SUBJECT:
            return self._subject(value).encode("ascii")
        return super().fold_binary(name, value)

    def _subject(self, value: Any) -> str:
        said = str(value)
        header = Header(said, None if said.isascii() else "utf-8", header_name=SUBJECT)
        return f"{SUBJECT}: {header.encode(linesep=self.linesep)}{self.linesep}"


SUBJECT = "Subject"
POLICY = WholeSubjects()
