"""Giving something another id, here and wherever it is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import yaml

from motcua.words import _
from motcua.workflows.definition import PARTS
from motcua.workflows.editing import writing
from motcua.workflows.editing.changes import new_id, put, value
from motcua.workflows.editing.places import CannotEdit, Path, Slot, Tree, shown, written_short
from motcua.workflows.reading.consultations import FIELD_WORDS
from motcua.workflows.reading.nodes import text_of
from motcua.workflows.shapes import LISTS, Kind

NAMED = {
    ("states", 2): "states",
    ("roles", 2): "roles",
    ("fields", 2): "fields",
    ("papers", 2): "papers",
    ("consultations", 2): "consultations",
    ("anywhere", 2): "actions",
    ("states", 4): "actions",
    ("fields", 4): "choices",
}
"""What an id at the end of a path is that of, by the first step and the length of the path."""


class Mention(NamedTuple):
    """A place where something is named."""

    node: yaml.ScalarNode
    flow: bool
    before: str = ""
    after: str = ""
    """What stands around the name in the same value, as ``?`` or ``field``."""


def rename(text: str, path: Path, new: str) -> str:
    """Return the text in which what stands at ``path`` has another id, in every mention too."""
    tree = Tree(text)
    slot = tree.slot(path)
    old = str(path[-1])
    what = NAMED.get((str(path[0]), len(path)), "")
    if not what or slot.key is None or slot.in_short:
        raise CannotEdit(_("“${name}” is no id.", mapping={"name": shown(path)}))
    if what == "roles" and old in PARTS:
        raise CannotEdit(
            _("“${name}” is a part in every case: its id stays.", mapping={"name": old})
        )
    if old == new:
        return text
    new_id(text, (*path[:-1], new))
    assert isinstance(slot.key, yaml.ScalarNode)
    places = [Mention(slot.key, tree.slot(path[:-1]).is_flow), *_mentions(tree, what, path)]
    mentions = {each.node.start_mark.index: each for each in places}
    shared = what == "actions" and _is_shared(tree, path)
    changed = text
    for start in sorted(mentions, reverse=True):
        changed = _renamed(changed, mentions[start], new)
    if shared:
        changed = _with_both(text, changed, old, new)
    if what == "roles" and not value(text, path).get("role"):
        changed = put(changed, ("roles", new, "role"), old)
    value(changed)
    return changed


def _renamed(text: str, mention: Mention, new: str) -> str:
    node = mention.node
    quote = node.style if node.style in ("'", '"') else ""
    said = writing.scalar(
        mention.before + new + mention.after, flow=mention.flow and bool(quote), quote=quote
    )
    return text[: node.start_mark.index] + said + text[node.end_mark.index :]


def _mentions(tree: Tree, what: str, path: Path) -> Iterator[Mention]:
    """Return every place that names what stands at ``path``."""
    name = str(path[-1])
    if what == "choices":
        yield from _choices(tree, str(path[1]), name)
        return
    for slot in tree.every():
        if what not in slot.shape.names or (what == "fields" and _means_role(tree, slot, name)):
            continue
        if slot.shape.kind is Kind.CONDITIONS or (
            slot.shape.kind is Kind.VALUES and what == "fields"
        ):
            yield from _keys(slot, name)
        elif isinstance(slot.node, yaml.ScalarNode) and not slot.in_short:
            yield from _in_value(slot, name)
    if what == "fields":
        yield from _bodies(tree, name)


def _means_role(tree: Tree, slot: Slot, name: str) -> bool:
    """Say whether a name that could be a role or a field is that of a role, which comes first."""
    return "roles" in slot.shape.names and not tree.walk(("roles", name))[1]


def _in_value(slot: Slot, name: str) -> Iterator[Mention]:
    assert isinstance(slot.node, yaml.ScalarNode)
    if slot.shape.kind in LISTS and written_short(slot) and slot.is_empty:
        return
    said = text_of(slot.node)
    if said == name:
        yield Mention(slot.node, slot.flow)
    elif said.removesuffix("?").strip() == name:
        yield Mention(slot.node, slot.flow, after="?")


def _keys(slot: Slot, name: str) -> Iterator[Mention]:
    """Return the keys of conditions, or of ``set``, that name a field."""
    for key, _value, flow in _lines(slot, name):
        yield Mention(key, flow)


def _lines(slot: Slot, field: str) -> Iterator[tuple[yaml.ScalarNode, yaml.Node, bool]]:
    """Return each line that speaks of a field: its key, its value, and whether it is in braces."""
    maps = slot.node.value if isinstance(slot.node, yaml.SequenceNode) else [slot.node]
    for each in maps:
        if not isinstance(each, yaml.MappingNode):
            continue
        for key, said in each.value:
            if isinstance(key, yaml.ScalarNode) and text_of(key) == field:
                yield key, said, slot.is_flow or bool(each.flow_style)


def _bodies(tree: Tree, name: str) -> Iterator[Mention]:
    """Return the bodies that are named by a field of the case."""
    for slot in tree.every():
        is_unit = slot.path[:1] == ("consultations",) and slot.path[-1] == "unit"
        if is_unit and isinstance(slot.node, yaml.ScalarNode):
            said = text_of(slot.node)
            for word in FIELD_WORDS:
                if said.startswith(word) and said.removeprefix(word).strip() == name:
                    yield Mention(slot.node, slot.flow, before=word)


def _choices(tree: Tree, field: str, name: str) -> Iterator[Mention]:
    """Return where a choice of a field stands as a value: in conditions and in ``set``."""
    for slot in tree.every():
        if slot.shape.kind not in (Kind.CONDITIONS, Kind.VALUES) or not slot.shape.names:
            continue
        for _key, said, flow in _lines(slot, field):
            yield from _values(said, name, flow)


def _values(node: yaml.Node, name: str, flow: bool) -> Iterator[Mention]:
    values = node.value if isinstance(node, yaml.SequenceNode) else [node]
    for each in values:
        if isinstance(each, yaml.ScalarNode) and text_of(each) == name:
            yield Mention(each, flow)


def _is_shared(tree: Tree, path: Path) -> bool:
    """Say whether another state has an action of the same id."""
    return any(
        slot.path != path
        and slot.path[-1] == path[-1]
        and NAMED.get((str(slot.path[0]), len(slot.path))) == "actions"
        and (slot.path[0] == "anywhere" or slot.path[2] == "actions")
        for slot in tree.every()
        if slot.path
    )


def _with_both(text: str, changed: str, old: str, new: str) -> str:
    """Return the text in which duties stay apart from both actions that had one id.

    A mention in ``not_by_who_did`` means every action of that id.  If it meant
    only one of them afterwards, somebody might do what they must not.
    """
    tree = Tree(changed)
    for slot in tree.every():
        if slot.path and slot.path[-1] == "not_by_who_did" and len(slot.path) < 6:
            names = value(changed, slot.path)
            if new in names and old not in names:
                at = names.index(new)
                changed = put(changed, slot.path, [*names[:at], old, *names[at:]])
    return changed
