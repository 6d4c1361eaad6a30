"""What people do in a rehearsal: each kind of move, by the action that the office itself uses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from motcua.acting import Acting, Refusal
from motcua.cases.actions import available, hand_over, perform
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.actions import (
    ask_extension,
    ask_opinions,
    correct_opinion,
    depart,
    give_opinion,
    grant_extension,
    withdraw,
)
from motcua.consultations.content import Reply, Request
from motcua.consultations.history import requests_of
from motcua.consultations.suggestions import suggestions
from motcua.deadlines.terms import read_term
from motcua.people import directory
from motcua.rehearsals import filling, voting
from motcua.rehearsals.happenings import ACTED, ANSWERED, ASKED, HANDED
from motcua.rehearsals.plays import Move
from motcua.words import Sentence, _
from motcua.workflows.definition import ASSIGNEE, Action

if TYPE_CHECKING:
    from motcua.rehearsals.rehearsal import Rehearsal

PLAIN = "agree"
"""The answer that needs no words."""
REASON = "reason"
"""Under which a move says why an opinion is corrected."""


class NotAsked(Refusal):
    """A body answers that was not asked, or has answered."""


@dataclass(frozen=True)
class Deed:
    """One kind of move."""

    kind: str
    said: Callable[[Rehearsal, Move], Sentence]
    do: Callable[[Rehearsal, Move, Case], Acting]
    """Does it, and returns who did it."""


def _take(rehearsal: Rehearsal, move: Move, case: Case) -> Acting:
    """Let somebody take an action, whoever of several may."""

    def may(acting: Acting) -> bool:
        offers = available(acting, case)
        return any(each.action.id == move.does and each.enabled for each in offers)

    acting = rehearsal.acting(move.who, may)
    node = rehearsal.action(move.does)
    filled = _filled(rehearsal, acting, case, node, move.form)
    papers = filling.enclosures(rehearsal.rules, move.papers, rehearsal.now, acting.person)
    perform(acting, case, move.does, filled, enclosures=papers)
    return acting


def _filled(
    rehearsal: Rehearsal, acting: Acting, case: Case, node: Action | None, form: Mapping[str, Any]
) -> dict[str, Any]:
    if node is None:
        return dict(form)
    matter = matter_of(acting, case)
    return filling.typed(
        rehearsal.rules, node.ask, form, lambda field: filling.sample(acting, matter, field)
    )


def _ask(rehearsal: Rehearsal, move: Move, case: Case) -> Acting:
    """Send a consultation, to those named or to whomever the procedure suggests."""
    known = rehearsal.rules.consultations.get(move.asks)
    acting = rehearsal.acting(move.who or (known.opened_by[0] if known else ""))
    if known is not None and known.is_ballot:
        voting.ask_members(rehearsal, acting, case, known, move)
        return acting
    offered = suggestions(acting, case, move.asks)
    chosen = list(move.units) or [each.unit.id for each in offered.bodies if each.chosen]
    words = move.text or offered.question or filling.MADE_UP
    ask_opinions(acting, case, move.asks, units=chosen, question=words)
    return acting


def _answer(rehearsal: Rehearsal, move: Move, case: Case) -> Acting:
    """Give the word of an asked body: ``who`` is the body, or a person of it; or a member votes.

    A body that has answered corrects its opinion.
    """
    voted = voting.votes(rehearsal, move, case)
    if voted is not None:
        return voted
    acting = rehearsal.acting(move.who)
    request = _request(rehearsal, acting, case, move.who)
    words = move.text or ("" if move.answers == PLAIN else filling.MADE_UP)
    reply = Reply(move.answers, words)
    if request.opinion is not None and not request.is_open:
        correct_opinion(acting, request, reply, move.form.get(REASON) or filling.MADE_UP)
    else:
        give_opinion(acting, request, reply)
    return acting


def _ask_more_time(rehearsal: Rehearsal, move: Move, case: Case) -> Acting:
    acting = rehearsal.acting(move.who)
    request = _request(rehearsal, acting, case, move.who)
    ask_extension(acting, request, read_term(move.more_time), move.text or filling.MADE_UP)
    return acting


def _grant(rehearsal: Rehearsal, move: Move, case: Case) -> Acting:
    acting = rehearsal.acting(move.who or ASSIGNEE)
    grant_extension(acting, _request(rehearsal, acting, case, move.grants))
    return acting


def _withdraw(rehearsal: Rehearsal, move: Move, case: Case) -> Acting:
    acting = rehearsal.acting(move.who or ASSIGNEE)
    request = _request(rehearsal, acting, case, move.withdraws)
    withdraw(acting, request, move.text or filling.MADE_UP)
    return acting


def _depart(rehearsal: Rehearsal, move: Move, case: Case) -> Acting:
    """Say why one decides against a body that disagreed."""
    acting = rehearsal.acting(move.who or ASSIGNEE)
    request = _request(rehearsal, acting, case, move.departs)
    depart(acting, case, request.key, move.text or filling.MADE_UP)
    return acting


def _hand(rehearsal: Rehearsal, move: Move, case: Case) -> Acting:
    acting = rehearsal.acting(move.who)
    hand_over(acting, case, move.hands_to, move.text or filling.MADE_UP)
    return acting


def _request(rehearsal: Rehearsal, acting: Acting, case: Case, who: str) -> Request:
    """Return what was asked last of a body, open ones first."""
    is_unit = directory.has_unit(rehearsal.root, who)
    units = {who} if is_unit else {held.unit for held in acting.holdings}
    found = [each for each in requests_of(acting, case) if each.unit in units]
    if not found:
        raise NotAsked(
            _("“${who}” was not asked.", mapping={"who": who}), _("Ask for the opinion first.")
        )
    return next((each for each in reversed(found) if each.is_open), found[-1])


def _action_title(rehearsal: Rehearsal, move: Move) -> Sentence:
    node = rehearsal.action(move.does)
    return node.title if node else move.does


def _consultation_title(rehearsal: Rehearsal, move: Move) -> Sentence:
    known = rehearsal.rules.consultations.get(move.asks)
    return known.title if known else move.asks


def _answer_title(rehearsal: Rehearsal, move: Move) -> Sentence:
    every = (template.answers for template in rehearsal.rules.consultations.values())
    return next((each[move.answers] for each in every if move.answers in each), move.answers)


def _handed(rehearsal: Rehearsal, move: Move) -> Sentence:
    name = directory.name_of(rehearsal.root, move.hands_to)
    return _("Handed over to ${who}", mapping={"who": name})


def _more_time(rehearsal: Rehearsal, move: Move) -> Sentence:
    return _("More time is asked for: ${term}", mapping={"term": move.more_time})


DEEDS: Mapping[str, Deed] = {
    "does": Deed(ACTED, _action_title, _take),
    "asks": Deed(ASKED, _consultation_title, _ask),
    "answers": Deed(ANSWERED, _answer_title, _answer),
    "more_time": Deed(ANSWERED, _more_time, _ask_more_time),
    "grants": Deed(ASKED, lambda _rehearsal, _move: _("More time is granted"), _grant),
    "withdraws": Deed(ASKED, lambda _rehearsal, _move: _("A request is withdrawn"), _withdraw),
    "departs": Deed(ASKED, lambda _rehearsal, _move: _("A departure is reasoned"), _depart),
    "hands_to": Deed(HANDED, _handed, _hand),
}
"""Each kind, under the key of the move that names it."""


def deed_of(move: Move) -> Deed | None:
    """Return what is done by a move; ``None`` where only the date is moved."""
    return next((deed for name, deed in DEEDS.items() if getattr(move, name)), None)
