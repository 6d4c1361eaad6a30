"""Who acts in a request: the person of the session, as what they are today.

Nothing here looks at what the page is about (``request.context``): the
transaction is signed with the person before anything is found, and a position
that ended yesterday counts nowhere today.
"""

from __future__ import annotations

from dataclasses import replace

from pyramid.authorization import Authenticated
from pyramid.httpexceptions import HTTPSeeOther
from pyramid.interfaces import ISecurityPolicy
from pyramid.request import Request
from pyramid.security import Allowed, Denied
from zope.interface import implementer

from motcua.acting import Acting
from motcua.people import accounts, directory
from motcua.permissions import Permission
from motcua.signin import addresses, software
from motcua.storage.substance import ActingPolicy


def recognised(request: Request) -> Acting:
    """Return who acts: the person signed in, or a visitor.

    Who has shown the secret of a case is known by the address of its pages
    alone (``portal.passes``), an official who applies for something too.
    Programs are known by their token alone, and a token counts for programs
    alone: what one of them may open, the other never does.
    """
    if request.face.software:
        return recognised_program(request)
    if request.present is None:
        return request.visitor
    return as_person(request.visitor, request.present.session.person)


def recognised_program(request: Request) -> Acting:
    """Return who acts through a program: whoever made the token it shows, or a visitor."""
    shown = request.shown_token
    if shown is None:
        return request.visitor
    acting = as_person(request.visitor, shown.person)
    if must_choose_password(acting):
        return request.visitor
    return replace(acting, origin=f"{acting.origin} {software.MARK}{shown.id}".strip())


def as_person(acting: Acting, person_id: str) -> Acting:
    """Return ``acting`` as somebody with everything they hold today.

    A closed account makes its owner a visitor at once, whatever sessions there
    are.  Somebody whose password another person knows holds nothing until
    they have chosen one of their own.
    """
    person = directory.person(acting.root, person_id)
    if person.is_disabled:
        return acting
    known = replace(acting, person=person.id, name=person.name)
    if accounts.must_choose_password(person):
        return known
    held = directory.holdings(acting.root, acting.office, person.id, acting.now.date())
    return replace(known, holdings=held)


def must_choose_password(acting: Acting) -> bool:
    """Say whether whoever acts has yet to choose a password of their own."""
    return bool(acting.person) and accounts.must_choose_password(
        directory.person(acting.root, acting.person)
    )


def become(request: Request, acting: Acting) -> None:
    """Let the rest of this request, its page above all, be somebody else's."""
    request.recognised = acting
    request.acting = acting


@implementer(ISecurityPolicy)
class SignInPolicy(ActingPolicy):
    """The house's policy, and one permission that comes with no position.

    Whoever is signed in looks after their own account.  Whoever has yet to
    choose a password is led to where that is done, whatever page was asked for.
    """

    def permits(self, request: Request, context: object, permission: str) -> Allowed | Denied:
        """Say whether the acting person may."""
        if permission != Permission.OWN_ACCOUNT:
            if must_choose_password(self.identity(request)):
                raise HTTPSeeOther(addresses.PASSWORD)
            return super().permits(request, context, permission)
        if self.identity(request).person:
            return Allowed("Signed in: %s.", Authenticated)
        return Denied("Nobody is signed in.")
