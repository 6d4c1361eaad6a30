"""Checks of when opinions are enough, favourable and over (C30 to C34)."""

from __future__ import annotations

from collections.abc import Mapping

from motcua.words import Sentence, _
from motcua.workflows.checking.looking import Look
from motcua.workflows.definition import ConsultationTemplate

MANDATORY = "mandatory"
FAVOURABLE = ("opinions favourable", "ý kiến thuận")


def rounds_can_end(look: Look) -> None:
    """C30 to C34: what is waited for can come, and what is wanted can be reached."""
    for asked in look.definition.consultations.values():
        path = f"consultations.{asked.id}"
        if asked.is_ballot:
            _of_no_ballot(look, path, asked)
            continue
        _somebody_mandatory(look, path, asked)
        _time_runs(look, path, asked)
        _can_be_reached(look, path, asked)
        _veto_of_somebody(look, path, asked)
        _is_looked_at(look, path, asked)


def _told(asked: ConsultationTemplate) -> Mapping[str, Sentence]:
    return {"name": asked.title}


def _of_no_ballot(look: Look, path: str, asked: ConsultationTemplate) -> None:
    if asked.favourable_when or asked.veto or asked.pauses_with_case or asked.effect != "advisory":
        sentence = _(
            "“${name}” is a ballot: quorum and majority say when it has passed.",
            mapping=_told(asked),
        )
        look.note("C30", path, sentence)


def _somebody_mandatory(look: Look, path: str, asked: ConsultationTemplate) -> None:
    """Bodies that may be chosen besides are mandatory, so only a closed list can lack them."""
    wanted = MANDATORY in (asked.closed_when, asked.favourable_when)
    closed_list = bool(asked.bodies) and not asked.choose_from
    if wanted and closed_list and all(body.optional for body in asked.bodies):
        sentence = _(
            "“${name}” waits for the mandatory bodies, and every body is optional: it would"
            " wait for all.",
            mapping=_told(asked),
        )
        look.note("C31", path, sentence)


def _time_runs(look: Look, path: str, asked: ConsultationTemplate) -> None:
    """Whoever is asked in a step whose clock is paused would have time without end."""
    if not asked.pauses_with_case:
        return
    for state in look.definition.states.values():
        if asked.id in state.consult and state.clock == "paused":
            sentence = _(
                "“${name}” stands still with the clock of the case, and is asked at “${state}”,"
                " where that clock is paused: its time would never run.",
                mapping={"state": state.title, **_told(asked)},
            )
            look.note("C32", f"{path}.pauses_with_case", sentence)


def _can_be_reached(look: Look, path: str, asked: ConsultationTemplate) -> None:
    wanted = asked.favourable_when
    most = len(asked.bodies) if asked.several else 1
    if wanted.isdecimal() and not (asked.choose_from and asked.several) and int(wanted) > most:
        sentence = _(
            "“${name}” wants ${n} in favour, and at most ${most} are asked.",
            mapping={"n": wanted, "most": str(most), **_told(asked)},
        )
        look.note("C33", f"{path}.favourable_when", sentence)


def _veto_of_somebody(look: Look, path: str, asked: ConsultationTemplate) -> None:
    """A veto of a unit that is never asked stops nothing; a kind of unit may always be asked."""
    asked_units = {body.unit for body in asked.bodies}
    if asked.choose_from or any(unit.startswith("field ") for unit in asked_units):
        return
    for unit in asked.veto:
        if "-" in unit and unit not in asked_units:
            sentence = _(
                "“${unit}” may stop “${name}” by disagreeing, and is never asked.",
                mapping={"unit": unit, **_told(asked)},
            )
            look.note("C33", f"{path}.veto", sentence)


def _is_looked_at(look: Look, path: str, asked: ConsultationTemplate) -> None:
    """What is to be favourable has to be asked for by some step."""
    if not (asked.favourable_when or asked.veto):
        return
    named = {
        condition.name
        for state in look.definition.states.values()
        for when in (*(each.when for each in state.actions), *(each.when for each in state.auto))
        for condition in when
    }
    if not named.intersection(FAVOURABLE):
        sentence = _(
            "“${name}” says when opinions are favourable, and no step asks for “ý kiến thuận”"
            " (opinions favourable).",
            mapping=_told(asked),
        )
        look.note("C34", path, sentence)


CHECKS = (rounds_can_end,)
