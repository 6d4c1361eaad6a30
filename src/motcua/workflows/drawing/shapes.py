"""What is painted: boxes, dials, brackets, arrows, as SVG.

Colours and weights are attributes, so that the picture is right by itself (in
a mail, in a file); pages change them through the classes.  There is no style
and no script inside, which the pages' security rules would refuse anyway.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

from motcua.words import Sentence, _, several, translate
from motcua.workflows.definition import Action, Definition, State
from motcua.workflows.drawing.layout import BRACKET, LINE, PADDING, SMALL_LINE, WIDTH, Box
from motcua.workflows.drawing.routes import Route

INK, MUTED, HAIR, PAPER = "#16202c", "#5b6775", "#8b96a3", "#ffffff"
ACCENT, TINT, CHANGED, CHANGED_TINT = "#0b6e6e", "#e3f1f0", "#b54708", "#fdf0e3"
GOOD, BAD, GONE = "#067647", "#b42318", "#475467"
FONT = "Be Vietnam Pro, system-ui, sans-serif"

OUTCOMES = {"success": GOOD, "failure": BAD, "cancelled": GONE}

CLOCKS: dict[str, Sentence] = {
    "running": _("the clock runs"),
    "paused": _("the clock is paused"),
    "stopped": _("the clock is stopped"),
}
OUTCOME_WORDS: dict[str, Sentence] = {
    "success": _("ends with a result"),
    "failure": _("ends without a result"),
    "cancelled": _("cancelled"),
}


def tag(name: str, content: str = "", /, **attributes: object) -> str:
    """Write an element; ``_`` in a name stands for ``-``, a leading ``class_`` for ``class``."""
    written = "".join(
        f" {key.rstrip('_').replace('_', '-')}={quoteattr(_number(value))}"
        for key, value in attributes.items()
        if value not in (None, "")
    )
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _number(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def text(lines: Iterable[str], x: float, y: float, step: float, **attributes: object) -> str:
    """Write lines of text below each other, the first one at ``y``."""
    spans = "".join(
        tag("tspan", escape(line), x=x, y=y + number * step) for number, line in enumerate(lines)
    )
    return tag("text", spans, **attributes)


def state_shape(box: Box, language: str, current: str, changed: Iterable[str]) -> str:
    """Paint a state: its shape says whether it ends, its dial whether time is counted."""
    state = box.state
    is_current, is_changed = state.id == current, state.id in set(changed)
    classes = ["wf-state", f"wf-{state.final or state.clock}"]
    classes += ["wf-automatic"] if state.auto else []
    classes += ["wf-current"] if is_current else []
    classes += ["wf-changed"] if is_changed else []
    parts = [
        tag("title", escape(told(state, language))),
        _outline(box, is_current, is_changed),
        _title(box),
        _below(box, language),
    ]
    if not state.final:
        parts.append(_dial(state.clock, box.x + PADDING + 4, box.y + PADDING + 7))
    return tag("g", "".join(parts), class_=" ".join(classes))


def told(state: State, language: str) -> str:
    """Say a state in one sentence: what hovers over the box and what a reader reads out."""
    parts: list[Sentence] = [state.title]
    parts.append(OUTCOME_WORDS.get(state.final) or CLOCKS.get(state.clock, state.clock))
    if state.within:
        parts.append(_("limit: ${term}", mapping={"term": state.within.said}))
    return ", ".join(translate(part, language) for part in parts)


def _outline(box: Box, is_current: bool, is_changed: bool) -> str:
    state = box.state
    line = ACCENT if is_current else CHANGED if is_changed else OUTCOMES.get(state.final, MUTED)
    fill = TINT if is_current else CHANGED_TINT if is_changed else PAPER
    look: dict[str, object] = {
        "class_": "wf-box",
        "fill": fill,
        "stroke": line,
        "stroke_width": 3 if is_current else 1.5,
        "stroke_dasharray": "5 3" if state.auto or state.final == "cancelled" else None,
    }
    if state.final == "failure":
        return tag("polygon", points=_octagon(box, 12), **look)
    radius = box.height / 2 if state.final else 6.0
    shape = tag("rect", x=box.x, y=box.y, width=WIDTH, height=box.height, rx=radius, **look)
    if state.final == "success":
        inner = {**look, "fill": "none", "stroke_width": 1}
        shape += tag(
            "rect",
            x=box.x + 4,
            y=box.y + 4,
            width=WIDTH - 8,
            height=box.height - 8,
            rx=radius - 4,
            **inner,
        )
    return shape


def _octagon(box: Box, cut: float) -> str:
    left, top, right, bottom = box.x, box.y, box.right, box.bottom
    corners = (
        (left + cut, top),
        (right - cut, top),
        (right, top + cut),
        (right, bottom - cut),
        (right - cut, bottom),
        (left + cut, bottom),
        (left, bottom - cut),
        (left, top + cut),
    )
    return " ".join(f"{x:g},{y:g}" for x, y in corners)


def _title(box: Box) -> str:
    final = bool(box.state.final)
    x = box.centre if final else box.x + PADDING + 20
    return text(
        box.lines,
        x,
        box.y + PADDING + 12,
        LINE,
        class_="wf-title",
        font_size=13,
        font_weight=600,
        fill=INK,
        text_anchor="middle" if final else None,
    )


def _below(box: Box, language: str) -> str:
    """Write the limit of the step under its title."""
    state = box.state
    said = state.within.said if state.within else _("by itself") if state.auto else ""
    if not said:
        return ""
    y = box.y + PADDING + LINE * len(box.lines) + SMALL_LINE - 4
    x = box.centre if state.final else box.x + PADDING + 20
    return text(
        [translate(said, language)], x, y, SMALL_LINE, class_="wf-limit", font_size=11, fill=MUTED
    )


def _dial(clock: str, x: float, y: float) -> str:
    """Paint a small clock: running, paused by two bars, stopped by a square."""
    face = tag("circle", cx=x, cy=y, r=7, fill=PAPER, stroke=MUTED, stroke_width=1.3)
    if clock == "running":
        hand = tag(
            "path",
            d=f"M{x:g} {y - 4.5:g} V{y:g} L{x + 3:g} {y + 2:g}",
            fill="none",
            stroke=ACCENT,
            stroke_width=1.5,
            stroke_linecap="round",
        )
    elif clock == "paused":
        hand = tag(
            "path",
            d=f"M{x - 2:g} {y - 3:g} V{y + 3:g} M{x + 2:g} {y - 3:g} V{y + 3:g}",
            stroke=CHANGED,
            stroke_width=1.8,
        )
    else:
        hand = tag("rect", x=x - 2.5, y=y - 2.5, width=5, height=5, fill=GONE)
    return tag("g", face + hand, class_="wf-dial")


def bracket_shape(box: Box, definition: Definition, language: str) -> Iterator[str]:
    """Paint, under a state, whom it asks: a bracket, and a dot for each body."""
    for number, id in enumerate(box.state.consult):
        asked = definition.consultations.get(id)
        if asked is None:
            continue
        y = box.bottom + 5 + number * BRACKET
        left, right = box.x + 10, box.right - 34
        bracket = tag(
            "path",
            d=f"M{left:g} {y:g} V{y + 5:g} H{right:g} V{y:g}",
            fill="none",
            stroke=HAIR,
        )
        dots = "".join(
            tag(
                "circle",
                cx=left + 6 + each * 12,
                cy=y + 13.0,
                r=3.5,
                fill=ACCENT if body.required else PAPER,
                stroke=ACCENT,
            )
            for each, body in enumerate(asked.bodies[:MOST_DOTS])
        )
        said = textwrap.shorten(asked.title.said_in(language), 22, placeholder="…")
        label = text(
            [said],
            left,
            y + (28.0 if asked.bodies else 18.0),
            SMALL_LINE,
            class_="wf-consultation-title",
            font_size=11,
            fill=MUTED,
        )
        count = several(_("${n} body asked"), _("${n} bodies asked"), len(asked.bodies))
        title = tag(
            "title",
            escape(f"{asked.title.said_in(language)}: {translate(count, language)}"),
        )
        yield tag("g", title + bracket + dots + label, class_="wf-consultation")


MOST_DOTS = 10
"""A bracket has room for this many."""


def route_shape(route: Route, to: State, marker: str, language: str, is_main: bool) -> str:
    """Paint an arrow; what it stands for is told when one points at it."""
    link = route.link
    look: dict[str, object] = {
        "class_": f"wf-way wf-{link.kind}" + (" wf-main" if is_main else ""),
        "d": route.path,
        "fill": "none",
        "stroke": INK if is_main else HAIR,
        "stroke_width": 1.8 if is_main else 1.2,
        "stroke_dasharray": {"late": "5 4", "auto": "2 3"}.get(link.kind),
        "marker_end": None if route.manner == "stop" else f"url(#{marker})",
        "marker_start": f"url(#{marker})" if link.both else None,
    }
    if route.manner == "line":
        return tag("path", **{**look, "stroke_dasharray": None}) + _destination(route, to, language)
    path = tag("path", tag("title", escape(_told_way(route, language))), **look)
    if route.manner == "stop" and route.label_at:
        x, y = route.label_at
        path += tag("circle", cx=x, cy=y, r=2.5, fill=HAIR)
    return path + (_label(route, language) if is_main and link.kind == "action" else "")


def _destination(route: Route, to: State, language: str) -> str:
    """Say at the beginning of a line where it leads: its end may be far away."""
    x, y = route.label_at or (0.0, 0.0)
    said = f"→ {to.title.said_in(language)}"
    return text([said], x, y, 12, class_="wf-way-title", font_size=10.5, fill=MUTED)


def _told_way(route: Route, language: str) -> str:
    return "; ".join(dict.fromkeys(way_said(arrow.node, language) for arrow in route.link.arrows))


def way_said(node: object, language: str) -> str:
    """Say what takes a case along an arrow."""
    if isinstance(node, Action):
        return node.title.said_in(language)
    by_itself = hasattr(node, "otherwise")
    return translate(_("by itself") if by_itself else _("when the limit has passed"), language)


def _label(route: Route, language: str) -> str:
    """Write the name of the first action above a straight arrow."""
    x, y = route.label_at or (0.0, 0.0)
    lines = textwrap.wrap(way_said(route.link.arrows[0].node, language), 12)[:3]
    top = y - 8 - (len(lines) - 1) * 12
    return text(
        lines, x, top, 12, class_="wf-way-title", font_size=10.5, fill=MUTED, text_anchor="middle"
    )


def start_shape(box: Box, marker: str) -> str:
    """Paint the point from which everything begins."""
    x = box.x - 26
    return tag("circle", cx=x, cy=box.middle, r=5, fill=INK, class_="wf-start") + tag(
        "path",
        d=f"M{x + 5:g} {box.middle:g} H{box.x:g}",
        stroke=INK,
        stroke_width=1.8,
        marker_end=f"url(#{marker})",
    )


def marker_shape(marker: str) -> str:
    """Describe the head of an arrow; it turns with its line."""
    head = tag("path", d="M0 0.8 L8 4 L0 7.2 Z", fill=MUTED)
    return tag(
        "defs",
        tag(
            "marker",
            head,
            id=marker,
            viewBox="0 0 8 8",
            refX=7.5,
            refY=4,
            markerWidth=8,
            markerHeight=8,
            markerUnits="userSpaceOnUse",
            orient="auto-start-reverse",
        ),
    )
