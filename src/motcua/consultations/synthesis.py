"""Bảng tổng hợp ý kiến, tiếp thu, giải trình: who said what, and what became of it.

Bodies are counted, not comments, and each once for a question, with its last
round.  Whoever was silent stands apart with the text of the rule, whatever that
rule makes of silence, and also where an answer came later; whoever answered
late stands under the late ones as well.  What the table says is worked out
from the same records every time; the letter, the office document, the PDF and
the page all say the same.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any, TypeAlias

from translationstring import TranslationString

from motcua.acting import Acting
from motcua.cases.access import Sight, require_sight
from motcua.cases.content import Case
from motcua.cases.letters import case_facts
from motcua.cases.matter import matter_of
from motcua.consultations.access import opinion_seen
from motcua.consultations.asking.questions import Answered as AnswerTo
from motcua.consultations.asking.questions import answers_said
from motcua.consultations.asking.unneeded import said_with_heading
from motcua.consultations.content import Opinion, Request
from motcua.consultations.history import own_requests_of
from motcua.consultations.ledger import KINDS, Account, Contradiction, Line, account
from motcua.consultations.suggestions import SILENCE
from motcua.consultations.table import outcome_said, reversal_said, said_at
from motcua.consultations.templates import limit_of
from motcua.documents.letters import Letters, dated, filled
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import LANGUAGES, Sentence, _

LETTER = "bang_tong_hop"
NOTHING: Sentence = _("none")
CLOSED: Sentence = _("answered; not open to this reader")
"""In the place of an answer that is sealed, or confidential."""

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


@dataclass(frozen=True)
class Synthesis:
    """Everything that the table says."""

    case: Case
    subject: Sentence
    procedure: Sentence
    ground: str
    unit: Sentence
    above: Sentence
    place: str
    day: date
    bodies: tuple[Answered, ...]
    withdrawn: int
    account: Account
    spared: tuple[Sentence, ...] = ()
    """The records that nobody needed to be asked."""

    def _those(self, chosen: Callable[[Answered], bool]) -> list[Answered]:
        return [each for each in self.bodies if chosen(each)]

    @cached_property
    def answered(self) -> list[Answered]:
        """Who answered, and had not fallen silent before."""
        return self._those(lambda each: bool(each.request.opinions) and not each.is_silent)

    @cached_property
    def silent(self) -> list[Answered]:
        """Who did not answer in time, as a record tells."""
        return self._those(lambda each: each.is_silent)

    @cached_property
    def late(self) -> list[Answered]:
        """Who answered after the limit, silence or not."""
        return self._those(lambda each: each.is_late)

    @cached_property
    def awaited(self) -> list[Answered]:
        """Whose answer is still awaited."""
        return self._those(lambda each: each.request.is_open)

    @cached_property
    def taken_over(self) -> list[Answered]:
        """For whom an opinion of an earlier case stands: no answer in time, and no silence."""
        return self._those(
            lambda each: (
                each.request.opinion is not None
                and each.request.opinion.taken is not None
                and not (each.is_silent or each.request.is_open)
            )
        )

    @property
    def in_time(self) -> list[Answered]:
        """Who answered this very request before its limit."""
        return [each for each in self.answered if not each.is_late and each not in self.taken_over]

    @property
    def counts(self) -> list[Sentence]:
        """How many bodies were asked, and what came of it."""
        told: list[tuple[TranslationString, int]] = [
            (_("Bodies asked: ${n}"), len(self.bodies)),
            (_("Answers in time: ${n}"), len(self.in_time)),
            (_("Answers after the limit: ${n}"), len(self.late)),
            (_("Silent: ${n}"), len(self.silent)),
            (_("Still awaited: ${n}"), len(self.awaited)),
            (_("Opinions taken over from earlier cases: ${n}"), len(self.taken_over)),
            (_("Requests withdrawn: ${n}"), self.withdrawn),
            (_("Remarks made: ${n}"), self.account.owed),
            (_("Remarks answered: ${n}"), self.account.answered),
        ]
        must = 4  # Of these a nothing is worth telling, of the others it is not.
        return [
            sentence % {"n": str(number)}
            for place, (sentence, number) in enumerate(told)
            if number or place < must
        ] + list(self.spared)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The tables, in their order."""
        return tuple(_parts(self))


