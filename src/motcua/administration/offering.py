"""What the forms of administrators offer to choose from, and whom they name."""

from __future__ import annotations

from typing import Any

import colander
from pyramid.request import Request

from motcua.pages.questions import question
from motcua.people import directory
from motcua.people.content import Person, Unit
from motcua.people.roles import Roles
from motcua.words import Sentence, _

PERSON = "can-bo"
"""The field of the address in which a person to be appointed is named already."""


def posts_for(request: Request, unit: Unit) -> list[tuple[str, Sentence]]:
    """Return the posts that such a unit has."""
    posts = request.acting.office.borrow(Roles).posts.values()
    return [(each.id, each.title) for each in posts if not each.kinds or unit.kind in each.kinds]


def account_asked(request: Request) -> colander.SchemaNode:
    """Return the question who, answered by the name of an account."""
    node = question(
        request,
        "account",
        _("Account"),
        help=_("As in ha.nguyen. Whoever has none yet is looked for, or added, beforehand."),
    )
    node.validator = colander.All(node.validator, _known(request))
    return node


def _known(request: Request) -> Any:
    def check(node: Any, typed: str) -> None:
        if _person(request, typed) is None:
            raise colander.Invalid(
                node,
                _(
                    "Nobody has the account “${account}”. Look for the person by name first.",
                    mapping={"account": typed},
                ),
            )

    return check


def _person(request: Request, typed: str) -> Person | None:
    root = request.acting.root
    found: Person | None = root["people"].get(typed.strip())
    return found or directory.person_of_account(root, typed)


def person_named(request: Request, typed: str) -> Person:
    """Return who was named in a form that was found right."""
    found = _person(request, typed)
    return directory.person(request.acting.root, typed) if found is None else found
