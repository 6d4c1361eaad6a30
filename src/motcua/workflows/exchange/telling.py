"""A procedure in sentences, for the documentation of other formats and for the office document."""

from __future__ import annotations

from collections.abc import Iterable

from motcua.words import Label, Sentence, _, translate
from motcua.workflows.definition import (
    ASSIGNEE,
    BACK,
    SAME,
    Action,
    Condition,
    ConsultationTemplate,
    Definition,
    LateRule,
    State,
)
from motcua.workflows.diagram import PARTS


def player(definition: Definition, part: str) -> Sentence:
    """Say who plays a part; a field of a form that names somebody is said by its title."""
    if part in definition.roles:
        return definition.roles[part].title
    if part in definition.fields:
        return definition.fields[part].title
    return PARTS.get(part, part)


def players(definition: Definition, parts: Iterable[str]) -> tuple[Sentence, ...]:
    """Say who plays some parts."""
    return tuple(player(definition, part) for part in parts)


def holder(definition: Definition, part: str) -> str:
    """Return the role that becomes the holder of the case, where that can be told."""
    if part != ASSIGNEE:
        return part
    wanted = {field.role for field in definition.fields.values() if field.kind == "official"}
    roles = [role for role in definition.roles.values() if role.held in wanted]
    leading = [role for role in roles if role.unit == "lead"] or roles
    return leading[0].id if len(leading) == 1 else part


def target(definition: Definition, to: str) -> Sentence:
    """Say where an action leads."""
    if to == BACK:
        return _("back to the step before")
    if to == SAME:
        return _("the same step")
    return definition.states[to].title if to in definition.states else to


def condition(definition: Definition, each: Condition) -> Sentence:
    """Say a condition: its name, or a field with its values."""
    if not each.field:
        return each.name
    field = definition.fields.get(each.field)
    title = field.title if field else each.field
    choices = dict(field.choices) if field else {}
    values = [choices.get(value, YES_NO.get(value, value)) for value in each.values]
    return _("${field}: ${values}", mapping={"field": title, "values": values})


YES_NO: dict[str, Sentence] = {"yes": _("yes"), "no": _("no")}
NOTHING_SAID = Label("")


def reminder(definition: Definition, rule: LateRule) -> Sentence:
    """Say a late rule: when it speaks, and what it does."""
    if rule.go:
        what: Sentence = _("on to “${state}”", mapping={"state": target(definition, rule.go)})
    elif rule.notify:
        what = _("tell ${who}", mapping={"who": list(players(definition, rule.notify))})
    else:
        what = _("letter ${name}", mapping={"name": rule.letter})
    if rule.before is not None:
        return _(
            "${term} before the limit: ${what}", mapping={"term": rule.before.said, "what": what}
        )
    if rule.after is None or rule.after.is_nothing:
        return _("when the limit has passed: ${what}", mapping={"what": what})
    return _("${term} after the limit: ${what}", mapping={"term": rule.after.said, "what": what})


SILENCE: dict[str, Sentence] = {
    "agree": _("no answer counts as agreement"),
    "no_objection": _("no answer counts as having no objection"),
    "no_opinion": _("no answer counts as having no opinion"),
    "wait": _("the answer is waited for"),
    "not_counted": _("no answer is not counted"),
    "against": _("no answer counts as a vote against"),
}


ENOUGH: dict[str, Sentence] = {
    "all": _("enough when all have answered"),
    "any": _("enough when one has answered"),
    "mandatory": _("enough when all mandatory ones have answered"),
    "majority": _("enough when more than half have answered"),
}


def rules(each: ConsultationTemplate) -> list[Sentence]:
    """Say when it is enough, what binds and what is kept from whom; a line for each rule."""
    usual = _("enough when ${n} have answered", mapping={"n": each.closed_when})
    said: list[Sentence] = [] if each.is_ballot else [ENOUGH.get(each.closed_when, usual)]
    if each.extend_at_most:
        said.append(_("more time: ${term} at most", mapping={"term": each.extend_at_most.said}))
    told = (
        (each.effect == "binding", _("the opinion binds")),
        (each.sealed, _("sealed until all are in")),
        (each.confidential == "yes", _("confidential")),
        (each.pauses_with_case, _("pauses with the case")),
        (each.secret, _("secret ballot")),
    )
    return said + [sentence for holds, sentence in told if holds]


def asking(each: ConsultationTemplate) -> Sentence:
    """Say a consultation in one sentence."""
    return _(
        "${title}: ${term}; ${silence}",
        mapping={
            "title": each.title,
            "term": each.within.said if each.within else "—",
            "silence": SILENCE.get(each.silence, each.silence),
        },
    )


def deed(definition: Definition, action: Action) -> Sentence:
    """Say an action: who, what, where to, and the letter it writes."""
    said = _(
        "${title} (${who}) → ${target}",
        mapping={
            "title": action.title,
            "who": list(players(definition, action.by)),
            "target": target(definition, action.to),
        },
    )
    if not action.letter:
        return said
    return _("${deed}; letter: ${letter}", mapping={"deed": said, "letter": action.letter})


def step(definition: Definition, state: State, language: str) -> str:
    """Say a whole step, one line for each thing."""
    lines: list[Sentence] = [state.tells] if state.tells != Label("") else []
    if state.within:
        lines.append(_("Limit: ${term}", mapping={"term": state.within.said}))
    lines += [deed(definition, each) for each in state.actions]
    lines += [reminder(definition, each) for each in state.late]
    asked = (definition.consultations.get(id) for id in state.consult)
    lines += [asking(each) for each in asked if each is not None]
    return "\n".join(translate(each, language) for each in lines)
