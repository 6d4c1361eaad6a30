"""Checks of what an asked body may do before it answers (C10 to C14)."""

from __future__ import annotations

from motcua.words import Sentence, _
from motcua.workflows.checking.looking import Look
from motcua.workflows.definition import ConsultationTemplate

INFORMATION = "information"


def bodies_can_work(look: Look) -> None:
    """C10 to C14: what a body may ask for, and be reminded of, can come about."""
    for asked in look.definition.consultations.values():
        path = f"consultations.{asked.id}"
        if asked.is_ballot or asked.purpose == INFORMATION:
            _nobody_answers(look, path, asked)
            continue
        _more_time(look, path, asked)
        _unopened(look, path, asked)
        _standing(look, path, asked)


def _nobody_answers(look: Look, path: str, asked: ConsultationTemplate) -> None:
    """Members vote for themselves, and what is told for information is not answered."""
    said = (asked.further, asked.standing, asked.missing_pieces != "no", asked.extend_itself)
    if any(said):
        sentence = _(
            "No body works on an answer to “${name}”: it asks nobody further, misses nothing and"
            " gets no more time.",
            mapping={"name": asked.title},
        )
        look.note("C10", path, sentence)


def _more_time(look: Look, path: str, asked: ConsultationTemplate) -> None:
    itself, most = asked.extend_itself, asked.extend_at_most
    if itself is None:
        return
    if itself.is_nothing:
        sentence: Sentence = _("“${name}” grants no time at all by itself.", mapping=_told(asked))
        look.note("C11", f"{path}.extend_itself", sentence)
    elif most is not None and itself.working_days_estimate > most.working_days_estimate:
        told = {"itself": itself.said, "most": most.said, **_told(asked)}
        sentence = _(
            "“${name}” grants ${itself} by itself, and allows at most ${most}.", mapping=told
        )
        look.note("C11", f"{path}.extend_itself", sentence)


def _unopened(look: Look, path: str, asked: ConsultationTemplate) -> None:
    after, within = asked.unopened_after, asked.within
    if after is None or within is None:
        return
    if after.working_days_estimate >= within.working_days_estimate:
        told = {"after": after.said, "within": within.said, **_told(asked)}
        sentence = _(
            "“${name}” tells the head of a body after ${after} that nobody opened it: there are"
            " only ${within}.",
            mapping=told,
        )
        look.note("C12", f"{path}.unopened_after", sentence)


def _standing(look: Look, path: str, asked: ConsultationTemplate) -> None:
    """What a standing opinion cannot say, nobody has said beforehand."""
    if not asked.standing:
        return
    if any(each.required for each in asked.questions):
        sentence: Sentence = _(
            "“${name}” has questions that must be answered: a standing opinion answers none.",
            mapping=_told(asked),
        )
        look.note("C13", f"{path}.standing", sentence)
    if asked.effect == "binding" or any(each.effect == "binding" for each in asked.bodies):
        sentence = _(
            "“${name}” asks for opinions that bind: a standing opinion would bind the case without"
            " anybody having looked at it.",
            mapping=_told(asked),
        )
        look.note("C14", f"{path}.standing", sentence)


def _told(asked: ConsultationTemplate) -> dict[str, Sentence]:
    return {"name": asked.title}


CHECKS = (bodies_can_work,)
