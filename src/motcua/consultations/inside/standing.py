"""Standing opinions: “for cases where this holds, our answer is that”.

A standing opinion is the body's own rule: owned by whoever heads the body,
dated, ended by the body and never by a procedure.  It holds for one procedure
and one kind of question, under conditions on fields of the case; a field that
says nothing fulfils none.  What is written is never changed: who wants another
answer ends this one and writes the next.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import date
from typing import Any

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.cases.matter import CaseMatter
from motcua.consultations.access import is_inside
from motcua.consultations.asking.questions import fitting, outcomes_of
from motcua.consultations.content import Reply, Request, StandingOpinion, StandingOpinions
from motcua.consultations.inside.flows import OpinionFlows
from motcua.consultations.refusals import CannotAnswer, CannotStand
from motcua.consultations.replying import trimmed
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.templates import template_of
from motcua.permissions import Permission
from motcua.words import Label, Sentence, _
from motcua.workflows import versions
from motcua.workflows.conditions import field_title, stored, value_title
from motcua.workflows.definition import ConsultationTemplate, Definition, Field

IS, IS_NOT, AT_MOST, AT_LEAST = "is", "is_not", "at_most", "at_least"
COMPARISONS: dict[str, Sentence] = {
    IS: _("is"),
    IS_NOT: _("is not"),
    AT_MOST: _("is at most"),
    AT_LEAST: _("is at least"),
}
"""How a field of the case is compared, in the words of the form."""
MEASURED = frozenset({"number", "money"})
KINDS = frozenset({"text", "yes_no", "choice", "unit", *MEASURED})
"""Kinds of fields that a condition may speak of."""
KEY_LENGTH = 8
MOST = 10
"""Conditions of one standing opinion."""
Condition = tuple[str, str, Any]


def owner(acting: Acting, unit: str) -> Acting:
    """Return whoever heads the unit, in that position; refuse anybody else."""
    role = acting.office.borrow(OpinionFlows).head
    held = acting.holding_with(role, unit)
    if held is None or Permission.OPINION_ANSWER not in held.permissions:
        raise NotAllowed(
            _("Standing opinions of a unit are kept by whoever heads it."),
            _("Ask the head of your unit."),
        )
    return acting.as_(held)


def heads(acting: Acting, unit: str) -> bool:
    """Say whether this person keeps the standing opinions of the unit."""
    held = acting.holding_with(acting.office.borrow(OpinionFlows).head, unit)
    return held is not None and Permission.OPINION_ANSWER in held.permissions


def all_of(root: Any) -> StandingOpinions:
    """Return where all of them are kept."""
    kept: StandingOpinions = root.standing_opinions
    return kept


def of_unit(acting: Acting, unit: str) -> tuple[StandingOpinion, ...]:
    """Return the standing opinions of a unit, the newest first."""
    return tuple(reversed(all_of(acting.root).by_unit.get(unit, ())))


def standing_for(acting: Acting, id: str) -> StandingOpinion:
    """Return the standing opinion of that id, for those inside of its unit."""
    for unit, every in all_of(acting.root).by_unit.items():
        if is_inside(acting, unit):
            found = next((each for each in every if each.id == id), None)
            if found is not None:
                return found
    raise NotHere()


def uses_of(acting: Acting, standing: StandingOpinion) -> list[Request]:
    """Return the requests that it answered, the newest last."""
    keys = all_of(acting.root).uses.get(standing.key, ())
    return [acting.root.consultations.request(each) for each in keys]


def count_of(acting: Acting, standing: StandingOpinion) -> int:
    """Return how many requests it answered, those called in included."""
    return len(all_of(acting.root).uses.get(standing.key, ()))


def templates_with(
    acting: Acting, on: date | None = None
) -> list[tuple[Definition, ConsultationTemplate]]:
    """Return every kind of question to which a standing opinion may answer."""
    day = on or acting.now.date()
    return [
        (rules, template)
        for rules in versions.procedures(acting.root, day)
        for template in rules.consultations.values()
        if template.standing and not template.is_ballot
    ]


def fields_of(rules: Definition) -> list[Field]:
    """Return the fields on which conditions may be put."""
    return [each for each in rules.fields.values() if each.kind in KINDS]


def make_standing(
    acting: Acting,
    unit: str,
    procedure: str,
    template_id: str,
    *,
    conditions: Sequence[tuple[str, str, str]],
    reply: Reply,
    reason: str,
    since: date | None = None,
    until: date | None = None,
    further: bool = False,
) -> StandingOpinion:
    """Make a standing opinion; it answers what arrives from ``since`` on, today if none is said.

    ``reason`` says on what it rests: a decision, a letter, a regulation.  With
    ``further`` it also answers what another asked body asks in its turn.
    """
    acting = owner(acting, unit)
    rules, template = _question(acting, procedure, template_id)
    today = acting.now.date()
    since = since or today
    if since < today:
        raise CannotStand(_("It cannot begin before today."), _("Choose today or a later day."))
    if until is not None and until < since:
        raise CannotStand(_("It ends before it begins."), _("Choose a later last day."))
    if not reason.strip():
        raise CannotStand(_("Say on what the standing opinion rests."))
    if further and not template.further:
        raise CannotStand(_("The procedure does not let an asked body ask others."))
    mine = all_of(acting.root).by_unit.get(unit, ())
    standing = StandingOpinion(
        key=secrets.token_bytes(KEY_LENGTH),
        number=len(mine) + 1,
        unit=unit,
        procedure=procedure,
        template=template.id,
        conditions=_checked(rules, conditions),
        reply=_answer(acting, template, reply),
        further=further,
        reason=reason.strip()[: acting.office.borrow(ConsultationRules).question_length],
        since=since,
        until=until,
        made_at=acting.now,
        made_by=acting.person,
        made_by_name=acting.name,
    )
    all_of(acting.root).by_unit[unit] = (*mine, standing)
    return standing


def _question(
    acting: Acting, procedure: str, template_id: str
) -> tuple[Definition, ConsultationTemplate]:
    for rules, template in templates_with(acting):
        if (rules.id, template.id) == (procedure, template_id):
            return rules, template
    raise CannotStand(
        _("The procedure takes no standing opinions on this question."),
        _("Choose another question."),
    )


def _answer(acting: Acting, template: ConsultationTemplate, reply: Reply) -> Reply:
    reply = trimmed(reply)
    if reply.outcome not in template.answers or reply.outcome == "not_competent":
        raise CannotStand(_("Choose one of the answers."))
    if reply.outcome != "agree" and not (reply.text or reply.remarks or reply.conditions):
        raise CannotStand(_("An answer like this needs its reasons in writing."))
    if len(reply.text) > acting.office.borrow(ConsultationRules).text_length:
        raise CannotStand(_("The answer is too long."), _("Shorten it."))
    return reply._replace(answers=fitting(acting, template.questions, reply.answers))


def _checked(
    rules: Definition, conditions: Sequence[tuple[str, str, str]]
) -> tuple[Condition, ...]:
    written = [each for each in conditions if each[0]]
    if not written:
        raise CannotStand(
            _("No condition is written: this would answer for every case."),
            _("Say for which cases the answer holds."),
        )
    if len(written) > MOST:
        raise CannotStand(_("There are more than ${n} conditions.", mapping={"n": MOST}))
    return tuple(_condition(rules, *each) for each in written)


def _condition(rules: Definition, id: str, comparison: str, value: str) -> Condition:
    field = next((each for each in fields_of(rules) if each.id == id), None)
    if field is None or comparison not in COMPARISONS:
        raise CannotStand(_("A condition names no field of the procedure."))
    if comparison in (AT_MOST, AT_LEAST) or field.kind in MEASURED:
        return id, comparison, _number(field, value)
    known = _known_values(field)
    if known:
        value = known.get(value.strip().casefold(), "")
    if not value.strip():
        raise CannotStand(
            _("“${field}” has no such value.", mapping={"field": field.title}),
            _("Write one of the values that the form of the procedure offers."),
        )
    return id, comparison, value.strip()


def _number(field: Field, text: str) -> float:
    try:
        if field.kind not in MEASURED:
            raise ValueError
        return float(text.strip().replace(" ", "").replace(".", "").replace(",", "."))
    except ValueError:
        raise CannotStand(
            _("“${field}” is not compared with “${text}”.", mapping=_told(field, text)),
            _("Write a number, and only where the field is one."),
        ) from None


def _told(field: Field, text: str) -> dict[str, Sentence]:
    return {"field": field.title, "text": text[:80]}


def _known_values(field: Field) -> dict[str, str]:
    """Return the values a field can have, by every way to write them."""
    choices: tuple[tuple[str, Label], ...] = field.choices
    if field.kind == "yes_no":
        choices = (("yes", Label("có", "yes")), ("no", Label("không", "no")))
    return {
        said.casefold(): id for id, title in choices for said in (id, title.vi, title.en) if said
    }


def end_standing(acting: Acting, standing: StandingOpinion, reason: str) -> None:
    """End it from now on; what it has answered stays answered."""
    acting = owner(acting, standing.unit)
    if standing.ended_at is not None:
        raise CannotStand(
            _(
                "${who} ended it already at ${when}.",
                mapping={"who": standing.ended_by_name, "when": standing.ended_at},
            )
        )
    if not reason.strip():
        raise CannotStand(_("Say why it is ended."))
    standing.ended_at, standing.ended_by_name = acting.now, acting.name
    standing.ended_because = reason.strip()


def answering(acting: Acting, matter: CaseMatter, request: Request) -> StandingOpinion | None:
    """Return the standing opinion that answers this request: the newest that holds."""
    asked, today = request.consultation, acting.now.date()
    for standing in of_unit(acting, request.unit):
        if (
            (standing.procedure, standing.template) == (asked.procedure, asked.template)
            and standing.holds_on(today)
            and (standing.further or not asked.parent)
            and all(holds(matter, each) for each in standing.conditions)
            and not misfit(acting, template_of(acting, asked), standing)
            and standing.reply.outcome in outcomes_of(acting, request)
        ):
            return standing
    return None


def misfit(acting: Acting, template: ConsultationTemplate, standing: StandingOpinion) -> Sentence:
    """Say why it no longer answers what the procedure asks today; empty where it does.

    A later version of the procedure may ask something compulsory to which
    nobody thought of an answer: nobody answers half a question for a body.
    """
    if standing.reply.outcome not in template.answers:
        return _("The procedure does not take this answer any more.")
    try:
        answered_by(acting, template, standing)
    except CannotAnswer as refusal:
        return refusal.sentence
    return ""


def answered_by(acting: Acting, template: ConsultationTemplate, standing: StandingOpinion) -> Reply:
    """Return what it answers here: with its answers to those questions that are asked."""
    asked = {each.id for each in template.questions}
    kept = [each for each in standing.reply.answers if each[0] in asked]
    return standing.reply._replace(answers=fitting(acting, template.questions, kept))


def holds(matter: CaseMatter, condition: Condition) -> bool:
    """Say whether a condition holds of a case; where the case says nothing, none does."""
    id, comparison, wanted = condition
    value = matter.value(id)
    if value is None or value == "":
        return False
    if not isinstance(wanted, float):
        return (stored(value) == wanted) == (comparison == IS)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return False
    return {
        IS: number == wanted,
        IS_NOT: number != wanted,
        AT_MOST: number <= wanted,
        AT_LEAST: number >= wanted,
    }[comparison]


def conditions_said(acting: Acting, standing: StandingOpinion) -> list[Sentence]:
    """Return the conditions in words: “Floor area is at most 250”."""
    last = versions.version_in_force(acting.root, standing.procedure, acting.now.date())
    rules = versions.definition_of(acting.root, last) if last is not None else None
    return [_said(rules, each) for each in standing.conditions]


def _said(rules: Definition | None, condition: Condition) -> Sentence:
    id, comparison, wanted = condition
    shown: Sentence = f"{wanted:g}" if isinstance(wanted, float) else wanted
    told = {
        "field": field_title(rules, id) if rules else id,
        "compared": COMPARISONS[comparison],
        "value": value_title(rules, id, shown) if rules and isinstance(shown, str) else shown,
    }
    return _("${field} ${compared} ${value}", mapping=told)
