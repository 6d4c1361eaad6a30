"""Choosing what to bring over, and the plan: what would become of every case."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua import migrations
from motcua.acting import NotHere
from motcua.administration.migrating import MIGRATE, READ, TEMPLATES, here
from motcua.administration.migrating.asking import STAYS, STEP, Asked, asked_again, asked_in
from motcua.migrations import running
from motcua.migrations.dates import TITLES
from motcua.migrations.planning import Plan, Row
from motcua.pages import forms
from motcua.pages.forms import Button, Form
from motcua.pages.questions import asked, choice, question
from motcua.pages.typed import text_of
from motcua.words import Sentence, _, several
from motcua.workflows import versions
from motcua.workflows.content import Version


@view_config(
    route_name="migrations",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "migrations.pt",
)
@view_config(
    route_name="migrations",
    request_method="POST",
    permission=MIGRATE,
    renderer=TEMPLATES + "migrations.pt",
)
def beginning(request: Request) -> dict[str, Any] | Response:
    """How many cases run under which version, what was brought over, and the choice."""
    acting = request.acting
    workflow = request.matchdict["workflow"]
    every = versions.all_versions(acting.root, workflow)
    if not every:
        raise NotHere(_("There is no such procedure."))
    counts = running.counts(acting.root, workflow)
    form = _form(request, every, counts) if _can_choose(request, every, counts) else None
    if form is not None and form.answers() is not None:
        chosen = _chosen(workflow, form)
        if form.attempt(lambda: migrations.take_down(acting, chosen.plan(request))):
            return HTTPSeeOther(f"{here(workflow)}/ke-hoach?{chosen.query}")
    return {
        "title": every[-1].title,
        "here": here(workflow),
        "versions": [(each, counts.get(each.number, 0)) for each in reversed(every)],
        "runs": migrations.runs_of(acting.root, workflow),
        "form": form.shown(_proposed(request, every, counts)) if form is not None else "",
    }


def _can_choose(request: Request, every: list[Version], counts: dict[int, int]) -> bool:
    return request.acting.may(MIGRATE) and len(every) > 1 and bool(counts)


def _form(request: Request, every: list[Version], counts: dict[int, int]) -> Form:
    before = [(str(number), _with_cases(number, n)) for number, n in counts.items()]
    after = [(str(each.number), _since(each)) for each in reversed(every)]
    schema = asked(
        choice(request, "before", _("Cases of"), before, few=6),
        choice(request, "after", _("Bring them over to"), after, few=6),
        choice(
            request,
            "rule",
            _("What happens to due dates"),
            list(TITLES.items()),
            help=_("There is no rule that is taken unless you choose another: decide."),
            few=3,
        ),
        question(
            request,
            "reason",
            _("Why: the decree or decision that must reach running cases"),
            "long_text",
            required=False,
            help=_("It stands in the history of every case. To restart, it is needed."),
        ),
    )
    return forms.form(request, schema, buttons=[Button("plan", _("See the plan"))])


def _with_cases(number: int, count: int) -> Sentence:
    return several(
        _("version ${version} (${n} running case)"),
        _("version ${version} (${n} running cases)"),
        count,
        version=str(number),
    )


def _since(version: Version) -> Sentence:
    told = {"version": str(version.number), "day": version.in_force_from}
    return _("version ${version} (in force from ${day})", mapping=told)


def _proposed(request: Request, every: list[Version], counts: dict[int, int]) -> dict[str, str]:
    """The newest version in force is what cases are mostly brought over to."""
    today = request.acting.now.date()
    present = versions.version_in_force(request.acting.root, every[0].procedure, today)
    if present is None:
        return {}
    older = [str(number) for number in counts if number != present.number]
    return {"after": str(present.number), **({"before": older[-1]} if older else {})}


def _chosen(workflow: str, form: Form) -> Asked:
    filled = form.filled
    reason = " ".join((filled["reason"] or "").split())
    return Asked(workflow, int(filled["before"]), int(filled["after"]), filled["rule"], reason)


@view_config(
    route_name="migration_plan", permission=MIGRATE, renderer=TEMPLATES + "migration_plan.pt"
)
def plan(request: Request) -> dict[str, Any] | Response:
    """What would become of every case; where steps go can be chosen, and it can be carried out."""
    chosen = asked_in(request)
    if request.method == "POST":
        return _again(request, chosen) if "again" in request.POST else _start(request, chosen)
    made = chosen.plan(request)
    return {
        "plan": made,
        "rule": TITLES[made.rule],
        "here": here(chosen.workflow),
        "rows": [(row, _targets(made, row)) for row in made.rows],
        "step": STEP,
        "form_address": request.path_qs,
        "may_close": chosen.may_close,
        "closes": chosen.may_close or any(row.closes for row in made.rows),
        "more_blocked": _more_blocked(made),
    }


def _more_blocked(plan: Plan) -> int:
    stays = sum(row.blocked for row in plan.rows if not row.stays)
    return stays - len(plan.blocked)


def _targets(plan: Plan, row: Row) -> list[tuple[str, Sentence, bool]]:
    """Where the cases of a step may go: value, name, whether it is chosen."""
    known = plan.new.states
    chosen = STAYS if row.stays else row.target
    offered: list[tuple[str, Sentence]] = [
        (id, _("${step} (final)", mapping={"step": state.title}) if state.final else state.title)
        for id, state in known.items()
        if not state.auto
    ]
    offered.append((STAYS, _("leave them where they are")))
    if not any(id == chosen for id, _title in offered):
        offered.insert(0, ("", _("choose a step")))
    return [(id, title, id == chosen) for id, title in offered]


def _again(request: Request, chosen: Asked) -> Response:
    """Plan once more, with the steps that were chosen."""
    again = asked_again(request, chosen)
    migrations.take_down(request.acting, again.plan(request))
    return HTTPSeeOther(f"{here(again.workflow)}/ke-hoach?{again.query}")


def _start(request: Request, chosen: Asked) -> Response:
    """Have the plan carried out that was looked at."""
    run = migrations.start(
        request.acting,
        chosen.plan(request, age=migrations.READ),
        text_of(request.POST.get("plan", "")),
        warnings_read=request.POST.get("read") == "yes",
    )
    request.tell(_("The cases are being brought over. Nobody has to wait for it."))
    return HTTPSeeOther(f"{here(chosen.workflow)}/{run.number}")
