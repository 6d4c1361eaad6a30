"""Which tests there are in a folder of procedures, and playing them.

``workflows/<id>/tests.yaml`` stands beside ``1.yaml``, ``2.yaml`` ...  The
tests of a procedure are those of its newest file; an older one is named.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from motcua.acting import Acting, Refusal
from motcua.rehearsals.reading import TESTS, read
from motcua.rehearsals.telling import Report
from motcua.rehearsals.testing import run
from motcua.words import Sentence, _
from motcua.workflows.checks import checked
from motcua.workflows.problems import Problem, errors_in
from motcua.workflows.reader import read as read_procedure
from motcua.workflows.surroundings import of_acting


class NoTests(Refusal):
    """There is nothing to rehearse under that name."""


@dataclass(frozen=True)
class Found:
    """A procedure file, and its tests beside it."""

    procedure: Path
    tests: Path


def found(folder: Path, wanted: Iterable[str]) -> list[Found]:
    """Return what is meant by ids and files; every procedure with tests, where none is named."""
    names = list(wanted)
    if not names:
        names = sorted(path.parent.name for path in folder.glob(f"*/{TESTS}"))
    return [_found(folder, each) for each in names]


def _found(folder: Path, said: str) -> Found:
    path = Path(said)
    if path.is_file() and path.name != TESTS:
        return Found(path, path.parent / TESTS)
    place = path.parent if path.is_file() else folder / said
    numbered = [each for each in place.glob("[0-9]*.yaml") if each.stem.isdecimal()]
    if not numbered or not (place / TESTS).is_file():
        raise NoTests(
            _("There are no tests of “${name}”.", mapping={"name": said}),
            _("Write them in workflows/<id>/tests.yaml, beside the procedure."),
        )
    return Found(max(numbered, key=lambda each: int(each.stem)), place / TESTS)


def problems_of(path: Path) -> tuple[Problem, ...]:
    """Return what is wrong with a file of tests, read against the procedure beside it."""
    [place] = found(path.parent.parent, [path.parent.name])
    rules = read_procedure(place.procedure.read_bytes()).definition
    return read(path.read_bytes(), str(path), rules).problems


def reports(acting: Acting, places: Iterable[Found]) -> list[Report]:
    """Play the tests of each file."""
    return [_report(acting, each) for each in places]


def _report(acting: Acting, place: Found) -> Report:
    if not place.tests.is_file():
        raise NoTests(
            _("There are no tests of “${name}”.", mapping={"name": place.procedure.parent.name}),
            _("Write them in workflows/<id>/tests.yaml, beside the procedure."),
        )
    return report(
        acting,
        place.procedure.read_bytes().decode("utf-8-sig", "replace"),
        place.tests.read_bytes(),
        str(place.tests),
        str(place.procedure),
    )


def report(
    acting: Acting, text: str, tests: str | bytes, file: str = "", procedure: str = ""
) -> Report:
    """Play ``tests`` against ``text``; nothing is played where either has errors."""
    reading = checked(text, of_acting(acting), procedure)
    if reading.definition is None or not reading.is_sound:
        wrong = tuple(errors_in(reading.problems))
        return Report(file, procedure, wrong)
    listed = read(tests, file, reading.definition)
    name = f"{reading.definition.id} {reading.definition.version}"
    if not listed.is_sound:
        return Report(file, name, listed.problems)
    return Report(file, name, listed.problems, tuple(run(acting, text, listed.tests)))


def failing(report: Report | None) -> Sentence:
    """Return what must be known before a text is proposed or published; empty where all is well."""
    if report is None or report.passed:
        return ""
    if not report.outcomes:
        return _("The tests of this procedure cannot be played: tests.yaml has errors.")
    failed = sum(not each.passed for each in report.outcomes)
    facts = {"n": str(failed), "all": str(len(report.outcomes))}
    return _("${n} of ${all} tests of this procedure do not end as expected.", mapping=facts)


def beside(acting: Acting, procedure: str, text: str) -> Report | None:
    """Play the tests that stand beside a procedure on ``text``; ``None`` where there are none."""
    path = acting.office.workflows / procedure / TESTS
    return report(acting, text, path.read_bytes(), TESTS) if path.is_file() else None


def judged(acting: Acting, procedure: str, text: str) -> Sentence:
    """Say what :class:`~motcua.workflows.trials.Trials` asks of a text."""
    return failing(beside(acting, procedure, text))
