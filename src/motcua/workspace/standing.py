"""Ý kiến chung: the standing opinions of one's units: list, write, end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import colander
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotHere
from motcua.consultations.access import INSIDE
from motcua.consultations.actions import end_standing, make_standing
from motcua.consultations.asking.questions import Answered, said_to
from motcua.consultations.content import Reply, StandingOpinion
from motcua.consultations.inside import standing as kept
from motcua.pages import forms
from motcua.pages.answering import ANSWERS, questions_asked
from motcua.pages.fields import answer, day, line, lines
from motcua.pages.forms import Button, Form
from motcua.pages.schemas import chosen
from motcua.pages.widgets import Folded, Tick
from motcua.people import directory
from motcua.people.content import Unit
from motcua.permissions import Permission
from motcua.words import Label, Sentence, _, translate
from motcua.workflows import versions
from motcua.workflows.definition import ConsultationTemplate, Definition
from motcua.workspace import addresses

CONDITIONS = 4
"""Lines for conditions in the form."""
SHOWN = 50
"""Requests that the page of one shows, the newest first."""
NOTHING = "-"


@dataclass(frozen=True)
class Line:
    """One standing opinion, as the list shows it."""

    standing: StandingOpinion
    unit: Unit
    procedure: Label | str
    question: Label | str
    answer: Sentence
    conditions: list[Sentence]
    count: int
    holds: bool
    answers: tuple[Answered, ...]
    """To the questions that the procedure asks today."""
    misfit: Sentence
    """Why it answers nothing under the procedure of today."""


@view_config(
    route_name="standing",
    request_method="GET",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/standing.pt",
)
def standing(request: Request) -> dict[str, Any]:
    """Show what one's units always answer, and how often that answered."""
    acting = request.acting
    units = list(dict.fromkeys(unit for each in INSIDE for unit in acting.units_with(each)))
    kept_ones = [_line(acting, each) for unit in units for each in kept.of_unit(acting, unit)]
    return {
        "lines": kept_ones,
        "ways": [
            (directory.unit(acting.root, unit), rules, template)
            for unit in units
            if kept.heads(acting, unit)
            for rules, template in kept.templates_with(acting)
        ],
        "many": len(units) > 1,
        "addresses": addresses,
    }


def _line(acting: Acting, each: StandingOpinion) -> Line:
    rules = _rules(acting, each.procedure)
    template = rules.consultations.get(each.template) if rules else None
    outcome = each.reply.outcome
    return Line(
        standing=each,
        unit=directory.unit(acting.root, each.unit),
        procedure=rules.title if rules else each.procedure,
        question=template.title if template else each.template,
        answer=template.answers.get(outcome, outcome) if template else outcome,
        conditions=kept.conditions_said(acting, each),
        count=kept.count_of(acting, each),
        holds=each.holds_on(acting.now.date()),
        answers=said_to(acting, template.questions, each.reply) if template else (),
        misfit=kept.misfit(acting, template, each) if template else "",
    )


def _rules(acting: Acting, procedure: str) -> Definition | None:
    last = versions.version_in_force(acting.root, procedure, acting.now.date())
    return versions.definition_of(acting.root, last) if last is not None else None


@view_config(
    route_name="standing_new",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/standing_new.pt",
)
def standing_new(request: Request) -> dict[str, Any] | Response:
    """Write a standing opinion."""
    acting, asked = request.acting, request.matchdict
    if not directory.has_unit(acting.root, asked["unit"]):
        raise NotHere()
    unit = directory.unit(acting.root, asked["unit"])
    kept.owner(acting, unit.id)
    rules, template = _question(acting, asked["procedure"], asked["template"])
    form = _form(request, rules, template)
    if form.answers() is not None and form.attempt(lambda: _make(form, unit, rules, template)):
        request.tell(_("From now on it answers for your unit. It can be ended at any time."))
        return HTTPSeeOther(addresses.standing())
    return {
        "unit": unit,
        "rules": rules,
        "template": template,
        "form": form.shown({}),
        "back": addresses.standing(),
    }


def _question(
    acting: Acting, procedure: str, template: str
) -> tuple[Definition, ConsultationTemplate]:
    for rules, each in kept.templates_with(acting):
        if (rules.id, each.id) == (procedure, template):
            return rules, each
    raise NotHere()


