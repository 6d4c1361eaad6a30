"""Where something stands in the text of a procedure.

A place is named by English keys, ids and numbers of lines, whatever language
the text is written in: ``("states", "signing", "late", 1, "before")``.  A
value written in short stands at each place it means: the string under
``title`` is found at ``title`` and at ``title, vi``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

import yaml

from motcua.acting import Refusal
from motcua.words import Sentence, _
from motcua.workflows import keys
from motcua.workflows.problems import Found
from motcua.workflows.reading.nodes import compose, text_of
from motcua.workflows.shapes import (
    LISTS,
    PROCEDURE,
    SAID,
    SHAPES,
    TEXT,
    Kind,
    Shape,
    below,
)

Path = tuple[str | int, ...]


class CannotEdit(Refusal):
    """The text is not changed; the sentence says why, and what now."""


class Span(NamedTuple):
    """Where a value stands: for a cursor (from 1) and for a selection (from 0)."""

    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True)
class Slot:
    """A place in the text, with what stands there."""

    path: Path
    shape: Shape
    node: yaml.Node
    key: yaml.Node | None = None
    """The key under which it stands; ``None`` in a list."""
    flow: bool = False
    """Whether it stands inside ``{…}`` or ``[…]``."""
    in_short: bool = False
    """Whether it is the same value as the one above, which is written in short."""

    @property
    def is_empty(self) -> bool:
        """Say whether nothing is written after the key."""
        return (
            isinstance(self.node, yaml.ScalarNode) and not self.node.style and not (self.node.value)
        )

    @property
    def is_flow(self) -> bool:
        """Say whether what is put into it stands inside ``{…}`` or ``[…]``."""
        return self.flow or bool(getattr(self.node, "flow_style", False))


@lru_cache(maxsize=3)
def _composed(text: str) -> tuple[Any, Found]:
    """Return what a text is made of; nobody changes it.

    Each change looks at the text before and after it several times, and what is
    after one change is before the next: that is most of what a change costs.
    """
    found = Found()
    _said, top = compose(text, found)
    return top, found


class Tree:
    """The text of a procedure, with the places in it."""

    def __init__(self, text: str):
        """Read ``text``; :class:`CannotEdit` where it cannot be read."""
        top, found = _composed(text)
        if top is None:
            raise _unreadable(found)
        self.text = text
        self.top = Slot((), PROCEDURE, top, flow=bool(top.flow_style))

    @cached_property
    def language(self) -> str:
        """In which language most keys are written."""
        return spoken(self.every())

    def every(self, above: Slot | None = None) -> Iterator[Slot]:
        """Return every place, in the order of the text, each after what it stands in."""
        above = above or self.top
        yield above
        for slot in self.inside(above):
            yield from self.every(slot)

    def inside(self, above: Slot) -> Iterator[Slot]:
        """Return the places right inside another one."""
        node, flow = above.node, above.is_flow
        if _is_condition(above):
            return
        if isinstance(node, yaml.MappingNode) and (short := written_short(above)):
            yield Slot(
                (*above.path, short),
                _under(above.shape, short),
                node,
                flow=above.flow,
                in_short=True,
            )
        elif isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                step = _step(above.shape, key)
                yield Slot((*above.path, step), _under(above.shape, step), value, key, flow)
        elif isinstance(node, yaml.SequenceNode):
            for number, value in enumerate(node.value, 1):
                yield Slot((*above.path, number), _under(above.shape, number), value, flow=flow)
        elif not above.is_empty and (one := written_short(above)):
            yield Slot(
                (*above.path, one), _under(above.shape, one), node, flow=above.flow, in_short=True
            )

    def walk(self, path: Path) -> tuple[list[Slot], Path]:
        """Return the places on the way to ``path`` that are there, and what is left of it."""
        way = [self.top]
        for number, step in enumerate(path):
            found = next((each for each in self.inside(way[-1]) if each.path[-1] == step), None)
            if found is None:
                return way, path[number:]
            way.append(found)
        return way, ()

    def slot(self, path: Path) -> Slot:
        """Return the place at ``path``, which must be there."""
        way, missing = self.walk(path)
        if missing:
            raise CannotEdit(
                _("There is no “${name}” in the text.", mapping={"name": shown(path)}),
                _("It may have been renamed or removed meanwhile; open the procedure again."),
            )
        return way[-1]


def place(text: str, path: Path) -> Span:
    """Return where the value at ``path`` stands in ``text``."""
    slot = Tree(text).slot(path)
    start = slot.node.start_mark.index
    before = text.rfind("\n", 0, start) + 1
    return Span(slot.node.start_mark.line + 1, start - before + 1, start, end_of(text, slot.node))


def end_of(text: str, node: yaml.Node) -> int:
    """Return where what ``node`` says ends, without the blanks and comments after it."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        if isinstance(last, tuple):
            return max(end_of(text, part) for part in last)
        return end_of(text, last)
    if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        said = text[node.start_mark.index : node.end_mark.index]
        return node.start_mark.index + len(said.rstrip())
    return int(node.end_mark.index)


