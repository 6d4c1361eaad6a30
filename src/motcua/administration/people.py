"""People: finding one, and the page on which everything about one stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.request import Request
from pyramid.view import view_config

from motcua.administration import READ
from motcua.pages import delegating
from motcua.people import accounts, directory
from motcua.people.content import Person, Position, Unit
from motcua.people.delegating import may_be_delegated
from motcua.people.ordering import by_given_name
from motcua.people.roles import Roles
from motcua.permissions import Permission
from motcua.storage.folding import words
from motcua.words import Sentence, _

TEMPLATES = "motcua.administration:templates/"
MOST = 50
"""So many people are listed; more words find fewer."""


@dataclass(frozen=True)
class Held:
    """A position of somebody, as their page shows it."""

    position: Position
    unit: Unit
    tone: str
    standing: Sentence
    may_end: bool
    may_delegate: bool


@view_config(
    route_name="administration_people",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "people.pt",
)
def people(request: Request) -> dict[str, Any]:
    """Find people by their name, without marks, or by their account."""
    acting = request.acting
    asked = request.GET.get("q", "").strip()
    found = _found(acting.root["people"].values(), asked) if asked else []
    today = acting.now.date()
    return {
        "asked": asked,
        "more": len(found) > MOST,
        "people": [
            (
                each,
                [
                    (held.title, directory.unit(acting.root, held.unit).short)
                    for held in each.positions
                    if held.period.counts_on(today)
                ],
            )
            for each in found[:MOST]
        ],
    }


def _found(everybody: Any, asked: str) -> list[Person]:
    """Return who has all the words, each as the beginning of one of theirs."""
    wanted = words(asked)
    fitting = [
        each
        for each in everybody
        if all(
            any(word.startswith(part) for word in words(f"{each.name} {each.account}"))
            for part in wanted
        )
    ]
    return sorted(fitting, key=lambda each: by_given_name(each.name))


@view_config(
    route_name="administration_person",
    request_method="GET",
    permission=READ,
    renderer=TEMPLATES + "person.pt",
)
def person(request: Request) -> dict[str, Any]:
    """One person: the account, every position held, what was delegated."""
    acting = request.acting
    shown = directory.person(acting.root, request.matchdict["person"])
    given = tuple(each for held in shown.positions for each in held.delegations)
    may_edit = acting.may(Permission.PEOPLE_EDIT)
    return {
        "person": shown,
        "account": _account(shown),
        "positions": [_held(request, each) for each in reversed(shown.positions)],
        "macros": delegating.macros(request),
        "given": [
            delegating.shown(request, each, _ending(each.id) if may_edit else "")
            for each in delegating.newest_first(given)
        ],
        "received": [
            delegating.shown(request, each) for each in delegating.newest_first(shown.received)
        ],
        "may_edit": may_edit,
        "is_me": shown.id == acting.person,
    }


def _ending(delegation: str) -> str:
    return f"/quan-tri/uy-quyen/{delegation}/ket-thuc"


def _account(person: Person) -> tuple[str, Sentence]:
    """Return tone and words for how somebody's account stands."""
    if person.is_disabled:
        return "late", _("closed since ${day}", mapping={"day": person.disabled_at})
    if not person.account:
        return "paused", _("has no account")
    if not person.password_hash:
        return "soon", _("open, no password yet")
    if accounts.must_choose_password(person):
        until = {"until": person.password_until}
        return "soon", _("given a password that lets in until ${until}", mapping=until)
    return "fine", _("open")


def _held(request: Request, held: Position) -> Held:
    acting = request.acting
    today = acting.now.date()
    if held.since > today:
        tone, standing = "soon", _("begins later")
    elif held.period.counts_on(today):
        tone, standing = "fine", _("held today")
    else:
        tone, standing = "done", _("ended")
    may_end = acting.may(Permission.PEOPLE_EDIT) and held.period.last >= today
    return Held(
        position=held,
        unit=directory.unit(acting.root, held.unit),
        tone=tone,
        standing=standing,
        may_end=may_end,
        may_delegate=may_end and may_be_delegated(acting.office.borrow(Roles), held),
    )