def _make(form: Form, unit: Unit, rules: Definition, template: ConsultationTemplate) -> None:
    filled = form.filled
    written = [filled["conditions"][f"c{n}"] for n in range(1, CONDITIONS + 1)]
    make_standing(
        form.request.acting,
        unit.id,
        rules.id,
        template.id,
        conditions=[
            (each["field"], each["compared"] or kept.IS, each["value"] or "")
            for each in written
            if each["field"] and each["field"] != NOTHING
        ],
        reply=Reply(
            outcome=filled["outcome"] or "",
            text=filled["text"] or "",
            conditions=tuple((filled["demands"] or "").splitlines()),
            answers=tuple((filled.get(ANSWERS) or {}).items()),
        ),
        reason=filled["reason"] or "",
        since=filled["since"],
        until=filled["until"],
        further=bool(filled.get("further")),
    )


def _form(request: Request, rules: Definition, template: ConsultationTemplate) -> Form:
    language = request.locale_name
    answers = {id: said for id, said in template.answers.items() if id != "not_competent"}
    schema = colander.SchemaNode(
        colander.Mapping(),
        _conditions(rules, language),
        answer(_("Our answer"), answers, language),
        lines("text", _("In words"), language, 4, missing=None),
        *questions_asked(request, template.questions),
        lines("demands", _("Conditions on which we agree, one in a line"), language, missing=None),
        *([_further(language)] if template.further else []),
        _reason(language, _("On what it rests"), _("A decision, a letter, a rule.")),
        day("since", _("Applies from"), language, help=_("Left empty: from today."), missing=None),
        day(
            "until", _("Last day"), language, help=_("Left empty: until it is ended."), missing=None
        ),
    )
    return forms.form(request, schema, buttons=[Button("make", _("Let it answer for us"))])


def _conditions(rules: Definition, language: str) -> colander.SchemaNode:
    fields: Sequence[tuple[str, Sentence]] = [
        (NOTHING, _("—")),
        *((each.id, each.title) for each in kept.fields_of(rules)),
    ]
    compared = list(kept.COMPARISONS.items())
    rows = [
        colander.SchemaNode(
            colander.Mapping(),
            chosen(fields, _facts("field", _("What of the case"), language), language, few=0),
            chosen(compared, _facts("compared", _("How"), language), language, few=0),
            line("value", _("Value"), language, most=200, missing=None),
            name=f"c{number}",
            **({} if number == 1 else {"widget": Folded()}),
            title=translate(_("Condition ${n}", mapping={"n": str(number)}), language),
        )
        for number in range(1, CONDITIONS + 1)
    ]
    return colander.SchemaNode(
        colander.Mapping(),
        *rows,
        name="conditions",
        title=translate(_("For which cases; all of this has to hold"), language),
    )


def _further(language: str) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Boolean(),
        name="further",
        title=translate(
            _("Also where another asked body asks us further, in its own words"), language
        ),
        widget=Tick(),
        missing=False,
    )


def _facts(name: str, title: Sentence, language: str) -> dict[str, Any]:
    return {"name": name, "title": translate(title, language), "missing": None}


def _reason(language: str, title: Sentence, help: Sentence = "") -> colander.SchemaNode:
    return lines("reason", title, language, 2, help=help)


@view_config(
    route_name="standing_one",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/standing_one.pt",
)
def standing_one(request: Request) -> dict[str, Any] | Response:
    """Show one standing opinion and what it answered; end it."""
    acting = request.acting
    each = kept.standing_for(acting, request.matchdict["standing"])
    may_end = kept.heads(acting, each.unit) and each.ended_at is None
    form = _end_form(request) if may_end or request.method == "POST" else None
    if form and form.answers() is not None:
        ended = form.attempt(lambda: end_standing(acting, each, form.filled["reason"] or ""))
        if ended:
            request.tell(_("It answers nothing more. What it has answered stands."))
            return HTTPSeeOther(addresses.standing_one(each.id))
    return {
        "line": _line(acting, each),
        "standing": each,
        "uses": list(reversed(kept.uses_of(acting, each)))[:SHOWN],
        "form": form.shown({}) if form else None,
        "addresses": addresses,
    }


def _end_form(request: Request) -> Form:
    language = request.locale_name
    schema = colander.SchemaNode(colander.Mapping(), _reason(language, _("Why it is ended")))
    return forms.form(request, schema, buttons=[Button("end", _("End it"), "grave")])
