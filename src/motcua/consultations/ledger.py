"""The ledger of a case's consultation: every remark of every body, and what became of it.

A remark is one numbered remark or condition of the newest version of an
opinion; where a body writes no numbers, its whole text is one.  Remarks that say
the same are shown as one line once an official has merged them; until then
the ledger only suggests it.  Rounds do not end anything: what was not answered
in one stands open in the next.

A remark of a body that had fallen silent is read and may be answered, but
nothing waits for that, as nothing waits for the late word itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256

from motcua.acting import Acting
from motcua.cases.access import Sight, require_sight
from motcua.cases.content import Case
from motcua.consultations.access import reads_answer
from motcua.consultations.content import (
    Consultation,
    Departure,
    Explanation,
    Ledger,
    Reply,
    Request,
)
from motcua.consultations.count import disagreeing
from motcua.consultations.history import own_requests_of
from motcua.consultations.record.confidence import is_sealed
from motcua.people import directory
from motcua.people.content import Unit
from motcua.storage.folding import fold, words
from motcua.words import Sentence, _

ACCEPTED, PARTLY, KEPT, CONDITION = "accepted", "partly", "kept", "condition"
KINDS: dict[str, Sentence] = {
    ACCEPTED: _("Accepted"),
    PARTLY: _("Accepted in part"),
    KEPT: _("Kept as is"),
    CONDITION: _("Becomes a condition of the decision"),
}
"""What may become of a remark."""
REASONED = frozenset({PARTLY, KEPT, CONDITION})
"""Which of these say nothing without words: what is not taken up and why; the condition."""
DIGEST = 5
"""Bytes of a remark's words in its key, after the key of its request."""
SPEAKING = frozenset({"agree_with_remarks", "disagree", "other"})
"""Answers whose text is a remark where nothing in them is numbered."""
NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Remark:
    """One thing that one body said."""

    key: bytes
    request: Request
    unit: Unit
    number: int
    """0 for a text without numbers."""
    place: str
    text: str
    is_condition: bool
    explanation: Explanation | None

    @property
    def id(self) -> str:
        """The key in hexadecimal, for addresses."""
        return self.key.hex()

    @property
    def is_owed(self) -> bool:
        """Say whether it has to be answered; what came after a silence need not be."""
        return self.request.silence is None or self.request.struck is not None

    @property
    def round(self) -> int:
        """In which round it was said."""
        return self.request.consultation.round

    @property
    def likeness(self) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
        """The same for two remarks that differ in nothing but marks, capitals and points."""
        return tuple(words(self.place)), tuple(words(self.text)), self.is_condition


@dataclass(frozen=True)
class Line:
    """What is answered with one explanation: a remark, or several that say the same."""

    remarks: tuple[Remark, ...]

    @property
    def id(self) -> str:
        """The first remark's, for addresses."""
        return self.remarks[0].id

    @property
    def place(self) -> str:
        """To what it belongs, as the first body says it that says so."""
        return next((each.place for each in self.remarks if each.place), "")

    @property
    def units(self) -> tuple[Unit, ...]:
        """Whose it is, each body once."""
        return tuple({each.unit.id: each.unit for each in self.remarks}.values())

    @property
    def texts(self) -> tuple[str, ...]:
        """What they say, each wording once."""
        return tuple(dict.fromkeys(each.text for each in self.remarks))

    def holds(self, key: bytes) -> bool:
        """Say whether a remark stands here."""
        return any(each.key == key for each in self.remarks)

    @property
    def is_condition(self) -> bool:
        """Say whether a body made its agreement depend on it."""
        return any(each.is_condition for each in self.remarks)

    @property
    def is_merged(self) -> bool:
        """Say whether an official put several remarks together here."""
        return len(self.remarks) > 1

    @property
    def is_owed(self) -> bool:
        """Say whether it has to be answered."""
        return any(each.is_owed for each in self.remarks)

    @property
    def explanation(self) -> Explanation | None:
        """What became of it; none while one of its remarks has no answer."""
        found = [each.explanation for each in self.remarks]
        return found[0] if all(found) else None

    @property
    def revision(self) -> int:
        """The newest revision of its answers, 0 where there is none."""
        return max(each.explanation.revision if each.explanation else 0 for each in self.remarks)


@dataclass(frozen=True)
class Contradiction:
    """A body that disagreed, and why the decision departs from it, where somebody said so."""

    request: Request
    unit: Unit
    departure: Departure | None

    @property
    def revision(self) -> int:
        """Which version of the reason that is, 0 where there is none."""
        return self.departure.revision if self.departure else 0


@dataclass(frozen=True)
class Account:
    """The whole ledger of a case, as it is now."""

    lines: tuple[Line, ...]
    contradictions: tuple[Contradiction, ...]

    @property
    def owed(self) -> int:
        """How many remarks have to be answered."""
        return sum(each.is_owed for each in self._remarks)

    @property
    def answered(self) -> int:
        """How many of those have been."""
        return sum(each.is_owed and each.explanation is not None for each in self._remarks)

    @cached_property
    def open(self) -> tuple[Remark, ...]:
        """What still has to be answered."""
        return tuple(each for each in self._remarks if each.is_owed and not each.explanation)

    @property
    def _remarks(self) -> Iterator[Remark]:
        for line in self.lines:
            yield from line.remarks

    @cached_property
    def suggestions(self) -> tuple[tuple[Line, ...], ...]:
        """Lines that say the same but for marks and capitals, and are not merged."""
        alike: dict[object, list[Line]] = {}
        for line in self.lines:
            alike.setdefault(line.remarks[0].likeness, []).append(line)
        return tuple(tuple(each) for each in alike.values() if len(each) > 1)

    def line(self, key: bytes) -> Line | None:
        """Return the line in which a remark stands."""
        return next((line for line in self.lines if line.holds(key)), None)


