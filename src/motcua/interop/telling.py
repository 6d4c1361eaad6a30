"""How requests, opinions and documents look in JSON, for one reader."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from pyramid.request import Request

from motcua.acting import Acting
from motcua.consultations.access import files_seen
from motcua.consultations.asking.questions import answers_said, questions_of
from motcua.consultations.content import Opinion, TakenOver
from motcua.consultations.content import Request as Asked
from motcua.consultations.desk import Desk
from motcua.consultations.flow import STATES
from motcua.consultations.table import outcome_said
from motcua.consultations.templates import is_over, limit_of, template_of
from motcua.documents.content import Document
from motcua.people import directory
from motcua.words import translate
from motcua.workflows.definition import Field

Told = dict[str, Any]


def instant(at: datetime | None) -> str:
    """Say an instant to the minute; nothing where there is none."""
    return at.isoformat(timespec="minutes") if at else ""


def href(request: Request, *parts: str) -> str:
    """Return the address of something of this face."""
    return "/".join((request.face.prefix, *parts))


def unit_told(acting: Acting, id: str) -> Told:
    """Say who a unit is, or a body outside."""
    return {"id": id, "name": translate(directory.unit(acting.root, id).title, acting.language)}


def summary(request: Request, asked: Asked) -> Told:
    """Say of a request what a list shows."""
    acting, consultation = request.acting, asked.consultation
    return {
        "id": asked.id,
        "href": href(request, "requests", asked.id),
        "case": consultation.case.code,
        "procedure": consultation.procedure,
        "unit": unit_told(acting, asked.unit),
        "asking_unit": unit_told(acting, consultation.asking_unit),
        "template": consultation.template,
        "state": asked.state,
        "state_said": translate(STATES[asked.state], acting.language),
        "question": asked.asked[:200],
        "due": instant(limit_of(acting, asked)),
        "is_late": is_over(acting, asked),
        "outcome": translate(outcome_said(acting, asked), acting.language),
    }


def whole(request: Request, asked: Asked, desk: Desk) -> Told:
    """Say everything that lies on the desk of whoever reads."""
    acting = request.acting
    say = request.voice.say
    return {
        **summary(request, asked),
        "question": desk.question,
        "is_late": desk.row.is_late,
        "case_status": say(desk.status),
        "case_subject": desk.case.subject,
        "applicant": desk.case.applicant.name,
        "asked_by": desk.asked_by,
        "asked_at": instant(asked.consultation.asked_at),
        "round": asked.consultation.round,
        "consultation": asked.consultation.id,
        "purpose": template_of(acting, asked.consultation).purpose,
        "note": desk.note,
        "questions": [_question(each, acting.language) for each in questions_of(acting, asked)],
        "documents": documents(request, asked, (shown.document for shown in desk.documents)),
        "limit": {
            "due": instant(desk.row.due.instant),
            "left": say(desk.row.left.said) if asked.is_open else "",
            "why": [say(line.said) for line in desk.row.due.lines],
        },
        "silence_means": say(desk.silence),
        "silence_recorded": say(desk.row.silence),
        "outcomes": [{"id": id, "name": say(said)} for id, said in desk.outcomes.items()],
        "changes": len(asked.changes),
        "draft": str(desk.draft.revision) if desk.draft else "",
        "opinions": [_opinion(request, asked, each) for each in desk.opinions],
        "offers": [
            {"id": each.id, "title": say(each.title), "reason": say(each.reason)}
            for each in desk.offers
        ],
    }


def documents(request: Request, asked: Asked, given: Iterable[Document]) -> list[Told]:
    """Say which documents there are, with their digests and where they are."""
    return [
        {
            "id": each.id,
            "name": each.name,
            "size": each.size,
            "media_type": each.media_type,
            "sha256": each.sha256,
            "href": href(request, "requests", asked.id, "files", each.id),
        }
        for each in given
    ]


def _question(field: Field, language: str) -> Told:
    return {
        "id": field.id,
        "title": translate(field.title, language),
        "kind": field.kind,
        "required": field.required,
        "choices": [{"id": id, "name": translate(said, language)} for id, said in field.choices],
        "help": translate(field.help, language),
    }


def _opinion(request: Request, asked: Asked, opinion: Opinion) -> Told:
    acting, reply, say = request.acting, opinion.reply, request.voice.say
    outcomes = template_of(acting, asked.consultation).answers
    return {
        "version": opinion.version,
        "outcome": reply.outcome,
        "outcome_said": say(outcomes.get(reply.outcome, "")),
        "text": reply.text,
        "remarks": [{"place": place, "text": text} for place, text in reply.numbered],
        "conditions": list(reply.conditions),
        "answers": [
            {"id": each.field.id, "question": say(each.field.title), "given": _given(each.given)}
            for each in answers_said(acting, asked, reply)
            if each.given is not None
        ],
        "competent": reply.competent,
        "parts": list(reply.parts),
        "together_with": list(reply.together_with),
        "letter_number": reply.letter_number,
        "letter_date": reply.letter_date.isoformat() if reply.letter_date else "",
        "files": documents(request, asked, files_seen(acting, asked, opinion)),
        "given_at": instant(opinion.given_at),
        "given_by": opinion.given_by_name,
        "position": say(opinion.position),
        "on_behalf_of": opinion.on_behalf_of_name,
        "is_late": opinion.is_late,
        "correction": opinion.correction,
        "taken_over": _taken_over(opinion.taken),
    }


def _taken_over(taken: TakenOver | None) -> list[Told]:
    if taken is None:
        return []
    return [
        {
            "case": taken.case,
            "given_at": instant(taken.given_at),
            "version": taken.version,
            "by": taken.by_name,
            "reason": taken.reason,
        }
    ]


def _given(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
