"""Telling how the tests of a procedure ended: for people, and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from motcua.rehearsals.testing import Difference, Outcome
from motcua.words import Sentence, _, translate
from motcua.workflows.problems import Problem


@dataclass(frozen=True)
class Report:
    """The tests of one file, played against one text."""

    file: str
    procedure: str
    problems: tuple[Problem, ...] = ()
    outcomes: tuple[Outcome, ...] = ()

    @property
    def passed(self) -> bool:
        """Say whether the file could be read and every test ended as expected."""
        is_sound = not any(each.is_error for each in self.problems)
        return is_sound and all(each.passed for each in self.outcomes)


def as_lines(reports: Iterable[Report], language: str) -> str:
    """Return the reports as people read them: what was expected, what was found, at which line."""
    return "\n".join(line for each in reports for line in _lines(each, language))


def _lines(report: Report, language: str) -> Iterator[str]:
    yield report.procedure or report.file
    for problem in report.problems:
        yield f"  {problem.told_in(language)}"
    for outcome in report.outcomes:
        mark = "✓" if outcome.passed else "✗"
        yield f"  {mark} {outcome.test}: {translate(outcome.title, language)}"
        for each in outcome.differences:
            yield f"      {report.file}:{each.line} {translate(said(each), language)}"
    if not report.outcomes:
        return
    passed = sum(each.passed for each in report.outcomes)
    facts = {"passed": str(passed), "all": str(len(report.outcomes))}
    yield "  " + translate(_("${passed} of ${all} tests end as expected.", mapping=facts), language)


def outcomes_told(report: Report) -> list[tuple[Outcome, list[tuple[int, Sentence]]]]:
    """Return each test with what is not as expected, by line and in words."""
    return [(each, [(one.line, said(one)) for one in each.differences]) for each in report.outcomes]


def said(difference: Difference) -> Sentence:
    """Return a difference in words."""
    facts = {
        "what": KEYS[difference.key],
        "expected": difference.expected or _("nothing"),
        "found": difference.found or _("nothing"),
        "deed": difference.deed,
        "who": difference.who,
    }
    if difference.key == "refused" and not difference.expected:
        return _("“${deed}” (${who}) was refused: ${found}", mapping=facts)
    if difference.key == "refused" and not difference.found:
        return _(
            "“${deed}” (${who}) should have been refused (${expected}), and was done.",
            mapping=facts,
        )
    return _("${what}: expected ${expected}; found ${found}", mapping=facts)


KEYS: dict[str, Sentence] = {
    "state": _("State"),
    "due": _("Due"),
    "step_due": _("Step due"),
    "clock": _("Clock"),
    "refused": _("Refusal"),
    "letter": _("Letter"),
    "notified": _("Told"),
    "list": _("List"),
    "asked": _("Asked"),
    "silence": _("Silence"),
    "offers": _("May be done"),
    "offers_not": _("May not be done"),
}


def as_json(reports: Iterable[Report], language: str) -> str:
    """Return the reports for a program."""
    told = [_report(each, language) for each in reports]
    return json.dumps(told, ensure_ascii=False, indent=2)


def _report(report: Report, language: str) -> dict[str, object]:
    return {
        "file": report.file,
        "procedure": report.procedure,
        "passed": report.passed,
        "problems": [
            {"line": each.line, "code": each.code, "message": translate(each.said, language)}
            for each in report.problems
        ],
        "tests": [_outcome(each, language) for each in report.outcomes],
    }


def _outcome(outcome: Outcome, language: str) -> dict[str, object]:
    return {
        "test": outcome.test,
        "title": translate(outcome.title, language),
        "line": outcome.line,
        "passed": outcome.passed,
        "compared": outcome.compared,
        "differences": [
            {
                "line": each.line,
                "key": each.key,
                "expected": [translate(one, language) for one in each.expected],
                "found": [translate(one, language) for one in each.found],
                "message": translate(said(each), language),
            }
            for each in outcome.differences
        ],
    }
