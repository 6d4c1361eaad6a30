"""The public record of a consultation: who was asked, when, what came back, under redaction.

For procedures that say ``public: yes``.  The page, the JSON and the schema in
``docs/opinion.schema.json`` are made from the same data, by the same rules:
nothing that two people have not released, nothing confidential, nothing
sealed.  Silence stands apart, with the rule that gives it a meaning.  Neither
the applicant nor any official is named, and nobody private who was asked outside,
unless two people have said that the name may leave; an organisation is.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from motcua.acting import Acting, NotHere
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.asking.unneeded import all_nobody_needed
from motcua.consultations.content import Consultation, Request
from motcua.consultations.record.confidence import is_confidential, is_sealed
from motcua.consultations.record.released import Pieces, Released, ReleasedAnswer, released, said
from motcua.consultations.table import silence_said
from motcua.consultations.templates import limit_of, template_of, template_of_case
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import LANGUAGES, Label, Sentence, _, translate

PRIVATE: Sentence = _("A private person")
FORMAT = "motcua/public-opinions/1"
STATES: dict[str, Sentence] = {
    "awaited": _("No answer yet"),
    "published": _("Answered"),
    "being_checked": _("Answered; being looked over before it is published"),
    "sealed": _("Answered; sealed until all have answered or the time is over"),
    "confidential": _("Answered; confidential"),
    "silent": _("No answer in time"),
    "withdrawn": _("No answer wanted any more"),
    "informed": _("Told, for information"),
}
"""How a body stands in the public record."""


@dataclass(frozen=True)
class PublicLine:
    """One body, as the public sees it."""

    request: Request
    unit: Unit
    title: Label | Sentence
    """How the body is called here: somebody private who was asked outside is not named
    unless two people have said so."""
    state: str
    due: datetime
    answered_at: datetime | None
    is_late: bool
    is_awaited: bool
    """Whether there is a day by which an answer was or is wanted: none of what nobody asked for,
    and none once something was said."""
    silence: Sentence
    opinion: Released | None


@dataclass(frozen=True)
class PublicRound:
    """One sending, as the public sees it."""

    consultation: Consultation
    title: Label
    asking: Unit
    lines: tuple[PublicLine, ...]


@dataclass(frozen=True)
class PublicSparing:
    """That nobody needed to be asked under one heading; the reason stays in the office."""

    title: Label
    unit: Unit
    at: datetime


@dataclass(frozen=True)
class PublicRecord:
    """Everything the public sees of the consultations about a case."""

    case: Case
    procedure: Label
    unit: Unit
    rounds: tuple[PublicRound, ...]
    spared: tuple[PublicSparing, ...] = ()


def public_record(acting: Acting, case: Case | None) -> PublicRecord:
    """Return what the public sees; :class:`NotHere` where there is no such case, or nothing public.

    Whoever asks learns nothing from the difference.
    """
    consultations = [] if case is None else _public(acting, case)
    spared = () if case is None else tuple(_spared(acting, case))
    if case is None or not (consultations or spared):
        raise NotHere()
    return PublicRecord(
        case=case,
        procedure=matter_of(acting, case).definition.title,
        unit=directory.unit(acting.root, case.lead_unit),
        rounds=tuple(_round(acting, each) for each in consultations),
        spared=spared,
    )


def is_public(acting: Acting, case: Case) -> bool:
    """Say whether there is a public record of the case."""
    return bool(_public(acting, case)) or any(_spared(acting, case))


def _spared(acting: Acting, case: Case) -> Iterator[PublicSparing]:
    for made in all_nobody_needed(acting, case):
        template = template_of_case(acting, case, made.template)
        if template is not None and template.public:
            unit = directory.unit(acting.root, made.unit)
            yield PublicSparing(template.title, unit, made.at)


def _public(acting: Acting, case: Case) -> list[Consultation]:
    every = acting.root.consultations.asked_by_case(case.key)
    return [each for each in every if template_of(acting, each).public]


def _round(acting: Acting, consultation: Consultation) -> PublicRound:
    return PublicRound(
        consultation=consultation,
        title=template_of(acting, consultation).title,
        asking=directory.unit(acting.root, consultation.asking_unit),
        lines=tuple(_line(acting, each) for each in consultation.requests if each.is_known),
    )


def _line(acting: Acting, request: Request) -> PublicLine:
    open_one = released(acting, request)
    first = request.first_own
    return PublicLine(
        request=request,
        unit=directory.unit(acting.root, request.unit),
        title=_title(acting, request, open_one),
        state=_state(acting, request, open_one),
        due=limit_of(acting, request),
        answered_at=first.given_at if first else None,
        is_late=first is not None and first.is_late,
        is_awaited=not (request.consultation.unasked or request.opinions),
        silence=silence_said(request),
        opinion=open_one,
    )


def _title(acting: Acting, request: Request, open_one: Released | None) -> Label | Sentence:
    hidden = request.outsider is not None and request.outsider.is_private
    if hidden and not (open_one is not None and open_one.name_leaves):
        return PRIVATE
    return directory.unit(acting.root, request.unit).title


def _state(acting: Acting, request: Request, open_one: Released | None) -> str:
    if open_one is not None:
        return "published"
    if request.opinions:
        return _closed(acting, request)
    if request.is_withdrawn:
        return "withdrawn"
    if request.silence is not None:
        return "silent"
    return "informed" if request.is_told else "awaited"


def _closed(acting: Acting, request: Request) -> str:
    if is_confidential(acting, request):
        return "confidential"
    return "sealed" if is_sealed(acting, request.consultation) else "being_checked"


def public_file(acting: Acting, case: Case | None, address: str = "") -> dict[str, Any]:
    """Return the same for machines, as ``docs/opinion.schema.json`` describes it."""
    told = public_record(acting, case)
    return {
        "format": FORMAT,
        "address": address,
        "case": told.case.code,
        "procedure": {"id": told.case.procedure, "title": _both(told.procedure)},
        "unit": {"id": told.unit.id, "title": _both(told.unit.title)},
        "consultations": [_plain_round(each) for each in told.rounds],
        "nobody_needed": [
            {
                "title": _both(each.title),
                "recorded_at": each.at.isoformat(),
                "recorded_by": each.unit.id,
            }
            for each in told.spared
        ],
    }


def _plain_round(each: PublicRound) -> dict[str, Any]:
    return {
        "title": _both(each.title),
        "round": each.consultation.round,
        "asked_at": each.consultation.asked_at.isoformat(),
        "asked_by": each.asking.id,
        "unasked": each.consultation.unasked,
        "bodies": [_plain_line(line) for line in each.lines],
    }


def _plain_line(each: PublicLine) -> dict[str, Any]:
    silence = each.request.silence
    return {
        "unit": {"id": each.unit.id, "title": _both(each.title)},
        "outside": each.request.outsider is not None,
        "state": each.state,
        "due": each.due.isoformat(),
        "answered_at": each.answered_at.isoformat() if each.answered_at else None,
        "late": each.is_late,
        "silence": {
            "limit": silence.limit.isoformat(),
            "meaning": silence.meaning,
            "ground": silence.ground,
        } if silence else None,
        "opinion": _plain_opinion(each.opinion) if each.opinion else None,
    }  # fmt: skip


def _plain_opinion(each: Released) -> dict[str, Any]:
    reply, taken = each.opinion.reply, each.opinion.taken
    return {
        "version": each.opinion.version,
        "given_at": each.opinion.given_at.isoformat() if each.opinion.given_at else None,
        "outcome": {"id": reply.outcome, "title": _both(each.outcome)},
        "answers": [_plain_answer(answer) for answer in each.answers],
        "text": _plain_text(each.text),
        "remarks": [
            {"number": number, "place": _plain_text(place), "text": _plain_text(text)}
            for number, (place, text) in enumerate(each.remarks, 1)
        ],
        "conditions": [_plain_text(text) for text in each.conditions],
        "files": [
            {"id": file.id, "name": file.name, "size": file.size, "sha256": file.sha256}
            for file in each.files
        ],
        "files_withheld": each.withheld,
        "redacted": any(piece.reason for pieces in _all(each) for piece in pieces),
        "recorded_from_paper": each.opinion.recorded is not None,
        "taken_over": {"given_at": taken.given_at.isoformat()} if taken else None,
    }


def _plain_answer(each: ReleasedAnswer) -> dict[str, Any]:
    """What was written is text; what was chosen or counted has its value beside its words."""
    said = _plain_text(each.pieces) if each.pieces else each.said
    given = each.given.isoformat() if isinstance(each.given, date) else each.given
    return {
        "question": {"id": each.field.id, "title": _both(each.field.title)},
        "kind": each.field.kind,
        "value": given,
        "said": _both(said),
    }


def _all(each: Released) -> list[Pieces]:
    places = [pieces for remark in each.remarks for pieces in remark]
    written = [answer.pieces for answer in each.answers]
    return [each.text, *places, *each.conditions, *written]


def _plain_text(pieces: Pieces) -> str:
    return said(pieces, LANGUAGES[0])


def _both(sentence: Sentence) -> dict[str, str]:
    return {language: translate(sentence, language) for language in LANGUAGES}


def public_files(acting: Acting, case: Case | None) -> dict[str, Any]:
    """Return every file that the public record gives out, by its id."""
    told = public_record(acting, case)
    return {
        file.id: file
        for each in told.rounds
        for line in each.lines
        if line.opinion is not None
        for file in line.opinion.files
    }
