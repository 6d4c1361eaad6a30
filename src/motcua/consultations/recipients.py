"""Who is meant by “the asked body”, “the asker”, “the head of the one-stop unit”.

Answered when a message is written, not before: positions change.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from motcua.acting import Acting
from motcua.cases.matter import matter_of
from motcua.consultations.content import Request
from motcua.consultations.inside.flows import OpinionFlows, flow_of
from motcua.consultations.settings import ConsultationRules
from motcua.people import directory
from motcua.workflows.definition import ASSIGNEE, PARTNER

PARTNERS = ("partner", PARTNER)


class Recipient(NamedTuple):
    """An address, and whose it is."""

    name: str
    email: str
    person: str = ""
    """Empty for the address of a unit."""


def of(acting: Acting, request: Request, recipient: str) -> list[Recipient]:
    """Return who is to be told, each address once; those without one are left out."""
    found = {each.email: each for each in _of(acting, request, recipient) if each.email}
    return list(found.values())


def _of(acting: Acting, request: Request, recipient: str) -> Iterator[Recipient]:
    if recipient in PARTNERS:
        yield from _body(acting, request)
    elif recipient == "inside":
        yield from _inside(acting, request)
    elif recipient == "body_head":
        yield from _holders(acting, acting.office.borrow(OpinionFlows).head, request.unit)
    elif recipient == "applicant":
        applicant = request.consultation.case.applicant
        yield Recipient(applicant.name, applicant.email)
    elif recipient == "asker":
        yield from _people(acting, {request.consultation.asked_by, _holder(acting, request)})
    elif request.consultation.parent:
        return  # Nobody else of the case is told of what bodies ask each other.
    elif recipient == "one_stop_head":
        unit = request.consultation.case.receiving_unit
        role = acting.office.borrow(ConsultationRules).one_stop_head
        yield from _holders(acting, role, unit)
        yield from _unit(acting, unit)
    elif recipient == ASSIGNEE:
        yield from _people(acting, {_holder(acting, request)})
    else:
        yield from _role(acting, request, recipient)


def _body(acting: Acting, request: Request) -> Iterator[Recipient]:
    yield from _unit(acting, request.unit)
    yield from _people(acting, {request.assignee, *request.people})


def _inside(acting: Acting, request: Request) -> Iterator[Recipient]:
    """Whoever has the present step of the body's own work; the unit, where nobody has."""
    lies = request.submission
    roles = flow_of(acting, request.unit).stage(lies.step).by if lies else ()
    if not roles and not request.assignee:
        yield from _unit(acting, request.unit)
    elif lies is None:
        yield from _people(acting, {request.assignee})
    for role in roles:
        yield from _holders(acting, role, request.unit)


def _holder(acting: Acting, request: Request) -> str:
    """Whoever has the case, or, of what is asked further, the question in hand."""
    parent = acting.root.consultations.parent_of(request.consultation)
    if parent is not None:
        return parent.assignee
    holder: str = request.consultation.case.track.assignee
    return holder


def _unit(acting: Acting, id: str) -> Iterator[Recipient]:
    unit = directory.unit(acting.root, id)
    yield Recipient(unit.title.vi, unit.email)


def _people(acting: Acting, ids: set[str]) -> Iterator[Recipient]:
    for id in sorted(ids - {""}):
        person = acting.root["people"].get(id)
        if person is not None and not person.is_disabled:
            yield Recipient(person.name, person.email, person.id)


def _holders(acting: Acting, role: str, unit: str) -> Iterator[Recipient]:
    for person in directory.holders(acting.root, role, unit, acting.now.date()):
        yield Recipient(person.name, person.email, person.id)


def _role(acting: Acting, request: Request, role: str) -> Iterator[Recipient]:
    matter = matter_of(acting, request.consultation.case)
    if role in matter.definition.roles:
        unit = matter.unit_of(role)
        yield from _holders(acting, matter.definition.roles[role].held, unit)
