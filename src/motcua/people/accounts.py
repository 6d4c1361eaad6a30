"""Accounts: recognising who signs in, changing passwords, closing an account.

The answer to a wrong account and to a wrong password is the same sentence
after the same time.  How often somebody may try is not counted here but by
the ``signin`` face, which knows from where they come.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from motcua.acting import Acting, NotAllowed, Refusal
from motcua.people import directory, sessions, tokens
from motcua.people.content import Person
from motcua.people.events import PasswordChanged, PersonDisabled
from motcua.people.noting import note_account
from motcua.people.passwords import Passwords
from motcua.people.rights import entitle
from motcua.permissions import Permission
from motcua.words import Sentence, _


class WrongPassword(Refusal):
    """The present password was not given rightly."""


class NoAccount(Refusal):
    """The person has no account, or one that is closed."""


@dataclass(frozen=True)
class SignIn:
    """What became of somebody's wish to sign in."""

    person: Person | None = None
    token: str = ""
    """What the browser is to show from now on; empty where nobody was let in."""
    sentence: Sentence = ""
    """Why not."""


def sign_in(acting: Acting, account: str, password: str, *, browser: str = "") -> SignIn:
    """Let somebody in who knows the account and its password.

    A failure is an answer and no refusal, because refusing would undo the note
    in the journal as well.
    """
    passwords = acting.office.borrow(Passwords)
    person = directory.person_of_account(acting.root, account)
    if not passwords.fits(person.password_hash if person else "", password) or person is None:
        return _turned_away(acting, person)
    if person.is_disabled:
        return _closed(acting, person)
    if person.password_until is not None and person.password_until <= acting.now:
        return _out_of_date(acting, person)
    if passwords.is_outdated(person.password_hash):
        person.password_hash = passwords.hashed(password)
    recognised = replace(acting, person=person.id, name=person.name)
    token = sessions.begin(recognised, person.id, browser)
    begun = sessions.find(acting.root, token)
    note_account(recognised, person.id, "signed in", session=begun.id if begun else "")
    return SignIn(person, token)


def _turned_away(acting: Acting, person: Person | None) -> SignIn:
    """An unknown account is not written down: it may be a password, typed into the wrong line."""
    note_account(acting, person.id if person else "", "sign-in failed", why="wrong password")
    return SignIn(sentence=_("The account or the password is not right."))


def _closed(acting: Acting, person: Person) -> SignIn:
    """Only who knows the password learns that the account is closed."""
    note_account(acting, person.id, "sign-in failed", why="closed account")
    return SignIn(sentence=_("This account is closed.  Ask your administrator why."))


def _out_of_date(acting: Acting, person: Person) -> SignIn:
    """A given password that nobody replaced in time is known to two people at least."""
    note_account(acting, person.id, "sign-in failed", why="given password out of date")
    return SignIn(
        sentence=_("This password was given for a short time, which is over.  Ask for a new one.")
    )


def disable_person(acting: Acting, person_id: str, reason: str) -> None:
    """Close somebody's account: their sessions end at once, their positions stay on record."""
    entitle(acting, Permission.PEOPLE_EDIT)
    person = directory.person(acting.root, person_id)
    if person_id == acting.person:
        raise NotAllowed(
            _("Nobody closes the account they are using."), _("Ask another administrator.")
        )
    if person.is_disabled:
        return
    person.disabled_at = acting.now
    note_account(acting, person_id, "account closed", reason=reason)
    sessions.revoke_all(acting, person_id)
    tokens.revoke_all(acting, person_id)
    acting.announce(PersonDisabled(person))


def enable_person(acting: Acting, person_id: str, reason: str) -> None:
    """Open a closed account again."""
    entitle(acting, Permission.PEOPLE_EDIT)
    person = directory.person(acting.root, person_id)
    if person.is_disabled:
        person.disabled_at = None
        note_account(acting, person_id, "account opened", reason=reason)


def set_password(acting: Acting, person_id: str, password: str) -> None:
    """Give somebody a password, as an administrator does; they are signed out everywhere."""
    entitle(acting, Permission.PEOPLE_EDIT)
    person = directory.person(acting.root, person_id)
    _keep_password(acting, person, password)
    sessions.revoke_all(acting, person_id)
    tokens.revoke_all(acting, person_id)


def give_password(acting: Acting, person_id: str) -> str:
    """Make up a password for somebody who has none or has forgotten theirs, and return it.

    It is told once and kept nowhere.  Whoever signs in with it chooses one of
    their own before anything else, so that the administrator does not know
    the password under which somebody works.
    """
    entitle(acting, Permission.PEOPLE_EDIT)
    person = directory.person(acting.root, person_id)
    if person_id == acting.person:
        raise NotAllowed(
            _("Nobody gives a password to himself or herself."),
            _("Change it on the page of your own account."),
        )
    if not person.account or person.is_disabled:
        raise NoAccount(
            _("${name} has no account that is open.", mapping={"name": person.name}),
            _("Open the account first."),
        )
    passwords = acting.office.borrow(Passwords)
    password = passwords.made_up()
    until = acting.now + passwords.given_for
    _keep_password(acting, person, password, until)
    sessions.revoke_all(acting, person_id)
    tokens.revoke_all(acting, person_id)
    return password


def must_choose_password(person: Person) -> bool:
    """Say whether somebody has signed in with a given password and has none of their own yet."""
    return person.password_until is not None


def change_password(acting: Acting, present: str, wanted: str, session_id: str = "") -> None:
    """Change one's own password; every other session of one's own ends."""
    person = directory.person(acting.root, acting.person)
    if not acting.office.borrow(Passwords).fits(person.password_hash, present):
        raise WrongPassword(
            _("Your present password is not the one you typed."),
            _("Type it again; mind the caps lock and the Vietnamese keyboard."),
        )
    _keep_password(acting, person, wanted)
    sessions.revoke_all(acting, person.id, but=session_id)


def _keep_password(
    acting: Acting, person: Person, password: str, until: datetime | None = None
) -> None:
    passwords = acting.office.borrow(Passwords)
    passwords.check_new(password, person.account, person.name)
    person.password_hash = passwords.hashed(password)
    person.password_set_at = acting.now
    person.password_until = until
    note_account(acting, person.id, "password given" if until else "password changed")
    acting.announce(PasswordChanged(person))
