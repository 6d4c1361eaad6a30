"""Mails about a case: to the applicant, to its holder, to whoever plays a role."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from motcua.acting import Acting
from motcua.cases import clocks
from motcua.cases.access import unit_of_role
from motcua.cases.content import Case
from motcua.cases.events import CaseFiled, NoticeDue
from motcua.notifications.remembering import Remembered
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

KIND = "mails about a case"
"""Under which the due queue knows who is to be told."""
FILED = "filed"
ADDRESS = "motcua.address"
"""The setting that says under which address the pages are reached."""


def filed(acting: Acting, event: CaseFiled) -> None:
    """Have the applicant told that the case has a code."""
    _remember(acting, event.case, FILED, (APPLICANT,))


def notice(acting: Acting, event: NoticeDue) -> None:
    """Have those told whom the procedure wants told."""
    _remember(acting, event.case, event.about, event.recipients, event.facts.get("rule", ""))


def _remember(
    acting: Acting, case: Case, about: str, recipients: Iterable[str], rule: str = ""
) -> None:
    """Lay down in a few bytes who is to be told what; the worker writes the mails at once.

    Written within the step, its mails were two fifths of the bytes that the
    step wrote, and a fourth of its time.
    """
    track = case.track
    said = Remembered(about, str(track.revision), track.state, rule, tuple(recipients))
    acting.root.due_queue.put(acting.now, KIND, case.key, said.text)


def write(acting: Acting, subject: bytes, remembered: str) -> None:
    """Write the mails that :func:`notice` has promised; the due queue calls this."""
    case: Case | None = acting.root.cases.shelf.get(subject)
    if case is None:
        return
    rules = definition(acting.root, case.procedure, case.version)
    said = Remembered.read(remembered)
    for part in said.recipients:
        is_applicant = part == APPLICANT
        recipients = _applicant(case) if is_applicant else _officials(acting, case, rules, part)
        facts = _facts(acting, case, said.state, is_applicant)
        tell(acting, recipients, _mail(said, is_applicant), facts, case.key, said.occasion)


def _mail(said: Remembered, is_applicant: bool) -> str:
    if said.about == FILED:
        return "case_filed"
    return f"{'applicant' if is_applicant else 'official'}_{said.about}"


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


def _facts(acting: Acting, case: Case, step: str, for_applicant: bool) -> dict[str, Sentence]:
    rules = definition(acting.root, case.procedure, case.version)
    state = rules.states[step]
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
