"""What the tests of a procedure say of a text, for whoever is about to propose or publish it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from chameleon.utils import Markup
from pyramid.request import Request

from motcua.administration.trying import EDIT, HERE, TEMPLATES
from motcua.pages.speaking import found, set_part
from motcua.rehearsals import playing
from motcua.rehearsals.stage import may_rehearse
from motcua.rehearsals.telling import Report, outcomes_told
from motcua.workflows.actions import TESTS
from motcua.workflows.content import Draft

PART = TEMPLATES + "before.pt"
TESTED = TEMPLATES + "tested.pt"


def rehearsed(request: Request, draft: Draft, report: Report | None) -> Markup:
    """Return the part of a page that says how the tests end under a draft."""
    return set_part(
        request,
        PART,
        **_told(report),
        draft=draft,
        may_try=request.acting.may(EDIT),
        try_here=HERE,
    )


def tests_told(request: Request, procedure: str, text: str) -> Markup:
    """Play the tests of a procedure on a text that is being written, and tell how they end."""
    return set_part(
        request, TESTED, **_told(report_of(request, procedure, text)), bits=bits(request)
    )


def bits(request: Request) -> Any:
    """Return the macros by which the outcomes of tests are shown."""
    return found(request.registry, PART).macros


def _told(report: Report | None) -> dict[str, Any]:
    return {"report": report, "outcomes": outcomes_told(report) if report else []}


def has_tests(request: Request, procedure: str) -> bool:
    """Say whether tests stand beside a procedure, and whoever asks may play them."""
    return bool(procedure) and _path(request, procedure).is_file() and may_rehearse(request.acting)


def report_of(request: Request, procedure: str, text: str) -> Report | None:
    """Play the tests that stand beside a procedure; ``None`` where there are none."""
    if not has_tests(request, procedure):
        return None
    return playing.beside(request.acting, procedure, text)


def _path(request: Request, procedure: str) -> Path:
    return request.acting.office.workflows / procedure / TESTS
