"""Procedures: which there are, in which versions, and each with its text, picture and check."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from motcua.acting import SYSTEM
from motcua.administration import READ
from motcua.administration.drafts.showing import bits
from motcua.administration.exchanging import in_force_until, name_of, offered, version_of
from motcua.migrations import running
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workflows import checks, diagram, telling, versions
from motcua.workflows.actions import refused_files
from motcua.workflows.content import Version
from motcua.workflows.definition import (
    APPLICANT,
    ASSIGNEE,
    BACK,
    PARTNER,
    SAME,
    Definition,
    State,
)
from motcua.workflows.problems import Problem

TEMPLATES = "motcua.administration:templates/"

PARTS: Mapping[str, Sentence] = {
    APPLICANT: _("the applicant"),
    ASSIGNEE: _("whoever holds the case"),
    PARTNER: _("the body asked"),
    BACK: _("back to where it came from"),
    SAME: _("stays at this step"),
}
"""Words of the language that are no roles and no states of a file."""


@dataclass(frozen=True)
class Listed:
    """A procedure, as the list shows it."""

    rules: Definition
    present: Version
    coming: Version | None
    """Published already, in force from a later day on."""
    older: tuple[Version, ...]


@dataclass(frozen=True)
class TextLine:
    """A line of the file with what is wrong in it."""

    number: int
    text: str
    problems: tuple[Problem, ...]


@view_config(
    route_name="administration",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "procedures.pt",
)
@view_config(
    route_name="administration_procedures",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "procedures.pt",
)
def procedures(request: Request) -> dict[str, Any]:
    """Every procedure in force today, and files that could not be put into force."""
    acting = request.acting
    found = versions.procedures(acting.root, acting.now.date())
    return {
        "procedures": [_listed(request, rules) for rules in found],
        "refused": refused_files(acting.office),
    }


def _listed(request: Request, rules: Definition) -> Listed:
    acting = request.acting
    every = versions.all_versions(acting.root, rules.id)
    return Listed(
        rules=rules,
        present=next(each for each in every if each.number == rules.version),
        coming=next((each for each in every if each.in_force_from > acting.now.date()), None),
        older=tuple(each for each in reversed(every) if each.number < rules.version),
    )


@view_config(
    route_name="administration_definition",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "definition.pt",
)
def definition(request: Request) -> dict[str, Any]:
    """One version: text with problems at their lines, picture, steps, who published it when."""
    acting = request.acting
    version = version_of(request)
    rules = versions.definition_of(acting.root, version)
    problems = checks.problems(rules, checks.surroundings(acting))
    every = versions.all_versions(acting.root, rules.id)
    before = next((each for each in reversed(every) if each.number < version.number), None)
    return {
        "version": version,
        "rules": rules,
        "every": list(reversed(every)),
        "until": in_force_until(every, version),
        "address": request.route_url("administration_definition", **request.matchdict),
        "author": name_of(request, version.author),
        "before": before,
        "bits": bits(),
        "changes": _changes(request, before, rules),
        "formats": offered(rules),
        "following": running.counts(acting.root, rules.id).get(version.number, 0),
        "lines": _lines(versions.text(acting.root, version.digest), problems),
        "problems": problems,
        "picture": diagram.svg(rules, request.locale_name),
        "states": [(state, _who(rules, state)) for state in rules.states.values()],
        "approver": _approver(request, version),
        "reason": _reason(version),
    }


def _changes(
    request: Request, before: Version | None, rules: Definition
) -> tuple[telling.Told, ...]:
    """Return in words what a version changes against the one before it."""
    if before is None:
        return ()
    return tuple(telling.told(versions.definition_of(request.acting.root, before), rules))


def _approver(request: Request, version: Version) -> Sentence:
    if version.approver == SYSTEM:
        return _("the system, at start-up")
    return directory.name_of(request.acting.root, version.approver)


def _reason(version: Version) -> Sentence:
    """Return why it was put into force; what the system wrote down is a sentence of ours."""
    return _(version.reason) if version.approver == SYSTEM else version.reason


def _lines(text: str, problems: list[Problem]) -> list[TextLine]:
    return [
        TextLine(number, line, tuple(each for each in problems if each.line == number))
        for number, line in enumerate(text.splitlines(), 1)
    ]


def _who(rules: Definition, state: State) -> list[tuple[Sentence, list[Sentence], Sentence]]:
    """What may be done at a step: the action, by whom, and where it leads."""
    return [
        (
            action.title,
            [PARTS.get(role) or rules.roles[role].title for role in action.by],
            PARTS.get(action.to) or rules.states[action.to].title,
        )
        for action in state.actions
    ]
