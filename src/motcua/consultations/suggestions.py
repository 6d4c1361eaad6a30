"""Whom to ask, why, how long, and what to expect: everything known before sending.

The definition suggests; the official decides.  What the law makes compulsory
cannot be left out, and each suggestion says why it stands there.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.acting import Acting
from motcua.cases import clocks
from motcua.cases.content import Case, Enclosure
from motcua.cases.matter import CaseMatter, matter_of
from motcua.consultations.content import Request
from motcua.consultations.inbox import body_list
from motcua.consultations.templates import WAIT, calendar_of, limit_of, openable_template
from motcua.deadlines.due import Due, due_at
from motcua.deadlines.terms import Term
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import Sentence, _
from motcua.workflows.conditions import Conditions
from motcua.workflows.definition import Body, ConsultationTemplate

FIELD = "field "
"""``field xa_phuong``: the unit that this field of the case names."""

COUNTED = 200
"""Up to how many open requests of a body are counted."""


@dataclass(frozen=True)
class Suggestion:
    """One body that may be asked."""

    unit: Unit
    because: Sentence
    required: bool
    """It cannot be left out: the procedure says so."""
    chosen: bool
    """Marked when the form opens."""
    due: Due | None
    """Until when it would have time, by its own calendar, with the reasons."""
    before: Request | None
    """What it was asked about this case last; pending where ``before.is_open``."""
    waiting: int
    """How many requests it has open at present."""
    warning: Sentence = ""
    """What speaks against the limit."""
    step: int = 1
    """In which turn the procedure asks it."""
    optional: bool = False
    """Nothing waits for its answer."""
    within: Term | None = None
    """How long the procedure gives it."""


@dataclass(frozen=True)
class Suggestions:
    """Everything a form for asking opinions begins with."""

    template: ConsultationTemplate
    bodies: tuple[Suggestion, ...]
    others: tuple[Unit, ...]
    """Who may be added."""
    question: str
    documents: tuple[Enclosure, ...]
    """What may be shown to them; all are marked when the form opens."""
    silence: Sentence
    """What no answer at the limit will mean, with the rule."""


def suggestions(acting: Acting, case: Case, template_id: str) -> Suggestions:
    """Return with what a form for asking opinions begins; see :class:`Suggestions`."""
    template = openable_template(acting, case, template_id)
    matter = matter_of(acting, case)
    bodies = tuple(
        _suggestion(acting, case, template, body, unit)
        for unit, body in suggested(acting, matter, template).items()
    )
    named = {each.unit.id for each in bodies}
    return Suggestions(
        template=template,
        bodies=bodies,
        others=tuple(each for each in addable(acting, case, template) if each.id not in named),
        question=template.question.said_in("vi"),
        documents=tuple(each for each in case.dossier.files if not each.superseded),
        silence=silence_said(template),
    )


def suggested(
    acting: Acting, matter: CaseMatter, template: ConsultationTemplate
) -> dict[str, Body]:
    """Return the bodies whose conditions hold for this case, by unit, in the order of the file.

    The agency that asks is never asked; a unit named twice is required if
    either line requires it.
    """
    found: dict[str, Body] = {}
    for body in template.bodies:
        unit = _unit(matter, body)
        if not _may_be_asked(acting, matter.case, unit) or not _applies(acting, matter, body):
            continue
        if unit not in found or body.required:
            found[unit] = body
    return found


def _unit(matter: CaseMatter, body: Body) -> str:
    if body.unit.startswith(FIELD):
        return str(matter.value(body.unit.removeprefix(FIELD)) or "")
    return body.unit


def _may_be_asked(acting: Acting, case: Case, unit: str) -> bool:
    return bool(unit) and unit != case.lead_unit and directory.has_unit(acting.root, unit)


def _applies(acting: Acting, matter: CaseMatter, body: Body) -> bool:
    today = acting.now.date()
    if body.valid_from and today < body.valid_from:
        return False
    if body.valid_until and today > body.valid_until:
        return False
    conditions = acting.office.borrow(Conditions)
    return all(conditions.judged(each, matter, acting).ok for each in body.when)


def addable(acting: Acting, case: Case, template: ConsultationTemplate) -> list[Unit]:
    """Return the units that may be asked besides those suggested."""
    everyone = directory.units(acting.root)
    chosen = [each for each in everyone if _is_named(each, template)]
    return [each for each in chosen if each.id != case.lead_unit]


def _is_named(unit: Unit, template: ConsultationTemplate) -> bool:
    if not template.choose_from:
        return not template.bodies
    return unit.id in template.choose_from or unit.kind in template.choose_from


def required(acting: Acting, matter: CaseMatter, template: ConsultationTemplate) -> list[str]:
    """Return the bodies that must be asked about this case and have not been."""
    asked = {
        unit
        for consultation in acting.root.consultations.asked_by_case(matter.case.key)
        if consultation.template == template.id and not consultation.unasked
        for unit in consultation.units
        if not consultation.request_to(unit).is_withdrawn
    }
    bodies = suggested(acting, matter, template)
    return [unit for unit, body in bodies.items() if body.required and unit not in asked]


def last_request(acting: Acting, case: Case, unit: str) -> Request | None:
    """Return what ``unit`` was asked about the case last, withdrawn requests left out."""
    for consultation in reversed(acting.root.consultations.asked_by_case(case.key)):
        request = consultation.request_to(unit)
        if request is not None and not request.is_withdrawn:
            return request
    return None


def _suggestion(
    acting: Acting, case: Case, template: ConsultationTemplate, body: Body, unit: str
) -> Suggestion:
    within = body.within or template.within
    due = expected(acting, unit, within) if within else None
    before = last_request(acting, case, unit)
    return Suggestion(
        unit=directory.unit(acting.root, unit),
        because=why_said(body),
        required=body.required and before is None,
        step=body.step,
        optional=body.optional,
        within=within,
        chosen=before is None,
        due=due,
        before=before,
        waiting=acting.root.worklists.count([body_list(unit)], most=COUNTED),
        warning=_warning(acting, case, before, due),
    )


def why_said(body: Body) -> Sentence:
    """Say why the procedure asks this body, and from when until when that rule holds."""
    told = {"because": body.because, "since": body.valid_from, "until": body.valid_until}
    if body.valid_from and body.valid_until:
        return _("${because} (rule from ${since} to ${until})", mapping=told)
    if body.valid_from:
        return _("${because} (rule from ${since} on)", mapping=told)
    if body.valid_until:
        return _("${because} (rule until ${until})", mapping=told)
    return body.because


def is_pending(request: Request | None) -> bool:
    """Say whether a body has yet to answer this, or to be asked it when its turn comes."""
    return request is not None and (request.is_open or request.is_planned)


def expected(acting: Acting, unit: str, within: Term) -> Due:
    """Return until when ``unit`` would have time if it were asked now."""
    return due_at(calendar_of(acting, unit), acting.now, within)


def _warning(acting: Acting, case: Case, before: Request | None, due: Due | None) -> Sentence:
    if before is not None and before.is_planned:
        return _("Planned already, as step ${n}.", mapping={"n": str(before.step)})
    if before is not None and before.is_open:
        return _(
            "Asked already; its answer is due ${when}.", mapping={"when": limit_of(acting, before)}
        )
    case_due = clocks.case_due(acting, case)
    if due and case_due and due.instant > case_due:
        return _too_late(case_due)
    return ""


def _too_late(case_due: datetime) -> Sentence:
    return _(
        "The answer would be due after the case itself, which is due ${when}.",
        mapping={"when": case_due},
    )


def silence_said(template: ConsultationTemplate) -> Sentence:
    """Say what no answer at the limit means, and under which rule."""
    if template.silence == WAIT:
        return _(
            "No answer in time does not count as consent: the answer stays owed, and the asker "
            "and the head of the one-stop unit are told (NĐ 61/2018, art. 19.5)."
        )
    meaning = SILENCE[template.silence]
    if not template.silence_ground:
        return meaning
    return _(
        "${meaning} (${ground})",
        mapping={"meaning": meaning, "ground": template.silence_ground},
    )


SILENCE: dict[str, Sentence] = {
    "agree": _("No answer in time counts as agreement"),
    "no_objection": _("No answer in time counts as having no objection"),
    "no_opinion": _("No answer in time counts as having no opinion"),
    "against": _("No answer in time counts as disagreement"),
}
"""What silence may mean, as it is said before and after the limit."""
