"""Whoever tells of a case: one line for each entry of its journals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from motcua.acting import SYSTEM, Acting, NotHere
from motcua.cases.versions import knowing
from motcua.consultations.history import Event
from motcua.documents.letters import Letters
from motcua.journal.content import Entry
from motcua.pages.speaking import Voice
from motcua.people import directory
from motcua.words import Label, Sentence, _
from motcua.workflows.definition import Definition
from motcua.workspace.story import (
    ballot_deeds,
    case_deeds,
    record_deeds,
    remark_deeds,
    request_deeds,
    round_deeds,
)
from motcua.workspace.story.remark_deeds import ABOUT_REMARKS
from motcua.workspace.story.telling import Telling
from motcua.workspace.values import value_said

_OF_ITSELF: Mapping[str, Sentence] = {
    "auto": _("By itself"),
    "late": _("The limit has passed"),
    "start": _("Begun"),
}

_SAID_LESS: Mapping[str, Sentence] = {
    "opinion given": _("Opinion given"),
    **dict.fromkeys(ABOUT_REMARKS, _("A confidential opinion was dealt with")),
}
"""What whoever may not read an answer is told of it."""

_DEEDS: Mapping[str, Telling] = {
    **case_deeds.DEEDS,
    **request_deeds.DEEDS,
    **remark_deeds.DEEDS,
    **round_deeds.DEEDS,
    **record_deeds.DEEDS,
    **ballot_deeds.DEEDS,
}

Line = dict[str, Any]
"""As ``parts['timeline']`` shows it."""


@dataclass(frozen=True)
class Teller:
    """Who tells, of which case, to whom."""

    acting: Acting
    voice: Voice
    rules: Definition
    closed: frozenset[str] = frozenset()
    """Bodies whose answers are not for this reader."""
    of: str = ""
    """The body whose own story is told; empty for the story of a case."""

    def told(self, event: Event) -> Line:
        """Return one line of the story."""
        entry = event.entry
        what, whys = (_SAID_LESS[entry.deed], []) if self.hides(event) else self._what(entry)
        if event.request is not None:
            unit = directory.unit(self.acting.root, event.request.unit).short
            what = _("${unit}: ${what}", mapping={"unit": unit, "what": what})
        said = [self.voice.say(each) for each in whys if each]
        return {"at": entry.at, "what": what, "who": self._who(entry), "why": " · ".join(said)}

    def hides(self, event: Event) -> bool:
        """Say whether what an entry tells is sealed, or confidential, for this reader."""
        entry = event.entry
        if entry.deed in ABOUT_REMARKS:
            named = [str(each).partition(":")[0] for each in entry.facts.get("remarks") or ()]
            return not self.closed.isdisjoint([*named, str(entry.facts.get("unit", ""))])
        unit = event.request.unit if event.request is not None else self.of
        return entry.deed in _SAID_LESS and unit in self.closed

    def _what(self, entry: Entry) -> tuple[Sentence, list[Sentence]]:
        tell = _DEEDS.get(entry.deed)
        if tell is not None:
            return tell(self, entry.facts)
        return self._step(entry)

    def _step(self, entry: Entry) -> tuple[Sentence, list[Sentence]]:
        """An action of the procedure, an automatic step, or what a deadline did."""
        facts = entry.facts
        to, action = str(facts.get("to", "")), "" if entry.deed in _OF_ITSELF else entry.deed
        rules = knowing(self.acting.root, self.rules, to, action) if to else self.rules
        state = rules.states.get(to)
        title = _OF_ITSELF.get(entry.deed) or _action_title(rules, entry.deed)
        what: Sentence = title
        if state is not None and facts.get("to") != facts.get("from"):
            what = _("${act} → ${step}", mapping={"act": title, "step": state.title})
        return what, [*self._form(facts), *self.due(facts), self._letter(facts)]

    def _form(self, facts: Mapping[str, Any]) -> Iterator[Sentence]:
        form = facts.get("form") or {}
        for id, field in self.rules.fields.items():
            if id in form:
                said = value_said(self.acting, self.voice, field, form[id])
                yield _("${field}: ${said}", mapping={"field": field.title, "said": said})

    def due(self, facts: Mapping[str, Any]) -> Iterator[Sentence]:
        if facts.get("due"):
            yield _("Due: ${due}", mapping={"due": self.instant(facts["due"])})

    def _letter(self, facts: Mapping[str, Any]) -> Sentence:
        letter = self.acting.office.borrow(Letters).letters.get(str(facts.get("letter", "")))
        return _("Letter: ${letter}", mapping={"letter": letter.title}) if letter else ""

    def _who(self, entry: Entry) -> Sentence:
        if entry.person == SYSTEM:
            return _("the system")
        who = entry.name or entry.person
        if not who:
            return _("the applicant")
        held = self._position(entry)
        if entry.on_behalf_of:
            other = directory.name_of(self.acting.root, entry.on_behalf_of)
            facts = {"who": who, "held": held, "other": other}
            return _("${who} on behalf of ${other}, ${held}", mapping=facts)
        return _("${who}, ${held}", mapping={"who": who, "held": held}) if held else who

    def _position(self, entry: Entry) -> Sentence:
        """The position in which it was done; the unit where the position has no title."""
        try:
            title: Sentence = directory.position(self.acting.root, entry.position).title
        except NotHere:
            title = ""
        if title and title != Label(""):
            return title
        root = self.acting.root
        return (
            directory.unit(root, entry.unit).short if directory.has_unit(root, entry.unit) else ""
        )

    def name(self, person: object) -> str:
        """Return the name of a person."""
        return directory.name_of(self.acting.root, str(person))

    def instant(self, written: object) -> str:
        """Return an instant that a journal wrote down, as letters say it."""
        return self.voice.instant(datetime.fromisoformat(str(written)))


def _action_title(rules: Definition, id: str) -> Sentence:
    for state in rules.states.values():
        action = state.action(id)
        if action is not None:
            return action.title
    return id
