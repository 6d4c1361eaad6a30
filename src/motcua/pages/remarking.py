"""Remarks and conditions in the form of an answer: a few empty lines, and one more when asked for.

There is no script in this.  “Add one more” sends the form, which comes back
with everything that was typed and with another empty line.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import colander
from deform.widget import MappingWidget
from pyramid.request import Request
from translationstring import TranslationString

from motcua.consultations.content import Reply
from motcua.consultations.settings import ConsultationRules
from motcua.pages import forms
from motcua.pages.fields import lines
from motcua.pages.legible import number_in
from motcua.pages.typed import text_of
from motcua.pages.widgets import Text
from motcua.words import Sentence, _, translate

REMARKS, CONDITIONS = "remarks", "conditions"
EMPTY = {REMARKS: 3, CONDITIONS: 1}
"""Lines that stand empty when the form opens."""
TITLES: Mapping[str, tuple[Sentence, TranslationString, Sentence]] = {
    REMARKS: (_("Remarks"), _("Remark ${n}"), _("Add one more remark")),
    CONDITIONS: (_("Conditions"), _("Condition ${n}"), _("Add one more condition")),
}
HELP: Mapping[str, Sentence] = {
    REMARKS: _(
        "They get numbers, and the asker answers each of them. The place is, for example,"
        " article 5 paragraph 2."
    ),
    CONDITIONS: _("You agree on these conditions. The asker answers each of them too."),
}
SAID = {REMARKS: "remark", CONDITIONS: "condition"}
"""How the field of a line is called."""
LONGEST, LONGEST_PLACE = 30_000, 200


class Rows(MappingWidget):
    """Lines under each other, with the button that asks for another one."""

    template = "rows"

    def __init__(self, more: str, said: Sentence, **facts: Any):
        self.more, self.said = more, said
        super().__init__(**facts)


def more_wanted(request: Request) -> str:
    """Return of which kind another line was asked for; empty where the form was sent otherwise."""
    return next((kind for kind in EMPTY if _more(kind) in request.POST), "")


def nodes(request: Request, reply: Reply) -> list[colander.SchemaNode]:
    """Return the nodes of both kinds, with how many lines each has."""
    counts = {kind: _count(request, reply, kind) for kind in EMPTY}
    found = [_rows(request, kind, counts[kind]) for kind in EMPTY]
    return [*found, *(forms.hidden(_number(kind), colander.Integer()) for kind in EMPTY)]


def beginning(request: Request, reply: Reply) -> dict[str, Any]:
    """Return what stands in them when the form opens."""
    remarks = [{"place": place, "remark": text} for place, text in reply.numbered]
    conditions = [{"condition": text} for text in reply.conditions]
    return {
        REMARKS: _named(remarks),
        CONDITIONS: _named(conditions),
        **{_number(kind): _count(request, reply, kind) for kind in EMPTY},
    }


def renew(form: forms.Form, reply: Reply) -> None:
    """Let the form know how many lines it has, when it is shown again."""
    for kind in EMPTY:
        form.renew(_number(kind), _count(form.request, reply, kind))


def written(filled: Mapping[str, Any]) -> dict[str, tuple[str, ...]]:
    """Return what a reply takes of it: remarks, their places, conditions."""
    remarks = list(_filled(filled, REMARKS))
    return {
        "remarks": tuple(each["remark"] or "" for each in remarks),
        "places": tuple(each["place"] or "" for each in remarks),
        "conditions": tuple(each["condition"] or "" for each in _filled(filled, CONDITIONS)),
    }


def _filled(filled: Mapping[str, Any], kind: str) -> Iterable[Mapping[str, Any]]:
    return (each for each in (filled.get(kind) or {}).values() if each)


def _named(rows: list[dict[str, str]]) -> dict[str, dict[str, str]]:
    return {str(number): row for number, row in enumerate(rows, 1)}


def _more(kind: str) -> str:
    return f"more-{kind}"


def _number(kind: str) -> str:
    return f"number-of-{kind}"


def _count(request: Request, reply: Reply, kind: str) -> int:
    """Return how many lines there are: as many as were sent, or what is written and some empty."""
    there = len(getattr(reply, kind)) + EMPTY[kind]
    sent = number_in(text_of(request.POST.get(_number(kind))), there)
    most = request.acting.office.borrow(ConsultationRules).remarks + 1
    return min(sent + (more_wanted(request) == kind), most)


def _rows(request: Request, kind: str, count: int) -> colander.SchemaNode:
    language = request.locale_name
    title, each, more = TITLES[kind]
    rows = [_row(kind, number, each, language) for number in range(1, count + 1)]
    return colander.SchemaNode(
        colander.Mapping(),
        *rows,
        name=kind,
        title=translate(title, language),
        description=translate(HELP[kind], language),
        widget=Rows(_more(kind), translate(more, language)),
        missing=None,
    )


def _row(kind: str, number: int, title: TranslationString, language: str) -> colander.SchemaNode:
    said = translate(title % {"n": str(number)}, language)
    parts = [lines(SAID[kind], _("What it says"), language, 2, most=LONGEST, missing=None)]
    if kind == REMARKS:
        parts.insert(0, _place(language))
    return colander.SchemaNode(
        colander.Mapping(), *parts, name=str(number), title=said, missing=None
    )


def _place(language: str) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name="place",
        title=translate(_("Place"), language),
        widget=Text(),
        validator=colander.Length(max=LONGEST_PLACE),
        missing=None,
    )
