"""Xin ý kiến: what one asks of others over all one's cases, and a body's requests step by step.

Several requests can be urged, given more time or withdrawn at once, and rounds closed.  Each is
tried on its own: what is refused is listed with its reason, and the rest is done.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotHere, Refusal
from motcua.cases.access import Sight
from motcua.consultations import actions
from motcua.consultations.access import request_for
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.overviews import opinions_sheet
from motcua.consultations.overviews.matrix import ORDERS, matrix, sees_whole_units
from motcua.consultations.overviews.stages import stages
from motcua.deadlines.terms import read_term
from motcua.pages.forms import tried
from motcua.pages.typed import text_of
from motcua.people import directory
from motcua.permissions import Permission
from motcua.storage.keys import key_of
from motcua.words import Sentence, _, several
from motcua.workspace import addresses
from motcua.workspace.bodies import TONES
from motcua.workspace.opened import case_of
from motcua.workspace.tables import table_response

SIZE = 50
"""Lines of a page of the matrix."""
IN_FILE = 500
"""Cases of one table file; a longer list is narrowed to one's own first."""
WHOSE, UNITS = "cua", "don-vi"
"""What in the address asks for everything that one's units ask."""
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


def _close(acting: Acting, asked: OpinionRequest, words: str, _term: str) -> None:
    """Close the round that a request belongs to; once, however many of it are ticked."""
    closing = asked.consultation.closing
    if closing is None or (closing.at, closing.by) != (acting.now, acting.person):
        actions.close_round(acting, asked.consultation, words)


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
    "close": (
        _close,
        _("The round of one body is closed; whoever has not answered is told."),
        _("The rounds of ${n} bodies are closed; whoever has not answered is told."),
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
    whole = _asks_for_units(request)
    found = matrix(request.acting, order, key_of(after), SIZE, whole)
    return {
        "matrix": found,
        "may_act": any(each.may_act for each in found.lines),
        "may_grant": any(
            each.may_act and each.asks_for_time
            for line in found.lines
            for each in line.cells.values()
        ),
        "order": order,
        "orders": [(id, said, _address(id, "", whole)) for id, said in SORTED.items()],
        "following": _address(order, found.next.hex(), whole) if found.next else None,
        "first": _address(order, "", whole) if after else None,
        "whole": whole,
        "scopes": _scopes(request, order),
        "sheets": [
            (name, addresses.with_query(f"/xin-y-kien/bang.{format}", _scope(whole)))
            for name, format in (("XLSX", "xlsx"), ("CSV", "csv"))
        ],
        "action": request.path_qs,
        "typed": typed,
        "refused": refused,
        "tones": TONES,
        "addresses": addresses,
        "nonce": secrets.token_urlsafe(18),
    }


def _asks_for_units(request: Request) -> bool:
    return request.GET.get(WHOSE) == UNITS and sees_whole_units(request.acting)


def _scope(whole: bool) -> dict[str, str]:
    return {WHOSE: UNITS if whole else ""}


def _scopes(request: Request, order: str) -> list[tuple[Sentence, str, bool]]:
    """Return between whose questions one may choose; nothing where there are only one's own."""
    if not sees_whole_units(request.acting):
        return []
    whole = _asks_for_units(request)
    return [
        (_("On my cases"), _address(order, "", whole=False), not whole),
        (_("On every case of the unit"), _address(order, "", whole=True), whole),
    ]


def _address(order: str, after: str, whole: bool) -> str:
    usual = order == next(iter(ORDERS))
    query = {**_scope(whole), "xep": "" if usual else ORDER[order], "sau": after}
    return addresses.with_query("/xin-y-kien", query)


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


@view_config(route_name="asked_file", request_method="GET", permission=Permission.WORK)
def asked_file(request: Request) -> Response:
    """Give out what bodies said about the cases of the matrix, one request a row."""
    acting = request.acting
    found = matrix(acting, size=IN_FILE, unit=_asks_for_units(request))
    told = (row for line in found.lines for row in opinions_sheet.of_case(acting, line.case))
    return _opinions_file(request, f"y-kien-{acting.now:%Y%m%d-%H%M}", told)


@view_config(route_name="case_opinions_file", request_method="GET", permission=Permission.WORK)
def case_opinions_file(request: Request) -> Response:
    """Give out what bodies said about one case, one request a row."""
    case = case_of(request, Sight.DOCUMENTS)
    return _opinions_file(
        request, f"y-kien-{case.code}", opinions_sheet.of_case(request.acting, case)
    )


def _opinions_file(request: Request, name: str, told: Iterable[opinions_sheet.Told]) -> Response:
    say = request.voice.say
    rows = ([each if isinstance(each, int) else say(each) for each in row] for row in told)
    return table_response(request, name, say(_("Opinions")), opinions_sheet.HEADS, rows)


@view_config(
    route_name="request_stages",
    request_method="GET",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/stages.pt",
)
def request_stages(request: Request) -> dict[str, Any]:
    """Show what one's bodies were asked, and how far each request has come."""
    after = request.GET.get("sau", "")
    found = stages(request.acting, key_of(after))
    return {
        "stages": found,
        "following": addresses.with_query("/y-kien/cac-buoc", {"sau": found.next.hex()}),
        "first": after,
        "addresses": addresses,
    }
