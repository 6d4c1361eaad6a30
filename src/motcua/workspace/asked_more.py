"""How a request was asked: its turn, its changes, its delivery; and what was answered.

Set as parts, so that the page of a request and the lines of a case say the same.
"""

from __future__ import annotations

from chameleon.utils import Markup
from pyramid.csrf import get_csrf_token
from pyramid.request import Request

from motcua.consultations.access import is_inside
from motcua.consultations.asking.changing import PARTS
from motcua.consultations.asking.questions import answers_said
from motcua.consultations.content import Reply
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.templates import template_of
from motcua.notifications.delivery import deliveries
from motcua.pages.speaking import set_part
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workspace import addresses

ASKED = "motcua.workspace:templates/asked_more.pt"
ANSWERS = "motcua.workspace:templates/answers.pt"
PURPOSES: dict[str, Sentence] = {
    "approval": _("For approval"),
    "correction": _("For correction: an edited paper may be returned"),
    "information": _("For information: no answer is needed"),
}
"""What is wanted of the body, where it is not simply its opinion."""


def asked_part(request: Request, asked: OpinionRequest) -> Markup:
    """Return how the request was asked: for what, in which turn, changed how, delivered or not."""
    acting = request.acting
    asker_side = not is_inside(acting, asked.unit)
    return set_part(
        request,
        ASKED,
        asked=asked,
        purpose=PURPOSES.get(template_of(acting, asked.consultation).purpose, ""),
        titles=PARTS,
        people=[directory.name_of(acting.root, each) for each in asked.people],
        mails=deliveries(acting, asked) if asker_side and asked.is_known else [],
        asker_side=asker_side,
        token=get_csrf_token(request) if asked.outsider else "",
        again=addresses.request_act(asked.id, "gui-lai-duong-dan"),
    )


def answers_part(request: Request, asked: OpinionRequest, reply: Reply) -> Markup:
    """Return the questions with what the body answered to each; nothing where nothing was asked."""
    said = [each for each in answers_said(request.acting, asked, reply) if each.given is not None]
    return set_part(request, ANSWERS, answers=said)
