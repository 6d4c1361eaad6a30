"""What happened with the remarks of bodies, in words: answered, sorted out, departed from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from translationstring import TranslationString

from motcua.consultations.ledger import KINDS
from motcua.words import _
from motcua.workspace.story.telling import Telling, Told, unit_named

if TYPE_CHECKING:
    from motcua.workspace.story.teller import Teller


ABOUT_REMARKS = frozenset(
    {
        "remark answered",
        "remarks merged",
        "remarks parted",
        "departure reasoned",
        "opinion taken over",
    }
)
"""Deeds of the asker that tell what bodies said."""


def _remarks(teller: Teller, facts: Mapping[str, Any]) -> list[str]:
    """Name remarks as bodies number them: “Police (1)”."""
    named = [str(each).partition(":") for each in facts.get("remarks") or ()]
    return [
        f"{teller.voice.say(unit_named(teller, unit))}{_in_brackets(number)}"
        for unit, _colon, number in named
    ]


def _in_brackets(number: str) -> str:
    return "" if number == "0" else f" ({number.removeprefix('c')})"


def _explained(teller: Teller, facts: Mapping[str, Any]) -> Told:
    told = {"kind": KINDS.get(str(facts.get("kind", "")), ""), "bodies": _remarks(teller, facts)}
    said = _("Remark of ${bodies} answered: ${kind}", mapping=told)
    return said, [str(facts.get("words", ""))]


def _sorted_out(sentence: TranslationString) -> Telling:
    def tell(teller: Teller, facts: Mapping[str, Any]) -> Told:
        return sentence % {"bodies": _remarks(teller, facts)}, []

    return tell


def _departed(teller: Teller, facts: Mapping[str, Any]) -> Told:
    unit = unit_named(teller, facts.get("unit", ""))
    said = _("Decided otherwise than ${unit} said", mapping={"unit": unit})
    return said, [str(facts.get("reason", ""))]


DEEDS: Mapping[str, Telling] = {
    "remark answered": _explained,
    "remarks merged": _sorted_out(_("Remarks merged: ${bodies}")),
    "remarks parted": _sorted_out(_("Remarks parted: ${bodies}")),
    "departure reasoned": _departed,
}
"""By the deed of the journal's entry."""
