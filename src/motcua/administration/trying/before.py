"""What the tests of a procedure say of a text, for whoever is about to propose or publish it."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from chameleon.utils import Markup
from pyramid.request import Request

from motcua.acting import Refusal
from motcua.administration.trying import EDIT, HERE, TEMPLATES
from motcua.pages.speaking import found, set_part
from motcua.rehearsals import playing
from motcua.rehearsals.stage import may_rehearse
from motcua.rehearsals.telling import Report, outcomes_told
from motcua.words import Sentence, _
from motcua.workflows.actions import TESTS
from motcua.workflows.content import Draft

PART = TEMPLATES + "before.pt"
TESTED = TEMPLATES + "tested.pt"


FAILING = "X01"
"""What stands with the warnings that somebody has read, where tests do not end as expected."""


class TestsFail(Refusal):
    """Nobody has said that what the tests expect may be otherwise."""

    def __init__(self, failing: Sentence):
        super().__init__(
            failing,
            _("Mend the text or its tests; or tick that you have seen it and that it may stay."),
        )


def failing(report: Report | None) -> Sentence:
    """Return what must be known before a text is proposed or published; empty where all is well."""
    if report is None or report.passed:
        return ""
    if not report.outcomes:
        return _("The tests of this procedure cannot be played: tests.yaml has errors.")
    failed = sum(not each.passed for each in report.outcomes)
    facts = {"n": str(failed), "all": str(len(report.outcomes))}
    return _("${n} of ${all} tests of this procedure do not end as expected.", mapping=facts)


def require_known(report: Report | None, read: Collection[str]) -> None:
    """Refuse where tests fail and nobody has said that they may."""
    found = failing(report)
    if found and FAILING not in read:
        raise TestsFail(found)


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
    return playing.report(request.acting, text, _path(request, procedure).read_bytes(), TESTS)


def _path(request: Request, procedure: str) -> Path:
    return request.acting.office.workflows / procedure / TESTS
