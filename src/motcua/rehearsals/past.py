"""Real cases of a period, and the plays that their journals tell.

The journals say who did what, when, and what was filled in; the dossier says
which papers came when.  Nothing is changed and nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any

from motcua.acting import SYSTEM, Acting, NotHere
from motcua.cases.content import Case
from motcua.cases.numbering import Numbering
from motcua.consultations.content import Consultation, Request
from motcua.consultations.explaining import DEPARTED
from motcua.consultations.history import history
from motcua.consultations.record.confidence import is_plain
from motcua.journal.content import Entry
from motcua.people import directory
from motcua.rehearsals.deeds import REASON
from motcua.rehearsals.looking import LETTER
from motcua.rehearsals.plays import Move, Play, Start
from motcua.workflows.definition import APPLICANT, Definition
from motcua.workflows.versions import definition

USUAL = timedelta(days=90)
SOMETIME = datetime(1, 1, 1)
ANSWER, ASKING, HANDING = "opinion given", "opinions asked", "handed over"


@dataclass(frozen=True)
class Period:
    """The days on which the cases were filed."""

    first: date
    last: date


@dataclass(frozen=True)
class Past:
    """A real case, as a play of what was done with it."""

    code: str
    key: bytes
    rules: Definition
    play: Play
    kind: str


def period(now: datetime, since: datetime | None, until: datetime | None) -> Period:
    """Return the period that is meant: the last ninety days where nothing is said."""
    last = until.date() if until else now.date()
    return Period(since.date() if since else last - USUAL, last)


def cases(acting: Acting, procedure: str, filed: Period, most: int) -> list[Case]:
    """Return up to ``most`` cases of the procedure filed in a period, the newest first.

    The counters of the days lead to them, so the cases of other years cost nothing.
    """
    found = (each for each in _filed(acting, filed) if each.procedure == procedure)
    return list(islice(found, most))


def _filed(acting: Acting, filed: Period) -> Iterator[Case]:
    register, numbering = acting.root.cases, acting.office.borrow(Numbering)
    days = sorted((_day(name) for name in register.counters), reverse=True)
    for day, unit in days:
        if not filed.first <= day <= filed.last or not directory.has_unit(acting.root, unit):
            continue
        code = directory.unit(acting.root, unit).code
        for number in reversed(_numbers(register.counter(unit, day))):
            key = register.codes.get(numbering.code(unit, code, day, number).encode())
            if key is not None:
                yield register.shelf[key]


def _day(name: str) -> tuple[date, str]:
    unit, _slash, day = name.rpartition("/")
    return date(int(day[:4]), int(day[4:6]), int(day[6:])), unit


def _numbers(counter: Any) -> list[int]:
    return [*range(1, counter.last + 1), *sorted(counter.beyond)]


def past(acting: Acting, case: Case) -> Past:
    """Return what was done with a case, as a play."""
    rules = definition(acting.root, case.procedure, case.version)
    told = [*_moves(acting, case, rules), *_of_ballots(acting, case)]
    moves = tuple(sorted(told, key=lambda move: move.at or SOMETIME))
    return Past(case.code, case.key, rules, Play(_start(case), moves), case.applicant.kind)


def _start(case: Case) -> Start:
    is_online = case.channel == "online" or not case.filed_by
    return Start(
        begins=case.filed_at,
        by=APPLICANT if is_online else case.filed_by,
        unit=case.receiving_unit,
        channel=case.channel,
        applicant=case.applicant.kind,
        form=dict(case.dossier.answers),
        papers=_papers(case, case.filed_at),
    )


def _papers(case: Case, at: datetime | None) -> tuple[str, ...]:
    """Return the papers that came at a moment."""
    return tuple(
        each.paper
        for each in case.dossier.enclosures
        if each.added_at == at and not each.paper.startswith(LETTER)
    )


def _moves(acting: Acting, case: Case, rules: Definition) -> Iterator[Move]:
    actions = {action.id for state in rules.states.values() for action in state.actions}
    stepped = {entry.at for entry in case.journal if entry.deed in actions}
    for event in history(acting, case):
        entry = event.entry
        if entry.person == SYSTEM:
            continue
        if event.request is not None:
            yield from _of_request(acting, event.request, entry, stepped)
        elif entry.deed in actions:
            papers, form = _papers(case, entry.at), entry.facts.get("form", {})
            yield Move(entry.at, _who(entry), does=entry.deed, form=form, papers=papers)
        elif entry.deed == ASKING:
            yield _asking(acting, case, entry)
        elif entry.deed == DEPARTED:
            unit, reason = str(entry.facts["unit"]), str(entry.facts["reason"])
            yield Move(entry.at, _who(entry), departs=unit, text=reason)
        elif entry.deed == HANDING:
            after, reason = str(entry.facts["after"]), str(entry.facts.get("reason", ""))
            yield Move(entry.at, _who(entry), hands_to=after, text=reason)


def _of_request(
    acting: Acting, request: Request, entry: Entry, stepped: set[datetime]
) -> Iterator[Move]:
    """What was done with a request; what a step took back is taken back by the step again."""
    who, unit = _who(entry), request.unit
    if entry.deed == ANSWER:
        yield _answer(acting, request, entry)
    elif entry.deed == "extension asked":
        wanted, reason = str(entry.facts["wanted"]), str(entry.facts.get("reason", ""))
        yield Move(entry.at, who, more_time=wanted, text=reason)
    elif entry.deed == "extension granted":
        yield Move(entry.at, who, grants=unit)
    elif entry.deed == "withdrawn" and entry.at not in stepped:
        yield Move(entry.at, who, withdraws=unit, text=str(entry.facts.get("reason", "")))


def _who(entry: Entry) -> str:
    return entry.person or APPLICANT


def _answer(acting: Acting, request: Request, entry: Entry) -> Move:
    """Return that a body answered, or corrected what it had said.

    The words of what is confidential stay where they are.
    """
    version = int(entry.facts.get("version", 1))
    given = next(each for each in request.opinions if each.version == version)
    plain = is_plain(acting, request)
    return Move(
        entry.at,
        _who(entry),
        answers=given.reply.outcome,
        text=given.reply.text if plain else "—",
        form={REASON: given.correction} if given.correction else {},
    )


def _of_ballots(acting: Acting, case: Case) -> Iterator[Move]:
    """Return that members were asked and voted; a secret ballot tells nobody's vote."""
    for ballot in acting.root.ballots.of_case(case.key):
        if ballot.rules.secret:
            continue
        put = {each.id: each.title for each in ballot.matters}
        asked, words = ballot.template, ballot.explanation
        yield Move(ballot.began_at, ballot.began_by, asks=asked, text=words, form=put)
        for slip in ballot.slips:
            if slip.signed_at is None:
                continue
            form = {each.matter: each.choice for each in slip.answers}
            text = next((each.text for each in slip.answers if each.text), "")
            choice = next(iter(form.values()), "")
            yield Move(slip.signed_at, slip.person, answers=choice, text=text, form=form)


def _asking(acting: Acting, case: Case, entry: Entry) -> Move:
    asked = _consultation(acting, case, entry)
    return Move(entry.at, _who(entry), asks=asked.template, units=asked.units, text=asked.question)


def _consultation(acting: Acting, case: Case, entry: Entry) -> Consultation:
    for each in acting.root.consultations.asked_by_case(case.key):
        if (each.template, each.round) == (entry.facts["template"], entry.facts["round"]):
            return each
    raise NotHere()
