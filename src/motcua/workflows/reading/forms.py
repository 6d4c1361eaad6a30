"""Reading what people hand in and fill in: papers, fields, forms, fees, legal grounds."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TypeVar

import yaml

from motcua.words import Label, _
from motcua.workflows import keys, standing
from motcua.workflows.definition import Asked, Condition, Fee, Field, LegalGround, Paper
from motcua.workflows.reading.blocks import Block, label
from motcua.workflows.reading.nodes import line_of, text_of, values_of
from motcua.workflows.reading.pairs import named

Described = TypeVar("Described", Field, Paper)

AMOUNT = re.compile(r"(\d{1,3}(?:\.\d{3}){1,3}|\d{1,12})(?: ?(?:đ|đồng|vnd))?", re.IGNORECASE)
"""As ``50000``, ``50.000`` or ``50.000 đồng``: a point stands between thousands."""


class Vocabulary:
    """The fields and papers a file describes, and the standing ones it uses."""

    def __init__(self, top: Block):
        self.fields = {id: field(id, block) for id, block in top.blocks("fields")}
        self.papers = {id: _paper(id, block) for id, block in top.blocks("papers")}

    def field(self, id: str) -> Field | None:
        """Return a field by its id, taking over a standing one at its first use."""
        return _known(id, self.fields, standing.FIELDS)

    def value(self, field: str, said: str) -> str:
        """Return a value of a field as it is stored, whichever language it is written in."""
        known = self.field(field)
        if known is not None and known.kind == "yes_no":
            return keys.meaning("yes or no", said)
        return said

    def asked(self, block: Block, key: str) -> tuple[Asked, ...]:
        """Return the fields that a form asks; ``?`` after a name makes it optional."""
        asked = []
        for said in block.texts(key):
            id = said.removesuffix("?").strip()
            known = self.field(id)
            required = not said.endswith("?") and (known is None or known.required)
            asked.append(Asked(id, required))
        return tuple(asked)

    def needed(self, block: Block) -> tuple[str, ...]:
        """Return the papers that an action needs."""
        needs = block.texts("needs")
        for id in needs:
            _known(id, self.papers, standing.PAPERS)
        return needs

    def conditions(self, block: Block) -> tuple[Condition, ...]:
        """Return what ``when`` demands: names of conditions, and fields with their values."""
        if "when" not in block:
            return ()
        conditions: list[Condition] = []
        for node in values_of(block.node("when")):
            if isinstance(node, yaml.MappingNode):
                conditions += self._fields_with_values(block, node)
            elif isinstance(node, yaml.ScalarNode):
                conditions.append(Condition(name=text_of(node), line=line_of(node)))
            else:
                block.note("D05", line_of(node), _("A list cannot stand inside this list."))
        return tuple(conditions)

    def filled(self, block: Block) -> Mapping[str, str]:
        """Return the fields that ``set`` fills, with their values."""
        return MappingProxyType(
            {
                id: keys.meaning("set", self.value(id, text_of(node)))
                for id, node, _line, _path in block.entries("set")
                if isinstance(node, yaml.ScalarNode)
            }
        )

    def _fields_with_values(self, block: Block, node: yaml.MappingNode) -> list[Condition]:
        return [
            Condition(field=id, values=tuple(self._values(id, value)), line=line)
            for id, value, line, _path in named(node, block.source, block.at("when"))
        ]

    def _values(self, field: str, node: yaml.Node) -> list[str]:
        values = [each for each in values_of(node) if isinstance(each, yaml.ScalarNode)]
        return [self.value(field, text_of(each)) for each in values]


def _known(
    id: str, described: dict[str, Described], ready: Mapping[str, Described]
) -> Described | None:
    if id not in described and id in ready:
        described[id] = ready[id]
    return described.get(id)


def field(id: str, block: Block) -> Field:
    """Return what is filled in, or answered, under that id."""
    return Field(
        id,
        block.title(_("Field “${id}”", mapping={"id": id}), id),
        kind=block.word("kind", "choice" if "choices" in block else "text"),
        choices=tuple(choices(block, "choices")),
        required=block.yes_no("required", True),
        help=block.label("help"),
        role=block.text("role"),
        line=block.line,
    )


def choices(block: Block, key: str) -> list[tuple[str, Label]]:
    """Return ids with their labels, written so, or as a list of texts that are both."""
    if key not in block:
        return []
    if isinstance(block.node(key), yaml.MappingNode):
        return [
            (id, label(node, block.source, path)) for id, node, _line, path in block.entries(key)
        ]
    return [(text, Label(text)) for text in block.texts(key)]


def _paper(id: str, block: Block) -> Paper:
    return Paper(
        id,
        block.title(_("Paper “${id}”", mapping={"id": id}), id),
        form=block.text("form"),
        copy_kind=block.word("copy_kind", "electronic"),
        copies=block.number("copies", 1),
        required=block.yes_no("required", True),
        by=block.word("by", "applicant"),
        note=block.label("note"),
        line=block.line,
    )


def legal_grounds(top: Block) -> tuple[LegalGround, ...]:
    """Read on which texts of law the procedure stands."""
    return tuple(
        LegalGround(block.text("title"), block.text("articles"), line=block.line)
        for block in top.rows("legal")
    )


def fees(top: Block) -> tuple[Fee, ...]:
    """Read what the procedure costs."""
    return tuple(
        Fee(block.label("title"), _amount(block), block.label("note"), line=block.line)
        for block in top.rows("fees")
    )


def _amount(block: Block) -> int | None:
    said = block.text("amount")
    if not said:
        return None
    found = AMOUNT.fullmatch(said)
    if not found:
        block.note(
            "D06",
            block.line_of("amount"),
            _("“${said}” is not an amount in đồng; write 50.000.", mapping={"said": said[:80]}),
        )
        return None
    return int(found[1].replace(".", ""))
