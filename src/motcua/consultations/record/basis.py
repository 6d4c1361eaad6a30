"""On what an opinion rests: the case as it was told, and the documents shown, in one digest.

The documents of a request never change: they are pinned to their versions.  The
fields of a case may be corrected later.  The digest of both is stored with each
version of an opinion, so that anybody can see later whether it was given on
what the case says now; and nobody can say that it was given on something else.
"""

from __future__ import annotations

import json
from hashlib import sha256
from typing import Any

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.content import Opinion, Request

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


def rests_on_what_is(acting: Acting, request: Request, opinion: Opinion) -> bool:
    """Say whether the case still says what it said, and every document shown is the newest."""
    case: Case = request.consultation.case
    newest = {each.document.id for each in case.dossier.files if not each.superseded}
    shown = {each.document.id for each in request.documents}
    return opinion.basis in (b"", basis_of(acting, request)) and shown <= newest
