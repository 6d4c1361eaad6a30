"""What happened with the record of opinions, as the story of a case tells it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from translationstring import TranslationString

from motcua.words import Sentence, _
from motcua.workspace.story.telling import Telling, Told, simply, unit_named, units_named

if TYPE_CHECKING:
    from motcua.workspace.story.teller import Teller


def _of_body(sentence: TranslationString, *whys: str) -> Telling:
    """Return a telling that names the body whose opinion it is."""

    def tell(teller: Teller, facts: Mapping[str, Any]) -> Told:
        unit = unit_named(teller, facts.get("unit", ""))
        return sentence % {"unit": unit}, [str(facts[name]) for name in whys if facts.get(name)]

    return tell


def _put(teller: Teller, facts: Mapping[str, Any]) -> Told:
    units = units_named(teller, facts["units"])
    said = _("Opinions put to the applicant: ${bodies}", mapping={"bodies": units})
    return said, [_("reply by ${due}", mapping={"due": teller.instant(facts["due"])})]


def _replied(teller: Teller, facts: Mapping[str, Any]) -> Told:
    if facts.get("nothing_to_add"):
        return _("The applicant has nothing to add"), []
    return _("The applicant replied to the opinions"), [str(facts.get("words", ""))]


def _heading(teller: Teller, facts: Mapping[str, Any]) -> Sentence:
    template = teller.rules.consultations.get(str(facts["template"]))
    return template.title if template else str(facts["template"])


def _nobody_needed(teller: Teller, facts: Mapping[str, Any]) -> Told:
    said = _("Recorded that nobody needs to be asked: ${heading}")
    return said % {"heading": _heading(teller, facts)}, [str(facts["reason"])]


def _somebody_needed(teller: Teller, facts: Mapping[str, Any]) -> Told:
    said = _("The record that nobody needs to be asked is taken back: ${heading}")
    why: Sentence = _("somebody is asked after all") if facts.get("asked") else facts["reason"]
    return said % {"heading": _heading(teller, facts)}, [why]


def _taken_over(teller: Teller, facts: Mapping[str, Any]) -> Told:
    unit: Sentence = unit_named(teller, facts["unit"])
    told = {"unit": unit, "case": str(facts["case"])}
    said = _("Taken over for ${unit}: its opinion in case ${case}", mapping=told)
    return said, [str(facts["reason"])]


DEEDS: Mapping[str, Telling] = {
    "opinion taken over": _taken_over,
    "answers itself": simply(_("Answers itself instead of what was taken over"), "words"),
    "nobody needed": _nobody_needed,
    "nobody needed taken back": _somebody_needed,
    "made confidential": simply(_("The answer was made confidential")),
    "access kept": simply(_("The body goes on reading the documents")),
    "record contested": simply(_("Contested what was taken down"), "words"),
    "dissent attached": simply(_("A view of one's own was attached")),
    "redaction marked": _of_body(_("Marked what does not leave of the opinion of ${unit}")),
    "redaction confirmed": _of_body(_("Confirmed what leaves of the opinion of ${unit}")),
    "redaction sent back": _of_body(_("Sent the redaction back: ${unit}"), "reason"),
    "unasked opinion": _of_body(_("${unit} gave an opinion without being asked")),
    "opinions put to applicant": _put,
    "applicant replied": _replied,
}
"""Each deed, and how it is told."""
