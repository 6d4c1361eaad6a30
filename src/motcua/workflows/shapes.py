"""What may stand under each key of a procedure file.

One table for everybody: the reader takes from it which words a key knows and
refuses to read a key otherwise than is said here, the editing layer learns
from it how a value is written and where something is named, and the published
schema is printed from it.  So a key that is added here is added everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a value looks like."""

    TEXT = "text"
    TEXTS = "texts"
    """A list, of which one may be written alone."""
    WORD = "word"
    """One of a list of words, and nothing else."""
    WORDS = "words"
    NAME = "name"
    """A name, among which some words have a meaning of their own."""
    NAMES = "names"
    NUMBER = "number"
    AMOUNT = "amount"
    YES_NO = "yes or no"
    TERM = "term"
    LABEL = "label"
    TITLE = "title"
    """A label of 60 letters at most."""
    BLOCK = "block"
    """Known keys, each with its value."""
    ROWS = "rows"
    """A list of blocks, of which one may be written alone."""
    BLOCKS = "blocks"
    """Ids, each with a block."""
    LABELS = "labels"
    """Ids with labels, or a list of texts that are both."""
    ANSWERS = "answers"
    """Kinds of answer with labels, or a list of kinds."""
    VALUES = "values"
    """Ids with texts."""
    CONDITIONS = "conditions"
    ASKED = "asked"
    """Fields, ``?`` after those that may be left empty."""


LISTS = frozenset({Kind.TEXTS, Kind.WORDS, Kind.NAMES, Kind.ASKED})
"""Lists of single values."""
MAPPINGS = frozenset({Kind.BLOCKS, Kind.LABELS, Kind.ANSWERS, Kind.VALUES})
"""Mappings whose keys the author chooses."""
SAID = frozenset({Kind.LABEL, Kind.TITLE})


@dataclass(frozen=True)
class Shape:
    """What may stand under one key."""

    kind: Kind
    of: str = ""
    """The table of ``keys.BLOCKS`` of a block, or of ``wordlists.WORDS``."""
    short: str = ""
    """The key that a bare value written instead of a block stands for."""
    names: tuple[str, ...] = ()
    """What it names: states, actions, roles, fields, papers, consultations."""


TEXT, NUMBER, TERM = Shape(Kind.TEXT), Shape(Kind.NUMBER), Shape(Kind.TERM)
LABEL, TITLE, TEXTS = Shape(Kind.LABEL), Shape(Kind.TITLE), Shape(Kind.TEXTS)
YES_NO = Shape(Kind.YES_NO, "yes or no")
WHEN = Shape(Kind.CONDITIONS, names=("fields",))
SET = Shape(Kind.VALUES, "set", names=("fields",))
PARTS = Shape(Kind.NAMES, "parts", names=("roles",))
NOTIFY = Shape(Kind.NAMES, "parts", names=("roles", "fields"))
ASK = Shape(Kind.ASKED, names=("fields",))
TO_STATE = Shape(Kind.TEXT, names=("states",))


def _word(words: str) -> Shape:
    return Shape(Kind.WORD, words)


def _blocks(kind: str, short: str = "") -> Shape:
    return Shape(Kind.BLOCKS, kind, short)


PROCEDURE = Shape(Kind.BLOCK, "procedure")
"""The whole file."""

ACTION = {
    "title": TITLE,
    "by": PARTS,
    "to": Shape(Kind.NAME, "to", names=("states",)),
    "needs": Shape(Kind.TEXTS, names=("papers",)),
    "ask": ASK,
    "when": WHEN,
    "not_by_who_did": Shape(Kind.TEXTS, names=("actions",)),
    "at_most": NUMBER,
    "set": SET,
    "letter": TEXT,
    "notify": NOTIFY,
    "assign": Shape(Kind.NAME, "assign", names=("fields",)),
    "clock": _word("clock of an action"),
    "extend_by": Shape(Kind.TEXT, names=("fields",)),
    "consultations": _word("consultations of an action"),
    "confirm": LABEL,
}
REMINDER = {"before": TERM, "after": TERM, "notify": PARTS, "letter": TEXT}

