"""Mails about delegations: to whoever is to act in another's place, and to that other."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.acting import Acting
from motcua.notifications.about_cases import ADDRESS
from motcua.notifications.remembering import Remembered
from motcua.notifications.telling import Recipient, tell
from motcua.people import directory
from motcua.people.content import Delegation
from motcua.people.events import Delegated, DelegationRevoked
from motcua.words import Sentence

KIND = "mails about a delegation"
"""Under which the due queue knows who is to be told."""
FACTS = frozenset(
    ["holder", "receiver", "position", "since", "until", "reason", "document", "link"]
)
"""What a mail about a delegation may name."""
PAGE = "/tai-khoan/uy-quyen"
MAILS = ("delegation_given", "delegation_revoked")


def given(acting: Acting, event: Delegated) -> None:
    """Have both told that one may act in the other's place."""
    _remember(acting, "given", event.delegation)


def revoked(acting: Acting, event: DelegationRevoked) -> None:
    """Have both told that it is over."""
    _remember(acting, "revoked", event.delegation)


def _remember(acting: Acting, about: str, delegation: Delegation) -> None:
    said = Remembered(about, f"{acting.now:%Y%m%d%H%M%S}", "", "", ())
    acting.root.due_queue.put(acting.now, KIND, delegation.id.encode(), said.text)


def write(acting: Acting, subject: bytes, remembered: str) -> None:
    """Write the mails that a delegation has promised; whoever did it knows, and is told too."""
    said = Remembered.read(remembered)
    delegation = directory.delegation(acting.root, subject.decode())
    facts = _facts(acting, delegation)
    occasion = f"{delegation.id} {said.occasion}"
    tell(acting, _both(acting, delegation), f"delegation_{said.about}", facts, event=occasion)


def _both(acting: Acting, delegation: Delegation) -> Iterator[Recipient]:
    for id in (delegation.to_person, delegation.position.person):
        person = directory.person(acting.root, id)
        if not person.is_disabled:
            yield Recipient(person.email)


def _facts(acting: Acting, delegation: Delegation) -> dict[str, Sentence]:
    position = delegation.position
    address = acting.office.settings.get(ADDRESS, "").rstrip("/")
    return {
        "holder": directory.name_of(acting.root, position.person),
        "receiver": directory.name_of(acting.root, delegation.to_person),
        "position": position.title,
        "since": delegation.since,  # type: ignore[dict-item]
        "until": delegation.until or "—",  # type: ignore[dict-item]
        "reason": delegation.reason or "—",
        "document": delegation.document or "—",
        "link": f"{address}{PAGE}",
    }
