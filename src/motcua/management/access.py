"""Who uses the management interface: people with a position in operations, today."""

from __future__ import annotations

from dataclasses import replace
from datetime import tzinfo
from typing import Any

from pyramid.request import Request
from pyramid.threadlocal import get_current_request

from motcua.acting import Acting, NotHere
from motcua.pages.asking import ZONE
from motcua.people import accounts, directory
from motcua.permissions import Permission
from motcua.storage.substance import ActingPolicy, get_oid

PERSON = "motcua.person"
"""Under which name the session remembers who signed in."""


def acting_of(request: Request) -> Acting:
    """Return who acts: the person of this session, as far as they still work in operations."""
    visitor: Acting = request.visitor
    id = request.session.get(PERSON, "")
    return operator(visitor, id) if id else visitor


def operator(visitor: Acting, id: str) -> Acting:
    """Return the person acting, or the visitor where they have nothing to do here."""
    try:
        person = directory.person(visitor.root, id)
    except NotHere:
        return visitor
    held = directory.holdings(visitor.root, visitor.office, id, visitor.now.date())
    acting = replace(visitor, person=id, name=person.name, holdings=held)
    closed = person.is_disabled or accounts.must_choose_password(person)
    return acting if acting.may(Permission.OPERATIONS) and not closed else visitor


class OperationsPolicy(ActingPolicy):
    """Whoever works in operations stands for the administrators that Substance D knows."""

    def identity(self, request: Request) -> Acting:
        """Return who acts; to know which tabs to show, Substance D asks by a request of its own."""
        return super().identity(request if hasattr(request, "visitor") else get_current_request())

    def principals(self, request: Request) -> list[Any]:
        """Return what Substance D's lists compare with its access lists."""
        known: list[Any] = super().principals(request)
        if self.identity(request).may(Permission.OPERATIONS):
            known.append(get_oid(request.stored["principals"]["groups"]["admins"]))
        return known


class Operator:
    """What the pages of Substance D want to know of the person who uses them."""

    locale = "en"

    def __init__(self, name: str, root: Any):
        self.__name__ = name
        self.__parent__ = root

    @property
    def timezone(self) -> tzinfo:
        """The administration's."""
        return ZONE

    def check_password(self, password: str) -> bool:
        """Nobody changes a password here."""
        return False


def user(request: Request) -> Operator | None:
    """Return who uses the page; nobody until they have signed in."""
    acting: Acting = request.identity
    return Operator(acting.name, request.stored) if acting.person else None
