"""Which elements of BPMN a procedure becomes, before any of them has a place.

A step is a user task in the lane of whoever acts there; where several actions
lead on, a gateway follows on which somebody decides.  An automatic step is a
gateway that decides by itself.  A limit is a timer on the edge of the task: it
interrupts where the case moves on, and only sends word where somebody is
told.  Each way to an end has an end event of its own beside its step, so that
the picture stays readable.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from motcua.words import Sentence, _, translate
from motcua.workflows.definition import (
    ASSIGNEE,
    BACK,
    SAME,
    Action,
    AutoRule,
    Definition,
    LateRule,
    State,
)
from motcua.workflows.exchange import plain, telling
from motcua.workflows.exchange.durations import iso, moment
from motcua.workflows.exchange.plain import Tree
from motcua.workflows.graph import Graph

TASK, CHOICE, END, TIMER, START, NOTE = (
    "userTask",
    "exclusiveGateway",
    "endEvent",
    "boundaryEvent",
    "startEvent",
    "textAnnotation",
)
Place = tuple[float, float, float, float]
"""Left, top, width, height."""
Point = tuple[float, float]


@dataclass
class Shape:
    """An element with a place of its own."""

    id: str
    kind: str
    name: str = ""
    told: str = ""
    """Its documentation, in words."""
    pieces: dict[str, Tree] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    attached_to: str = ""
    duration: str = ""
    interrupts: bool = True
    default: str = ""
    place: Place = (0, 0, 0, 0)
    label: Place | None = None


@dataclass
class Way:
    """A line from one element to another."""

    id: str
    start: Shape
    end: Shape
    name: str = ""
    condition: str = ""
    pieces: dict[str, Tree] = field(default_factory=dict)
    marks: dict[str, str] = field(default_factory=dict)
    is_association: bool = False
    points: list[Point] = field(default_factory=list)
    label: Place | None = None


@dataclass
class Cell:
    """A step with everything that stands beside it."""

    state: State
    lane: str
    task: Shape
    choice: Shape | None = None
    note: Shape | None = None
    ends: list[Way] = field(default_factory=list)
    """Ways to end events of this cell."""
    timers: list[Shape] = field(default_factory=list)
    after: dict[str, Way] = field(default_factory=dict)
    """For a timer, the way to the event below it."""
    onward: list[Way] = field(default_factory=list)
    """Ways to other cells."""

    @property
    def decides(self) -> Shape:
        """The element from which the ways of the step go out."""
        return self.choice or self.task

    @property
    def shapes(self) -> Iterator[Shape]:
        """Everything in the cell."""
        yield self.task
        yield from (each for each in (self.choice, self.note) if each is not None)
        yield from self.timers
        yield from (way.end for way in (*self.ends, *self.after.values()))

    @property
    def ways(self) -> Iterator[Way]:
        """Every line that begins in the cell."""
        if self.choice is not None:
            yield Way(f"to_{self.choice.id}", self.task, self.choice)
        yield from (*self.ends, *self.after.values(), *self.onward)
        if self.note is not None:
            yield Way(f"to_{self.note.id}", self.task, self.note, is_association=True)


@dataclass
class Plan:
    """The whole procedure as elements."""

    definition: Definition
    lanes: dict[str, str]
    """Lanes by the part that acts there, with their names, from top to bottom."""
    cells: dict[str, Cell]
    start: Shape


@dataclass(frozen=True)
class Exit:
    """A way on from a step, as BPMN can draw it."""

    id: str
    name: str
    target: str
    pieces: Mapping[str, Tree]
    marks: Mapping[str, str]
    condition: str = ""


def planned(definition: Definition, language: str) -> Plan:
    """Return the elements of a procedure."""
    graph = Graph(definition)
    lanes = _lanes(definition, graph)
    steps = [state for state in definition.states.values() if not state.final]
    cells = {state.id: _cell(definition, state, lanes[state.id], language) for state in steps}
    for cell in cells.values():
        _connect(
            cell, list(_exits(definition, cell.state, graph, language)), cells, definition, language
        )
        _add_timers(cell, cells, definition, language)
    names = {lane: _lane_name(definition, lane, language) for lane in dict.fromkeys(lanes.values())}
    return Plan(definition, names, cells, Shape("start", START))


def _lanes(definition: Definition, graph: Graph) -> dict[str, str]:
    """Return in whose lane each step stands; an automatic one where what leads to it stands."""
    lanes: dict[str, str] = {}
    for state in definition.states.values():
        own = next((each for each in state.actions if not each.anywhere and each.by), None)
        if own is not None:
            lanes[state.id] = telling.holder(definition, own.by[0])
    for state in definition.states.values():
        before = (id for id in lanes if state.id in graph.ends(id))
        lanes.setdefault(state.id, next((lanes[id] for id in before), ASSIGNEE))
    return lanes


def _lane_name(definition: Definition, lane: str, language: str) -> str:
    return translate(telling.player(definition, lane), language)


def _cell(definition: Definition, state: State, lane: str, language: str) -> Cell:
    kind = CHOICE if state.auto else TASK
    told = plain.state(state)
    staying = {id: each for id, each in told.get("actions", {}).items() if each["to"] == SAME}
    told = {key: value for key, value in told.items() if key not in ("actions", "auto", "late")}
    if staying:
        told["actions"] = staying
    task = Shape(
        f"step_{state.id}",
        kind,
        state.title.said_in(language),
        telling.step(definition, state, language),
        {"state": told},
        {"id": state.id},
    )
    cell = Cell(state, lane, task)
    asked = [definition.consultations[id] for id in state.consult if id in definition.consultations]
    if asked:
        said = "\n".join(translate(telling.asking(each), language) for each in asked)
        cell.note = Shape(f"note_{state.id}", NOTE, said)
    return cell


def _exits(definition: Definition, state: State, graph: Graph, language: str) -> Iterator[Exit]:
    for action in state.actions:
        yield from _action_exits(state, action, graph, language)
    for number, rule in enumerate(state.auto, 1):
        yield _auto_exit(definition, rule, number, language)


def _action_exits(state: State, action: Action, graph: Graph, language: str) -> Iterator[Exit]:
    marks = {"action": action.id}
    if action.to == BACK:
        marks["to"] = BACK
    pieces: dict[str, Tree] = {}
    if action.anywhere:
        marks["anywhere"] = "yes"
    else:
        pieces["action"] = _without_target(plain.action(action))
    targets = graph.origins[state.id] if action.to == BACK else (action.to,)
    for target in targets:
        if target != SAME:
            yield Exit(action.id, action.title.said_in(language), target, pieces, marks)


def _auto_exit(definition: Definition, rule: AutoRule, number: int, language: str) -> Exit:
    asked: list[Sentence] = [telling.condition(definition, each) for each in rule.when]
    said = translate(asked or _("otherwise"), language)
    condition = "" if rule.otherwise else said
    return Exit(
        f"auto{number}", said, rule.to, {"auto": _without_target(plain.auto(rule))}, {}, condition
    )


def _without_target(told: Tree) -> Tree:
    return {key: value for key, value in told.items() if key != "to"}


def _connect(
    cell: Cell,
    exits: list[Exit],
    cells: Mapping[str, Cell],
    definition: Definition,
    language: str,
) -> None:
    if len(exits) > 1 and cell.task.kind == TASK:
        cell.choice = Shape(f"choice_{cell.state.id}", CHOICE, marks={"of": cell.state.id})
    for number, each in enumerate(exits, 1):
        id = f"way_{cell.state.id}_{each.id}_{number}"
        way = Way(
            id,
            cell.decides,
            cell.decides,
            each.name,
            each.condition,
            dict(each.pieces),
            dict(each.marks),
        )
        if cell.task.kind == CHOICE and not each.condition:
            cell.task.default = id
        if each.target in cells:
            way.end = cells[each.target].task
            cell.onward.append(way)
        else:
            way.end = _end(definition.states[each.target], f"{cell.state.id}_{number}", language)
            cell.ends.append(way)


def _end(final: State, id: str, language: str) -> Shape:
    return Shape(
        f"end_{id}",
        END,
        final.title.said_in(language),
        final.tells.said_in(language),
        {"state": plain.state(final)},
        {"id": final.id},
    )


def _add_timers(
    cell: Cell, cells: Mapping[str, Cell], definition: Definition, language: str
) -> None:
    for number, rule in enumerate(cell.state.late, 1):
        timer = _timer(cell, rule, number, definition, language)
        cell.timers.append(timer)
        way = Way(f"way_{timer.id}", timer, timer)
        if rule.go in cells:
            way.end = cells[rule.go].task
            cell.onward.append(way)
            continue
        if rule.go:
            way.end = _end(definition.states[rule.go], timer.id, language)
        else:
            way.end = Shape(f"told_{timer.id}", END, _told(definition, rule, language))
            way.end.marks["only_tells"] = "yes"
        cell.after[timer.id] = way


def _timer(cell: Cell, rule: LateRule, number: int, definition: Definition, language: str) -> Shape:
    return Shape(
        f"late_{cell.state.id}_{number}",
        TIMER,
        translate(_when(rule), language),
        translate(telling.reminder(definition, rule), language),
        {"late": {key: value for key, value in plain.late(rule).items() if key != "go"}},
        attached_to=cell.task.id,
        duration=iso(moment(cell.state, rule)),
        interrupts=bool(rule.go),
    )


def _when(rule: LateRule) -> Sentence:
    if rule.before is not None:
        return _("${term} before the limit", mapping={"term": rule.before.said})
    if rule.after is None or rule.after.is_nothing:
        return _("limit passed")
    return _("${term} after the limit", mapping={"term": rule.after.said})


def _told(definition: Definition, rule: LateRule, language: str) -> str:
    who = list(telling.players(definition, rule.notify))
    return translate(_("Tell ${who}", mapping={"who": who}) if who else rule.letter, language)
