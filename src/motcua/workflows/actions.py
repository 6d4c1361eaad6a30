"""Putting procedures into force: the only way in, for a person and for a folder of files."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from pathlib import Path

from motcua.acting import Acting, Office, Refusal
from motcua.journal import note, office_journal
from motcua.permissions import Permission
from motcua.words import _
from motcua.workflows import kept, versions
from motcua.workflows.checks import checked
from motcua.workflows.content import Version
from motcua.workflows.definition import Definition
from motcua.workflows.differences import between
from motcua.workflows.events import DefinitionPublished
from motcua.workflows.problems import Found, Problem, errors_in
from motcua.workflows.reader import Reading, digest
from motcua.workflows.surroundings import Surroundings, of_acting
from motcua.workflows.trials import FAILING, require_tested

TESTS = "tests.yaml"
"""The tests of a procedure, beside its files; see :mod:`motcua.rehearsals`."""


class NotSound(Refusal):
    """The file has errors; :attr:`problems` lists them all.  What was in force stays in force."""

    def __init__(self, problems: tuple[Problem, ...]):
        errors = errors_in(problems)
        first = errors[0]
        super().__init__(
            _(
                "This procedure cannot be published: ${n} problems, the first on line ${line}:"
                " ${problem}",
                mapping={"n": str(len(errors)), "line": str(first.line), "problem": first.said},
            ),
            _("Mend the file and publish it again; the version before stays in force."),
        )
        self.problems = problems


def publish(
    acting: Acting,
    text: str | bytes,
    reason: str = "",
    *,
    in_force_from: date | None = None,
    author: str = "",
    file: str = "",
    read: Collection[str] = (),
) -> Version:
    """Put a procedure file into force, from today or from a later day on.

    Refused with every problem of the text if one of them is an error, and where
    a test of the procedure fails, unless what was ``read`` says that somebody
    has seen it.  A case that runs keeps the version under which it was received.
    """
    if not acting.is_system:
        acting.require(Permission.DEFINITION_PUBLISH)
    reading = _checked(acting, text, file, of_acting(acting))
    definition = reading.definition
    if definition is None or not reading.is_sound:
        raise NotSound(reading.problems)
    require_tested(acting, definition.id, definition.text, read)
    version = _version(acting, definition, reason, in_force_from, author or acting.person)
    definitions = acting.root["definitions"]
    definitions.add_version(version, definition.text)
    definitions.texts[version.digest].kept = kept.written(definition)
    note(
        acting,
        office_journal(acting.root, acting.now, "definitions"),
        "definition published",
        procedure=version.procedure,
        version=version.number,
        digest=version.digest,
        in_force_from=version.in_force_from.isoformat(),
        reason=reason,
        author=version.author,
    )
    acting.announce(DefinitionPublished(version))
    return version


def _checked(acting: Acting, text: str | bytes, file: str, around: Surroundings) -> Reading:
    """Check a text against what is published, the number it must have included."""
    reading = checked(text, around, file)
    if reading.definition is None:
        return reading
    last = versions.last_number(acting.root, reading.definition.id)
    return checked(text, replace(around, last_version=last), file) if last else reading


def _version(
    acting: Acting,
    definition: Definition,
    reason: str,
    in_force_from: date | None,
    author: str,
) -> Version:
    last = versions.last(acting.root, definition.id)
    before = versions.definition_of(acting.root, last) if last else None
    return Version(
        procedure=definition.id,
        number=definition.version,
        names=(definition.title.vi, definition.title.en),
        digest=definition.digest,
        author=author,
        approver=acting.person,
        published_on=acting.now,
        in_force_from=max(in_force_from or acting.now.date(), acting.now.date()),
        reason=reason,
        difference=between(before, definition) if before else (),
    )


class RefusedFiles(dict[str, tuple[Problem, ...]]):
    """Files that were found at start-up and could not be put into force, with their problems."""


def refused_files(office: Office) -> list[tuple[str, tuple[Problem, ...]]]:
    """Return which files are not in force, and everything that is wrong with each."""
    return sorted(office.borrow(RefusedFiles).items())


def load_folder(acting: Acting, folder: Path) -> list[Problem]:
    """Take over ``<folder>/<id>/<version>.yaml`` at start-up; return everything wrong in it.

    In development new sound files are published at once, their tests unplayed:
    whoever writes them plays them with ``motcua rehearse``.  Elsewhere only an
    administrator publishes, and a file nobody has published is told of.  A
    file that was published and has changed since is never taken over; whether
    it has is told by its bytes, so that none is read that was published.
    """
    told: list[Problem] = []
    refused = acting.office.borrow(RefusedFiles)
    refused.clear()
    around = of_acting(acting)
    for path in sorted(procedure_files(folder), key=_place):
        problems = _load(acting, path, around)
        if any(each.is_error for each in problems):
            refused[f"{path.parent.name}/{path.name}"] = tuple(problems)
        told += problems
    versions.keep_what_is_read(acting.root, acting.now.date())
    return told


def procedure_files(folder: Path) -> list[Path]:
    """Return the files of procedures in a folder; their tests stand beside them."""
    return sorted(each for each in folder.glob("*/*.yaml") if each.name != TESTS)


def _place(path: Path) -> tuple[str, int, str]:
    number = int(path.stem) if path.stem.isascii() and path.stem.isdigit() else 0
    return path.parent.name, number, path.stem


def _load(acting: Acting, path: Path, around: Surroundings) -> list[Problem]:
    text = path.read_bytes()
    id, number, _stem = _place(path)
    published = {each.number: each for each in versions.all_versions(acting.root, id)}
    if number in published:
        return _compared(path, text, published[number])
    if number in versions.deleted(acting.root, id):
        return []
    reading = _checked(acting, text, str(path), around)
    problems = [*reading.problems, *_misplaced(path, reading.definition)]
    if any(each.is_error for each in problems):
        return problems
    if acting.office.settings.get("motcua.mode") != "development":
        return [*problems, _told(path, "D17", _("This version has not been published yet."))]
    publish(acting, text, author=path.name, file=str(path), read=(FAILING,))
    return problems


def _compared(path: Path, text: bytes, version: Version) -> list[Problem]:
    """A published version is never edited: cases follow the text that was published."""
    if digest(text.decode("utf-8-sig", "replace")) == version.digest:
        return []
    sentence = _(
        "Version ${number} was published with another text, which stays in force.  Give the"
        " change the number ${next}.",
        mapping={"number": str(version.number), "next": str(version.number + 1)},
    )
    return [_told(path, "D15", sentence)]


def _misplaced(path: Path, definition: Definition | None) -> list[Problem]:
    """A file stands where its name says, or it would be looked for in vain."""
    if definition is None:
        return []
    wanted = f"{definition.id}/{definition.version}.yaml"
    if wanted == f"{path.parent.name}/{path.name}":
        return []
    sentence = _("The file must be called ${name}.", mapping={"name": wanted})
    return [_told(path, "D16", sentence)]


def _told(path: Path, code: str, sentence: str) -> Problem:
    found = Found(str(path))
    found.note(code, 1, sentence)
    return found.in_order()[0]
