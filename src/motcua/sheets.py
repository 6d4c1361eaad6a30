"""Reading the YAML files in which an office writes down its units, its roles, its calendar.

The reader of the problems is the person who wrote the file.  So every problem
is found at once, each with its line, and the values are taken as they were
written: ``no`` is not false, ``01.10`` is not a number.  Nothing in the file
can build an object or repeat a part of itself.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

import yaml

from motcua.acting import Refusal
from motcua.words import Label, Sentence, _, translate

T = TypeVar("T")

LONGEST_FILE = 4 * 1024 * 1024
"""Bytes.  The units and people of a large province take a tenth of it."""
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""The one of libyaml where there is one: a third of a start was reading units and people."""

DAYS_AS = ("%d/%m/%Y", "%Y-%m-%d")


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file."""

    line: int
    sentence: Sentence


class WrongFile(Refusal):
    """A file cannot be taken over; its problems are all told at once."""

    def __init__(self, path: Path, problems: Collection[Problem]):
        self.path = path
        self.problems = sorted(problems, key=lambda problem: problem.line)
        super().__init__(
            _(
                "${file} cannot be read: ${list}",
                mapping={
                    "file": path.name,
                    "list": [_on_line(each) for each in self.problems],
                },
            ),
            _("Correct these lines and read the file again; nothing of it was taken over."),
        )

    def __str__(self) -> str:
        return translate(self.sentence, "en")


def _on_line(problem: Problem) -> Sentence:
    return _(
        "line ${line}: ${problem}", mapping={"line": str(problem.line), "problem": problem.sentence}
    )


@dataclass(frozen=True)
class Said:
    """What stands at one place of a file."""

    value: str | Mapping[str, Said] | tuple[Said, ...]
    line: int


class _Broken(Exception):
    """The text is not the YAML we read; carries the one problem that stops the reading."""

    def __init__(self, line: int, sentence: Sentence):
        super().__init__(sentence)
        self.problem = Problem(line, sentence)


@dataclass
class Sheet:
    """A file being read.  Collects the problems; :meth:`finish` raises them."""

    path: Path
    problems: list[Problem] = field(default_factory=list)

    def said(self) -> Said:
        """Return what the file says, before anything is understood."""
        try:
            return _composed(self.path)
        except _Broken as broken:
            raise WrongFile(self.path, [broken.problem]) from None

    def finish(self) -> None:
        """Raise everything that was found wrong, if anything was."""
        if self.problems:
            raise WrongFile(self.path, self.problems)

    def wrong(self, line: int, sentence: Sentence) -> None:
        """Take down one problem."""
        self.problems.append(Problem(line, sentence))

    def entries(
        self, said: Said | None, known: Collection[str] = (), needed: Collection[str] = ()
    ) -> dict[str, Said]:
        """Return the entries of a mapping; with ``known``, other keys are wrong."""
        if said is None:
            return {}
        entries = said.value or {}
        if not isinstance(entries, Mapping):
            self.wrong(said.line, _("entries of the form “key: value” are expected here"))
            return {}
        for key, value in entries.items():
            if known and key not in known:
                self.wrong(value.line, _unknown(key, known))
        for key in needed:
            if key not in entries:
                self.wrong(said.line, _("“${key}” is missing", mapping={"key": key}))
        return {key: value for key, value in entries.items() if not known or key in known}

    def items(self, said: Said | None) -> list[Said]:
        """Return the items of a list; a single value counts as a list of one."""
        if said is None or said.value == "":
            return []
        return list(said.value) if isinstance(said.value, tuple) else [said]

    def text(self, said: Said | None) -> str:
        """Return a text; empty where nothing is said."""
        if said is None:
            return ""
        if isinstance(said.value, str):
            return said.value.strip()
        self.wrong(said.line, _("a text is expected here"))
        return ""

    def label(self, said: Said | None) -> Label:
        """Return a name: one text, or ``{vi: …, en: …}``."""
        if said is None or isinstance(said.value, str):
            return Label(self.text(said))
        told = self.entries(said, known=("vi", "en"), needed=("vi",))
        return Label(self.text(told.get("vi")), self.text(told.get("en")))

    def day(self, said: Said | None) -> date | None:
        """Return a day, written ``31/12/2026`` or ``2026-12-31``."""
        text = self.text(said)
        if said is None or not text:
            return None
        for form in DAYS_AS:
            try:
                return datetime.strptime(text, form).date()
            except ValueError:
                continue
        self.wrong(
            said.line, _("“${text}” is not a day; write it as 31/12/2026", mapping={"text": text})
        )
        return None

    def truth(self, said: Said | None, unsaid: bool) -> bool:
        """Return yes or no; ``unsaid`` where nothing is said."""
        text = self.text(said)
        if said is None or not text:
            return unsaid
        if text not in TRUTHS:
            self.wrong(said.line, _("write yes or no here, not “${text}”", mapping={"text": text}))
        return TRUTHS.get(text, unsaid)

    def number(self, said: Said | None, unsaid: int, least: int = 1) -> int:
        """Return a whole number, ``least`` or more; ``unsaid`` where nothing is said."""
        text = self.text(said)
        if said is None or not text:
            return unsaid
        if not text.isdecimal() or not text.isascii() or int(text) < least:
            self.wrong(
                said.line,
                _(
                    "“${text}” is not a whole number of ${least} or more",
                    mapping={"text": text, "least": str(least)},
                ),
            )
            return unsaid
        return int(text)

    def understood(self, said: Said | None, read: Callable[[str], T], unsaid: T) -> T:
        """Return what ``read`` makes of a text; what it refuses is a problem of this line."""
        text = self.text(said)
        if said is None or not text:
            return unsaid
        try:
            return read(text)
        except Refusal as refusal:
            self.wrong(said.line, refusal.sentence)
            return unsaid

    def one_of(self, said: Said | None, known: Collection[str]) -> str:
        """Return a text that must be one of ``known``."""
        text = self.text(said)
        if said is not None and text and text not in known:
            self.wrong(said.line, _unknown(text, known))
            return ""
        return text

    def each(self, said: Said | None, read: Callable[[Said], T]) -> tuple[T, ...]:
        """Return what ``read`` makes of each item of a list."""
        return tuple(read(item) for item in self.items(said))


TRUTHS = {"yes": True, "no": False, "true": True, "false": False, "có": True, "không": False}


def _unknown(text: str, known: Collection[str]) -> Sentence:
    near = get_close_matches(text, sorted(known), n=1)
    if near:
        return _(
            "“${text}” is not known; did you mean “${near}”?",
            mapping={"text": text, "near": near[0]},
        )
    return _("“${text}” is not known", mapping={"text": text})


def _composed(path: Path) -> Said:
    text = _opened(path)
    try:
        node = _read(text)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else 1
        raise _Broken(
            line,
            _("this cannot be read here (${problem})", mapping={"problem": str(error.problem)}),
        ) from None
    except yaml.YAMLError:
        raise _Broken(1, _("the file holds signs that no text has")) from None
    return Said("", 1) if node is None else _said(node)


def _read(text: str) -> yaml.Node | None:
    """Read quickly; what is wrong is told by the slow reader, in the same words everywhere."""
    try:
        return _node(text, LOADER)
    except yaml.YAMLError:
        return _node(text, yaml.SafeLoader)


def _node(text: str, loader: Any) -> yaml.Node | None:
    for token in yaml.scan(text, Loader=loader):
        if isinstance(token, (yaml.AnchorToken, yaml.AliasToken, yaml.TagToken)):
            raise _Broken(token.start_mark.line + 1, _("the signs & * ! may not begin a value"))
    return yaml.compose(text, Loader=loader)


def _opened(path: Path) -> str:
    try:
        written = path.read_bytes()
    except OSError:
        raise _Broken(1, _("there is no such file, or it may not be read")) from None
    if len(written) > LONGEST_FILE:
        raise _Broken(1, _("the file is too large"))
    try:
        return written.decode("utf8")
    except UnicodeDecodeError:
        raise _Broken(1, _("the file is not written in UTF-8")) from None


def _said(node: yaml.Node) -> Said:
    line = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        return Said(dict(_pairs(node)), line)
    if isinstance(node, yaml.SequenceNode):
        return Said(tuple(_said(item) for item in node.value), line)
    plain_nothing = node.tag.endswith(":null")
    return Said("" if plain_nothing else node.value, line)


def _pairs(node: yaml.MappingNode) -> Iterator[tuple[str, Said]]:
    met: set[str] = set()
    for key, value in node.value:
        line = key.start_mark.line + 1
        if not isinstance(key, yaml.ScalarNode):
            raise _Broken(line, _("a key is a single word or text"))
        if key.value in met:
            raise _Broken(line, _("“${key}” stands here twice", mapping={"key": key.value}))
        met.add(key.value)
        said = _said(value)
        yield key.value, Said(said.value, line)
