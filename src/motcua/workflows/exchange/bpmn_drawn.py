"""What a BPMN file draws: its elements, the lines between them, and where these lead."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from motcua.words import _
from motcua.workflows.exchange.markup import CannotTakeIn, Element, attribute, name_of

MOST_PASSED = 50_000
"""Lines gone along while the ways between all steps are found."""


@dataclass
class Drawing:
    """What a file draws: elements by their id, and the ways between them."""

    elements: dict[str, Element] = field(default_factory=dict)
    out: dict[str, list[Element]] = field(default_factory=dict)
    into: dict[str, int] = field(default_factory=dict)
    steps: dict[str, str] = field(default_factory=dict)
    """Elements that are steps here: to ids of ours."""
    lanes: dict[str, str] = field(default_factory=dict)
    """Elements to the role in whose lane they stand."""
    timers: dict[str, list[Element]] = field(default_factory=dict)
    """Elements to the timers on their edge."""
    passed: int = 0
    """Lines gone along so far."""

    def kind(self, id: str) -> str:
        """Return what an element is; empty where there is none."""
        return name_of(self.elements[id]) if id in self.elements else ""


def drawing_of(process: Element) -> Drawing:
    """Return what a process draws."""
    drawing = Drawing()
    for element in process:
        id, kind = attribute(element, "id"), name_of(element)
        if kind == "sequenceFlow":
            drawing.out.setdefault(attribute(element, "sourceRef"), []).append(element)
            target = attribute(element, "targetRef")
            drawing.into[target] = drawing.into.get(target, 0) + 1
        elif id:
            drawing.elements[id] = element
        if kind == "boundaryEvent":
            drawing.timers.setdefault(attribute(element, "attachedToRef"), []).append(element)
    return drawing


def landings(id: str, drawing: Drawing) -> Iterator[tuple[str, tuple[Element, ...]]]:
    """Return every step that one gets to from an element, with the lines gone along.

    An element is passed once for each line chosen before it: a file full of
    gateways has more ways through it than anybody could count.
    """
    waiting: list[tuple[str, tuple[Element, ...], str]] = [(id, (), "")]
    seen: set[tuple[str, str]] = set()
    while waiting:
        here, before, branch = waiting.pop()
        ways = drawing.out.get(here, [])
        for way in ways:
            drawing.passed += 1
            if drawing.passed > MOST_PASSED:
                raise CannotTakeIn(_("The ways between the steps of this process are too tangled."))
            goal = attribute(way, "targetRef")
            chosen = attribute(way, "id") if len(ways) > 1 else branch
            if goal in drawing.steps:
                yield drawing.steps[goal], (*before, way)
            elif goal in drawing.elements and (goal, chosen) not in seen:
                seen.add((goal, chosen))
                waiting.append((goal, (*before, way), chosen))
