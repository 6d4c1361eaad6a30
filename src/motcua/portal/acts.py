"""What the applicant does about a case: hand in what was missing, withdraw."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.acting import Acting, NotHere
from motcua.cases.actions import available, perform, require_same_version
from motcua.cases.content import Case
from motcua.pages import applying, forms
from motcua.pages.forms import Button, Form
from motcua.pages.legible import number_in
from motcua.pages.schemas import schema_of
from motcua.pages.typed import text_of
from motcua.portal.passes import case_of
from motcua.portal.tracking import applicant
from motcua.words import _, translate
from motcua.workflows.definition import APPLICANT, Action, Definition
from motcua.workflows.versions import definition

SEEN = "seen"
"""The hidden field with the revision that the page had shown."""


@view_config(
    route_name="tracking_act",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/act.pt",
)
def act(request: Request) -> dict[str, Any] | Response:
    """Show what the action asks; take it."""
    case = case_of(request)
    acting = applicant(request, case)
    rules = definition(acting.root, case.procedure, case.version)
    require_same_version(case, _seen(request))
    action = _offered(request, acting, case)
    form = _form(request, case, rules, action)
    filled = form.answers()
    back = request.route_path("tracking", **{"pass": request.matchdict["pass"]})
    if filled is None:
        return {
            "case": case,
            "action": action,
            "form": form.shown({SEEN: case.track.revision}),
            "back": back,
            "tells": rules.states[case.track.state].tells,
        }
    perform(
        acting,
        case,
        action.id,
        filled.get("answers", {}),
        enclosures=applying.enclosures(request, rules, filled.get("papers", {})),
        seen=filled[SEEN],
    )
    request.tell(_("Done: ${action}.", mapping={"action": action.title}))
    return HTTPSeeOther(back)


def _seen(request: Request) -> int | None:
    """Return the revision that was on the page which sent the form."""
    seen = text_of(request.POST.get(SEEN))
    return number_in(seen) if seen else None


def _there(request: Request, case: Case) -> dict[str, str]:
    """Say of each component which file of it is in the dossier."""
    return {
        each.paper: request.voice.say(
            _("Handed in already: ${name}", mapping={"name": each.document.name})
        )
        for each in case.dossier.files
        if not each.superseded
    }


def _offered(request: Request, acting: Acting, case: Case) -> Action:
    """Return the action of the address, where it is offered; once sent, the machine decides."""
    wanted = request.matchdict["action"]
    for offer in available(acting, case):
        if offer.action.id == wanted:
            return offer.action
    if request.method == "POST":
        rules = definition(acting.root, case.procedure, case.version)
        known = [each.action(wanted) for each in rules.states.values()]
        theirs = [each for each in known if each is not None and APPLICANT in each.by]
        if theirs:
            return theirs[0]
    raise NotHere(_("This cannot be done now."), _("See on the page of the case what can be done."))


def _form(request: Request, case: Case, rules: Definition, action: Action) -> Form:
    language = request.locale_name
    schema = colander.SchemaNode(colander.Mapping())
    answers = schema_of(rules.fields, action.ask, language, applying.units_for(request), "answers")
    answers.title = ""
    if answers.children:
        schema.add(answers)
    if takes_papers(rules, case):
        files = applying.papers_schema(
            list(rules.papers.values()), language, required=False, there=_there(request, case)
        )
        files.title = translate(_("Papers"), language)
        told = translate(_("Choose a file only for what is to be handed in."), language)
        files.description = f"{told} {applying.files_taken(request)}"
        if files.children and not action.anywhere:
            schema.add(files)
    schema.add(forms.hidden(SEEN, colander.Integer()))
    kind = "grave" if action.confirm.vi else "main"
    return forms.form(
        request,
        schema,
        buttons=[Button("act", action.title, kind)],
        note=action.confirm if action.confirm.vi else "",
    )


def takes_papers(rules: Definition, case: Case) -> bool:
    """Say whether the applicant may change the dossier at this step."""
    return APPLICANT in rules.states[case.track.state].edit
