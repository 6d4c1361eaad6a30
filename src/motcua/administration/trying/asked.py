"""Whom a proposed text would have asked: last year's cases, on the page where it is decided.

Playing them takes seconds, so the page only offers it; whoever wants to know asks for it.
What is said are sums: no case is named, so whoever decides needs no sight of any.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from chameleon.utils import Markup
from pyramid.request import Request

from motcua.administration.trying import EDIT, HERE, TEMPLATES
from motcua.administration.trying.past import MOST, enough
from motcua.pages.speaking import set_part
from motcua.rehearsals import consulted, replay
from motcua.workflows.content import Draft
from motcua.workflows.definition import Definition

PART = TEMPLATES + "asked.pt"
YEAR = timedelta(days=365)
WANTED = "dien-lai"
"""What in the address asks for it."""


def asked_part(
    request: Request, draft: Draft, rules: Definition | None, base: Definition | None
) -> Markup | str:
    """Return the part of the page; nothing where nobody is asked, or nothing was published yet."""
    if rules is None or base is None or not (_asks(rules) or _asks(base)):
        return ""
    wanted = request.GET.get(WANTED) == "co"
    return set_part(
        request,
        PART,
        wanted=wanted,
        **(_played(request, draft) if wanted else {"lines": (), "count": 0, "is_whole": True}),
        once_more=f"{request.path}?{WANTED}=co#asked",
        every=f"{HERE}/dien-lai?draft={draft.number}" if request.acting.may(EDIT) else "",
    )


def _asks(rules: Definition) -> bool:
    return any(not each.is_ballot for each in rules.consultations.values())


def _played(request: Request, draft: Draft) -> dict[str, Any]:
    now = request.acting.now
    filed = replay.period(now, now - YEAR, now)
    found = replay.replay(request.acting, draft.text, filed, MOST, enough())
    return {
        "lines": consulted.told(found),
        "count": len(found.faithful),
        "is_whole": found.is_whole,
    }
