"""Plain values written as the text of a procedure file, with remarks where somebody must look."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import yaml

from motcua.workflows.exchange.plain import Tree
from motcua.workflows.problems import Found
from motcua.workflows.reading.nodes import compose, text_of

PLAIN = re.compile(r"[^\W_](?:[\w .;!?()/%+’“”–-]|,(?= )|:(?! |$))*", re.UNICODE)
"""What needs no quotes, outside of brackets."""
PLAIN_INSIDE = re.compile(r"[^\W_](?:[\w .;!?()/%+’“”–-])*", re.UNICODE)
"""And inside of them."""
WIDE = 100
INDENT = "  "

Path = tuple[str, ...]
Remarks = Mapping[Path, list[str]]


def written(tree: Tree, remarks: Remarks | None = None) -> str:
    """Return the text of a file; ``remarks`` stand as comments above what they speak of."""
    lines: list[str] = []
    for number, (key, value) in enumerate(tree.items()):
        if isinstance(value, dict) and number:
            lines.append("")
        lines += _entry((key,), value, remarks or {}, "")
    return "\n".join(lines) + "\n"


def _entry(path: Path, value: Any, remarks: Remarks, indent: str) -> Iterator[str]:
    for remark in remarks.get(path, ()):
        for line in remark.splitlines():
            yield f"{indent}# {line}"
    key = f"{indent}{_scalar(path[-1], PLAIN_INSIDE)}:"
    inline = _inline(value)
    if len(key) + len(inline) < WIDE and _fits(path, value, remarks):
        yield f"{key} {inline}"
    elif isinstance(value, dict):
        yield key
        for number, (name, part) in enumerate(value.items()):
            if number and path == ("states",):
                yield ""
            yield from _entry((*path, name), part, remarks, indent + INDENT)
    elif isinstance(value, list):
        yield key
        for part in value:
            yield from _item(part, indent + INDENT)
    else:
        yield f"{key} {_scalar(value, PLAIN)}"


def _fits(path: Path, value: Any, remarks: Remarks) -> bool:
    """Say whether a value may stand on the line of its key: a block of the file does not."""
    if any(other[: len(path)] == path and other != path for other in remarks):
        return False
    return len(path) > 1 or not isinstance(value, dict) or set(value) <= {"vi", "en"}


def _item(value: Any, indent: str) -> Iterator[str]:
    inline = _inline(value)
    if isinstance(value, dict) and len(indent) + len(inline) >= WIDE:
        sign = "- "
        for key, part in value.items():
            yield f"{indent}{sign}{_scalar(key, PLAIN_INSIDE)}: {_inline(part)}"
            sign = INDENT
    else:
        yield f"{indent}- {inline}"


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        parts = (f"{_scalar(key, PLAIN_INSIDE)}: {_inline(part)}" for key, part in value.items())
        return f"{{{', '.join(parts)}}}"
    if isinstance(value, list):
        return f"[{', '.join(_inline(part) for part in value)}]"
    return _scalar(value, PLAIN_INSIDE)


def _scalar(value: str, plain: re.Pattern[str]) -> str:
    if plain.fullmatch(value) and not value.endswith(" "):
        return value
    return json.dumps(value, ensure_ascii=False)


def read_tree(text: str) -> Tree | None:
    """Return the plain values of a piece of text; ``None`` where it cannot be read safely."""
    found = Found()
    _text, node = compose(text, found)
    if node is None or found.in_order():
        return None
    told = _value(node)
    assert isinstance(told, dict)
    return told


def _value(node: yaml.Node) -> Any:
    if isinstance(node, yaml.MappingNode):
        return {
            text_of(key): _value(value)
            for key, value in node.value
            if isinstance(key, yaml.ScalarNode)
        }
    if isinstance(node, yaml.SequenceNode):
        return [_value(each) for each in node.value]
    return text_of(node) if isinstance(node, yaml.ScalarNode) else ""
