"""Putting, removing, moving and adding: text in, text out."""

from __future__ import annotations

import re
from collections.abc import Callable
from copy import deepcopy
from itertools import pairwise
from typing import Any

import yaml

from motcua.words import _
from motcua.workflows import keys
from motcua.workflows.editing import rewriting, surgery, writing
from motcua.workflows.editing.meaning import WORDS, Meaning, said_at, wanted
from motcua.workflows.editing.places import (
    CannotEdit,
    Path,
    Slot,
    Tree,
    shape_at,
    shown,
)
from motcua.workflows.reading.pairs import ID
from motcua.workflows.shapes import LISTS, Kind, Shape

Change = Callable[[str], str]


def value(text: str, path: Path = ()) -> Meaning:
    """Return what stands at ``path``: texts, lists and mappings, with keys in English."""
    tree = Tree(text)
    return said_at(tree, tree.slot(path))


def put(text: str, path: Path, value: object) -> str:
    """Return the text with ``value`` at ``path``, and nothing else changed.

    A list or a mapping replaces what stood there as a whole, item by item and
    key by key, so that what stays the same stays as it is written.  ``None``
    and empty values remove.  What is missing on the way is created.
    """
    if value is None or (not value and value is not False and value != 0 and not _is_block(path)):
        return remove(text, path) if not Tree(text).walk(path)[1] else text
    if _is_condition(path):
        return put(text, path[:-1], _conditions(text, path, value))
    meaning = wanted(shape_at(path), value)
    return _sure(text, lambda each: _put(each, path, meaning), _after_put(path, meaning))


def remove(text: str, path: Path) -> str:
    """Return the text without what stands at ``path``; a key left with nothing goes too."""
    Tree(text).slot(path)
    if _is_condition(path):
        return put(text, path[:-1], _conditions(text, path))
    return _sure(text, lambda each: _remove(each, path), _after_remove(path))


def _is_condition(path: Path) -> bool:
    return bool(path) and shape_at(path).kind is Kind.CONDITIONS and isinstance(path[-1], int)


def _conditions(text: str, path: Path, *wanted: object) -> list[object]:
    """Return all conditions of a place, the one at ``path`` being replaced."""
    said = [] if Tree(text).walk(path[:-1])[1] else value(text, path[:-1])
    at = int(path[-1]) - 1
    if at > len(said):
        raise _no_such_line(path)
    return [*said[:at], *wanted, *said[at + 1 :]]


def move(text: str, path: Path, before: str | int = "", after: str | int = "") -> str:
    """Return the text with an entry before, or after, another one of the same place."""
    tree = Tree(text)
    slot, anchor = tree.slot(path), tree.slot((*path[:-1], before or after))
    siblings = list(tree.inside(tree.slot(path[:-1])))
    if slot.in_short:
        return text
    paths = [each.path for each in siblings]
    order = [number for number, each in enumerate(paths) if each != slot.path]
    if anchor.path != slot.path:
        place = order.index(paths.index(anchor.path)) + (0 if before else 1)
        order.insert(place, paths.index(slot.path))
        return _sure(
            text, lambda each: _reordered(each, path[:-1], order), _after_move(path[:-1], order)
        )
    return text


def add_state(text: str, id: str, title: object, *, after: str = "", **fields: Any) -> str:
    """Return the text with a new state: after another one, or before the final ones at the end."""
    new_id(text, ("states", id))
    states = value(text, ("states",))
    if not after:
        standing = [each for each, said in states.items() if "final" not in said]
        after = (standing or list(states) or [""])[-1]
    meaning = wanted(shape_at(("states", id)), {"title": title, **fields})
    at = list(states).index(after) + 1 if after else 0
    return _added(text, ("states", id), meaning, at)


def add_action(text: str, state: str, id: str, *, title: object, **fields: Any) -> str:
    """Return the text with a new action of ``state``; ``state`` may be ``anywhere``."""
    above: Path = ("anywhere",) if state == "anywhere" else ("states", state, "actions")
    if state != "anywhere":
        Tree(text).slot(("states", state))
    new_id(text, (*above, id))
    meaning = wanted(shape_at((*above, id)), {"title": title, **fields})
    return _added(text, (*above, id), meaning, None)


