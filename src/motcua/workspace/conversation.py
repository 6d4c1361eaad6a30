"""What passed between those who asked about a case and one body, as a conversation in order."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from motcua.acting import NotHere
from motcua.cases.access import Sight, sight
from motcua.consultations.access import documents_seen
from motcua.consultations.overviews.conversation import Turn, conversation
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence
from motcua.workspace import addresses
from motcua.workspace.opened import case_of
from motcua.workspace.story import Line, request_teller


@dataclass(frozen=True)
class Said:
    """One turn as it is shown."""

    turn: Turn
    line: Line
    """As the story tells it: what, who, why."""
    outcome: Sentence = ""
    documents: tuple[Any, ...] = ()


@view_config(
    route_name="case_conversation",
    request_method="GET",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/conversation.pt",
)
def page(request: Request) -> dict[str, object]:
    """Show the conversation."""
    acting = request.acting
    case = case_of(request)
    unit = request.matchdict["unit"]
    turns = conversation(acting, case, unit)
    if not turns:
        raise NotHere()
    return {
        "case": case,
        "unit": directory.unit(acting.root, unit),
        "turns": [_said(request, turn) for turn in turns],
        "reads_case": sight(acting, case) >= Sight.STATUS,
        "addresses": addresses,
    }


def _said(request: Request, turn: Turn) -> Said:
    """Return a turn in words; of papers only those that this reader may open."""
    acting = request.acting
    line = request_teller(acting, request.voice, turn.request)(turn.entry)
    seen = {each.id for each in documents_seen(acting, turn.request)}
    documents: tuple[Any, ...] = ()
    if turn.is_question:
        documents = tuple(each.document for each in turn.request.documents)
    elif turn.opinion is not None:
        documents = turn.opinion.reply.files
    return Said(turn, line, documents=tuple(each for each in documents if each.id in seen))
