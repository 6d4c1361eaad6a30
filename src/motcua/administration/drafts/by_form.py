"""Changing a draft through forms: one step, action, consultation, paper, field or role at a time.

Each form writes the text through :mod:`motcua.workflows.editing`, and only
what was answered otherwise: comments, order and the language of the keys stay.
No script is needed.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.administration.drafts import EDIT, TEMPLATES
from motcua.administration.drafts.editor import draft_of
from motcua.administration.drafts.filling import Filling, Said
from motcua.administration.drafts.naming import Names
from motcua.administration.drafts.showing import Seen, bits, looked_at
from motcua.pages import forms
from motcua.pages.forms import Button, Form, hidden
from motcua.pages.questions import asked, question
from motcua.pages.schemas import Number
from motcua.words import Label, Sentence, _
from motcua.workflows import drafting, editing
from motcua.workflows.content import Draft
from motcua.workflows.definition import Definition
from motcua.workflows.drafting import NotLikeThat
from motcua.workflows.editing import CannotEdit
from motcua.workflows.reader import read

Path = tuple[str, ...]

SECTIONS: dict[str, tuple[str, Sentence, Sentence]] = {
    "states": ("state", _("Steps"), _("Add a step")),
    "anywhere": ("anywhere", _("Actions at several steps"), _("Add an action at several steps")),
    "consultations": ("consultation", _("Consultations"), _("Add a consultation")),
    "papers": ("paper", _("Papers"), _("Add a paper")),
    "fields": ("field", _("Fields of forms"), _("Add a field")),
    "roles": ("role", _("Roles"), _("Add a role")),
}
"""Sections of a file: which block stands in each, how it is called, how one more is added."""

WHAT: dict[str, Sentence] = {
    "procedure": _("The procedure as a whole"),
    "state": _("Step"),
    "action": _("Action"),
    "anywhere": _("Action at several steps"),
    "consultation": _("Consultation"),
    "paper": _("Paper"),
    "field": _("Field"),
    "role": _("Role"),
}


@dataclass(frozen=True)
class Row:
    """A line of the list of everything that has a form."""

    path: str
    title: Sentence
    about: Sentence
    actions: tuple[Row, ...] = ()
    is_final: bool = False


@dataclass(frozen=True)
class Opened:
    """A draft opened to be changed by forms."""

    request: Request
    draft: Draft
    rules: Definition
    seen: Seen

    @property
    def here(self) -> str:
        """Return the address of the draft."""
        return f"/quan-tri/du-thao/{self.draft.number}"

    @property
    def forms(self) -> str:
        """Return the address of the list of forms."""
        return f"{self.here}/bieu-mau"

    @property
    def names(self) -> Names:
        """Return what may be named in it."""
        return Names(self.request.acting, self.rules)

    def save(self, text: str, seen: int) -> None:
        """Save a changed text."""
        drafting.save(self.request.acting, self.draft, text, seen)


def opened_draft(request: Request) -> Opened:
    """Return the draft of the address, opened; refused where no form can be made of it."""
    draft = draft_of(request)
    if not draft.is_open:
        raise NotLikeThat(
            _("This is proposed or closed; its text does not change."), _("Go back to the list.")
        )
    rules = read(draft.text).definition
    if rules is None:
        raise NotLikeThat(
            _("The text cannot be read, so no form can be made of it."),
            _("Mend it in the text first."),
        )
    return Opened(request, draft, rules, looked_at(request, draft, draft.text))


def page(opened: Opened, **more: Any) -> dict[str, Any]:
    """Return what every page of a draft by form shows."""
    return {
        "bits": bits(),
        "draft": opened.draft,
        "seen": opened.seen,
        "here": opened.here,
        "forms": opened.forms,
        **more,
    }


# ---- the list ----------------------------------------------------------------------------------


@view_config(
    route_name="draft_forms",
    request_method="GET",
    permission=EDIT,
    renderer=TEMPLATES + "forms.pt",
)
def every_form(request: Request) -> dict[str, Any]:
    """Everything in the draft that has a form."""
    opened = opened_draft(request)
    sections = [
        (section, title, add, _rows(opened.rules, section))
        for section, (_block, title, add) in SECTIONS.items()
    ]
    return page(opened, sections=sections)


def _rows(rules: Definition, section: str) -> list[Row]:
    if section == "states":
        return [_state_row(rules, id) for id in rules.states]
    if section == "anywhere":
        actions = (each for state in rules.states.values() for each in state.actions)
        found = {each.id: each for each in actions if each.anywhere}
        return [_row(f"anywhere/{id}", each, id) for id, each in found.items()]
    written = editing.value(rules.text).get(section) or {}
    known = getattr(rules, section)
    return [_row(f"{section}/{id}", known[id], id) for id in written if id in known]


def _state_row(rules: Definition, id: str) -> Row:
    state = rules.states[id]
    own = [each for each in state.actions if not each.anywhere]
    return Row(
        f"states/{id}",
        _titled(state, id),
        state.within.said if state.within else "",
        tuple(_action_row(rules, id, each) for each in own),
        bool(state.final),
    )


def _action_row(rules: Definition, state: str, action: Any) -> Row:
    target = rules.states.get(action.to)
    leads: Sentence = target.title if target else ""
    return Row(f"states/{state}/actions/{action.id}", _titled(action, action.id), leads)


def _questions(rules: Definition, id: str) -> list[Row]:
    """Return what a consultation asks besides, each question with a form of its own."""
    template = rules.consultations.get(id)
    asked = template.questions if template else ()
    return [_row(f"consultations/{id}/questions/{each.id}", each, each.id) for each in asked]


def _row(path: str, thing: Any, id: str) -> Row:
    return Row(path, _titled(thing, id), id)


def _titled(thing: Any, id: str) -> Sentence:
    title: Label = thing.title
    return title if title.vi or title.en else id


# ---- one form ----------------------------------------------------------------------------------


@view_config(route_name="draft_form", permission=EDIT, renderer=TEMPLATES + "form.pt")
def change(request: Request) -> dict[str, Any] | Response:
    """Change one part of the draft."""
    opened = opened_draft(request)
    path = _path(request)
    block = block_at(path)
    said: Said = said_at(opened, path)
    filling = Filling(request, opened.names, block, said)
    form = form_over(opened, filling.schema(), _("Save in the draft"), "form")
    renaming, removing = _renaming(opened, path), _removing(opened)
    if form.answers() is not None and form.attempt(
        lambda: _changed(opened, path, said, filling.meant(form.filled), form.filled["seen"])
    ):
        request.tell(_("Saved in the draft."))
        return HTTPSeeOther(f"{opened.forms}#{'.'.join(path)}")
    for other, deed in ((renaming, _renamed), (removing, _removed)):
        if (
            path
            and other.answers() is not None
            and other.attempt(_doing(deed, opened, path, other))
        ):
            request.tell(_("Saved in the draft."))
            return HTTPSeeOther(opened.forms)
    id = path[-1] if path else ""
    return page(
        opened,
        what=WHAT[block],
        title=title_of(said, id) if path else opened.draft.title,
        path="/".join(path),
        line=editing.place(opened.draft.text, path).line if path else 1,
        actions=_state_row(opened.rules, id).actions if block == "state" else None,
        questions=_questions(opened.rules, id) if block == "consultation" else None,
        form=form.shown(shown(opened, form)),
        renaming=renaming.shown({"seen": opened.draft.current, "id": id}) if path else "",
        removing=removing.shown({"seen": opened.draft.current}) if path else "",
    )


def shown(opened: Opened, form: Form) -> dict[str, Any]:
    """Return with what a form is shown: the revision that was seen."""
    return {"seen": opened.draft.current}


def _doing(deed: Any, opened: Opened, path: Path, form: Form) -> Callable[[], None]:
    return lambda: deed(opened, path, form)


def _path(request: Request) -> Path:
    """Return the place in the text that the address names; nothing for the whole procedure."""
    steps = tuple(filter(None, request.matchdict["path"]))
    return () if steps == ("procedure",) else steps


def block_at(path: Path) -> str:
    """Return which block stands at a place."""
    if not path:
        return "procedure"
    if len(path) == 2 and path[0] in SECTIONS:
        return SECTIONS[path[0]][0]
    if len(path) == 4 and (path[0], path[2]) == ("states", "actions"):
        return "action"
    if len(path) == 4 and (path[0], path[2]) == ("consultations", "questions"):
        return "field"
    raise NotHere(_("There is no form for this."))


def said_at(opened: Opened, path: Path) -> Said:
    """Return what stands at a place of the draft."""
    try:
        said = editing.value(opened.draft.text, path)
    except CannotEdit as refusal:
        raise NotHere(refusal.sentence, refusal.way_out) from None
    return said if isinstance(said, dict) else {"title": {"vi": str(said)}}


def title_of(said: Said, id: str) -> Sentence:
    """Return how a block is called; its id where it has no name."""
    title = said.get("title") or {}
    return Label(title.get("vi", ""), title.get("en", "")) if title else id


def form_over(opened: Opened, schema: Any, verb: Sentence, formid: str, kind: str = "main") -> Form:
    """Return a form over ``schema`` that says which revision was seen."""
    schema.insert(0, hidden("seen", Number(whole=True)))
    return forms.form(opened.request, schema, buttons=[Button(formid, verb, kind)], formid=formid)


def _changed(opened: Opened, path: Path, said: Said, meant: Said, seen: int) -> None:
    """Write what was answered otherwise, key by key."""
    text = opened.draft.text
    for key, value in meant.items():
        old = said.get(key)
        if (value or None) == (old or None):
            continue
        text = editing.put(text, (*path, key), value or None)
    opened.save(text, seen)


def _renaming(opened: Opened, path: Path) -> Form:
    id = question(
        opened.request,
        "id",
        _("Id in the file"),
        help=_("Small letters without marks, digits and _. Every mention of it is changed too."),
    )
    return form_over(opened, asked(id), _("Change the id"), "rename", "")


def _renamed(opened: Opened, path: Path, form: Form) -> None:
    new = form.filled["id"].strip()
    text = opened.draft.text
    if new != path[-1]:
        text = editing.rename(text, path, new)
    opened.save(text, form.filled["seen"])


def _removing(opened: Opened) -> Form:
    return form_over(opened, asked(), _("Take it out of the procedure"), "remove", "grave")


def _removed(opened: Opened, path: Path, form: Form) -> None:
    opened.save(editing.remove(opened.draft.text, path), form.filled["seen"])
