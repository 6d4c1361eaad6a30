"""Delegating a position: the form, and how a delegation is shown.

The holder does it on their own account's pages, an administrator on those of
the unit; both show and ask the same, and both call :mod:`motcua.people.delegating`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from pyramid.renderers import get_renderer
from pyramid.request import Request

from motcua.pages import forms
from motcua.pages.forms import Button, Form
from motcua.pages.questions import asked, choice, question, several_of
from motcua.people import directory
from motcua.people.content import Delegation, Position, Unit
from motcua.people.delegating import delegate
from motcua.people.roles import Roles
from motcua.words import Label, Sentence, _

MACRO = "motcua.pages:templates/delegations.pt"


@dataclass(frozen=True)
class Shown:
    """A delegation as lists show it."""

    id: str
    position: Label
    unit: Label
    giver: str
    receiver: str
    days: Sentence
    reason: str
    document: str
    roles: tuple[Sentence, ...]
    """The parts that were delegated, where it is not the whole position."""
    tone: str
    standing: Sentence
    ending: str = ""
    """Where it can be ended early; empty where it cannot."""


def shown(request: Request, given: Delegation, ending: str = "") -> Shown:
    """Return how ``given`` is shown; ``ending`` is the address at which it may be ended."""
    acting, held = request.acting, given.position
    known = acting.office.borrow(Roles).roles
    tone, standing, is_over = _standing(given, acting.now.date())
    return Shown(
        id=given.id,
        position=held.title,
        unit=directory.unit(acting.root, held.unit).short,
        giver=directory.name_of(acting.root, held.person),
        receiver=directory.name_of(acting.root, given.to_person),
        days=given.period.said,
        reason=given.reason,
        document=given.document,
        roles=tuple(known[role].title if role in known else role for role in given.roles),
        tone=tone,
        standing=standing,
        ending="" if is_over else ending,
    )


def _standing(given: Delegation, today: date) -> tuple[str, Sentence, bool]:
    """Return tone and words for where a delegation stands, and whether it is over."""
    if given.revoked_at is not None:
        day = given.revoked_at.date()
        return "paused", _("ended early on ${day}", mapping={"day": day}), True
    if given.counts_on(today):
        return "fine", _("counts today"), False
    if given.since > today:
        return "soon", _("counts from ${day}", mapping={"day": given.since}), False
    return "done", _("over"), True


def newest_first(given: tuple[Delegation, ...]) -> list[Delegation]:
    """Return delegations with those that begin last on top."""
    return sorted(given, key=lambda each: (each.since, each.id), reverse=True)


def form_for(request: Request, held: Position) -> Form:
    """Return the form by which ``held`` is delegated."""
    known = request.acting.office.borrow(Roles).roles
    parts = [(role, known[role].title) for role in held.roles if role in known]
    nodes: list[Any] = [
        choice(
            request,
            "to_person",
            _("To whom"),
            colleagues(request, held),
            help=_("Colleagues of the same unit, of the one above and of those below."),
        ),
        question(request, "since", _("First day"), "date"),
        question(request, "until", _("Last day"), "date"),
        question(
            request, "reason", _("Why"), help=_("For example: on leave, away on official business.")
        ),
        question(
            request,
            "document",
            _("Number of the written delegation"),
            help=_("It is shown wherever the delegate signs."),
        ),
    ]
    if len(parts) > 1:
        nodes.append(
            several_of(
                request,
                "roles",
                _("Which parts of the position"),
                parts,
                _("Choose none to delegate the whole position."),
            )
        )
    return forms.form(request, asked(*nodes), buttons=[Button("delegate", _("Delegate"))])


def colleagues(request: Request, held: Position) -> list[tuple[str, Sentence]]:
    """Return who may be given ``held``: its unit's people first, then those above and below."""
    acting, today = request.acting, request.acting.now.date()
    there = directory.unit(acting.root, held.unit)
    near: list[Unit] = [there, *directory.ancestors(acting.root, there.id)[:1]]
    near += directory.children(acting.root, there.id)
    found: dict[str, Sentence] = {}
    for unit in near:
        for person in directory.people_of(acting.root, unit.id, today):
            if person.id not in (held.person, acting.person):
                said = f"{person.name} · {request.voice.say(unit.short)}"
                found.setdefault(person.id, said)
    return list(found.items())


def give(form: Form, held: Position) -> None:
    """Delegate ``held`` as the form was filled in."""
    filled = form.filled
    chosen = filled.get("roles", ())
    delegate(
        form.request.acting,
        held.id,
        filled["to_person"],
        since=filled["since"],
        until=filled["until"],
        reason=filled["reason"],
        document=filled["document"],
        roles=tuple(role for role in held.roles if role in chosen),
    )


def ending_form(request: Request) -> Form:
    """Return the form by which a delegation is ended early."""
    why = question(request, "reason", _("Why"), help=_("For example: back earlier than planned."))
    return forms.form(
        request, asked(why), buttons=[Button("end", _("End the delegation now"), "grave")]
    )


def macros(request: Request) -> Any:
    """Return the macros with which pages show delegations."""
    return get_renderer(MACRO).implementation().macros
