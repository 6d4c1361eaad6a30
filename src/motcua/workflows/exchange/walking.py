"""The chapters that go through a procedure: step by step, and whom it asks for opinions."""

from __future__ import annotations

from motcua.words import Sentence, _
from motcua.workflows.definition import Action, Body, ConsultationTemplate, Definition, State
from motcua.workflows.exchange import telling
from motcua.workflows.exchange.chapters import Teller, titled
from motcua.workflows.graph import Graph


def steps(teller: Teller) -> None:
    """Who does what at each step, in what time, with what result."""
    teller.sheet.heading(_("5.7. Step by step"), 2)
    order = _in_order(teller.definition)
    rows: list[list[Sentence | list[Sentence]]] = [
        [
            str(number),
            titled(state.title, state.tells),
            _who(teller, state),
            state.within.said if state.within else "—",
            _deeds(teller, state),
        ]
        for number, state in enumerate([each for each in order if not each.final], 1)
    ]
    teller.sheet.table(
        [_("Step"), _("Work"), _("Who"), _("Within"), _("Actions, letters and records")],
        rows,
        (1.5, 4.8, 3.1, 2.2, 5.4),
    )
    teller.sheet.paragraph(_("A case ends in one of these ways:"))
    teller.sheet.bullets([titled(each.title, each.tells) for each in order if each.final])
    shared = _shared(teller.definition)
    if shared:
        teller.sheet.paragraph(_("At several steps:"))
        teller.sheet.bullets([_deed(teller, each) for each in shared])


def _who(teller: Teller, state: State) -> list[Sentence]:
    parts = [part for each in state.actions if not each.anywhere for part in each.by]
    if not parts and state.auto:
        return [_("by itself")]
    held = (telling.holder(teller.definition, part) for part in parts)
    return list(telling.players(teller.definition, dict.fromkeys(held)))


def _deeds(teller: Teller, state: State) -> list[Sentence]:
    rules = teller.definition
    said = [_deed(teller, each) for each in state.actions if not each.anywhere]
    for rule in state.auto:
        to = telling.target(rules, rule.to)
        if rule.when:
            asked = [telling.condition(rules, each) for each in rule.when]
            said.append(_("${when} → ${target}", mapping={"when": asked, "target": to}))
        else:
            said.append(_("otherwise → ${target}", mapping={"target": to}))
        if rule.letter:
            said.append(_("Letter: ${name}", mapping={"name": teller.letter(rule.letter)}))
    said += [telling.reminder(rules, each) for each in state.late if each.go]
    return said


def _deed(teller: Teller, action: Action) -> Sentence:
    said = _(
        "${title} → ${target}",
        mapping={
            "title": action.title,
            "target": telling.target(teller.definition, action.to),
        },
    )
    if not action.letter:
        return said
    return _(
        "${deed}; letter: ${letter}",
        mapping={"deed": said, "letter": teller.letter(action.letter)},
    )


def consultations(teller: Teller) -> None:
    """Whom the procedure asks, and what their silence means."""
    rules, sheet = teller.definition, teller.sheet
    if not rules.consultations:
        return
    sheet.heading(_("5.8. Asking for opinions"), 2)
    rows: list[list[Sentence | list[Sentence]]] = []
    for each in rules.consultations.values():
        silence: list[Sentence] = [telling.SILENCE.get(each.silence, each.silence)]
        silence += [each.silence_ground] if each.silence_ground else []
        rows.append(
            [
                each.title,
                _asked(teller, each),
                each.within.said if each.within else "—",
                silence,
                telling.rules(each) or "—",
            ]
        )
    sheet.table(
        [_("Asked about"), _("Bodies"), _("Within"), _("No answer"), _("Rules")],
        rows,
        (3.4, 4.6, 2.2, 3.2, 3.6),
    )


def _asked(teller: Teller, each: ConsultationTemplate) -> list[Sentence]:
    if each.is_ballot:
        unit = teller.unit(each.committee)
        return [_("the members of ${committee}", mapping={"committee": unit})]
    return [_line(teller, body) for body in each.bodies] or [_("as chosen")]


def _line(teller: Teller, body: Body) -> Sentence:
    """Name a body, with what is said of it alone: its step, its time, that it is optional."""
    told: list[Sentence] = []
    if body.step != 1:
        told.append(_("step ${n}", mapping={"n": str(body.step)}))
    if body.within:
        told.append(body.within.said)
    if body.optional:
        told.append(_("optional"))
    if body.effect == "binding":
        told.append(_("the opinion binds"))
    unit = _body(teller, body.unit)
    return _("${unit} (${told})", mapping={"unit": unit, "told": told}) if told else unit


def _body(teller: Teller, unit: str) -> Sentence:
    if not unit.startswith("field "):
        return teller.unit(unit)
    field = teller.definition.fields.get(unit.removeprefix("field "))
    return _("as in “${field}”", mapping={"field": field.title if field else unit})


def _in_order(definition: Definition) -> list[State]:
    """Return steps from the start on, ends last."""
    order = Graph(definition).forward_order(definition.start.id)
    states = [definition.states[id] for id in order]
    return sorted(states, key=lambda state: bool(state.final))


def _shared(definition: Definition) -> list[Action]:
    found: dict[str, Action] = {}
    for state in definition.states.values():
        for action in state.actions:
            if action.anywhere:
                found.setdefault(action.id, action)
    return list(found.values())
