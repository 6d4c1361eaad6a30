"""What is offered inside the asked body beside opening, taking on and asking for time."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.acting import Acting
from motcua.consultations.content import Request
from motcua.consultations.inside.applying import cannot_call_in
from motcua.consultations.inside.competence import competent_unit
from motcua.consultations.inside.flows import CHECK, flow_of
from motcua.consultations.inside.further import cannot_ask_further
from motcua.consultations.inside.instead import cannot_ask_instead
from motcua.consultations.inside.pieces import NO, cannot_ask_pieces
from motcua.consultations.inside.stages import signs, takes
from motcua.consultations.templates import template_of
from motcua.words import Sentence, _

TITLES: dict[str, Sentence] = {
    "submit": _("Submit"),
    "pass_on": _("Checked: pass it on"),
    "sign": _("Sign and send as it stands"),
    "return_draft": _("Return to be revised"),
    "take_back": _("Take the draft back"),
    "ask_further": _("Ask others in turn"),
    "ask_pieces": _("Ask for what is missing"),
    "answer_pieces": _("Send what is missing"),
    "ask_instead": _("Ask the unit that is competent"),
    "call_in": _("Look at this case ourselves"),
}
"""Acts inside the body, under the names by which they are offered."""

Offered = Iterator[tuple[str, Sentence]]


def of_asking(acting: Acting, request: Request) -> Offered:
    """Go through what the body may ask of others before it answers."""
    template = template_of(acting, request.consultation)
    if template.further:
        yield "ask_further", cannot_ask_further(acting, request)
    if template.missing_pieces != NO:
        yield "ask_pieces", cannot_ask_pieces(acting, request)


def of_standing(acting: Acting, request: Request) -> Offered:
    """Go through what the body may do where its standing opinion has answered."""
    if request.standing is not None and request.standing.applies:
        yield "call_in", cannot_call_in(acting, request)


def of_asker(acting: Acting, request: Request) -> Offered:
    """Go through what whoever asked is asked for, or may do with what was answered."""
    if request.open_piece is not None:
        yield "answer_pieces", ""
    if competent_unit(request):
        yield "ask_instead", cannot_ask_instead(acting, request)


def of_draft(acting: Acting, request: Request) -> Offered:
    """Go through what this person, who may answer for the body, can do with the answer now."""
    lies = request.submission
    if lies is None:
        yield "draft", ""
        if signs(acting, request.unit):
            yield "answer", ""
        if not flow_of(acting, request.unit).is_short:
            yield "submit", ""
        return
    own = lies.by == acting.person
    if takes(acting, request.unit, lies.step):
        if lies.step == CHECK:
            oneself = _("You submitted this draft yourself: somebody else checks it.")
            yield "pass_on", oneself if own else ""
        else:
            yield "sign", ""
        if not own:
            yield "return_draft", ""
    if own:
        yield "take_back", ""
