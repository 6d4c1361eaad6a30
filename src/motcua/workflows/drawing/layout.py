"""Where each state stands in the picture.

Time runs from left to right.  The main path, from the start to the good end,
is one straight row; what happens beside it stands below, in the column in
which it happens.  Bad ends stand at the lower right, and everything that leads
to one of them shares one line along the bottom, like the stops of a bus.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from dataclasses import dataclass

from motcua.workflows.definition import Definition, State
from motcua.workflows.graph import Graph

WIDTH, GAP = 168, 80
"""Of a box, and of the space between two columns, in which arrows turn."""
LINE, SMALL_LINE = 17, 14
PADDING = 12
ROW_GAP = 38
MARGIN = 20
LETTERS, END_LETTERS = 16, 19
"""How many letters of a title fit on one line of a box, and of an end, which has no dial."""
MOST_LINES = 3
BRACKET = 40
"""Height of the bracket under a state that asks for opinions."""


@dataclass(frozen=True)
class Box:
    """A state in the picture."""

    state: State
    column: int
    row: int
    x: float
    y: float
    height: float
    lines: tuple[str, ...]
    """The title, broken into lines."""

    @property
    def right(self) -> float:
        return self.x + WIDTH

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        """The height at which the arrows of the row arrive."""
        return self.y + self.height / 2

    @property
    def centre(self) -> float:
        return self.x + WIDTH / 2


@dataclass(frozen=True)
class Layout:
    """Every box, and the room that is left for arrows."""

    boxes: dict[str, Box]
    main: tuple[str, ...]
    """The states of the main path."""
    ends: tuple[str, ...]
    """The bad ends, from top to bottom."""
    top: float
    """Above this, arrows run over the main path."""
    under: float
    """Below this, arrows run under all rows."""


def laid_out(definition: Definition, graph: Graph, language: str, over: int, under: int) -> Layout:
    """Place every state; ``over`` and ``under`` say how much room arrows need there."""
    main = main_path(definition, graph)
    columns = _columns(graph, main)
    ends = tuple(id for id, state in definition.states.items() if state.final and id not in main)
    rows = _rows(graph, main, [id for id in columns if id not in ends], columns)
    last = max(
        [columns[id] + (id not in main) for id in rows if not _is_end(definition, id)] or [0]
    )
    lines = {id: _lines(state, language) for id, state in definition.states.items()}
    heights = {id: _height(state, lines[id]) for id, state in definition.states.items()}
    top = MARGIN + over
    y, row_tops = float(top), []
    for row in range(max(rows.values(), default=-1) + 1):
        row_tops.append(y)
        y += max(_room(definition.states[id], heights[id]) for id in rows if rows[id] == row)
        y += ROW_GAP
    boxes = {}
    for id, row in rows.items():
        tallest = max(heights[each] for each in rows if rows[each] == row)
        boxes[id] = Box(
            definition.states[id],
            columns[id],
            row,
            _x(columns[id]),
            row_tops[row] + (tallest - heights[id]) / 2,
            heights[id],
            lines[id],
        )
    below = y - ROW_GAP / 2
    y = below + under
    column = max(last, columns[main[-1]] if main else 0)
    for number, id in enumerate(ends):
        boxes[id] = Box(
            definition.states[id],
            column,
            len(row_tops) + number,
            _x(column),
            y,
            heights[id],
            lines[id],
        )
        y += heights[id] + ROW_GAP / 2
    return Layout(boxes, main, ends, top, below)


def _is_end(definition: Definition, id: str) -> bool:
    return bool(definition.states[id].final)


def _x(column: int) -> float:
    return MARGIN + 24 + column * (WIDTH + GAP)


def main_path(definition: Definition, graph: Graph) -> tuple[str, ...]:
    """Return the longest way from the start to a good end, without ever going back."""
    start = next((id for id, state in definition.states.items() if state.start), None)
    if start is None:
        return tuple(definition.states)[:1]
    order = graph.forward_order(start)
    place = {id: number for number, id in enumerate(order)}
    best: dict[str, tuple[int, int, tuple[str, ...]]] = {}
    for id in reversed(order):
        onward = [best[end] for end in graph.ends(id) if place[end] > place[id]]
        good = int(definition.states[id].final == "success")
        worth, length, way = max(onward, key=lambda each: each[:2], default=(good, 0, ()))
        best[id] = (worth, length + 1, (id, *way))
    return best[start][2]


def _columns(graph: Graph, main: tuple[str, ...]) -> dict[str, int]:
    """Count for each state the steps of the longest way there."""
    order = graph.forward_order(main[0]) if main else []
    place = {id: number for number, id in enumerate(order)}
    columns = {id: 0 for id in [*order, *graph.states]}
    for id in order:
        for end in graph.ends(id):
            if place[end] > place[id]:
                columns[end] = max(columns[end], columns[id] + 1)
    return columns


def _rows(
    graph: Graph, main: tuple[str, ...], shown: Iterable[str], columns: dict[str, int]
) -> dict[str, int]:
    """Put the main path into the first row, and the others below, near what leads to them."""
    rows = {id: 0 for id in main}
    beside = [id for id in shown if id not in rows]
    neighbours: dict[str, list[int]] = {id: [] for id in graph.states}
    for id in graph.states:
        for end in graph.ends(id):
            neighbours[end].append(columns[id])
            neighbours[id].append(columns[end])
    beside.sort(key=lambda id: (columns[id], sum(neighbours[id]) / (len(neighbours[id]) or 1)))
    taken = {(columns[id], 0) for id in main}
    for id in beside:
        row = 1
        while (columns[id], row) in taken:
            row += 1
        rows[id] = row
        taken.add((columns[id], row))
    return rows


def _lines(state: State, language: str) -> tuple[str, ...]:
    letters = END_LETTERS if state.final else LETTERS
    lines = textwrap.wrap(state.title.said_in(language), letters) or [state.id]
    if len(lines) > MOST_LINES:
        lines = [*lines[: MOST_LINES - 1], lines[MOST_LINES - 1][: letters - 1] + "…"]
    return tuple(lines)


def _height(state: State, lines: tuple[str, ...]) -> float:
    """Return the height of a box: title, and a line for the limit where there is one."""
    return 2 * PADDING + LINE * len(lines) + (SMALL_LINE if state.within or state.auto else 0)


def _room(state: State, height: float) -> float:
    return height + (BRACKET * len(state.consult))
