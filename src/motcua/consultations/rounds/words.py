"""Which word of each body stands, over all rounds, and what it weighs.

The last request to a body under one template is its word: what it said before
is kept and read, and weighs nothing any more.  A request that was taken back,
or cut off, leaves the word of before standing.

A recorded silence weighs what the rule says: *agree* is for, *against* is
against, *no_objection* stands in the way of nothing and supports nothing,
*no_opinion* is left out.  It is tacit for ever, and told apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.content import Consultation, Request
from motcua.consultations.count import counted_in, is_back, of_case
from motcua.consultations.templates import template_of
from motcua.people import directory
from motcua.workflows.definition import Body, ConsultationTemplate

FOR, AGAINST, OPEN_WORD, OUT, MISSING = "for", "against", "open", "out", "missing"
OUTCOMES = {
    "agree": FOR,
    "agree_with_remarks": FOR,
    "disagree": AGAINST,
    "not_competent": OUT,
    "other": OPEN_WORD,
}
"""What an answer weighs; ``other`` is neither yes nor no, and no support."""
SILENCES = {"agree": FOR, "against": AGAINST, "no_objection": OUT, "no_opinion": OUT}
"""What a silence weighs, by its meaning."""

BINDING = "binding"
FIELD = "field "


@dataclass(frozen=True)
class Word:
    """What one body's last word weighs."""

    request: Request
    stance: str
    is_tacit: bool
    """Nobody said it: the rule about silence did."""
    is_binding: bool
    can_veto: bool

    @property
    def unit(self) -> str:
        """Whose word it is."""
        return self.request.unit

    @property
    def is_optional(self) -> bool:
        """Say whether nothing waits for it."""
        return self.request.optional


def words(acting: Acting, case: Case, template_id: str = "") -> list[Word]:
    """Return the standing word of every body that the case asked; of one template, if named."""
    return [_word(acting, each) for each in standing(acting, case, template_id)]


def standing(acting: Acting, case: Case, template_id: str = "") -> Iterator[Request]:
    """Go through the last request to each body under each template."""
    last: dict[tuple[str, str], Request] = {}
    for consultation in of_case(acting, case):
        if template_id in ("", consultation.template):
            for request in counted_in(consultation):
                last[consultation.template, request.unit] = request
    yield from last.values()


def _word(acting: Acting, request: Request) -> Word:
    consultation = request.consultation
    template = template_of(acting, consultation)
    stance, tacit = stance_of(acting, request)
    return Word(
        request=request,
        stance=stance,
        is_tacit=tacit,
        is_binding=effect_of(template, consultation, request.unit) == BINDING,
        can_veto=can_veto(acting, template, request.unit),
    )


def stance_of(acting: Acting, request: Request) -> tuple[str, bool]:
    """Return what the request weighs now, and whether silence alone makes it so."""
    if request.struck is None and request.silence is not None:
        return SILENCES[request.silence.meaning], True
    if request.is_open or request.is_planned:
        if is_back(acting, request):  # The time is over, and the worker has yet to record it.
            return SILENCES[template_of(acting, request.consultation).silence], True
        return MISSING, False
    if request.opinion is None:
        return OUT, False
    return OUTCOMES[request.opinion.reply.outcome], False


def effect_of(template: ConsultationTemplate, consultation: Consultation, unit: str) -> str:
    """Return what the opinion of ``unit`` does to the decision: advisory or binding."""
    body = body_of(template, consultation.case, unit)
    return (body.effect if body else "") or template.effect


def body_of(template: ConsultationTemplate, case: Case, unit: str) -> Body | None:
    """Return the line of the template that names ``unit``, itself or by a field of the case."""
    for body in template.bodies:
        if body.unit == unit:
            return body
        if body.unit.startswith(FIELD) and case.value(body.unit[len(FIELD) :]) == unit:
            return body
    return None


def can_veto(acting: Acting, template: ConsultationTemplate, unit: str) -> bool:
    """Say whether one no of ``unit`` makes the whole unfavourable."""
    if unit in template.veto:
        return True
    if not template.veto or not directory.has_unit(acting.root, unit):
        return False
    return directory.unit(acting.root, unit).kind in template.veto
