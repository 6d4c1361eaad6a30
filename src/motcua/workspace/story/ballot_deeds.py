"""What happened with ballots, as the story of a case tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from motcua.ballots.flow import OUTCOMES, UNCOUNTED
from motcua.words import _
from motcua.workspace.story.telling import Telling, Told, simply

if TYPE_CHECKING:
    from motcua.workspace.story.teller import Teller


def _begun(teller: Teller, facts: Mapping[str, Any]) -> Told:
    members = facts.get("members") or ()
    what = _(
        "Members asked by ballot: ${n}; round ${round}",
        mapping={"n": len(members), "round": facts.get("round", 1)},
    )
    return what, [*map(str, facts.get("matters") or ()), str(facts.get("urgent", ""))]


def _closed(teller: Teller, facts: Mapping[str, Any]) -> Told:
    outcome = OUTCOMES.get(str(facts.get("outcome", "")), "")
    why = UNCOUNTED.get(str(facts.get("reason", "")), "")
    return _("Ballot counted: ${outcome}", mapping={"outcome": outcome}), [why] if why else []


def _reminded(teller: Teller, facts: Mapping[str, Any]) -> Told:
    names = [teller.name(each) for each in facts.get("members") or ()]
    return _("Members reminded: ${members}", mapping={"members": names}), []


def _extended(teller: Teller, facts: Mapping[str, Any]) -> Told:
    limit = _("Vote by ${due}", mapping={"due": teller.instant(facts["limit"])})
    return _("Members have more time to vote"), [limit, str(facts.get("reason", ""))]


DEEDS: Mapping[str, Telling] = {
    "ballot begun": _begun,
    "ballot closed": _closed,
    "ballot withdrawn": simply(_("Ballot withdrawn"), "reason"),
    "ballot to session": simply(_("To be decided in a session of the committee"), "reason"),
    "members reminded": _reminded,
    "ballot extended": _extended,
    "ballot announced": simply(_("Result of the ballot announced"), "words"),
}
"""By the deed of the journal's entry."""
