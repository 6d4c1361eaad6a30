"""The form in which an asked body writes its answer: a draft, then the official word.

The lines for remarks and conditions are in :mod:`remarking`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget
from pyramid.request import Request

from motcua.consultations.asking.questions import NOT_COMPETENT, questions_of
from motcua.consultations.content import Reply
from motcua.consultations.desk import Desk
from motcua.documents import uploads
from motcua.documents.content import Document
from motcua.pages import applying, forms, remarking, wishing
from motcua.pages.fields import answer, day, line, lines
from motcua.pages.forms import Button, Form
from motcua.pages.schemas import file_slots, node_of
from motcua.words import _, translate
from motcua.workflows.definition import Field

RULE = "opinion"
"""Which rule of ``config/uploads.yaml`` the files of an opinion follow."""
SLOTS = 2
"""Files that one sending may add; a draft that is saved again takes as many more."""
GIVE, DRAFT, CORRECT, SUBMIT = "give", "draft", "correct", "submit"
ANSWERS, SEEN = "answers", "seen_changes"
REVISION, REASON, NOTE = "revision", "reason", "note_inside"
LONGEST = 30_000


def answer_form(
    request: Request,
    desk: Desk,
    buttons: Sequence[Button],
    correcting: bool = False,
    extra: Sequence[colander.SchemaNode] = (),
    inside: bool = True,
) -> Form:
    """Return the form over what lies on the desk; ``extra`` fields stand above the note inside.

    Whoever takes an answer down for a body (``inside`` is no) writes no note of that body.
    """
    language = request.locale_name
    kept = _kept(desk, correcting)
    nodes = [
        _outcome(desk, language, DRAFT not in request.POST),
        lines(
            "text",
            _("Your opinion"),
            language,
            6,
            help=_("Needed where you disagree."),
            missing=None,
        ),
        *asked_besides(request, desk),
        *remarking.nodes(request, _written(desk, correcting)),
        *([_keep(kept, language)] if kept else []),
        file_slots(language, SLOTS, RULE),
        line("letter_number", _("Number of your letter"), language, missing=None),
        day("letter_date", _("Date of your letter"), language, missing=None),
        *extra,
        wishing.node(request, desk, kept, SLOTS),
        lines(
            NOTE,
            _("Note of your unit"),
            language,
            2,
            help=_("It stays inside your unit: neither the asker nor anybody else reads it."),
            missing=None,
        ),
        forms.hidden(REVISION, colander.Integer()),
        seen_node(),
    ]
    if not inside:
        nodes = [each for each in nodes if each.name != NOTE]
    if correcting:
        nodes.insert(0, lines(REASON, _("Why the opinion is corrected"), language, 2))
    schema = colander.SchemaNode(colander.Mapping(), *nodes)
    return forms.form(request, schema, buttons=buttons)


def seen_node() -> colander.SchemaNode:
    """The hidden field that says how many changes of what is asked the page knew."""
    node = forms.hidden(SEEN, colander.Integer())
    node.missing = None
    return node


def asked_besides(request: Request, desk: Desk) -> list[colander.SchemaNode]:
    """Return the questions of the template, in a part of their own; none where there are none.

    A draft may wait with them, and whoever is not competent need not answer.
    """
    needed = DRAFT not in request.POST and request.POST.get("outcome") != NOT_COMPETENT
    return questions_asked(request, questions_of(request.acting, desk.request), needed)


def questions_asked(
    request: Request, fields: Sequence[Field], needed: bool = True
) -> list[colander.SchemaNode]:
    """Return these questions in a part of their own; none where there are none."""
    if not fields:
        return []
    units = applying.units_for(request)
    nodes = [node_of(each, needed, request.locale_name, units) for each in fields]
    title = translate(_("Questions"), request.locale_name)
    return [colander.SchemaNode(colander.Mapping(), *nodes, name=ANSWERS, title=title)]


def beginning(request: Request, desk: Desk, correcting: bool = False) -> dict[str, Any]:
    """Return what stands in the form when it opens: the draft, or what is to be corrected."""
    reply = _written(desk, correcting)
    return {
        "outcome": reply.outcome or colander.null,
        "text": reply.text,
        ANSWERS: {id: each for id, each in reply.answers if each is not None},
        SEEN: len(desk.request.changes),
        **remarking.beginning(request, reply),
        "keep": {each.id for each in reply.files},
        "letter_number": reply.letter_number,
        "letter_date": reply.letter_date or colander.null,
        wishing.WISHES: wishing.beginning(reply),
        NOTE: desk.internal_note,
        REVISION: desk.draft.revision if desk.draft else 0,
    }


def reply_of(form: Form, desk: Desk, correcting: bool = False) -> Reply:
    """Return what was written, with the files that were held for the form."""
    filled = form.filled
    kept = filled.get("keep") or ()
    before = tuple(each for each in _kept(desk, correcting) if each.id in kept)
    new = _taken(form, filled["files"])
    remarks: Mapping[str, Any] = remarking.written(filled)
    return Reply(
        outcome=filled["outcome"] or "",
        text=filled["text"] or "",
        answers=tuple((filled.get(ANSWERS) or {}).items()),
        **remarks,
        letter_number=filled["letter_number"] or "",
        letter_date=filled["letter_date"],
        files=(*before, *new.values()),
        **wishing.written(filled, new),
    )


def shown_with_more(form: Form, desk: Desk, correcting: bool = False) -> bool:
    """Show the form with another line, where one was asked for; say whether it was."""
    if not (form.was_sent and remarking.more_wanted(form.request)):
        return False
    form.again()
    remarking.renew(form, _written(desk, correcting))
    return True


def _taken(form: Form, tokens: Mapping[str, str | None]) -> dict[int, Document]:
    """Return the files that were chosen now, by the numbers of their fields."""
    acting = form.request.acting
    return {
        number: uploads.take_held(acting, token, RULE)
        for number in range(1, SLOTS + 1)
        if (token := tokens.get(f"file{number}"))
    }


def _written(desk: Desk, correcting: bool) -> Reply:
    if correcting and desk.opinions:
        return desk.opinions[-1].reply
    return desk.draft.reply if desk.draft else Reply()


def _kept(desk: Desk, correcting: bool) -> tuple[Document, ...]:
    return _written(desk, correcting).files


def _outcome(desk: Desk, language: str, needed: bool) -> colander.SchemaNode:
    """A draft may leave the answer open; the official word may not."""
    missing = colander.required if needed else None
    return answer(_("Answer"), desk.outcomes, language, missing=missing)


def _keep(kept: Sequence[Document], language: str) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Set(),
        name="keep",
        title=translate(_("Files that are here already"), language),
        widget=CheckboxChoiceWidget(values=[(each.id, each.name) for each in kept]),
        missing=None,
    )
