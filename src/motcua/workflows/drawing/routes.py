"""How the arrows run, so that none goes through a box.

Between neighbouring columns an arrow runs straight or in one bend.  Over more
than one column it runs above the main path, or below all rows.  What leads to
a bad end goes down beside its box and joins the line of that end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from motcua.workflows.drawing.layout import Box, Layout
from motcua.workflows.graph import Arrow, Graph

LANE = 13
"""Distance between two arrows that run beside each other."""
STOP_GAP = 8
"""Distance between the ways down to two bad ends."""
CORNER = 7
"""Radius of a bend."""
CORNER_OF_BOX = 20
"""How far from its right side an arrow leaves the bottom of a box."""
SPREAD = 12
"""How far from the middle of a box an arrow over the top leaves or arrives."""


@dataclass(frozen=True)
class Link:
    """All the ways from one state to another; both directions where ``both``."""

    start: str
    end: str
    arrows: tuple[Arrow, ...]
    both: bool = False

    @property
    def kind(self) -> str:
        """``action`` if anybody takes it; else ``auto`` or ``late``."""
        kinds = {arrow.kind for arrow in self.arrows}
        return next(kind for kind in ("action", "auto", "late") if kind in kinds)


@dataclass(frozen=True)
class Route:
    """A link with its way through the picture."""

    link: Link
    path: str
    """As the attribute ``d`` of an SVG path."""
    manner: str
    """``straight``, ``bend``, ``over``, ``under``, ``stop`` (joins a line) or ``line``."""
    label_at: tuple[float, float] | None = None


def links(graph: Graph) -> list[Link]:
    """Return every pair of states with an arrow between them; loops are left out."""
    pairs: dict[tuple[str, str], list[Arrow]] = defaultdict(list)
    for arrows in graph.arrows.values():
        for arrow in arrows:
            if arrow.start != arrow.end:
                pairs[arrow.start, arrow.end].append(arrow)
    return [Link(start, end, tuple(arrows)) for (start, end), arrows in pairs.items()]


@dataclass(frozen=True)
class Sorted:
    """Links by the manner in which they run."""

    near: tuple[Link, ...]
    over: tuple[Link, ...]
    under: tuple[Link, ...]
    stops: tuple[Link, ...]


def sorted_links(found: Iterable[Link], layout: Layout) -> Sorted:
    """Decide for each link how it runs; two that run to and fro between neighbours are one."""
    found = list(found)
    known = {(link.start, link.end): link for link in found}
    near: list[Link] = []
    over: list[Link] = []
    under: list[Link] = []
    stops: list[Link] = []
    for link in found:
        start, end = layout.boxes[link.start], layout.boxes[link.end]
        if link.end in layout.ends:
            stops.append(link)
        elif _is_near(start, end):
            near.append(_joined(link, known.get((link.end, link.start))))
        elif not _is_near(end, start):
            back = known.get((link.end, link.start))
            if back is None or start.column < end.column:
                (under if start.row or end.row else over).append(_joined(link, back))
        elif (link.end, link.start) not in known:
            (under if start.row or end.row else over).append(link)
    return Sorted(tuple(near), tuple(over), tuple(under), tuple(stops))


def _joined(link: Link, back: Link | None) -> Link:
    """Return one link for to and fro."""
    if back is None:
        return link
    return Link(link.start, link.end, link.arrows + back.arrows, both=True)


def _is_near(start: Box, end: Box) -> bool:
    """One column further, or lower in the same column."""
    if end.column == start.column:
        return end.row == start.row + 1
    return end.column == start.column + 1


def lanes(found: Iterable[Link], layout: Layout) -> list[tuple[Link, int]]:
    """Give each long link a lane of its own; shorter ones run nearer to the boxes."""
    spans = sorted(
        ((abs(_column(layout, each.end) - _column(layout, each.start)), each) for each in found),
        key=lambda pair: pair[0],
    )
    taken: list[list[tuple[int, int]]] = []
    chosen: list[tuple[Link, int]] = []
    for _span, link in spans:
        left, right = sorted((_column(layout, link.start), _column(layout, link.end)))
        lane = next(
            (n for n, used in enumerate(taken) if all(right <= a or b <= left for a, b in used)),
            len(taken),
        )
        if lane == len(taken):
            taken.append([])
        taken[lane].append((left, right))
        chosen.append((link, lane))
    return chosen


def _column(layout: Layout, state: str) -> int:
    return layout.boxes[state].column


def routes(found: Sorted, layout: Layout) -> Iterator[Route]:
    """Return the way of every link."""
    for link in found.near:
        yield _near(link, layout)
    for link, lane in lanes(found.over, layout):
        yield _over(link, layout, lane)
    for link, lane in lanes(found.under, layout):
        yield _under(link, layout, lane)
    for number, end in enumerate(layout.ends):
        stops = [link for link in found.stops if link.end == end]
        yield from _line(stops, layout, layout.boxes[end], number)


def _near(link: Link, layout: Layout) -> Route:
    start, end = layout.boxes[link.start], layout.boxes[link.end]
    if end.column == start.column:
        return Route(link, f"M{start.centre:g} {start.bottom:g} V{end.y:g}", "straight")
    middle = (start.right + end.x) / 2
    if start.row == end.row:
        path = f"M{start.right:g} {start.middle:g} H{end.x:g}"
        return Route(link, path, "straight", (middle, start.middle))
    if start.row < end.row and not _stands_below(start, end.row, layout):
        x = start.right - CORNER_OF_BOX
        path = (
            f"M{x:g} {start.bottom:g} V{end.middle - CORNER:g}"
            f" Q{x:g} {end.middle:g} {x + CORNER:g} {end.middle:g} H{end.x:g}"
        )
        return Route(link, path, "bend")
    path = (
        f"M{start.right:g} {_port(start):g} C{middle:g} {_port(start):g} {middle:g}"
        f" {end.middle:g} {end.x:g} {end.middle:g}"
    )
    return Route(link, path, "bend")


def _stands_below(start: Box, row: int, layout: Layout) -> bool:
    """Say whether a box stands in the way straight down to ``row``."""
    return any(
        box.column == start.column and start.row < box.row <= row for box in layout.boxes.values()
    )


def _over(link: Link, layout: Layout, lane: int) -> Route:
    start, end = layout.boxes[link.start], layout.boxes[link.end]
    y = layout.top - 16 - lane * LANE
    onward = 1 if end.x > start.x else -1
    x1, x2 = start.centre + onward * SPREAD, end.centre - onward * SPREAD
    path = (
        f"M{x1:g} {start.y:g} V{y + CORNER:g} Q{x1:g} {y:g} {x1 + onward * CORNER:g} {y:g}"
        f" H{x2 - onward * CORNER:g} Q{x2:g} {y:g} {x2:g} {y + CORNER:g} V{end.y:g}"
    )
    return Route(link, path, "over")


def _under(link: Link, layout: Layout, lane: int) -> Route:
    start, end = layout.boxes[link.start], layout.boxes[link.end]
    y = layout.under + lane * LANE
    x1, x2 = start.right + 12 + 4 * lane, end.x - 12 - 4 * lane
    onward = 1 if x2 > x1 else -1
    path = (
        f"M{start.right:g} {_port(start):g} H{x1 - CORNER:g}"
        f" Q{x1:g} {_port(start):g} {x1:g} {_port(start) + CORNER:g} V{y - CORNER:g}"
        f" Q{x1:g} {y:g} {x1 + onward * CORNER:g} {y:g} H{x2 - onward * CORNER:g}"
        f" Q{x2:g} {y:g} {x2:g} {y - CORNER:g} V{_port(end) + CORNER:g}"
        f" Q{x2:g} {_port(end):g} {x2 + CORNER:g} {_port(end):g} H{end.x:g}"
    )
    return Route(link, path, "under")


def _port(box: Box) -> float:
    """Where arrows to the bottom leave a box: lower than those along the row."""
    return box.bottom - 13


def _line(stops: list[Link], layout: Layout, end: Box, number: int) -> Iterator[Route]:
    """Draw the line to a bad end, and from each state that leads there a way down to it."""
    if not stops:
        return
    joins = []
    for link in stops:
        start = layout.boxes[link.start]
        x = start.right + 14 + number * STOP_GAP
        joins.append((x, link))
        path = (
            f"M{start.right:g} {_port(start):g} H{x - CORNER:g}"
            f" Q{x:g} {_port(start):g} {x:g} {_port(start) + CORNER:g} V{end.middle:g}"
        )
        yield Route(link, path, "stop", (x, end.middle))
    first, link = min(joins, key=lambda each: each[0])
    path = f"M{first:g} {end.middle:g} H{end.x:g}"
    beside = first + STOP_GAP * (len(layout.ends) - number) + 6
    yield Route(link, path, "line", (beside, end.middle - 5))
