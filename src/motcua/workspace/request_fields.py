"""What is filled in where something is done with a request: the fields of its small forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, CheckboxWidget
from pyramid.request import Request

from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.inside import may_prepare
from motcua.consultations.inside.away import named
from motcua.consultations.inside.further import proposed, units_for
from motcua.consultations.inside.pieces import OF, whom
from motcua.consultations.rounds.reversing import THEN
from motcua.consultations.templates import limit_of
from motcua.deadlines.terms import read_term
from motcua.pages import forms
from motcua.pages.answering import RULE
from motcua.pages.fields import line, lines
from motcua.pages.forms import Button, Form
from motcua.pages.schemas import TO_CHOOSE, chosen, file_slots
from motcua.pages.widgets import Folded
from motcua.words import Sentence, _, translate

SLOTS = 3
SHORT, LONGEST, OPEN = 2000, 20_000, 30_000
"""Letters: of a reason, of what another unit reads, of an opinion of one's own."""

Making = Callable[[Request, OpinionRequest], colander.SchemaNode | None]
"""Makes one field; none where there is nothing to fill in."""


def form_of(
    request: Request, asked: OpinionRequest, names: Iterable[str], buttons: tuple[Button, ...]
) -> Form:
    """Return the form with the fields of those names."""
    schema = colander.SchemaNode(colander.Mapping())
    for name in names:
        node = _FIELDS[name](request, asked)
        if node is not None:
            schema.add(node)
    return forms.form(request, schema, buttons=buttons)


def beginning(request: Request, asked: OpinionRequest, names: Iterable[str]) -> dict[str, Any]:
    """Return what stands in the form when it is opened."""
    return {name: _BEGINNINGS[name](request, asked) for name in names if name in _BEGINNINGS}


def _all_of_it(request: Request, asked: OpinionRequest) -> str:
    """As much more time as was asked for."""
    wanted = asked.extension.wanted if asked.extension else ""
    return translate(read_term(wanted).said, request.locale_name) if wanted else ""


_BEGINNINGS: Mapping[str, Callable[[Request, OpinionRequest], object]] = {
    "granted": _all_of_it,
    "revision": lambda request, asked: asked.draft.revision if asked.draft else 0,
    "question": lambda request, asked: asked.consultation.question,
    "documents": lambda request, asked: {each.document.id for each in asked.consultation.documents},
}


def _text(name: str, title: Sentence, rows: int, most: int, needed: bool = True) -> Making:
    def node(request: Request, asked: OpinionRequest) -> colander.SchemaNode:
        missing = colander.required if needed else None
        return lines(name, title, request.locale_name, rows, most=most, missing=missing)

    return node


def _term(name: str, title: Sentence) -> Making:
    def node(request: Request, asked: OpinionRequest) -> colander.SchemaNode:
        help = _("For example: 2 working days")
        return line(name, title, request.locale_name, help=help, missing="")

    return node


def _person(request: Request, asked: OpinionRequest) -> colander.SchemaNode:
    may = may_prepare(request.acting, asked)
    people = [(each.id, named(request.acting, asked, each.id)) for each in may]
    facts = {
        "name": "person",
        "title": translate(_("Who prepares the answer"), request.locale_name),
        "missing_msg": TO_CHOOSE,
    }
    return chosen(people, facts, request.locale_name, few=0)


def _then(request: Request, asked: OpinionRequest) -> colander.SchemaNode:
    facts = {
        "name": "then",
        "title": translate(_("What follows"), request.locale_name),
        "missing_msg": TO_CHOOSE,
    }
    return chosen(list(THEN.items()), facts, request.locale_name)


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
    return line("limit", _("How much time they have"), language, help=help, missing=None)


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


_FIELDS: Mapping[str, Making] = {
    "person": _person,
    "reason": _text("reason", _("Reason"), 3, SHORT, needed=False),
    "message": _text("reason", _("Words to the body"), 3, SHORT, needed=False),
    "why": _text("why", _("Reason"), 3, SHORT),
    "words": _text("words", _("In your words"), 6, OPEN, needed=False),
    "then": _then,
    "new_limit": _term("new_limit", _("New limit, from now on; empty: as it was set before")),
    "wanted": _term("wanted", _("How much more")),
    "granted": _term("granted", _("How much is granted")),
    "needed_reason": _text("reason", _("Reason"), 3, LONGEST),
    "what_is_missing": _text("words", _("What is missing"), 3, LONGEST),
    "answer": _text("answer", _("What you answer"), 3, LONGEST, needed=False),
    "question": _text("question", _("Question"), 5, LONGEST),
    "revision": _revision,
    "of": _of,
    "files": _files,
    "units": _units,
    "others": _other_units,
    "documents": _documents,
    "limit": _limit,
    "direct": _direct,
}
"""By the names that an act lists; two fields that are called alike differ in what they allow."""
