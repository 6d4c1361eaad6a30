"""Playing a test, and comparing what is found with what is expected."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from motcua.acting import Acting
from motcua.cases.matter import matter_of
from motcua.rehearsals.casting import NobodyPlays
from motcua.rehearsals.happenings import Happening, Standing, Why
from motcua.rehearsals.plays import moment_of
from motcua.rehearsals.reading import Expected, Test
from motcua.rehearsals.rehearsal import Rehearsal
from motcua.rehearsals.wording import NOTHING, WAITING, YES
from motcua.storage.folding import fold
from motcua.words import LANGUAGES, Label, Sentence, translate
from motcua.workflows import keys
from motcua.workflows.conditions import Conditions
from motcua.workflows.definition import Condition
from motcua.workflows.keys import plain


@dataclass(frozen=True)
class Difference:
    """One thing that is not as the test expects it."""

    line: int
    key: str
    expected: tuple[Sentence, ...]
    found: tuple[Sentence, ...]
    deed: Sentence = ""
    """What was done at this step, in words."""
    who: str = ""


@dataclass(frozen=True)
class Outcome:
    """How a test ended."""

    test: str
    title: Label
    line: int
    differences: tuple[Difference, ...] = ()
    happenings: tuple[Happening, ...] = ()
    compared: int = 0
    """How many expectations were looked at."""

    @property
    def passed(self) -> bool:
        """Say whether everything was as expected."""
        return not self.differences


def run(acting: Acting, text: str, tests: Iterable[Test]) -> list[Outcome]:
    """Play each of ``tests`` on a stage of its own."""
    return [outcome(acting, text, each) for each in tests]


def outcome(acting: Acting, text: str, test: Test) -> Outcome:
    """Play one test.

    A deed that is refused although nobody expected it is a difference too, and
    the rest is still played: what follows from it is told as well.
    """
    with Rehearsal(acting, text) as rehearsal:
        found: list[Difference] = []
        compared = 0
        moves = (None, *test.play.moves)
        for move, expected in zip(moves, test.expected, strict=True):
            before = len(rehearsal.happenings)
            happened = rehearsal.make(move) if move else rehearsal.file(test.play.start)
            line = move.line if move else test.line
            new = rehearsal.happenings[before:]
            looking = Looking(rehearsal, happened, new)
            compared += len(expected)
            found += looking.differences(expected, line)
        return Outcome(
            test.id, test.title, test.line, tuple(found), tuple(rehearsal.happenings), compared
        )


class Looking:
    """What is found after one step of a test."""

    def __init__(self, rehearsal: Rehearsal, happened: Happening, new: list[Happening]):
        self.rehearsal = rehearsal
        self.happened = happened
        self.new = new
        self.look: Mapping[str, Callable[[Expected], tuple[Sentence, ...]]] = {
            "state": self._state,
            "due": lambda expected: self._instant(expected, "due"),
            "step_due": lambda expected: self._instant(expected, "step_due"),
            "clock": self._clock,
            "refused": self._refused,
            "letter": self._letters,
            "notified": self._notified,
            "list": self._lists,
            "asked": lambda expected: self._asked(expected, silent=False),
            "silence": lambda expected: self._asked(expected, silent=True),
            "offers": lambda expected: self._offers(expected, True),
            "offers_not": lambda expected: self._offers(expected, False),
        }

    def differences(self, expected: Iterable[Expected], line: int) -> Iterator[Difference]:
        """Return what is not as expected."""
        expected = list(expected)
        why = self.happened.why
        if why is not None and not any(each.key == "refused" for each in expected):
            yield self._difference(line, "refused", (), (why.sentence,))
        for each in expected:
            found = self.look[each.key](each)
            if not _fits(each, found):
                yield self._difference(each.line, each.key, each.values, found)

    def _difference(
        self, line: int, key: str, expected: tuple[str, ...], found: tuple[Sentence, ...]
    ) -> Difference:
        return Difference(line, key, expected, found, self.happened.said, self.happened.who)

    @property
    def standing(self) -> Standing | None:
        return self.rehearsal.happenings[-1].standing

    def _state(self, expected: Expected) -> tuple[Sentence, ...]:
        return (self.standing.state,) if self.standing else ()

    def _instant(self, expected: Expected, which: str) -> tuple[Sentence, ...]:
        """Return an instant as the test writes it, so that both are compared as moments."""
        instant = getattr(self.standing, which) if self.standing else None
        if instant is None:
            return ()
        wanted = [said for said in expected.values if moment_of(said) == instant]
        return tuple(wanted) or (f"{instant:%d/%m/%Y %H:%M}",)

    def _clock(self, expected: Expected) -> tuple[Sentence, ...]:
        found = self.standing.clock if self.standing else ""
        wanted = [
            said for said in expected.values if keys.meaning("clock of a state", said) == found
        ]
        return tuple(wanted) or ((found,) if found else ())

    def _refused(self, expected: Expected) -> tuple[Sentence, ...]:
        """Return what was expected where the refusal says it, or names the condition."""
        why = self.happened.why
        if why is None:
            return ()
        wanted = [said for said in expected.values if self._says(why, said)]
        return tuple(wanted) if len(wanted) == len(expected.values) else (why.sentence,)

    def _says(self, why: Why, said: str) -> bool:
        if plain(said) in YES:
            return True
        sentences = [translate(why.sentence, each) for each in LANGUAGES]
        return any(fold(said) in fold(each) for each in sentences) or self._condition(why, said)

    def _condition(self, why: Why, said: str) -> bool:
        """Say whether ``said`` is a condition, and it is the one that refused."""
        case, conditions = self.rehearsal.case, self.rehearsal.office.borrow(Conditions)
        if case is None or said not in conditions:
            return False
        acting = self.rehearsal.acting("applicant")
        matter = matter_of(acting, case)
        verdict = conditions.judged(Condition(name=said), matter, acting)
        refused = translate(why.sentence, LANGUAGES[0])
        return not verdict.ok and translate(verdict.sentence, LANGUAGES[0]) in refused

    def _letters(self, expected: Expected) -> tuple[Sentence, ...]:
        return tuple(letter.id for each in self.new for letter in each.letters)

    def _notified(self, expected: Expected) -> tuple[Sentence, ...]:
        parts = (told.part for each in self.new for told in each.notified)
        found = list(dict.fromkeys(parts))
        return tuple(_as_written("parts", expected, each) for each in found)

    def _lists(self, expected: Expected) -> tuple[Sentence, ...]:
        """Return in whose lists the case stands, in the words of the test where they fit."""
        if self.standing is None:
            return ()
        found: list[Sentence] = []
        for name, place in zip(self.standing.lists, self.standing.places, strict=True):
            said = next((each for each in expected.values if self._is_list(each, place)), None)
            found.append(said or name)
        return tuple(dict.fromkeys(found))

    def _is_list(self, said: str, place: tuple[str, str, str]) -> bool:
        kind, unit, whose = place
        if plain(said) in WAITING:
            return kind == "waiting"
        if kind == "waiting":
            return False
        if said == whose:
            return True
        case, meant = self.rehearsal.case, keys.meaning("parts", said)
        if case is None:
            return False
        if meant == "assignee":
            return whose == case.track.assignee
        role = self.rehearsal.rules.roles.get(meant)
        matter = self.rehearsal.matter()
        if role is None or matter is None:
            return False
        return (unit, whose) == (matter.unit_of(meant), role.held)

    def _asked(self, expected: Expected, silent: bool) -> tuple[Sentence, ...]:
        if self.standing is None:
            return ()
        return tuple(each.unit for each in self.standing.asked if not silent or each.meaning)

    def _offers(self, expected: Expected, enabled: bool) -> tuple[Sentence, ...]:
        """Return which of the expected actions somebody may take now, or may not."""
        found = [said for said in expected.values if self._is_offered(said) == enabled]
        return tuple(found)

    def _is_offered(self, action: str) -> bool:
        node = self.rehearsal.action(action)
        for part in node.by if node else ():
            try:
                offers = self.rehearsal.offers(part)
            except NobodyPlays:
                continue
            if any(each.action.id == action and each.enabled for each in offers):
                return True
        return False


def _fits(expected: Expected, found: tuple[Sentence, ...]) -> bool:
    """Say whether what is expected is there; nothing but that, where none is expected."""
    if len(expected.values) == 1 and plain(expected.values[0]) in NOTHING:
        return not found
    if expected.key in ("letter", "notified", "asked", "silence", "list"):
        return set(expected.values) == set(found)
    return bool(expected.values) and set(expected.values) <= set(found)


def _as_written(words: str, expected: Expected, found: str) -> str:
    return next((said for said in expected.values if keys.meaning(words, said) == found), found)
