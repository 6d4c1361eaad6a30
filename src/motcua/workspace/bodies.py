"""The lines of the asked bodies on a case's page, set as markup.

What was answered, fell silent or was withdrawn stands still, so for those who
only read it, its line is set once for each version of the request.
"""

from __future__ import annotations

from chameleon.utils import Markup
from pyramid.renderers import get_renderer
from pyramid.request import Request

from motcua.acting import Acting
from motcua.consultations.access import INSIDE, opinion_seen
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.record.confidence import is_plain
from motcua.consultations.table import Round, row, said_at
from motcua.notifications.delivery import is_undelivered
from motcua.pages.kept import Kept, version
from motcua.workspace import addresses
from motcua.workspace.asked_more import answers_part
from motcua.workspace.inside import below, through

TEMPLATE = "motcua.workspace:templates/body.pt"
TONES = {
    "agree": "fine",
    "remarks": "accent",
    "disagree": "late",
    "other": "plain",
    "silence": "paused",
    "withdrawn": "plain",
    "closed": "plain",
    "late": "late",
    "opened": "plain",
    "wait": "plain",
}
"""The colour and shape beside what a body said; a silence never looks like an answer."""
ASKER_ACTS = {
    "grant_extension": "them-han",
    "urge": "don-doc",
    "withdraw": "rut",
    "change": "sua-yeu-cau",
    "answer_pieces": "tra-bo-sung",
    "ask_anew": "hoi-lai",
    "reverse_silence": "huy-im-lang",
}
"""What the asker does with a request, and where."""
_kept: Kept[Markup] = Kept(1000)
"""By the versions of the requests, which change with whatever becomes of them."""


def bodies(request: Request, sent: Round) -> Markup:
    """Return the lines of the bodies that were asked."""
    own = units_inside(request.acting)
    asked = sent.consultation.requests
    acting = request.acting
    if not any(_is_live(acting, each, own) for each in asked):
        return _standing_still(request, *asked)
    return Markup(
        "".join(
            _set(request, each) if _is_live(acting, each, own) else _standing_still(request, each)
            for each in asked
        )
    )


def units_inside(acting: Acting) -> frozenset[str]:
    """Return the units of which this person reads what they are asked."""
    return frozenset(unit for each in INSIDE for unit in acting.units_with(each))


def _is_live(acting: Acting, asked: OpinionRequest, own: frozenset[str]) -> bool:
    """Say whether time or the reader's position may change the line."""
    return asked.is_open or asked.unit in own or not is_plain(acting, asked)


def _standing_still(request: Request, *asked: OpinionRequest) -> Markup:
    voice, stored = request.voice, version(*asked)
    names = tuple(each.key for each in asked)
    key = stored and (names, stored, voice.language, voice.now.year)
    return _kept.get(key, lambda: Markup("".join(_set(request, each) for each in asked)))


def _set(request: Request, asked: OpinionRequest) -> Markup:
    template = get_renderer(TEMPLATE).implementation()
    return Markup(
        template(
            undelivered=is_undelivered(request.acting, asked),
            row=row(request.acting, asked),
            tones=TONES,
            asker_acts=ASKER_ACTS,
            addresses=addresses,
            answers=_answers(request, asked),
            short_instant=request.voice.short_instant,
            said_at=said_at,
            below=below(request.acting, asked),
            through=through(request.acting, asked),
        )
    )


def _answers(request: Request, asked: OpinionRequest) -> Markup | str:
    """Return what the body answered to the questions, where this person may read it."""
    opinion = opinion_seen(request.acting, asked)
    return answers_part(request, asked, opinion.reply) if opinion else ""
