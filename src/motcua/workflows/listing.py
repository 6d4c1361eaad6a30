"""Checking files from the command line: what ``motcua check`` prints."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from motcua.words import _, translate
from motcua.workflows.checks import checked
from motcua.workflows.problems import Found, Problem
from motcua.workflows.surroundings import Surroundings


def problems_of(files: Iterable[Path], around: Surroundings) -> list[Problem]:
    """Return every problem of every file, in the order in which the files were named."""
    return [problem for file in files for problem in _problems(file, around)]


def _problems(file: Path, around: Surroundings) -> tuple[Problem, ...]:
    try:
        text = file.read_bytes()
    except OSError as error:
        found = Found(str(file))
        reason = error.strerror or str(error)
        found.note("D01", 1, _("The file cannot be read: ${reason}.", mapping={"reason": reason}))
        return tuple(found.in_order())
    return checked(text, around, str(file)).problems


def as_lines(problems: Iterable[Problem], language: str) -> str:
    """Return the problems one to a line: ``file:line code message``."""
    return "\n".join(problem.told_in(language) for problem in problems)


def as_json(problems: Iterable[Problem], language: str) -> str:
    """Return the problems for a program."""
    return json.dumps(
        [
            {
                "file": problem.file,
                "line": problem.line,
                "code": problem.code,
                "level": problem.level,
                "message": translate(problem.said, language),
            }
            for problem in problems
        ],
        ensure_ascii=False,
        indent=2,
    )
