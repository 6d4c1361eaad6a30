"""Mails about a case: to the applicant, to its holder, to whoever plays a role."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.acting import Acting
from motcua.cases import clocks
from motcua.cases.access import unit_of_role
from motcua.cases.content import Case
from motcua.cases.events import CaseFiled, NoticeDue
from motcua.notifications.telling import Recipient, tell
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workflows.definition import APPLICANT, ASSIGNEE, Definition
from motcua.workflows.versions import definition

FACTS = frozenset(
    [
        "code",
        "procedure",
        "subject",
        "applicant",
        "step",
        "tells",
        "due",
        "link",
        "office",
        "telephone",
    ]
)
"""What a mail about a case may name."""

ADDRESS = "motcua.address"
"""The setting that says under which address the pages are reached."""


def filed(acting: Acting, event: CaseFiled) -> None:
    """Tell the applicant that the case has a code."""
    case = event.case
    tell(acting, _applicant(case), "case_filed", _facts(acting, case, True), case.key, "filed")


def notice(acting: Acting, event: NoticeDue) -> None:
    """Tell those whom the procedure wants told."""
    case = event.case
    rules = definition(acting.root, case.procedure, case.version)
    occasion = f"{event.about} {case.track.revision} {event.facts.get('rule', '')}"
    for part in event.recipients:
        is_applicant = part == APPLICANT
        mail = f"{'applicant' if is_applicant else 'official'}_{event.about}"
        recipients = _applicant(case) if is_applicant else _officials(acting, case, rules, part)
        tell(acting, recipients, mail, _facts(acting, case, is_applicant), case.key, occasion)


def _applicant(case: Case) -> list[Recipient]:
    return [Recipient(case.applicant.email, case.applicant.language)]


def _officials(acting: Acting, case: Case, rules: Definition, part: str) -> list[Recipient]:
    return [
        Recipient(directory.person(acting.root, id).email) for id in _ids(acting, case, rules, part)
    ]


def _ids(acting: Acting, case: Case, rules: Definition, part: str) -> Iterator[str]:
    """Return who plays ``part`` today: the holder, a role, or whoever a field names."""
    root = acting.root
    if part == ASSIGNEE or (part not in rules.roles and part in rules.fields):
        person = case.track.assignee if part == ASSIGNEE else str(case.value(part))
        if person in root["people"]:
            yield person
    elif part in rules.roles:
        unit = unit_of_role(case, rules, part)
        role = rules.roles[part].held
        yield from (each.id for each in directory.holders(root, role, unit, acting.now.date()))


def _facts(acting: Acting, case: Case, for_applicant: bool) -> dict[str, Sentence]:
    rules = definition(acting.root, case.procedure, case.version)
    state = rules.states[case.track.state]
    counter = directory.unit(acting.root, case.receiving_unit)
    due = clocks.case_due(acting, case) if for_applicant else clocks.next_due(acting, case)
    address = acting.office.settings.get(ADDRESS, "").rstrip("/")
    return {
        "code": case.code,
        "procedure": rules.title,
        "subject": case.subject or rules.title,
        "applicant": case.applicant.name,
        "step": state.title,
        "tells": state.tells,
        "due": due or _("no limit runs"),  # type: ignore[dict-item]
        "link": f"{address}/tra-cuu" if for_applicant else f"{address}/ho-so/{case.code}",
        "office": counter.title,
        "telephone": counter.telephone,
    }
