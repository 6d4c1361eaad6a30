"""Marking what of an opinion does not leave, and confirming it.

Without a script: existing marks are ticked and can be unticked, sentences are
ticked, words are typed; one reason for what is added, saved as often as there
are reasons.  With a script, selecting words writes them into the field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotAllowed
from motcua.consultations.content import RedactedFile, Redaction, Reply, Span
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.offers import offered
from motcua.consultations.record.redacting import (
    MARKED,
    STANDINGS,
    confirm,
    holds,
    mark,
    pieces_of,
    redaction_of,
    send_back,
    spans_of_words,
    standing,
)
from motcua.consultations.record.released import cut
from motcua.consultations.templates import template_of
from motcua.documents import uploads
from motcua.documents.content import Document
from motcua.pages.forms import Form
from motcua.pages.legible import number_in
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workspace import addresses
from motcua.workspace.opened import request_of
from motcua.workspace.record.redacting_form import (
    AS_IT_IS,
    BACK,
    COPY,
    NAME,
    RULE,
    beginning,
    marking_form,
    second_form,
)

PARTS: Mapping[str, Sentence] = {
    "text": _("Wording"),
    "remark": _("Remark"),
    "place": _("Place"),
    "condition": _("Condition"),
}
ANSWER = "answer"
"""The part that an answer to one question is; the question names it."""


@view_config(
    route_name="request_act",
    match_param="act=che",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/redacting.pt",
)
def redacting(request: Request) -> dict[str, Any] | Response:
    """Show the opinion with its marks; mark, confirm, send back."""
    asked, acting = request_of(request), request.acting
    offer = offered(acting, asked, "redact")
    if offer is None or not offer.enabled or asked.opinion is None:
        raise NotAllowed(
            offer.reason if offer else _("You do not decide what of this opinion leaves."),
            _("Whoever handles the case does, and somebody else who decides on it."),
        )
    redaction, texts = redaction_of(acting, asked), pieces_of(acting, asked)
    form = marking_form(request, asked, redaction)
    second = second_form(request, redaction)
    if _done(form, lambda: _mark(form, asked)):
        request.tell(_("Marked. Somebody else who decides on the case confirms it."))
        return HTTPSeeOther(addresses.request_act(asked.id, "che"))
    if _done(second, lambda: _look_over(second, asked)):
        request.tell(_looked_over(second))
        return HTTPSeeOther(addresses.request_act(asked.id, "che"))
    stands = standing(acting, asked)
    marks = redaction.spans if redaction and holds(redaction, asked) else ()
    return {
        "asked": asked,
        "unit": directory.unit(acting.root, asked.unit),
        "opinion": asked.opinion,
        "standing": STANDINGS[stands],
        "stands": stands,
        "redaction": redaction,
        "parts": [
            (_named(request, asked, part), part, cut(text, _of(marks, part)))
            for part, text in texts.items()
        ],
        "whole": texts,
        "form": form.shown(beginning(redaction, asked)),
        "second": second.shown({"seen": redaction.revision if redaction else 0})
        if stands == MARKED and redaction and redaction.by != acting.person
        else None,
        "addresses": addresses,
    }


def _done(form: Form, deed: Callable[[], object]) -> bool:
    return form.was_sent and form.answers() is not None and form.attempt(deed)


def part_said(part: str) -> Sentence:
    """Name a part as people do: “Remark 2”."""
    kind, _colon, number = part.partition(":")
    if not number:
        return PARTS[kind]
    return _("${part} ${n}", mapping={"part": PARTS[kind], "n": number})


def _named(request: Request, asked: OpinionRequest, part: str) -> Sentence:
    """Name a part; an answer by the question it was given to."""
    kind, _colon, id = part.partition(":")
    if kind != ANSWER:
        return part_said(part)
    fields = template_of(request.acting, asked.consultation).questions
    return next(each.title for each in fields if each.id == id)


def _of(spans: tuple[Span, ...], part: str) -> list[Span]:
    return [each for each in spans if each.part == part]


def _mark(form: Form, asked: OpinionRequest) -> None:
    filled, acting = form.filled, form.request.acting
    reply, texts = asked.opinions[-1].reply, pieces_of(acting, asked)
    reason = filled["reason"] or ""
    spans = [*map(_span, filled.get("keep") or ())]
    spans += [_span(f"{each}|{reason}") for each in filled.get("sentences") or ()]
    spans += spans_of_words(texts, (filled["words"] or "").splitlines(), reason)
    mark(
        acting,
        asked,
        spans,
        dict(_files(form, reply)),
        filled["note"] or "",
        seen=filled["seen"],
        name_leaves=bool(filled.get(NAME)),
    )


def _span(written: str) -> Span:
    part, start, end, reason = (written.split("|") + [""] * 4)[:4]
    return Span(part, number_in(start, -1), number_in(end, -1), reason)


def _files(form: Form, reply: Reply) -> Iterator[tuple[str, RedactedFile | None]]:
    chosen = form.filled.get("files") or {}
    for number, file in enumerate(reply.files):
        said = chosen.get(f"file{number}") or {}
        token = said.get("copy")
        if token:
            copy = uploads.take_held(form.request.acting, token, RULE)
            yield file.id, RedactedFile(file.id, copy)
        elif said.get("what") == AS_IT_IS:
            yield file.id, RedactedFile(file.id, file)
        elif said.get("what") == COPY:
            yield file.id, _kept_copy(form, file)


def _kept_copy(form: Form, file: Document) -> RedactedFile | None:
    """Return the redacted copy that was there already."""
    redaction: Redaction | None = form.redaction  # type: ignore[attr-defined]
    known = redaction.files if redaction else ()
    return next((each for each in known if each.of == file.id and each.copy is not file), None)


def _look_over(form: Form, asked: OpinionRequest) -> None:
    acting, filled = form.request.acting, form.filled
    if form.pressed == BACK:
        send_back(acting, asked, filled["why"] or "", filled["seen"])
    else:
        confirm(acting, asked, filled["seen"])


def _looked_over(form: Form) -> Sentence:
    if form.pressed == BACK:
        return _("Sent back, with your reason.")
    return _("Confirmed: the redacted text may leave the office now.")
