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
from datetime import date
from functools import cached_property

from translationstring import TranslationString

from motcua.acting import Acting
from motcua.cases.access import Sight, require_sight
from motcua.cases.content import Case
from motcua.cases.letters import case_facts
from motcua.cases.matter import matter_of
from motcua.consultations.access import opinion_seen
from motcua.consultations.asking.questions import answers_said
from motcua.consultations.asking.unneeded import said_with_heading
from motcua.consultations.content import Request
from motcua.consultations.history import own_requests_of
from motcua.consultations.ledger import Account, account
from motcua.consultations.synthesis_parts import Answered, Cell, Part, of_bodies, of_remarks
from motcua.consultations.table import outcome_said
from motcua.consultations.templates import limit_of
from motcua.documents.letters import Letters, dated, filled
from motcua.people import directory
from motcua.words import LANGUAGES, Sentence, _

LETTER = "bang_tong_hop"
NOTHING: Sentence = _("none")
CLOSED: Sentence = _("answered; not open to this reader")
"""In the place of an answer that is sealed, or confidential."""


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
        return self._those(
            lambda each: (
                bool(each.request.opinions)
                and not each.is_silent
                and not (each.request.is_open and each.request.first_own is None)
            )
        )

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
        return [each for each in self.answered if not each.is_late and each.request.first_own]

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
        return (
            *of_bodies(self.answered, self.silent, self.late),
            *of_remarks(self.bodies, self.account),
        )


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