def shown(path: Path) -> str:
    """Return a path as it is shown to people."""
    return ".".join(str(each)[:60] for each in path)


def written_short(slot: Slot) -> str | int:
    """Return the place inside a block that a value written in short stands for; empty if none."""
    kind, node = slot.shape.kind, slot.node
    if isinstance(node, yaml.SequenceNode) or _is_condition(slot):
        return ""
    scalar = isinstance(node, yaml.ScalarNode)
    if kind is Kind.BLOCK and slot.shape.short and (scalar or _is_label(node)):
        return slot.shape.short
    if kind in (Kind.ROWS, Kind.CONDITIONS) or (kind in LISTS and scalar):
        return 1
    if kind in SAID and scalar:
        return "vi"
    return ""


def _is_condition(slot: Slot) -> bool:
    """Say whether it is one condition: what is inside is looked at as a whole."""
    return slot.shape.kind is Kind.CONDITIONS and isinstance(slot.path[-1], int)


def _is_label(node: yaml.Node) -> bool:
    return (
        isinstance(node, yaml.MappingNode)
        and bool(node.value)
        and all(
            isinstance(key, yaml.ScalarNode) and keys.english("label", key.value)
            for key, _value in node.value
        )
    )


def spoken(slots: Iterable[Slot]) -> str:
    """Return in which language most keys of these places are written."""
    vietnamese = english = 0
    for slot in slots:
        if slot.shape.kind is not Kind.BLOCK or not isinstance(slot.node, yaml.MappingNode):
            continue
        for key, _value in slot.node.value:
            said = keys.plain(key.value) if isinstance(key, yaml.ScalarNode) else ""
            vietnamese += said in keys.BLOCKS[slot.shape.of].values()
            english += said in keys.BLOCKS[slot.shape.of]
    return "vi" if vietnamese > english else "en"


def _step(shape: Shape, key: yaml.Node) -> str:
    if not isinstance(key, yaml.ScalarNode):
        return ""
    said = text_of(key)
    if shape.kind is Kind.BLOCK:
        return keys.english(shape.of, said) or said
    if shape.kind in SAID:
        return keys.english("label", said) or said
    if shape.kind is Kind.ANSWERS:
        return keys.meaning("answers", said)
    return said


def _under(shape: Shape, step: str | int) -> Shape:
    """Return what may stand at ``step`` of a place."""
    if shape.kind is Kind.BLOCK:
        return SHAPES[shape.of].get(str(step), TEXT)
    if shape.kind in SAID:
        return TEXT
    if shape.kind is Kind.CONDITIONS:
        return shape
    if isinstance(step, int) and shape.kind is not Kind.ROWS:
        return Shape(Kind.TEXT, shape.of, names=shape.names)
    return below(shape)


def shape_at(path: Path) -> Shape:
    """Return what may stand at ``path``, whether or not anything stands there."""
    shape = PROCEDURE
    for step in path:
        if shape.kind is Kind.BLOCK and step not in SHAPES[shape.of]:
            raise CannotEdit(_("I do not know “${key}”.", mapping={"key": str(step)[:80]}))
        shape = _under(shape, step)
    return shape


def _unreadable(found: Found) -> CannotEdit:
    problem = found.in_order()[0]
    sentence: Sentence = _(
        "The text cannot be changed as a form while it cannot be read. Line ${line}: ${problem}",
        mapping={"line": str(problem.line), "problem": problem.said},
    )
    return CannotEdit(sentence, _("Mend it in the text first."))
