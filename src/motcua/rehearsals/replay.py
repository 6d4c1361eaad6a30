"""Replay: last period's real cases, played once more under another text.

A replay says what would have been different, and only that: each case is
played under the draft, and where anything differs from what really happened,
under its own version as well.  What differs in both comes from playing
(somebody has left since, a deadline was granted by telephone), not from the
draft, and the case is listed apart.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from dataclasses import replace as with_
from datetime import datetime

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.people import directory
from motcua.rehearsals import filling, looking
from motcua.rehearsals.dates import Broken, broken
from motcua.rehearsals.happenings import Happening, Standing, Why
from motcua.rehearsals.past import Past, Period, cases, past, period
from motcua.rehearsals.plays import Move, Start
from motcua.rehearsals.rehearsal import Rehearsal
from motcua.rehearsals.stage import Stage
from motcua.words import Sentence, _
from motcua.workflows.definition import APPLICANT, ASSIGNEE, PARTNER, Definition

__all__ = ["Compared", "Hindrance", "Period", "Played", "Replay", "period", "replay"]


@dataclass(frozen=True)
class Hindrance:
    """A step that was taken, and would no longer have been possible."""

    at: datetime
    who: Sentence
    what: Sentence
    why: Why


@dataclass(frozen=True)
class Played:
    """How a case ended, really or under some text."""

    standing: Standing
    hindrances: tuple[Hindrance, ...] = ()
    wanting: tuple[Sentence, ...] = ()
    """What had not been handed in or filled in, and would have been asked."""
    told: frozenset[str] = frozenset()
    """Parts that were notified at some time."""

    @property
    def in_time(self) -> bool | None:
        """Say whether it was finished in time; ``None`` where it is not finished."""
        limit, stopped = self.standing.limit, self.standing.stopped
        return stopped <= limit if limit and stopped else None

    @property
    def asked(self) -> frozenset[str]:
        """Whom it asked for an opinion."""
        return frozenset(each.unit for each in self.standing.asked)


@dataclass(frozen=True)
class Compared:
    """One case: how it was, and how it would have been."""

    code: str
    filed: datetime | None
    before: Played
    after: Played
    is_faithful: bool = True
    """It ends under its own version as it really did."""
    really: Sentence = ""
    """At which step it stands."""

    @property
    def is_different(self) -> bool:
        """Say whether the draft changes anything for this case."""
        return bool(
            self.after.hindrances
            or self.after.wanting
            or self.due_moved
            or self.before.asked != self.after.asked
            or self.before.standing.state != self.after.standing.state
            or self.told_more
            or self.told_less
            or self.broken
        )

    @property
    def due_moved(self) -> bool:
        """Say whether its due date would have been another one."""
        return self.before.standing.limit != self.after.standing.limit

    @property
    def told_more(self) -> frozenset[str]:
        """Who would have been notified, and was not."""
        return self.after.told - self.before.told

    @property
    def told_less(self) -> frozenset[str]:
        """Who was notified, and would not have been."""
        return self.before.told - self.after.told

    @property
    def broken(self) -> tuple[Broken, ...]:
        """Dates of answers that held, and would not have."""
        return tuple(broken(self.before.standing, self.after.standing))

    @property
    def asked_more(self) -> frozenset[str]:
        """Who would have been asked, and was not."""
        return self.after.asked - self.before.asked

    @property
    def asked_less(self) -> frozenset[str]:
        """Who was asked, and would not have been."""
        return self.before.asked - self.after.asked


@dataclass(frozen=True)
class Replay:
    """What a replay found."""

    procedure: str
    title: Sentence
    period: Period
    found: int
    """Cases of the period, as far as they were looked for."""
    compared: tuple[Compared, ...]
    most: int
    is_whole: bool = True
    """No case was left out because there were too many, or for want of time."""
    names: Mapping[str, Sentence] = field(default_factory=dict)
    """What units, roles and parts are called."""

    @property
    def faithful(self) -> list[Compared]:
        """The cases of which something can be said."""
        return [each for each in self.compared if each.is_faithful]

    @property
    def different(self) -> list[Compared]:
        """The cases for which something would have been different."""
        return [each for each in self.faithful if each.is_different]

    @property
    def unfaithful(self) -> list[Compared]:
        """Cases that cannot be played as they were."""
        return [each for each in self.compared if not each.is_faithful]

    def share(self, after: bool) -> tuple[int, int]:
        """Return how many cases were finished in time, and how many were finished."""
        played = [each.after if after else each.before for each in self.faithful]
        ended = [each.in_time for each in played if each.in_time is not None]
        return sum(ended), len(ended)


def replay(
    acting: Acting,
    text: str,
    filed: Period,
    most: int,
    enough: Callable[[], bool] = lambda: False,
) -> Replay:
    """Play the cases of a period on ``text``; stop where it is ``enough``."""
    with Stage(acting) as stage:
        rules = stage.put_into_force(text)
        chosen = cases(stage.acting, rules.id, filed, most + 1)
        compared: list[Compared] = []
        for case in chosen[:most]:
            if enough():
                break
            compared.append(_compared(stage, rules, case))
        names = _names(stage, rules)
    is_whole = len(chosen) <= most and len(compared) == len(chosen)
    return Replay(
        rules.id, rules.title, filed, len(chosen[:most]), tuple(compared), most, is_whole, names
    )


def _names(stage: Stage, rules: Definition) -> dict[str, Sentence]:
    """Return what the units, and the parts that may be told, are called."""
    units = {each.id: each.short for each in directory.units(stage.root)}
    roles = {each.id: each.title for each in rules.roles.values()}
    return {**units, **roles, **PARTS}


PARTS: Mapping[str, Sentence] = {
    APPLICANT: _("the applicant"),
    ASSIGNEE: _("whoever holds the case"),
    PARTNER: _("the body asked"),
    "asker": _("whoever asked"),
    "one_stop_head": _("the head of the one-stop unit"),
}
"""Parts that are no roles."""


def _compared(stage: Stage, rules: Definition, case: Case) -> Compared:
    """Play one case; under its own version too, where anything differs."""
    acting = stage.acting
    told = past(acting, case)
    really = looking.standing(acting, case)
    after = _played(stage, told, rules)
    before = _played(stage, told, told.rules)
    is_faithful = (before.standing.state, before.standing.limit) == (really.state, really.limit)
    caused = tuple(each for each in after.hindrances if not _is_among(each, before.hindrances))
    after = with_(after, hindrances=caused)
    return Compared(case.code, case.filed_at, before, after, is_faithful, really.title)


def _is_among(hindrance: Hindrance, others: Iterable[Hindrance]) -> bool:
    return any((each.at, each.what) == (hindrance.at, hindrance.what) for each in others)


def _played(stage: Stage, told: Past, rules: Definition) -> Played:
    """Play what was done, under ``rules``, and undo it."""
    point = stage.savepoint()
    try:
        rehearsal = Rehearsal(stage.acting, "", on=stage, rules=rules)
        with rehearsal:
            return _Replaying(rehearsal, told).played()
    finally:
        point.rollback()


class _Replaying:
    """One case on the stage."""

    def __init__(self, rehearsal: Rehearsal, told: Past):
        self.rehearsal, self.told = rehearsal, told
        self.present = rehearsal.now
        self.hindrances: list[Hindrance] = []
        self.wanting: list[Sentence] = []

    def played(self) -> Played:
        start = self._complete(self.told.play.start)
        filed = self.rehearsal.file(start)
        if filed.is_refused:
            self._hinder(Move(who=start.by), filed)
            filed = self.rehearsal.file(with_(start, by="", unit=""))
        for move in self.told.play.moves if not filed.is_refused else ():
            self._make(move)
        self.rehearsal.move_to(max(self.rehearsal.now, self.present))
        return Played(
            self.rehearsal.standing() or NOT_TAKEN_IN,
            tuple(self.hindrances),
            tuple(dict.fromkeys(self.wanting)),
            frozenset(
                each.part for happened in self.rehearsal.happenings for each in happened.notified
            ),
        )

    def _complete(self, start: Start) -> Start:
        """Add the papers that would have been compulsory, and take down what was wanting."""
        rules = self.rehearsal.rules
        had = start.papers or ()
        papers = [each for each in filling.compulsory(rules) if each not in had]
        self.wanting += [rules.papers[each].title for each in papers]
        self.wanting += [
            rules.fields[each.field].title
            for each in rules.form
            if each.required and start.form.get(each.field) in (None, "")
        ]
        known = tuple(each for each in had if each in rules.papers)
        form = {id: value for id, value in start.form.items() if value not in (None, "")}
        return with_(start, papers=(*known, *papers), form=form)

    def _make(self, move: Move) -> None:
        move = self._fitted(move)
        happened = self.rehearsal.make(move)
        if happened.is_refused:
            self._hinder(move, happened)

    def _fitted(self, move: Move) -> Move:
        """Ask whom the draft wants asked; hand in only papers that it knows."""
        rules = self.rehearsal.rules
        papers = tuple(each for each in move.papers if each in rules.papers)
        node = self.rehearsal.action(move.does) if move.does else None
        for asked in node.ask if node else ():
            if asked.required and asked.field not in move.form and rules != self.told.rules:
                self.wanting.append(rules.fields[asked.field].title)
        if move.asks:
            return with_(move, units=self.rehearsal.to_be_asked(move.asks, move.units))
        return with_(move, papers=papers)

    def _hinder(self, move: Move, happened: Happening) -> None:
        assert happened.why is not None
        who: Sentence = _("the applicant")
        if move.who != APPLICANT:
            who = self.rehearsal.cast.name(move.who)
        self.hindrances.append(Hindrance(happened.at, who, happened.said, happened.why))


NOT_TAKEN_IN = Standing(
    state="",
    title=_("not taken in"),
    final="",
    due=None,
    step_due=None,
    left="",
    is_late=False,
    explained=(),
    step_explained=(),
    clock="",
    assignee="",
    lists=(),
    asked=(),
)
