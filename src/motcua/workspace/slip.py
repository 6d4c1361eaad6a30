"""A member's slip: read, choose, look once more at what is signed, sign.

Made for two thumbs on a telephone, and whole without a script.  What stands in
a secret slip is never saved half filled in.
"""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting
from motcua.ballots import actions
from motcua.ballots.access import document_for, slip_for
from motcua.ballots.content import ABSTAIN, AGREE, AGREE_WITH_REMARKS, Answer, Slip
from motcua.ballots.desk import Desk, desk
from motcua.ballots.flow import CHOICE_TITLES, OUTCOMES, STATES
from motcua.ballots.refusals import SlipChanged
from motcua.ballots.slip_paper import slip_paper
from motcua.ballots.voting import look_over
from motcua.cases.access import Sight, sight
from motcua.pages.downloads import file_response, letter_response
from motcua.pages.forms import tried
from motcua.pages.legible import number_in
from motcua.pages.speaking import found
from motcua.pages.typed import text_of
from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workspace import addresses

LONGEST = 20_000
BALLOT = "motcua.workspace:templates/ballot.pt"
DEEDS = frozenset({"sign", "save", "recuse", "say"})
"""The buttons that do something; any other looks over what would be signed."""
WORDLESS = frozenset({AGREE, ABSTAIN, ""})
"""Answers beside which no field for words is shown."""


@view_config(
    route_name="slip", permission=Permission.WORK, renderer="motcua.workspace:templates/slip.pt"
)
def slip(request: Request) -> dict[str, Any] | Response:
    """Show the slip; check it, keep it, sign it."""
    acting, own = request.acting, slip_for(request.acting, request.matchdict["slip"])
    on_desk, posted = desk(acting, own), request.method == "POST"
    typed = _typed(request, own) if posted else own.answers
    refusal = None
    if posted and "edit" not in request.POST:
        refusal = tried(request, lambda: _do(request, acting, own, typed))
        if refusal is None and DEEDS.intersection(request.POST):
            request.tell(_told(request))
            address = addresses.slip(own.id) if "save" in request.POST else "/viec"
            return HTTPSeeOther(address)
        if refusal is not None:
            request.response.status_int = 409
    if isinstance(refusal, SlipChanged):
        revision = own.revision
    else:
        revision = _revision(request) if posted else own.revision
    reviewing = posted and "edit" not in request.POST and refusal is None
    return {
        **_shown(request, own, on_desk, typed),
        "refusal": refusal,
        "theirs": _lines(own, refusal.theirs) if isinstance(refusal, SlipChanged) else [],
        "reviewing": reviewing,
        "revision": revision,
        "reason": text_of(request.POST.get("reason"), LONGEST) if posted else "",
        "comment": text_of(request.POST.get("comment"), LONGEST) if posted else own.comment,
        "recusing": posted and "recuse" in request.POST,
    }


def _do(request: Request, acting: Acting, own: Slip, typed: tuple[Answer, ...]) -> None:
    fields, revision = request.POST, _revision(request)
    if "sign" in fields:
        actions.sign(acting, own, typed, revision)
    elif "save" in fields:
        actions.save_slip(acting, own, typed, revision)
    elif "recuse" in fields:
        actions.recuse(acting, own, text_of(fields.get("reason"), LONGEST), revision)
    elif "say" in fields:
        actions.comment(acting, own, text_of(fields.get("comment"), LONGEST), revision)
    else:
        look_over(acting, own, typed, revision)


def _told(request: Request) -> Sentence:
    if "sign" in request.POST:
        return _("Your slip is signed. It stands as it is from now on.")
    if "save" in request.POST:
        return _("Kept. Nobody else sees it until you sign.")
    if "recuse" in request.POST:
        return _("It is taken down that you take no part.")
    return _("Your comment is sent.")


def _revision(request: Request) -> int:
    return number_in(text_of(request.POST.get("revision")), -1)


def _typed(request: Request, own: Slip) -> tuple[Answer, ...]:
    """Read one answer for each matter; words only beside answers that show a field for them."""
    answers = []
    for matter in own.ballot.matters:
        choice = text_of(request.POST.get(f"choice-{matter.id}"), 40)
        words = text_of(request.POST.get(f"text-{matter.id}"), LONGEST)
        answers.append(Answer(matter.id, choice, "" if choice in WORDLESS else words))
    return tuple(answers)


def _shown(request: Request, own: Slip, on_desk: Desk, typed: tuple[Answer, ...]) -> dict[str, Any]:
    acting = request.acting
    ballot, secret = own.ballot, own.ballot.rules.secret
    return {
        "slip": own,
        "ballot": ballot,
        "desk": on_desk,
        "lines": _lines(own, typed),
        "choices": [
            each for each in CHOICE_TITLES.items() if not (secret and each[0] == AGREE_WITH_REMARKS)
        ],
        "state": STATES[own.state],
        "outcome": OUTCOMES.get(ballot.outcome, ""),
        "case_address": addresses.case(ballot.case.code)
        if sight(acting, ballot.case) >= Sight.STATUS
        else "",
        "addresses": addresses,
        "paper": "" if secret else addresses.slip_paper(own.id),
        "ballot_page": found(request.registry, BALLOT).macros,
    }


def _lines(own: Slip, answers: tuple[Answer, ...]) -> list[tuple[Any, Answer, Sentence]]:
    given = {each.matter: each for each in answers}
    return [
        (matter, answer, CHOICE_TITLES.get(answer.choice, ""))
        for matter in own.ballot.matters
        for answer in [given.get(matter.id, Answer(matter.id))]
    ]


@view_config(route_name="slip_file", request_method="GET", permission=Permission.WORK)
def slip_file(request: Request) -> Response:
    """Give out a paper that was chosen for the members."""
    own = slip_for(request.acting, request.matchdict["slip"])
    return file_response(request, document_for(request.acting, own, request.matchdict["file"]))


@view_config(route_name="slip_paper", request_method="GET", permission=Permission.WORK)
def paper(request: Request) -> Response:
    """Show the slip in the form of the committee's office, to be printed and signed."""
    own = slip_for(request.acting, request.matchdict["slip"])
    page = slip_paper(request.acting, own, request.locale_name)
    return letter_response(request, page, f"phieu-ghi-y-kien-{own.ballot.case.code}")
