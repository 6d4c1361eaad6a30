"""What changed in the words of a document around a request, for a program."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pyramid.request import Request

from motcua.consultations.access import document_for
from motcua.documents.wording import Between, Passage, between, want
from motcua.interop import telling
from motcua.interop.asked import asked_of

Sent = Mapping[str, Any]
Told = dict[str, Any]


def compare(request: Request, sent: Sent) -> Told:
    """Compare two documents, both of which this reader may read."""
    asked = asked_of(request)
    before, after = (document_for(request.acting, asked, sent[name]) for name in ("from", "to"))
    found = between(request.acting, before, after)
    old, new = telling.documents(request, asked, (before, after))
    return {"before": old, "after": new, "state": found.state, **_counted(found)}


def have_compared(request: Request, sent: Sent) -> Told:
    """Have both documents read, as far as nobody has; say what is known at once."""
    asked = asked_of(request)
    want(request.acting, *(document_for(request.acting, asked, sent[each]) for each in sent))
    return compare(request, sent)


def _counted(found: Between) -> Told:
    told = found.comparison
    cut = any(words is not None and (words.cut or words.blank) for words in found.words)
    return {
        "changes": told.changes if told else 0,
        "words_gone": told.words_gone if told else 0,
        "words_new": told.words_new if told else 0,
        "is_coarse": told.coarse if told else False,
        "is_incomplete": cut,
        "passages": [_passage(each) for each in told.passages] if told else [],
    }


def _passage(passage: Passage) -> Told:
    return {
        "kind": passage.kind,
        "change": passage.number,
        "left_out": passage.skipped,
        "parts": [{"kind": each.kind, "text": each.text} for each in passage.parts],
    }
