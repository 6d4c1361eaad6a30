"""Who did what, when, in which position and for whom; append-only and chained.

Each case has a journal of its own; what belongs to no case (sign-ins,
administration) goes into the journal of its area and day.  An entry is linked
to the one before by a hash, so that nothing can be changed, left out, added or
put in another order without :func:`verify` finding the place.  Once a day the
worker seals the heads of the journals that changed, so that cutting off the end
is found too.

A journal to which nothing more is expected is packed, by the worker
(:func:`pack`): it is read, added to and proved as before.

Write with :func:`note` and nothing else.  What a deed means does not belong
here: an entry is who, when and a few plain facts.
"""

from __future__ import annotations

from typing import Any

from motcua.journal.actions import note, office_journal
from motcua.journal.verifying import Broken, pack, verify, verify_all

__all__ = ["Broken", "note", "office_journal", "pack", "verify", "verify_all"]


def found(root: Any) -> None:
    """Create the place of all journals in a root that has none."""
    from motcua.journal.content import Journals

    if getattr(root, "journal", None) is None:
        root.journal = Journals(root.desk)
