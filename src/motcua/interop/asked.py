"""What one is asked and what one asks: lists, one request, its files, and the deeds of a body."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping
from datetime import date
from io import BytesIO
from typing import IO, Any

from pyramid.request import Request
from pyramid.response import Response

from motcua.acting import Acting
from motcua.consultations import access, actions, inbox
from motcua.consultations.asking.questions import questions_of
from motcua.consultations.content import Reply
from motcua.consultations.content import Request as Asked
from motcua.consultations.desk import desk
from motcua.consultations.overviews.matrix import matrix
from motcua.deadlines.terms import read_term
from motcua.documents import uploads
from motcua.documents.content import Document
from motcua.interop import telling
from motcua.interop.parts import WrongContent
from motcua.pages.downloads import file_response
from motcua.words import _

RULE = "opinion"
"""Which rule of ``config/uploads.yaml`` the files of an opinion follow."""
SIZE = 50
"""Requests on one page of a list of what a body is asked."""
LINES = 20
"""Cases on one page of what one asks oneself."""
LONGEST_PLACE = 64

Sent = Mapping[str, Any]
Told = dict[str, Any]


def requests(request: Request, sent: Sent) -> Told:
    """Give a page of one's lists: what waits for one's units, or for what one waits."""
    after = _place(sent.get("after", ""))
    acting = request.acting
    if sent["side"] == "body":
        found, following = _of_body(acting, after)
    else:
        found, following = _of_asker(acting, after, sent.get("of") == "unit")
    return {
        "requests": [telling.summary(request, each) for each in found],
        "next": following.hex(),
    }


def _place(shown: str) -> bytes:
    try:
        if len(shown) <= LONGEST_PLACE:
            return bytes.fromhex(shown)
    except ValueError:
        pass
    raise WrongContent([("after", _("This is no place in a list."))])


def _of_body(acting: Acting, after: bytes) -> tuple[list[Asked], bytes]:
    """Read the lists of the bodies; what they show is asked of the one predicate once more."""
    page = acting.root.worklists.page(inbox.body_lists_of(acting), SIZE, after)
    found = (inbox.request_of(acting, each.subject) for each in page.entries)
    return [each for each in found if each and access.may_see(acting, each)], page.next


def _of_asker(acting: Acting, after: bytes, unit: bool) -> tuple[list[Asked], bytes]:
    """Read the matrix: who was asked about waiting cases of one's own, or of one's units."""
    page = matrix(acting, "limit", after, LINES, unit)
    found = [cell.request for line in page.lines for cell in line.cells.values()]
    return [each for each in found if access.may_see(acting, each)], page.next


def one(request: Request, sent: Sent) -> Told:
    """Give one request, as it lies on the desk of whoever reads it."""
    return shown(request, asked_of(request))


def asked_of(request: Request) -> Asked:
    """Return the request that the address names, for whoever may see it."""
    return access.request_for(request.acting, request.matchdict["request"])


def shown(request: Request, asked: Asked) -> Told:
    """Give a request as it is now, to whoever has just done something with it."""
    return telling.whole(request, asked, desk(request.acting, asked))


def file(request: Request, sent: Sent) -> Response:
    """Give one file around a request."""
    document = access.document_for(request.acting, asked_of(request), request.matchdict["file"])
    return file_response(request, document)


def take_note(request: Request, sent: Sent) -> Told:
    """Say for the body that the request has come: the receipt."""
    asked = asked_of(request)
    actions.open_request(request.acting, asked)
    return shown(request, asked)


def give(request: Request, sent: Sent) -> Told:
    """Give the body's official word.

    A program that does not say which draft and which question it has read, has
    read none: what a colleague drafted, or the asker changed, is not passed over.
    """
    acting, asked = request.acting, asked_of(request)
    actions.give_opinion(
        acting,
        asked,
        reply_of(acting, asked, sent),
        sent.get("revision", 0),
        seen_changes=sent.get("changes", 0),
    )
    return shown(request, asked)


def correct(request: Request, sent: Sent) -> Told:
    """Give a new version of what the body said."""
    acting, asked = request.acting, asked_of(request)
    reply = reply_of(acting, asked, sent)
    actions.correct_opinion(acting, asked, reply, sent["reason"], seen_version=sent["version"])
    return shown(request, asked)


def extend(request: Request, sent: Sent) -> Told:
    """Ask for more time, for the body."""
    asked = asked_of(request)
    actions.ask_extension(request.acting, asked, read_term(sent["term"]), sent["reason"])
    return shown(request, asked)


def reply_of(acting: Acting, asked: Asked, sent: Sent) -> Reply:
    """Return what was sent as the same thing that a form holds."""
    remarks = sent.get("remarks", ())
    written = sent.get("letter_date")
    sent_files = sent.get("files", ())
    files = _files(acting, sent_files)
    return Reply(
        outcome=sent["outcome"],
        text=sent.get("text", ""),
        remarks=tuple(each["text"] for each in remarks),
        places=tuple(each.get("place", "") for each in remarks),
        conditions=tuple(sent.get("conditions", ())),
        answers=_answers(acting, asked, sent.get("answers", {})),
        competent=sent.get("competent", ""),
        confidential=sent.get("confidential", False),
        letter_number=sent.get("letter_number", ""),
        letter_date=date.fromisoformat(written) if written else None,
        files=files,
        confidential_files=_marked("confidential", sent_files, files),
        edited=_marked("edited", sent_files, files),
        parts=tuple(sent.get("parts", ())),
        together_with=tuple(sent.get("together_with", ())),
    )


def _marked(mark: str, sent: Any, files: tuple[Document, ...]) -> tuple[str, ...]:
    """Return the ids of the files that were sent with a mark."""
    pairs = zip(sent, files, strict=True)
    return tuple(document.id for each, document in pairs if each.get(mark, False))


def _answers(acting: Acting, asked: Asked, given: Mapping[str, Any]) -> tuple[tuple[str, Any], ...]:
    """Read days as days; whether an answer fits its question is said by the action."""
    days = {each.id for each in questions_of(acting, asked) if each.kind == "date"}
    return tuple((id, _day(id, each) if id in days else each) for id, each in given.items())


def _day(id: str, given: Any) -> date:
    try:
        return date.fromisoformat(given)
    except (TypeError, ValueError):
        raise WrongContent([(f"answers.{id}", _("A day is written as 2026-11-23."))]) from None


def _files(acting: Acting, sent: Any) -> tuple[Document, ...]:
    """Take the files in, by the same rule as the page."""
    return tuple(
        uploads.accept(acting, each["name"], _bytes_of(each, number), RULE)
        for number, each in enumerate(sent)
    )


def _bytes_of(sent: Sent, number: int) -> IO[bytes]:
    """Return the bytes of a file: as they came, or out of base64."""
    if "stream" in sent:
        stream: IO[bytes] = sent["stream"]
        return stream
    try:
        return BytesIO(base64.b64decode(sent["content"], validate=True))
    except (binascii.Error, ValueError):
        place = f"files[{number}].content"
        raise WrongContent([(place, _("This is no base64."))]) from None
