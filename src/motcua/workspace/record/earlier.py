"""Taking over what a body said in an earlier case: look at it there, say why it fits here."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere, Refusal
from motcua.cases.access import Sight
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.access import files_seen
from motcua.consultations.actions import take_over
from motcua.consultations.askers import asker
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.record.earlier import Earlier, earlier_opinions, open_to
from motcua.consultations.record.taking_over import template_to_take_over
from motcua.pages import forms
from motcua.pages.fields import lines
from motcua.pages.forms import Button, Form, tried
from motcua.pages.schemas import TO_FILL_IN
from motcua.pages.typed import text_of
from motcua.permissions import Permission
from motcua.words import LANGUAGES, _
from motcua.workflows.definition import ConsultationTemplate
from motcua.workspace import addresses
from motcua.workspace.acts import SEEN
from motcua.workspace.opened import case_of, request_of

VERSION = "version"


@dataclass(frozen=True)
class Looked:
    """What somebody looks for: an earlier case, and of whom."""

    code: str
    unit: str
    chosen: str
    """The id of one request of that case."""


@view_config(route_name="request_act", match_param="act=y-kien-truoc", permission=Permission.WORK)
def from_request(request: Request) -> Response:
    """Lead from one open request to the page on which an earlier opinion is looked for."""
    asked = request_of(request)
    sent = asked.consultation
    return HTTPSeeOther(addresses.earlier(sent.case.code, sent.template, noi=asked.unit))


@view_config(
    route_name="case_earlier",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/earlier.pt",
)
def earlier(request: Request) -> dict[str, Any] | Response:
    """Look for opinions of an earlier case; show one beside this case; take it over."""
    acting, case = request.acting, case_of(request, Sight.DOCUMENTS)
    looked = Looked(*(text_of(request.GET.get(name), 100) for name in ("tu", "noi", "chon")))
    template = template_to_take_over(acting, case, request.matchdict["template"], looked.unit)
    asker(acting, matter_of(acting, case), template)
    found, refusal = _found(request, case, template, looked)
    chosen = next((each for each in found if each.request.id == looked.chosen), None)
    if looked.chosen and chosen is None and refusal is None:
        raise NotHere()
    own = open_to(acting, case, template.id, chosen.unit.id) if chosen else None
    form = _form(request, template, own) if chosen else None
    if form is not None and chosen is not None:
        sent = form.answers() is not None
        if sent and form.attempt(lambda: _take(form, case, template, chosen)):
            request.tell(
                _("The earlier opinion is taken over. The body is told and may answer itself.")
            )
            return HTTPSeeOther(addresses.case(case.code))
        form.renew(SEEN, case.track.revision)
        form.renew(VERSION, chosen.opinion.version)
    return {
        "case": case,
        "template": template,
        "looked": looked,
        "found": found,
        "refusal": refusal,
        "chosen": chosen,
        "own": own,
        "asked_now": own.asked if own else template.question,
        "files": files_seen(acting, chosen.request, chosen.opinion) if chosen else (),
        "form": _shown(form, case, template, chosen),
        "choose": lambda each: addresses.earlier(
            case.code, template.id, tu=looked.code, noi=looked.unit, chon=each.request.id
        ),
        "here": addresses.earlier(case.code, template.id),
        "addresses": addresses,
        "back": addresses.case(case.code),
    }


def _found(
    request: Request, case: Case, template: ConsultationTemplate, looked: Looked
) -> tuple[list[Earlier], Refusal | None]:
    """Return what may be read there; the refusal where that is nothing."""
    found: list[Earlier] = []
    if not looked.code:
        return found, None
    refusal = tried(
        request,
        lambda: found.extend(earlier_opinions(request.acting, case, template, looked.code)),
    )
    return [each for each in found if looked.unit in ("", each.unit.id)], refusal


def _take(form: Form, case: Case, template: ConsultationTemplate, chosen: Earlier) -> None:
    filled = form.filled
    take_over(
        form.request.acting,
        case,
        template.id,
        chosen.request,
        version=filled[VERSION],
        reason=filled["reason"],
        question=filled.get("question") or "",
        seen=filled[SEEN],
    )


def _shown(
    form: Form | None, case: Case, template: ConsultationTemplate, chosen: Earlier | None
) -> Any:
    if form is None or chosen is None or (chosen.why_not and not form.was_sent):
        return ""
    beginning = {SEEN: case.track.revision, VERSION: chosen.opinion.version}
    return form.shown({**beginning, "question": template.question.said_in(LANGUAGES[0])})


def _form(request: Request, template: ConsultationTemplate, own: OpinionRequest | None) -> Form:
    language = request.locale_name
    reason = lines(
        "reason",
        _("Why the earlier opinion fits this case"),
        language,
        help=_("The body and whoever reads the opinion read this too."),
        most=10_000,
        missing_msg=TO_FILL_IN,
    )
    about = _("What the body is asked in this case")
    question = lines("question", about, language, most=10_000, missing="")
    hidden = (forms.hidden(SEEN, colander.Integer()), forms.hidden(VERSION, colander.Integer()))
    asking = () if own else (question,)
    schema = colander.SchemaNode(colander.Mapping(), *asking, reason, *hidden)
    return forms.form(request, schema, buttons=(Button("take", _("Take the opinion over")),))
