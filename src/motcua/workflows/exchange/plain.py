"""A procedure as plain values under English keys: what every other format is made from.

Nothing is added to what the file said and nothing is left out, but for how it
was written: comments, the language of keys, and what goes without saying.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from motcua.deadlines.terms import Term
from motcua.words import Label
from motcua.workflows import standing
from motcua.workflows.definition import (
    PARTNER,
    UNSAID,
    Action,
    Asked,
    AutoRule,
    Body,
    Condition,
    ConsultationTemplate,
    Definition,
    Fee,
    Field,
    LateRule,
    LegalGround,
    Paper,
    Role,
    State,
)
from motcua.workflows.reading.consultations import ANSWERS, USUAL

Value = str | list[Any] | dict[str, Any]
Tree = dict[str, Any]


def procedure(definition: Definition) -> Tree:
    """Return everything a procedure says, in the order in which files say it."""
    return _said(
        workflow=definition.id,
        version=str(definition.version),
        title=label(definition.title),
        code=definition.code,
        sector=label(definition.sector),
        summary=label(definition.summary),
        note=label(definition.note),
        calendar=definition.calendar,
        deadline=_term(definition.deadline),
        late=[late(each) for each in definition.late],
        legal_limit=_term(definition.legal_limit),
        **{"for": _many(definition.applicants)},
        channels=_many(definition.channels),
        received_by=_many(definition.received_by),
        lead=definition.lead,
        result=label(definition.result),
        legal=[_ground(each) for each in definition.legal],
        fees=[_fee(each) for each in definition.fees],
        papers=_new(definition.papers, standing.PAPERS, _paper),
        fields=_new(definition.fields, standing.FIELDS, _field),
        form=_asked(definition.form),
        roles={id: _role(each) for id, each in definition.roles.items()},
        states={id: state(each) for id, each in definition.states.items()},
        anywhere=anywhere(definition),
        consultations={id: _consultation(each) for id, each in definition.consultations.items()},
        visible={key: _many(roles) for key, roles in definition.visible.items()},
        migrate=_migration(definition),
    )


def same(one: Definition, other: Definition) -> bool:
    """Say whether two procedures mean the same, however they are written."""
    return procedure(one) == procedure(other)


def state(each: State) -> Tree:
    """Return what a state says, without the actions of ``anywhere`` that it shares."""
    return _said(
        title=label(each.title),
        start="yes" if each.start else "",
        final=each.final,
        clock="" if each.clock == "running" else each.clock,
        within=_term(each.within),
        edit=_many(each.edit),
        consult=_many(each.consult),
        tells=label(each.tells),
        actions={own.id: action(own) for own in each.actions if not own.anywhere},
        late=[late(rule) for rule in each.late],
        auto=[auto(rule) for rule in each.auto],
    )


def anywhere(definition: Definition) -> Tree:
    """Return the actions of several states, each once, with the states that have it."""
    found: dict[str, tuple[Action, list[str]]] = {}
    for each in definition.states.values():
        for shared in each.actions:
            if shared.anywhere:
                found.setdefault(shared.id, (shared, []))[1].append(each.id)
    in_order = sorted(found.values(), key=lambda pair: pair[0].line)
    return {each.id: {**action(each), "from": _many(states)} for each, states in in_order}


def action(each: Action) -> Tree:
    """Return what an action says."""
    return _said(
        title=label(each.title),
        by=_many(each.by),
        to=each.to,
        needs=_many(each.needs),
        ask=_asked(each.ask),
        when=_conditions(each.when),
        not_by_who_did=_many(each.not_by_who_did),
        at_most=str(each.at_most or ""),
        set=dict(each.set),
        letter=each.letter,
        notify=_many(each.notify),
        assign=each.assign,
        clock=each.clock,
        extend_by=each.extend_by,
        consultations=each.consultations,
        confirm=label(each.confirm),
    )


def late(rule: LateRule) -> Tree:
    """Return what happens before or after a limit."""
    return _said(
        before=_term(rule.before),
        after=_term(rule.after),
        go=rule.go,
        letter=rule.letter,
        notify=_many(rule.notify),
    )


def auto(rule: AutoRule) -> Tree:
    """Return a line of an automatic step."""
    return _said(
        when=_conditions(rule.when),
        otherwise="yes" if rule.otherwise else "",
        to=rule.to,
        set=dict(rule.set),
        letter=rule.letter,
        notify=_many(rule.notify),
    )


def label(each: Label) -> Value:
    """Return a label: one text where there is only the Vietnamese one."""
    if not each.en:
        return each.vi
    return {"vi": each.vi, "en": each.en} if each.vi else {"en": each.en}


def _said(**values: Any) -> Tree:
    """Leave out what is empty."""
    return {key: value for key, value in values.items() if value}


def _term(term: Term | None) -> str:
    return term.text if term is not None else ""


def _many(texts: Iterable[str]) -> Value:
    """Return a list; one value stands by itself."""
    several = list(texts)
    return several[0] if len(several) == 1 else several


def _asked(asked: Iterable[Asked]) -> Value:
    return _many(each.field if each.required else f"{each.field}?" for each in asked)


def _conditions(conditions: Iterable[Condition]) -> Value:
    told = [each.name or {each.field: _many(each.values)} for each in conditions]
    return told[0] if len(told) == 1 else told


def _ground(each: LegalGround) -> Value:
    return {"title": each.title, "articles": each.articles} if each.articles else each.title


def _fee(each: Fee) -> Tree:
    amount = "" if each.amount is None else str(each.amount)
    return _said(title=label(each.title), amount=amount, note=label(each.note))


def _new(described: Mapping[str, Any], ready: Mapping[str, Any], tell: Any) -> Tree:
    """Leave out what stands ready in every procedure and was not described anew."""
    return {
        id: tell(each) for id, each in described.items() if replace(each, line=0) != ready.get(id)
    }


def _paper(each: Paper) -> Value:
    return _short(
        _said(
            title=label(each.title),
            form=each.form,
            copy_kind="" if each.copy_kind == "electronic" else each.copy_kind,
            copies="" if each.copies == 1 else str(each.copies),
            by="" if each.by == "applicant" else each.by,
            required="" if each.required else "no",
            note=label(each.note),
        )
    )


def _field(each: Field) -> Value:
    kind = "choice" if each.choices else "text"
    return _short(
        _said(
            title=label(each.title),
            kind="" if each.kind == kind else each.kind,
            choices=_choices(each.choices),
            required="" if each.required else "no",
            help=label(each.help),
            role=each.role,
        )
    )


def _choices(choices: Iterable[tuple[str, Label]]) -> Value:
    offered = list(choices)
    if all(said == Label(id) for id, said in offered):
        return [id for id, _said in offered]
    return {id: label(said) for id, said in offered}


def _role(each: Role) -> Value:
    unit = "" if each.unit == "lead" else each.unit
    return _short(_said(title=label(each.title), unit=unit, role=each.role))


def _short(told: Tree) -> Value:
    """A thing of which only the title is told is written as its title."""
    return told["title"] if list(told) == ["title"] else told


def _consultation(each: ConsultationTemplate) -> Tree:
    return _said(
        title=label(each.title),
        of="" if each.of == PARTNER else each.of,
        opened_by=_many(each.opened_by),
        bodies=[_body(body) for body in each.bodies],
        choose_from=_many(each.choose_from),
        question=label(each.question),
        within=_term(each.within),
        several="" if each.several else "no",
        answers=_answers(each.answers),
        silence=each.silence,
        silence_ground=each.silence_ground,
        closed_when=each.closed_when,
        extend_at_most=_term(each.extend_at_most),
        late=[late(rule) for rule in each.late],
        **_rules(each),
        **_ballot(each),
    )


def _rules(each: ConsultationTemplate) -> Tree:
    """What is said of the bodies' time, their rights, and who reads what."""
    usual = ConsultationTemplate("", UNSAID)
    flags = ("pauses_with_case", "further", "outside", "unasked", "standing", "sealed", "public")
    words = ("purpose", "effect", "favourable_when", "missing_pieces", "confidential", "bodies_see")
    return _said(
        extend_itself=_term(each.extend_itself),
        unopened_after=_term(each.unopened_after),
        reply_within=_term(each.reply_within),
        questions={asked.id: _field(asked) for asked in each.questions},
        veto=_many(each.veto),
        keeps_access="" if each.keeps_access else "no",
        **{key: "yes" for key in flags if getattr(each, key)},
        **{key: getattr(each, key) for key in words if getattr(each, key) != getattr(usual, key)},
    )


