"""Gathering what a deed brought about: letters, mails, who was told, lines of journals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from motcua.acting import Acting, Office
from motcua.cases.access import unit_of_role
from motcua.cases.content import Case
from motcua.cases.events import CaseFiled, NoticeDue
from motcua.consultations import recipients
from motcua.consultations.content import Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.history import ANCHORED, requests_of
from motcua.journal.content import Journal
from motcua.people import directory
from motcua.rehearsals import looking
from motcua.rehearsals.casting import Cast
from motcua.rehearsals.happenings import Mail, Noted, Notified
from motcua.workflows.definition import APPLICANT, ASSIGNEE

HIDDEN = frozenset({ANCHORED})


class Gatherer:
    """What has been gathered of one rehearsal, so that each thing is told once."""

    def __init__(self, office: Office, cast: Cast):
        self.cast = cast
        self._heard: list[tuple[Acting, Any]] = []
        self._told = 0
        self._enclosures = 0
        self._journals: dict[bytes, int] = {}
        self._mails: set[bytes] = set()
        for event in (CaseFiled, NoticeDue, RequestNotice):
            office.listen(event, self._hear)

    def _hear(self, acting: Acting, event: Any) -> None:
        self._heard.append((acting, event))

    def mark(self) -> int:
        """Return where the next thing heard will stand."""
        return len(self._heard)

    def forget(self, mark: int) -> None:
        """Forget what was heard of a deed that was undone."""
        del self._heard[mark:]

    def gather(self, acting: Acting, case: Case | None, since: datetime) -> dict[str, Any]:
        """Return everything new since the last time, as parts of a happening."""
        heard, self._told = self._heard[self._told :], len(self._heard)
        if case is None:
            return {}
        letters = looking.letters(acting, case, self._enclosures)
        self._enclosures = len(case.dossier.enclosures)
        return {
            "letters": letters,
            "mails": tuple(self._new_mails(acting, case, since)),
            "notified": tuple(each for told in heard for each in self._notified(*told)),
            "noted": tuple(self._noted(acting, case)),
        }

    def _new_mails(self, acting: Acting, case: Case, since: datetime) -> Iterator[Mail]:
        for message in acting.root.outbox.put_between(since, acting.now):
            if message.case == case.key and message.id not in self._mails:
                self._mails.add(message.id)
                yield Mail(message.recipient, message.subject, message.body)

    def _noted(self, acting: Acting, case: Case) -> Iterator[Noted]:
        yield from self._lines(case.key, case.journal, "")
        for request in requests_of(acting, case):
            yield from self._lines(request.key, request.journal, request.unit)

    def _lines(self, key: bytes, journal: Journal, unit: str) -> Iterator[Noted]:
        known = self._journals.get(key, 0)
        if len(journal) == known:
            return
        self._journals[key] = len(journal)
        for entry in journal:
            if entry.number > known and entry.deed not in HIDDEN:
                yield Noted(entry.deed, entry.facts, unit)

    def _notified(self, acting: Acting, event: Any) -> Iterator[Notified]:
        if isinstance(event, CaseFiled):
            yield Notified(APPLICANT, (event.case.applicant.name,))
        elif isinstance(event, NoticeDue):
            for part in event.recipients:
                yield Notified(part, tuple(self._names(acting, event.case, part)))
        else:
            for part in event.recipients:
                yield self._of_request(acting, event.request, part)

    def _of_request(self, acting: Acting, request: Request, part: str) -> Notified:
        found = recipients.of(acting, request, part)
        return Notified(part, tuple(each.name for each in found), request.unit)

    def _names(self, acting: Acting, case: Case, part: str) -> Iterator[str]:
        """Return who is meant: the same people as a mail would find."""
        roles = self.cast.rules.roles
        if part == APPLICANT:
            yield case.applicant.name
        elif part in roles:
            unit = unit_of_role(case, self.cast.rules, part)
            day = acting.now.date()
            for person in directory.holders(acting.root, roles[part].held, unit, day):
                yield person.name
        else:
            id = case.track.assignee if part == ASSIGNEE else str(case.value(part))
            yield directory.name_of(acting.root, id)
