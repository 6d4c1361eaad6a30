"""Two versions of a file: what can be said of their difference at this moment."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from motcua.acting import Acting
from motcua.documents.content import Document
from motcua.documents.wording.differing import Comparison, compared
from motcua.documents.wording.reading import TEXT, Words
from motcua.documents.wording.waiting import wording_of

IDENTICAL, UNREAD, WORDLESS, COMPARED = "identical", "unread", "wordless", "compared"
KEPT = 4
"""Comparisons kept in memory: whoever turns a page does not have all compared again."""


@dataclass(frozen=True)
class Between:
    """What is known of two versions."""

    before: Document
    after: Document
    state: str
    """``identical`` byte for byte; ``unread`` as yet; ``wordless``: of one at least there
    are no words to be had; ``compared``."""
    words: tuple[Words | None, Words | None]
    comparison: Comparison | None = None


@dataclass(frozen=True)
class _Pair:
    """Two texts, known by the digests of the files in which they stand."""

    digests: tuple[str, str]
    texts: tuple[tuple[str, ...], tuple[str, ...]] = field(compare=False)


def between(acting: Acting, before: Document, after: Document) -> Between:
    """Compare two versions as far as that can be done now.

    Ask first whether the reader may read both.
    """
    old, new = wording_of(acting, before), wording_of(acting, after)
    state, comparison = COMPARED, None
    if before.sha256 == after.sha256:
        state = IDENTICAL
    elif old is None or new is None:
        state = UNREAD
    elif (old.outcome, new.outcome) != (TEXT, TEXT):
        state = WORDLESS
    else:
        texts = (old.paragraphs, new.paragraphs)
        comparison = _compared(_Pair((before.sha256, after.sha256), texts))
    return Between(before, after, state, (old, new), comparison)


@lru_cache(maxsize=KEPT)
def _compared(pair: _Pair) -> Comparison:
    return compared(*pair.texts)
