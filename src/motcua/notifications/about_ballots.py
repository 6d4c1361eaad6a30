"""Mails about ballots: to the members and their assistants, and to whoever asked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from motcua.acting import Acting
from motcua.ballots.content import Ballot, Slip
from motcua.ballots.events import BallotNotice
from motcua.ballots.flow import OUTCOMES
from motcua.notifications import digest
from motcua.notifications.about_cases import ADDRESS
from motcua.notifications.remembering import Remembered
from motcua.notifications.telling import Recipient, tell
from motcua.people import directory
from motcua.people.content import Person
from motcua.words import Label, Sentence, _

KIND = "mails about a ballot"
"""Under which the due queue knows who is to be told."""
FACTS = frozenset(
    [
        "code",
        "subject",
        "committee",
        "ballot",
        "member",
        "matters",
        "due",
        "result",
        "reason",
        "link",
    ]
)
"""What a mail about a ballot may name."""
ASKED = "asked"
ASKER, MEMBER, ASSISTANT = "asker", "member", "assistant"


def notice(acting: Acting, event: BallotNotice) -> None:
    """Have those told whom the event names; the worker writes the mails at once.

    A notice about members goes down slip by slip: each mail leads to one slip.
    """
    if ASKER in event.recipients:
        _remember(acting, event, event.ballot.key, (ASKER,))
    for slip in event.slips:
        wanted = tuple(each for each in event.recipients if each != ASKER)
        _remember(acting, event, slip.key, wanted)


def _remember(acting: Acting, event: BallotNotice, subject: bytes, to: tuple[str, ...]) -> None:
    number = f"{acting.now:%Y%m%d%H%M}"
    said = Remembered(event.about, number, "", event.facts.get("rule", ""), to)
    acting.root.due_queue.put(acting.now, KIND, subject, said.text)


def write(acting: Acting, subject: bytes, remembered: str) -> None:
    """Write the mails that :func:`notice` has promised, one for each person."""
    said = Remembered.read(remembered)
    slip: Slip | None = acting.root.ballots.slip(subject)
    ballot: Ballot | None = slip.ballot if slip else acting.root.ballots.ballot(subject)
    if ballot is None:
        return
    if slip is not None and said.about in ("reminder", "urged") and not slip.is_waited_for:
        return
    every = chain.from_iterable(_people(acting, ballot, slip, each) for each in said.recipients)
    facts, mail = _facts(acting, ballot, slip), f"ballot_{said.about}"
    at_once = []
    for person in every:
        if digest.waits(acting, person.id, mail):
            digest.keep(acting, person.id, subject, mail, facts)
        else:
            at_once.append(Recipient(person.email))
    tell(acting, at_once, mail, facts, ballot.case.key, f"{subject.hex()} {said.occasion}")
    if said.about == ASKED and slip is not None:
        _expect(acting, ballot, slip)


def _expect(acting: Acting, ballot: Ballot, slip: Slip) -> None:
    """Have everybody for whom it is open find it in their daily mail, if they get one."""
    for person in {ballot.began_by, slip.person, *slip.assistants}:
        if digest.is_daily(acting, person):
            digest.expect(acting, person)


def _people(acting: Acting, ballot: Ballot, slip: Slip | None, recipient: str) -> Iterator[Person]:
    ids: tuple[str, ...] = ()
    if recipient == ASKER:
        ids = (ballot.began_by,)
    elif slip is not None:
        ids = slip.assistants if recipient == ASSISTANT else (slip.person,)
    for id in ids:
        person = directory.person(acting.root, id)
        if not person.is_disabled:
            yield person


def _facts(acting: Acting, ballot: Ballot, slip: Slip | None) -> dict[str, Sentence]:
    address = acting.office.settings.get(ADDRESS, "").rstrip("/")
    where = f"/phieu/{slip.id}" if slip else f"/lay-phieu/{ballot.id}"
    return {
        "code": ballot.case.code,
        "subject": ballot.case.subject or Label(*ballot.title),
        "committee": Label(*ballot.names),
        "ballot": Label(*ballot.title),
        "member": slip.name if slip else "",
        "matters": "\n".join(f"{each.id}. {each.title}" for each in ballot.matters),
        "due": ballot.limit,  # type: ignore[dict-item]
        "result": OUTCOMES.get(ballot.outcome, _("not counted yet")),
        "reason": _reason(ballot),
        "link": f"{address}{where}",
    }


def _reason(ballot: Ballot) -> str:
    """Return the words that somebody gave last: of an announcement, an end, of more time."""
    if ballot.announced is not None:
        return ballot.announced.words
    if ballot.ending is not None:
        return ballot.ending.reason
    return ballot.extensions[-1].reason if ballot.extensions else ""
