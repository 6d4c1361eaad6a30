"""What is under way, and beginning something new."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.administration.drafts import EDIT, READ, TEMPLATES
from motcua.administration.drafts.showing import STATES, address
from motcua.pages import forms
from motcua.pages.forms import Button, Form
from motcua.pages.questions import asked, choice, question
from motcua.words import Sentence, _
from motcua.workflows import audit, drafting, drafts, editing, versions
from motcua.workflows.content import Draft
from motcua.workflows.editing import templates
from motcua.workflows.reading.pairs import NAME

CLOSED_SHOWN = 20
"""Drafts that were published or put away and are still listed."""
COPY = "copy:"
"""With what a choice begins that names another procedure."""


@dataclass(frozen=True)
class Listed:
    """A draft, as the list shows it."""

    draft: Draft
    address: str
    kind: str
    state: Sentence
    author: Sentence
    saved_by: Sentence
    may_open: bool


def listed(request: Request, draft: Draft) -> Listed:
    """Return a draft as lists show it; one of somebody else is named and not opened."""
    acting = request.acting
    kind, state = STATES[draft.state]
    return Listed(
        draft,
        address(draft),
        kind,
        state,
        drafting.name_of(acting.root, draft.author),
        drafting.name_of(acting.root, draft.present.person),
        drafts.may_see(acting, draft),
    )


@view_config(route_name="drafts", permission=EDIT, renderer=TEMPLATES + "drafts.pt")
def every_draft(request: Request) -> dict[str, Any]:
    """Proposals that wait, drafts that are written, and the last ones that were closed."""
    acting = request.acting
    every = drafts.every(acting.root)
    closed = [each for each in every if not (each.is_open or each.is_proposed)]
    return {
        "proposals": [
            (listed(request, each), drafting.may_publish(acting, each))
            for each in every
            if each.is_proposed
        ],
        "open": [listed(request, each) for each in every if each.is_open],
        "closed": [
            listed(request, each) for each in closed[:CLOSED_SHOWN] if drafts.may_see(acting, each)
        ],
        "procedures": [versions.last(acting.root, id) for id in sorted(versions.ids(acting.root))],
    }


@view_config(route_name="procedure_edit", request_method="POST", permission=EDIT, renderer="string")
def edit(request: Request) -> Response:
    """Go on with one's own draft of a procedure, or begin one."""
    acting, id = request.acting, request.matchdict["workflow"]
    last = versions.last(acting.root, id)
    if last is None:
        raise NotHere(_("There is no such procedure."))
    draft = drafts.mine(acting, id)
    if draft is None:
        draft = drafting.begin(acting, id, versions.text(acting.root, last.digest))
    return HTTPSeeOther(address(draft))


@view_config(route_name="drafts_new", permission=EDIT, renderer=TEMPLATES + "new.pt")
def new(request: Request) -> dict[str, Any] | Response:
    """Begin a new procedure: from a template, or from another procedure."""
    form = _form(request)
    filled = form.answers()
    if filled is not None:
        begun: list[Draft] = []
        if form.attempt(lambda: begun.append(_begun(request, filled))):
            request.tell(_("The draft is begun. Nobody follows it before it is published."))
            return HTTPSeeOther(address(begun[0]))
    return {"form": form.shown()}


def _form(request: Request) -> Form:
    acting = request.acting
    others = [
        (COPY + id, _("Like: ${title}", mapping={"title": last.title}))
        for id in sorted(versions.ids(acting.root))
        if (last := versions.last(acting.root, id)) is not None
    ]
    id = question(
        request,
        "id",
        _("Id of the new procedure"),
        help=_("Small letters without marks, digits and -, as in cap-giay-phep-xay-dung."),
    )
    id.validator = colander.All(id.validator, _is_name, _is_free(request))
    keys = choice(
        request,
        "keys",
        _("Keys of the file"),
        KEYS,
        help=_("For a pattern; a copy keeps those of the procedure it is like."),
        few=2,
    )
    keys.default = request.locale_name
    schema = asked(
        choice(request, "start", _("Begin with"), [*templates.TITLES.items(), *others], few=20),
        question(request, "title", _("Title in Vietnamese")),
        id,
        keys,
    )
    return forms.form(request, schema, buttons=[Button("begin", _("Begin the draft"))])


KEYS: tuple[tuple[str, Sentence], ...] = (
    ("vi", _("Vietnamese: các bước, hành động, trong vòng …")),
    ("en", _("English: states, actions, within …")),
)
"""In which language the keys of a new file are written; it can be read in both."""


def _is_name(node: Any, typed: str) -> None:
    if not NAME.fullmatch(typed.strip()):
        raise colander.Invalid(
            node, _("Only small letters without marks, digits and -; at most 60 of them.")
        )


def _is_free(request: Request) -> Any:
    def check(node: Any, typed: str) -> None:
        if versions.last(request.acting.root, typed.strip()) is not None:
            raise colander.Invalid(node, _("There is a procedure with this id already."))

    return check


def _begun(request: Request, filled: dict[str, Any]) -> Draft:
    acting, start = request.acting, filled["start"]
    id, title = filled["id"].strip(), filled["title"].strip()
    if start.startswith(COPY):
        last = versions.last(acting.root, start.removeprefix(COPY))
        assert last is not None, "offered, and never taken out"
        text = templates.copy_of(versions.text(acting.root, last.digest), id)
        text = editing.put(text, ("title",), {"vi": title})
    else:
        text = templates.text(start, id, title, filled["keys"])
    text = drafts.numbered(text, versions.last_number(acting.root, id) + 1)
    return drafting.begin(acting, None, text)


@view_config(route_name="drafts_audit", request_method="GET", permission=READ)
def exported(request: Request) -> Response:
    """Who did what to procedures and when, as a table for a spreadsheet."""
    procedure = request.GET.get("thu-tuc", "")
    found = audit.entries(request.acting.root, procedure)
    response = Response(
        audit.as_csv(found, request.locale_name),
        content_type="text/csv",
        charset="utf-8",
    )
    name = f"nhat-ky-quy-trinh-{request.now:%Y%m%d}.csv"
    response.content_disposition = f'attachment; filename="{name}"'
    return response
