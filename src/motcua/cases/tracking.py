"""What an applicant is told: where the case is, what comes next, by when, who holds it.

The office and its telephone are named, never the official: whoever calls
reaches the counter that may speak for the case.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from motcua.acting import Acting, Refusal
from motcua.cases import clocks, secrets
from motcua.cases.actions import available
from motcua.cases.content import Case, Enclosure
from motcua.cases.matter import CaseMatter, matter_of
from motcua.cases.numbering import NotACode, Numbering
from motcua.cases.versions import knowing
from motcua.deadlines.clock import Left
from motcua.journal.content import Entry
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import Label, Sentence, _
from motcua.workflows.definition import APPLICANT, ASSIGNEE, Definition
from motcua.workflows.steps import Offer

NOBODYS = bytes(8)
"""The salt with which the secret of a code that does not exist is compared."""


class NoSuchCase(Refusal):
    """Code and secret do not belong together, whichever of them is wrong."""

    def __init__(self) -> None:
        super().__init__(
            _("There is no case with this code and this secret."),
            _("Both stand on the receipt.  The counter that took the papers in can help."),
        )


@dataclass(frozen=True)
class Happening:
    """One line of the history, in words for the applicant."""

    at: datetime
    what: Sentence
    office: Sentence = ""
    letter: str = ""


@dataclass(frozen=True)
class Story:
    """Everything the tracking page says of a case."""

    acting: Acting = field(repr=False, compare=False)
    matter: CaseMatter = field(repr=False, compare=False)
    case: Case
    rules: Definition
    step: Sentence
    tells: Label
    """The step in plain words, from the definition."""
    next_step: Sentence
    due: datetime | None
    left: Left | None
    holder: Unit
    offers: tuple[Offer, ...]
    """What the applicant may or must do."""
    papers: tuple[Enclosure, ...]
    outcome: str
    """success, failure, cancelled; empty while the case goes on."""

    @cached_property
    def why(self) -> tuple[Sentence, ...]:
        """Why the case is due then, told when it is asked for."""
        return clocks.case_explained(self.acting, self.case)

    @cached_property
    def history(self) -> tuple[Happening, ...]:
        """What has happened, newest first; the journal is read when it is asked for."""
        return tuple(_history(self.acting, self.matter))


def find_by_secret(acting: Acting, code: str, secret: str) -> Case:
    """Return the case that code and secret open; the same refusal for either being wrong.

    The secret is compared even where there is no such code, so that the time
    taken tells nothing.
    """
    key = _key(acting, code)
    case = acting.root.cases.shelf.get(key) if key else None
    stored = case.secret_hash if case else bytes(20)
    if not secrets.fits(key or NOBODYS, secret, stored) or case is None:
        raise NoSuchCase()
    return case


def find(acting: Acting, code: str) -> Case | None:
    """Return the case of that exact code; ``access`` says whether it may be shown."""
    key = _key(acting, code)
    return acting.root.cases.shelf.get(key) if key else None


def _key(acting: Acting, typed: str) -> bytes | None:
    """Return the key behind a code; small letters, spaces and missing dashes are forgiven."""
    codes = acting.root.cases.codes
    key: bytes | None = codes.get(typed.strip().upper().encode())
    if key is not None:
        return key
    try:
        written = acting.office.borrow(Numbering).read_typed(typed)
    except NotACode:
        return None
    found: bytes | None = codes.get(written.encode())
    return found


def story(acting: Acting, case: Case) -> Story:
    """Return what the applicant is told of the case now."""
    matter = matter_of(acting, case)
    state = matter.definition.states[case.track.state]
    return Story(
        acting=acting,
        matter=matter,
        case=case,
        rules=matter.definition,
        step=state.title,
        tells=state.tells,
        next_step=_next(matter),
        due=clocks.case_due(acting, case),
        left=clocks.case_left(acting, case),
        holder=directory.unit(acting.root, _office(matter)),
        offers=tuple(available(acting, case)),
        papers=case.dossier.enclosures,
        outcome=state.final,
    )


def _next(matter: CaseMatter) -> Sentence:
    """The most likely next step: where the first onward action leads."""
    state = matter.definition.states[matter.track.state]
    for action in state.actions:
        if not action.anywhere and action.to in matter.definition.states:
            target = matter.definition.states[action.to]
            return _("After this: ${step}.", mapping={"step": target.title})
    return ""


def _office(matter: CaseMatter) -> str:
    """The unit for which the case waits: that of the first part that takes it on from here."""
    case = matter.case
    state = matter.definition.states[case.track.state]
    for action in state.actions:
        for role in () if action.anywhere else action.by:
            if role == ASSIGNEE and case.track.assignee_unit:
                return case.track.assignee_unit
            if role in matter.definition.roles and role != APPLICANT:
                return matter.unit_of(role)
    return case.track.assignee_unit or case.receiving_unit


def _history(acting: Acting, matter: CaseMatter) -> Iterator[Happening]:
    """The deeds that moved the case, newest first; the same step said once."""
    for entry in reversed(list(matter.case.journal)):
        happening = _told(acting, matter, entry)
        if happening:
            yield happening


def _what(acting: Acting, matter: CaseMatter, entry: Entry) -> Sentence:
    """What a deed meant for the applicant; nothing where it was the office's own affair.

    Where the case stayed at its step, only a letter concerns them.
    """
    if entry.deed == "filed":
        return _("Filed")
    before, after = entry.facts.get("from"), str(entry.facts.get("to", ""))
    rules = knowing(acting.root, matter.definition, after) if after else matter.definition
    state = rules.states.get(after)
    if state is None:
        return ""
    if before != after:
        return state.title
    action = state.action(entry.deed)
    return action.title if action and action.letter else ""


def _told(acting: Acting, matter: CaseMatter, entry: Entry) -> Happening | None:
    what = _what(acting, matter, entry)
    if not what:
        return None
    unit = directory.unit(acting.root, entry.unit).title if entry.unit else ""
    return Happening(entry.at, what, unit, str(entry.facts.get("letter", "")))
