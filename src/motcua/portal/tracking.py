"""Where a case is, what comes next, by when and why, and what the applicant must do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.acting import Acting
from motcua.cases.content import Case, Enclosure
from motcua.cases.tracking import Story, story
from motcua.documents.letters import Letters
from motcua.pages.tones import OUTCOMES
from motcua.portal.passes import PassedAway, Purpose, case_of, pass_for
from motcua.words import Sentence, _
from motcua.workflows.definition import APPLICANT, Definition
from motcua.workflows.machine import Offer

LETTER = "letter:"
"""How enclosures name what the office wrote."""


@dataclass(frozen=True)
class Shown:
    """A file of the case that the applicant may open."""

    title: Sentence
    enclosure: Enclosure
    address: str


@view_config(
    route_name="tracking",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/tracking.pt",
)
def tracking(request: Request) -> dict[str, Any] | Response:
    """Tell the applicant everything, the next thing first."""
    try:
        case = case_of(request)
    except PassedAway:
        request.tell(_("For your safety the page was closed. Show the code and the secret again."))
        return HTTPSeeOther(request.route_path("lookup"))
    request.add_response_callback(packed)
    acting = applicant(request, case)
    told = story(acting, case)
    main, others = _sorted_offers(told)
    return {
        "story": told,
        "case": case,
        "kind": OUTCOMES.get(told.outcome, "accent"),
        "main": main,
        "others": others,
        "act_address": lambda action: request.route_path(
            "tracking_act", action=action.id, **{"pass": request.matchdict["pass"]}
        ),
        "history": [_line(each) for each in told.history],
        "letters": list(letters(request, acting, told)),
        "papers": list(papers(request, told)),
        "calendar": _following(request, case, "tracking_calendar"),
        "feed": _following(request, case, "tracking_feed"),
    }


def packed(request: Request, response: Response) -> None:
    """Send the page in few bytes: it is read on telephones, and often.

    No form stands on it, so its length tells nobody of a token.
    """
    response.vary = ["Accept-Encoding"]
    if "gzip" in request.accept_encoding:
        response.encode_content("gzip")


def applicant(request: Request, case: Case) -> Acting:
    """Return the acting of whoever showed the secret: the applicant, and nobody else.

    An official who looks at the page of a citizen acts there as the citizen
    would, not in an office.
    """
    return replace(request.visitor, applicant_of=case.id, name=case.applicant.name)


def _sorted_offers(told: Story) -> tuple[Offer | None, list[Offer]]:
    """The one thing the applicant must do, apart from what they always may."""
    must = [each for each in told.offers if each.enabled and not each.action.anywhere]
    main = must[0] if must else None
    return main, [each for each in told.offers if each is not main]


def _line(happening: Any) -> dict[str, Any]:
    return {"at": happening.at, "what": happening.what, "who": happening.office}


def letters(request: Request, acting: Acting, told: Story) -> Iterator[Shown]:
    """Return what the office wrote to the applicant, the newest first."""
    theirs = addressed_to_applicant(told.rules)
    known = acting.office.borrow(Letters).letters
    for enclosure in reversed(told.papers):
        id = enclosure.paper.removeprefix(LETTER)
        if enclosure.paper.startswith(LETTER) and id in theirs:
            title = known[id].title if id in known else id
            yield Shown(title, enclosure, _file_address(request, enclosure))


def addressed_to_applicant(rules: Definition) -> set[str]:
    """Return the letters that go to the applicant: those with which they are told."""
    states = rules.states.values()
    written: list[Any] = [rule for state in states for rule in (*state.actions, *state.late)]
    written += [rule for state in states for rule in state.auto]
    return {
        rule.letter
        for rule in (*written, *rules.late)
        if getattr(rule, "letter", "") and APPLICANT in getattr(rule, "notify", ())
    }


def papers(request: Request, told: Story) -> Iterator[Shown]:
    """Return what the applicant handed in, in the order of the procedure."""
    for id, paper in told.rules.papers.items():
        if paper.by == APPLICANT:
            for enclosure in told.papers:
                if enclosure.paper == id:
                    yield Shown(paper.title, enclosure, _file_address(request, enclosure))


def _file_address(request: Request, enclosure: Enclosure) -> str:
    return request.route_path(
        "tracking_file", file=enclosure.document.id, **{"pass": request.matchdict["pass"]}
    )


def _following(request: Request, case: Case, route: str) -> str:
    return request.route_path(route, **{"pass": pass_for(request, case, Purpose.FOLLOWING)})
