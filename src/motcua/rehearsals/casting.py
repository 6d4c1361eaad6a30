"""Who plays a part: the real people, in the positions that they hold on that day."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

from motcua.acting import Acting, Office, Refusal
from motcua.cases.access import unit_of_role
from motcua.cases.content import Case
from motcua.cases.filing import receiving_units
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workflows import keys
from motcua.workflows.definition import APPLICANT, ASSIGNEE, Definition

ORIGIN = "rehearsal"
Fits = Callable[[Acting], bool]


class NobodyPlays(Refusal):
    """Nobody holds the part on that day."""


def official(office: Office, root: Any, id: str, now: datetime, language: str) -> Acting:
    """Return a person in the positions held on that day."""
    person = directory.person(root, id)
    return Acting(
        office=office,
        root=root,
        now=now,
        person=person.id,
        name=person.name,
        holdings=directory.holdings(root, office, person.id, now.date()),
        origin=ORIGIN,
        language=language,
    )


def applicant(office: Office, root: Any, case: Case | None, now: datetime, language: str) -> Acting:
    """Return whoever has shown the code and the secret of the case."""
    return Acting(
        office, root, now, applicant_of=case.id if case else "", origin=ORIGIN, language=language
    )


class Cast:
    """Everybody who may play in one rehearsal."""

    def __init__(self, office: Office, root: Any, rules: Definition, language: str):
        self.office, self.root, self.rules, self.language = office, root, rules, language

    def acting(
        self, who: str, now: datetime, case: Case | None, fits: Fits | None = None
    ) -> Acting:
        """Return who is meant by ``who``: a part, a role of the procedure, a person, a unit.

        Of several holders of a role the first is taken whom the deed ``fits``:
        who submitted it is passed over where another must sign.
        """
        meant = keys.meaning("parts", who)
        if meant == APPLICANT or not who:
            return applicant(self.office, self.root, case, now, self.language)
        found = [self.person(id, now) for id in self.candidates(meant, now, case)]
        if not found:
            raise NobodyPlays(
                _("Nobody plays “${who}” on ${day}.", mapping={"who": who, "day": now.date()}),
                _("Name a role of the procedure, a unit, or a person by their id."),
            )
        return next((each for each in found if fits is None or fits(each)), found[0])

    def person(self, id: str, now: datetime) -> Acting:
        """Return a person by id."""
        return official(self.office, self.root, id, now, self.language)

    def candidates(self, who: str, now: datetime, case: Case | None) -> list[str]:
        """Return the ids of whoever may be meant by a part, a role, a person or a unit."""
        if who == ASSIGNEE:
            holder = case.track.assignee if case else ""
            return [holder] if holder in self.root["people"] else []
        if who in self.rules.roles and case is not None:
            return self._holders(who, case, now)
        if who in self.root["people"]:
            return [who]
        if directory.has_unit(self.root, who):
            return list(self._answering(who, now))
        return []

    def _holders(self, role: str, case: Case, now: datetime) -> list[str]:
        unit, held = unit_of_role(case, self.rules, role), self.rules.roles[role].held
        return [each.id for each in directory.holders(self.root, held, unit, now.date())]

    def _answering(self, unit: str, now: datetime) -> Iterator[str]:
        for person in directory.people_of(self.root, unit, now.date()):
            if self.person(person.id, now).may(Permission.OPINION_ANSWER, unit):
                yield person.id

    def counter(self, who: str, unit: str, now: datetime) -> tuple[str, Acting]:
        """Return at whose counter a case is filed, and who takes it in."""
        for taker in self._takers(unit, now):
            for person in directory.people_of(self.root, taker, now.date()):
                found = self.person(person.id, now)
                if self._takes_in(found, who, taker):
                    return taker, found
        raise NobodyPlays(
            _("Nobody takes this procedure in on ${day}.", mapping={"day": now.date()}),
            _("Look at “received_by”, and at who works at those counters."),
        )

    def _takers(self, unit: str, now: datetime) -> list[str]:
        system = applicant(self.office, self.root, None, now, self.language)
        return [unit] if unit else [each.id for each in receiving_units(system, self.rules)]

    def _takes_in(self, found: Acting, who: str, unit: str) -> bool:
        if not found.may(Permission.CASE_FILE, unit):
            return False
        if who in self.rules.roles:
            return found.holding_with(self.rules.roles[who].held, unit) is not None
        return not who or who in (found.person, unit)

    def name(self, id: str) -> Sentence:
        """Return what somebody is called."""
        return directory.name_of(self.root, id) if id else _("the applicant")

    def everybody(self, now: datetime, case: Case | None) -> list[tuple[str, Sentence, list[str]]]:
        """Return each part of the procedure with its title and who plays it on that day."""
        if case is None:
            return []
        return [
            (role.id, role.title, self._holders(role.id, case, now))
            for role in self.rules.roles.values()
            if role.id != APPLICANT
        ]
