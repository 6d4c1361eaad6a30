"""One mail each working morning, for those who prefer it, of what can wait until then.

A reminder, a limit, a withdrawal, a request that has just come: those are told
at once whatever somebody prefers.  What has happened and asks for nothing, an
answer, a silence that was recorded, the end of a case or of a ballot, is kept by
the worker and told together.  Whatever is kept has its line in the due queue in
the same transaction, so nothing is forgotten.

Below it stand the ballots that are open for the reader, as member, assistant or
secretary (:mod:`~motcua.notifications.open_ballots`); as long as there are any,
there is a mail every working morning.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from itertools import islice, starmap

from motcua.acting import Acting
from motcua.deadlines.calendar import Calendars
from motcua.notifications import open_ballots
from motcua.notifications.about_cases import ADDRESS
from motcua.notifications.mails import Mails
from motcua.notifications.open_ballots import Line
from motcua.notifications.telling import Recipient, tell
from motcua.people import directory
from motcua.people.events import MailsPreferred
from motcua.people.mailing import DAILY
from motcua.words import LANGUAGES, Sentence, _, translate

KIND = "one mail a day"
"""Under which the due queue knows whose mail is to be written."""
MAIL = "digest"
FACTS = frozenset({"n", "lines", "link"})
"""What the mail may name."""
CAN_WAIT = frozenset(
    {
        "request_answered",
        "request_corrected",
        "request_complete",
        "request_silence",
        "request_decided",
        "request_recorded",
        "ballot_closed",
        "ballot_announced",
        "ballot_extended",
    }
)
"""Mails that ask for nothing that could not be done tomorrow."""
LAST = "\uffff"
MOST = 200
"""Lines of one mail; the rest stands in the next."""
NEWS = _("Since the last mail:")
Part = tuple[Sentence, list[Line]]


def waits(acting: Acting, person: str, mail: str) -> bool:
    """Say whether this person wants to be told of it tomorrow."""
    return mail in CAN_WAIT and is_daily(acting, person)


def is_daily(acting: Acting, id: str) -> bool:
    """Say whether somebody wants one mail a day."""
    person = acting.root["people"].get(id) if id else None
    return person is not None and person.mails == DAILY


def keep(acting: Acting, person: str, thing: bytes, mail: str, facts: dict[str, Sentence]) -> None:
    """Keep the subject of a mail about ``thing`` for the mail of the next working morning."""
    text = acting.office.borrow(Mails).text(mail, LANGUAGES[0])
    subject = text.filled(facts, LANGUAGES[0]).subject
    key = (person, acting.now.isoformat(timespec="seconds"), thing, mail)
    acting.root.digests[key] = (subject, str(facts.get("link", "")))
    expect(acting, person)


def expect(acting: Acting, person: str) -> None:
    """Look on the next working morning whether there is anything to tell."""
    acting.root.due_queue.put(next_morning(acting, person), KIND, person.encode())


def preferred(acting: Acting, event: MailsPreferred) -> None:
    """Whoever has just chosen it is told tomorrow of the ballots that are open today."""
    if is_daily(acting, event.person.id):
        expect(acting, event.person.id)


def next_morning(acting: Acting, person: str) -> datetime:
    """Return when the offices of somebody's unit open on their next working day."""
    holdings = directory.holdings(acting.root, acting.office, person, acting.now.date())
    unit = holdings[0].unit if holdings else ""
    calendar = acting.office.borrow(Calendars).of_unit(unit)
    return calendar.opening(calendar.add_working_days(acting.now.date(), 1))


def write(acting: Acting, subject: bytes, _rule: str) -> None:
    """Write the one mail; nothing where there is nothing to tell, or nobody reads it any more."""
    id = subject.decode()
    kept = list(islice(acting.root.digests.items((id,), (id, LAST)), MOST))
    person = acting.root["people"].get(id)
    for key, _line in kept:
        del acting.root.digests[key]
    if person is None or person.is_disabled:
        return
    parts: list[Part] = [(NEWS, [line for _key, line in kept])] if kept else []
    still_open = list(open_ballots.lines(acting, id)) if is_daily(acting, id) else []
    parts += still_open
    if not parts:
        return
    facts: dict[str, Sentence] = {
        "n": str(sum(len(lines) for _heading, lines in parts)),
        "lines": "\n\n".join(starmap(_said, parts)),
        "link": acting.office.settings.get(ADDRESS, "").rstrip("/") + "/viec",
    }
    tell(acting, [Recipient(person.email)], MAIL, facts, event=f"{id} {acting.now:%Y%m%d%H%M}")
    if len(acting.root.digests.keys((id,), (id, LAST))):
        acting.root.due_queue.put(acting.now, KIND, subject, "more")
    if still_open:
        expect(acting, id)


def _said(heading: Sentence, lines: Sequence[Line]) -> str:
    numbered = [f"{number}. {line}\n   {link}" for number, (line, link) in enumerate(lines, 1)]
    return "\n".join([translate(heading, LANGUAGES[0]), *numbered])
