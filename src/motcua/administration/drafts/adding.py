"""One more step, action, consultation, paper, field or role in a draft."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.administration.drafts import EDIT, TEMPLATES
from motcua.administration.drafts.by_form import (
    WHAT,
    Opened,
    Path,
    block_at,
    form_over,
    opened_draft,
    page,
    said_at,
    shown,
    title_of,
)
from motcua.administration.drafts.filling import Filling
from motcua.pages.forms import Form
from motcua.pages.questions import asked, choice, question
from motcua.storage.folding import fold
from motcua.words import _
from motcua.workflows import editing
from motcua.workflows.editing.changes import new_id


@view_config(route_name="draft_add", permission=EDIT, renderer=TEMPLATES + "add.pt")
def add(request: Request) -> dict[str, Any] | Response:
    """Add a step, an action, a consultation, a paper, a field or a role."""
    opened = opened_draft(request)
    path = tuple(filter(None, request.matchdict["path"]))
    block = block_at((*path, "x"))
    form = form_over(opened, _asked_for(opened, block), _("Add it"), "form")
    added: list[Path] = []
    if form.answers() is not None and form.attempt(
        lambda: added.append(_added(opened, path, block, form))
    ):
        request.tell(_("It is in the draft now. Here is everything that can be said of it."))
        return HTTPSeeOther(f"{opened.forms}/{'/'.join(added[0])}")
    of = said_at(opened, path[:2]) if len(path) > 2 else {}
    return page(
        opened,
        what=WHAT[block],
        of=title_of(of, path[1]) if of else "",
        back=f"{opened.forms}/{'/'.join(path[:2])}" if of else opened.forms,
        form=form.shown(shown(opened, form)),
    )


def _asked_for(opened: Opened, block: str) -> Any:
    """Return the questions without whose answers it would say nothing."""
    request = opened.request
    nodes: list[Any] = [
        question(request, "title", _("Name in Vietnamese")),
        question(request, "title_en", _("Name in English"), required=False),
    ]
    keys = {
        "state": ("within",),
        "action": ("by", "to"),
        "anywhere": ("by", "from", "to"),
        "consultation": ("within", "silence"),
    }.get(block, ())
    filling = Filling(request, opened.names, block, {})
    for key, shape in filling.shapes():
        if key in keys:
            nodes += filling.nodes(key, shape, None)
    if block == "state":
        after = [(id, each.title) for id, each in opened.rules.states.items() if not each.final]
        nodes.append(choice(request, "after", _("Stands in the file behind"), after))
        nodes[-1].missing = ""
    id = question(
        request,
        "id",
        _("Id in the file"),
        required=False,
        help=_("Leave it empty and it is made of the name."),
    )
    return asked(*nodes, id)


def _added(opened: Opened, path: Path, block: str, form: Form) -> Path:
    filled = form.filled
    id = (filled["id"] or "").strip() or made_of(filled["title"])
    title = {"vi": filled["title"].strip(), "en": (filled["title_en"] or "").strip()}
    title = {language: said for language, said in title.items() if said}
    filling = Filling(opened.request, opened.names, block, {})
    meant = {
        key: each
        for key, shape in filling.shapes()
        if key != "title" and key in filled and (each := filling.meaning(key, shape, filled))
    }
    text = opened.draft.text
    if block == "state":
        text = editing.add_state(text, id, title, after=filled["after"] or "", **meant)
    elif block == "action":
        text = editing.add_action(text, path[1], id, title=title, **meant)
    elif block == "anywhere":
        text = editing.add_action(text, "anywhere", id, title=title, **meant)
    else:
        new_id(text, (*path, id))
        text = editing.put(text, (*path, id), {"title": title, **meant})
    opened.save(text, filled["seen"])
    return (*path, id)


def made_of(title: str) -> str:
    """Return an id made of a name: small letters without marks, one _ between words."""
    words = "".join(sign if sign.isalnum() else " " for sign in fold(title)).split()
    made = "_".join(words)[:60].strip("_")
    return made if made[:1].isalpha() else f"x_{made}"
