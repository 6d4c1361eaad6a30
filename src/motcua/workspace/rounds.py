"""What is done with a whole round of opinions: closing, reopening, asking again, having looked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import colander
from chameleon.utils import Markup
from deform.widget import CheckboxChoiceWidget
from pyramid.csrf import get_csrf_token
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.cases.access import Sight
from motcua.consultations import actions
from motcua.consultations.access import reads_answer
from motcua.consultations.conditions import progress_said
from motcua.consultations.content import Consultation
from motcua.consultations.offers import Offer, of_round
from motcua.consultations.rounds.again import Proposal, proposals
from motcua.consultations.rounds.changes import Changes, DocumentChange
from motcua.consultations.rounds.favourable import Judgement, judged
from motcua.consultations.rounds.looking import is_owed
from motcua.consultations.table import Round
from motcua.consultations.templates import calendar_of, template_of
from motcua.deadlines.left import Left, left_until
from motcua.deadlines.terms import Term, read_term
from motcua.pages import forms
from motcua.pages.fields import line, lines
from motcua.pages.forms import Button, Form
from motcua.pages.speaking import set_part
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence, _, translate
from motcua.workspace import addresses
from motcua.workspace.opened import case_of

PART = "motcua.workspace:templates/round_now.pt"
CHANGES = "motcua.workspace:templates/changes.pt"
Deed = Callable[[Acting, Consultation, Mapping[str, Any]], object]


@dataclass(frozen=True)
class Act:
    """One thing that may be done with a round."""

    offer: str
    fields: tuple[str, ...]
    deed: Deed
    done: Sentence
    button: Button
    about: Sentence


ACTS: Mapping[str, Act] = {
    "da-xem": Act(
        "look",
        (),
        lambda acting, sent, filled: actions.look_at_answers(acting, sent),
        _("Done: the line is gone from your work list."),
        Button("do", _("I have looked at the answers")),
        _("Enough answers have come back. Say that you have looked at them."),
    ),
    "dong": Act(
        "close",
        ("reason",),
        lambda acting, sent, filled: actions.close_round(acting, sent, filled["reason"] or ""),
        _("The round is closed, and those who were cut off are told."),
        Button("do", _("Close the round"), "grave"),
        _(
            "Nobody is waited for any more. What was answered stays; drafts stay readable inside "
            "the bodies; what is planned for later steps is dropped."
        ),
    ),
    "mo-lai": Act(
        "reopen",
        ("reason", "new_limit"),
        lambda acting, sent, filled: actions.reopen_round(
            acting, sent, filled["reason"] or "", _limit(filled)
        ),
        _("The round is open again, and those who were cut off are told."),
        Button("do", _("Open the round again")),
        _("Whoever was cut off goes on with exactly what was left, or with a new limit."),
    ),
    "hoi-lai": Act(
        "ask_again",
        ("units", "question", "new_limit"),
        lambda acting, sent, filled: actions.ask_again(
            acting, sent, sorted(filled["units"]), filled["question"] or "", _limit(filled)
        ),
        _("The bodies are asked again, on the newest versions."),
        Button("do", _("Ask these again")),
        _(
            "Ticked are those for whom something has changed. They may confirm their earlier "
            "opinion in one click. Until somebody has answered, you can take this back."
        ),
    ),
    "huy-hoi-lai": Act(
        "undo_again",
        ("reason",),
        lambda acting, sent, filled: actions.undo_again(acting, sent, filled["reason"] or ""),
        _("Asking again is taken back; what was said before stands."),
        Button("do", _("Take back asking again"), "grave"),
        _("The bodies are told that nothing more is expected of them."),
    ),
}
"""By the last part of the address."""

PATHS = {act.offer: path for path, act in ACTS.items()}


def _limit(filled: Mapping[str, Any]) -> Term | None:
    return read_term(filled["new_limit"]) if filled["new_limit"] else None


def consultation_of(request: Request) -> Consultation:
    """Return the round that the address names, for whoever reads the papers of the case."""
    case = case_of(request, Sight.DOCUMENTS)
    for each in request.acting.root.consultations.of_case(case.key):
        if each.id == request.matchdict["round"] and not each.parent:
            found: Consultation = each
            return found
    raise NotHere()


@view_config(route_name="case_round", request_method="GET", permission=Permission.WORK)
def round(request: Request) -> Response:
    """Lead to the round on the page of its case."""
    sent = consultation_of(request)
    return HTTPSeeOther(f"{addresses.case(sent.case.code)}#dot-{sent.id}")


@view_config(
    route_name="case_round_act",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/round_act.pt",
)
def round_act(request: Request) -> dict[str, Any] | Response:
    """Show the form of one act on a round; do it."""
    sent, act = consultation_of(request), ACTS.get(request.matchdict["act"])
    if act is None:
        raise NotHere()
    offer = _offer(request.acting, sent, act)
    found = proposals(request.acting, sent) if act.offer == "ask_again" else []
    form = _form(request, act, found)
    if form.answers() is not None and form.attempt(lambda: _do(form, sent, act)):
        request.tell(act.done)
        return HTTPSeeOther(f"{addresses.case(sent.case.code)}#dot-{sent.id}")
    return {
        "sent": sent,
        "title": offer.title,
        "heading": template_of(request.acting, sent).title,
        "about": act.about,
        "found": [(each, _name(request.acting, each)) for each in found],
        "told": partial(changes_said, request, compare=partial(_compared, sent.case.code)),
        "form": form.shown(_beginning(sent, found)),
        "addresses": addresses,
        "back": f"{addresses.case(sent.case.code)}#dot-{sent.id}",
    }


def _offer(acting: Acting, sent: Consultation, act: Act) -> Offer:
    offer = next((each for each in of_round(acting, sent) if each.id == act.offer), None)
    if offer is None:
        raise NotAllowed(
            _("This is not yours to do, or no longer possible."),
            _("Look at the case as it is now."),
        )
    return offer


def _do(form: Form, sent: Consultation, act: Act) -> None:
    act.deed(form.request.acting, sent, form.filled)


def _name(acting: Acting, proposal: Proposal) -> Sentence:
    return directory.unit(acting.root, proposal.request.unit).title


def changes_said(
    request: Request, changes: Changes, compare: Callable[[DocumentChange], str]
) -> Markup:
    """Set what has changed since a body was asked; ``compare`` says where two versions are."""
    return set_part(request, CHANGES, changes=changes, compare=compare)


def _compared(code: str, change: DocumentChange) -> str:
    return addresses.compare(code, change.before.id, change.after.id) if change.after else ""


def _beginning(sent: Consultation, found: list[Proposal]) -> dict[str, Any]:
    return {
        "units": {each.request.unit for each in found if each.is_proposed},
        "question": sent.question,
    }


def _form(request: Request, act: Act, found: list[Proposal]) -> Form:
    schema = colander.SchemaNode(colander.Mapping())
    for name in act.fields:
        schema.add(_units(request, found) if name == "units" else _typed(request, name))
    return forms.form(request, schema, buttons=(act.button,))


def _units(request: Request, found: list[Proposal]) -> colander.SchemaNode:
    language = request.locale_name
    values = [
        (each.request.unit, translate(_name(request.acting, each), language)) for each in found
    ]
    return colander.SchemaNode(
        colander.Set(),
        name="units",
        title=translate(_("Who is asked again"), language),
        widget=CheckboxChoiceWidget(values=values),
    )


FIELDS: Mapping[str, tuple[Sentence, Sentence, int, int]] = {
    "reason": (_("Reason"), "", 3, 2000),
    "question": (_("Question"), "", 4, 20_000),
    "new_limit": (
        _("New limit, from now on; empty: as the procedure says"),
        _("For example: 2 working days"),
        0,
        100,
    ),
}
"""Title, an example, lines (0: a single one that is short), and the most characters."""


def _typed(request: Request, name: str) -> colander.SchemaNode:
    title, example, rows, most = FIELDS[name]
    language = request.locale_name
    if rows:
        return lines(name, title, language, rows, help=example, most=most)
    return line(name, title, language, help=example, most=most, missing="")


def round_now(request: Request, shown: Round) -> Markup:
    """Set what stands above the table of a round: can it be decided, and what can be done."""
    acting, sent = request.acting, shown.consultation
    return set_part(
        request,
        PART,
        sent=sent,
        shown=shown,
        said=progress_said(acting, sent),
        judgement=_judgement(acting, sent),
        look=_look(acting, sent),
        csrf=get_csrf_token(request),
        offers=[
            (each, addresses.round_act(sent.case.code, sent.id, PATHS[each.id]))
            for each in of_round(acting, sent)
        ],
    )


def _look(acting: Acting, sent: Consultation) -> Left | None:
    """Return how long there is to look at the answers; nothing where nobody has to."""
    if not is_owed(sent) or sent.check is None or sent.check.due is None:
        return None
    return left_until(calendar_of(acting, sent.asking_unit), sent.check.due, acting.now)


def _judgement(acting: Acting, sent: Consultation) -> Judgement | None:
    """Judge the template where the procedure cares, and where the reader may know every answer."""
    template = template_of(acting, sent)
    cares = template.favourable_when or template.veto or template.effect == "binding"
    closed = any(each.opinions and not reads_answer(acting, each) for each in sent.requests)
    return judged(acting, sent.case, template) if cares and not closed else None
