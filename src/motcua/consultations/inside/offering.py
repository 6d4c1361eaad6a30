"""What is offered inside the asked body beside opening, taking on and asking for time."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.acting import Acting
from motcua.consultations.content import Request
from motcua.consultations.inside.flows import CHECK, flow_of
from motcua.consultations.inside.stages import signs, takes
from motcua.words import Sentence, _

TITLES: dict[str, Sentence] = {
    "submit": _("Submit"),
    "pass_on": _("Checked: pass it on"),
    "sign": _("Sign and send as it stands"),
    "return_draft": _("Return to be revised"),
    "take_back": _("Take the draft back"),
}
"""Acts inside the body, under the names by which they are offered."""

Offered = Iterator[tuple[str, Sentence]]


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
