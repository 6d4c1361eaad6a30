"""What the record offers with a request: taking down, contesting, a view apart, redacting."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.acting import Acting
from motcua.consultations.access import is_inside
from motcua.consultations.content import Request
from motcua.consultations.inside.stages import signs
from motcua.consultations.record.apart import cannot_dissent
from motcua.consultations.record.at_once import cannot_answer_at_once
from motcua.consultations.record.confidence import MAY, is_confidential
from motcua.consultations.record.on_paper import cannot_record
from motcua.consultations.record.redacting import cannot_redact, may_redact
from motcua.consultations.record.taking_over import cannot_answer_ourselves
from motcua.consultations.rounds.words import BINDING, effect_of
from motcua.consultations.templates import template_of
from motcua.words import Sentence, _

TITLES: dict[str, Sentence] = {
    "agree_at_once": _("Agree, with nothing to add"),
    "contest": _("Contest what was taken down"),
    "answer_ourselves": _("Give our own opinion instead"),
    "take_over": _("Take over an opinion of an earlier case"),
    "dissent": _("Attach a view of one's own"),
    "record": _("Take down an answer that came on paper"),
    "make_confidential": _("Make the answer confidential"),
    "keep_documents": _("Let the documents be read on"),
    "redact": _("What leaves the office"),
}
"""Acts of the record, under the names by which they are offered."""

Offered = Iterator[tuple[str, Sentence]]


def of_body(acting: Acting, request: Request) -> Offered:
    """Go through what somebody who answers for the body may do besides."""
    opinion = request.opinion
    if opinion is None:
        signed = signs(acting, request.unit) and request.submission is None
        if request.is_open and signed and not cannot_answer_at_once(acting, request, "agree"):
            yield "agree_at_once", ""
        return
    if opinion.recorded is not None:
        yield "contest", ""
    if opinion.taken is not None and not request.is_open:
        yield "answer_ourselves", cannot_answer_ourselves(acting, request)
    if not any(each.by == acting.person for each in request.dissents):
        yield "dissent", cannot_dissent(acting, request)


def of_asker(acting: Acting, request: Request) -> Offered:
    """Go through what whoever asks may do besides."""
    template = template_of(acting, request.consultation)
    if not cannot_record(acting, request):
        yield "record", ""
    if _may_be_taken_over(acting, request):
        yield "take_over", ""
    open_to_all = not (request.is_withdrawn or is_confidential(acting, request))
    if template.confidential == MAY and open_to_all:
        yield "make_confidential", ""
    if not (template.keeps_access or request.access_kept or request.is_withdrawn):
        yield "keep_documents", ""


def _may_be_taken_over(acting: Acting, request: Request) -> bool:
    """Say whether an earlier opinion may stand for the answer; which, its page looks at."""
    sent = request.consultation
    outside = sent.parent or sent.unasked or request.outsider is not None
    if outside or not request.is_open or request.opinions:
        return False
    return effect_of(template_of(acting, sent), sent, request.unit) != BINDING


def of_decider(acting: Acting, request: Request) -> Offered:
    """Go through what those who decide on the case may do with an opinion."""
    outside = request.opinion is not None and not is_inside(acting, request.unit)
    if outside and may_redact(acting, request):
        yield "redact", cannot_redact(acting, request)
