"""What rounds offer: with one request, and with a whole round; and why not."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.acting import Acting
from motcua.consultations.askers import is_asker
from motcua.consultations.content import Consultation, Request
from motcua.consultations.rounds.again import cannot_ask_again, cannot_confirm, cannot_undo
from motcua.consultations.rounds.looking import cannot_look, is_owed
from motcua.consultations.rounds.reopening import cannot_ask_anew
from motcua.consultations.rounds.reversing import cannot_reverse
from motcua.words import Sentence, _

Offered = Iterator[tuple[str, Sentence]]

TITLES: dict[str, Sentence] = {
    "confirm": _("The earlier opinion stays as it was"),
    "ask_anew": _("Ask for the answer anew"),
    "reverse_silence": _("Undo the silence"),
}
"""Acts on one request."""

ROUND_TITLES: dict[str, Sentence] = {
    "look": _("I have looked at the answers"),
    "close": _("Close the round"),
    "reopen": _("Open the round again"),
    "ask_again": _("Ask again"),
    "undo_again": _("Take back asking again"),
}
"""Acts on a whole round."""


def of_body(acting: Acting, request: Request) -> Offered:
    """Go through what somebody who answers for the body may do."""
    if request.earlier and request.is_open:
        yield "confirm", cannot_confirm(acting, request)


def of_asker(acting: Acting, request: Request) -> Offered:
    """Go through what whoever asked may do with a request that is not open."""
    if not cannot_ask_anew(acting, request):
        yield "ask_anew", ""


def of_decider(acting: Acting, request: Request) -> Offered:
    """Go through what whoever asked or decides may do."""
    if request.silence is not None and not cannot_reverse(acting, request):
        yield "reverse_silence", ""


def of_round(acting: Acting, consultation: Consultation) -> Offered:
    """Go through what this person may do with the whole round."""
    if is_owed(consultation) and not cannot_look(acting, consultation):
        yield "look", ""
    if not is_asker(acting, consultation):
        return
    if consultation.closing is not None:
        yield "reopen", ""
    elif any(each.is_open or each.is_planned for each in consultation.requests):
        yield "close", ""
    if not cannot_ask_again(acting, consultation):
        yield "ask_again", ""
    if not cannot_undo(acting, consultation):
        yield "undo_again", ""
