"""What is done with a request inside the asked body, and with what the body asks: one form each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, CheckboxWidget, TextAreaWidget
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotAllowed
from motcua.consultations import actions
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.inside.further import proposed, units_for
from motcua.consultations.inside.pieces import OF, pauses, whom
from motcua.consultations.offers import Offer, offered
from motcua.consultations.templates import limit_of
from motcua.deadlines.terms import read_term
from motcua.documents import uploads
from motcua.pages import forms
from motcua.pages.answering import RULE
from motcua.pages.forms import Button, Form
from motcua.pages.schemas import TO_CHOOSE, chosen, file_slots
from motcua.pages.widgets import Folded, Text
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence, _, translate
from motcua.workspace import addresses
from motcua.workspace.opened import request_of
from motcua.workspace.request_acts import Act

TEMPLATE = "motcua.workspace:templates/request_act.pt"
VIEW: dict[str, Any] = {
    "route_name": "request_act",
    "permission": Permission.WORK,
    "renderer": TEMPLATE,
}
SLOTS = 3
LONGEST = 20_000


def _reason(filled: Mapping[str, Any]) -> str:
    return filled["reason"] or ""


ACTS: Mapping[str, Act] = {
    "kiem-tra": Act(
        "pass_on",
        ("revision",),
        lambda acting, asked, filled, pressed: actions.pass_on(acting, asked, filled["revision"]),
        _("The draft is checked and goes on."),
        (Button("do", _("Checked: pass it on")),),
    ),
    "ky": Act(
        "sign",
        ("revision",),
        lambda acting, asked, filled, pressed: actions.sign_opinion(
            acting, asked, filled["revision"]
        ),
        _("The opinion of your unit is sent. From now on it stands as it is."),
        (Button("do", _("Sign and send as it stands")),),
    ),
    "tra-du-thao": Act(
        "return_draft",
        ("reason",),
        lambda acting, asked, filled, pressed: actions.return_draft(acting, asked, _reason(filled)),
        _("The draft is returned, and whoever wrote it is told why."),
        (Button("do", _("Return to be revised")),),
        _("Say what is to be revised. The text can then be changed again."),
    ),
    "lay-lai": Act(
        "take_back",
        (),
        lambda acting, asked, filled, pressed: actions.take_back_draft(acting, asked),
        _("The draft is yours again."),
        (Button("do", _("Take the draft back")),),
    ),
    "xem-lai": Act(
        "call_in",
        ("reason",),
        lambda acting, asked, filled, pressed: actions.call_in(acting, asked, _reason(filled)),
        _("The standing opinion no longer answers here. The limit is as it was."),
        (Button("do", _("Look at this case ourselves")),),
        _("The answer of the standing opinion is taken back, and the asker is told why."),
    ),
    "hoi-noi-khac": Act(
        "ask_instead",
        (),
        lambda acting, asked, filled, pressed: actions.ask_instead(acting, asked),
        _("The same question has been sent to the unit that was named."),
        (Button("do", _("Ask the unit that is competent")),),
        _("The same question, the same documents and as much time."),
    ),
    "hoi-bo-sung": Act(
        "ask_pieces",
        ("of", "words"),
        lambda acting, asked, filled, pressed: actions.ask_pieces(
            acting, asked, filled["of"], filled["words"] or ""
        ),
        _("Asked for. You are told when it is there."),
        (Button("do", _("Ask for what is missing")),),
    ),
    "tra-bo-sung": Act(
        "answer_pieces",
        ("answer", "files"),
        lambda acting, asked, filled, pressed: actions.answer_pieces(
            acting, asked, filled["answer"] or "", _taken(acting, filled["files"])
        ),
        _("Sent to the unit that waits for it."),
        (Button("do", _("Send what is missing")),),
    ),
    "hoi-tiep": Act(
        "ask_further",
        ("units", "others", "question", "documents", "limit", "direct"),
        lambda acting, asked, filled, pressed: _ask_further(acting, asked, filled),
        _("Asked. The answers come to your unit."),
        (Button("do", _("Ask others in turn")),),
        _("They are asked about the same case and answer to your unit, within your limit."),
    ),
}
"""By the last part of the address."""

PATHS: Mapping[str, str] = {
    act.offer: path
    for path, act in ACTS.items()
    if act.offer not in {"pass_on", "sign", "take_back", "return_draft", "ask_instead"}
}
"""Where what stands in the list of acts is done; the others have a place of their own."""


def _taken(acting: Acting, tokens: Mapping[str, str | None]) -> list[Any]:
    return [uploads.take_held(acting, each, RULE) for each in tokens.values() if each]


def _ask_further(acting: Acting, asked: OpinionRequest, filled: Mapping[str, Any]) -> None:
    others = (filled.get("others") or {}).get("other_units") or ()
    units = [*(filled.get("units") or ()), *others]
    limit = (filled["limit"] or "").strip()
    term = read_term(limit) if limit else None
    actions.ask_further(
        acting,
        asked,
        units=units,
        question=filled["question"] or "",
        documents=tuple(filled.get("documents") or ()),
        limits=dict.fromkeys(units, term) if term else {},
        direct=bool(filled["direct"]),
    )


@view_config(match_param="act=kiem-tra", **VIEW)
@view_config(match_param="act=ky", **VIEW)
@view_config(match_param="act=tra-du-thao", **VIEW)
@view_config(match_param="act=lay-lai", **VIEW)
@view_config(match_param="act=xem-lai", **VIEW)
@view_config(match_param="act=hoi-noi-khac", **VIEW)
@view_config(match_param="act=hoi-bo-sung", **VIEW)
@view_config(match_param="act=tra-bo-sung", **VIEW)
@view_config(match_param="act=hoi-tiep", **VIEW)
def inside_act(request: Request) -> dict[str, Any] | Response:
    """Show the form of one act; do it."""
    asked, act = request_of(request), ACTS[request.matchdict["act"]]
    offer = offered(request.acting, asked, act.offer)
    if offer is None:
        raise NotAllowed(
            _("This is not yours to do, or no longer possible."),
            _("Look at the question as it is now."),
        )
    form = _form(request, asked, act)
    if form.answers() is not None and form.attempt(lambda: _do(form, asked, act)):
        request.tell(act.done)
        return HTTPSeeOther(addresses.request(asked.id))
    return {
        "asked": asked,
        "unit": directory.unit(request.acting.root, asked.unit),
        "offer": offer,
        "about": _about(request.acting, asked, act),
        "form": form.shown(_beginning(request, asked, act)) if _opens(offer, form) else None,
        "back": addresses.request(asked.id),
    }


def _opens(offer: Offer, form: Form) -> bool:
    return offer.enabled or form.was_sent


def _do(form: Form, asked: OpinionRequest, act: Act) -> None:
    act.deed(form.request.acting, asked, form.filled, form.pressed)


def _about(acting: Acting, asked: OpinionRequest, act: Act) -> Sentence:
    if act.offer == "ask_pieces":
        if pauses(acting, asked):
            return _("Until it is there, the time of your unit stands still.")
        return _("The time of your unit runs on meanwhile.")
    if act.offer == "answer_pieces" and asked.open_piece:
        return asked.open_piece.words
    return act.about


def _beginning(request: Request, asked: OpinionRequest, act: Act) -> dict[str, Any]:
    started: dict[str, Any] = {}
    if "revision" in act.fields:
        started["revision"] = asked.draft.revision if asked.draft else 0
    if "question" in act.fields:
        started["question"] = asked.consultation.question
        started["documents"] = {each.document.id for each in asked.consultation.documents}
    return started


def _form(request: Request, asked: OpinionRequest, act: Act) -> Form:
    schema = colander.SchemaNode(colander.Mapping())
    for name in act.fields:
        node = _FIELDS[name](request, asked)
        if node is not None:
            schema.add(node)
    return forms.form(request, schema, buttons=act.buttons)


def _long(name: str, title: Sentence, rows: int = 3, needed: bool = True) -> Any:
    def node(request: Request, asked: OpinionRequest) -> colander.SchemaNode:
        return colander.SchemaNode(
            colander.String(),
            name=name,
            title=translate(title, request.locale_name),
            widget=TextAreaWidget(rows=rows),
            validator=colander.Length(max=LONGEST),
            **({} if needed else {"missing": None}),
        )

    return node


def _revision(request: Request, asked: OpinionRequest) -> colander.SchemaNode:
    node = forms.hidden("revision", colander.Integer())
    node.missing = 0
    return node


def _of(request: Request, asked: OpinionRequest) -> colander.SchemaNode:
    language = request.locale_name
    facts = {
        "name": "of",
        "title": translate(_("Who is to send it"), language),
        "missing_msg": TO_CHOOSE,
    }
    return chosen([(id, OF[id]) for id in whom(request.acting, asked)], facts, language)


def _files(request: Request, asked: OpinionRequest) -> colander.SchemaNode:
    return file_slots(request.locale_name, SLOTS, RULE)


def _boxes(name: str, title: str, values: list[tuple[str, str]]) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Set(),
        name=name,
        title=title,
        widget=CheckboxChoiceWidget(values=values),
        missing=None,
    )


def _units(request: Request, asked: OpinionRequest) -> colander.SchemaNode | None:
    language = request.locale_name
    own, _others = units_for(request.acting, asked)
    if not own:
        return None
    values = [(each.id, translate(each.title, language)) for each in own]
    return _boxes("units", translate(_("Units below yours"), language), values)


def _other_units(request: Request, asked: OpinionRequest) -> colander.SchemaNode:
    language = request.locale_name
    own, others = units_for(request.acting, asked)
    values = [(each.id, translate(each.title, language)) for each in others]
    title = translate(_("Other units"), language)
    node = colander.SchemaNode(
        colander.Mapping(), _boxes("other_units", title, values), name="others", title=title
    )
    if own:
        node.widget = Folded()
    return node


def _documents(request: Request, asked: OpinionRequest) -> colander.SchemaNode | None:
    shown = asked.consultation.documents
    if not shown:
        return None
    values = [(each.document.id, each.document.name) for each in shown]
    return _boxes("documents", translate(_("What they may read"), request.locale_name), values)


def _limit(request: Request, asked: OpinionRequest) -> colander.SchemaNode:
    acting, language = request.acting, request.locale_name
    told = {
        "term": proposed(acting, asked, asked.unit).said,
        "outer": request.voice.instant(limit_of(acting, asked)),
    }
    help = _("Left empty: about ${term}. Your own limit is ${outer}.", mapping=told)
    return colander.SchemaNode(
        colander.String(),
        name="limit",
        title=translate(_("How much time they have"), language),
        description=translate(help, language),
        widget=Text(css_class="narrow"),
        validator=colander.Length(max=100),
        missing=None,
    )


def _direct(request: Request, asked: OpinionRequest) -> colander.SchemaNode:
    language = request.locale_name
    return colander.SchemaNode(
        colander.Boolean(),
        name="direct",
        title=translate(_("Their answer goes straight to the asker"), language),
        description=translate(
            _("It is then the answer of your unit, and says whose it is. One unit only."), language
        ),
        widget=CheckboxWidget(),
        missing=False,
    )


_FIELDS: Mapping[str, Any] = {
    "reason": _long("reason", _("Reason")),
    "words": _long("words", _("What is missing")),
    "answer": _long("answer", _("What you answer"), needed=False),
    "question": _long("question", _("Question"), rows=5),
    "revision": _revision,
    "of": _of,
    "files": _files,
    "units": _units,
    "others": _other_units,
    "documents": _documents,
    "limit": _limit,
    "direct": _direct,
}
