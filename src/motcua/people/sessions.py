"""Who is signed in where: kept by the server, ended by the server.

The browser holds a token of 256 random bits and the database its SHA-256, so
neither a stolen copy of the database nor an old page opens anything.  A
session carries no rights: what a person may do is looked up at each request.

Reading a page stores nothing.  When a session was last *used* is therefore
not written here but told by the browser, in a stamp that the ``signin`` face
signs; here it is only compared (docs/decisions/0006).
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from motcua.acting import Acting
from motcua.people.content import Session, Sessions
from motcua.people.directory import Nobody
from motcua.people.noting import note_account
from motcua.storage.due import due_entry, read_due
from motcua.words import _

COARSELY = timedelta(minutes=5)
"""How often the time of the last deed is written, at the most."""
FORGET = "forget sessions"
"""Under which kind the due queue knows the nightly forgetting."""
SUBJECT = b"sessions"
NIGHT = time(3)
ONE_DAY = timedelta(days=1)
LONGEST_BROWSER = 200
"""Signs of what a browser says of itself."""


@dataclass(frozen=True)
class Limits:
    """How long somebody stays signed in (OWASP ASVS 5.0, 7.3)."""

    idle: timedelta = timedelta(minutes=30)
    """Without any page asked for."""
    absolute: timedelta = timedelta(hours=12)
    """However much is done: a working day, and no night."""

    @classmethod
    def from_settings(cls, settings: Mapping[str, str]) -> Limits:
        """Return what ``motcua.session_idle`` and ``_absolute`` ask for, in minutes."""
        return cls(
            idle=timedelta(minutes=float(settings.get("motcua.session_idle", 30))),
            absolute=timedelta(minutes=float(settings.get("motcua.session_absolute", 12 * 60))),
        )

    def allow(self, session: Session, used_at: datetime, now: datetime) -> bool:
        """Say whether a session last used at ``used_at`` still counts."""
        last = max(used_at, session.last_deed_at, session.began_at)
        return now - session.began_at < self.absolute and now - last < self.idle


def digest(token: str) -> bytes:
    """Return under what a token's session is stored."""
    return hashlib.sha256(token.encode("utf8", "replace")).digest()


def begin(acting: Acting, person: str, browser: str = "") -> str:
    """Sign ``person`` in; return the token that the browser gets."""
    token = secrets.token_urlsafe(32)
    _have_forgotten(acting)
    session = Session(
        id=secrets.token_hex(8),
        person=person,
        began_at=acting.now,
        last_deed_at=acting.now,
        origin=acting.origin,
        browser=browser[:LONGEST_BROWSER],
    )
    acting.root.sessions.enter(digest(token), session)
    return token


def find(root: Any, token: str) -> Session | None:
    """Return the session of a token, over or not."""
    found: Session | None = root.sessions.by_digest.get(digest(token))
    return found


def of_person(root: Any, person: str) -> list[Session]:
    """Return somebody's sessions, the newest first."""
    sessions: Sessions = root.sessions
    found = [sessions.by_digest[each] for each in sessions.by_person.get(person, ())]
    return sorted(found, key=lambda session: session.began_at, reverse=True)


def touch(session: Session, now: datetime) -> None:
    """Take down that something is being done, every few minutes at the most."""
    if now - session.last_deed_at >= COARSELY:
        session.last_deed_at = now


def renew(root: Any, token: str) -> str:
    """Give a session another token; the old one opens nothing from now on."""
    session = root.sessions.drop(digest(token))
    session.stale_token = False
    fresh = secrets.token_urlsafe(32)
    root.sessions.enter(digest(fresh), session)
    return fresh


def end(acting: Acting, token: str) -> None:
    """Sign out."""
    session = acting.root.sessions.drop(digest(token))
    note_account(acting, session.person, "signed out", session=session.id)


def revoke(acting: Acting, session_id: str) -> None:
    """End one of one's own sessions from another one."""
    for each in acting.root.sessions.by_person.get(acting.person, ()):
        if acting.root.sessions.by_digest[each].id == session_id:
            acting.root.sessions.drop(each)
            note_account(acting, acting.person, "session revoked", session=session_id)
            return
    raise Nobody(
        _("This session is over already."),
        _("Open the list of your sessions again."),
    )


def revoke_all(acting: Acting, person: str, but: str = "") -> int:
    """End every session of a person, except the one of id ``but``; return how many."""
    sessions: Sessions = acting.root.sessions
    digests = list(sessions.by_person.get(person, ()))
    ended = [each for each in digests if sessions.by_digest[each].id != but]
    for each in ended:
        sessions.drop(each)
    if ended:
        note_account(acting, person, "sessions revoked", number=len(ended))
    return len(ended)


def ask_for_fresh_tokens(acting: Acting, person: str) -> None:
    """Let the tokens of a person change with their next deed: their rights have changed."""
    for session in of_person(acting.root, person):
        session.stale_token = True


def _have_forgotten(acting: Acting) -> None:
    """Have the worker forget, next night, what is over by then."""
    night = datetime.combine(acting.now.date() + ONE_DAY, NIGHT)
    entry = due_entry(night, FORGET, SUBJECT, "")
    if not acting.root.due_queue.has(read_due(*entry)):
        acting.root.due_queue.put(night, FORGET, SUBJECT)


def forget_expired(acting: Acting, subject: bytes = b"", rule: str = "") -> int:
    """Forget every session older than the absolute limit; return how many.

    They open nothing any more; this only keeps the database small.
    """
    limits = acting.office.borrow(Limits)
    sessions: Sessions = acting.root.sessions
    old = [
        key
        for key, each in sessions.by_digest.items()
        if acting.now - each.began_at >= limits.absolute
    ]
    for key in old:
        sessions.drop(key)
    return len(old)