def account(acting: Acting, case: Case) -> Account:
    """Return the ledger of a case, as far as this person reads the answers."""
    require_sight(acting, case, Sight.DOCUMENTS)
    return _account(acting, case, lambda request: reads_answer(acting, request))


def accounted(acting: Acting, case: Case) -> Account:
    """Return the same for conditions, which have to hold whoever asks: all but what is sealed."""
    return _account(acting, case, lambda request: not is_sealed(acting, request.consultation))


def _account(acting: Acting, case: Case, counts: Callable[[Request], bool]) -> Account:
    """Return the ledger of those requests that count for whoever asks."""
    ledger = acting.root.consultations.ledger_of(case.key)
    remarks = [each for each in _remarks(acting, case, ledger) if counts(each.request)]
    against = (each for each in _contradictions(acting, case, ledger) if counts(each.request))
    return Account(
        lines=tuple(sorted(_lines(remarks, ledger), key=_order)), contradictions=tuple(against)
    )


def _remarks(acting: Acting, case: Case, ledger: Ledger) -> Iterator[Remark]:
    for request in own_requests_of(acting, case):
        if request.opinion is not None:
            yield from remarks_of(acting, request, ledger)


def remarks_of(acting: Acting, request: Request, ledger: Ledger) -> Iterator[Remark]:
    """Go through what a body remarked in the newest version of its opinion."""
    opinion = request.opinion
    if opinion is None or opinion.confirms:  # What it confirms stands with the earlier round.
        return
    unit, known = directory.unit(acting.root, request.unit), dict(ledger.explanations)
    seen = set()
    for number, place, text, is_condition in said(opinion.reply):
        key = key_of(request, place, text, is_condition)
        if key not in seen:
            seen.add(key)
            found = known.get(key)
            yield Remark(key, request, unit, number, place, text, is_condition, found)


def said(reply: Reply) -> Iterator[tuple[int, str, str, bool]]:
    """Go through what has to be answered in a reply: number, place, text, whether a condition."""
    for number, (place, text) in enumerate(reply.numbered, 1):
        yield number, place, text, False
    for number, text in enumerate(reply.conditions, 1):
        yield number, "", text, True
    numbered = reply.remarks or reply.conditions
    if reply.text and not numbered and reply.outcome in SPEAKING:
        yield 0, "", reply.text, False


def key_of(request: Request, place: str, text: str, is_condition: bool) -> bytes:
    """Return by what a remark is known: whose it is, and what it says."""
    words = "\0".join(("condition" if is_condition else "remark", place, text))
    return request.key + sha256(words.encode()).digest()[:DIGEST]


def _lines(remarks: list[Remark], ledger: Ledger) -> Iterator[Line]:
    there = {each.key: each for each in remarks}
    together = {key: merge for merge in ledger.merges for key in merge}
    for each in remarks:
        found = (there.pop(key, None) for key in together.get(each.key, (each.key,)))
        line = tuple(filter(None, found))
        if line:
            yield Line(line)


def _order(line: Line) -> tuple[bool, tuple[tuple[str, int], ...]]:
    """By article and paragraph, as people count; what belongs to no place comes last."""
    return not line.place, natural(fold(line.place))


def natural(text: str) -> tuple[tuple[str, int], ...]:
    """Return what sorts a text so that article 10 comes after article 9.

    >>> sorted(["dieu 10", "dieu 9"], key=natural)
    ['dieu 9', 'dieu 10']
    """
    between = NUMBER.split(text)
    numbers = [int(each) for each in NUMBER.findall(text)]
    return tuple(zip(between, [*numbers, -1], strict=True))


def _contradictions(acting: Acting, case: Case, ledger: Ledger) -> Iterator[Contradiction]:
    """Go through the bodies whose last word, said in time, was a no."""
    departures = dict(ledger.departures)
    for request in _last_words(acting.root.consultations.asked_by_case(case.key)):
        unit = directory.unit(acting.root, request.unit)
        yield Contradiction(request, unit, departures.get(request.key))


def _last_words(consultations: Iterable[Consultation]) -> Iterator[Request]:
    last: dict[str, tuple[Request, bool]] = {}
    for consultation in consultations:
        against = set(disagreeing(consultation))
        for request in consultation.requests:
            if request.opinion is not None:
                last[request.unit] = request, request in against
    return (request for request, disagrees in last.values() if disagrees)


def earlier_remarks(acting: Acting, request: Request) -> list[Remark]:
    """Return what the same body remarked in rounds before, with what became of it.

    That is for the body itself, when it is asked again.
    """
    case: Case = request.consultation.case
    ledger = acting.root.consultations.ledger_of(case.key)
    found: list[Remark] = []
    for each in own_requests_of(acting, case):
        if each is request:
            break
        if each.unit == request.unit and reads_answer(acting, each):
            found += remarks_of(acting, each, ledger)
    return found
