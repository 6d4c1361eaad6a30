"""A run: how far it has come, stopping it, letting it go on, undoing a batch."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua import migrations
from motcua.acting import NotHere
from motcua.administration.migrating import MIGRATE, READ, TEMPLATES, here
from motcua.migrations.content import Batch, Run
from motcua.migrations.dates import TITLES
from motcua.migrations.telling import batch_said, outcome_of
from motcua.pages import forms
from motcua.pages.forms import Button
from motcua.pages.questions import asked, question
from motcua.pages.speaking import set_part
from motcua.people import directory
from motcua.words import Sentence, _, several
from motcua.workflows import versions

PROGRESS = TEMPLATES + "migration_progress.pt"
MOST_BATCHES = 500
"""Batches that the page lists."""


@view_config(
    route_name="migration",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "migration.pt",
)
@view_config(
    route_name="migration",
    request_method="POST",
    permission=MIGRATE,
    renderer=TEMPLATES + "migration.pt",
)
def run(request: Request) -> dict[str, Any] | Response:
    """One run, with its batches and the cases that were left as they were."""
    found = _run(request)
    if request.method == "POST":
        return _stop_or_go_on(request, found)
    root = request.acting.root
    return {
        "run": found,
        "title": versions.version(root, found.procedure, found.to_version).title,
        "here": here(found.procedure),
        "progress": _progress(request, found),
        "rule": TITLES[found.rule],
        "by": found.started_by_name or _("the system"),
        "stopped_by": directory.name_of(root, found.brake.pulled_by) if found.is_stopped else "",
        "may": request.acting.may(MIGRATE),
        "batches": [_shown(found, *each) for each in _done(found)],
        "outcome": outcome_of(found),
        "can_undo_all": sum(migrations.can_undo(found, each) for _n, each in _done(found)) > 1,
    }


def _done(run: Run) -> list[tuple[int, Batch]]:
    done = [each for each in run.batches.items() if each[1].done_at is not None]
    return done[-MOST_BATCHES:]


def _shown(run: Run, number: int, batch: Batch) -> dict[str, Any]:
    return {
        "number": number,
        "said": batch_said(number, len(batch)),
        "done_at": batch.done_at,
        "left": len(batch.kept),
        "undone_at": batch.undone_at,
        "brought_back": batch.brought_back,
        "can_undo": migrations.can_undo(run, batch),
    }


def _stop_or_go_on(request: Request, found: Run) -> Response:
    acting = request.acting
    acting.require(MIGRATE)
    if "stop" in request.POST:
        migrations.stop(acting, found)
        request.tell(_("It stops after the batch that is under way. What is done stays done."))
    else:
        migrations.go_on(acting, found)
        request.tell(_("It goes on where it stopped."))
    return HTTPSeeOther(request.path)


@view_config(route_name="migration_progress", permission=READ, request_method="GET")
def progress(request: Request) -> Response:
    """How far it has come, for the page that shows it; once it is over, the page is asked anew."""
    found = _run(request)
    response = Response(_progress(request, found))
    if not _goes_on(found):
        response.headers["HX-Refresh"] = "true"
    return response


def _progress(request: Request, found: Run) -> str:
    address = f"{here(found.procedure)}/{found.number}"
    return set_part(
        request, PROGRESS, run=found, address=address, said=_said(found), goes_on=_goes_on(found)
    )


def _goes_on(run: Run) -> bool:
    return run.is_running or run.is_undoing


def _said(run: Run) -> Sentence:
    if run.is_undoing:
        return _("Being brought back")
    if run.finished_at is not None:
        return _("Finished")
    return _("Stopped") if run.is_stopped else _("Being brought over")


@view_config(
    route_name="migration_undo", permission=MIGRATE, renderer=TEMPLATES + "migration_undo.pt"
)
def undo(request: Request) -> dict[str, Any] | Response:
    """Bring the cases of a batch back, as far as they have not moved since."""
    found = _run(request)
    number = int(request.matchdict["batch"])
    batch: Batch | None = found.batches.get(number)
    if batch is None:
        raise NotHere()

    def bring_back(reason: str) -> Sentence:
        return _what_was_undone(migrations.undo(request.acting, found, number, reason))

    return _asked_why(request, found, batch_said(number, len(batch)), bring_back)


@view_config(
    route_name="migration_undo_all", permission=MIGRATE, renderer=TEMPLATES + "migration_undo.pt"
)
def undo_all(request: Request) -> dict[str, Any] | Response:
    """Have all cases brought back, as far as they have not moved since."""
    found = _run(request)

    def bring_back(reason: str) -> Sentence:
        migrations.undo_all(request.acting, found, reason)
        return _("The cases are being brought back, batch by batch.")

    return _asked_why(request, found, _("All batches"), bring_back)


def _asked_why(
    request: Request, found: Run, heading: Sentence, bring_back: Callable[[str], Sentence]
) -> dict[str, Any] | Response:
    """Ask for the reason; bring the cases back and say what became of them."""
    back = f"{here(found.procedure)}/{found.number}"
    schema = asked(question(request, "reason", _("Why")))
    form = forms.form(request, schema, buttons=[Button("undo", _("Bring the cases back"), "grave")])
    told: list[Sentence] = []
    if form.answers() is not None and form.attempt(
        lambda: told.append(bring_back(form.filled["reason"]))
    ):
        request.tell(told[0])
        return HTTPSeeOther(back)
    return {"run": found, "form": form.shown(), "back": back, "heading": heading}


def _what_was_undone(undone: migrations.Undone) -> Sentence:
    done = several(
        _("${n} case follows the version before again."),
        _("${n} cases follow the version before again."),
        undone.brought_back,
    )
    if not undone.moved_since:
        return done
    told = {"done": done, "codes": list(undone.moved_since[:20])}
    return _("${done} These have taken a step since and stay: ${codes}.", mapping=told)


def _run(request: Request) -> Run:
    found = migrations.run_of(request.acting.root, int(request.matchdict["run"]))
    if found.procedure != request.matchdict["workflow"]:
        raise NotHere()
    return found