def _added(text: str, path: Path, meaning: Meaning, at: int | None) -> str:
    return _sure(text, lambda each: _put(each, path, meaning, at), _after_put(path, meaning))


def new_id(text: str, path: Path) -> None:
    """Refuse an id that is written wrongly, or that is there already."""
    id = str(path[-1])
    if not ID.fullmatch(id):
        raise CannotEdit(
            _(
                "The id “${id}”: small letters without marks, digits and ${sign} only,"
                " beginning with a letter.",
                mapping={"id": id[:80], "sign": "_"},
            )
        )
    if not Tree(text).walk(path)[1]:
        raise CannotEdit(
            _("There is a “${name}” already.", mapping={"name": shown(path)}),
            _("Choose another id."),
        )


# Doing it


def _put(text: str, path: Path, meaning: Meaning, at: int | None = None) -> str:
    tree = Tree(text)
    way, missing = tree.walk(path)
    if not missing:
        return _replace(tree, way, meaning)
    if any(isinstance(step, int) and step != 1 for step in missing[1:]):
        raise _no_such_line(path)
    nested = meaning
    for step in reversed(missing[1:]):
        nested = [nested] if isinstance(step, int) else {step: nested}
    step = missing[0]
    if isinstance(step, str):
        return surgery.insert_entry(tree, way, step, nested, at if len(missing) == 1 else None)
    count = len(list(tree.inside(way[-1])))
    if step != count + 1:
        raise _no_such_line(path)
    if way[-1].is_empty:
        return rewriting.rewrite(tree, way, [nested])
    return surgery.insert_item(tree, way, count, nested)


def _no_such_line(path: Path) -> CannotEdit:
    return CannotEdit(_("There is no “${name}” in the text.", mapping={"name": shown(path)}))


def _replace(tree: Tree, way: list[Slot], meaning: Meaning) -> str:
    slot = way[-1]
    said = said_at(tree, slot)
    if said == meaning:
        return tree.text
    short = writing.shortest(slot.shape, meaning)
    if isinstance(slot.node, yaml.ScalarNode) and not slot.is_empty and isinstance(short, str):
        return rewriting.change_scalar(tree, _spelt(way, slot), short)
    if isinstance(meaning, list) and isinstance(slot.node, yaml.SequenceNode) and said and meaning:
        return _change_list(tree.text, slot, said, meaning)
    if _is_mapping(tree, slot) and isinstance(meaning, dict) and said and meaning:
        return _change_mapping(tree.text, slot.path, said, meaning)
    return rewriting.rewrite(tree, way, meaning)


def _is_mapping(tree: Tree, slot: Slot) -> bool:
    """Say whether keys stand there, and not one value written in short."""
    is_mapping = isinstance(slot.node, yaml.MappingNode)
    return is_mapping and not any(each.in_short for each in tree.inside(slot))


def _spelt(way: list[Slot], slot: Slot) -> list[Slot]:
    """Return the way with the shape of a single value, for words in the language of the file."""
    shape = slot.shape
    if shape.kind in LISTS and shape.of:
        shape = Shape(Kind.NAME if shape.kind in WORDS else Kind.TEXT, shape.of)
    return [*way[:-1], Slot(slot.path, shape, slot.node, slot.key, slot.flow, slot.in_short)]


def _change_mapping(
    text: str, path: Path, said: dict[str, Meaning], meaning: dict[str, Meaning]
) -> str:
    for key, each in meaning.items():
        if each or key not in said:
            text = _put(text, (*path, key), each)
    for key in said:
        if key not in meaning:
            text = _remove(text, (*path, key))
    return text


def _change_list(text: str, slot: Slot, said: list[Meaning], meaning: list[Meaning]) -> str:
    """Change the places of a list that differ, and leave its beginning and its end alone."""
    wrapped = slot.shape.kind is Kind.CONDITIONS
    shortest = min(len(said), len(meaning))
    head = next((n for n in range(shortest) if said[n] != meaning[n]), shortest)
    tail = next(
        (n for n in range(shortest - head) if said[-1 - n] != meaning[-1 - n]), shortest - head
    )
    old, new = said[head : len(said) - tail], meaning[head : len(meaning) - tail]
    for number in range(len(old) - 1, len(new) - 1, -1):
        text = _remove(text, (*slot.path, head + number + 1))
    for number, each in enumerate(new):
        meant = [each] if wrapped else each
        if number < len(old):
            text = _put(text, (*slot.path, head + number + 1), meant)
        else:
            tree = Tree(text)
            text = surgery.insert_item(tree, tree.walk(slot.path)[0], head + number, meant)
    return text