SHAPES: Mapping[str, Mapping[str, Shape]] = {
    "procedure": {
        "workflow": TEXT,
        "version": NUMBER,
        "title": LABEL,
        "code": TEXT,
        "sector": LABEL,
        "summary": LABEL,
        "note": LABEL,
        "calendar": TEXT,
        "deadline": TERM,
        "late": Shape(Kind.ROWS, "reminder"),
        "legal_limit": TERM,
        "for": Shape(Kind.WORDS, "for"),
        "channels": Shape(Kind.WORDS, "channels"),
        "received_by": TEXTS,
        "lead": Shape(Kind.NAME, "unit of a role"),
        "result": LABEL,
        "legal": Shape(Kind.ROWS, "legal", "title"),
        "fees": Shape(Kind.ROWS, "fee"),
        "papers": _blocks("paper", "title"),
        "fields": _blocks("field", "title"),
        "form": ASK,
        "roles": _blocks("role", "title"),
        "states": _blocks("state"),
        "anywhere": _blocks("anywhere"),
        "consultations": _blocks("consultation"),
        "visible": Shape(Kind.BLOCK, "visible"),
        "migrate": Shape(Kind.BLOCK, "migrate"),
    },
    "label": {"vi": TEXT, "en": TEXT},
    "legal": {"title": TEXT, "articles": TEXT},
    "fee": {"title": LABEL, "amount": Shape(Kind.AMOUNT), "note": LABEL},
    "paper": {
        "title": TITLE,
        "form": TEXT,
        "copy_kind": _word("copy_kind"),
        "copies": NUMBER,
        "by": _word("by of a paper"),
        "required": YES_NO,
        "note": LABEL,
    },
    "field": {
        "title": TITLE,
        "kind": _word("kind of a field"),
        "choices": Shape(Kind.LABELS),
        "required": YES_NO,
        "help": LABEL,
        "role": Shape(Kind.TEXT, names=("roles",)),
    },
    "role": {"title": TITLE, "unit": Shape(Kind.NAME, "unit of a role"), "role": TEXT},
    "state": {
        "title": TITLE,
        "start": YES_NO,
        "final": _word("final"),
        "clock": _word("clock of a state"),
        "within": TERM,
        "edit": PARTS,
        "consult": Shape(Kind.TEXTS, names=("consultations",)),
        "tells": LABEL,
        "actions": _blocks("action"),
        "late": Shape(Kind.ROWS, "late"),
        "auto": Shape(Kind.ROWS, "auto"),
    },
    "action": ACTION,
    "anywhere": {**ACTION, "from": Shape(Kind.TEXTS, names=("states",))},
    "late": {**REMINDER, "go": TO_STATE},
    "reminder": REMINDER,
    "auto": {
        "when": WHEN,
        "otherwise": YES_NO,
        "to": TO_STATE,
        "set": SET,
        "letter": TEXT,
        "notify": PARTS,
    },
    "consultation": {
        "title": TITLE,
        "kind": _word("kind of a consultation"),
        "of": Shape(Kind.NAME, "parts", names=("roles",)),
        "opened_by": PARTS,
        "bodies": Shape(Kind.ROWS, "body", "unit"),
        "choose_from": TEXTS,
        "question": LABEL,
        "within": TERM,
        "several": YES_NO,
        "answers": Shape(Kind.ANSWERS, "answers"),
        "silence": _word("silence"),
        "silence_ground": TEXT,
        "closed_when": Shape(Kind.NAME, "closed_when"),
        "extend_at_most": TERM,
        "extend_itself": TERM,
        "late": Shape(Kind.ROWS, "reminder"),
        "unopened_after": TERM,
        "purpose": _word("purpose"),
        "questions": _blocks("field", "title"),
        "effect": _word("effect"),
        "favourable_when": Shape(Kind.NAME, "favourable_when"),
        "veto": TEXTS,
        "pauses_with_case": YES_NO,
        "missing_pieces": _word("missing_pieces"),
        "further": YES_NO,
        "outside": YES_NO,
        "unasked": YES_NO,
        "standing": YES_NO,
        "confidential": _word("confidential"),
        "sealed": YES_NO,
        "bodies_see": _word("bodies_see"),
        "keeps_access": YES_NO,
        "reply_within": TERM,
        "public": YES_NO,
        "committee": TEXT,
        "matters": Shape(Kind.LABELS),
        "quorum": TEXT,
        "majority": Shape(Kind.NAME, "majority"),
        "tie": _word("tie"),
        "secret": YES_NO,
        "tally": _word("tally"),
    },
    "body": {
        "unit": TEXT,
        "because": LABEL,
        "required": YES_NO,
        "when": WHEN,
        "valid_from": TEXT,
        "valid_until": TEXT,
        "step": NUMBER,
        "within": TERM,
        "optional": YES_NO,
        "effect": _word("effect"),
        "answers": Shape(Kind.WORDS, "answers"),
    },
    "visible": {"documents": PARTS, "status": PARTS},
    "migrate": {
        "from_version": NUMBER,
        "states": Shape(Kind.VALUES, names=("states",)),
    },
}
"""For every key of every block of ``keys.BLOCKS`` what may stand there."""


def below(shape: Shape) -> Shape:
    """Return what stands under an id, or at a place of a list."""
    if shape.kind in (Kind.BLOCKS, Kind.ROWS):
        return Shape(Kind.BLOCK, shape.of, shape.short)
    if shape.kind in (Kind.LABELS, Kind.ANSWERS):
        return LABEL
    return Shape(Kind.TEXT, shape.of, names=shape.names)
