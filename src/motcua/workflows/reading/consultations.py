"""Reading how opinions are asked in a procedure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, datetime
from types import MappingProxyType

import yaml

from motcua.words import Label, _
from motcua.workflows import wordlists
from motcua.workflows.definition import (
    ASSIGNEE,
    OPINION,
    PARTNER,
    Body,
    ConsultationTemplate,
)
from motcua.workflows.reading.blocks import Block, label
from motcua.workflows.reading.forms import Vocabulary, choices, field
from motcua.workflows.reading.pairs import pairs, written_twice
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

SHARE = re.compile(r"[1-9][0-9]{0,3}(/[1-9][0-9]{0,3})?")
"""A number of bodies, or a share of them."""

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
        closed_when=_how_many(block, "closed_when", wordlists.CLOSED_WHEN, "all"),
        extend_at_most=block.term("extend_at_most"),
        extend_itself=block.term("extend_itself"),
        late=late_rules(block, "late", id),
        unopened_after=block.term("unopened_after"),
        purpose=block.word("purpose", "opinion", code="C02"),
        questions=tuple(field(each, of) for each, of in block.blocks("questions")),
        effect=block.word("effect", "advisory", code="C02"),
        favourable_when=_how_many(block, "favourable_when", wordlists.FAVOURABLE_WHEN, ""),
        veto=block.texts("veto"),
        pauses_with_case=block.yes_no("pauses_with_case", False),
        missing_pieces=block.word("missing_pieces", "no", code="C02"),
        further=block.yes_no("further", False),
        outside=block.yes_no("outside", False),
        unasked=block.yes_no("unasked", False),
        standing=block.yes_no("standing", False),
        confidential=block.word("confidential", "no", code="C02"),
        sealed=block.yes_no("sealed", False),
        bodies_see=block.word("bodies_see", "own", code="C02"),
        keeps_access=block.yes_no("keeps_access", True),
        reply_within=block.term("reply_within"),
        public=block.yes_no("public", False),
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
        valid_from=_day(block, "valid_from"),
        valid_until=_day(block, "valid_until"),
        step=block.number("step", 1),
        within=block.term("within"),
        optional=block.yes_no("optional", False),
        effect=block.word("effect", "", code="C02"),
        answers=block.words("answers", ()),
        line=block.line,
    )


def _day(block: Block, key: str) -> date | None:
    """Return a day, written as 2026-11-20 or 20/11/2026."""
    said = block.text(key)
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            return datetime.strptime(said, form).date()
        except ValueError:
            continue
    if said:
        block.note(
            "T01",
            block.line_of(key),
            _(
                "“${key}” must be a day, as 20/11/2026; it is “${said}”.",
                mapping={"key": block.shown(key), "said": said[:80]},
            ),
        )
    return None


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


def _how_many(block: Block, key: str, words: Mapping[str, str], default: str) -> str:
    """Return how many must have come back, or agree: a word, a number or a share of them."""
    said = block.name(key, default)
    if said in words or said == default or SHARE.fullmatch(said):
        return said
    known = list(words.values() if block.source.language == "vi" else words)
    block.note(
        "C02",
        block.line_of(key),
        _(
            "“${key}” must be one of: ${words}, a number or a share as 2/3; it is “${said}”.",
            mapping={"key": block.shown(key), "words": known, "said": said[:80]},
        ),
    )
    return default
