"""Marking what of an opinion does not leave, and confirming it.

Without a script: existing marks are ticked and can be unticked, sentences are
ticked, words are typed; one reason for what is added, saved as often as there
are reasons.  With a script, selecting words writes them into the field.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget, TextAreaWidget
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
    REASONS,
    STANDINGS,
    confirm,
    holds,
    mark,
    parts_of,
    redaction_of,
    send_back,
    sentences_of,
    spans_of_words,
    standing,
)
from motcua.consultations.record.released import cut
from motcua.documents import uploads
from motcua.documents.content import Document
from motcua.pages import forms
from motcua.pages.forms import Button, Form
from motcua.pages.legible import number_in
from motcua.pages.widgets import Radios, Upload
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence, _, translate
from motcua.workspace import addresses
from motcua.workspace.opened import request_of

RULE = "opinion"
MARK, CONFIRM, BACK = "mark", "confirm", "send_back"
WITHHELD, AS_IT_IS, COPY = "withheld", "as_it_is", "copy"
PARTS: Mapping[str, Sentence] = {
    "text": _("Wording"),
    "remark": _("Remark"),
    "place": _("Place"),
    "condition": _("Condition"),
}


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
    redaction, reply = redaction_of(acting, asked), asked.opinion.reply
    form = _form(request, asked, redaction)
    second = _second(request, redaction)
    if _done(form, lambda: _mark(form, asked, reply)):
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
            (part_said(part), part, cut(text, _of(marks, part)))
            for part, text in parts_of(reply).items()
        ],
        "whole": parts_of(reply),
        "form": form.shown(_beginning(redaction, asked)),
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


def _of(spans: tuple[Span, ...], part: str) -> list[Span]:
    return [each for each in spans if each.part == part]


def _mark(form: Form, asked: OpinionRequest, reply: Reply) -> None:
    filled, acting = form.filled, form.request.acting
    reason = filled["reason"] or ""
    spans = [*map(_span, filled.get("keep") or ())]
    spans += [_span(f"{each}|{reason}") for each in filled.get("sentences") or ()]
    spans += spans_of_words(reply, (filled["words"] or "").splitlines(), reason)
    mark(
        acting,
        asked,
        spans,
        dict(_files(form, reply)),
        filled["note"] or "",
        seen=filled["seen"],
    )


def _span(written: str) -> Span:
    part, start, end, reason = (written.split("|") + [""] * 4)[:4]
    return Span(part, number_in(start, -1), number_in(end, -1), reason)


def _written(span: Span) -> str:
    return "|".join((span.part, str(span.start), str(span.end), span.reason))


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


def _beginning(redaction: Redaction | None, asked: OpinionRequest) -> dict[str, Any]:
    known = redaction if redaction and holds(redaction, asked) else None
    reply = asked.opinion.reply if asked.opinion else Reply()
    copies = {each.of: each.copy for each in known.files} if known else {}
    return {
        "keep": {_written(each) for each in known.spans} if known else set(),
        "seen": redaction.revision if redaction else 0,
        "files": {
            f"file{number}": {"what": _leaves(file, copies.get(file.id))}
            for number, file in enumerate(reply.files)
        },
    }


def _leaves(file: Document, copy: Document | None) -> str:
    if copy is None:
        return WITHHELD
    return AS_IT_IS if copy is file else COPY


def _form(request: Request, asked: OpinionRequest, redaction: Redaction | None) -> Form:
    language = request.locale_name
    reply = asked.opinion.reply if asked.opinion else Reply()
    known = redaction if redaction and holds(redaction, asked) else None
    nodes = [
        *_keeping(known, reply, language),
        *_sentences(reply, language),
        _area(
            "words",
            _("Words to hide, one a line"),
            language,
            _("Wherever they stand in the opinion."),
        ),
        _reason(language),
        *_file_nodes(reply, known, language),
        _area("note", _("To whoever confirms"), language, "", rows=2),
        forms.hidden("seen", colander.Integer()),
    ]
    schema = colander.SchemaNode(colander.Mapping(), *nodes)
    form = forms.form(request, schema, buttons=(Button(MARK, _("Save the marks")),))
    form.redaction = known
    return form


def _keeping(known: Redaction | None, reply: Reply, language: str) -> Iterator[colander.SchemaNode]:
    if known is None or not known.spans:
        return
    parts = parts_of(reply)
    values = [
        (
            _written(each),
            f"“{parts[each.part][each.start : each.end]}” — "
            f"{translate(REASONS[each.reason], language)}",
        )
        for each in known.spans
    ]
    yield colander.SchemaNode(
        colander.Set(),
        name="keep",
        title=translate(_("Marked already"), language),
        widget=CheckboxChoiceWidget(values=values),
        missing=(),
    )


def _sentences(reply: Reply, language: str) -> Iterator[colander.SchemaNode]:
    values = [
        (f"{part}|{start}|{end}", text[start:end])
        for part, text in parts_of(reply).items()
        for start, end in sentences_of(text)
    ]
    if values:
        yield colander.SchemaNode(
            colander.Set(),
            name="sentences",
            title=translate(_("Sentences to hide"), language),
            widget=CheckboxChoiceWidget(values=values),
            missing=(),
        )


def _reason(language: str) -> colander.SchemaNode:
    values = [(id, translate(said, language)) for id, said in REASONS.items()]
    return colander.SchemaNode(
        colander.String(),
        name="reason",
        title=translate(_("Why the sentences and words do not leave"), language),
        widget=Radios(values=values),
        validator=colander.OneOf(list(REASONS)),
        missing=None,
    )


def _file_nodes(
    reply: Reply, known: Redaction | None, language: str
) -> Iterator[colander.SchemaNode]:
    copies = {each.of for each in known.files if each.copy is not None} if known else set()
    slots = [
        _file(number, file, file.id in copies, language) for number, file in enumerate(reply.files)
    ]
    if slots:
        yield colander.SchemaNode(
            colander.Mapping(),
            *slots,
            name="files",
            title=translate(_("Files"), language),
            missing=None,
        )


def _file(number: int, file: Document, has_copy: bool, language: str) -> colander.SchemaNode:
    ways: list[tuple[str, Sentence]] = [
        (WITHHELD, _("It does not leave")),
        (AS_IT_IS, _("It leaves as it is: nothing in it has to be hidden")),
    ]
    if has_copy:
        ways.append((COPY, _("The redacted copy that is there leaves")))
    what = colander.SchemaNode(
        colander.String(),
        name="what",
        title=file.name,
        widget=Radios(values=[(id, translate(said, language)) for id, said in ways]),
        validator=colander.OneOf([id for id, _said in ways]),
        missing=WITHHELD,
    )
    copy = colander.SchemaNode(
        colander.String(),
        name="copy",
        title=translate(_("Redacted copy of this file"), language),
        widget=Upload(rule=RULE),
        missing=None,
    )
    return colander.SchemaNode(
        colander.Mapping(), what, copy, name=f"file{number}", title=file.name, missing=None
    )


def _area(
    name: str, title: Sentence, language: str, help: Sentence, rows: int = 3
) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        name=name,
        title=translate(title, language),
        description=translate(help, language),
        widget=TextAreaWidget(rows=rows),
        validator=colander.Length(max=10_000),
        missing="",
    )


def _second(request: Request, redaction: Redaction | None) -> Form:
    schema = colander.SchemaNode(
        colander.Mapping(),
        _area("why", _("What is still to be hidden, or need not be"), request.locale_name, "", 2),
        forms.hidden("seen", colander.Integer()),
    )
    buttons = (
        Button(CONFIRM, _("Confirm: the redacted text may leave")),
        Button(BACK, _("Send back"), ""),
    )
    return forms.form(request, schema, buttons=buttons, formid="second")
