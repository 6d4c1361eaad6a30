"""Replaying real cases on a text, from the browser."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from motcua.administration.trying import EDIT, HERE, TEMPLATES
from motcua.administration.trying.sources import source_of
from motcua.cases.access import may_see
from motcua.cases.tracking import find
from motcua.pages.typed import text_of
from motcua.rehearsals import replay as replaying
from motcua.rehearsals import retelling
from motcua.rehearsals.plays import moment_of
from motcua.rehearsals.replay import Replay
from motcua.workflows.actions import NotSound
from motcua.workflows.problems import errors_in

MOST = 100
"""Cases of one page."""
SECONDS = 8.0
"""How long a page may take; what was not played in that time is told."""


@view_config(route_name="administration_replay", permission=EDIT, renderer=TEMPLATES + "replay.pt")
def replay(request: Request) -> dict[str, Any]:
    """Ask for the period; play its cases, and say what would have been different."""
    source = source_of(request)
    period = replaying.period(request.acting.now, _day(request, "from"), _day(request, "until"))
    told: dict[str, Any] = {
        "source": source,
        "here": f"{HERE}/dien-lai",
        "try_here": HERE,
        "period": period,
        "wrong": (),
        "found": None,
    }
    if request.POST.get("deed") != "replay":
        return told
    try:
        found = replaying.replay(request.acting, source.text, period, MOST, enough())
    except NotSound as not_sound:
        told["wrong"] = tuple(errors_in(not_sound.problems))
        return told
    return told | {"found": found, **_told(request, found)}


def _told(request: Request, found: Replay) -> dict[str, Any]:
    return {
        "summary": retelling.summary(found),
        "cases": [
            (each, _address(request, each.code), list(retelling.differences(each, found.names)))
            for each in found.different
        ],
        "left_out": [(each, retelling.why_left_out(each)) for each in found.unfaithful],
    }


def _address(request: Request, code: str) -> str:
    """Return where the case is read, for whoever may."""
    case = find(request.acting, code)
    return f"/ho-so/{code}" if case is not None and may_see(request.acting, case) else ""


def _day(request: Request, name: str) -> datetime | None:
    return moment_of(text_of(request.POST.get(name, "")))


def enough() -> Callable[[], bool]:
    """Return what says that the time of this page is over."""
    begun = time.monotonic()
    return lambda: time.monotonic() - begun > SECONDS
