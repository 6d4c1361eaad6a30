"""The tables within the official table: what stands in each line of each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeAlias

from motcua.consultations.asking.questions import Answered as AnswerTo
from motcua.consultations.content import Opinion, Request
from motcua.consultations.ledger import KINDS, Account, Contradiction, Line
from motcua.consultations.suggestions import SILENCE
from motcua.consultations.table import reversal_said, said_at
from motcua.people.content import Unit
from motcua.words import Sentence, _

Cell: TypeAlias = Sentence | date | list[Sentence]
Rows: TypeAlias = list[list[Cell]]


@dataclass(frozen=True)
class Answered:
    """One body, with what it said or did not say."""

    request: Request
    unit: Unit
    outcome: Sentence
    limit: datetime
    opinion: Opinion | None
    """What it said, where this reader may know it."""
    answers: tuple[AnswerTo, ...] = ()
    """To the questions of the template."""

    @property
    def is_silent(self) -> bool:
        """Say whether a record tells that no answer came in time, and none stands for it."""
        undone = self.request.struck is not None and bool(self.request.opinions)
        return self.request.silence is not None and not undone

    @property
    def is_late(self) -> bool:
        """Say whether the first answer came after the limit."""
        return self.request.first_own is not None and self.request.first_own.is_late

    @property
    def agrees_fully(self) -> bool:
        """Say whether it agrees and adds nothing."""
        reply = self.opinion.reply if self.opinion else None
        return bool(
            reply and reply.outcome == "agree" and not reply.remarks and not reply.conditions
        )

    @property
    def letter(self) -> Sentence:
        """The number of its letter; the standing opinion, where that answered."""
        if self.opinion is not None and self.opinion.standing is not None:
            return _("standing opinion no. ${n}", mapping={"n": str(self.opinion.standing.number)})
        if self.opinion is not None and self.opinion.taken is not None:
            told = {"number": self.opinion.reply.letter_number, "case": self.opinion.taken.case}
            return _("${number} (taken over from case ${case})", mapping=told)
        return self.opinion.reply.letter_number if self.opinion else ""

    @property
    def day(self) -> date | str:
        """The date of its letter, or the day of the answer where there is no letter."""
        opinion = self.request.opinion
        if opinion is None:
            return ""
        letter = self.opinion.reply.letter_date if self.opinion else None
        given_at = said_at(self.opinion) if self.opinion else opinion.given_at
        return letter or (given_at.date() if given_at else "")


@dataclass(frozen=True)
class Part:
    """One table within the table."""

    id: str
    """The fact of the letter."""
    title: Sentence
    heads: tuple[Sentence, ...]
    widths: tuple[float, ...]
    """Centimetres, of the 25.7 there are across a page."""
    rows: Rows


def of_bodies(
    answered: Sequence[Answered], silent: Sequence[Answered], late: Sequence[Answered]
) -> Iterator[Part]:
    """Return the tables of who answered what, and who did not."""
    number, body, opinion = _("No."), _("Body"), _("Opinion")
    letter, day, due = _("Letter no."), _("Answered on"), _("Due")
    full = [each for each in answered if each.agrees_fully]
    rest = [each for each in answered if not each.agrees_fully]
    yield Part(
        "agreed",
        _("Bodies that agree fully"),
        (number, body, letter, day),
        (1.5, 14.2, 5, 5),
        _counted([each.unit.title, each.letter, each.day] for each in full),
    )
    yield Part(
        "remarked",
        _("Bodies with remarks, that disagree, or with another answer"),
        (number, body, opinion, letter, day),
        (1.5, 10.2, 5, 4.5, 4.5),
        _counted([each.unit.title, each.outcome, each.letter, each.day] for each in rest),
    )
    yield Part(
        "silent",
        _("Bodies that did not answer in time"),
        (number, body, due, _("Rule that applies")),
        (1.5, 9.2, 5, 10),
        _counted([each.unit.title, each.limit, _rule(each)] for each in silent),
    )
    yield Part(
        "late",
        _("Bodies that answered late"),
        (number, body, opinion, due, day),
        (1.5, 10.2, 5, 4.5, 4.5),
        _counted([each.unit.title, each.outcome, each.limit, _given(each)] for each in late),
    )


def of_remarks(bodies: Sequence[Answered], account: Account) -> Iterator[Part]:
    """Return the tables of what was said, and what became of it."""
    number, body, opinion = _("No."), _("Body"), _("Opinion")
    yield Part(
        "answers",
        _("Remarks, and what became of them"),
        (
            _("Matter, article, paragraph"),
            _("Who remarked"),
            _("What was remarked"),
            _("Answer and reason"),
        ),
        (4.2, 5, 8.25, 8.25),
        [_line(each) for each in account.lines],
    )
    yield Part(
        "departures",
        _("Disagreements, and why the decision departs from them"),
        (number, body, opinion, _("Reason")),
        (1.5, 6.2, 9, 9),
        _counted(_against(each) for each in account.contradictions),
    )
    yield Part(
        "asked_questions",
        _("Answers to questions"),
        (number, _("Question"), body, _("Answer")),
        (1.5, 9.2, 6, 9),
        _counted(_questioned(bodies)),
    )


def _counted(rows: Any) -> Rows:
    return [[str(number), *row] for number, row in enumerate(rows, 1)]


def _questioned(bodies: Sequence[Answered]) -> Iterator[list[Cell]]:
    """Go through the questions, each with what every body answered that this reader may know."""
    said = [
        (answer.field.id, [answer.field.title, each.unit.title, answer.said])
        for each in bodies
        if each.opinion is not None
        for answer in each.answers
        if answer.given is not None
    ]
    order = {id: place for place, (id, _row) in reversed(list(enumerate(said)))}
    yield from (row for _id, row in sorted(said, key=lambda pair: order[pair[0]]))


def _given(each: Answered) -> Cell:
    first = each.request.first_own
    return (first.given_at if first else None) or ""


def _rule(each: Answered) -> Sentence:
    silence = each.request.silence
    if each.request.struck is not None:
        return reversal_said(each.request.struck)
    meaning = SILENCE.get(silence.meaning, "") if silence else ""
    told = {"meaning": meaning, "ground": silence.ground if silence else ""}
    if silence and silence.ground:
        return _("${meaning} (${ground})", mapping=told)
    return meaning


def _line(line: Line) -> list[Cell]:
    place: Sentence = line.place or _("General remarks")
    if line.is_condition:
        place = _("Condition")
    bodies: list[Sentence] = [each.title for each in line.units]
    return [place, bodies, "\n".join(line.texts), _explained(line)]


def _explained(line: Line) -> Sentence:
    told = line.explanation
    if told is None:
        return _("(not answered yet)") if line.is_owed else _("(came after a silence)")
    said = {"kind": KINDS[told.kind], "words": told.words}
    return _("${kind}. ${words}", mapping=said) if told.words else KINDS[told.kind]


def _against(each: Contradiction) -> list[Cell]:
    text = each.request.opinion.reply.text if each.request.opinion else ""
    reason: Sentence = each.departure.reason if each.departure else _("(no reason given yet)")
    return [each.unit.title, text, reason]
