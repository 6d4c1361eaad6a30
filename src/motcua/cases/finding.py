"""What a case is found by: its code, its applicant, what it is about.

The index itself knows keys and words only; whoever shows what was found asks
``access`` first, as the page of searches does.
"""

from __future__ import annotations

from typing import Any

from motcua.cases.content import Case
from motcua.storage.finding import Described
from motcua.workflows.versions import definition


def described(root: Any, subject: bytes) -> Described | None:
    """Return under what the case with key ``subject`` is found; ``None`` if it is no case."""
    case: Case | None = root.cases.shelf.get(subject)
    if case is None:
        return None
    title = definition(root, case.procedure, case.version).title
    words = (case.applicant.name, case.applicant.number, case.subject, title.vi, title.en)
    return Described(" ".join(words), (case.code,))
