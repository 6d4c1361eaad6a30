"""The lines of a calendar file, before anything in them is understood."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import NamedTuple

import yaml

from motcua.acting import Refusal
from motcua.words import Sentence, _, translate


class Problem(NamedTuple):
    """Something wrong in the file."""

    line: int
    sentence: Sentence


class UnreadableCalendar(Refusal):
    """The calendar file is wrong; every problem is told, with its line."""

    def __init__(self, path: Path, problems: Collection[Problem]):
        self.path = path
        self.problems = tuple(sorted(problems, key=lambda problem: problem.line))
        told = [
            _("line ${line}: ${problem}", mapping={"line": str(line), "problem": problem})
            for line, problem in self.problems
        ]
        super().__init__(
            _("${file} cannot be used: ${problems}", mapping={"file": str(path), "problems": told}),
            _("Correct these lines and try again; no due date was touched."),
        )

    def __str__(self) -> str:
        return translate(self.sentence, "en")


class Written(NamedTuple):
    """What stands at one place of the file."""

    value: str | dict[str, Written] | list[Written]
    line: int


@dataclass
class Sheet:
    """A file being read, and what was found wrong in it."""

    path: Path
    top: Written
    problems: list[Problem] = field(default_factory=list)

    @classmethod
    def opened(cls, path: Path) -> Sheet:
        """Read the file as text with lines; what is no YAML at all is refused at once."""
        sheet = cls(path, Written("", 1))
        try:
            node = yaml.compose(path.read_text("utf8"), Loader=yaml.BaseLoader)
        except OSError:
            sheet.wrong(1, _("there is no such file, or it may not be read"))
        except UnicodeDecodeError:
            sheet.wrong(1, _("the file is not written in UTF-8"))
        except yaml.YAMLError as error:
            sheet.wrong(_line_of(error), _("this cannot be read"))
        else:
            sheet.top = sheet._written(node) if node else sheet.top
        return sheet

    def finish(self) -> None:
        """Raise everything that was found wrong, if anything was."""
        if self.problems:
            raise UnreadableCalendar(self.path, self.problems)

    def wrong(self, line: int, sentence: Sentence) -> None:
        """Take down one problem."""
        self.problems.append(Problem(line, sentence))

    def entries(self, said: Written | None, known: Collection[str] = ()) -> dict[str, Written]:
        """Return the entries of a mapping; with ``known``, other keys are wrong."""
        if said is None or said.value == "":
            return {}
        if not isinstance(said.value, dict):
            self.wrong(said.line, _("entries of the form “key: value” are expected here"))
            return {}
        for key, value in said.value.items():
            if known and key not in known:
                self.wrong(value.line, _unknown(key, known))
        return dict(said.value)

    def items(self, said: Written | None) -> list[Written]:
        """Return the items of a list; a single one counts as a list of one."""
        if said is None or said.value == "":
            return []
        return said.value if isinstance(said.value, list) else [said]

    def text(self, said: Written | None) -> str:
        """Return a text; empty where nothing is said."""
        if said is None:
            return ""
        if isinstance(said.value, str):
            return said.value.strip()
        self.wrong(said.line, _("a text is expected here"))
        return ""

    def _written(self, node: yaml.Node) -> Written:
        line = node.start_mark.line + 1
        if isinstance(node, yaml.MappingNode):
            return Written(dict(self._pairs(node)), line)
        if isinstance(node, yaml.SequenceNode):
            return Written([self._written(each) for each in node.value], line)
        return Written(node.value, line)

    def _pairs(self, node: yaml.MappingNode) -> Iterator[tuple[str, Written]]:
        met: set[str] = set()
        for key, value in node.value:
            name, line = str(key.value), key.start_mark.line + 1
            if name in met:
                self.wrong(line, _("“${key}” stands here twice", mapping={"key": name}))
            met.add(name)
            yield name, self._written(value)._replace(line=line)


def _line_of(error: yaml.YAMLError) -> int:
    mark = getattr(error, "problem_mark", None)
    return int(mark.line) + 1 if mark else 1


def _unknown(key: str, known: Collection[str]) -> Sentence:
    near = get_close_matches(key, sorted(known), n=1)
    if near:
        return _(
            "“${key}” is not known; did you mean “${near}”?", mapping={"key": key, "near": near[0]}
        )
    return _("“${key}” is not known", mapping={"key": key})
