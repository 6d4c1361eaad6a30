"""Finding the template under which something was asked, and the time it leaves.

A consultation keeps to the version of the procedure under which it was sent:
whoever was promised seven working days, and that silence counts as agreement,
is not told otherwise later.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from motcua.acting import Acting, NotHere
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.content import Consultation, Request
from motcua.consultations.refusals import NotOpen
from motcua.deadlines.calendar import Calendars, WorkingCalendar
from motcua.deadlines.due import Due
from motcua.words import _
from motcua.workflows.definition import PARTNER, ConsultationTemplate
from motcua.workflows.versions import definition

WAIT = "wait"
"""``silence: wait``: no answer at the limit means nothing, and is still owed."""


def template_of(acting: Acting, consultation: Consultation) -> ConsultationTemplate:
    """Return the template as it stood when the consultation was sent."""
    rules = definition(acting.root, consultation.procedure, consultation.version)
    template = rules.consultations[consultation.template]
    return _asked_further(template) if consultation.parent else template


def _asked_further(template: ConsultationTemplate) -> ConsultationTemplate:
    """Return the rules for what a body asks further.

    The same answers, and the body is reminded; but no law gives its silence a
    meaning, and nobody of the case is told of what is between two bodies.
    """
    return replace(
        template,
        silence=WAIT,
        silence_ground="",
        closed_when="all",
        sealed=False,
        late=tuple(
            replace(rule, notify=(PARTNER,)) for rule in template.late if PARTNER in rule.notify
        ),
    )


def openable(acting: Acting, case: Case) -> tuple[ConsultationTemplate, ...]:
    """Return the templates that the present state of the case allows, ballots left out."""
    rules = matter_of(acting, case).definition
    every = (rules.consultations[id] for id in rules.states[case.track.state].consult)
    return tuple(each for each in every if not each.is_ballot)


def openable_template(acting: Acting, case: Case, id: str) -> ConsultationTemplate:
    """Return the template of that id; :class:`NotHere` where the state does not allow it."""
    found = next((each for each in openable(acting, case) if each.id == id), None)
    if found is None:
        raise NotHere()
    return found


def require_case_open(acting: Acting, consultation: Consultation) -> None:
    """Refuse what makes a body answer about a case that is decided."""
    if is_decided(acting, consultation.case):
        raise NotOpen(
            _("The case is closed: nobody answers about it any more."),
            _("What was decided, was decided on what stood there."),
        )


def template_of_case(acting: Acting, case: Case, id: str) -> ConsultationTemplate | None:
    """Return a template of the case's procedure by its id, whatever step the case is in."""
    return matter_of(acting, case).definition.consultations.get(id)


def calendar_of(acting: Acting, unit: str) -> WorkingCalendar:
    """Return the asked body's own calendar: its limit is counted on its own days."""
    return acting.office.borrow(Calendars).of_unit(unit)


def due_of(acting: Acting, request: Request) -> Due:
    """Return until when the body has time, and why until then."""
    return request.clock.due(calendar_of(acting, request.unit))


def limit_of(acting: Acting, request: Request) -> datetime:
    """Return the last instant at which an answer is in time.

    While the time stands still: where it would end if it ran on at once.
    """
    return due_of(acting, request).instant


def running_limit(acting: Acting, request: Request) -> datetime | None:
    """Return the same; ``None`` while the time stands still before it."""
    return request.clock.limit(calendar_of(acting, request.unit))


def is_past(acting: Acting, request: Request) -> bool:
    """Say whether it is later than the limit; it never is while the time stands still."""
    limit = running_limit(acting, request)
    return limit is not None and acting.now > limit


def silence_counts(acting: Acting, request: Request) -> bool:
    """Say whether a rule gives silence a meaning here."""
    return template_of(acting, request.consultation).silence != WAIT


def is_over(acting: Acting, request: Request) -> bool:
    """Say whether the time has passed without an answer, recorded or not yet."""
    return request.is_open and is_past(acting, request)


def is_decided(acting: Acting, case: Case) -> bool:
    """Say whether the case has ended: what was decided, was decided on what stood there."""
    matter = matter_of(acting, case)
    return bool(matter.definition.states[matter.track.state].final)
