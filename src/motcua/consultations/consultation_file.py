"""The consultation file: everything that was asked, said and answered, for machines to read.

With the SHA-256 of every document and the heads of the journals, so that
whoever receives it can prove it against the records.  Drafts and internal notes
of bodies are not in it: they never leave the body.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date, datetime
from hashlib import sha256
from typing import Any

from motcua.acting import Acting
from motcua.cases.access import Sight, require_sight
from motcua.cases.content import Case
from motcua.consultations.access import files_seen, opinions_seen, reads_answer
from motcua.consultations.content import (
    Consultation,
    Explanation,
    NobodyNeeded,
    Opinion,
    Piece,
    Request,
    Reversal,
    TakenOver,
)
from motcua.consultations.ledger import Account, Line, account
from motcua.consultations.templates import limit_of, template_of
from motcua.documents.content import Document
from motcua.people import directory
from motcua.words import Label
from motcua.workflows.definition import Definition
from motcua.workflows.versions import definition

FORMAT = "motcua/consultation-file/1"


def consultation_file(acting: Acting, case: Case) -> dict[str, Any]:
    """Return the file of a case, for those who read its papers."""
    require_sight(acting, case, Sight.DOCUMENTS)
    rules = definition(acting.root, case.procedure, case.version)
    told = account(acting, case)
    content = {
        "format": FORMAT,
        "case": case.code,
        "procedure": {"id": rules.id, "version": rules.version, "sha256": rules.digest},
        "made_at": acting.now,
        "consultations": [
            _consultation(acting, each)
            for each in acting.root.consultations.asked_by_case(case.key)
        ],
        "nobody_needed": [
            _nobody_needed(rules, each)
            for each in acting.root.consultations.nobody_needed(case.key)
        ],
        "ledger": _ledger(told),
        "journal_head": case.journal.head.hex(),
    }  # fmt: skip
    plain = _plain(content)
    return {**plain, "sha256": digest_of(plain)}


def written(acting: Acting, case: Case) -> bytes:
    """Return the same as the bytes of a JSON file."""
    return json.dumps(consultation_file(acting, case), ensure_ascii=False, indent=1).encode()


def digest_of(content: dict[str, Any]) -> str:
    """Return the SHA-256 of the file without its own digest: sorted keys, no blanks, UTF-8."""
    rest = {name: value for name, value in content.items() if name != "sha256"}
    text = json.dumps(rest, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()


def _nobody_needed(rules: Definition, each: NobodyNeeded) -> dict[str, Any]:
    """Tell a record that nobody needs to be asked, and that it was taken back if it was."""
    template = rules.consultations.get(each.template)
    return {
        "template": each.template,
        "title": template.title if template else each.template,
        "recorded_at": each.at,
        "recorded_by": each.by_name,
        "position": each.position,
        "unit": each.unit,
        "reason": each.reason,
        "holds": each.holds,
        "taken_back": {
            "at": each.ended_at,
            "by": each.ended_by_name,
            "because": each.ended_because,
            "asked_after_all": not each.ended_because,
        } if not each.holds else None,
    }  # fmt: skip


def _consultation(acting: Acting, each: Consultation) -> dict[str, Any]:
    return {
        "id": each.id,
        "template": each.template,
        "title": template_of(acting, each).title,
        "round": each.round,
        "question": each.question,
        "asked_at": each.asked_at,
        "asked_by": each.asked_by_name,
        "asking_unit": each.asking_unit,
        "completed_at": each.completed_at,
        "asks_again": each.again.hex(),
        "closings": [told._asdict() for told in each.closings],
        "undone": each.undone._asdict() if each.undone else None,
        "looked_at": each.check._asdict() if each.check else None,
        "documents": _documents(shown.document for shown in each.documents),
        "requests": [_request(acting, request) for request in each.requests],
    }


def _request(acting: Acting, each: Request) -> dict[str, Any]:
    return {
        "id": each.id,
        "unit": each.unit,
        "name": directory.unit(acting.root, each.unit).title,
        "state": each.state,
        "note": each.note,
        "within": each.within,
        "due": limit_of(acting, each),
        "opened_at": each.opened_at,
        "silence": each.silence._asdict() if each.silence else None,
        "reversals": [_reversal(told) for told in each.reversals],
        "optional": each.optional,
        "asked_anew": each.reopened._asdict() if each.reopened else None,
        "asks_again": each.earlier.hex(),
        "stands_still_for": [told._asdict() for told in each.standstills if each.is_open],
        "extension": each.extension._asdict() if each.extension else None,
        "extensions": [told._asdict() for told in each.extensions],
        "standing": each.standing._asdict() if each.standing else None,
        "pieces": [_piece(told) for told in each.pieces],
        "asked_further": [
            _further(acting, sent, below)
            for sent in acting.root.consultations.asked_below(each)
            for below in sent.requests
        ],
        "withdrawal": each.withdrawal._asdict() if each.withdrawal else None,
        "opinions": [_opinion(acting, each, said) for said in opinions_seen(acting, each)],
        "answered_at": each.first_own.given_at if each.first_own else None,
        "contests": [told._asdict() for told in each.contests]
        if reads_answer(acting, each)
        else [],
        "open_to_reader": reads_answer(acting, each),
        "journal_entries": len(each.journal),
        "journal_head": each.journal.head.hex(),
    }


def _piece(told: Piece) -> dict[str, Any]:
    """Tell what was missing, and what came; the files by their digests."""
    return {**told._asdict(), "files": list(_documents(told.files))}


def _further(acting: Acting, sent: Consultation, below: Request) -> dict[str, Any]:
    """Tell that a body asked on: whom and until when; what was said is between the two."""
    return {
        "id": below.id,
        "unit": below.unit,
        "state": below.state,
        "asked_at": sent.asked_at,
        "due": limit_of(acting, below),
        "direct": sent.direct,
        "journal_entries": len(below.journal),
        "journal_head": below.journal.head.hex(),
    }


def _reversal(told: Reversal) -> dict[str, Any]:
    return {**told._asdict(), "silence": told.silence._asdict()}


def _opinion(acting: Acting, request: Request, each: Opinion) -> dict[str, Any]:
    reply = each.reply
    return {
        "version": each.version,
        "outcome": reply.outcome,
        "text": reply.text,
        "remarks": [
            {"number": number, "place": place, "text": text}
            for number, (place, text) in enumerate(reply.numbered, 1)
        ],
        "conditions": list(reply.conditions),
        "letter_number": reply.letter_number,
        "letter_date": reply.letter_date,
        "files": _documents(files_seen(acting, request, each)),
        "given_at": each.given_at,
        "given_by": each.given_by_name,
        "position": each.position,
        "on_behalf_of": each.on_behalf_of_name,
        "is_late": each.is_late,
        "confirms": each.confirms.hex(),
        "taken_over": _taken(each.taken) if each.taken else None,
        "standing": each.standing._asdict() if each.standing else None,
        "through": each.through.hex(),
        "competent": reply.competent,
        "correction": each.correction,
        "rests_on": each.basis.hex(),
    }


def _taken(told: TakenOver) -> dict[str, Any]:
    """Tell from where an opinion was taken over, and on which documents it was given there."""
    return {**told._asdict(), "request": told.request.hex(), "documents": list(told.documents)}


def _documents(documents: Iterable[Document]) -> list[dict[str, Any]]:
    return [
        {"id": each.id, "name": each.name, "size": each.size, "sha256": each.sha256}
        for each in documents
    ]


def _ledger(told: Account) -> dict[str, Any]:
    return {
        "owed": told.owed,
        "answered": told.answered,
        "lines": [_line(each) for each in told.lines],
        "departures": [
            {
                "unit": each.unit.id,
                "request": each.request.id,
                "departure": each.departure._asdict() if each.departure else None,
            }
            for each in told.contradictions
        ],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "remarks": [
            {
                "key": each.id,
                "unit": each.unit.id,
                "request": each.request.id,
                "number": each.number,
                "place": each.place,
                "text": each.text,
                "is_condition": each.is_condition,
                "is_owed": each.is_owed,
            }
            for each in line.remarks
        ],
        "answer": _explanation(line.explanation),
    }


def _explanation(told: Explanation | None) -> dict[str, Any] | None:
    if told is None:
        return None
    return {
        "kind": told.kind,
        "words": told.words,
        "at": told.at,
        "by": told.by_name,
        "position": told.position,
    }


def _plain(value: Any) -> Any:
    """Return what JSON can say: instants as text, names in both languages."""
    if isinstance(value, dict):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    if isinstance(value, Label):
        return {"vi": value.vi, "en": value.en}
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, int) or value is None else str(value)