def _ballot(each: ConsultationTemplate) -> Tree:
    """What is said of a ballot only."""
    return _said(
        kind=each.kind if each.is_ballot else "",
        committee=each.committee,
        matters=_choices(each.matters),
        quorum=each.quorum,
        majority=each.majority,
        tie=each.tie,
        secret="yes" if each.secret else "",
        tally=each.tally,
    )


def _body(each: Body) -> Value:
    told = _said(
        unit=each.unit,
        because=label(each.because) if each.because != UNSAID else "",
        required="yes" if each.required else "",
        when=_conditions(each.when),
        valid_from=each.valid_from.isoformat() if each.valid_from else "",
        valid_until=each.valid_until.isoformat() if each.valid_until else "",
        step=str(each.step) if each.step != 1 else "",
        within=_term(each.within),
        optional="yes" if each.optional else "",
        effect=each.effect,
        answers=_many(each.answers),
    )
    return each.unit if list(told) == ["unit"] else told


def _answers(answers: Mapping[str, Label]) -> Value:
    if any(said != ANSWERS.get(kind) for kind, said in answers.items()):
        return {kind: label(said) for kind, said in answers.items()}
    return [] if tuple(answers) == USUAL else list(answers)


def _migration(definition: Definition) -> Tree:
    if definition.migrate is None:
        return {}
    told = definition.migrate
    return _said(from_version=str(told.from_version), states=dict(told.states))


def texts(tree: Value) -> Iterator[str]:
    """Return every value that stands somewhere in a tree."""
    if isinstance(tree, dict):
        for each in tree.values():
            yield from texts(each)
    elif isinstance(tree, list):
        for each in tree:
            yield from texts(each)
    else:
        yield tree
