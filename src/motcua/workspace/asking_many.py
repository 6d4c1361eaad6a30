"""One question on many cases: choose the cases, ask once, see what became of each."""

from __future__ import annotations

import secrets
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting
from motcua.cases import lists
from motcua.cases.content import Case
from motcua.consultations.asking.many import (
    SUGGESTED,
    Choice,
    ask_about_many,
    choices,
    many_for,
)
from motcua.consultations.content import Many, Wanted
from motcua.consultations.inbox import is_request
from motcua.consultations.suggestions import addable, silence_said
from motcua.pages.forms import tried
from motcua.pages.typed import text_of
from motcua.permissions import Permission
from motcua.words import translate
from motcua.workflows.versions import definition
from motcua.workspace import addresses

MOST = 500
"""Cases of one's lists that are looked at; the nearest limits first."""
LONGEST = 20_000
WAIT = "8"
"""Seconds after which a page that shows progress is looked at again."""


@view_config(
    route_name="ask_many",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/ask_many.pt",
)
def ask_many(request: Request) -> dict[str, Any] | Response:
    """Show which cases can be asked about together; ask."""
    acting = request.acting
    found = choices(acting, _keys(acting))
    chosen = _chosen(request, found)
    wanted, codes = _typed(request, chosen), _codes(request)
    refusal = None
    if request.method == "POST" and chosen is not None and "send" in request.POST:
        begun: list[Many] = []
        keys = [each.key for each in chosen.cases if each.code in codes]
        refusal = tried(
            request,
            lambda: begun.append(ask_about_many(acting, keys, chosen.template.id, wanted)),
        )
        if refusal is None:
            return HTTPSeeOther(addresses.asked_many(begun[0].id))
        request.response.status_int = 409
    return {
        "choices": [(_name(each), _title(acting, each), len(each.cases)) for each in found],
        "chosen": chosen,
        "name": _name(chosen) if chosen else "",
        "title": _title(acting, chosen) if chosen else "",
        "units": _units(acting, chosen),
        "suggested": SUGGESTED,
        "silence": silence_said(chosen.template) if chosen else "",
        "typed": wanted,
        "codes": codes,
        "refusal": refusal,
        "addresses": addresses,
        "nonce": secrets.token_urlsafe(18),
    }


def _keys(acting: Acting) -> list[bytes]:
    page = acting.root.worklists.page(lists.lists_of(acting), MOST)
    return [each.subject for each in page.entries if not is_request(each.row)]


def _name(choice: Choice) -> str:
    return f"{choice.cases[0].procedure}/{choice.template.id}"


def _title(acting: Acting, choice: Choice) -> tuple[Any, Any]:
    case = choice.cases[0]
    rules = definition(acting.root, case.procedure, case.version)
    return rules.title, choice.template.title


def _chosen(request: Request, found: list[Choice]) -> Choice | None:
    """Return what the address names; the only one, where nothing else can be chosen."""
    name = request.params.get("mau", "")
    if not name and len(found) == 1:
        return found[0]
    return next((each for each in found if _name(each) == name), None)


def _codes(request: Request) -> tuple[str, ...]:
    found = (text_of(each, 60) for each in request.params.getall("chon"))
    return tuple(dict.fromkeys(filter(None, found)))


def _typed(request: Request, chosen: Choice | None) -> Wanted:
    fields = request.POST
    if request.method == "POST" and "send" in fields:
        units = (text_of(each, 100) for each in fields.getall("unit"))
        return Wanted(
            units=tuple(dict.fromkeys(filter(None, units))),
            question=text_of(fields.get("question"), LONGEST),
            limit=text_of(fields.get("limit"), 100),
            beyond=text_of(fields.get("beyond"), 2000),
        )
    if chosen is None:
        return Wanted()
    within = chosen.template.within
    return Wanted(
        units=(SUGGESTED,) if chosen.template.bodies else (),
        question=chosen.template.question.said_in("vi"),
        limit=translate(within.said, request.locale_name) if within else "",
    )


def _units(acting: Acting, chosen: Choice | None) -> list[Any]:
    return addable(acting, chosen.cases[0], chosen.template) if chosen else []


@view_config(
    route_name="asked_many",
    request_method="GET",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/asked_many.pt",
)
def asked_many(request: Request) -> dict[str, Any]:
    """Tell what became of each case, and how many are still to come."""
    acting = request.acting
    many = many_for(acting, request.matchdict["many"])
    if many.waiting:
        request.response.headers["Refresh"] = WAIT
    shelf = acting.root.cases.shelf
    found: list[tuple[Case | None, Any]] = [(shelf.get(each.case), each) for each in many.outcomes]
    return {
        "many": many,
        "sent": [pair for pair in found if pair[1].sent],
        "refused": [pair for pair in found if not pair[1].sent],
        "total": len(many.waiting) + len(many.outcomes),
        "addresses": addresses,
    }
