"""On what an opinion rests: the case as it was told, and the documents shown, in one digest.

The documents of a request never change: they are pinned to their versions.  The
fields of a case may be corrected later.  The digest of both is stored with each
version of an opinion and leaves with the consultation file: nobody can say later
that it was given on something else.  What differs now is told by
:mod:`motcua.consultations.rounds.changes`.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.content import Request

LENGTH = 16
"""Bytes of the digest that are kept."""


def basis_of(acting: Acting, request: Request) -> bytes:
    """Return the digest of the case's fields as they are now, and of the documents shown."""
    return digest(fields_of(request.consultation.case), shas_of(request))


def fields_of(case: Case) -> dict[str, str]:
    """Return what the case says, in words that do not depend on how it is stored."""
    return {
        "subject": case.subject,
        "applicant": case.applicant.name,
        **{f"field.{id}": _said(case.value(id)) for id in sorted(_filled(case))},
    }


def _filled(case: Case) -> set[str]:
    return set(case.dossier.answers) | set(case.findings.values)


def _said(value: Any) -> str:
    return value.isoformat() if hasattr(value, "isoformat") else str(value)


def shas_of(request: Request) -> list[str]:
    """Return the SHA-256 of each document shown, in the order shown."""
    return [shown.document.sha256 for shown in request.documents]


def digest(fields: dict[str, str], documents: list[str]) -> bytes:
    """Return the digest: sorted keys, no blanks, UTF-8."""
    plain = {"fields": fields, "documents": documents}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).digest()[:LENGTH]
