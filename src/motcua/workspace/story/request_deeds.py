"""What happened with the requests for opinions, in words: asked, worked on, answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from motcua.consultations.suggestions import SILENCE
from motcua.deadlines.terms import read_term
from motcua.words import Sentence, _
from motcua.workflows.definition import Definition
from motcua.workspace.story.telling import Telling, Told, simply, unit_named, units_named

if TYPE_CHECKING:
    from motcua.workspace.story.teller import Teller


def _answer_title(rules: Definition, outcome: str) -> Sentence:
    """Return how the procedure calls an answer; its templates agree where they share one."""
    every = (template.answers for template in rules.consultations.values())
    return next((each[outcome] for each in every if outcome in each), outcome)


def _asked(teller: Teller, facts: Mapping[str, Any]) -> Told:
    bodies = units_named(teller, facts.get("units"))
    said = _("Asked for opinions: ${bodies}", mapping={"bodies": bodies})
    return said, [str(facts.get("question", ""))]


def _next_step(teller: Teller, facts: Mapping[str, Any]) -> Told:
    bodies = units_named(teller, facts["units"])
    told = {"n": str(facts["step"]), "bodies": bodies}
    return _("Step ${n} was asked: ${bodies}", mapping=told), []


def _asked_further(teller: Teller, facts: Mapping[str, Any]) -> Told:
    bodies = units_named(teller, facts.get("units"))
    return _("Asked further: ${bodies}", mapping={"bodies": bodies}), [str(facts["question"])]


def _given(teller: Teller, facts: Mapping[str, Any]) -> Told:
    outcome = _answer_title(teller.rules, str(facts.get("outcome", "")))
    whys: list[Sentence] = [_("late")] if facts.get("late") else []
    if facts.get("recorded"):
        whys.append(_("taken down from paper"))
    if facts.get("taken_from"):
        told = {"case": str(facts["taken_from"])}
        whys.append(_("taken over from case ${case}", mapping=told))
    if facts.get("signs"):
        unit = unit_named(teller, facts["signs"])
        whys.append(_("joint opinion with ${unit}", mapping={"unit": unit}))
    if facts.get("standing"):
        whys.append(_("standing opinion no. ${n}", mapping={"n": str(facts["standing"])}))
    if facts.get("through"):
        unit = unit_named(teller, facts["through"])
        whys.append(_("answered by ${unit}", mapping={"unit": unit}))
    if facts.get("taken_from"):
        return _("Earlier opinion entered: ${outcome}", mapping={"outcome": outcome}), whys
    if facts.get("correction"):
        said = _("Opinion corrected: ${outcome}", mapping={"outcome": outcome})
        return said, [str(facts["correction"]), *whys]
    return _("Opinion given: ${outcome}", mapping={"outcome": outcome}), whys


def _silent(teller: Teller, facts: Mapping[str, Any]) -> Told:
    meaning = SILENCE.get(str(facts.get("meaning", "")), "")
    return _("No answer by the limit"), [meaning, str(facts.get("ground", ""))]


def _more_time(sentence: Sentence, amount: str, why: str) -> Telling:
    def tell(teller: Teller, facts: Mapping[str, Any]) -> Told:
        term = read_term(str(facts[amount])).said if facts.get(amount) else ""
        return sentence, [term, str(facts.get(why, "")), *teller.due(facts)]

    return tell


def _passed_on(sentence: Sentence) -> Telling:
    def tell(teller: Teller, facts: Mapping[str, Any]) -> Told:
        after = teller.name(facts["after"]) if facts.get("after") else ""
        return sentence, [after, str(facts.get("reason", ""))]

    return tell


DEEDS: Mapping[str, Telling] = {
    "opinions asked": _asked,
    "asked": simply(_("Sent")),
    "step asked": _next_step,
    "request changed": simply(_("What is asked was changed"), "reason"),
    "link sent again": simply(_("A new link was sent"), "to"),
    "opened": simply(_("Opened")),
    "receipt recorded": simply(
        _("Another system confirmed that the request has come"), "organ", "staff", "stamp"
    ),
    "assigned": _passed_on(_("Assigned")),
    "claimed": _passed_on(_("Taken on")),
    "given back": _passed_on(_("Given back")),
    "draft begun": simply(_("Draft begun")),
    "draft submitted": simply(_("Draft submitted")),
    "draft checked": simply(_("Draft checked")),
    "draft returned": simply(_("Draft returned"), "reason"),
    "draft taken back": simply(_("Draft taken back")),
    "step called to mind": simply(_("The step was called to mind")),
    "unopened": simply(_("Nobody had opened it: the head of the unit was told")),
    "asked further": _asked_further,
    "pieces asked": simply(_("Asked for what is missing"), "words"),
    "pieces answered": simply(_("Sent what was missing"), "words"),
    "called in": simply(_("The unit looks at this case itself"), "reason"),
    "opinion given": _given,
    "silence recorded": _silent,
    "overdue reported": simply(_("No answer by the limit: reported, still owed")),
    "withdrawn": simply(_("Withdrawn"), "reason"),
    "urged": simply(_("Urged"), "words"),
    "extension asked": _more_time(_("Asked for more time"), "wanted", "reason"),
    "extension granted": _more_time(_("More time granted"), "granted", "answer"),
    "extension refused": _more_time(_("More time refused"), "granted", "answer"),
}
"""By the deed of the journal's entry."""
