"""Xin ý kiến: what one asks of others over all one's cases, and a body's requests step by step.

Several requests can be urged, given more time or withdrawn at once.  Each is
tried on its own: what is refused is listed with its reason, and the rest is done.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotHere, Refusal
from motcua.consultations import actions
from motcua.consultations.access import request_for
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.overviews.matrix import ORDERS, matrix
from motcua.consultations.overviews.stages import stages
from motcua.deadlines.terms import read_term
from motcua.pages.forms import tried
from motcua.pages.typed import text_of
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence, _, several
from motcua.workspace import addresses
from motcua.workspace.bodies import TONES

SIZE = 100
"""Entries of work lists that a page of the matrix looks at."""
MOST = 200
"""Requests that one sending may be about."""
LONGEST = 5_000
SORTED: dict[str, Sentence] = {
    "risk": _("by risk"),
    "limit": _("by the next limit"),
    "awaited": _("by how many are awaited"),
    "code": _("by case code"),
}
ORDER = {"risk": "rui-ro", "limit": "han", "awaited": "con-cho", "code": "ma"}
"""How each order is called in the address."""

Deed = Callable[[Acting, OpinionRequest, str, str], object]
"""Does it to one request, with the words and the term that were written."""
Refused = tuple[Sentence, str, Refusal]
"""Whom it would have been about, on which case, and why not."""


def _grant(acting: Acting, asked: OpinionRequest, words: str, term: str) -> None:
    actions.grant_extension(acting, asked, read_term(term) if term else None, words)


DEEDS: dict[str, tuple[Deed, str, str]] = {
    "urge": (
        lambda acting, asked, words, _term: actions.urge(acting, asked, words),
        _("One body is urged."),
        _("${n} bodies are urged."),
    ),
    "grant": (
        _grant,
        _("One body has more time."),
        _("${n} bodies have more time."),
    ),
    "withdraw": (
        lambda acting, asked, words, _term: actions.withdraw(acting, asked, words),
        _("One request is withdrawn."),
        _("${n} requests are withdrawn."),
    ),
}


@dataclass(frozen=True)
class Typed:
    """What was chosen and written for several requests at once."""

    ids: tuple[str, ...] = ()
    words: str = ""
    term: str = ""


@view_config(
    route_name="asked",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/asked.pt",
)
def asked(request: Request) -> dict[str, Any] | Response:
    """Show the matrix; urge, grant more time or withdraw, for many at once."""
    typed, refused = Typed(), []
    if request.method == "POST":
        typed = _typed(request)
        refused = _done(request, typed)
        if not refused:
            return HTTPSeeOther(request.path_qs)
    order = next(
        (each for each, said in ORDER.items() if said == request.GET.get("xep")), next(iter(ORDERS))
    )
    after = request.GET.get("sau", "")
    found = matrix(request.acting, order, _place(after), SIZE)
    return {
        "matrix": found,
        "order": order,
        "orders": [(id, said, _address(id, after)) for id, said in SORTED.items()],
        "following": _address(order, found.next.hex()) if found.next else None,
        "first": _address(order, "") if after else None,
        "action": request.path_qs,
        "typed": typed,
        "refused": refused,
        "tones": TONES,
        "addresses": addresses,
        "nonce": secrets.token_urlsafe(18),
    }


def _address(order: str, after: str) -> str:
    usual = order == next(iter(ORDERS))
    return addresses.with_query("/xin-y-kien", {"xep": "" if usual else ORDER[order], "sau": after})


def _place(after: str) -> bytes:
    try:
        return bytes.fromhex(after)
    except ValueError:
        return b""


def _typed(request: Request) -> Typed:
    fields = request.POST
    ids = dict.fromkeys(text_of(each, 100) for each in fields.getall("request"))
    return Typed(
        tuple(filter(None, ids))[:MOST],
        text_of(fields.get("words"), LONGEST),
        text_of(fields.get("term"), 100),
    )


def _done(request: Request, typed: Typed) -> list[Refused]:
    """Try it for each chosen request; say how many it was done for, and return what was refused."""
    found = DEEDS.get(text_of(request.POST.get("do"), 20))
    if found is None:
        raise NotHere()
    deed, one, many = found
    if not typed.ids:
        request.tell(_("Nothing is chosen: tick the bodies it is about."), "wrong")
        return []
    outcomes = [_tried(request, deed, id, typed) for id in typed.ids]
    refused = [each for each in outcomes if each is not None]
    if len(refused) < len(outcomes):
        request.tell(several(one, many, len(outcomes) - len(refused)))
    return refused


def _tried(request: Request, deed: Deed, id: str, typed: Typed) -> Refused | None:
    opinion = request_for(request.acting, id)
    refusal = tried(request, lambda: deed(request.acting, opinion, typed.words, typed.term))
    if refusal is None:
        return None
    unit = directory.unit(request.acting.root, opinion.unit).short
    return unit, opinion.consultation.case.code, refusal


@view_config(
    route_name="request_stages",
    request_method="GET",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/stages.pt",
)
def request_stages(request: Request) -> dict[str, Any]:
    """Show what one's bodies were asked, and how far each request has come."""
    after = request.GET.get("sau", "")
    found = stages(request.acting, _place(after))
    return {
        "stages": found,
        "following": addresses.with_query("/y-kien/cac-buoc", {"sau": found.next.hex()}),
        "first": after,
        "addresses": addresses,
    }
