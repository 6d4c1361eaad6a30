"""Where each element of a BPMN picture stands, and how its lines run.

Columns are those of our own picture; rows are lanes.  Lines turn only between
columns and above the lanes, where nothing stands, so none goes through a box.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from motcua.workflows.drawing.layout import laid_out
from motcua.workflows.exchange.bpmn_plan import Cell, Place, Plan, Shape, Way
from motcua.workflows.graph import Graph

LEFT, TOP = 160.0, 80.0
HEAD = 30.0
"""The strip with the name of a pool or a lane."""
TASK_WIDTH, TASK_HEIGHT = 130.0, 84.0
GATE, EVENT = 50.0, 36.0
TIMER_STEP = 96.0
NOTE_HEIGHT, NOTE_GAP = 58.0, 18.0
END_STEP = 82.0
BESIDE = 96.0
"""Room for the words beside an end event."""
TRACK = 14.0
"""Distance between two lines that run beside each other."""
PADDING = 28.0


@dataclass
class Places:
    """The outlines of the pool and its lanes."""

    pool: Place
    lanes: dict[str, Place]


@dataclass
class Grid:
    """Columns and rows, and how many lines run between them."""

    column: dict[str, int]
    row: dict[str, tuple[str, int]]
    """For each step its lane, and how deep it stands in it."""
    lefts: list[float] = field(default_factory=list)
    rights: list[float] = field(default_factory=list)
    tracks: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    """Lines already running in each gap; gap 0 is left of the first column."""
    above: int = 0


def placed(plan: Plan, language: str) -> Places:
    """Give every element of the plan its place and every line its way."""
    grid = _grid(plan, language)
    crossing = [(cell, way) for cell in plan.cells.values() for way in cell.onward]
    far = [pair for pair in crossing if not _is_next(grid, *pair)]
    _place_columns(plan, grid, crossing)
    lanes = _place_rows(plan, grid, HEAD + TRACK * len(far))
    for cell in plan.cells.values():
        _route_inside(cell)
    for cell, way in crossing:
        _route(grid, cell, way)
    _place_start(plan)
    width = grid.rights[-1] + PADDING + TRACK * grid.tracks[len(grid.rights)] + 20
    bottom = max((top + height for _x, top, _w, height in lanes.values()), default=TOP)
    pool = (LEFT, TOP, width - LEFT, bottom - TOP)
    inner = width - LEFT - HEAD
    return Places(
        pool, {id: (LEFT + HEAD, top, inner, height) for id, (_x, top, _w, height) in lanes.items()}
    )


def _grid(plan: Plan, language: str) -> Grid:
    boxes = laid_out(plan.definition, Graph(plan.definition), language, 0, 0).boxes
    columns = sorted({boxes[id].column for id in plan.cells})
    column = {id: columns.index(boxes[id].column) for id in plan.cells}
    taken: dict[tuple[str, int], int] = defaultdict(int)
    row = {}
    for id, cell in plan.cells.items():
        row[id] = (cell.lane, taken[cell.lane, column[id]])
        taken[cell.lane, column[id]] += 1
    return Grid(column, row)


def _is_next(grid: Grid, cell: Cell, way: Way) -> bool:
    return grid.column[way.end.marks["id"]] == grid.column[cell.state.id] + 1


def _task_width(cell: Cell) -> float:
    return max(TASK_WIDTH, TIMER_STEP * len(cell.timers))


def _width(cell: Cell) -> float:
    width = _task_width(cell)
    if cell.choice is not None or cell.ends:
        width += GATE + GATE + BESIDE
    return width


def _depth(cell: Cell) -> tuple[float, float]:
    """Return how much room a cell needs above its task, and from there on."""
    above = NOTE_HEIGHT + NOTE_GAP if cell.note is not None else 0.0
    below = TASK_HEIGHT + (EVENT / 2 + 26 if cell.timers else 0.0)
    if cell.after:
        below = TASK_HEIGHT + 58 + EVENT + 44
    first = TASK_HEIGHT + 22 if _has_gate(cell) else 24.0
    below = max(below, first + END_STEP * len(cell.ends)) if cell.ends else below
    return above, below + PADDING


def _place_columns(plan: Plan, grid: Grid, crossing: list[tuple[Cell, Way]]) -> None:
    lines: dict[int, int] = defaultdict(int)
    for cell, way in crossing:
        lines[grid.column[cell.state.id] + 1] += 1
        if not _is_next(grid, cell, way):
            lines[grid.column[way.end.marks["id"]]] += 1
    x = LEFT + 2 * HEAD + 90
    for column in range(max(grid.column.values(), default=0) + 1):
        x += PADDING + TRACK * lines[column]
        widest = max(_width(plan.cells[id]) for id, at in grid.column.items() if at == column)
        grid.lefts.append(x)
        grid.rights.append(x + widest)
        x += widest + PADDING


def _place_rows(plan: Plan, grid: Grid, above: float) -> dict[str, Place]:
    lanes: dict[str, Place] = {}
    y = TOP
    for lane in plan.lanes:
        top, inside = y, PADDING + (above if not lanes else 0.0)
        depths = sorted({depth for of, depth in grid.row.values() if of == lane})
        for depth in depths:
            row = [plan.cells[id] for id, at in grid.row.items() if at == (lane, depth)]
            head = max(_depth(cell)[0] for cell in row)
            for cell in row:
                _place_cell(cell, grid.lefts[grid.column[cell.state.id]], top + inside + head)
            inside += head + max(_depth(cell)[1] for cell in row)
        lanes[lane] = (0, top, 0, inside)
        y += inside
    return lanes


def _place_cell(cell: Cell, x: float, y: float) -> None:
    """Place a step whose task has its upper left corner at ``x``, ``y``."""
    width = _task_width(cell)
    gate = x + width + GATE
    if cell.task.kind == "userTask":
        cell.task.place = (x, y, width, TASK_HEIGHT)
    else:
        cell.task.place = (x + width - GATE, y + (TASK_HEIGHT - GATE) / 2, GATE, GATE)
        cell.task.label = (x + width - GATE - 40, y - 12, 130, 28)
    if cell.choice is not None:
        cell.choice.place = (gate, y + (TASK_HEIGHT - GATE) / 2, GATE, GATE)
    if cell.note is not None:
        cell.note.place = (x, y - NOTE_GAP - NOTE_HEIGHT, max(width, 190), NOTE_HEIGHT)
    for number, timer in enumerate(cell.timers):
        left = x + 14 + number * TIMER_STEP
        timer.place = (left, y + TASK_HEIGHT - EVENT / 2, EVENT, EVENT)
        timer.label = (left + 22, y + TASK_HEIGHT + 20, 70, 27)
        if timer.id in cell.after:
            below = cell.after[timer.id].end
            below.place = (left, y + TASK_HEIGHT + 58, EVENT, EVENT)
            below.label = (left - 22, y + TASK_HEIGHT + 58 + EVENT + 3, 84, 40)
    first = TASK_HEIGHT + 22 if _has_gate(cell) else (TASK_HEIGHT - EVENT) / 2
    for number, way in enumerate(cell.ends):
        top = y + first + number * END_STEP
        way.end.place = (gate + (GATE - EVENT) / 2, top, EVENT, EVENT)
        way.end.label = (gate - 20, top + EVENT + 2, 90, 28)


def _has_gate(cell: Cell) -> bool:
    return cell.choice is not None or len(cell.ends) + len(cell.onward) > 1


def _middle(shape: Shape) -> float:
    return shape.place[1] + shape.place[3] / 2


def _right(shape: Shape) -> float:
    return shape.place[0] + shape.place[2]


def _bottom(shape: Shape) -> float:
    return shape.place[1] + shape.place[3]


def _centre(shape: Shape) -> float:
    return shape.place[0] + shape.place[2] / 2


def _route_inside(cell: Cell) -> None:
    """Run the lines to end events along one line beside them, like the stops of a bus."""
    source = cell.decides
    for way in cell.ends:
        end = way.end
        if _has_gate(cell):
            beside = end.place[0] - 22
            below = _bottom(source) + 8
            way.points = [
                (_centre(source), _bottom(source)),
                (_centre(source), below),
                (beside, below),
                (beside, _middle(end)),
                (end.place[0], _middle(end)),
            ]
            way.label = (_right(end) + 6, _middle(end) - 14, BESIDE - 8, 40)
        else:
            way.points = [(_right(source), _middle(source)), (end.place[0], _middle(end))]
            way.label = (_right(source) + 2, _middle(source) - 30, 66, 27)
    for way in cell.after.values():
        way.points = [
            (_centre(way.start), _bottom(way.start)),
            (_centre(way.end), way.end.place[1]),
        ]


def _route(grid: Grid, cell: Cell, way: Way) -> None:
    """Run a line to another step: between the columns, and above the lanes where it is far."""
    here, there = grid.column[cell.state.id], grid.column[way.end.marks["id"]]
    lower = 26 * (grid.tracks[here + 1] % 4)
    out = grid.rights[here] + PADDING / 2 + _track(grid, here + 1)
    start, end = way.start, way.end
    if start.kind == "boundaryEvent":
        level = _floor(cell)
        way.points = [(_centre(start), _bottom(start)), (_centre(start), level), (out, level)]
    else:
        level = _middle(start)
        way.points = [(_right(start), level), (out, level)]
    goal = (end.place[0], _middle(end))
    if there == here + 1:
        way.points += [(out, goal[1]), goal]
        way.label = (out + 3, (level + goal[1]) / 2 - 30 + lower, 84, 27)
        if level == goal[1]:
            way.label = (_right(start) + 6, level - 30, 84, 27)
        return
    grid.above += 1
    over = TOP + 8 + TRACK * grid.above
    into = grid.lefts[there] - PADDING / 2 - _track(grid, there)
    way.points += [(out, over), (into, over), (into, goal[1]), goal]
    way.label = (out + 3, level - 46 - lower, 84, 27)


def _floor(cell: Cell) -> float:
    """Return the height below everything in a cell."""
    below = [_bottom(way.end) + 34 for way in (*cell.ends, *cell.after.values())]
    return max(below, default=_bottom(cell.task) + EVENT / 2 + 20)


def _track(grid: Grid, gap: int) -> float:
    grid.tracks[gap] += 1
    return TRACK * (grid.tracks[gap] - 1)


def _place_start(plan: Plan) -> None:
    first = plan.cells.get(plan.definition.start.id)
    if first is not None:
        task = first.task
        plan.start.place = (task.place[0] - 100, _middle(task) - EVENT / 2, EVENT, EVENT)
