"""One mail each working morning, for those who prefer it, of what can wait until then.

A reminder, a limit, a withdrawal, a request that has just come: those are told
at once whatever somebody prefers.  What has happened and asks for nothing, an
answer, a silence that was recorded, the end of a case, is kept by the worker and
told together.  Whatever is kept has its line in the due queue in the same
transaction, so nothing is forgotten.
"""

from __future__ import annotations

from datetime import datetime
from itertools import islice

from motcua.acting import Acting
from motcua.consultations import recipients
from motcua.consultations.content import Request
from motcua.deadlines.calendar import Calendars
from motcua.notifications.mails import Mails
from motcua.notifications.telling import Recipient, tell
from motcua.people import directory
from motcua.people.mailing import DAILY
from motcua.words import LANGUAGES, Sentence

KIND = "one mail a day"
"""Under which the due queue knows whose mail is to be written."""
MAIL = "digest"
FACTS = frozenset({"n", "lines", "link"})
"""What the mail may name."""
CAN_WAIT = frozenset({"answered", "corrected", "complete", "silence", "decided", "recorded"})
"""What asks for nothing that could not be done tomorrow."""
LAST = "\uffff"
MOST = 200
"""Lines of one mail; the rest stands in the next."""


def waits(acting: Acting, recipient: recipients.Recipient, about: str) -> bool:
    """Say whether this person wants to be told of it tomorrow."""
    if about not in CAN_WAIT or not recipient.person:
        return False
    person = acting.root["people"].get(recipient.person)
    return person is not None and person.mails == DAILY


def keep(
    acting: Acting, person: str, request: Request, about: str, facts: dict[str, Sentence]
) -> None:
    """Keep a line for the mail of the next working morning."""
    text = acting.office.borrow(Mails).text(f"request_{about}", LANGUAGES[0])
    subject = text.filled(facts, LANGUAGES[0]).subject
    key = (person, acting.now.isoformat(timespec="seconds"), request.key, about)
    acting.root.digests[key] = (subject, str(facts.get("link", "")))
    acting.root.due_queue.put(next_morning(acting, person), KIND, person.encode())


def next_morning(acting: Acting, person: str) -> datetime:
    """Return when the offices of somebody's unit open on their next working day."""
    holdings = directory.holdings(acting.root, acting.office, person, acting.now.date())
    unit = holdings[0].unit if holdings else ""
    calendar = acting.office.borrow(Calendars).of_unit(unit)
    return calendar.opening(calendar.add_working_days(acting.now.date(), 1))


def write(acting: Acting, subject: bytes, _rule: str) -> None:
    """Write the one mail; nothing where nothing was kept, or nobody reads it any more."""
    id = subject.decode()
    kept = list(islice(acting.root.digests.items((id,), (id, LAST)), MOST))
    person = acting.root["people"].get(id)
    for key, _line in kept:
        del acting.root.digests[key]
    if not kept or person is None or person.is_disabled:
        return
    lines = [line for _key, line in kept]
    said = [f"{number}. {line}\n   {link}" for number, (line, link) in enumerate(lines, 1)]
    facts: dict[str, Sentence] = {
        "n": str(len(lines)),
        "lines": "\n".join(said),
        "link": lines[0][1].partition("/y-kien/")[0] + "/viec",
    }
    tell(acting, [Recipient(person.email)], MAIL, facts, event=f"{id} {acting.now:%Y%m%d%H%M}")
    if len(acting.root.digests.keys((id,), (id, LAST))):
        acting.root.due_queue.put(acting.now, KIND, subject, "more")
