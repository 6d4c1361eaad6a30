"""Quick answers: plain agreement with one click, and one answer to many requests.

What needs thinking is not answered by the dozen: a refusal says which request
is to be opened, and why.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.answering import give_opinion
from motcua.consultations.content import Opinion, Reply, Request
from motcua.consultations.inside.stages import signs
from motcua.consultations.refusals import CannotAnswer
from motcua.consultations.templates import template_of
from motcua.words import Sentence, _

QUICK = ("agree", "not_competent")
"""What may be said to many at once."""


def cannot_answer_at_once(acting: Acting, request: Request, outcome: str) -> Sentence:
    """Say why this request is not answered together with others; empty where it may be."""
    template = template_of(acting, request.consultation)
    if outcome not in QUICK:
        return _("A disagreement or remarks are written for each question by itself.")
    if outcome not in template.answers:
        return _("This answer is not among those that the question allows.")
    if template.questions:
        return _("It asks questions of its own: open it and answer them.")
    if not signs(acting, request.unit):
        return _("The answers of your unit are signed by somebody else.")
    if request.draft is not None and request.draft.saved_by != acting.person:
        who = request.draft.saved_by_name
        return _("${who} is writing an answer: open it first.", mapping={"who": who})
    return ""


def answer_at_once(acting: Acting, request: Request, outcome: str, text: str = "") -> Opinion:
    """Give a quick answer; raise :class:`CannotAnswer` with the reason where it needs opening."""
    if sentence := cannot_answer_at_once(acting, request, outcome):
        raise CannotAnswer(sentence, _("Open this question and answer it there."))
    return give_opinion(acting, request, Reply(outcome, text))
