"""What a body may wish beside its answer: confidence, a part it speaks on, another's signature.

Few need it, so it is a folded section at the end of the form.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import colander
from deform.widget import CheckboxChoiceWidget
from pyramid.request import Request

from motcua.acting import Acting
from motcua.consultations.content import Reply
from motcua.consultations.desk import Desk
from motcua.consultations.record.confidence import NO, is_confidential, may_choose
from motcua.consultations.templates import template_of
from motcua.documents.content import Document
from motcua.pages.fields import lines
from motcua.pages.widgets import Folded, Tick
from motcua.people import directory
from motcua.words import Sentence, _, translate

WISHES = "wishes"
NEW = "new"
"""Before the number of a file that is only now being chosen."""

_TITLES: Mapping[bool, Sentence] = {
    True: _("Confidential, joint or partial opinion"),
    False: _("Confidential or partial opinion"),
}


def node(request: Request, desk: Desk, kept: Sequence[Document], slots: int) -> colander.SchemaNode:
    """Return the section with everything that this body may wish here."""
    language = request.locale_name
    asked, acting = desk.request, request.acting
    files = [(each.id, each.name) for each in kept]
    slot = translate(_("File"), language)
    files += [(f"{NEW}{number}", f"{slot} {number}") for number in range(1, slots + 1)]
    parts = []
    if may_choose(acting, asked):
        title = _("Confidential: only those who decide on the case read this opinion")
        parts.append(_tick("confidential", title, language))
    if _knows_confidence(acting, desk):
        title = _("Confidential files: only those who decide read them")
        parts.append(_choice("confidential_files", title, files, language))
    edited = _("Files that are documents shown to you, with your changes in them")
    parts.append(_choice("edited", edited, files, language))
    parts.append(
        lines(
            "parts",
            _("Documents or parts on which alone you speak"),
            language,
            2,
            help=_("One a line. Left empty, you speak on all of it."),
            most=10_000,
            missing="",
        )
    )
    others = _others(acting, desk, language)
    joint = bool(others) and not asked.opinions and asked.outsider is None
    if joint:
        title = _("Put it to these bodies to be signed as a joint opinion")
        parts.append(_choice("together_with", title, others, language))
    return colander.SchemaNode(
        colander.Mapping(),
        *parts,
        name=WISHES,
        title=translate(_TITLES[joint], language),
        widget=Folded(),
        missing=None,
    )


def _knows_confidence(acting: Acting, desk: Desk) -> bool:
    known = template_of(acting, desk.request.consultation).confidential != NO
    return known or is_confidential(acting, desk.request)


def _others(acting: Acting, desk: Desk, language: str) -> list[tuple[str, str]]:
    asked = desk.request
    return [
        (each.unit, translate(directory.unit(acting.root, each.unit).short, language))
        for each in asked.consultation.requests
        if each is not asked and each.is_known and each.outsider is None
    ]


def beginning(reply: Reply) -> dict[str, Any]:
    """Return what stands in the section when the form opens."""
    return {
        "confidential": reply.confidential,
        "confidential_files": set(reply.confidential_files),
        "edited": set(reply.edited),
        "parts": "\n".join(reply.parts),
        "together_with": set(reply.together_with),
    }


def written(filled: Mapping[str, Any], new: Mapping[int, Document]) -> dict[str, Any]:
    """Return what a reply takes of it; ``new`` are the files chosen now, by their number."""
    wishes = filled.get(WISHES) or {}
    ids = {f"{NEW}{number}": each.id for number, each in new.items()}

    def chosen(name: str) -> tuple[str, ...]:
        return tuple(sorted(ids.get(each, each) for each in wishes.get(name) or ()))

    return {
        "confidential": bool(wishes.get("confidential")),
        "confidential_files": chosen("confidential_files"),
        "edited": chosen("edited"),
        "parts": tuple((wishes.get("parts") or "").splitlines()),
        "together_with": chosen("together_with"),
    }


def _tick(name: str, title: Sentence, language: str) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Boolean(),
        name=name,
        title=translate(title, language),
        widget=Tick(),
        missing=False,
    )


def _choice(
    name: str, title: Sentence, values: Sequence[tuple[str, str]], language: str
) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Set(),
        name=name,
        title=translate(title, language),
        widget=CheckboxChoiceWidget(values=list(values)),
        missing=(),
    )
