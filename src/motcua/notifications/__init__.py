"""Telling people by mail what concerns them.

A deed lays down in its own transaction who is to be told what
(:mod:`~motcua.notifications.remembering`): what is undone is never told.  The
worker writes the mails into the outbox (:func:`tell`) and sends them
(:mod:`~motcua.notifications.sending`), again and again until the mail server
takes them, and each once; what can wait comes in one mail a day to those who
prefer that (:mod:`~motcua.notifications.digest`).  The texts stand in ``config/mail``, in both
languages, and administrations change them there.

Nobody depends on notifications: this capability listens to the others.  What
is said to people on pages does not belong here, and neither do letters with a
number and a signature (``documents``).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.notifications.telling import Recipient, tell

if TYPE_CHECKING:
    from motcua.acting import Office

__all__ = ["Recipient", "tell"]


def found(root: Any) -> None:
    """Make room for what is told in one mail a day, in a new root or an older one."""
    from motcua.storage.content import Tree

    if getattr(root, "digests", None) is None:
        root.digests = Tree()


def furnish(office: Office) -> None:
    """Read the texts of mails, and listen to what people are to be told of."""
    from motcua.ballots.events import BallotNotice
    from motcua.cases.events import CaseFiled, NoticeDue
    from motcua.consultations.events import RequestNotice
    from motcua.notifications import (
        about_ballots,
        about_cases,
        about_delegations,
        about_requests,
        about_tokens,
        digest,
        mails,
    )
    from motcua.people.events import Delegated, DelegationRevoked, MailsPreferred, TokenMade
    from motcua.storage.due import DueHandlers

    office.lend(mails.Mails, mails.read(office.config / "mail"))
    handlers = office.borrow(DueHandlers)
    handlers.lend(about_cases.KIND, about_cases.write)
    handlers.lend(about_requests.KIND, about_requests.write)
    handlers.lend(about_ballots.KIND, about_ballots.write)
    handlers.lend(about_delegations.KIND, about_delegations.write)
    handlers.lend(about_tokens.KIND, about_tokens.write)
    handlers.lend(digest.KIND, digest.write)
    office.listen(CaseFiled, about_cases.filed)
    office.listen(NoticeDue, about_cases.notice)
    office.listen(RequestNotice, about_requests.notice)
    office.listen(BallotNotice, about_ballots.notice)
    office.listen(Delegated, about_delegations.given)
    office.listen(DelegationRevoked, about_delegations.revoked)
    office.listen(TokenMade, about_tokens.made)
    office.listen(MailsPreferred, digest.preferred)
