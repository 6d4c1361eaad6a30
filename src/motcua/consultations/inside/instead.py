"""“Not competent, ask X”: the body names who is, and the asker asks them in one click."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.cases.matter import matter_of
from motcua.consultations.askers import as_asker
from motcua.consultations.asking.sending import ask_opinions
from motcua.consultations.content import Consultation, Request
from motcua.consultations.inside.competence import competent_unit
from motcua.consultations.refusals import CannotAsk
from motcua.consultations.suggestions import addable, last_request, suggested
from motcua.consultations.templates import openable, template_of
from motcua.deadlines.terms import read_term
from motcua.people import directory
from motcua.words import Sentence, _


def cannot_ask_instead(acting: Acting, request: Request) -> Sentence:
    """Say why the named unit cannot be asked the same now; empty where it can."""
    unit, case = competent_unit(request), request.consultation.case
    title = directory.unit(acting.root, unit).title
    before = last_request(acting, case, unit)
    if before is not None and before.consultation.asked_at >= request.consultation.asked_at:
        return _("${unit} has been asked.", mapping={"unit": title})
    template = template_of(acting, request.consultation)
    if all(template.id != each.id for each in openable(acting, case)):
        return _("Nothing more is asked at the present step.")
    matter = matter_of(acting, case)
    allowed = {*suggested(acting, matter, template)}
    allowed |= {each.id for each in addable(acting, case, template)}
    if unit not in allowed:
        return _("${unit} is not asked in this step.", mapping={"unit": title})
    return ""


def ask_instead(acting: Acting, request: Request) -> Consultation:
    """Ask the unit that the body has named: the same question, papers and time."""
    if not competent_unit(request):
        raise CannotAsk(_("The body has named nobody else."))
    as_asker(acting, request.consultation)
    if sentence := cannot_ask_instead(acting, request):
        raise CannotAsk(sentence, _("Look at the case as it is now."))
    consultation, unit = request.consultation, competent_unit(request)
    template = template_of(acting, consultation)
    within = read_term(request.within)
    there = {each.document.id for each in consultation.case.dossier.files if not each.superseded}
    return ask_opinions(
        acting,
        consultation.case,
        template.id,
        units=[unit],
        question=consultation.question,
        documents=[id for each in consultation.documents if (id := each.document.id) in there],
        limits={} if within == template.within else {unit: within},
        notes={unit: request.note} if request.note else {},
    )
