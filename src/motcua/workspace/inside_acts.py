"""What is done with a request inside the asked body, and with what the body asks: one form each."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.acting import Acting
from motcua.consultations import actions
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.inside.pieces import pauses
from motcua.deadlines.terms import read_term
from motcua.documents import uploads
from motcua.pages.answering import RULE
from motcua.pages.forms import Button
from motcua.words import Sentence, _
from motcua.workspace.request_acts import Act


def _while_it_is_missing(acting: Acting, asked: OpinionRequest) -> Sentence:
    if pauses(acting, asked):
        return _("Until it is there, the time of your unit stands still.")
    return _("The time of your unit runs on meanwhile.")


def _what_is_missing(acting: Acting, asked: OpinionRequest) -> Sentence:
    return asked.open_piece.words if asked.open_piece else ""


ACTS: Mapping[str, Act] = {
    "kiem-tra": Act(
        "pass_on",
        ("revision",),
        lambda acting, asked, filled, pressed: actions.pass_on(acting, asked, filled["revision"]),
        _("The draft is checked and goes on."),
        (Button("do", _("Checked: pass it on")),),
    ),
    "ky": Act(
        "sign",
        ("revision",),
        lambda acting, asked, filled, pressed: actions.sign_opinion(
            acting, asked, filled["revision"]
        ),
        _("The opinion of your unit is sent. From now on it stands as it is."),
        (Button("do", _("Sign and send as it stands")),),
    ),
    "tra-du-thao": Act(
        "return_draft",
        ("needed_reason",),
        lambda acting, asked, filled, pressed: actions.return_draft(
            acting, asked, filled["reason"]
        ),
        _("The draft is returned, and whoever wrote it is told why."),
        (Button("do", _("Return to be revised")),),
        _("Say what is to be revised. The text can then be changed again."),
    ),
    "lay-lai": Act(
        "take_back",
        (),
        lambda acting, asked, filled, pressed: actions.take_back_draft(acting, asked),
        _("The draft is yours again."),
        (Button("do", _("Take the draft back")),),
    ),
    "xem-lai": Act(
        "call_in",
        ("needed_reason",),
        lambda acting, asked, filled, pressed: actions.call_in(acting, asked, filled["reason"]),
        _("The standing opinion no longer answers here. The limit is as it was."),
        (Button("do", _("Look at this case ourselves")),),
        _("The answer of the standing opinion is taken back, and the asker is told why."),
    ),
    "hoi-noi-khac": Act(
        "ask_instead",
        (),
        lambda acting, asked, filled, pressed: actions.ask_instead(acting, asked),
        _("The same question has been sent to the unit that was named."),
        (Button("do", _("Ask the unit that is competent")),),
        _("The same question, the same documents and as much time."),
    ),
    "hoi-bo-sung": Act(
        "ask_pieces",
        ("of", "what_is_missing"),
        lambda acting, asked, filled, pressed: actions.ask_pieces(
            acting, asked, filled["of"], filled["words"] or ""
        ),
        _("Asked for. You are told when it is there."),
        (Button("do", _("Ask for what is missing")),),
        _while_it_is_missing,
    ),
    "tra-bo-sung": Act(
        "answer_pieces",
        ("answer", "files"),
        lambda acting, asked, filled, pressed: actions.answer_pieces(
            acting, asked, filled["answer"] or "", _taken(acting, filled["files"])
        ),
        _("Sent to the unit that waits for it."),
        (Button("do", _("Send what is missing")),),
        _what_is_missing,
    ),
    "hoi-tiep": Act(
        "ask_further",
        ("units", "others", "question", "documents", "limit", "direct"),
        lambda acting, asked, filled, pressed: _ask_further(acting, asked, filled),
        _("Asked. The answers come to your unit."),
        (Button("do", _("Ask others in turn")),),
        _("They are asked about the same case and answer to your unit, within your limit."),
    ),
}
"""By the last part of the address."""

PATHS: Mapping[str, str] = {
    act.offer: path
    for path, act in ACTS.items()
    if act.offer not in {"pass_on", "sign", "take_back", "return_draft", "ask_instead"}
}
"""Where what stands in the list of acts is done; the others have a place of their own."""


def _taken(acting: Acting, tokens: Mapping[str, str | None]) -> list[Any]:
    return [uploads.take_held(acting, each, RULE) for each in tokens.values() if each]


def _ask_further(acting: Acting, asked: OpinionRequest, filled: Mapping[str, Any]) -> None:
    others = (filled.get("others") or {}).get("other_units") or ()
    units = [*(filled.get("units") or ()), *others]
    limit = (filled["limit"] or "").strip()
    term = read_term(limit) if limit else None
    actions.ask_further(
        acting,
        asked,
        units=units,
        question=filled["question"] or "",
        documents=tuple(filled.get("documents") or ()),
        limits=dict.fromkeys(units, term) if term else {},
        direct=bool(filled["direct"]),
    )
