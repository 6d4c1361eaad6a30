"""Reading how opinions are asked in a procedure."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import yaml

from motcua.words import Label, _
from motcua.workflows import keys
from motcua.workflows.definition import (
    ASSIGNEE,
    OPINION,
    PARTNER,
    Body,
    ConsultationTemplate,
)
from motcua.workflows.reading.blocks import Block, label, pairs, written_twice
from motcua.workflows.reading.forms import Vocabulary, choices
from motcua.workflows.reading.states import late_rules

ANSWERS = {
    "agree": Label("Đồng ý", "Agree"),
    "agree_with_remarks": Label("Đồng ý, có góp ý", "Agree, with remarks"),
    "disagree": Label("Không đồng ý", "Disagree"),
    "not_competent": Label("Không thuộc thẩm quyền", "Not competent"),
    "other": Label("Ý kiến khác", "Other opinion"),
}
"""The kinds of answer, in the words shown unless a file brings its own."""

USUAL = ("agree", "agree_with_remarks", "disagree", "not_competent")

FIELD_WORDS = ("field ", "ô ")
"""Before the id of a field that names the body to be asked."""


def consultations(top: Block, vocabulary: Vocabulary) -> dict[str, ConsultationTemplate]:
    """Read every consultation the procedure knows."""
    return {id: _consultation(id, block, vocabulary) for id, block in top.blocks("consultations")}


def _consultation(id: str, block: Block, vocabulary: Vocabulary) -> ConsultationTemplate:
    return ConsultationTemplate(
        id,
        block.title(_("Consultation “${id}”", mapping={"id": id}), id),
        of=block.name("of", PARTNER),
        opened_by=block.names("opened_by") or (ASSIGNEE,),
        bodies=tuple(_body(each, vocabulary) for each in block.rows("bodies")),
        choose_from=block.texts("choose_from"),
        question=block.label("question"),
        within=block.term("within"),
        several=block.yes_no("several", True),
        answers=_answers(block),
        silence=block.word("silence", "wait", code="C02"),
        silence_ground=block.text("silence_ground"),
        closed_when=_closed_when(block),
        extend_at_most=block.term("extend_at_most"),
        late=late_rules(block, "late", id),
        kind=block.word("kind", OPINION, code="C02"),
        committee=block.text("committee"),
        matters=tuple(choices(block, "matters")),
        quorum=block.text("quorum"),
        majority=block.name("majority", ""),
        tie=block.word("tie", "", code="C02"),
        secret=block.yes_no("secret", False),
        tally=block.word("tally", "", code="C02"),
        line=block.line,
    )


def _body(block: Block, vocabulary: Vocabulary) -> Body:
    return Body(
        _unit(block.text("unit"), vocabulary),
        because=block.label("because"),
        required=block.yes_no("required", False),
        when=vocabulary.conditions(block),
        line=block.line,
    )


def _unit(said: str, vocabulary: Vocabulary) -> str:
    """Return a unit id, or ``field <id>`` for the unit that a field of the case names."""
    for word in FIELD_WORDS:
        if said.startswith(word):
            field = said.removeprefix(word).strip()
            vocabulary.field(field)
            return f"field {field}"
    return said


def _answers(block: Block) -> Mapping[str, Label]:
    """Return the answers that may be given, with the words shown for each."""
    if "answers" not in block:
        return MappingProxyType({kind: ANSWERS[kind] for kind in USUAL})
    node = block.node("answers")
    if not isinstance(node, yaml.MappingNode):
        chosen = block.words("answers", USUAL)
        return MappingProxyType({kind: ANSWERS.get(kind, Label(kind)) for kind in chosen})
    said = {}
    for key, value, line in pairs(node, block.source):
        kind = block.meaning("answers", key, code="C02")
        if kind in said:
            block.note("D02", line, written_twice(key))
        said[kind] = label(value, block.source, f"{block.at('answers')}.{kind}")
    return MappingProxyType(said)


def _closed_when(block: Block) -> str:
    said = block.name("closed_when", "all")
    if said in keys.CLOSED_WHEN:
        return said
    if said.isascii() and said.isdigit() and int(said[:9]) > 0:
        return said
    block.note(
        "C02",
        block.line_of("closed_when"),
        _(
            "“closed_when” must be all, any or a number; it is “${said}”.",
            mapping={"said": said[:80]},
        ),
    )
    return "all"
