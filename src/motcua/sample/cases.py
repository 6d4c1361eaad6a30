"""Cases of the sample province, so that lists, clocks and consultations show something.

Told in ``config/sample/cases.yaml`` from today backwards, and done by the
sample people through the same actions as anybody's: what the procedure does
not allow cannot be told there either.  Loaded once, into a province that has
no case yet.
"""

from __future__ import annotations

import html
import io
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import yaml

from motcua.acting import Acting
from motcua.ballots.actions import sign, start_ballot
from motcua.ballots.content import Answer
from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Case, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions, give_opinion
from motcua.consultations.content import Reply
from motcua.deadlines.calendar import Calendars
from motcua.deadlines.due import due_at
from motcua.deadlines.terms import read_term
from motcua.documents.setting import as_pdf
from motcua.documents.uploads import accept
from motcua.people import directory
from motcua.workflows import versions
from motcua.workflows.definition import Action, ConsultationTemplate, Definition, Field

STORIES = "sample/cases.yaml"
OPENING = 8
"""At what hour everybody of the stories begins their day."""

PAPER = "sample/paper.html"
"""What stands on each paper, in the place of a scanned one."""


def load_cases(acting: Acting, fonts: Path) -> int:
    """Let the sample people file and work their cases; return how many were filed.

    ``fonts`` is the folder with the fonts of letters, in which their papers are set.
    """
    if len(acting.root.cases.shelf):
        return 0
    told = yaml.safe_load((acting.office.config / STORIES).read_text("utf8"))["stories"]
    for story in told:
        _Telling(acting, story, fonts).tell()
    return len(told)


class _Telling:
    """One story, while it is told."""

    def __init__(self, acting: Acting, story: Mapping[str, Any], fonts: Path):
        self.acting = acting
        self.story = story
        self.fonts = fonts
        self.rules = versions.in_force(acting.root, story["procedure"], acting.now.date())
        self.now = self._begun(acting.now, int(story["ago"]))
        self.case = self._file()

    def _begun(self, now: datetime, ago: int) -> datetime:
        calendar = self.acting.office.borrow(Calendars).default
        day = calendar.add_working_days(now.date(), -ago) if ago else now.date()
        return min(datetime(day.year, day.month, day.day, OPENING), now)

    def _person(self, id: str) -> Acting:
        root, today = self.acting.root, self.now.date()
        return replace(
            self.acting,
            now=self.now,
            person=id,
            name=directory.name_of(root, id),
            holdings=directory.holdings(root, self.acting.office, id, today),
            origin="sample",
        )

    def _file(self) -> Case:
        clerk = self._person(self.story["by"])
        needed = [each for each in self.rules.papers.values() if each.required]
        return file_case(
            clerk,
            self.rules,
            applicant=Applicant(**self.story["applicant"]),
            answers=_answers(self.rules, self.story["answers"]),
            enclosures=[self._paper(clerk, p.id) for p in needed if p.by == "applicant"],
            receiving_unit=self.story["at"],
            subject=self.story["subject"],
        ).case

    def _paper(self, acting: Acting, paper: str) -> Enclosure:
        name = f"{paper.replace('_', '-')}.pdf"
        file = io.BytesIO(_paper(self._words_of(paper), self.fonts))
        document = accept(acting, name, file, "dossier", kind="paper", paper=paper)
        return Enclosure(paper, document, acting.now, acting.person)

    def _words_of(self, paper: str) -> str:
        template = Template((self.acting.office.config / PAPER).read_text("utf8"))
        said = {
            "title": self.rules.papers[paper].title.vi,
            "subject": self.story["subject"],
            "name": self.story["applicant"]["name"],
            "procedure": self.rules.title.vi,
        }
        return template.substitute({key: html.escape(words) for key, words in said.items()})

    def tell(self) -> None:
        """Do the deeds that lie before today's moment; later ones are left to the reader."""
        for account, action, hours, *form in self.story["deeds"]:
            self.now = self._later(hours)
            if self.now > self.acting.now:
                return
            self._do(self._person(account), action, form[0] if form else {})

    def _later(self, hours: float) -> datetime:
        calendar = self.acting.office.borrow(Calendars).default
        return due_at(calendar, self.now, read_term(f"{hours} working hours")).instant

    def _do(self, acting: Acting, action: str, form: Mapping[str, Any]) -> None:
        own = {
            "ask": self._ask,
            "answer": self._answer,
            "ballot": self._start_ballot,
            "vote": self._vote,
        }
        if action in own:
            own[action](acting, form)
        else:
            self._perform(acting, action, form)

    def _template(self) -> ConsultationTemplate:
        """What may be asked in the step in which the case is."""
        return self.rules.consultations[self.rules.states[self.case.track.state].consult[0]]

    def _start_ballot(self, acting: Acting, _form: Mapping[str, Any]) -> None:
        template = self._template()
        matters = [title.vi for _id, title in template.matters]
        start_ballot(acting, self.case, template.id, matters=matters, documents=self._papers())

    def _vote(self, acting: Acting, form: Mapping[str, Any]) -> None:
        ballot = acting.root.ballots.of_case(self.case.key)[-1]
        slip = next(each for each in ballot.slips if each.person == acting.person)
        said = [Answer(each.id, form["choice"], form.get("text", "")) for each in ballot.matters]
        sign(acting, slip, said, slip.revision)

    def _papers(self) -> list[str]:
        files = self.case.dossier.files
        return [each.document.id for each in files if each.paper in self.rules.papers]

    def _ask(self, acting: Acting, form: Mapping[str, Any]) -> None:
        template = self._template()
        ask_opinions(
            acting,
            self.case,
            template.id,
            units=form["units"],
            question=template.question.vi,
            documents=self._papers(),
        )

    def _answer(self, acting: Acting, form: Mapping[str, Any]) -> None:
        consultations = acting.root.consultations.of_case(self.case.key)
        asked = [found for each in consultations if (found := each.request_to(acting.unit))]
        give_opinion(acting, asked[-1], Reply(form["outcome"], form.get("text", "")))

    def _perform(self, acting: Acting, action: str, form: Mapping[str, Any]) -> None:
        node = self.rules.states[self.case.track.state].action(action)
        wanted = node.needs if isinstance(node, Action) else ()
        missing = [each for each in wanted if not self.case.dossier.holds(each)]
        filled = {**_dated(self.rules, node, self.now), **form}
        enclosures = [self._paper(acting, each) for each in missing]
        perform(acting, self.case, action, filled, enclosures=enclosures)


@cache
def _paper(words: str, fonts: Path) -> bytes:
    """Return a paper as a PDF; a process that loads the sample again does not set it again."""
    return as_pdf(words, fonts)


def _dated(rules: Definition, node: Action | None, now: datetime) -> dict[str, date]:
    asked = node.ask if node else ()
    return {
        each.field: now.date()
        for each in asked
        if each.field in rules.fields and rules.fields[each.field].kind == "date"
    }


def _answers(rules: Definition, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the applicant wrote; what a story does not tell is made up by its kind."""
    return {
        asked.field: told.get(asked.field, _made_up(rules.fields[asked.field]))
        for asked in rules.form
    }


def _made_up(field: Field) -> Any:
    if field.kind == "choice":
        return field.choices[0][0]
    made: dict[str, Any] = {
        "number": 3,
        "money": 50_000_000,
        "date": date(2027, 6, 30),
        "yes_no": "no",
        "unit": "xa-long-phuoc",
        "email": "hoso@example.invalid",
        "phone": "0901 000 000",
    }
    return made.get(field.kind, "Như hồ sơ kèm theo")
