"""Proposing a change, and the page on which a second person decides about it."""

from __future__ import annotations

from typing import Any

from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua import migrations
from motcua.administration.drafts import EDIT, READ, TEMPLATES
from motcua.administration.drafts.editor import draft_of
from motcua.administration.drafts.showing import Seen, address, bits, drawn, looked_at, origin
from motcua.administration.trying.asked import asked_part
from motcua.administration.trying.before import rehearsed, report_of
from motcua.migrations.planning import Touched
from motcua.pages import forms
from motcua.pages.forms import Button, Form, hidden
from motcua.pages.questions import asked, question, several_of
from motcua.pages.schemas import Number
from motcua.rehearsals.playing import failing
from motcua.rehearsals.telling import Report
from motcua.words import Sentence, _, translate
from motcua.workflows import drafting, drafts, versions
from motcua.workflows.content import Draft
from motcua.workflows.merging import side_by_side
from motcua.workflows.problems import Problem
from motcua.workflows.trials import FAILING


def _warnings_asked(request: Request, warnings: list[Problem], report: Report | None) -> list[Any]:
    """Return the question what was read: each warning, and that tests fail; where there is any."""
    by_code: dict[str, list[Problem]] = {}
    for each in warnings:
        by_code.setdefault(each.code, []).append(each)
    offered = [(code, _of_one_code(request, code, found)) for code, found in by_code.items()]
    if said := failing(report):
        offered.append((FAILING, said))
    if not offered:
        return []
    return [
        several_of(
            request,
            "read",
            _("Warnings that I have read and that may stay"),
            offered,
        )
    ]


def _of_one_code(request: Request, code: str, found: list[Problem]) -> Sentence:
    language = request.locale_name
    told = (
        _("line ${n}: ${problem}", mapping={"n": str(each.line), "problem": each.said})
        for each in found
    )
    return f"{code} · " + " ".join(translate(each, language) for each in told)


@view_config(route_name="draft_propose", permission=EDIT, renderer=TEMPLATES + "propose.pt")
def propose(request: Request) -> dict[str, Any] | Response:
    """Ask a second person to put the draft into force."""
    draft, acting = draft_of(request), request.acting
    if not draft.is_open:
        return HTTPSeeOther(address(draft))
    seen = looked_at(request, draft, draft.text)
    report = _report(request, draft, seen)
    form = _proposal_form(request, draft, seen, report)
    if form.answers() is not None and form.attempt(lambda: _propose(form, draft)):
        request.tell(_("Proposed. A second person has to put it into force."))
        return HTTPSeeOther(address(draft))
    return {
        **_about(request, draft, seen, report),
        "form": form.shown({"in_force_from": acting.now.date(), "seen": draft.current}),
    }


def _report(request: Request, draft: Draft, seen: Seen) -> Report | None:
    """Play the tests of the procedure, where something is still to be decided."""
    is_pending = draft.is_open or draft.is_proposed
    return report_of(request, draft.procedure, draft.text) if seen.is_sound and is_pending else None


def _propose(form: Form, draft: Draft) -> None:
    filled = form.filled
    read = tuple(filled.get("read") or ())
    drafting.propose(
        form.request.acting, draft, filled["reason"], filled["in_force_from"], read, filled["seen"]
    )


def _proposal_form(request: Request, draft: Draft, seen: Seen, report: Report | None) -> Form:
    schema = asked(
        hidden("seen", Number(whole=True)),
        question(
            request,
            "reason",
            _("Why: the decision or decree that asks for it"),
            help=_(
                "As in: Decision 12/QĐ-UBND of 20/11/2026. It stands with the version for good."
            ),
        ),
        question(
            request,
            "in_force_from",
            _("In force from"),
            "date",
            help=_("Cases received from this day on follow it. It may lie ahead."),
        ),
        *_warnings_asked(request, seen.warnings, report),
    )
    return forms.form(request, schema, buttons=[Button("propose", _("Propose to publish"))])


def _about(request: Request, draft: Draft, seen: Seen, report: Report | None) -> dict[str, Any]:
    """Return what both pages show: the change in words, in text and in pictures."""
    root = request.acting.root
    is_pending = draft.is_open or draft.is_proposed
    base = origin(request.acting, versions.last(root, draft.procedure))
    before = base.text if base else ""
    return {
        "bits": bits(),
        "draft": draft,
        "seen": seen,
        "base": base,
        "picture_before": drawn(base, request.locale_name, seen.changes),
        "rows": side_by_side(before, draft.text) if before else [],
        "newer": drafts.newer(root, draft) if draft.state != "published" else None,
        "author": drafting.name_of(root, draft.author),
        "proposed_by": drafting.name_of(root, draft.proposed_by),
        "here": f"/quan-tri/du-thao/{draft.number}",
        "rehearsed": rehearsed(request, draft, report) if seen.is_sound and is_pending else "",
        "failing": failing(report),
        "consulted": asked_part(request, draft, seen.rules, base)
        if seen.is_sound and is_pending
        else "",
    }


