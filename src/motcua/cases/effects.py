"""What a step brings about: clocks, holder, findings, letters, notices, the journal.

The machine says which step was taken; nothing of the case but its state has
changed until :func:`carry_out` has done what the definition wants.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from motcua.acting import SYSTEM, Acting
from motcua.cases import clocks
from motcua.cases.content import Enclosure
from motcua.cases.events import CaseClosed, CaseMoved, NoticeDue
from motcua.cases.letters import write_letter
from motcua.cases.matter import CaseMatter
from motcua.journal import note
from motcua.words import Label
from motcua.workflows.definition import Action
from motcua.workflows.steps import Step


def carry_out(acting: Acting, matter: CaseMatter, step: Step) -> None:
    """Do everything that ``step`` brings about, in this transaction."""
    acting = acting.as_(step.holding)
    before = clocks.case_due(acting, matter.case)
    for effect in EFFECTS:
        effect(acting, matter, step)
    if letter := getattr(step.node, "letter", ""):
        enclose_letter(acting, matter, letter, step.form, before)
    _write_down(acting, matter, step, before)
    acting.announce(_moved(matter, step))
    _tell(acting, matter, step)
    if outcome := matter.definition.states[step.to_state].final:
        acting.announce(CaseClosed(matter.case, outcome))


def _count(acting: Acting, matter: CaseMatter, step: Step) -> None:
    """Remember who did it, for duty separation and ``at_most``."""
    if step.kind != "action":
        return
    doer = acting.person or SYSTEM if acting.holdings or acting.is_system else "applicant"
    deed = "|".join(filter(None, (doer, acting.on_behalf_of)))
    track = matter.track
    track.done = {**track.done, step.action: (*track.done.get(step.action, ()), deed)}


def _find(acting: Acting, matter: CaseMatter, step: Step) -> None:
    """Keep what was filled in, and what the definition sets."""
    today = acting.now.date().isoformat()
    wanted = getattr(step.node, "set", {})
    settled = {name: today if value == "today" else value for name, value in wanted.items()}
    matter.case.findings.record({**step.form, **settled})


def _assign(acting: Acting, matter: CaseMatter, step: Step) -> None:
    """Give the case to whom the action says."""
    wanted = step.node.assign if isinstance(step.node, Action) else ""
    if not wanted:
        return
    track = matter.track
    if wanted == "nobody":
        track.assignee = track.assignee_unit = ""
    elif wanted == "me":
        track.assignee, track.assignee_unit = acting.person, acting.unit
    else:
        field = matter.definition.fields[wanted]
        track.assignee = str(step.form[wanted])
        track.assignee_unit = matter.unit_of(field.role) if field.role else matter.case.lead_unit


def enclose_letter(
    acting: Acting,
    matter: CaseMatter,
    letter: str,
    form: Mapping[str, Any] | None = None,
    due_before: datetime | None = None,
) -> None:
    """Write a letter about the case and put it into the dossier."""
    document = write_letter(acting, matter, letter, form, due_before)
    enclosure = Enclosure(f"letter:{letter}", document, acting.now, acting.person)
    matter.case.dossier.add((enclosure,))


EFFECTS: tuple[Callable[[Acting, CaseMatter, Step], None], ...] = (
    _count,
    _find,
    _assign,
    clocks.step_taken,
)


def _write_down(acting: Acting, matter: CaseMatter, step: Step, before: datetime | None) -> None:
    after = clocks.case_due(acting, matter.case)
    facts: dict[str, Any] = {"from": step.from_state, "to": step.to_state}
    if step.form:
        facts["form"] = {name: str(value) for name, value in step.form.items() if value != ""}
    if before != after:
        facts["due"] = after
    if letter := getattr(step.node, "letter", ""):
        facts["letter"] = letter
    note(acting, matter.case.journal, step.deed, **facts)


def _moved(matter: CaseMatter, step: Step) -> CaseMoved:
    final = bool(matter.definition.states[step.to_state].final)
    stated = step.node.consultations if isinstance(step.node, Action) else ""
    return CaseMoved(
        case=matter.case,
        action=step.action,
        label=getattr(step.node, "title", Label("")),
        from_state=step.from_state,
        to_state=step.to_state,
        consultations="withdraw" if final else stated,
    )


def _tell(acting: Acting, matter: CaseMatter, step: Step) -> None:
    recipients = getattr(step.node, "notify", ())
    if recipients:
        about = "late" if step.kind == "late" else "step"
        acting.announce(NoticeDue(matter.case, recipients, about, {"state": step.to_state}))
