"""Opinions that nobody asked for: a unit speaks up on a case that it may see.

Where the procedure allows it (``unasked: yes``).  Such an opinion is marked for
ever, the asker is told, and it counts for nothing where answers are counted:
it neither closes a round nor bars a step.  It stands as a consultation of its
own with one request, so that everything else works with it as with any other.
"""

from __future__ import annotations

import secrets

from motcua.acting import Acting, Holding, NotAllowed
from motcua.cases.access import Sight, sight
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations import flow
from motcua.consultations.access import is_inside
from motcua.consultations.answering import enter
from motcua.consultations.content import Consultation, Opinion, Reply, Request
from motcua.consultations.history import anchor
from motcua.consultations.refusals import CannotAnswer
from motcua.consultations.replying import checked
from motcua.consultations.settings import ConsultationRules
from motcua.deadlines.clock import Clock
from motcua.journal import note
from motcua.permissions import Permission
from motcua.words import _
from motcua.workflows.definition import ConsultationTemplate

KEY_LENGTH = 8


def open_to_unasked(acting: Acting, case: Case) -> tuple[ConsultationTemplate, ...]:
    """Return the templates under which this person's unit may speak up now, unasked."""
    rules = matter_of(acting, case).definition
    found = tuple(
        each for each in rules.consultations.values() if each.unasked and not each.is_ballot
    )
    if not found or rules.states[case.track.state].final or _speaking(acting, case) is None:
        return ()
    return found if sight(acting, case) >= Sight.STATUS else ()


def _speaking(acting: Acting, case: Case) -> Holding | None:
    """Return the position in which somebody may speak for a unit that was not asked."""
    busy = {case.lead_unit}
    for consultation in acting.root.consultations.of_case(case.key):
        busy.update(
            each.unit
            for each in consultation.requests
            if (each.is_open or each.opinions) and not each.is_withdrawn
        )
    for held in acting.holdings:
        if Permission.OPINION_ANSWER in held.permissions and held.unit not in busy:
            return held
    return None


def speak_unasked(acting: Acting, case: Case, template_id: str, reply: Reply) -> Opinion:
    """Give one's unit's opinion on a case about which it was not asked."""
    allowed = {each.id: each for each in open_to_unasked(acting, case)}
    template = allowed.get(template_id)
    if template is None:
        raise _refusal(acting, case)
    acting = acting.as_(_speaking(acting, case))
    request = _request(acting, case, template)
    reply = checked(acting, request, reply)
    _enter(acting, case, request.consultation)
    flow.FLOW.begin(request)
    flow.FLOW.move(request, flow.ANSWER)
    opinion = enter(acting, request, reply, about="unasked", is_late=False)
    note(acting, case.journal, "unasked opinion", unit=request.unit, template=template.id)
    anchor(acting, case)
    return opinion


def _refusal(acting: Acting, case: Case) -> Exception:
    if any(is_inside(acting, unit) for unit in _asked(acting, case)):
        return CannotAnswer(
            _("Your unit was asked about this case."), _("Answer the question that it was sent.")
        )
    return NotAllowed(
        _("Opinions that nobody asked for are not taken here."),
        _("Write to the unit that handles the case."),
    )


def _asked(acting: Acting, case: Case) -> set[str]:
    return {unit for each in acting.root.consultations.of_case(case.key) for unit in each.units}


def _request(acting: Acting, case: Case, template: ConsultationTemplate) -> Request:
    """Return the one request of a consultation that nobody sent."""
    within = template.within or acting.office.borrow(ConsultationRules).longest
    consultation = Consultation(
        key=secrets.token_bytes(KEY_LENGTH),
        case=case,
        procedure=case.procedure,
        version=case.version,
        template=template.id,
        asked_at=acting.now,
        asking_unit=case.lead_unit,
        units=(acting.unit,),
        completed_at=acting.now,
        unasked=True,
    )
    request = Request(
        key=secrets.token_bytes(KEY_LENGTH),
        unit=acting.unit,
        consultation=consultation,
        within=within.text,
        clock=Clock.started(acting.now, within).stopped(acting.now),
        opened_at=acting.now,
        opened_by_name=acting.name,
    )
    consultation.requests = (request,)
    return request


def _enter(acting: Acting, case: Case, consultation: Consultation) -> None:
    """Put it among what was asked about the case."""
    register = acting.root.consultations
    together = register.to_write(case.key)
    together.consultations = (*together.consultations, consultation)
    register.enter(case.key)
