"""What happened with rounds of opinions, in words: closed, opened, asked again, silence undone."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from translationstring import TranslationString

from motcua.consultations.pausing import SAID
from motcua.consultations.rounds.reversing import THEN
from motcua.words import Sentence, _
from motcua.workspace.story.telling import Telling, Told, units_named

if TYPE_CHECKING:
    from motcua.workspace.story.teller import Teller


def _round(sentence: TranslationString, units: str = "") -> Telling:
    """Tell of a round: which one, why, and which bodies it concerns."""

    def tell(teller: Teller, facts: Mapping[str, Any]) -> Told:
        whys: list[Sentence] = [str(facts.get("reason", ""))]
        bodies = units_named(teller, facts.get(units)) if units else []
        if bodies:
            whys.append(_("bodies: ${bodies}", mapping={"bodies": bodies}))
        return sentence % {"n": str(facts.get("round", 1))}, whys

    return tell


def _one(sentence: Sentence) -> Telling:
    """Tell of one request: why, and until when."""

    def tell(teller: Teller, facts: Mapping[str, Any]) -> Told:
        return sentence, [str(facts.get("reason", "")), *teller.due(facts)]

    return tell


def _stands(sentence: Sentence) -> Telling:
    def tell(teller: Teller, facts: Mapping[str, Any]) -> Told:
        reason = str(facts.get("reason", ""))
        return sentence, [SAID.get(reason, reason), *teller.due(facts)]

    return tell


def _reversed(teller: Teller, facts: Mapping[str, Any]) -> Told:
    then = THEN.get(str(facts.get("then", "")), "")
    return _("Silence undone"), [str(facts.get("reason", "")), then, *teller.due(facts)]


def _held(teller: Teller, facts: Mapping[str, Any]) -> Told:
    """Tell that a deadline did not take the case on; whose opinion it is, the page says."""
    state = teller.rules.states.get(str(facts.get("go", "")))
    title: Sentence = state.title if state else str(facts.get("go", ""))
    said = _("Held: the limit has passed, and it did not go to “${step}” by itself")
    return said % {"step": title}, [_IN_THE_WAY.get(str(facts.get("why", "")), "")]


_IN_THE_WAY: Mapping[str, Sentence] = {
    "sealed": _("Opinions are sealed until all are in."),
    "binding against": _("An opinion that binds is against it."),
    "binding missing": _("An opinion that binds is still missing."),
    "not favourable": _("The opinions must be favourable, and are not."),
    "departure": _("A body disagrees, and no reason is given for departing from it."),
}

DEEDS: Mapping[str, Telling] = {
    "held": _held,
    "round closed": _round(_("Round ${n} of opinions closed"), "cut_off"),
    "round reopened": _round(_("Round ${n} of opinions opened again"), "units"),
    "asked again": _round(_("Asked again, in round ${n}"), "units"),
    "asking again undone": _round(_("Asking again in round ${n} taken back")),
    "answers looked at": _round(_("Answers of round ${n} looked at")),
    "cut off": _one(_("Cut off: the round was closed")),
    "reopened": _one(_("Wanted again: the round was opened again")),
    "asked anew": _one(_("The answer is asked for anew")),
    "confirmed unchanged": _one(_("Confirmed the earlier opinion, unchanged")),
    "silence reversed": _reversed,
    "time stands still": _stands(_("The time to answer stands still")),
    "time goes on": _stands(_("A reason to stand still has ended")),
}
"""How each is told."""
