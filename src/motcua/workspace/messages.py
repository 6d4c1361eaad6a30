"""Requests and opinions as files for the document systems of other agencies (edXML), and back.

Nothing is sent from here: an official downloads the message and brings it to the
document system, or uploads what came from there.  A reply fills in the form in
which answers on paper are taken down; it is read and sent by the official.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from io import BytesIO
from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere, Refusal
from motcua.consultations.access import files_seen, is_inside, opinions_seen
from motcua.consultations.content import Request as Asked
from motcua.consultations.desk import desk
from motcua.consultations.letter import asking_letter, opinion_letter
from motcua.consultations.messages import came
from motcua.consultations.messages.came import Message
from motcua.consultations.messages.envelope import MOST_BYTES
from motcua.consultations.messages.receipts import record_receipt
from motcua.consultations.messages.written import (
    Letter,
    asking_message,
    opinion_message,
    receipt_message,
)
from motcua.consultations.offers import offered
from motcua.documents import uploads
from motcua.documents.setting import as_pdf
from motcua.pages.answering import RULE, SLOTS, beginning
from motcua.pages.downloads import FILES, FONTS, SANDBOX
from motcua.pages.forms import tried
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workspace import addresses
from motcua.workspace.opened import request_of
from motcua.workspace.record.paper import recording_form

PDF = FILES["pdf"]
RECORD = "ghi-nhan"


@view_config(route_name="request_message", request_method="GET", permission=Permission.WORK)
def message(request: Request) -> Response:
    """Give out the message that asks, the one that answers, or the receipt."""
    asked, wanted = request_of(request), request.matchdict["message"]
    write = MESSAGES.get(wanted)
    if write is None:
        raise NotHere()
    response = Response(write(request, asked), content_type="application/xml", charset="utf-8")
    name = f"y-kien-{wanted}-{asked.id}.edxml"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Content-Security-Policy"] = SANDBOX
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _asking(request: Request, asked: Asked) -> bytes:
    acting = request.acting
    letter = _pdf("van-ban-lay-y-kien.pdf", asking_letter(acting, asked))
    shown = [each.document for each in desk(acting, asked).documents]
    return asking_message(acting, asked, letter, shown)


def _answering(request: Request, asked: Asked) -> bytes:
    acting = request.acting
    opinions = opinions_seen(acting, asked)
    if not opinions:
        raise NotHere()
    newest = opinions[-1]
    if newest.taken is not None:  # The body sent no such message about this case.
        raise NotHere()
    letter = _pdf("van-ban-cho-y-kien.pdf", opinion_letter(acting, asked, newest))
    return opinion_message(acting, asked, newest, letter, files_seen(acting, asked, newest))


def _receiving(request: Request, asked: Asked) -> bytes:
    if asked.opened_at is None or not is_inside(request.acting, asked.unit):
        raise NotHere()
    return receipt_message(request.acting, asked)


def _pdf(name: str, page: str) -> Letter:
    return name, PDF, as_pdf(page, FONTS)


MESSAGES: Mapping[str, Callable[[Request, Asked], bytes]] = {
    "hoi": _asking,
    "tra-loi": _answering,
    "da-nhan": _receiving,
}
"""By the last part of the address."""


@view_config(
    route_name="message_in",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/message_in.pt",
)
def take_in(request: Request) -> dict[str, Any] | Response:
    """Ask for the file; take a receipt down, or show what a reply says, to be taken down."""
    if request.method != "POST":
        return _shown()
    found: list[tuple[Asked, Message]] = []
    refusal = tried(request, lambda: found.append(_brought(request)))
    if refusal is not None:
        request.response.status_int = 422
        return _shown(refusal=refusal)
    asked, message = found[0]
    if message.is_status:
        said = _("Taken down: ${organ} confirms that the request has come.")
        request.tell(said % {"organ": message.organ})
        if not came.is_from_asked(request.acting, message, asked):
            request.tell(_another(request, asked, message), "wrong")
        return HTTPSeeOther(addresses.request(asked.id))
    return _filled_in(request, asked, message)


def _another(request: Request, asked: Asked, message: Message) -> Sentence:
    return _(
        "The message calls its sender ${organ}; asked was ${unit}. Make sure that it is the same.",
        mapping={
            "organ": " ".join(filter(None, (message.organ, message.organ_id))),
            "unit": directory.unit(request.acting.root, asked.unit).title,
        },
    )


def _brought(request: Request) -> tuple[Asked, Message]:
    """Read the message, find what it answers, and take a receipt down at once."""
    sent, content = request.POST.get("file"), b""
    if hasattr(sent, "file"):
        with sent.file as opened:
            content = opened.read(MOST_BYTES + 1)
    message = came.read(content)
    asked = came.answered_by(request.acting, message)
    if message.is_status:
        record_receipt(request.acting, asked, message)
    return asked, message


def _filled_in(request: Request, asked: Asked, message: Message) -> dict[str, Any]:
    """Show the form for answers on paper, with what the message says in it."""
    offer = offered(request.acting, asked, "record")
    why_not = offer.reason if offer else _("Nothing can be taken down here.")
    if why_not:
        return _shown(asked=asked, message=message, why_not=why_not)
    lies = desk(request.acting, asked)
    form = recording_form(request, lies)
    form.action = addresses.request_act(asked.id, RECORD)
    tokens, refused = _held(request, message)
    values = {
        **beginning(request, lies),
        "text": message.text,
        "letter_number": message.number,
        "letter_date": message.dated or colander.null,
        "received": request.acting.now.date(),
        "signer": message.signer,
        "files": tokens,
    }
    another = ""
    if not came.is_from_asked(request.acting, message, asked):
        another = _another(request, asked, message)
    return _shown(
        asked=asked, message=message, form=form.shown(values), refused=refused, another=another
    )


def _held(request: Request, message: Message) -> tuple[dict[str, str], list[tuple[str, Sentence]]]:
    """Keep the files aside for the form, as many as it has room for; say which are not taken."""
    tokens: dict[str, str] = {}
    refused: list[tuple[str, Sentence]] = []
    for name, content in message.files:
        if len(tokens) == SLOTS:
            refused.append((name, _("The form has room for ${n} files.", mapping={"n": SLOTS})))
            continue
        held: list[str] = []
        refusal = tried(
            request,
            lambda name=name, content=content, held=held: held.append(  # type: ignore[misc]
                uploads.hold(request.acting, name, BytesIO(content), RULE)
            ),
        )
        if refusal is not None:
            refused.append((name[:100], refusal.sentence))
        else:
            tokens[f"file{len(tokens) + 1}"] = held[0]
    return tokens, refused


def _shown(
    *,
    refusal: Refusal | None = None,
    asked: Asked | None = None,
    message: Message | None = None,
    form: Any = None,
    why_not: Sentence = "",
    another: Sentence = "",
    refused: list[tuple[str, Sentence]] | None = None,
) -> dict[str, Any]:
    return {
        "refusal": refusal,
        "asked": asked,
        "message": message,
        "form": form,
        "why_not": why_not,
        "another": another,
        "refused": refused or [],
        "most": MOST_BYTES // 1_000_000,
        "addresses": addresses,
    }
