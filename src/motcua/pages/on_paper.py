"""Papers handed in on paper: how a form carries them, and how pages say it.

At the counter nobody has to scan an original to take a case in: the clerk says
what was received and how often.  A scan may come with it, at once or later.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from motcua.cases.content import Enclosure
from motcua.words import Sentence, _, several

KINDS: tuple[tuple[str, Sentence], ...] = (
    ("original", _("original")),
    ("certified", _("certified copy")),
    ("copy", _("copy")),
)
MOST = 99
"""Copies of one paper."""
WRITTEN = re.compile(r"([A-Za-z0-9._-]*);(original|certified|copy);([1-9][0-9]?)")


class HandedIn(NamedTuple):
    """What was handed in for one component: a held file, a paper, or both."""

    token: str = ""
    kind: str = ""
    copies: int = 0

    @property
    def written(self) -> str:
        """Return it as the form carries it."""
        return f"{self.token};{self.kind};{self.copies}" if self.kind else self.token


def read(written: str) -> HandedIn:
    """Return what a form carried; a token alone is a file alone."""
    found = WRITTEN.fullmatch(written)
    return HandedIn(found[1], found[2], int(found[3])) if found else HandedIn(written)


def said(enclosure: Enclosure) -> Sentence:
    """Say what was received on paper; empty where it is a file alone."""
    if not enclosure.on_paper:
        return ""
    kind = dict(KINDS).get(enclosure.on_paper, enclosure.on_paper)
    one, many = (
        _("received on paper: ${kind}, ${n} copy"),
        _("received on paper: ${kind}, ${n} copies"),
    )
    return several(one, many, enclosure.copies, kind=kind)
