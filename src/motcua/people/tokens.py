"""Which programs act as somebody: made by that person, shown once, ended at once.

A program shows 256 random bits and the database holds their SHA-256, as with
sessions.  A token carries no rights: what its person may do is looked up at
each request, so a position or a delegation that has ended counts at once.
Whoever has yet to choose a password has no token that counts.

When it last did something is written down with that deed, once a day at the
most; reading stores nothing (docs/decisions/0013).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from motcua.acting import Acting, Refusal
from motcua.people import directory
from motcua.people.content import AccessToken, AccessTokens
from motcua.people.directory import Nobody
from motcua.people.events import TokenMade
from motcua.people.noting import note_account
from motcua.words import _

PREFIX = "motcua_"
"""By which a token that lies around somewhere is recognised as one."""
LONGEST_NAME = 100


class CannotMakeToken(Refusal):
    """The token is not made as it is wanted."""


@dataclass(frozen=True)
class Validity:
    """How long tokens count, and how many one person has."""

    longest: timedelta = timedelta(days=365)
    most: int = 20

    @classmethod
    def from_settings(cls, settings: Mapping[str, str]) -> Validity:
        """Return what ``motcua.token_longest``, in days, and ``motcua.tokens_most`` ask for."""
        return cls(
            longest=timedelta(days=int(settings.get("motcua.token_longest", 365))),
            most=int(settings.get("motcua.tokens_most", 20)),
        )

    def last_day(self, today: date) -> date:
        """Return the last day that a token made ``today`` may have."""
        return today + self.longest


def digest(token: str) -> bytes:
    """Return under what a token is stored."""
    return hashlib.sha256(token.encode("utf8", "replace")).digest()


def make(acting: Acting, name: str, until: date, writes: bool = False) -> str:
    """Make a token of one's own; return what the program is to show, which is kept nowhere."""
    person = directory.person(acting.root, acting.person)
    if person.is_disabled or person.password_until is not None:
        raise CannotMakeToken(
            _("Choose a password of your own first."), _("Change it on the page of your account.")
        )
    name = " ".join(name.split())
    _check(acting, name, until)
    token = PREFIX + secrets.token_urlsafe(32)
    made = AccessToken(
        id=secrets.token_hex(8),
        person=acting.person,
        name=name,
        writes=writes,
        made_at=acting.now,
        until=until,
    )
    acting.root.access_tokens.enter(digest(token), made)
    note_account(
        acting, acting.person, "token made", token=made.id, name=name, until=until, writes=writes
    )
    acting.announce(TokenMade(made))
    return token


def _check(acting: Acting, name: str, until: date) -> None:
    validity, today = acting.office.borrow(Validity), acting.now.date()
    if not name or len(name) > LONGEST_NAME:
        raise CannotMakeToken(_("Say in a few words which program gets the token."))
    if not today <= until <= validity.last_day(today):
        raise CannotMakeToken(
            _(
                "A token counts until ${day} at the latest, and not into the past.",
                mapping={"day": validity.last_day(today)},
            ),
            _("Make a new one when it is over."),
        )
    if len(acting.root.access_tokens.by_person.get(acting.person, ())) >= validity.most:
        raise CannotMakeToken(
            _(
                "You have ${n} tokens; there are no more for one person.",
                mapping={"n": validity.most},
            ),
            _("End those that no program needs any more."),
        )


def find(root: Any, token: str, today: date) -> AccessToken | None:
    """Return the token that a program shows, if it counts: neither ended nor over."""
    if not token.startswith(PREFIX):
        return None
    found: AccessToken | None = root.access_tokens.by_digest.get(digest(token))
    return found if found is not None and today <= found.until else None


def touch(token: AccessToken, now: datetime) -> None:
    """Take down that something is being done with it, once a day at the most."""
    if token.last_deed_on != now.date():
        token.last_deed_on = now.date()


def of_person(root: Any, person: str) -> list[AccessToken]:
    """Return somebody's tokens, the newest first."""
    tokens: AccessTokens = root.access_tokens
    found = [tokens.by_digest[each] for each in tokens.by_person.get(person, ())]
    return sorted(found, key=lambda token: (token.made_at, token.id), reverse=True)


def revoke(acting: Acting, token_id: str) -> AccessToken:
    """End one of one's own, at once."""
    tokens: AccessTokens = acting.root.access_tokens
    for each in tokens.by_person.get(acting.person, ()):
        if tokens.by_digest[each].id == token_id:
            ended = tokens.drop(each)
            note_account(acting, acting.person, "token revoked", token=token_id, name=ended.name)
            return ended
    raise Nobody(_("This token is ended already."), _("Open the list of your tokens again."))


def revoke_all(acting: Acting, person: str) -> int:
    """End every token of a person, as when the account is closed; return how many."""
    tokens: AccessTokens = acting.root.access_tokens
    digests = list(tokens.by_person.get(person, ()))
    for each in digests:
        tokens.drop(each)
    if digests:
        note_account(acting, person, "tokens revoked", number=len(digests))
    return len(digests)
