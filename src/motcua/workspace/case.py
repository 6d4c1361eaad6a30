"""The page of a case: what is next and by when, and whom we are waiting for."""

from __future__ import annotations

from functools import partial
from typing import Any

from chameleon.utils import Markup
from pyramid.request import Request
from pyramid.view import view_config

from motcua.acting import Acting
from motcua.ballots.history import slips_of
from motcua.ballots.offers import openings as ballot_openings
from motcua.ballots.session import session
from motcua.ballots.sheet import result_said
from motcua.cases.access import Sight, sight
from motcua.cases.actions import available, may_hand_over
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter, matter_of
from motcua.consultations.access import is_inside
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.history import requests_of
from motcua.consultations.offers import openings
from motcua.consultations.record.unasked import open_to_unasked
from motcua.consultations.suggestions import silence_said
from motcua.consultations.table import Round, table
from motcua.consultations.templates import template_of
from motcua.pages.legible import number_in
from motcua.pages.speaking import set_part
from motcua.pages.tones import OUTCOMES
from motcua.permissions import Permission
from motcua.words import Sentence
from motcua.workflows.steps import Offer
from motcua.workspace import addresses, timing
from motcua.workspace.acts import wanting_papers
from motcua.workspace.bodies import bodies
from motcua.workspace.explaining import tally
from motcua.workspace.filed import filed
from motcua.workspace.holding import holder_said
from motcua.workspace.opened import case_of
from motcua.workspace.picture import picture
from motcua.workspace.rounds import round_now
from motcua.workspace.story import SIZE, story
from motcua.workspace.unneeded import shown_on_case

MOST_PAGES = 1000
ACTS = "motcua.workspace:templates/case_acts.pt"


@view_config(
    route_name="case",
    request_method="GET",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/case.pt",
)
def case(request: Request) -> dict[str, Any]:
    """Show the case, as much of it as this person may see."""
    acting, shown = request.acting, case_of(request)
    matter = matter_of(acting, shown)
    state = matter.definition.states[shown.track.state]
    whole = sight(acting, shown) >= Sight.DOCUMENTS
    return {
        "case": shown,
        "rules": matter.definition,
        "state": state,
        "outcome": OUTCOMES.get(state.final, ""),
        "holder": holder_said(acting, matter),
        "due": timing.of_case(acting, shown),
        "step_due": None if state.final else timing.of_step(acting, shown),
        "whole": whole,
        "unasked": open_to_unasked(acting, shown),
        "asked_of_us": [] if whole else _asked_of_us(acting, shown),
        "own_slips": [each for each in slips_of(acting, shown) if each.person == acting.person],
        "addresses": addresses,
        **(_inside(request, matter) if whole else {}),
    }


def _inside(request: Request, matter: CaseMatter) -> dict[str, Any]:
    """What stands on the page for those who read the papers."""
    acting, shown = request.acting, matter.case
    start = _start(request)
    lines, more = story(request, shown, start)
    return {
        "acts": _acts(request, matter),
        "spared": shown_on_case(request, shown),
        "rounds": [(each, _silence(acting, each)) for each in table(acting, shown)],
        "bodies": partial(bodies, request),
        "round_now": partial(round_now, request),
        "result_said": result_said,
        "ballots": [session(acting, each) for each in acting.root.ballots.of_case(shown.key)],
        "tally": tally(acting, shown),
        "has_questions": any(each.questions for each in matter.definition.consultations.values()),
        "filed": filed(request, matter),
        "picture": picture(matter.definition, acting.language, shown.track.state),
        "lines": lines,
        "earlier": _page_address(shown, start + SIZE) if more else None,
        "newest": _page_address(shown, 0) if start else None,
    }


def _acts(request: Request, matter: CaseMatter) -> Markup | None:
    """What this person can do, set once for both places where it stands; ``None`` for nothing."""
    acting, shown = request.acting, matter.case
    offers = available(acting, shown)
    ways, hands_over = openings(acting, shown), may_hand_over(acting, shown)
    voting = ballot_openings(acting, shown)
    if not (offers or ways or hands_over or voting):
        return None
    return set_part(
        request,
        ACTS,
        case=shown,
        addresses=addresses,
        onward=[each for each in offers if not each.action.anywhere],
        besides=[each for each in offers if each.action.anywhere],
        main=_main(offers),
        wanting={each.action.id for each in wanting_papers(acting, matter, offers)},
        openings=ways,
        ballot_openings=voting,
        may_hand_over=hands_over,
    )


def _silence(acting: Acting, sent: Round) -> Sentence:
    return silence_said(template_of(acting, sent.consultation))


def _main(offers: list[Offer]) -> Offer | None:
    """The one button that stands out: the first onward action that can be taken."""
    return next((each for each in offers if each.enabled and not each.action.anywhere), None)


def _asked_of_us(acting: Acting, shown: Case) -> list[OpinionRequest]:
    return [each for each in requests_of(acting, shown) if is_inside(acting, each.unit)]


def _start(request: Request) -> int:
    return min(number_in(request.GET.get("dien-bien", "")), MOST_PAGES * SIZE)


def _page_address(shown: Case, start: int) -> str:
    query = {"dien-bien": str(start) if start else ""}
    return addresses.with_query(addresses.case(shown.code), query) + "#story"
