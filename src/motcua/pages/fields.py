"""The fields of our own forms: some lines, one line, a day, one of the answers.

Those of a procedure's form come from its definition: see :mod:`motcua.pages.schemas`.
Whatever is not said to be ``missing`` must be filled in.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import TextAreaWidget

from motcua.pages.schemas import TO_CHOOSE, Day
from motcua.pages.widgets import Radios, Text
from motcua.words import Sentence, translate

LONGEST = 30_000
"""Letters of an opinion, and of whatever else is written freely."""


def lines(
    name: str,
    title: Sentence,
    language: str,
    rows: int = 3,
    *,
    help: Sentence = "",
    most: int = LONGEST,
    **more: Any,
) -> colander.SchemaNode:
    """Return a field of several lines."""
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=translate(title, language),
        description=translate(help, language),
        widget=TextAreaWidget(rows=rows),
        validator=colander.Length(max=most),
        **more,
    )


def line(
    name: str,
    title: Sentence,
    language: str,
    *,
    help: Sentence = "",
    most: int = 100,
    **more: Any,
) -> colander.SchemaNode:
    """Return a field of one short line."""
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=translate(title, language),
        description=translate(help, language),
        widget=Text(css_class="narrow"),
        validator=colander.Length(max=most),
        **more,
    )


def day(
    name: str, title: Sentence, language: str, *, help: Sentence = "", **more: Any
) -> colander.SchemaNode:
    """Return a field for a day."""
    return colander.SchemaNode(
        Day(),
        name=name,
        title=translate(title, language),
        description=translate(help, language),
        widget=Text(attributes={"inputmode": "numeric"}, css_class="narrow"),
        **more,
    )


def answer(
    title: Sentence, offered: Mapping[str, Sentence], language: str, **more: Any
) -> colander.SchemaNode:
    """Return a field for one of the answers that are ``offered``, all of them in sight."""
    return colander.SchemaNode(
        colander.String(),
        name="outcome",
        title=translate(title, language),
        widget=Radios(values=[(id, translate(said, language)) for id, said in offered.items()]),
        validator=colander.OneOf(list(offered)),
        missing_msg=TO_CHOOSE,
        **more,
    )
