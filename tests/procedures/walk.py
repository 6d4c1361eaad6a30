"""Walking a case through a real procedure, day by day, with everybody who plays a part.

Everything is what a province runs: the shipped configuration, the sample
people and their positions of the day, the worker that lets deadlines fire, a
commit after each deed.  Only the clock is ours: it stands where :meth:`Walk.at`
puts it, and on the way there the worker does whatever has come due.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from transaction import TransactionManager
from ZODB.DB import DB

from motcua import worker
from motcua.acting import Acting, Office
from motcua.cases import clocks
from motcua.cases.actions import available, perform
from motcua.cases.content import Applicant, Case, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions, depart, give_opinion
from motcua.consultations.content import Reply, Request
from motcua.deadlines.clock import Clock
from motcua.documents.uploads import accept
from motcua.people import directory
from motcua.storage import substance
from motcua.words import translate
from motcua.workflows.definition import Definition
from motcua.workflows.versions import definition
from tests.make_documents import a_pdf

LONG_PHUOC = Applicant(
    name="Công ty TNHH Long Phước Xanh",
    kind="enterprise",
    number="3600000001",
    address="12 đường Bạch Đằng, xã Long Phước",
    phone="0901 000 001",
    email="longphuocxanh@example.invalid",
)


def moment(said: str) -> datetime:
    """Read ``23/11/2026 09:00``."""
    return datetime.strptime(said, "%d/%m/%Y %H:%M")


def said(instant: datetime | None) -> str:
    """Say an instant as :func:`moment` reads it; nothing where there is none."""
    return f"{instant:%d/%m/%Y %H:%M}" if instant else ""


class Walk:
    """One case, and the office around it."""

    case: Case

    def __init__(self, office: Office, database: DB, now: str):
        self.office, self.database = office, database
        self.now = moment(now)
        self.manager = TransactionManager(explicit=True)
        self.connection = database.open(self.manager)
        self.manager.begin()

    # Time and people

    @property
    def root(self) -> Any:
        return self.connection.root()["app_root"]

    def at(self, now: str) -> Walk:
        """Let time pass until ``now``; what comes due on the way happens."""
        self.commit()
        self.manager.abort()
        wanted = moment(now)
        assert wanted >= self.now, "time does not run backwards"
        self.now = wanted
        worker.work_once(self.office, self.database, wanted)
        self.manager.begin()
        return self

    def commit(self) -> None:
        self.manager.commit()
        self.manager.begin()

    def close(self) -> None:
        self.manager.abort()
        self.connection.close()

    def person(self, id: str) -> Acting:
        """Return an official in the positions held on the day."""
        return Acting(
            office=self.office,
            root=self.root,
            now=self.now,
            person=id,
            name=directory.name_of(self.root, id),
            holdings=directory.holdings(self.root, self.office, id, self.now.date()),
        )

    def applicant(self) -> Acting:
        """Return whoever has shown the code and the secret of the case."""
        return Acting(self.office, self.root, self.now, applicant_of=self.case.id)

    def acting(self, who: str) -> Acting:
        return self.applicant() if who == "applicant" else self.person(who)

    # The case

    @property
    def rules(self) -> Definition:
        return definition(self.root, self.case.procedure, self.case.version)

    def files(
        self,
        procedure: str,
        clerk: str,
        answers: Mapping[str, Any],
        *,
        papers: Iterable[str] = (),
        applicant: Applicant = LONG_PHUOC,
    ) -> Walk:
        """Take in a case at the counter, with every compulsory paper and ``papers``."""
        rules = definition(self.root, procedure, 1)
        wanted = [p.id for p in rules.papers.values() if p.required and p.by == "applicant"]
        acting = self.person(clerk)
        self.case = self._stored(
            lambda: (
                file_case(
                    acting,
                    rules,
                    applicant=applicant,
                    answers=answers,
                    enclosures=[self.enclosure(acting, each) for each in [*wanted, *papers]],
                    receiving_unit=acting.unit,
                ).case
            )
        )
        return self

    def does(self, who: str, action: str, *, papers: Iterable[str] = (), **form: Any) -> Walk:
        """Let somebody take an action, and whatever follows by itself."""
        acting = self.acting(who)
        enclosures = [self.enclosure(acting, each) for each in papers]
        self._stored(lambda: perform(acting, self.case, action, form, enclosures=enclosures))
        return self

    def asks(self, who: str, template: str, units: Iterable[str]) -> Walk:
        """Send the template's question to ``units``."""
        question = self.rules.consultations[template].question.vi
        acting = self.person(who)
        self._stored(
            lambda: ask_opinions(acting, self.case, template, units=list(units), question=question)
        )
        return self

    def answers(self, who: str, outcome: str, text: str = "") -> Walk:
        """Give the opinion of the unit in which ``who`` works."""
        acting = self.person(who)
        request = self.request(acting.unit)
        self._stored(lambda: give_opinion(acting, request, Reply(outcome, text)))
        return self

    def departs(self, who: str, unit: str, reason: str) -> Walk:
        """Say why the case is decided otherwise than ``unit`` said."""
        acting, request = self.person(who), self.request(unit)
        self._stored(lambda: depart(acting, self.case, request.key, reason))
        return self

    def enclosure(self, acting: Acting, paper: str) -> Enclosure:
        """Return a scanned file for a paper of the dossier."""
        document = accept(acting, f"{paper}.pdf", io.BytesIO(a_pdf()), "dossier", paper=paper)
        return Enclosure(paper, document, self.now, acting.person)

    def _stored(self, deed: Any) -> Any:
        """Do it in a transaction of its own; what is refused leaves nothing behind."""
        with substance.standing_in(substance.registry()):
            try:
                done = deed()
            except Exception:
                self.manager.abort()
                self.manager.begin()
                raise
        self.commit()
        return done

    # What can be seen

    @property
    def state(self) -> str:
        return self.case.track.state

    @property
    def due(self) -> str:
        """When the whole case is due; nothing while it is not counted."""
        return said(clocks.case_due(self.person("mai.tran"), self.case))

    @property
    def step_due(self) -> str:
        """When the present step is due."""
        return said(clocks.step_due(self.person("mai.tran"), self.case))

    def buttons(self, who: str) -> dict[str, bool]:
        """Return the actions that somebody sees, and whether they can be taken."""
        return {offer.action.id: offer.enabled for offer in available(self.acting(who), self.case)}

    def reason(self, who: str, action: str) -> str:
        """Return why a button is grey, in Vietnamese."""
        offers = available(self.acting(who), self.case)
        found = next(offer for offer in offers if offer.action.id == action)
        return translate(found.reason, "vi")

    def request(self, unit: str) -> Request:
        """Return what a unit was asked last about this case."""
        register = self.root.consultations
        found = [each.request_to(unit) for each in register.of_case(self.case.key)]
        return [each for each in found if each is not None][-1]

    def request_due(self, unit: str) -> str:
        """When a unit's answer is due."""
        calendar = clocks.Calendars
        clock: Clock = self.request(unit).clock  # type: ignore[assignment]
        return said(clock.limit(self.office.borrow(calendar).of_unit(unit)))

    @property
    def letters(self) -> list[str]:
        """The letters written so far, in order."""
        papers = [each.paper for each in self.case.dossier.enclosures]
        return [each.removeprefix("letter:") for each in papers if each.startswith("letter:")]

    @property
    def deeds(self) -> list[str]:
        """What the journal of the case says was done, in order."""
        return [entry.deed for entry in self.case.journal]