def _remove(text: str, path: Path) -> str:
    tree = Tree(text)
    way, _missing = tree.walk(path)
    slot, above = way[-1], way[-2]
    siblings = list(tree.inside(above))
    if slot.in_short and _stays_empty(path[:-1]):
        return rewriting.rewrite(tree, way[:-1], {})
    if slot.in_short or (len(siblings) == 1 and not _stays_empty(path[:-1])):
        return _remove(text, path[:-1])
    return surgery.cut(tree, slot, siblings)


def _stays_empty(path: Path) -> bool:
    """Say whether a place stays when nothing is in it: what has an id, and what is required."""
    if not path or shape_at(path[:-1]).kind is Kind.BLOCKS:
        return True
    above = shape_at(path[:-1])
    return above.kind is Kind.BLOCK and path[-1] in keys.REQUIRED.get(above.of, ())


def _reordered(text: str, path: Path, order: list[int]) -> str:
    tree = Tree(text)
    return surgery.reorder(tree, list(tree.inside(tree.slot(path))), order)


# Being sure


def _sure(text: str, change: Change, expect: Callable[[Meaning], None]) -> str:
    """Return the changed text, having seen that it means what was wanted and nothing else."""
    unix = "\r\n" in text and not re.search(r"(?<!\r)\n", text)
    plain = text.replace("\r\n", "\n") if unix else text
    before, new = value(plain), change(plain)
    expect(before)
    if not _means(new, before):
        raise CannotEdit(
            _("This place of the text cannot be changed as a form."),
            _("Change it in the text."),
        )
    return new.replace("\n", "\r\n") if unix else new


def _means(text: str, meaning: Meaning) -> bool:
    try:
        return bool(without_nothing(value(text)) == without_nothing(meaning))
    except CannotEdit:
        return False


def without_nothing(said: Meaning) -> Meaning:
    """Return a meaning without keys under which nothing stands."""
    if isinstance(said, list):
        return [without_nothing(each) for each in said]
    if not isinstance(said, dict):
        return said
    inside = ((key, without_nothing(each)) for key, each in said.items())
    return {key: each for key, each in inside if each not in ("", [])}


def _after_put(path: Path, meaning: Meaning) -> Callable[[Meaning], None]:
    def change(said: Meaning) -> None:
        for step, following in pairwise(path):
            said = _under(said, step, [] if isinstance(following, int) else {})
        if isinstance(said, list) and isinstance(path[-1], int) and path[-1] == len(said) + 1:
            said.append(deepcopy(meaning))
        else:
            said[_index(path[-1])] = deepcopy(meaning)

    return change


def _after_remove(path: Path) -> Callable[[Meaning], None]:
    def change(said: Meaning) -> None:
        above = [said]
        for step in path[:-1]:
            above.append(above[-1][_index(step)])
        for number in range(len(path) - 1, -1, -1):
            del above[number][_index(path[number])]
            if above[number] or _stays_empty(path[:number]):
                return

    return change


def _after_move(path: Path, order: list[int]) -> Callable[[Meaning], None]:
    def change(said: Meaning) -> None:
        for step in path:
            said = said[_index(step)]
        if isinstance(said, list):
            said[:] = [said[number] for number in order]

    return change


def _under(said: Meaning, step: str | int, fresh: Meaning) -> Meaning:
    if isinstance(step, int) and step == len(said) + 1:
        said.append(fresh)
    elif isinstance(step, str):
        said.setdefault(step, fresh)
    return said[_index(step)]


def _index(step: str | int) -> str | int:
    return step - 1 if isinstance(step, int) else step


def _is_block(path: Path) -> bool:
    return shape_at(path).kind is Kind.BLOCK


__all__ = ["add_action", "add_state", "move", "put", "remove", "value"]
