"""In which order bodies are asked, and whom in them by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from motcua.acting import Acting
from motcua.consultations.refusals import CannotAsk
from motcua.people import directory
from motcua.words import _
from motcua.workflows.definition import Body

MOST = 9
"""Steps that one sending may have."""


def steps_of(
    units: Iterable[str], bodies: Mapping[str, Body], chosen: Mapping[str, int]
) -> dict[str, int]:
    """Return in which step each body is asked: 1 and on, without gaps.

    What somebody chose goes before what the procedure says.
    """
    wanted = {unit: chosen.get(unit) or _of_procedure(bodies.get(unit)) for unit in units}
    for step in wanted.values():
        if not 1 <= step <= MOST:
            raise CannotAsk(
                _("“${step}” is no step.", mapping={"step": str(step)}),
                _("Number the steps from 1 to ${n}.", mapping={"n": str(MOST)}),
            )
    order = {step: place for place, step in enumerate(sorted(set(wanted.values())), 1)}
    return {unit: order[step] for unit, step in wanted.items()}


def _of_procedure(body: Body | None) -> int:
    return body.step if body is not None else 1


def people_of(
    acting: Acting, units: Sequence[str], people: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """Return who is named in each body; refuse somebody who is in none of them."""
    today = acting.now.date()
    inside = (
        {
            unit: {each.id for each in directory.people_of(acting.root, unit, today)}
            for unit in units
        }
        if people
        else {}
    )
    named: dict[str, tuple[str, ...]] = {}
    for person in dict.fromkeys(people):
        where = [unit for unit in units if person in inside[unit]]
        if not where:
            raise CannotAsk(
                _(
                    "${who} belongs to none of the bodies that are asked.",
                    mapping={"who": directory.name_of(acting.root, person)},
                ),
                _("Ask the body as well, or leave the name out."),
            )
        for unit in where:
            named[unit] = (*named.get(unit, ()), person)
    return named
