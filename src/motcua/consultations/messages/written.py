"""A request, an opinion or a receipt, said as an edXML message.

Who may read what goes into it is asked before: the documents are handed in by
the page, which has them from ``access``.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from motcua.acting import Acting
from motcua.consultations.content import Opinion, Request
from motcua.consultations.messages.envelope import (
    add,
    add_all,
    as_bytes,
    attach,
    begun,
    day_written,
    instant_written,
)
from motcua.consultations.templates import limit_of, template_of
from motcua.documents.content import Document
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import translate

NEW = "0"
"""``BussinessDocType`` of a message that neither recalls nor replaces another one."""
LETTER = ("1", "Công văn")
"""Kind of document, as the published examples number it; unconfirmed."""
RECEIVED = "03"
"""Status code “đã tiếp nhận” (QĐ 28/2018/QĐ-TTg); unconfirmed."""

Letter = tuple[str, str, bytes]
"""A file that is written for the message: name, media type, bytes."""


def asking_id(request: Request) -> str:
    """Return under which ``DocumentId`` a request goes out; replies name it."""
    return request.id


def opinion_id(request: Request, opinion: Opinion) -> str:
    """Return under which ``DocumentId`` one version of an opinion goes out."""
    return f"{request.id}-v{opinion.version}"


def asking_message(
    acting: Acting, request: Request, letter: Letter, documents: Iterable[Document]
) -> bytes:
    """Return the letter that asks, with its limit as ``DueDate``, and the documents shown."""
    consultation = request.consultation
    due = limit_of(acting, request)
    subject = f"V/v cho ý kiến về hồ sơ {consultation.case.code}"
    top, header, body = begun()
    told = add(header, "MessageHeader")
    _organ(told, "From", directory.unit(acting.root, consultation.asking_unit))
    to = _organ(told, "To", directory.unit(acting.root, request.unit))
    add(to, "DueDate", day_written(due.date()))
    add(told, "DocumentId", asking_id(request))
    add_all(told, "Code", CodeNumber="", CodeNotation=consultation.case.code)
    _about(told, consultation.asked_at.date(), subject, request.asked, consultation.asked_by_name)
    add(told, "DueDate", day_written(due.date()))
    _trace(header, acting, consultation.asking_unit, consultation.asked_at)
    attach(body, [letter, *_packed(documents)])
    return as_bytes(top)


def opinion_message(
    acting: Acting, request: Request, opinion: Opinion, letter: Letter, files: Iterable[Document]
) -> bytes:
    """Return the letter that answers; ``ResponseFor`` says what it answers."""
    consultation, reply = request.consultation, opinion.reply
    at = opinion.given_at or acting.now
    number, _stroke, notation = reply.letter_number.partition("/")
    top, header, body = begun()
    told = add(header, "MessageHeader")
    _organ(told, "From", directory.unit(acting.root, request.unit))
    _organ(told, "To", directory.unit(acting.root, consultation.asking_unit))
    add(told, "DocumentId", opinion_id(request, opinion))
    add_all(told, "Code", CodeNumber=number, CodeNotation=notation)
    subject = f"Ý kiến về hồ sơ {consultation.case.code}"
    signer, position = opinion.given_by_name, translate(opinion.position, "vi")
    content = opinion_words(acting, request, opinion)
    _about(told, reply.letter_date or at.date(), subject, content, signer, position)
    _response_for(told, acting, request)
    _trace(header, acting, request.unit, at)
    attach(body, [letter, *_packed(files)])
    return as_bytes(top)


def opinion_words(acting: Acting, request: Request, opinion: Opinion) -> str:
    """Return everything an opinion says, as the text of a letter."""
    reply = opinion.reply
    outcome = template_of(acting, request.consultation).answers.get(reply.outcome, reply.outcome)
    remarks = (
        f"{number}. {place}: {text}" if place else f"{number}. {text}"
        for number, (place, text) in enumerate(reply.numbered, 1)
    )
    conditions = (f"Điều kiện: {each}" for each in reply.conditions)
    return "\n".join(filter(None, (translate(outcome, "vi"), reply.text, *remarks, *conditions)))


def receipt_message(acting: Acting, request: Request) -> bytes:
    """Return that a request has been received by its body: status 03."""
    top, header, _body = begun()
    told = add(header, "Status")
    _response_for(told, acting, request)
    _organ(told, "From", directory.unit(acting.root, request.unit))
    add(told, "StatusCode", RECEIVED)
    add(told, "Description", "Đã tiếp nhận")
    add(told, "Timestamp", instant_written(request.opened_at or acting.now))
    add_all(told, "StaffInfo", Staff=request.opened_by_name)
    return as_bytes(top)


def organ_id(unit: Unit) -> str:
    """Return by what a unit is known to other systems: its code, or its id where it has none."""
    return unit.code or unit.id


def _organ(parent: Any, name: str, unit: Unit) -> Any:
    return add_all(
        parent,
        name,
        OrganId=organ_id(unit),
        OrganizationInCharge="",
        OrganName=unit.title.vi,
        OrganAdd=unit.address,
        Email=unit.email,
        Telephone=unit.telephone,
        Fax="",
        Website="",
    )


def _about(
    told: Any, on: date, subject: str, content: str, signer: str, position: str = ""
) -> None:
    add_all(told, "PromulgationInfo", Place="", PromulgationDate=day_written(on))
    kind, name = LETTER
    add_all(told, "DocumentType", Type=kind, TypeName=name)
    add(told, "Subject", subject)
    add(told, "Content", content)
    add_all(told, "SignerInfo", Competence="", Position=position, FullName=signer)


def _response_for(told: Any, acting: Acting, request: Request) -> None:
    consultation = request.consultation
    asked = add(told, "ResponseFor")
    add(asked, "OrganId", organ_id(directory.unit(acting.root, consultation.asking_unit)))
    add(asked, "Code", consultation.case.code)
    add(asked, "PromulgationDate", day_written(consultation.asked_at.date()))
    add(asked, "DocumentId", asking_id(request))


def _trace(header: Any, acting: Acting, unit: str, at: datetime) -> None:
    traces = add(header, "TraceHeaderList")
    from_organ = organ_id(directory.unit(acting.root, unit))
    add_all(traces, "TraceHeader", OrganId=from_organ, Timestamp=instant_written(at))
    business = add_all(traces, "Bussiness", BussinessDocType=NEW, BussinessDocReason="")
    add(business, "Paper", "0")


def _packed(documents: Iterable[Document]) -> Iterable[Letter]:
    return ((each.name, each.media_type, each.read()) for each in documents)
