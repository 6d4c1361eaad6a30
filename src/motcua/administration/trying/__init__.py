"""Trying a procedure out in the browser, before or after it is published.

Choose who you are, press the buttons that this person would have, move the
date; see the step in the picture, the clocks, the letters, who is told, and
why something is refused.  The pages are stateless: a hidden field holds the
list of what was done, and every request plays all of it again
(:mod:`motcua.rehearsals`), so nothing is stored and nothing has to be tidied.

:mod:`sources` says which text is tried, :mod:`moves` turns a pressed button
into one more move, :mod:`scene` is what is shown, :mod:`past` replays real
cases.
"""

from __future__ import annotations

from pyramid.config import Configurator

from motcua.permissions import Permission

EDIT = Permission.DEFINITION_EDIT
TEMPLATES = "motcua.administration.trying:templates/"

HERE = "/quan-tri/thu"
ROUTES = (
    ("administration_try", HERE),
    ("administration_try_letter", f"{HERE}/van-ban"),
    ("administration_replay", f"{HERE}/dien-lai"),
)


def add_routes(config: Configurator) -> None:
    """Tell where these pages are."""
    for name, pattern in ROUTES:
        config.add_route(name, pattern)
