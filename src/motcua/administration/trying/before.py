"""What the tests of a procedure say of a text, for whoever is about to propose or publish it."""

from __future__ import annotations

from chameleon.utils import Markup
from pyramid.request import Request

from motcua.administration.trying import EDIT, HERE, TEMPLATES
from motcua.pages.speaking import set_part
from motcua.rehearsals import playing
from motcua.rehearsals.stage import may_rehearse
from motcua.rehearsals.telling import Report, outcomes_told
from motcua.workflows.actions import TESTS
from motcua.workflows.content import Draft

PART = TEMPLATES + "before.pt"


def rehearsed(request: Request, draft: Draft) -> Markup:
    """Return the part of a page that says how the tests end under a draft."""
    report = report_of(request, draft.procedure, draft.text)
    return set_part(
        request,
        PART,
        report=report,
        outcomes=outcomes_told(report) if report else [],
        draft=draft,
        may_try=request.acting.may(EDIT),
        try_here=HERE,
    )


def report_of(request: Request, procedure: str, text: str) -> Report | None:
    """Play the tests that stand beside a procedure; ``None`` where there are none."""
    path = request.acting.office.workflows / procedure / TESTS
    if not procedure or not path.is_file() or not may_rehearse(request.acting):
        return None
    return playing.report(request.acting, text, path.read_bytes(), TESTS)
