"""What a case is found by: its code, its applicant, what it is about.

The index itself knows keys and words only; whoever shows what was found asks
``access`` first.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Acting
from motcua.cases.access import may_see
from motcua.cases.content import Case
from motcua.storage.finding import Described
from motcua.storage.index import Found
from motcua.workflows.versions import definition


def described(root: Any, subject: bytes) -> Described | None:
    """Return under what the case with key ``subject`` is found; ``None`` if it is no case."""
    case: Case | None = root.cases.shelf.get(subject)
    if case is None:
        return None
    title = definition(root, case.procedure, case.version).title
    words = (case.applicant.name, case.applicant.number, case.subject, title.vi, title.en)
    return Described(" ".join(words), (case.code,))


def find_cases(
    acting: Acting, words: str, size: int = 20, after: int = 0
) -> tuple[list[Case], Found]:
    """Return cases that have all ``words`` and that this person may see, newest first.

    The second part says where the next page begins.
    """
    shelf = acting.root.cases.shelf

    def allowed(subject: bytes) -> bool:
        case = shelf.get(subject)
        return case is not None and may_see(acting, case)

    found = acting.root.search.search(words, size, after, allowed)
    return [shelf[subject] for subject in found.subjects], found
