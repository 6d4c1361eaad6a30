"""Asking the members of a committee: on what, on which papers, until when, counted how."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, Refusal
from motcua.ballots.actions import start_ballot
from motcua.ballots.content import Ballot
from motcua.ballots.flow import SILENCE
from motcua.ballots.rounds import last_counted, not_passed, told
from motcua.ballots.settings import BallotRules
from motcua.ballots.standing import openable_template
from motcua.ballots.starting import limit
from motcua.cases.access import Sight
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.asking import asker
from motcua.deadlines.due import Due
from motcua.deadlines.terms import Term, read_term
from motcua.pages.forms import tried
from motcua.pages.speaking import found
from motcua.pages.typed import text_of
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence, _, translate
from motcua.workflows.definition import ConsultationTemplate
from motcua.workspace import addresses
from motcua.workspace.opened import case_of, seen_of
from motcua.workspace.papers import LETTER, paper_title

LONGEST = 20_000
BALLOT = "motcua.workspace:templates/ballot.pt"


@view_config(
    route_name="ballot_begin",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/ballot_begin.pt",
)
def begin(request: Request) -> dict[str, Any] | Response:
    """Show what the members will be asked; send a slip to each."""
    acting, case = request.acting, case_of(request, Sight.DOCUMENTS)
    template = openable_template(acting, case, request.matchdict["template"])
    matter = matter_of(acting, case)
    asker(acting, matter, template)
    files = [each for each in case.dossier.files if not each.superseded]
    sent = request.method == "POST"
    before = last_counted(acting, case, template.id)
    typed = _sent(request) if sent else _beginning(request, template, files, before)
    refusal = None
    if sent and "send" in request.POST:
        begun: list[Ballot] = []
        refusal = tried(request, lambda: begun.append(_send(request, case, template, typed)))
        if refusal is None:
            request.tell(_("The members have their slips."))
            return HTTPSeeOther(addresses.ballot(begun[0].id))
        request.response.status_int = 409
    committee = directory.committee(acting.root, template.committee)
    due, wrong = _due(acting, template, committee.unit, typed)
    rules = acting.office.borrow(BallotRules)
    return {
        "case": case,
        "rules": matter.definition,
        "template": template,
        "rounds": [told(before)] if before is not None else [],
        "ballot_page": found(request.registry, BALLOT).macros,
        "counted": rules.of(template),
        "counting": counting_said(rules.of(template).majority, template.tie or rules.tie),
        "silence": SILENCE[template.silence],
        "committee": committee,
        "seats": directory.members(acting.root, committee.id, acting.now.date()),
        "name_of": lambda id: directory.name_of(acting.root, id),
        "typed": typed,
        "due": due,
        "refusal": refusal or wrong,
        "documents": files,
        "paper_title": lambda id: paper_title(acting, matter.definition, id),
        "addresses": addresses,
    }


def counting_said(majority: str, tie: str) -> Sentence:
    """Say when a matter has passed."""
    if majority == "votes":
        said: Sentence = _("Passed with more votes for it than against it")
    elif majority == "members":
        said = _("Passed with the votes of more than half of all members")
    else:
        said = _("Passed with the votes of ${share} of all members", mapping={"share": majority})
    if tie != "chair" or majority not in ("votes", "members"):
        return said
    return _("${rule}; in a tie, the side of the chair prevails", mapping={"rule": said})


def _beginning(
    request: Request, template: ConsultationTemplate, files: Any, before: Ballot | None
) -> dict[str, Any]:
    """Return with what the form begins; in a next round with the matters that did not pass."""
    matters = [translate(title, "vi") for _id, title in template.matters]
    if before is not None:
        matters = list(not_passed(before)) or matters
    return {
        "matters": "\n".join(matters),
        "explanation": translate(template.question, request.locale_name),
        "documents": [each.document.id for each in files if not each.paper.startswith(LETTER)],
        "within": translate(template.within.said, request.locale_name) if template.within else "",
        "urgent": "",
    }


def _sent(request: Request) -> dict[str, Any]:
    fields = request.POST
    names = ("matters", "explanation", "within", "urgent")
    return {
        **{name: text_of(fields.get(name), LONGEST) for name in names},
        "documents": [text_of(each, 100) for each in fields.getall("document")],
    }


def _send(
    request: Request, case: Case, template: ConsultationTemplate, typed: dict[str, Any]
) -> Ballot:
    return start_ballot(
        request.acting,
        case,
        template.id,
        matters=typed["matters"].splitlines(),
        explanation=typed["explanation"],
        documents=typed["documents"],
        within=_term(typed),
        urgent=typed["urgent"],
        seen=seen_of(request),
    )


def _term(typed: dict[str, Any]) -> Term | None:
    return read_term(typed["within"]) if typed["within"] else None


def _due(
    acting: Acting, template: ConsultationTemplate, unit: str, typed: dict[str, Any]
) -> tuple[Due | None, Refusal | None]:
    """Return until when members would have time, or what is wrong with the limit."""
    try:
        term = _term(typed) or template.within
        return limit(acting, template, unit, term, typed["urgent"]), None
    except Refusal as refusal:
        return None, refusal
