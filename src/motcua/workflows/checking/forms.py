"""Checks of fields, papers, letters, conditions and consultations (F, G, C)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from motcua.deadlines.terms import Term
from motcua.words import Sentence, _
from motcua.workflows.checking.looking import Look
from motcua.workflows.conditions import Conditions
from motcua.workflows.definition import SAME, Action, Condition, ConsultationTemplate, Field, State

FIELD = "field "
EXTENDING = ("number", "date")
"""Kinds of field that can say by how much a deadline is extended."""


def fields_known(look: Look) -> None:
    """F01: forms ask fields that are described."""
    for path, names in _fields_used(look):
        for name, suggestion in look.unknown(names, look.definition.fields):
            look.note(
                "F01",
                path,
                _("The form has no field “${field}”.", mapping={"field": name[:80]}),
                suggestion,
            )


def _fields_used(look: Look) -> Iterator[tuple[str, Iterable[str]]]:
    rules = look.definition
    yield "form", [each.field for each in rules.form]
    for placed in look.moves():
        node = placed.node
        yield f"{placed.path}.set", getattr(node, "set", ())
        if isinstance(node, Action):
            yield f"{placed.path}.ask", [each.field for each in node.ask]
            yield f"{placed.path}.extend_by", [node.extend_by]
            if node.assign not in ("me", "nobody"):
                yield f"{placed.path}.assign", [node.assign]
    for path, condition in _conditions(look):
        yield path, [condition.field]
    for asked in rules.consultations.values():
        for number, body in enumerate(asked.bodies, 1):
            if body.unit.startswith(FIELD):
                path = f"consultations.{asked.id}.bodies.{number}"
                yield path, [body.unit.removeprefix(FIELD)]


def papers_known(look: Look) -> None:
    """F02: actions need papers that belong to the procedure."""
    for placed in look.actions():
        for name, suggestion in look.unknown(placed.node.needs, look.definition.papers):
            look.note(
                "F02",
                f"{placed.path}.needs",
                _("The procedure has no paper “${paper}”.", mapping={"paper": name[:80]}),
                suggestion,
            )


def letters_known(look: Look) -> None:
    """F03: letters that are written have a template."""
    if look.around.letters is None:
        return
    for placed in look.moves():
        _note_letter(look, f"{placed.path}.letter", placed.node.letter)
    for number, rule in enumerate(look.definition.late, 1):
        _note_letter(look, f"late.{number}.letter", rule.letter)


def _note_letter(look: Look, path: str, letter: str) -> None:
    for name, suggestion in look.unknown([letter], look.around.letters or ()):
        sentence = _("There is no letter template “${letter}”.", mapping={"letter": name[:80]})
        look.note("F03", path, sentence, suggestion)


def fields_complete(look: Look) -> None:
    """F04: a choice has something to choose from, and nothing else has."""
    for field in look.definition.fields.values():
        path = f"fields.{field.id}"
        if field.kind == "choice" and not field.choices:
            look.note(
                "F04",
                path,
                _("Field “${field}” is a choice and has no choices.", mapping={"field": field.id}),
            )
        if field.kind != "choice" and field.choices:
            look.note(
                "F04",
                path,
                _(
                    "Field “${field}” has choices and is not a choice.",
                    mapping={"field": field.id},
                ),
            )


def fields_fit(look: Look) -> None:
    """F05: what a field is used for fits what it asks."""
    for placed in look.actions():
        action = placed.node
        if action.assign not in ("", "me", "nobody"):
            _note_kind(look, f"{placed.path}.assign", action.assign, ("official",))
        if action.extend_by:
            _note_kind(look, f"{placed.path}.extend_by", action.extend_by, EXTENDING)
        if (action.clock == "extend") != bool(action.extend_by):
            look.note(
                "F05",
                f"{placed.path}.clock",
                _("“clock: extend” and “extend_by” are written together."),
            )


def _note_kind(look: Look, path: str, name: str, kinds: tuple[str, ...]) -> None:
    field = look.definition.fields.get(name)
    if field is not None and field.kind not in kinds:
        look.note(
            "F05",
            path,
            _(
                "Field “${field}” must be of the kind: ${kinds}.",
                mapping={"field": name, "kinds": list(kinds)},
            ),
        )


def conditions_known(look: Look) -> None:
    """G01: conditions that are named exist."""
    known = look.around.conditions
    if known is None:
        return
    for path, condition in _conditions(look):
        if condition.name and condition.name not in known:
            look.note(
                "G01",
                path,
                _("There is no condition “${name}”.", mapping={"name": condition.name[:80]}),
                _condition_meant(condition.name, known, look),
            )


def _condition_meant(said: str, known: Conditions, look: Look) -> str:
    names = [name for each in known for name in (each.name, each.label.vi)]
    return next((suggestion for _said, suggestion in look.unknown([said], names)), "")


def values_possible(look: Look) -> None:
    """G02: a field is compared with, and set to, values that it can have."""
    for path, condition in _conditions(look):
        _note_values(look, path, condition.field, condition.values)
        if condition.field and not condition.values:
            sentence = _("“${field}” is compared with nothing.", mapping={"field": condition.field})
            look.note("G02", path, sentence)
    for placed in look.moves():
        for field, value in getattr(placed.node, "set", {}).items():
            _note_values(look, f"{placed.path}.set", field, [value])


def _note_values(look: Look, path: str, name: str, values: Iterable[str]) -> None:
    field = look.definition.fields.get(name)
    possible = _possible(field) if field else []
    if not possible:
        return
    for value, suggestion in look.unknown(values, possible):
        look.note(
            "G02",
            path,
            _(
                "“${value}” is not a value of the field “${field}”.",
                mapping={"value": value[:80], "field": name},
            ),
            suggestion,
        )


def _possible(field: Field) -> list[str]:
    if field.kind == "yes_no":
        return ["yes", "no"]
    return [id for id, _label in field.choices]


def _conditions(look: Look) -> Iterator[tuple[str, Condition]]:
    for placed in look.moves():
        for condition in getattr(placed.node, "when", ()):
            yield f"{placed.path}.when", condition
    for asked in look.definition.consultations.values():
        for number, body in enumerate(asked.bodies, 1):
            for condition in body.when:
                yield f"consultations.{asked.id}.bodies.{number}.when", condition


def consultations_described(look: Look) -> None:
    """C01: what a state opens is described."""
    for state in look.states.values():
        for name, suggestion in look.unknown(state.consult, look.definition.consultations):
            look.note(
                "C01",
                f"states.{state.id}.consult",
                _("The consultation “${name}” is not described.", mapping={"name": name[:80]}),
                suggestion,
            )


def consultations_opened(look: Look) -> None:
    """C03, C04: what is described can be opened somewhere, and fits into the step that waits."""
    limits = {
        state.id: _longest(each.within for each in look.waiting_for(state))
        for state in look.states.values()
        if state.consult
    }
    for asked in look.definition.consultations.values():
        states = [state for state in look.states.values() if asked.id in state.consult]
        if not states:
            look.note(
                "C03",
                f"consultations.{asked.id}",
                _("No state opens the consultation “${name}”.", mapping={"name": asked.id}),
            )
        for state in states:
            step = limits[state.id]
            if asked.within and step and _is_longer(asked.within, step):
                sentence: Sentence = _(
                    "The consultation's limit ${own} is longer than that of its step “${state}”"
                    " (${step}).",
                    mapping={
                        "own": asked.within.said,
                        "step": step.said,
                        "state": state.title,
                    },
                )
                look.note("C04", f"consultations.{asked.id}.within", sentence)


def _longest(terms: Iterable[Term | None]) -> Term | None:
    """Return the longest of the terms; ``None`` where one of them is without limit."""
    known = list(terms)
    if not all(known):
        return None
    return max((each for each in known if each), key=lambda each: each.working_days_estimate)


def _is_longer(one: Term, other: Term) -> bool:
    return one.working_days_estimate > other.working_days_estimate


def leaving_decided(look: Look) -> None:
    """C05: requests that nothing would ever end are not left behind without a word.

    A final state withdraws them, a limit after which silence means something
    ends them, and ``consultations closed`` sees to it that there are none.
    """
    for placed in look.actions():
        if _leaves_open(look, placed.state, placed.node):
            look.note(
                "C05",
                placed.path,
                _(
                    "At “${state}” opinions may still be awaited: what happens to them on"
                    " “${action}”?  Write “consultations: keep” or “withdraw”.",
                    mapping={"state": placed.state.id, "action": placed.node.id},
                ),
            )


def _leaves_open(look: Look, state: State, action: Action) -> bool:
    target = look.states.get(action.to)
    if action.consultations or action.to == SAME or (target is not None and target.final):
        return False
    if any(look.is_closed(condition.name) for condition in action.when):
        return False
    asked = (look.definition.consultations.get(id) for id in state.consult)
    return any(each is not None and _never_ends(each) for each in asked)


def _never_ends(asked: ConsultationTemplate) -> bool:
    return asked.silence == "wait" or asked.within is None


CHECKS = (
    fields_known,
    papers_known,
    letters_known,
    fields_complete,
    fields_fit,
    conditions_known,
    values_possible,
    consultations_described,
    consultations_opened,
    leaving_decided,
)
