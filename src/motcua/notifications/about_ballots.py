"""Mails about ballots: to the members and their assistants, and to whoever asked."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from motcua.acting import Acting
from motcua.ballots.content import Ballot, Slip
from motcua.ballots.events import BallotNotice
from motcua.ballots.flow import OUTCOMES
from motcua.notifications.about_cases import ADDRESS
from motcua.notifications.remembering import Remembered
from motcua.notifications.telling import Recipient, tell
from motcua.people import directory
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
    people = chain.from_iterable(_people(acting, ballot, slip, each) for each in said.recipients)
    facts = _facts(acting, ballot, slip)
    occasion = f"{subject.hex()} {said.occasion}"
    tell(acting, people, f"ballot_{said.about}", facts, ballot.case.key, occasion)


def _people(
    acting: Acting, ballot: Ballot, slip: Slip | None, recipient: str
) -> Iterator[Recipient]:
    ids: tuple[str, ...] = ()
    if recipient == ASKER:
        ids = (ballot.began_by,)
    elif slip is not None:
        ids = slip.assistants if recipient == ASSISTANT else (slip.person,)
    for id in ids:
        person = directory.person(acting.root, id)
        if not person.is_disabled:
            yield Recipient(person.email)


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
