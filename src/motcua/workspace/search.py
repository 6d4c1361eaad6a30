"""Finding cases: a part of the code, a name without marks, words of the subject."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from motcua.acting import Acting
from motcua.cases import clocks
from motcua.cases.access import may_see
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.cases.tracking import find
from motcua.deadlines.left import Left
from motcua.pages.legible import number_in
from motcua.permissions import Permission
from motcua.words import Sentence
from motcua.workspace import addresses
from motcua.workspace.holding import holder_said

SIZE = 20
MOST_LOOKED_AT = 2000
"""Cases whose sight is judged for one page; a vaguer question is to be put better."""


class Enough(Exception):
    """So many cases were looked at that the question has to be put better."""


@dataclass(frozen=True)
class Hit:
    """A case that was found, and that this person may see."""

    address: str
    code: str
    procedure: Sentence
    applicant: str
    subject: str
    step: Sentence
    is_over: bool
    holder: Sentence
    left: Left | None


@view_config(
    route_name="search",
    request_method="GET",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/search.pt",
)
def search(request: Request) -> dict[str, Any]:
    """Show the newest cases that have all the words, of those one may see."""
    asked = request.GET.get("q", "").strip()[:200]
    start = number_in(request.GET.get("sau", ""))
    found, following, cut = _found(request.acting, asked, start)
    query = {"q": asked, "sau": str(following) if following else ""}
    return {
        "asked": asked,
        "hits": [_hit(request.acting, each) for each in found],
        "cut": cut,
        "first": addresses.with_query("/tim", {"q": asked}) if start else None,
        "following": addresses.with_query("/tim", query) if following else None,
    }


def _found(acting: Acting, asked: str, start: int) -> tuple[list[Case], int, bool]:
    """Return cases, where the next page begins, and whether the looking was cut short.

    A case of that very code is there at once, also before the worker has come
    by and let search know of it.
    """
    if not asked:
        return [], 0, False
    exact = find(acting, asked)
    at_once = [exact] if exact is not None and not start and may_see(acting, exact) else []
    seen: list[Case] = []
    looked_at = 0

    def allowed(key: bytes) -> bool:
        nonlocal looked_at
        looked_at += 1
        if looked_at > MOST_LOOKED_AT:
            raise Enough
        case = acting.root.cases.shelf.get(key)
        if case is None or not may_see(acting, case):
            return False
        seen.append(case)
        return True

    try:
        following = acting.root.search.search(asked, SIZE, start, allowed).next
        cut = False
    except Enough:
        following, cut = 0, True
    return [*at_once, *(each for each in seen if each not in at_once)], following, cut


def _hit(acting: Acting, case: Case) -> Hit:
    matter = matter_of(acting, case)
    state = matter.definition.states[case.track.state]
    return Hit(
        address=addresses.case(case.code),
        code=case.code,
        procedure=matter.definition.title,
        applicant=case.applicant.name,
        subject=case.subject,
        step=state.title,
        is_over=bool(state.final),
        holder=holder_said(acting, matter),
        left=clocks.case_left(acting, case),
    )
