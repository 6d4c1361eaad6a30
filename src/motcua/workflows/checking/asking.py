"""Checks of how bodies are asked: in which order, until when, for what (C20 to C27)."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.words import Sentence, _
from motcua.workflows.checking.looking import Look
from motcua.workflows.definition import Body, ConsultationTemplate

INFORMATION = "information"
OFFICIAL = "official"


def bodies_can_be_asked(look: Look) -> None:
    """C20 to C27: each step comes about, and ends after the one before."""
    for asked in look.definition.consultations.values():
        path = f"consultations.{asked.id}"
        for code, where, sentence in (
            *_steps(look, asked),
            *_bodies(asked),
            *_information(asked),
            *_questions(asked),
        ):
            look.note(code, f"{path}.{where}" if where else path, sentence)


Wrong = tuple[str, str, Sentence]
"""A code, where it is, and what is wrong."""


def _steps(look: Look, asked: ConsultationTemplate) -> Iterator[Wrong]:
    """C20, C21, C22: steps are numbered from 1, each ends later, and all fit into the case."""
    steps = sorted({each.step for each in asked.bodies})
    if steps and steps != list(range(1, len(steps) + 1)):
        told = {"name": asked.title, "steps": ", ".join(map(str, steps))}
        yield (
            "C21",
            "bodies",
            _(
                "The steps of “${name}” are ${steps}: number them from 1, without gaps.",
                mapping=told,
            ),
        )
    for body in asked.bodies:
        term = body.within or asked.within
        if body.step > 1 and (term is None or term.is_nothing):
            told = {"name": asked.title, "unit": body.unit, "n": str(body.step)}
            yield (
                "C20",
                "bodies",
                _(
                    "“${name}”: step ${n} gives “${unit}” no time, so that it would not end later"
                    " than the step before.",
                    mapping=told,
                ),
            )
    yield from _too_long(look, asked, steps)


def _too_long(look: Look, asked: ConsultationTemplate, steps: list[int]) -> Iterator[Wrong]:
    whole = look.definition.deadline
    if whole is None or len(steps) < 2:
        return
    longest = [
        max((_days(asked, each) for each in asked.bodies if each.step == step), default=0.0)
        for step in steps
    ]
    if sum(longest) > whole.working_days_estimate:
        told = {"name": asked.title, "whole": whole.said, "days": f"{sum(longest):g}"}
        sentence = _(
            "The steps of “${name}” take about ${days} working days one after the other, and the"
            " whole case has ${whole}.",
            mapping=told,
        )
        yield "C22", "bodies", sentence


def _days(asked: ConsultationTemplate, body: Body) -> float:
    term = body.within or asked.within
    return term.working_days_estimate if term else 0.0


def _bodies(asked: ConsultationTemplate) -> Iterator[Wrong]:
    """C23, C24, C25: days in their order, answers that exist, not both compulsory and optional."""
    for body in asked.bodies:
        told = {"name": asked.title, "unit": body.unit}
        if body.valid_from and body.valid_until and body.valid_from > body.valid_until:
            said = _(
                "“${name}” asks “${unit}” on no day: its rule ends before it begins.", mapping=told
            )
            yield "C23", "bodies", said
        unknown = [each for each in body.answers if each not in asked.answers]
        if unknown:
            told |= {"answers": ", ".join(unknown)}
            said = _(
                "“${unit}” may answer what “${name}” does not know: ${answers}.",
                mapping=told,
            )
            yield "C24", "bodies", said
        if body.required and body.optional:
            said = _(
                "“${name}” cannot leave “${unit}” out, and does not wait for it: it is either"
                " compulsory or optional.",
                mapping=told,
            )
            yield "C25", "bodies", said


def _information(asked: ConsultationTemplate) -> Iterator[Wrong]:
    """C26: what is told for information is not answered, so nothing of an answer is said of it."""
    if asked.purpose != INFORMATION:
        return
    said = {
        "questions": bool(asked.questions),
        "silence": asked.silence != "wait",
        "extend_at_most": asked.extend_at_most is not None,
        "outside": asked.outside,
        "veto": bool(asked.veto),
    }
    for key, is_said in said.items():
        if is_said:
            sentence = _(
                "“${name}” is for information: nobody answers it, and “${key}” means nothing.",
                mapping={"name": asked.title, "key": key},
            )
            yield "C26", key, sentence


def _questions(asked: ConsultationTemplate) -> Iterator[Wrong]:
    """C27: a body answers for itself; it does not choose among the officials of the case."""
    for field in asked.questions:
        if field.kind == OFFICIAL:
            sentence = _(
                "“${name}” asks a body to choose an official: ask for a name instead.",
                mapping={"name": asked.title},
            )
            yield "C27", f"questions.{field.id}", sentence


CHECKS = (bodies_can_be_asked,)
