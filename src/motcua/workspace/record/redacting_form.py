"""The forms in which marks are made and looked over: what stands in them.

Every mark, every sentence and every file is a field of its own, so that all of it
works without a script.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget
from pyramid.request import Request

from motcua.consultations.content import Redaction, Reply, Span
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.record.redacting import REASONS, holds, pieces_of, sentences_of
from motcua.documents.content import Document
from motcua.pages import forms
from motcua.pages.fields import lines
from motcua.pages.forms import Button, Form
from motcua.pages.widgets import Radios, Tick, Upload
from motcua.words import Sentence, _, translate

RULE = "opinion"
MARK, CONFIRM, BACK = "mark", "confirm", "send_back"
NAME = "name_leaves"
WITHHELD, AS_IT_IS, COPY = "withheld", "as_it_is", "copy"


def written_span(span: Span) -> str:
    """Return a mark as a field of the form carries it."""
    return "|".join((span.part, str(span.start), str(span.end), span.reason))


def beginning(redaction: Redaction | None, asked: OpinionRequest) -> dict[str, Any]:
    """Return what stands in the form of marks when it opens: those that hold."""
    known = redaction if redaction and holds(redaction, asked) else None
    reply = asked.opinion.reply if asked.opinion else Reply()
    copies = {each.of: each.copy for each in known.files} if known else {}
    return {
        "keep": {written_span(each) for each in known.spans} if known else set(),
        "seen": redaction.revision if redaction else 0,
        NAME: known.name_leaves if known else False,
        "files": {
            f"file{number}": {"what": _leaves(file, copies.get(file.id))}
            for number, file in enumerate(reply.files)
        },
    }


def _leaves(file: Document, copy: Document | None) -> str:
    if copy is None:
        return WITHHELD
    return AS_IT_IS if copy is file else COPY


def marking_form(request: Request, asked: OpinionRequest, redaction: Redaction | None) -> Form:
    """Return the form of whoever marks."""
    language = request.locale_name
    reply = asked.opinion.reply if asked.opinion else Reply()
    known = redaction if redaction and holds(redaction, asked) else None
    texts = pieces_of(request.acting, asked)
    nodes = [
        *_keeping(known, texts, language),
        *_sentences(texts, language),
        lines(
            "words",
            _("Words to hide, one a line"),
            language,
            help=_("Wherever they stand in the opinion."),
            most=10_000,
            missing="",
        ),
        _reason(language),
        *_file_nodes(reply, known, language),
        *_name_nodes(asked, language),
        lines("note", _("To whoever confirms"), language, 2, most=10_000, missing=""),
        forms.hidden("seen", colander.Integer()),
    ]
    schema = colander.SchemaNode(colander.Mapping(), *nodes)
    form = forms.form(request, schema, buttons=(Button(MARK, _("Save the marks")),))
    form.redaction = known
    return form


def _name_nodes(asked: OpinionRequest, language: str) -> Iterator[colander.SchemaNode]:
    """Whether somebody private is named; of nobody else is that a question."""
    if asked.outsider is not None and asked.outsider.is_private:
        yield colander.SchemaNode(
            colander.Boolean(),
            name=NAME,
            title=translate(_("The name of this person may leave the office"), language),
            widget=Tick(),
            missing=False,
        )


def _keeping(
    known: Redaction | None, parts: Mapping[str, str], language: str
) -> Iterator[colander.SchemaNode]:
    if known is None or not known.spans:
        return
    values = [
        (
            written_span(each),
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


def _sentences(parts: Mapping[str, str], language: str) -> Iterator[colander.SchemaNode]:
    values = [
        (f"{part}|{start}|{end}", text[start:end])
        for part, text in parts.items()
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


def second_form(request: Request, redaction: Redaction | None) -> Form:
    """Return the form of whoever looks it over."""
    schema = colander.SchemaNode(
        colander.Mapping(),
        lines(
            "why",
            _("What is still to be hidden, or need not be"),
            request.locale_name,
            2,
            most=10_000,
            missing="",
        ),
        forms.hidden("seen", colander.Integer()),
    )
    buttons = (
        Button(CONFIRM, _("Confirm: the redacted text may leave")),
        Button(BACK, _("Send back"), ""),
    )
    return forms.form(request, schema, buttons=buttons, formid="second")
