"""How somebody wants to be told by mail: at once, or what can wait in one mail a day."""

from __future__ import annotations

from motcua.acting import Acting, Refusal
from motcua.people import directory
from motcua.people.events import MailsPreferred
from motcua.people.noting import note_account
from motcua.words import Sentence, _

AT_ONCE, DAILY = "", "daily"
WAYS: dict[str, Sentence] = {
    AT_ONCE: _("Each mail at once"),
    DAILY: _("What can wait in one mail each working morning"),
}


class NoSuchWay(Refusal):
    """Nobody is told in that way."""


def prefer_mails(acting: Acting, way: str) -> None:
    """Have oneself told ``way``; what is urgent comes at once whatever is chosen."""
    if way not in WAYS:
        raise NoSuchWay(_("There is no such way."), _("Choose one of the two."))
    person = directory.person(acting.root, acting.person)
    if person.mails == way:
        return
    person.mails = way
    note_account(acting, person.id, "mails preferred", way=way or "at once")
    acting.announce(MailsPreferred(person))
