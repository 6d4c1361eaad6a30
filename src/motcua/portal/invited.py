"""Somebody outside who is asked by a link: the code first, then what is asked, then the answer.

Each address begins with the same guard (:func:`_entered`): the link is read
before anything is looked up, and without the pass that the code gives, no more
is shown than who asks.  What these pages say is nobody else's: no search engine
keeps them, and no address of theirs goes to another site.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import wraps
from typing import Any

import colander
from deform.widget import TextAreaWidget
from pyramid.config import Configurator
from pyramid.httpexceptions import HTTPSeeOther, HTTPTooManyRequests
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.settings import asbool
from pyramid.view import view_config

from motcua.acting import Acting, Refusal
from motcua.consultations.access import document_for
from motcua.consultations.asking.questions import NOT_COMPETENT, outcomes_of, questions_of
from motcua.consultations.content import Reply
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.outside.guests import answer, enter, prove
from motcua.consultations.outside.links import BadLink
from motcua.consultations.outside.proof import hidden_address, is_code_good, pass_for, send_code
from motcua.consultations.suggestions import silence_said
from motcua.consultations.templates import due_of, template_of
from motcua.documents import uploads
from motcua.pages import applying, forms
from motcua.pages.downloads import file_response
from motcua.pages.forms import Button, Form, tried
from motcua.pages.headers import HTTPS
from motcua.pages.schemas import TO_CHOOSE, file_slots, node_of
from motcua.pages.typed import text_of
from motcua.pages.widgets import Radios
from motcua.people import directory
from motcua.portal.lookup import network_of
from motcua.storage.throttle import Limit, Throttle
from motcua.words import Sentence, _, translate

BY_NETWORK = Limit(times=60, period=timedelta(minutes=1))
"""How often these pages are asked for from one network, right links and wrong ones."""
THROTTLE = "motcua.portal.invited"
COOKIE = "motcua_gop_y"
RULE = "opinion"
"""Which rule of ``config/uploads.yaml`` the files follow."""
SLOTS = 2
LONGEST = 30_000
SEEN = "seen_changes"
PROOF = "motcua.portal:templates/invited_proof.pt"
DESK = "motcua.portal:templates/invited.pt"
HEADERS = {"X-Robots-Tag": "noindex, nofollow, noarchive", "Referrer-Policy": "no-referrer"}

View = Callable[[Request], Any]


def guarded(view: View) -> View:
    """Count who asks, and keep the page from search engines and other sites."""

    @wraps(view)
    def guarded_view(request: Request) -> Any:
        request.response.headers.update(HEADERS)
        request.add_response_callback(lambda _request, response: response.headers.update(HEADERS))
        throttle: Throttle = request.registry[THROTTLE]
        network = network_of(request.remote_addr or "")
        if not throttle.allow(network, request.now):
            wait = throttle.wait(network, request.now)
            raise HTTPTooManyRequests(
                request.voice.say(_("This was tried too often.")),
                headers={"Retry-After": str(int(wait.total_seconds()) + 1)},
            )
        return view(request)

    return guarded_view


def _entered(request: Request) -> tuple[OpinionRequest, Acting | None]:
    """Return what the link asks, and its guest once the code was typed; the guard of all."""
    return enter(request.visitor, request.matchdict["link"], request.cookies.get(COOKIE, ""))


@view_config(route_name="invited", permission=NO_PERMISSION_REQUIRED, renderer=DESK)
@guarded
def invited(request: Request) -> dict[str, Any] | Response:
    """Ask for the code; then show what is asked, and take the answer."""
    asked, guest = _entered(request)
    if guest is None:
        return _proof(request, asked)
    form = _form(request, guest, asked)
    filled = form.answers()
    if filled is not None and form.attempt(lambda: _answer(guest, asked, form)):
        request.tell(_("Your opinion has been received. A receipt is on its way to your mail box."))
        gone = HTTPSeeOther(request.route_path("invited_thanks"))
        gone.delete_cookie(COOKIE, path=request.path)
        return gone
    if form.refusal is not None:
        form.renew(SEEN, len(asked.changes))
    consultation = asked.consultation
    template = template_of(guest, consultation)
    return {
        "asked": asked,
        "title": template.title,
        "procedure": consultation.case.subject,
        "asker": directory.unit(guest.root, consultation.asking_unit),
        "body": directory.unit(guest.root, asked.unit),
        "due": due_of(guest, asked),
        "silence": silence_said(template),
        "documents": [
            (each.document, f"{request.path}/tep/{each.document.id}") for each in asked.documents
        ],
        "changes": asked.changes,
        "form": form.shown({SEEN: len(asked.changes)}),
    }


def _proof(request: Request, asked: OpinionRequest) -> Response:
    """Show who asks and nothing more, until the code was typed."""
    wrong: Sentence | Refusal = ""
    if request.method == "POST":
        if "send" in request.POST:
            wrong = _code_sent(request, asked)
        elif prove(request.visitor, asked, text_of(request.POST.get("code"), 40)):
            return _let_in(request, asked)
        else:
            wrong = _("This code is not right, or no longer good.")
    sentence = wrong.sentence if isinstance(wrong, Refusal) else wrong
    asker = directory.unit(request.stored, asked.consultation.asking_unit)
    request.override_renderer = PROOF
    return {  # type: ignore[return-value]
        "asker": asker,
        "address": hidden_address(asked.outsider.email if asked.outsider else ""),
        "sent": is_code_good(request.visitor, asked),
        "wrong": sentence,
        "way_out": wrong.way_out if isinstance(wrong, Refusal) else "",
    }


def _code_sent(request: Request, asked: OpinionRequest) -> Refusal | str:
    return tried(request, lambda: send_code(request.visitor, asked)) or ""


def _let_in(request: Request, asked: OpinionRequest) -> Response:
    answer = HTTPSeeOther(request.path)
    answer.set_cookie(
        COOKIE,
        pass_for(request.visitor, asked),
        path=request.path,
        httponly=True,
        samesite="Lax",
        secure=asbool(request.registry.settings.get(HTTPS)),
    )
    return answer


@view_config(route_name="invited_file", request_method="GET", permission=NO_PERMISSION_REQUIRED)
@guarded
def file(request: Request) -> Response:
    """Answer with a paper that was chosen for them, under the same guard."""
    asked, guest = _entered(request)
    if guest is None:
        raise BadLink(
            _("Type the code first."), _("Open the link again; a code is sent to your mail box.")
        )
    response = file_response(request, document_for(guest, asked, request.matchdict["file"]))
    response.headers.update(HEADERS)
    return response


@view_config(
    route_name="invited_thanks",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/invited_thanks.pt",
)
@guarded
def thanks(request: Request) -> dict[str, Any]:
    """Say that the answer was received; nothing of it is shown."""
    return {}


def _form(request: Request, guest: Acting, asked: OpinionRequest) -> Form:
    language = request.locale_name
    outcomes = [(id, translate(said, language)) for id, said in outcomes_of(guest, asked).items()]
    nodes = [
        colander.SchemaNode(
            colander.String(),
            name="outcome",
            title=translate(_("Your answer"), language),
            widget=Radios(values=outcomes),
            validator=colander.OneOf([id for id, _said in outcomes]),
            missing_msg=TO_CHOOSE,
        ),
        *_questions(request, guest, asked),
        _long("text", _("Your opinion"), _("Needed where you disagree."), language, 6),
        _long("remarks", _("Remarks"), _("One on each line."), language, 4),
        file_slots(language, SLOTS, RULE),
        forms.hidden(SEEN, colander.Integer()),
    ]
    schema = colander.SchemaNode(colander.Mapping(), *nodes)
    return forms.form(request, schema, buttons=[Button("give", _("Send the opinion"))])


def _questions(request: Request, guest: Acting, asked: OpinionRequest) -> list[colander.SchemaNode]:
    fields = questions_of(guest, asked)
    if not fields:
        return []
    units = applying.units_for(request)
    needed = request.POST.get("outcome") != NOT_COMPETENT
    nodes = [node_of(each, needed, request.locale_name, units) for each in fields]
    title = translate(_("Questions"), request.locale_name)
    return [colander.SchemaNode(colander.Mapping(), *nodes, name="answers", title=title)]


def _long(
    name: str, title: Sentence, help: Sentence, language: str, rows: int
) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=translate(title, language),
        description=translate(help, language),
        widget=TextAreaWidget(rows=rows),
        validator=colander.Length(max=LONGEST),
        missing=None,
    )


def _answer(guest: Acting, asked: OpinionRequest, form: Form) -> None:
    filled: Mapping[str, Any] = form.filled
    reply = Reply(
        outcome=filled["outcome"] or "",
        text=filled["text"] or "",
        remarks=tuple((filled["remarks"] or "").splitlines()),
        files=_taken(form, filled["files"]),
        answers=tuple((filled.get("answers") or {}).items()),
    )
    answer(guest, asked, reply, filled[SEEN])


def _taken(form: Form, tokens: Mapping[str, str | None]) -> tuple[Any, ...]:
    acting = form.request.acting
    chosen = (tokens.get(f"file{number}") for number in range(1, SLOTS + 1))
    return tuple(uploads.take_held(acting, token, RULE) for token in chosen if token)


def includeme(config: Configurator) -> None:
    """Count in this process who asks for these pages."""
    config.registry[THROTTLE] = Throttle(BY_NETWORK)
