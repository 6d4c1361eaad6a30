"""The picture of a procedure, and the same in words.

Both are pure functions of the definition: there are no positions to keep, so
the picture can never say something else than the text.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from xml.sax.saxutils import escape

from motcua.words import Sentence, _, translate
from motcua.workflows.definition import BACK, SAME, Action, Definition, State
from motcua.workflows.drawing import shapes
from motcua.workflows.drawing.layout import MARGIN, WIDTH, Layout, laid_out
from motcua.workflows.drawing.routes import (
    LANE,
    Link,
    Sorted,
    lanes,
    links,
    routes,
    sorted_links,
)
from motcua.workflows.drawing.shapes import tag
from motcua.workflows.graph import Graph


def svg(
    definition: Definition,
    language: str = "vi",
    current: str = "",
    changed: Collection[str] = (),
) -> str:
    """Draw the procedure; ``current`` is emphasised, states in ``changed`` are marked."""
    graph = Graph(definition)
    found = links(graph)
    layout = laid_out(definition, graph, language, over=0, under=0)
    ways = sorted_links(found, layout)
    over, under = _lanes(ways.over, layout), _lanes(ways.under, layout)
    layout = laid_out(definition, graph, language, over * LANE + 14, under * LANE + 8)
    ways = sorted_links(found, layout)
    return _painted(definition, layout, ways, language, current, changed)


def _lanes(found: Iterable[Link], layout: Layout) -> int:
    return max((lane for _link, lane in lanes(found, layout)), default=-1) + 1


def _painted(
    definition: Definition,
    layout: Layout,
    ways: Sorted,
    language: str,
    current: str,
    changed: Collection[str],
) -> str:
    name = f"wf-{(definition.digest or definition.id)[:8]}"
    marker = f"{name}-head"
    boxes = layout.boxes.values()
    parts = [
        tag("title", escape(definition.title.said_in(language)), id=f"{name}-title"),
        tag("desc", escape(_described(definition, language)), id=f"{name}-desc"),
        shapes.marker_shape(marker),
    ]
    on_main = set(zip(layout.main, layout.main[1:], strict=False))
    for route in routes(ways, layout):
        is_main = (route.link.start, route.link.end) in on_main
        to = layout.boxes[route.link.end].state
        parts.append(shapes.route_shape(route, to, marker, language, is_main))
    starts = [box for box in boxes if box.state.start]
    parts += [shapes.start_shape(box, marker) for box in starts]
    for box in boxes:
        parts.append(shapes.state_shape(box, language, current, changed))
        parts += shapes.bracket_shape(box, definition, language)
    width = max((box.right for box in boxes), default=WIDTH) + MARGIN
    bottoms = [box.bottom + shapes.BRACKET * len(box.state.consult) for box in boxes]
    height = max([*bottoms, layout.under]) + MARGIN
    return tag(
        "svg",
        "".join(parts),
        xmlns="http://www.w3.org/2000/svg",
        class_="wf-diagram",
        role="img",
        aria_labelledby=f"{name}-title {name}-desc",
        viewBox=f"0 0 {width:g} {height:g}",
        width=width,
        height=height,
        font_family=shapes.FONT,
    )


def _described(definition: Definition, language: str) -> str:
    sentence = _(
        "${n} steps.  The same is told in words in the list beside the picture.",
        mapping={"n": str(len(definition.states))},
    )
    return translate(sentence, language)


@dataclass(frozen=True)
class ToldWay:
    """One way on from a state, in words."""

    title: Sentence
    by: tuple[Sentence, ...]
    """Who; empty where it happens by itself."""
    to: Sentence


@dataclass(frozen=True)
class ToldState:
    """A state in words: what stands beside the picture, and instead of it."""

    id: str
    title: Sentence
    about: Sentence
    """Its clock, or how it ends."""
    limit: Sentence
    ways: tuple[ToldWay, ...]
    asks: tuple[Sentence, ...]
    """Consultations that may be opened here."""


def outline(definition: Definition) -> tuple[ToldState, ...]:
    """Return the procedure in words, in the order of the file."""
    return tuple(_told(definition, state) for state in definition.states.values())


def _told(definition: Definition, state: State) -> ToldState:
    asked = (definition.consultations.get(id) for id in state.consult)
    return ToldState(
        state.id,
        state.title,
        shapes.OUTCOME_WORDS.get(state.final) or shapes.CLOCKS.get(state.clock, ""),
        state.within.said if state.within else "",
        tuple(_ways(definition, state)),
        tuple(each.title for each in asked if each is not None),
    )


def _ways(definition: Definition, state: State) -> list[ToldWay]:
    ways = [
        ToldWay(action.title, _players(definition, action), _target(definition, action.to))
        for action in state.actions
    ]
    ways += [ToldWay(_("by itself"), (), _target(definition, rule.to)) for rule in state.auto]
    ways += [
        ToldWay(_("when the limit has passed"), (), _target(definition, rule.go))
        for rule in state.late
        if rule.go
    ]
    return ways


PARTS: dict[str, Sentence] = {
    "applicant": _("the applicant"),
    "assignee": _("whoever holds the case"),
    "partner": _("the body that was asked"),
}


def _players(definition: Definition, action: Action) -> tuple[Sentence, ...]:
    roles = definition.roles
    return tuple(
        roles[part].title if part in roles else PARTS.get(part, part) for part in action.by
    )


def _target(definition: Definition, target: str) -> Sentence:
    if target == BACK:
        return _("back to the step before")
    if target == SAME:
        return _("the same step")
    state = definition.states.get(target)
    return state.title if state else target
