"""What happened with ballots, as the story of a case tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from motcua.ballots.flow import OUTCOMES, UNCOUNTED
from motcua.words import Sentence, _

Told = tuple[Sentence, list[Sentence]]


def _begun(teller: Any, facts: Mapping[str, Any]) -> Told:
    members = facts.get("members") or ()
    what = _(
        "Members asked by ballot: ${n}; round ${round}",
        mapping={"n": len(members), "round": facts.get("round", 1)},
    )
    return what, [*map(str, facts.get("matters") or ()), str(facts.get("urgent", ""))]


def _closed(teller: Any, facts: Mapping[str, Any]) -> Told:
    outcome = OUTCOMES.get(str(facts.get("outcome", "")), "")
    why = UNCOUNTED.get(str(facts.get("reason", "")), "")
    return _("Ballot counted: ${outcome}", mapping={"outcome": outcome}), [why] if why else []


def _reminded(teller: Any, facts: Mapping[str, Any]) -> Told:
    names = [teller.name(each) for each in facts.get("members") or ()]
    return _("Members reminded: ${members}", mapping={"members": names}), []


def _extended(teller: Any, facts: Mapping[str, Any]) -> Told:
    limit = _("Vote by ${due}", mapping={"due": teller.instant(facts["limit"])})
    return _("Members have more time to vote"), [limit, str(facts.get("reason", ""))]


def _announced(teller: Any, facts: Mapping[str, Any]) -> Told:
    return _("Result of the ballot announced"), [str(facts.get("words", ""))]


def _with_reason(sentence: Sentence) -> Callable[[Any, Mapping[str, Any]], Told]:
    return lambda teller, facts: (sentence, [str(facts.get("reason", ""))])


DEEDS: Mapping[str, Callable[[Any, Mapping[str, Any]], Told]] = {
    "ballot begun": _begun,
    "ballot closed": _closed,
    "ballot withdrawn": _with_reason(_("Ballot withdrawn")),
    "ballot to session": _with_reason(_("To be decided in a session of the committee")),
    "members reminded": _reminded,
    "ballot extended": _extended,
    "ballot announced": _announced,
}
"""By the deed of the journal's entry."""
