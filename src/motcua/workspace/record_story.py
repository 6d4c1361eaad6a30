"""What happened with the record of opinions, as the story of a case tells it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from translationstring import TranslationString

from motcua.people import directory
from motcua.words import Sentence, _

Told = tuple[Sentence, list[Sentence]]
Telling = Callable[[Any, Mapping[str, Any]], Told]


def _of_body(sentence: TranslationString, *whys: str) -> Telling:
    """Return a telling that names the body whose opinion it is."""

    def tell(teller: Any, facts: Mapping[str, Any]) -> Told:
        unit = directory.unit(teller.acting.root, str(facts.get("unit", ""))).short
        return sentence % {"unit": unit}, [str(facts[name]) for name in whys if facts.get(name)]

    return tell


def _simply(sentence: Sentence, *whys: str) -> Telling:
    def tell(teller: Any, facts: Mapping[str, Any]) -> Told:
        return sentence, [str(facts[name]) for name in whys if facts.get(name)]

    return tell


def _put(teller: Any, facts: Mapping[str, Any]) -> Told:
    units = [directory.unit(teller.acting.root, str(each)).short for each in facts["units"]]
    said = _("Opinions put to the applicant: ${bodies}", mapping={"bodies": units})
    return said, [_("reply by ${due}", mapping={"due": teller.instant(facts["due"])})]


def _replied(teller: Any, facts: Mapping[str, Any]) -> Told:
    if facts.get("nothing_to_add"):
        return _("The applicant has nothing to add"), []
    return _("The applicant replied to the opinions"), [str(facts.get("words", ""))]


def _heading(teller: Any, facts: Mapping[str, Any]) -> Sentence:
    template = teller.rules.consultations.get(str(facts["template"]))
    return template.title if template else str(facts["template"])


def _nobody_needed(teller: Any, facts: Mapping[str, Any]) -> Told:
    said = _("Recorded that nobody needs to be asked: ${heading}")
    return said % {"heading": _heading(teller, facts)}, [str(facts["reason"])]


def _somebody_needed(teller: Any, facts: Mapping[str, Any]) -> Told:
    said = _("The record that nobody needs to be asked is taken back: ${heading}")
    why: Sentence = _("somebody is asked after all") if facts.get("asked") else facts["reason"]
    return said % {"heading": _heading(teller, facts)}, [why]


def _taken_over(teller: Any, facts: Mapping[str, Any]) -> Told:
    unit: Sentence = directory.unit(teller.acting.root, str(facts["unit"])).short
    told = {"unit": unit, "case": str(facts["case"])}
    said = _("Taken over for ${unit}: its opinion in case ${case}", mapping=told)
    return said, [str(facts["reason"])]


DEEDS: Mapping[str, Telling] = {
    "opinion taken over": _taken_over,
    "answers itself": _simply(_("Answers itself instead of what was taken over"), "words"),
    "nobody needed": _nobody_needed,
    "nobody needed taken back": _somebody_needed,
    "made confidential": _simply(_("The answer was made confidential")),
    "access kept": _simply(_("The body goes on reading the documents")),
    "record contested": _simply(_("Contested what was taken down"), "words"),
    "dissent attached": _simply(_("A view of one's own was attached")),
    "redaction marked": _of_body(_("Marked what does not leave of the opinion of ${unit}")),
    "redaction confirmed": _of_body(_("Confirmed what leaves of the opinion of ${unit}")),
    "redaction sent back": _of_body(_("Sent the redaction back: ${unit}"), "reason"),
    "unasked opinion": _of_body(_("${unit} gave an opinion without being asked")),
    "opinions put to applicant": _put,
    "applicant replied": _replied,
}
"""Each deed, and how it is told."""