@view_config(route_name="draft_proposal", permission=READ, renderer=TEMPLATES + "proposal.pt")
def proposal(request: Request) -> dict[str, Any] | Response:
    """Decide about a proposal: put it into force, send it back, or withdraw one's own."""
    draft, acting = draft_of(request), request.acting
    if draft.state in ("open", "discarded"):
        return HTTPSeeOther(address(draft))
    seen = looked_at(request, draft, draft.text)
    report = _report(request, draft, seen)
    publishing, declining, withdrawing = _forms(request, draft, seen, report)
    if publishing.answers() is not None:
        if publishing.attempt(lambda: _publish(publishing, draft)):
            return _published(request, draft)
    elif declining.answers() is not None:
        if declining.attempt(lambda: drafting.decline(acting, draft, declining.filled["because"])):
            request.tell(_("The proposal is sent back, with your reason."))
            return HTTPSeeOther("/quan-tri/du-thao")
    elif withdrawing.answers() is not None and withdrawing.attempt(
        lambda: drafting.withdraw(acting, draft)
    ):
        request.tell(_("The proposal is withdrawn. You may go on writing."))
        return HTTPSeeOther(address(draft))
    may_publish = draft.is_proposed and drafting.may_publish(acting, draft)
    return {
        **_about(request, draft, seen, report),
        "may_publish": may_publish,
        "is_own": draft.proposed_by == acting.person,
        "touched": _touched(request, draft, seen),
        "rules_of_time": RULES_OF_TIME,
        "publishing": publishing.shown({"seen": draft.current}) if may_publish else "",
        "declining": declining.shown() if may_publish else "",
        "withdrawing": withdrawing.shown(),
        "closed_by": drafting.name_of(acting.root, draft.closed_by),
    }


RULES_OF_TIME: tuple[tuple[str, Sentence], ...] = (
    ("keep", _("kept as they are")),
    ("recount", _("counted anew from the day of receipt")),
    ("restart", _("begun anew today")),
)
"""The rules by which due dates may be brought over, as :mod:`motcua.migrations` knows them."""


def _touched(request: Request, draft: Draft, seen: Seen) -> Touched | None:
    """Return the running cases that the proposal would reach, if they were brought over to it."""
    if not draft.is_proposed or seen.rules is None or not seen.is_sound:
        return None
    found = migrations.touched(request.acting, seen.rules)
    return found if found.version is not None else None


def _forms(
    request: Request, draft: Draft, seen: Seen, report: Report | None
) -> tuple[Form, Form, Form]:
    unread = [each for each in seen.warnings if each.code not in draft.read]
    why = [] if draft.reason else [question(request, "reason", _("Why: the decision or decree"))]
    publishing = forms.form(
        request,
        asked(
            hidden("seen", Number(whole=True)),
            *why,
            *(_warnings_asked(request, unread, report) if draft.is_proposed else ()),
        ),
        buttons=[Button("publish", _("Put into force"))],
        formid="publish",
    )
    declining = forms.form(
        request,
        asked(question(request, "because", _("Why it is sent back"), "long_text")),
        buttons=[Button("decline", _("Send it back"), "grave")],
        formid="decline",
    )
    withdrawing = forms.form(
        request,
        asked(),
        buttons=[Button("withdraw", _("Withdraw the proposal"), "")],
        formid="withdraw",
    )
    return publishing, declining, withdrawing


def _publish(form: Form, draft: Draft) -> None:
    filled = form.filled
    drafting.publish_proposal(
        form.request.acting,
        draft,
        tuple(filled.get("read") or ()),
        filled["seen"],
        filled.get("reason") or "",
    )


def _published(request: Request, draft: Draft) -> Response:
    acting = request.acting
    version = versions.last(acting.root, draft.procedure)
    assert version is not None, "just published"
    if version.in_force_from > acting.now.date():
        sentence = _(
            "Published. Cases received from ${day} on follow it.",
            mapping={"day": version.in_force_from},
        )
    else:
        sentence = _("Published. Cases received from now on follow it.")
    request.tell(sentence)
    return HTTPSeeOther(f"/quan-tri/thu-tuc/{version.procedure}/cac-ban")
