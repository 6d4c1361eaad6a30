"""How things look in JSON, as JSON Schemas: published, and held against what is sent.

No value is ever ``null``: what is not there is an empty text or an empty list.
Instants are local times of the administration without a zone, as
``2026-11-23T10:00``; sentences and names are in the language of the request.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]


def text(most: int = 0, least: int = 0, about: str = "") -> Schema:
    """A text of so many signs."""
    schema: Schema = {"type": "string"}
    for name, value in (("maxLength", most), ("minLength", least), ("description", about)):
        if value:
            schema[name] = value
    return schema


def many(inside: Schema, most: int = 1000) -> Schema:
    """A list."""
    return {"type": "array", "items": inside, "maxItems": most}


def block(needed: str = "", **inside: Schema) -> Schema:
    """Known names, each with its value; ``needed`` are those that must be there."""
    schema: Schema = {"type": "object", "properties": inside, "additionalProperties": False}
    if needed:
        schema["required"] = needed.split()
    return schema


def whole(**inside: Schema) -> Schema:
    """Known names that are all there."""
    return block(" ".join(inside), **inside)


NUMBER: Schema = {"type": "integer", "minimum": 0, "maximum": 10**9}
YES_NO: Schema = {"type": "boolean"}
TEXT, INSTANT = text(), text(about="Local time, as 2026-11-23T10:00; empty where there is none.")
DAY: Schema = {"type": "string", "format": "date"}
ID, UNIT, TERM = text(100, 1), text(100, 1, "The id of a unit."), text(100, 1, "As: 5 working days")
LETTER = text(100)

NAMED = whole(id=TEXT, name=TEXT)
DOCUMENT = whole(id=TEXT, name=TEXT, size=NUMBER, media_type=TEXT, sha256=TEXT, href=TEXT)
REMARK = whole(place=TEXT, text=TEXT)
ANSWER = whole(id=TEXT, question=TEXT, given={"type": ["string", "number", "boolean"]})
TAKEN_OVER: Schema = {
    **many(whole(case=TEXT, given_at=INSTANT, version=NUMBER, by=TEXT, reason=TEXT), 1),
    "description": "From which case the asker took it over; empty where the body gave it here.",
}
OPINION = whole(
    version=NUMBER,
    outcome=TEXT,
    outcome_said=TEXT,
    text=TEXT,
    remarks=many(REMARK),
    conditions=many(TEXT),
    answers=many(ANSWER),
    competent=TEXT,
    parts=many(TEXT),
    together_with=many(TEXT),
    letter_number=TEXT,
    letter_date=TEXT,
    files=many(DOCUMENT),
    given_at=INSTANT,
    given_by=TEXT,
    position=TEXT,
    on_behalf_of=TEXT,
    is_late=YES_NO,
    correction=TEXT,
    taken_over=TAKEN_OVER,
)
QUESTION = whole(id=TEXT, title=TEXT, kind=TEXT, required=YES_NO, choices=many(NAMED), help=TEXT)
SUMMARY = whole(
    id=TEXT,
    href=TEXT,
    case=TEXT,
    procedure=TEXT,
    unit=NAMED,
    asking_unit=NAMED,
    template=TEXT,
    state=TEXT,
    state_said=TEXT,
    question=text(about="Its beginning."),
    due=INSTANT,
    is_late=YES_NO,
    outcome=text(about="Empty without an answer that this reader may read."),
)
REQUEST = whole(
    **SUMMARY["properties"],
    case_status=TEXT,
    case_subject=TEXT,
    applicant=TEXT,
    asked_by=TEXT,
    asked_at=INSTANT,
    round=NUMBER,
    consultation=text(about="The id of the sending, by which its round is closed."),
    purpose=TEXT,
    note=TEXT,
    questions=many(QUESTION),
    documents=many(DOCUMENT),
    limit=whole(due=INSTANT, left=TEXT, why=many(TEXT)),
    silence_means=TEXT,
    silence_recorded=TEXT,
    outcomes=many(NAMED),
    changes={**NUMBER, "description": "How often it was changed: send it with the opinion."},
    draft=text(about="The revision of the draft of this reader's unit; empty without one."),
    opinions=many(OPINION),
    offers=many(whole(id=TEXT, title=TEXT, reason=text(about="Why not now; empty where it can."))),
)
FILE_SENT = block(
    "name content",
    name=text(200, 1),
    content=text(28_000_000, 1, "In base64."),
    confidential={**YES_NO, "description": "Only those who decide read it."},
    edited={**YES_NO, "description": "A document that was shown, with changes of one's own."},
)

REASON = text(2000, 1)
REPLY: dict[str, Schema] = dict(
    outcome=text(40, 1, "One of the outcomes of the request."),
    text=text(20_000),
    remarks=many(block("text", place=text(500), text=text(20_000, 1)), 100),
    conditions=many(text(20_000, 1), 100),
    answers={
        "type": "object",
        "additionalProperties": {"type": ["string", "number", "boolean"]},
        "description": "By the ids of the questions; a day as 2026-11-23.",
    },
    competent=UNIT,
    confidential=YES_NO,
    parts=many(text(200, 1), 50),
    together_with=many(UNIT, 100),
    letter_number=LETTER,
    letter_date=DAY,
    files=many(FILE_SENT, 20),
    revision={**NUMBER, "description": "Of the draft that was read; 0 without."},
    changes={**NUMBER, "description": "Of the request as it was read; 0 without."},
)
"""What a form of an answer holds."""

SHAPES: Mapping[str, Schema] = {
    "Request": REQUEST,
    "Requests": whole(
        requests=many(SUMMARY),
        next=text(about="Send it as ?after= for what follows; empty at the end."),
    ),
    "Opinion": block("outcome", **REPLY),
    "Correction": block(
        "outcome reason version",
        **{name: each for name, each in REPLY.items() if name not in ("revision", "changes")},
        reason=text(2000, 1, "Why it is corrected."),
        version={**NUMBER, "description": "Of the opinion that is corrected, as it was read."},
    ),
    "Reminder": block(words=text(2000)),
    "Withdrawal": block("reason", reason=REASON),
    "Extension": block("term reason", term=TERM, reason=text(2000, 1)),
    "ExtensionAnswer": block(
        "granted",
        granted=YES_NO,
        term=text(100, about="Where less is granted than was asked for: as 2 working days."),
        answer=text(2000, about="Needed where less is granted, or nothing."),
    ),
    "Closing": block("reason", reason=REASON),
    "Pair": block("from to", **{"from": ID, "to": ID}),
    "Comparison": whole(
        before=DOCUMENT,
        after=DOCUMENT,
        state={"type": "string", "enum": ["identical", "unread", "wordless", "compared"]},
        changes=NUMBER,
        words_gone=NUMBER,
        words_new=NUMBER,
        is_coarse={**YES_NO, "description": "Some places are not compared word by word."},
        is_incomplete={**YES_NO, "description": "Some pages have no text, or were not read."},
        passages=many(
            whole(
                kind={"type": "string", "enum": ["same", "changed", "skipped"]},
                change={**NUMBER, "description": "The number of the change that begins here."},
                left_out={**NUMBER, "description": "Unchanged paragraphs in this place."},
                parts=many(
                    whole(kind={"type": "string", "enum": ["same", "gone", "new"]}, text=TEXT),
                    10**6,
                ),
            ),
            10**6,
        ),
    ),
    "Asking": block(
        "template units",
        template=ID,
        units=many(UNIT, 100),
        question=text(20_000),
        documents=many(ID, 500),
        limits={"type": "object", "additionalProperties": TERM},
        notes={"type": "object", "additionalProperties": text(2000)},
        beyond=text(2000, about="Why a limit lies after that of the case itself."),
        revision={**NUMBER, "description": "Of the case, as what may be asked says it."},
    ),
    "Askable": whole(
        case=TEXT,
        revision=NUMBER,
        templates=many(
            whole(
                id=TEXT,
                title=TEXT,
                question=TEXT,
                silence_means=TEXT,
                documents=many(DOCUMENT),
                bodies=many(whole(unit=NAMED, because=TEXT, required=YES_NO, due=INSTANT)),
            )
        ),
    ),
    "Asked": whole(requests=many(SUMMARY)),
    "ConsultationFile": {
        "type": "object",
        "description": "Format motcua/consultation-file/1: everything asked, said and answered, "
        "with digests; sha256 is that of the rest with sorted keys and no blanks.",
        "additionalProperties": {},
    },
    "Description": {"type": "object", "additionalProperties": {}},
    "Error": block(
        "error way_out code",
        error=text(about="A sentence for people, in the language of Accept-Language."),
        way_out=text(about="What to do now; may be empty."),
        code=text(about="The name of the refusal, for programs."),
        places=many(whole(place=TEXT, error=TEXT)),
        revision=NUMBER,
    ),
}
"""By name, as the operations name them."""
