"""The page of one action: what it asks, what it needs, what it does; then it is done once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting
from motcua.cases.access import Sight, may_see
from motcua.cases.actions import available, perform, require_same_version
from motcua.cases.matter import CaseMatter, matter_of
from motcua.pages import applying, forms
from motcua.pages.forms import Button, Form
from motcua.pages.schemas import schema_of
from motcua.pages.widgets import Folded
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Label, Sentence, _, translate
from motcua.workflows.definition import Action, Field, Paper
from motcua.workflows.machine import compiled
from motcua.workflows.steps import NotAtThisStep, NotOffered, Offer
from motcua.workspace import addresses
from motcua.workspace.holding import holder_said
from motcua.workspace.opened import case_of, seen_of

SEEN = "seen"
"""The hidden field with the revision of the case that the page had shown."""
MADE_BY = ("applicant", "office")


@view_config(
    route_name="case_act",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/act.pt",
)
def act(request: Request) -> dict[str, Any] | Response:
    """Show what the action asks; take it."""
    acting, case = request.acting, case_of(request, Sight.DOCUMENTS)
    matter = matter_of(acting, case)
    offer = _offered(request, matter)
    form = _form(request, matter, offer.action)
    if form.answers() is not None and form.attempt(lambda: _take(form, matter, offer.action)):
        return _done(request, matter, offer.action)
    if form.failure is not None and form.refusal is None:
        form.attempt(lambda: require_same_version(case, seen_of(request)))
    form.renew(SEEN, case.track.revision)
    return {
        "case": case,
        "rules": matter.definition,
        "offer": offer,
        "grave": is_grave(offer.action),
        "form": form.shown({SEEN: case.track.revision}) if offer.enabled or form.was_sent else None,
        "leads_to": _leads_to(matter, offer.action),
        "state": matter.definition.states[case.track.state],
        "holder": holder_said(acting, matter),
        "back": addresses.case(case.code),
    }


def _take(form: Form, matter: CaseMatter, action: Action) -> None:
    filled = form.filled
    perform(
        form.request.acting,
        matter.case,
        action.id,
        filled.get("answers", {}),
        enclosures=applying.enclosures(form.request, matter.definition, _tokens(filled)),
        seen=filled[SEEN],
    )


def _tokens(filled: Any) -> dict[str, str | None]:
    return {**filled.get("needed", {}), **filled.get("papers", {})}


def _done(request: Request, matter: CaseMatter, action: Action) -> Response:
    """Say what was done and where the case is now; lead there, or on to the next work."""
    case = matter.case
    state = matter.definition.states[case.track.state]
    facts = {"action": action.title, "step": state.title, "code": case.code}
    request.tell(_("${action}: done. ${code} is now at “${step}”.", mapping=facts))
    return HTTPSeeOther(addresses.case(case.code) if may_see(request.acting, case) else "/viec")


class Supplied:
    """A case as it would be if every paper were there: what is missing comes with the form."""

    def __init__(self, matter: CaseMatter):
        self._matter = matter

    def __getattr__(self, name: str) -> Any:
        return getattr(self._matter, name)

    def has_paper(self, paper: str) -> bool:
        """Say that it is there."""
        return True


def wanting_papers(acting: Acting, matter: CaseMatter, offers: Sequence[Offer]) -> list[Offer]:
    """Return those of ``offers`` that can be taken once their papers come with them."""
    missing = {each.action.id for each in offers if not each.enabled and each.action.needs}
    if not missing:
        return []
    could = compiled(matter.definition).available(Supplied(matter), acting)
    return [each for each in could if each.enabled and each.action.id in missing]


def _offered(request: Request, matter: CaseMatter) -> Offer:
    """Return the action of the address as it is offered now.

    Once the form was sent, an action of another step is looked up as well: the
    machine then says what has happened since, and what was typed is kept.
    """
    wanted = request.matchdict["action"]
    acting = request.acting
    offers = available(acting, matter.case)
    for offer in (*wanting_papers(acting, matter, offers), *offers):
        if offer.action.id == wanted:
            return offer
    known = [state.action(wanted) for state in matter.definition.states.values()]
    action = next((each for each in known if each is not None), None)
    if action is None:
        require_same_version(matter.case, seen_of(request))
    if action is None or request.method != "POST":
        raise _not_now(matter, action)
    return Offer(action, enabled=False)


def _not_now(matter: CaseMatter, action: Action | None) -> NotAtThisStep | NotOffered:
    way_out = _("Look at the case as it is now.")
    if action is None:
        return NotAtThisStep(_("The procedure of this case has no such action."), way_out)
    facts = {
        "action": action.title,
        "state": matter.definition.states[matter.track.state].title,
    }
    sentence = _("“${action}” is not yours, or is not done at the step “${state}”.", mapping=facts)
    return NotOffered(sentence, way_out)


def _form(request: Request, matter: CaseMatter, action: Action) -> Form:
    language = request.locale_name
    rules = matter.definition
    schema = colander.SchemaNode(colander.Mapping())
    answers = schema_of(
        rules.fields, action.ask, language, choices_for(request.acting, matter), "answers"
    )
    needed, further = _papers(request.acting, matter, action)
    at_counter = request.acting.may(Permission.CASE_FILE, matter.case.receiving_unit)
    added = _uploads(further, "papers", language, required=False, takes_paper=at_counter)
    added.widget = Folded()
    added.description = translate(_("Choose a file only for what is to be added now."), language)
    sections: tuple[tuple[colander.SchemaNode, Sentence], ...] = (
        (answers, ""),
        (_uploads(needed, "needed", language, takes_paper=at_counter), _("Papers that this needs")),
        (added, _("Papers to add or replace")),
    )
    for section, title in sections:
        if section.children:
            section.title = translate(title, language)
            schema.add(section)
    schema.add(forms.hidden(SEEN, colander.Integer()))
    kind = "grave" if is_grave(action) else "main"
    return forms.form(request, schema, buttons=[Button("act", action.title, kind)])


def is_grave(action: Action) -> bool:
    """Say whether the procedure wants the person asked once more."""
    return action.confirm != Label("")


def _uploads(
    papers: Sequence[Paper],
    name: str,
    language: str,
    required: bool = True,
    takes_paper: bool = False,
) -> colander.SchemaNode:
    schema = applying.papers_schema(papers, language, required, MADE_BY, takes_paper=takes_paper)
    schema.name = name
    return schema


def _papers(acting: Acting, matter: CaseMatter, action: Action) -> tuple[list[Paper], list[Paper]]:
    """Return what must still come, and what may be added or replaced at this step."""
    papers = matter.definition.papers
    missing = [
        replace(papers[id], required=True)
        for id in action.needs
        if id in papers and not matter.has_paper(id)
    ]
    known = {each.id for each in missing}
    state = matter.definition.states[matter.track.state]
    edits = any(matter.plays(acting, part) for part in state.edit)
    if not edits or action.anywhere or is_grave(action):
        return missing, []
    return missing, [each for each in papers.values() if each.id not in known]


def choices_for(
    acting: Acting, matter: CaseMatter
) -> Callable[[Field], list[tuple[str, Sentence]]]:
    """Return what is offered where an action asks for an official or a unit."""

    def offered(field: Field) -> list[tuple[str, Sentence]]:
        if field.kind == "unit":
            return [(each.id, each.title) for each in directory.units(acting.root)]
        rules = matter.definition
        role = rules.roles[field.role].held if field.role in rules.roles else field.role
        unit = matter.unit_of(field.role) if field.role else matter.case.lead_unit
        today = acting.now.date()
        people = (
            directory.holders(acting.root, role, unit, today)
            if role
            else directory.people_of(acting.root, unit, today)
        )
        return [(each.id, each.name) for each in people]

    return offered


def _leads_to(matter: CaseMatter, action: Action) -> Sentence:
    """Say where the case goes."""
    target = matter.definition.states.get(action.to)
    if action.to == "same":
        return _("The case stays at this step.")
    if action.to == "back":
        target = matter.definition.states.get(matter.track.came_from)
    if target is None:
        return ""
    if target.auto:
        return _("The case then goes on by itself, as the procedure says.")
    return _("The case goes to “${step}”.", mapping={"step": target.title})
