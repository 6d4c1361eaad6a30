"""One rehearsal: a case is filed, people act, the date is moved; everything is told.

    with Rehearsal(acting, text) as rehearsal:
        rehearsal.file(Start(begins=monday))
        rehearsal.take("clerk", "receive")
        rehearsal.move_to(friday)
        rehearsal.happenings

Whatever is done goes through the same actions as in the office, in the name of
the people who hold the positions on that day.  A refusal is a happening like
any other; what had been begun is undone.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from motcua.acting import SYSTEM, Acting, Refusal, system
from motcua.cases.actions import available
from motcua.cases.content import Case
from motcua.cases.filing import file_case
from motcua.cases.matter import CaseMatter, matter_of
from motcua.cases.numbers import Numbers
from motcua.consultations.suggestions import addable, required, suggested
from motcua.rehearsals import filling, looking
from motcua.rehearsals.casting import ORIGIN, Cast, NobodyPlays
from motcua.rehearsals.deeds import deed_of
from motcua.rehearsals.gathering import Gatherer
from motcua.rehearsals.happenings import (
    CAME_DUE,
    FILED,
    TIME,
    Happening,
    Standing,
    Why,
)
from motcua.rehearsals.passing import Passing
from motcua.rehearsals.plays import Move, Play, Start
from motcua.rehearsals.stage import Stage
from motcua.words import Sentence, _
from motcua.workflows.definition import Action, Definition
from motcua.workflows.steps import Offer

CALLED: Mapping[str, Sentence] = {
    "reminded": _("A reminder falls due"),
    "held": _("The limit passes, and an opinion holds the case"),
    "late": _("A limit has passed"),
    "silence recorded": _("Nobody answered in time"),
    "overdue reported": _("An answer is overdue"),
}
"""What comes due, by the deed that the journal takes down of it."""


class Backwards(Refusal):
    """The date is moved to what is over."""


class Rehearsal:
    """A stage with one case on it; use it in a ``with``."""

    def __init__(
        self, acting: Acting, text: str, on: Stage | None = None, rules: Definition | None = None
    ):
        """Rehearse ``text``; or, on a stage that is open, ``rules`` that are in force there."""
        self.text = text
        self.now = acting.now
        self.language = acting.language
        self.case: Case | None = None
        self.happenings: list[Happening] = []
        self.rounds: list[tuple[Happening, ...]] = []
        """What each move of a play brought about, the filing first."""
        self._stage = on or Stage(acting)
        self._is_ours = on is None
        self._given = rules

    def __enter__(self) -> Rehearsal:
        stage = self._stage.__enter__() if self._is_ours else self._stage
        try:
            self.rules: Definition = self._given or stage.put_into_force(self.text)
        except BaseException:
            self.__exit__()
            raise
        self.office, self.root = stage.office.likeness(), stage.root
        self.office.lend(Numbers, Numbers())
        self.cast = Cast(self.office, self.root, self.rules, self.language)
        self._gatherer = Gatherer(self.office, self.cast)
        return self

    def __exit__(self, *error: object) -> None:
        if self._is_ours:
            self._stage.__exit__(*error)

    # What is done

    def play(self, play: Play) -> list[Happening]:
        """File the case and make every move; return what happened."""
        self.file(play.start)
        self.rounds.append(tuple(self.happenings))
        for move in play.moves if self.case else ():
            before = len(self.happenings)
            self.make(move)
            self.rounds.append(tuple(self.happenings[before:]))
        return self.happenings

    def make(self, move: Move) -> Happening:
        """Make one move; return what it brought about, reminders on the way apart."""
        deed = deed_of(move)
        if deed is None or (move.at is not None and move.at < self.now):
            return self.move_to(move.at or self.now)
        if move.at is not None:
            self._pass(move.at)

        def done() -> Acting:
            if self.case is None:
                raise NobodyPlays(_("There is no case yet."), _("File one first."))
            return deed.do(self, move, self.case)

        return self._do(deed.kind, move.who, deed.said(self, move), done)

    def file(self, start: Start) -> Happening:
        """Let the case be taken in, with everything compulsory that ``start`` does not name."""
        self.now = start.begins or self.now
        self.start = self._quiet = self.now
        return self._do(FILED, start.by, _("The case is filed"), lambda: self._file(start))

    def take(
        self,
        who: str,
        action: str,
        form: Mapping[str, Any] | None = None,
        at: datetime | None = None,
        papers: Iterable[str] = (),
    ) -> Happening:
        """Let somebody take an action."""
        return self.make(Move(at, who, does=action, form=form or {}, papers=tuple(papers)))

    def ask(
        self,
        who: str,
        template: str,
        units: Iterable[str] = (),
        question: str = "",
        at: datetime | None = None,
    ) -> Happening:
        """Send a consultation, to ``units`` or to whomever the procedure suggests."""
        return self.make(Move(at, who, asks=template, units=tuple(units), text=question))

    def answer(
        self, who: str, outcome: str, text: str = "", at: datetime | None = None
    ) -> Happening:
        """Give the word of an asked body: ``who`` is the body, or a person of it."""
        return self.make(Move(at, who, answers=outcome, text=text))

    def move_to(self, moment: datetime) -> Happening:
        """Let time pass; what comes due on the way happens, in order."""
        if moment < self.now:
            refusal = Backwards(
                _("The date is moved forwards only."), _("Go back a step, or begin anew.")
            )
            return self._refused(TIME, "", _("The date is moved"), refusal)
        self._pass(moment)
        happening = Happening(TIME, self.now, said=_("The date is moved"), standing=self.standing())
        self.happenings.append(happening)
        return happening

    # What may be asked

    def acting(self, who: str, fits: Callable[[Acting], bool] | None = None) -> Acting:
        """Return who is meant, acting now."""
        return self.cast.acting(who, self.now, self.case, fits)

    def offers(self, who: str) -> list[Offer]:
        """Return what somebody may do with the case now, possible or not yet."""
        return available(self.acting(who), self.case) if self.case else []

    def standing(self) -> Standing | None:
        """Return how the case stands now."""
        return looking.standing(self._nobody(), self.case) if self.case else None

    def matter(self) -> CaseMatter | None:
        """Return the case as the machine sees it."""
        return matter_of(self._nobody(), self.case) if self.case else None

    def to_be_asked(self, template: str, units: Iterable[str]) -> tuple[str, ...]:
        """Return ``units`` as far as they may be asked here, and whoever must be."""
        known, matter = self.rules.consultations.get(template), self.matter()
        if known is None or matter is None:
            return tuple(units)
        acting = self._nobody()
        allowed = {*suggested(acting, matter, known)}
        allowed |= {each.id for each in addable(acting, matter.case, known)}
        must = required(acting, matter, known)
        return tuple(dict.fromkeys([*(each for each in units if each in allowed), *must]))

    def action(self, id: str) -> Action | None:
        """Return the action of that id: the present step's, or else another one's."""
        here = self.rules.states.get(self.case.track.state) if self.case else None
        states = [*([here] if here else []), *self.rules.states.values()]
        return next((each for each in (state.action(id) for state in states) if each), None)

    # How it is done

    def _do(self, kind: str, who: str, said: Sentence, deed: Callable[[], Acting]) -> Happening:
        mark = self._gatherer.mark()
        try:
            acting = self._stage.attempt(deed)
        except Refusal as refusal:
            self._gatherer.forget(mark)
            return self._refused(kind, who, said, refusal)
        place = len(self.happenings)
        self.happenings.append(self._happening(kind, acting, said))
        self._pass(self.now)
        return self.happenings[place]

    def _file(self, start: Start) -> Acting:
        rules = self.rules
        is_online = start.by == "applicant" or start.channel == "online"
        unit, acting = self._taker(start, is_online)
        papers = filling.compulsory(rules) if start.papers is None else start.papers
        form = filling.typed(
            rules, rules.form, start.form, lambda field: filling.sample(acting, None, field)
        )
        self.case = file_case(
            acting,
            rules,
            applicant=filling.somebody(rules, start.applicant, self.language),
            answers=form,
            enclosures=filling.enclosures(rules, papers, self.now, acting.person),
            channel=start.channel or self._channel(is_online),
            receiving_unit=unit,
            subject=filling.MADE_UP,
        ).case
        return acting

    def _channel(self, is_online: bool) -> str:
        if is_online:
            return "online"
        channels = self.rules.channels
        return "counter" if "counter" in channels else channels[0]

    def _taker(self, start: Start, is_online: bool) -> tuple[str, Acting]:
        unit, clerk = self.cast.counter("" if is_online else start.by, start.unit, self.now)
        return unit, self.acting("applicant") if is_online else clerk

    def _nobody(self) -> Acting:
        acting = system(self.office, self.root, self.now, ORIGIN)
        return replace(acting, language=self.language)

    # What is told

    def _happening(self, kind: str, acting: Acting, said: Sentence) -> Happening:
        found = self._gatherer.gather(self._nobody(), self.case, self.start)
        is_nobody = acting.person == SYSTEM
        name = _("the system") if is_nobody else self.cast.name(acting.person)
        return Happening(
            kind, self.now, acting.person, name, said, standing=self.standing(), **found
        )

    def _refused(self, kind: str, who: str, said: Sentence, refusal: Refusal) -> Happening:
        why = Why(refusal.sentence, refusal.way_out)
        name = self.cast.name(who) if who in self.root["people"] else who
        happening = Happening(kind, self.now, who, name, said, why, self.standing())
        self.happenings.append(happening)
        return happening

    def _pass(self, until: datetime) -> None:
        """Let what is due until then happen, and stand at that moment."""
        if self.case is not None:
            passing = Passing(self._nobody(), self.case, self._stage)
            for moment, said in passing.until(self._quiet, until):
                self.now = max(self.now, moment)
                self._came_due(said)
        self.now = self._quiet = until

    def _came_due(self, said: Sentence) -> None:
        """Tell what came due; mails of what was told already belong to that."""
        happening = self._happening(CAME_DUE, self._nobody(), said)
        last = self.happenings[-1]
        if happening.notified or happening.noted or happening.letters:
            deed = happening.noted[0].deed if happening.noted else ""
            said = CALLED.get(deed, said)
            self.happenings.append(replace(happening, said=said))
        else:
            mails = (*last.mails, *happening.mails)
            self.happenings[-1] = replace(last, mails=mails, standing=happening.standing)
