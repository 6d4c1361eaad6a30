"""What is done with a request beside answering it, by either side: each with its small form.

:mod:`request_act` is the page of all of them, and of those of ``inside_acts``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from motcua.acting import Acting
from motcua.consultations import actions
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.outside.guests import send_link_again
from motcua.consultations.record.apart import dissent
from motcua.consultations.record.at_once import answer_at_once
from motcua.consultations.record.on_paper import contest
from motcua.consultations.record.wishes import let_documents_be_read, make_confidential
from motcua.deadlines.terms import Term, read_term
from motcua.pages.forms import Button
from motcua.words import Sentence, _

Deed = Callable[[Acting, OpinionRequest, Mapping[str, Any], str], object]
"""Does it, with what was filled in and the button that was pressed."""
Telling = Callable[[Acting, OpinionRequest], Sentence]


@dataclass(frozen=True)
class Act:
    """One thing that may be done with a request."""

    offer: str
    """Under which name ``consultations.offers`` offers it."""
    fields: tuple[str, ...]
    deed: Deed
    done: Sentence
    buttons: tuple[Button, ...]
    about: Sentence | Telling = ""
    """What is to be known before; told of the very request where it depends on that."""


def _reason(filled: Mapping[str, Any]) -> str:
    return filled["reason"] or ""


def _limit(filled: Mapping[str, Any]) -> Term | None:
    return read_term(filled["new_limit"]) if filled["new_limit"] else None


def _more_time(acting: Acting, asked: OpinionRequest, filled: Any, pressed: str) -> None:
    """Grant all of it, less of it, or nothing."""
    if pressed == "refuse":
        actions.refuse_extension(acting, asked, _reason(filled))
    else:
        actions.grant_extension(acting, asked, read_term(filled["granted"]), _reason(filled))


ACTS: Mapping[str, Act] = {
    "xem": Act(
        "open",
        (),
        lambda acting, asked, filled, pressed: actions.open_request(acting, asked),
        _("The asker sees that your unit has opened the question."),
        (Button("do", _("Take note")),),
    ),
    "nhan": Act(
        "claim",
        (),
        lambda acting, asked, filled, pressed: actions.claim(acting, asked),
        _("You prepare the answer now."),
        (Button("do", _("Take it on")),),
    ),
    "tra": Act(
        "give_back",
        ("reason",),
        lambda acting, asked, filled, pressed: actions.give_back(acting, asked, _reason(filled)),
        _("The question is back in the list of your unit."),
        (Button("do", _("Give back")),),
        _("Somebody else of your unit can then take it on."),
    ),
    "giao": Act(
        "assign",
        ("person",),
        lambda acting, asked, filled, pressed: actions.assign(acting, asked, filled["person"]),
        _("Assigned."),
        (Button("do", _("Assign")),),
    ),
    "xin-them-han": Act(
        "ask_extension",
        ("wanted", "needed_reason"),
        lambda acting, asked, filled, pressed: actions.ask_extension(
            acting, asked, read_term(filled["wanted"]), _reason(filled)
        ),
        _("The asker is told. Until they answer, the limit stands as it is."),
        (Button("do", _("Ask for more time")),),
        _("More time can be asked for once. The limit stands until it is granted."),
    ),
    "them-han": Act(
        "grant_extension",
        ("granted", "reason"),
        _more_time,
        _("The body is told."),
        (Button("grant", _("Grant")), Button("refuse", _("Refuse"), "grave")),
        _("Where it is less than asked for, or nothing, say why."),
    ),
    "don-doc": Act(
        "urge",
        ("message",),
        lambda acting, asked, filled, pressed: actions.urge(acting, asked, _reason(filled)),
        _("The body is reminded; the date stands in the history."),
        (Button("do", _("Urge")),),
        _("A body is urged at most once a day."),
    ),
    "dong-y": Act(
        "agree_at_once",
        (),
        lambda acting, asked, filled, pressed: answer_at_once(acting, asked, "agree"),
        _("The opinion of your unit is sent. From now on it stands as it is."),
        (Button("do", _("Agree, with nothing to add")),),
        _("Your unit agrees with what is asked, without remarks and without a letter."),
    ),
    "phan-doi": Act(
        "contest",
        ("words",),
        lambda acting, asked, filled, pressed: contest(acting, asked, filled["words"] or ""),
        _("The asker is told."),
        (Button("do", _("Contest it")),),
        _("Say what is not as your unit wrote it. To give other words, correct the opinion."),
    ),
    "tu-tra-loi": Act(
        "answer_ourselves",
        ("words",),
        lambda acting, asked, filled, pressed: actions.answer_ourselves(
            acting, asked, filled["words"] or ""
        ),
        _("Your unit answers itself. Write the answer below, within the limit as it was."),
        (Button("do", _("Give our own opinion instead")),),
        _(
            "What was taken over stays as an earlier version. Until your unit has answered, its "
            "answer is missing. You may say why; it is not needed."
        ),
    ),
    "bao-luu": Act(
        "dissent",
        ("words",),
        lambda acting, asked, filled, pressed: dissent(acting, asked, filled["words"] or ""),
        _("Your view stands beside the opinion of your unit, under your name."),
        (Button("do", _("Attach my view")),),
        _("Whoever reads the opinion reads it too. It is not taken back."),
    ),
    "mat": Act(
        "make_confidential",
        (),
        lambda acting, asked, filled, pressed: make_confidential(acting, asked),
        _("The answer is read by those alone who decide."),
        (Button("do", _("Make the answer confidential"), "grave"),),
        _("It cannot be taken back, not even by a correction."),
    ),
    "giu-tai-lieu": Act(
        "keep_documents",
        (),
        lambda acting, asked, filled, pressed: let_documents_be_read(acting, asked),
        _("The body goes on reading the documents it was shown."),
        (Button("do", _("Let them be read on")),),
        _("The procedure closes them to the body once it has answered."),
    ),
    "giu-nguyen": Act(
        "confirm",
        (),
        lambda acting, asked, filled, pressed: actions.confirm_unchanged(acting, asked),
        _("Your unit has confirmed that its earlier opinion stays as it was."),
        (Button("do", _("The earlier opinion stays as it was")),),
        _("It is the answer of your unit to this round, and names the earlier opinion."),
    ),
    "hoi-lai": Act(
        "ask_anew",
        ("why", "new_limit"),
        lambda acting, asked, filled, pressed: actions.ask_anew(
            acting, asked, filled["why"], _limit(filled)
        ),
        _("The body is asked for its answer anew, and told why."),
        (Button("do", _("Ask for the answer anew")),),
        _("What it said before stays, and is no longer its last word. It is missing until then."),
    ),
    "huy-im-lang": Act(
        "reverse_silence",
        ("why", "then", "new_limit"),
        lambda acting, asked, filled, pressed: actions.reverse_silence(
            acting, asked, filled["why"], filled["then"], _limit(filled)
        ),
        _("The silence no longer counts; the record and your reason stay beside each other."),
        (Button("do", _("Undo the silence"), "grave"),),
        _("The record of the silence is never taken away."),
    ),
    "gui-lai-duong-dan": Act(
        "send_link",
        (),
        lambda acting, asked, filled, pressed: send_link_again(acting, asked),
        _("A new link is on its way. The earlier one no longer works."),
        (Button("do", _("Send a new link")),),
        _("The earlier link stops working at once."),
    ),
    "rut": Act(
        "withdraw",
        ("needed_reason",),
        lambda acting, asked, filled, pressed: actions.withdraw(acting, asked, _reason(filled)),
        _("The request is withdrawn, and the body is told why."),
        (Button("do", _("Withdraw the request"), "grave"),),
        _("The body no longer has to answer. What it answered before stays."),
    ),
}
"""By the last part of the address."""

PATHS: Mapping[str, str] = {act.offer: path for path, act in ACTS.items()} | {
    "correct": "sua",
    "change": "sua-yeu-cau",
    "record": "ghi-nhan",
    "take_over": "y-kien-truoc",
    "redact": "che",
}
"""Where each act is done, by the name under which it is offered."""
