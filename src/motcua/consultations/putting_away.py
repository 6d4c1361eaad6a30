"""What was asked about a case that is over is put away: all of it becomes one record."""

from __future__ import annotations

from typing import Any

from motcua.cases.putting_away import is_over
from motcua.consultations.content import CaseConsultations
from motcua.journal import pack


def put_away(root: Any, subject: bytes) -> None:
    """Put away what was asked about the case with key ``subject``, if nothing more is expected.

    An answer may still come after the case: then its request stays as it is.
    """
    together: CaseConsultations | None = root.consultations.by_case.get(subject)
    if together is None:
        return
    over = is_over(root, root.cases.shelf[subject])
    if not over or any(request.is_open for request in together.requests):
        together.unbind()
        return
    root.consultations.enter(subject)
    for request in together.requests:
        pack(request.journal, alone=False)
    together.bind()
