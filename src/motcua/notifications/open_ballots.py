"""What the daily mail says of ballots: the slips that wait for somebody, and those they hold.

Read on the morning of the mail, from the lists that the pages show: so a mail
tells nobody more than their pages do.  Of a secret ballot that is how many have
voted, and nothing of it goes to an assistant.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from motcua.acting import Acting
from motcua.ballots.agenda import Item, agenda
from motcua.ballots.inbox import SlipRow, slip_list
from motcua.notifications.about_cases import ADDRESS
from motcua.people import directory
from motcua.storage.lists import Listed
from motcua.words import LANGUAGES, Sentence, _, translate

MOST = 20
"""Of each kind; the rest stands on the page."""
Line = tuple[str, str]
"""What is said, and the address of its page."""


def waiting_for(acting: Acting, person: str) -> list[Line]:
    """Return the slips that somebody has yet to sign, or to prepare for a member."""
    page = acting.root.worklists.page([slip_list(person)], MOST)
    return [_slip(acting, person, each) for each in page.entries]


def held_by(acting: Acting, person: str) -> list[Line]:
    """Return the ballots that somebody holds and has not done with."""
    day = acting.now.date()
    holdings = directory.holdings(acting.root, acting.office, person, day)
    seen = replace(acting, person=person, holdings=holdings, holding=None)
    return [_ballot(acting, each) for each in agenda(seen, size=MOST).items if each.may_act]


def lines(acting: Acting, person: str) -> Iterator[tuple[Sentence, list[Line]]]:
    """Go through what there is to say, each kind under its heading."""
    for heading, found in (
        (_("Slips that wait for your answer:"), waiting_for(acting, person)),
        (_("Ballots that you hold:"), held_by(acting, person)),
    ):
        if found:
            yield heading, found


def _slip(acting: Acting, person: str, entry: Listed) -> Line:
    row = SlipRow(*entry.row)
    told = {
        "code": row.code,
        "matter": row.subject,
        "due": entry.due,
        "who": directory.name_of(acting.root, row.assignee),
    }
    if row.assignee == person:
        said = _("${matter} (case ${code}), answer by ${due}", mapping=told)
    else:
        said = _("${matter} (case ${code}), to be prepared for ${who}, by ${due}", mapping=told)
    return translate(said, LANGUAGES[0]), _address(acting, f"/phieu/{entry.subject.hex()}")


def _ballot(acting: Acting, item: Item) -> Line:
    told = {
        "title": item.title,
        "code": item.ballot.case.code,
        "back": str(item.asked - len(item.waiting)),
        "asked": str(item.asked),
        "due": item.ballot.limit,
        "do": item.to_do,
    }
    if item.ballot.is_open:
        said = _(
            "${title} (case ${code}): ${back} of ${asked} have answered, until ${due}. ${do}",
            mapping=told,
        )
    else:
        said = _("${title} (case ${code}): ${do}", mapping=told)
    return translate(said, LANGUAGES[0]), _address(acting, f"/lay-phieu/{item.ballot.id}")


def _address(acting: Acting, path: str) -> str:
    return acting.office.settings.get(ADDRESS, "").rstrip("/") + path
