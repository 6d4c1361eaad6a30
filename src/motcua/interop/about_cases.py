"""Asking others about a case, and reading everything that was asked and said."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from pyramid.request import Request

from motcua.acting import NotHere
from motcua.cases.access import Sight, require_sight
from motcua.cases.content import Case
from motcua.cases.tracking import find
from motcua.consultations.actions import ask_opinions
from motcua.consultations.consultation_file import consultation_file
from motcua.consultations.offers import openings
from motcua.consultations.suggestions import Suggestions, suggestions
from motcua.deadlines.terms import Term, read_term
from motcua.interop import telling
from motcua.words import _

Sent = Mapping[str, Any]
Told = dict[str, Any]


def case_of(request: Request) -> Case:
    """Return the case of the address, for those who read its papers."""
    case = find(request.acting, request.matchdict["code"])
    if case is None:
        raise NotHere(_("There is no case with this code."))
    require_sight(request.acting, case, Sight.DOCUMENTS)
    return case


def file(request: Request, sent: Sent) -> Told:
    """Give the consultation file of a case."""
    return consultation_file(request.acting, case_of(request))


def askable(request: Request, sent: Sent) -> Told:
    """Say what may be asked on the case now, and of whom."""
    acting, case = request.acting, case_of(request)
    return {
        "case": case.code,
        "revision": case.track.revision,
        "templates": [
            _template(request, suggestions(acting, case, each.template.id))
            for each in openings(acting, case)
        ],
    }


def _template(request: Request, known: Suggestions) -> Told:
    say = request.voice.say
    return {
        "id": known.template.id,
        "title": say(known.template.title),
        "question": known.question,
        "silence_means": say(known.silence),
        "documents": [
            {
                "id": each.document.id,
                "name": each.document.name,
                "size": each.document.size,
                "media_type": each.document.media_type,
                "sha256": each.document.sha256,
                "href": "",
            }
            for each in known.documents
        ],
        "bodies": [
            {
                "unit": {"id": each.unit.id, "name": say(each.unit.title)},
                "because": say(each.because),
                "required": each.required,
                "due": telling.instant(each.due.instant) if each.due else "",
            }
            for each in known.bodies
        ],
    }


def ask(request: Request, sent: Sent) -> Told:
    """Ask units for their opinion, all at once."""
    sending = ask_opinions(
        request.acting,
        case_of(request),
        sent["template"],
        units=sent["units"],
        question=sent.get("question", ""),
        documents=sent.get("documents", ()),
        limits={unit: _limit(said) for unit, said in sent.get("limits", {}).items()},
        notes=sent.get("notes", {}),
        beyond=sent.get("beyond", ""),
        seen=sent.get("revision"),
    )
    return {"requests": [telling.summary(request, each) for each in sending.requests]}


def _limit(said: str) -> Term | date:
    """Read a term, or a day as machines write it."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return read_term(said)
