"""The lines of the asked bodies on a case's page, set as markup.

What was answered, fell silent or was withdrawn stands still, so for those who
only read it, its line is set once for each version of the request.
"""

from __future__ import annotations

from functools import partial

from chameleon.utils import Markup
from pyramid.renderers import get_renderer
from pyramid.request import Request

from motcua.consultations.access import is_inside
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.table import Round, row
from motcua.pages.kept import Kept
from motcua.workspace import addresses

TEMPLATE = "motcua.workspace:templates/body.pt"
TONES = {
    "agree": "fine",
    "remarks": "accent",
    "disagree": "late",
    "other": "plain",
    "silence": "paused",
    "withdrawn": "plain",
    "late": "late",
    "opened": "plain",
    "wait": "plain",
}
"""The colour and shape beside what a body said; a silence never looks like an answer."""
ASKER_ACTS = {
    "grant_extension": "them-han",
    "urge": "don-doc",
    "withdraw": "rut",
}
"""What the asker does with a request, and where."""
_kept: Kept[Markup] = Kept(5000)


def bodies(request: Request, sent: Round) -> list[Markup]:
    """Return the line of each body that was asked."""
    return [_body(request, each) for each in sent.consultation.requests]


def _body(request: Request, asked: OpinionRequest) -> Markup:
    if asked.is_open or is_inside(request.acting, asked.unit):
        return _set(request, asked)
    voice = request.voice
    key = (asked.key, asked._p_serial, voice.language, voice.now.year)
    return _kept.get(key, partial(_set, request, asked))


def _set(request: Request, asked: OpinionRequest) -> Markup:
    template = get_renderer(TEMPLATE).implementation()
    return Markup(
        template(
            row=row(request.acting, asked),
            tones=TONES,
            asker_acts=ASKER_ACTS,
            addresses=addresses,
            short_instant=request.voice.short_instant,
        )
    )
