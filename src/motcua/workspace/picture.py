"""The drawn procedure with the step in which a case stands, drawn once for each step."""

from __future__ import annotations

from chameleon.utils import Markup

from motcua.workflows import diagram
from motcua.workflows.definition import Definition

_drawn: dict[tuple[str, str, str], Markup] = {}
MOST_KEPT = 500


def picture(rules: Definition, language: str, current: str) -> Markup:
    """Return the picture of ``rules`` with ``current`` marked."""
    key = (rules.digest, language, current)
    drawn = _drawn.get(key)
    if drawn is None:
        while len(_drawn) >= MOST_KEPT:
            del _drawn[next(iter(_drawn))]
        drawn = _drawn[key] = Markup(diagram.svg(rules, language, current=current))
    return drawn