def synthesis(acting: Acting, case: Case) -> Synthesis:
    """Return what the table of a case says, for those who read its papers."""
    require_sight(acting, case, Sight.DOCUMENTS)
    facts = case_facts(acting, matter_of(acting, case))
    every = list(own_requests_of(acting, case))
    return Synthesis(
        case=case,
        subject=facts["request"],
        procedure=facts["procedure"],
        ground=facts["legal_ground"],
        unit=facts["unit"],
        above=facts["parent_unit"],
        place=acting.office.borrow(Letters).place,
        day=acting.now.date(),
        bodies=tuple(_answered(acting, each) for each in _last_rounds(every)),
        withdrawn=sum(each.is_withdrawn for each in every),
        account=account(acting, case),
        spared=said_with_heading(acting, case),
    )


def _last_rounds(requests: Sequence[Request]) -> Iterator[Request]:
    """Go through the bodies, each with its newest request under the same question.

    Who was told for information was not asked, and who is planned has not been yet.
    """
    last: dict[tuple[str, str], Request] = {}
    for each in requests:
        if not (each.is_withdrawn or each.is_told or each.is_planned):
            last[each.consultation.template, each.unit] = each
    yield from last.values()


def _answered(acting: Acting, request: Request) -> Answered:
    opinion = opinion_seen(acting, request)
    return Answered(
        request,
        directory.unit(acting.root, request.unit),
        outcome_said(acting, request) or (CLOSED if request.opinions and not opinion else ""),
        limit_of(acting, request),
        opinion,
        answers_said(acting, request, opinion.reply) if opinion else (),
    )


def _parts(told: Synthesis) -> Iterator[Part]:
    number, body, opinion = _("No."), _("Body"), _("Opinion")
    letter, day, due = _("Letter no."), _("Answered on"), _("Due")
    full = [each for each in told.answered if each.agrees_fully]
    rest = [each for each in told.answered if not each.agrees_fully]
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
        _counted([each.unit.title, each.limit, _rule(each)] for each in told.silent),
    )
    yield Part(
        "late",
        _("Bodies that answered late"),
        (number, body, opinion, due, day),
        (1.5, 10.2, 5, 4.5, 4.5),
        _counted([each.unit.title, each.outcome, each.limit, _given(each)] for each in told.late),
    )
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
        [_line(each) for each in told.account.lines],
    )
    yield Part(
        "departures",
        _("Disagreements, and why the decision departs from them"),
        (number, body, opinion, _("Reason")),
        (1.5, 6.2, 9, 9),
        _counted(_against(each) for each in told.account.contradictions),
    )
    yield Part(
        "asked_questions",
        _("Answers to questions"),
        (number, _("Question"), body, _("Answer")),
        (1.5, 9.2, 6, 9),
        _counted(_questioned(told)),
    )


def _counted(rows: Any) -> Rows:
    return [[str(number), *row] for number, row in enumerate(rows, 1)]


def _questioned(told: Synthesis) -> Iterator[list[Cell]]:
    """Go through the questions, each with what every body answered that this reader may know."""
    said = [
        (answer.field.id, [answer.field.title, each.unit.title, answer.said])
        for each in told.bodies
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


def synthesis_letter(acting: Acting, case: Case, language: str = LANGUAGES[0]) -> str:
    """Return the table as a page in administrative form, to be printed; nothing is stored."""
    told = synthesis(acting, case)
    letters = acting.office.borrow(Letters)
    tables = {each.id: each.rows or [_empty(each)] for each in told.parts}
    facts = {
        **case_facts(acting, matter_of(acting, case)),
        **tables,
        "dated": dated(told.place, told.day, language),
        "counts": told.counts,
        "qr": address_of(acting, case),
        "signer": "",
        "signer_title": "",
    }
    return filled(letters, LETTER, facts, language)


def address_of(acting: Acting, case: Case) -> str:
    """Return where the table stands, for the code that is scanned; who may see it, sees it."""
    site = acting.office.settings.get("motcua.address", "").rstrip("/")
    return f"{site}/ho-so/{case.code}/tong-hop"


def _empty(part: Part) -> list[Cell]:
    return ["—", NOTHING, *[""] * (len(part.heads) - 2)]
