"""The drawn procedure with the step in which a case stands, drawn once for each step."""

from __future__ import annotations

from chameleon.utils import Markup

from motcua.pages.kept import Kept
from motcua.workflows import diagram
from motcua.workflows.definition import Definition

_drawn: Kept[Markup] = Kept(500)


def picture(rules: Definition, language: str, current: str) -> Markup:
    """Return the picture of ``rules`` with ``current`` marked."""
    key = (rules.digest, language, current)
    return _drawn.get(key, lambda: Markup(diagram.svg(rules, language, current=current)))
