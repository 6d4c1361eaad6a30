"""Reading the tests of a procedure: ``workflows/<id>/tests.yaml``.

Read like procedure files, and as suspiciously: nothing in it runs, every value
is text, all problems are told at once, with their lines and what was probably
meant.  A test that names what its procedure does not have is told here, before
anything is played.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

import yaml

from motcua.deadlines.terms import NotATerm, read_term
from motcua.rehearsals.plays import MOST_MOVES, Move, Play, Start, moment_of
from motcua.rehearsals.wording import BLOCKS, DEEDS, english, spellings
from motcua.words import Label, Sentence, _
from motcua.workflows import keys
from motcua.workflows.definition import Definition
from motcua.workflows.problems import Found, Problem, meant
from motcua.workflows.reading.nodes import compose, line_of, text_of, values_of

TESTS = "tests.yaml"
"""What the file is called, in the folder of its procedure."""
MOST_TESTS = 200


@dataclass(frozen=True)
class Expected:
    """What a test says that is so after a step."""

    key: str
    values: tuple[str, ...]
    line: int


@dataclass(frozen=True)
class Test:
    """One test: a play, and what is expected along the way."""

    __test__ = False
    id: str
    title: Label
    play: Play
    expected: tuple[tuple[Expected, ...], ...]
    """After the filing, and after each move."""
    line: int = 0


@dataclass(frozen=True)
class TestFile:
    """What a file says, and what is wrong with how it says it."""

    __test__ = False
    tests: tuple[Test, ...] = ()
    problems: tuple[Problem, ...] = field(default=())

    @property
    def is_sound(self) -> bool:
        """Say whether its tests can be played."""
        return not any(each.is_error for each in self.problems)


def read(text: str | bytes, file: str = "", rules: Definition | None = None) -> TestFile:
    """Return the tests in ``text``; with ``rules``, also whether they fit the procedure."""
    found = Found(file)
    _text, top = compose(text, found)
    tests: tuple[Test, ...] = ()
    if top is not None:
        tests = tuple(_File(found, rules).tests(top))
    return TestFile(tests, tuple(found.in_order()))


class _File:
    def __init__(self, found: Found, rules: Definition | None):
        self.found, self.rules = found, rules

    # Blocks

    def block(self, kind: str, node: yaml.Node) -> dict[str, tuple[yaml.Node, int]]:
        """Return what stands under the keys of a block, and where."""
        told: dict[str, tuple[yaml.Node, int]] = {}
        for said, value, line in self.pairs(node):
            key = english(kind, said)
            if not key:
                sentence = _("I do not know “${key}”.", mapping={"key": said[:80]})
                self.found.note("D10", line, sentence, meant(said, spellings(kind)))
            elif key in told:
                self.found.note("D02", line, _twice(said))
            else:
                told[key] = (value, line)
        return told

    def pairs(self, node: yaml.Node) -> Iterator[tuple[str, yaml.Node, int]]:
        """Go through the keys of a block."""
        if not isinstance(node, yaml.MappingNode):
            self.found.note("D05", line_of(node), _("Here should stand keys with their values."))
            return
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode):
                yield text_of(key), value, line_of(key)
            else:
                self.found.note("D05", line_of(key), _("A key must be one name."))

    def text(self, told: Mapping[str, tuple[yaml.Node, int]], key: str) -> str:
        """Return the single value under a key."""
        if key not in told:
            return ""
        node, line = told[key]
        if isinstance(node, yaml.ScalarNode):
            return text_of(node)
        self.found.note("D05", line, _("“${key}” takes a single value here.", mapping={"key": key}))
        return ""

    def texts(self, told: Mapping[str, tuple[yaml.Node, int]], key: str) -> tuple[str, ...]:
        """Return the values under a key: a list, or one."""
        if key not in told:
            return ()
        node, line = told[key]
        values = list(values_of(node))
        if any(not isinstance(each, yaml.ScalarNode) for each in values):
            self.found.note("D05", line, _("“${key}” takes plain values.", mapping={"key": key}))
        return tuple(text_of(each) for each in values if isinstance(each, yaml.ScalarNode))

    def form(self, told: Mapping[str, tuple[yaml.Node, int]]) -> Mapping[str, Any]:
        """Return what is filled in."""
        if "form" not in told:
            return MappingProxyType({})
        filled = {}
        for said, value, line in self.pairs(told["form"][0]):
            if isinstance(value, yaml.ScalarNode):
                filled[said] = text_of(value)
                self.known("field", said, line, self._of(lambda rules: rules.fields))
        return MappingProxyType(filled)

    def moment(self, told: Mapping[str, tuple[yaml.Node, int]], key: str) -> datetime | None:
        """Return a moment."""
        said = self.text(told, key)
        read = moment_of(said) if said else None
        if said and read is None:
            sentence = _(
                "“${said}” is no moment.  Write it as 23/11/2026 09:00.", mapping={"said": said}
            )
            self.found.note("D06", told[key][1], sentence)
        return read

    def term(self, told: Mapping[str, tuple[yaml.Node, int]]) -> str:
        """Return how much more time is wanted, as it is written everywhere."""
        said = self.text(told, "more_time")
        try:
            return read_term(said).text if said else ""
        except NotATerm as refusal:
            self.found.note("T01", told["more_time"][1], refusal.sentence)
            return ""

    # Tests

    def tests(self, top: yaml.Node) -> Iterator[Test]:
        """Read every test."""
        told = self.block("file", top)
        if "tests" not in told:
            self.found.note("D11", 1, _missing("tests"))
            return
        seen: set[str] = set()
        for id, node, line in self.pairs(told["tests"][0]):
            if id in seen:
                self.found.note("D02", line, _twice(id))
            elif len(seen) < MOST_TESTS:
                seen.add(id)
                yield self.test(id, node, line)

    def test(self, id: str, node: yaml.Node, line: int) -> Test:
        """Read one test."""
        told = self.block("test", node)
        if "begins" not in told:
            self.found.note("D11", line, _missing("begins"))
        start = Start(
            begins=self.moment(told, "begins"),
            by=keys.meaning("parts", self.text(told, "by")),
            unit=self.text(told, "unit"),
            channel=keys.meaning("channels", self.text(told, "channel")),
            applicant=keys.meaning("for", self.text(told, "applicant")),
            form=self.form(told),
            papers=self.papers(told) if "papers" in told else None,
            line=line,
        )
        steps = [self.step(each) for each in self._steps(told)]
        moves = tuple(move for move, _expected in steps)
        expected = (self.expected(told), *(each for _move, each in steps))
        return Test(id, self.title(told, id), Play(start, moves), expected, line)

    def _steps(self, told: Mapping[str, tuple[yaml.Node, int]]) -> list[yaml.Node]:
        if "steps" not in told:
            return []
        node, line = told["steps"]
        found = list(values_of(node))
        if len(found) > MOST_MOVES:
            sentence = _("A test has ${n} steps at most.", mapping={"n": str(MOST_MOVES)})
            self.found.note("D04", line, sentence)
        return found[:MOST_MOVES]

    def title(self, told: Mapping[str, tuple[yaml.Node, int]], id: str) -> Label:
        """Return what a test is called."""
        if "title" not in told:
            return Label(id.replace("_", " "))
        node, _line = told["title"]
        if isinstance(node, yaml.ScalarNode):
            return Label(text_of(node))
        said = {}
        for key, value, line in self.pairs(node):
            if key not in ("vi", "en") or not isinstance(value, yaml.ScalarNode):
                sentence = _("I do not know “${key}”.", mapping={"key": key[:80]})
                self.found.note("D10", line, sentence)
            else:
                said[key] = text_of(value)
        return Label(said.get("vi", ""), said.get("en", ""))

    def papers(self, told: Mapping[str, tuple[yaml.Node, int]]) -> tuple[str, ...]:
        """Return papers that are handed in."""
        found = self.texts(told, "papers")
        for each in found:
            self.known("paper", each, told["papers"][1], self._of(lambda rules: rules.papers))
        return found

    def step(self, node: yaml.Node) -> tuple[Move, tuple[Expected, ...]]:
        """Read one step."""
        told = self.block("step", node)
        line = line_of(node)
        deeds = [key for key in DEEDS if key in told]
        if len(deeds) > 1:
            sentence = _("A step is one deed: ${list}.", mapping={"list": deeds})
            self.found.note("N03", told[deeds[1]][1], sentence)
        move = Move(
            at=self.moment(told, "at"),
            who=keys.meaning("parts", self.text(told, "who")),
            does=self.text(told, "does"),
            asks=self.text(told, "asks"),
            answers=keys.meaning("answers", self.text(told, "answers")),
            more_time=self.term(told),
            grants=self.text(told, "grants"),
            withdraws=self.text(told, "withdraws"),
            departs=self.text(told, "departs"),
            hands_to=self.text(told, "hands_to"),
            units=self.texts(told, "units"),
            form=self.form(told),
            papers=self.papers(told),
            text=self.text(told, "text"),
            line=line,
        )
        self._check_names(move, told)
        if not told:
            self.found.note("N03", line, _("This step says nothing."))
        return move, self.expected(told)

    def _check_names(self, move: Move, told: Mapping[str, tuple[yaml.Node, int]]) -> None:
        for kind, said, names in (
            ("action", move.does, self._of(_actions)),
            ("consultation", move.asks, self._of(lambda rules: rules.consultations)),
        ):
            if said:
                key = "does" if kind == "action" else "asks"
                self.known(kind, said, told[key][1], names)

    def expected(self, told: Mapping[str, tuple[yaml.Node, int]]) -> tuple[Expected, ...]:
        """Return what is expected after a step."""
        if "expect" not in told:
            return ()
        block = self.block("expect", told["expect"][0])
        found = tuple(
            Expected(key, self.texts(block, key), line) for key, (_node, line) in block.items()
        )
        for each in found:
            self._check_expected(each)
        return found

    def _check_expected(self, expected: Expected) -> None:
        names = {
            "state": self._of(lambda rules: rules.states),
            "offers": self._of(_actions),
            "offers_not": self._of(_actions),
        }
        for said in expected.values:
            if expected.key in names:
                kind = "state" if expected.key == "state" else "action"
                self.known(kind, said, expected.line, names[expected.key])

    # Names

    def _of(self, which: Any) -> Collection[str] | None:
        return which(self.rules) if self.rules is not None else None

    def known(self, kind: str, said: str, line: int, names: Collection[str] | None) -> None:
        """Tell of a name that the procedure does not have."""
        if names is None or said in names:
            return
        sentence = _("${sentence} “${name}”.", mapping={"sentence": UNKNOWN[kind], "name": said})
        self.found.note("N01", line, sentence, meant(said, names))


UNKNOWN: Mapping[str, Sentence] = {
    "action": _("The procedure has no action"),
    "state": _("The procedure has no state"),
    "field": _("The procedure has no field"),
    "paper": _("The procedure has no paper"),
    "consultation": _("The procedure has no consultation"),
}


def _actions(rules: Definition) -> frozenset[str]:
    return frozenset(action.id for state in rules.states.values() for action in state.actions)


def _twice(key: str) -> Sentence:
    return _("“${key}” is written twice in the same place.", mapping={"key": key[:80]})


def _missing(key: str) -> Sentence:
    table = BLOCKS["file"] if key in BLOCKS["file"] else BLOCKS["test"]
    return _("“${key}” is missing.", mapping={"key": f"{key} / {table[key]}"})
