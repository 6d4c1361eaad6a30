"""Single questions of forms that no procedure asks: about people, days, reasons.

They are read and shown as the fields of procedures are, so that a day is
written in one way in the whole house.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget
from pyramid.request import Request

from motcua.pages.schemas import TO_CHOOSE, chosen, node_of
from motcua.pages.widgets import Tick
from motcua.words import LANGUAGES, Label, Sentence, translate
from motcua.workflows.definition import Field


def question(
    request: Request,
    name: str,
    title: Sentence,
    kind: str = "text",
    *,
    help: Sentence = "",
    required: bool = True,
) -> colander.SchemaNode:
    """Return a node that asks for one thing of ``kind``, one of those a procedure may ask for."""
    field = Field(name, _label(title), kind, help=_label(help))
    return node_of(field, required, request.locale_name)


def choice(
    request: Request,
    name: str,
    title: Sentence,
    offered: Sequence[tuple[str, Sentence]],
    *,
    help: Sentence = "",
    few: int = 0,
) -> colander.SchemaNode:
    """Return a node that takes one of ``offered``; a list where there are more than ``few``."""
    language = request.locale_name
    facts = {
        "name": name,
        "title": translate(title, language),
        "description": translate(help, language),
        "missing_msg": TO_CHOOSE,
    }
    node = chosen(offered, facts, language, few)
    if len(offered) == 1:
        node.default = offered[0][0]
    return node


def several_of(
    request: Request,
    name: str,
    title: Sentence,
    offered: Sequence[tuple[str, Sentence]],
    help: Sentence = "",
) -> colander.SchemaNode:
    """Return a node that takes any of ``offered``, or none."""
    language = request.locale_name
    values = [(value, translate(said, language)) for value, said in offered]
    return colander.SchemaNode(
        colander.Set(),
        name=name,
        title=translate(title, language),
        description=translate(help, language),
        widget=_Boxes(values=values),
        validator=colander.ContainsOnly([value for value, _said in values]),
        missing=frozenset(),
    )


class _Boxes(CheckboxChoiceWidget):
    """Several of a few, all in sight, under one legend."""

    group = True
    focused = "{}-0"


def tick(request: Request, name: str, title: Sentence, ticked: bool = False) -> colander.SchemaNode:
    """Return a node that is true where a box is ticked."""
    return colander.SchemaNode(
        colander.Boolean(true_val="true", false_val="false"),
        name=name,
        title=translate(title, request.locale_name),
        widget=Tick(),
        default=ticked,
        missing=False,
    )


def asked(*nodes: Any, **facts: Any) -> colander.SchemaNode:
    """Return the schema of a form that asks these questions."""
    return colander.SchemaNode(colander.Mapping(), *nodes, **facts)


def _label(sentence: Sentence) -> Label:
    return Label(*(translate(sentence, language) for language in LANGUAGES))
