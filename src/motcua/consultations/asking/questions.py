"""The questions of a template, and what a body answers to each.

They stand in the procedure (``questions:``), each with its kind of answer, and are
answered beside the outcome.  An answer is kept in the reply under the question's
id, checked by its kind; what is shown of it is said in the reader's language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.acting import Acting
from motcua.cases.access import Sight, require_sight
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.access import opinion_seen
from motcua.consultations.content import Consultation, Reply, Request
from motcua.consultations.refusals import CannotAnswer
from motcua.consultations.suggestions import FIELD
from motcua.consultations.templates import template_of
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import Label, Sentence, _
from motcua.workflows.definition import Field

EMAIL = re.compile(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+")
PHONE = re.compile(r"(?:\+\d{1,3}|0)[\d\s.\-()]{8,16}")
LONGEST = {"text": 500, "long_text": 20_000}
NOT_COMPETENT = "not_competent"


def questions_of(acting: Acting, request: Request) -> tuple[Field, ...]:
    """Return what is asked besides the outcome, under the version in which it was sent."""
    return template_of(acting, request.consultation).questions


def without_blanks(answers: Iterable[tuple[str, Any]]) -> tuple[tuple[str, Any], ...]:
    """Return the answers that say something, texts without blank ends."""
    stripped = ((id, each.strip() if isinstance(each, str) else each) for id, each in answers)
    return tuple((id, each) for id, each in stripped if each not in (None, ""))


def outcomes_of(acting: Acting, request: Request) -> dict[str, Label]:
    """Return the answers among which this body chooses: all of the template, or its own."""
    consultation = request.consultation
    template = template_of(acting, consultation)
    matter = matter_of(acting, consultation.case)
    own: tuple[str, ...] = ()
    for body in template.bodies:
        unit = body.unit
        if unit.startswith(FIELD):
            unit = str(matter.value(unit.removeprefix(FIELD)) or "")
        if unit == request.unit and body.answers:
            own = body.answers
    return {id: said for id, said in template.answers.items() if not own or id in own}


def answered(acting: Acting, request: Request, reply: Reply) -> Reply:
    """Return the reply with its answers checked, in the order of the questions.

    Whoever is not competent need not answer what is asked.
    """
    needed = reply.outcome != NOT_COMPETENT
    return reply._replace(answers=checked_answers(acting, request, reply.answers, needed))


def checked_answers(
    acting: Acting, request: Request, answers: Iterable[tuple[str, Any]], needed: bool = True
) -> tuple[tuple[str, Any], ...]:
    """Return the answers in the order of the questions; refuse what is missing or no answer."""
    return fitting(acting, questions_of(acting, request), answers, needed)


def fitting(
    acting: Acting,
    asked: Sequence[Field],
    answers: Iterable[tuple[str, Any]],
    needed: bool = True,
) -> tuple[tuple[str, Any], ...]:
    """Do the same for questions that are not yet, or not alone, those of one request."""
    given = dict(without_blanks(answers))
    unknown = given.keys() - {each.id for each in asked}
    if unknown:
        raise CannotAnswer(
            _("Nobody asked “${id}”.", mapping={"id": sorted(unknown)[0]}),
            _("Look at the questions as they are now."),
        )
    for each in asked:
        if each.id in given:
            _check_kind(acting, each, given[each.id])
        elif each.required and needed:
            raise CannotAnswer(
                _(
                    "This question is not answered yet: ${question}",
                    mapping={"question": each.title},
                ),
                _("Answer it."),
            )
    return tuple((each.id, given[each.id]) for each in asked if each.id in given)


def _check_kind(acting: Acting, field: Field, given: Any) -> None:
    fits = _FITS.get(field.kind, _is_text)
    if not fits(acting, field, given):
        raise CannotAnswer(
            _("This is no answer to: ${question}", mapping={"question": field.title}),
            _("Answer it as the question asks."),
        )


def _is_text(acting: Acting, field: Field, given: Any) -> bool:
    return isinstance(given, str) and len(given) <= LONGEST.get(field.kind, LONGEST["text"])


def _is_number(acting: Acting, field: Field, given: Any) -> bool:
    return isinstance(given, int | float) and not isinstance(given, bool)


def _is_money(acting: Acting, field: Field, given: Any) -> bool:
    return isinstance(given, int) and not isinstance(given, bool) and given >= 0


def _is_choice(acting: Acting, field: Field, given: Any) -> bool:
    return given in dict(field.choices)


def _is_unit(acting: Acting, field: Field, given: Any) -> bool:
    return isinstance(given, str) and directory.has_unit(acting.root, given)


_FITS: Mapping[str, Any] = {
    "number": _is_number,
    "money": _is_money,
    "date": lambda acting, field, given: isinstance(given, date),
    "yes_no": lambda acting, field, given: isinstance(given, bool),
    "choice": _is_choice,
    "unit": _is_unit,
    "email": lambda acting, field, given: bool(EMAIL.fullmatch(str(given))),
    "phone": lambda acting, field, given: bool(PHONE.fullmatch(str(given))),
}


@dataclass(frozen=True)
class Answered:
    """One question, and what a body answered to it."""

    field: Field
    given: Any
    said: Sentence | date
    """Empty where nothing was answered."""


def answers_said(acting: Acting, request: Request, reply: Reply) -> tuple[Answered, ...]:
    """Return every question with the answer of ``reply``, as it is shown."""
    return said_to(acting, questions_of(acting, request), reply)


def said_to(acting: Acting, asked: Sequence[Field], reply: Reply) -> tuple[Answered, ...]:
    """Return each of these questions with the answer of ``reply``."""
    given = dict(reply.answers)
    return tuple(
        Answered(each, given.get(each.id), _said(acting, each, given.get(each.id)))
        for each in asked
    )


def in_a_line(question: str, answer: str) -> str:
    """Return a question with its answer; one that ends in its own mark needs no colon."""
    return f"{question}{' ' if question.endswith('?') else ': '}{answer}"


def _said(acting: Acting, field: Field, given: Any) -> Sentence | date:
    if given is None:
        return ""
    if field.kind == "choice":
        return dict(field.choices).get(given, Label(str(given)))
    if field.kind == "yes_no":
        return _("Yes") if given else _("No")
    if field.kind == "unit" and directory.has_unit(acting.root, given):
        return directory.unit(acting.root, given).title
    if field.kind == "money":
        grouped = f"{given:,}"
        return Label(f"{grouped.replace(',', '.')} đồng", f"{grouped} dong")
    if field.kind == "number":
        plain = f"{given:,}"
        return Label(plain.translate(str.maketrans(",.", ".,")), plain)
    return given if isinstance(given, date) else str(given)


@dataclass(frozen=True)
class Grid:
    """Bodies × questions of one sending: what each answered to each."""

    consultation: Consultation
    title: Label
    questions: tuple[Field, ...]
    rows: tuple[tuple[Request, Unit, tuple[Answered, ...]], ...]
    """Each body; without answers as long as it has given none, or may not be read."""


def grids(acting: Acting, case: Case) -> list[Grid]:
    """Return every sending about the case that asked questions, for those who read its papers."""
    require_sight(acting, case, Sight.DOCUMENTS)
    return list(_grids(acting, case))


def _grids(acting: Acting, case: Case) -> Iterator[Grid]:
    for consultation in acting.root.consultations.asked_by_case(case.key):
        template = template_of(acting, consultation)
        if not template.questions:
            continue
        rows = tuple(
            (each, directory.unit(acting.root, each.unit), _seen(acting, each))
            for each in consultation.requests
            if not each.is_withdrawn
        )
        yield Grid(consultation, template.title, template.questions, rows)


def _seen(acting: Acting, request: Request) -> tuple[Answered, ...]:
    opinion = opinion_seen(acting, request)
    return answers_said(acting, request, opinion.reply) if opinion else ()
