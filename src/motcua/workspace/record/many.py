"""Answering many questions at once, or one with a click: for plain agreement and “not ours”.

Each is tried on its own: what is refused is listed with its reason, and the
rest is done.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotHere, Refusal
from motcua.consultations.access import request_for
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.inbox import body_list
from motcua.consultations.inbox import request_of as request_in_list
from motcua.consultations.record.at_once import QUICK, answer_at_once, cannot_answer_at_once
from motcua.consultations.templates import limit_of
from motcua.pages.forms import tried
from motcua.pages.typed import text_of
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence, _, several
from motcua.workspace import addresses

SIZE = 40
LONGEST = 20_000
OUTCOMES: dict[str, Sentence] = {"agree": _("Agree"), "not_competent": _("Not competent")}


@dataclass(frozen=True)
class Line:
    """One question that waits, as it can be answered here."""

    asked: OpinionRequest
    unit: Sentence
    asking: Sentence
    due: Any
    reason: Sentence
    """Why it cannot be agreed with here; empty where it can."""
    may_tick: bool
    """One of the quick answers can be given here."""


@dataclass(frozen=True)
class Refused:
    """A question that was not answered, and why."""

    asked: OpinionRequest
    refusal: Refusal


@dataclass(frozen=True)
class Typed:
    """What was chosen and written."""

    ids: tuple[str, ...] = ()
    outcome: str = "agree"
    text: str = ""


@view_config(
    route_name="requests_many",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/many.pt",
)
def many(request: Request) -> dict[str, Any] | Response:
    """Show what waits for one's units; answer those that are ticked."""
    typed = Typed()
    refused: list[Refused] = []
    if request.method == "POST":
        typed = _typed(request)
        done, refused = _answered(request, typed)
        if done:
            request.tell(
                several(_("One question is answered."), _("${n} questions are answered."), done)
            )
        if not refused and done:
            return HTTPSeeOther("/y-kien/tra-loi-nhieu")
        request.response.status_int = 409
    lines = _lines(request.acting)
    return {
        "lines": lines,
        "may_tick": any(each.may_tick for each in lines),
        "outcomes": list(OUTCOMES.items()),
        "typed": typed,
        "refused": refused,
        "nothing_chosen": request.method == "POST" and not typed.ids,
        "addresses": addresses,
        "nonce": secrets.token_urlsafe(18),
    }


def _typed(request: Request) -> Typed:
    fields = request.POST
    one = text_of(fields.get("one"), 100)
    if one:
        return Typed((one,))
    outcome = text_of(fields.get("outcome"), 30)
    if outcome not in QUICK:
        raise NotHere()
    ids = dict.fromkeys(text_of(each, 100) for each in fields.getall("request"))
    return Typed(tuple(filter(None, ids))[:SIZE], outcome, text_of(fields.get("text"), LONGEST))


def _answered(request: Request, typed: Typed) -> tuple[int, list[Refused]]:
    acting = request.acting
    refused: list[Refused] = []
    for id in typed.ids:
        asked = request_for(acting, id)
        refusal = tried(
            request,
            lambda asked=asked: answer_at_once(acting, asked, typed.outcome, typed.text),  # type: ignore[misc]
        )
        if refusal is not None:
            refused.append(Refused(asked, refusal))
    return len(typed.ids) - len(refused), refused


def _lines(acting: Acting) -> list[Line]:
    names = [body_list(unit) for unit in acting.units_with(Permission.OPINION_ANSWER)]
    page = acting.root.worklists.page(names, SIZE, b"")
    found = (request_in_list(acting, entry.subject) for entry in page.entries)
    return [_line(acting, each) for each in found if each is not None]


def _line(acting: Acting, asked: OpinionRequest) -> Line:
    reasons = {each: cannot_answer_at_once(acting, asked, each) for each in QUICK}
    return Line(
        asked=asked,
        unit=directory.unit(acting.root, asked.unit).short,
        asking=directory.unit(acting.root, asked.consultation.asking_unit).short,
        due=limit_of(acting, asked),
        reason=reasons["agree"],
        may_tick=not all(reasons.values()),
    )
