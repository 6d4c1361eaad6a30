"""Checking a procedure before anybody follows it.

The reader of these messages is the person who wrote the file.  So all the
problems are found at once, each says on which line, in the words of the
office, and none is raised.  The codes are listed, with what each one means,
in ``docs/developing/definitions.md``.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.words import _
from motcua.workflows.checking import (
    asking,
    ballots,
    forms,
    holding,
    inside,
    record,
    roles,
    rounds,
    states,
    time,
)
from motcua.workflows.checking.looking import Look
from motcua.workflows.definition import Definition
from motcua.workflows.problems import Found, Problem, in_order
from motcua.workflows.reader import Reading, read
from motcua.workflows.surroundings import Surroundings, of_acting

NOWHERE = Surroundings()
"""Nothing is known of the office: what the file alone tells is checked."""

CHECKS = (
    *states.CHECKS,
    *time.CHECKS,
    *roles.CHECKS,
    *holding.CHECKS,
    *forms.CHECKS,
    *ballots.CHECKS,
    *inside.CHECKS,
    *asking.CHECKS,
    *record.CHECKS,
    *rounds.CHECKS,
)


def problems(
    definition: Definition, around: Surroundings = NOWHERE, file: str = ""
) -> list[Problem]:
    """Return what is wrong with a definition that could be read, in the order of its lines."""
    found = Found(file)
    look = Look(definition, around, found)
    _number(look)
    if definition.states:
        for check in CHECKS:
            if not found.is_full:
                check(look)
    return found.in_order()


def checked(text: str | bytes, around: Surroundings = NOWHERE, file: str = "") -> Reading:
    """Read a text and check it: everything that is wrong with it, at once."""
    reading = read(text, file)
    if reading.definition is None:
        return reading
    more = problems(reading.definition, around, file)
    return Reading(reading.definition, tuple(in_order([*reading.problems, *more])))


def surroundings(acting: Acting) -> Surroundings:
    """Return what a procedure must fit into at this moment."""
    return of_acting(acting)


def _number(look: Look) -> None:
    """D14: versions are counted without a gap, so that none can be slipped in later."""
    last = look.around.last_version
    if last and look.definition.version != last + 1:
        look.note(
            "D14",
            "version",
            _("The new version must have the number ${number}.", mapping={"number": str(last + 1)}),
        )
