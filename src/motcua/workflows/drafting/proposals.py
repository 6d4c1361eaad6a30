"""Proposing a draft, and deciding about a proposal: by a second person."""

from __future__ import annotations

from datetime import date

from motcua.acting import SYSTEM, Acting, NotAllowed
from motcua.permissions import Permission
from motcua.words import _
from motcua.workflows import drafts, folder
from motcua.workflows.actions import NotSound, publish
from motcua.workflows.content import Draft, Version
from motcua.workflows.drafting.desk import closed, name_of, noted, require, unchanged, writable
from motcua.workflows.drafting.refusals import (
    NotLikeThat,
    OwnProposal,
    PublishedMeanwhile,
    WarningsNotRead,
)
from motcua.workflows.problems import Problem, warnings_in
from motcua.workflows.trials import require_tested


def propose(
    acting: Acting,
    draft: Draft,
    reason: str,
    in_force_from: date | None = None,
    read: tuple[str, ...] = (),
    seen: int = 0,
) -> None:
    """Ask a second person to put the text into force, from a day that may lie ahead.

    Refused with every problem where one of them is an error; each warning must
    have been read, and that a test fails.  What comes from a file is tested when
    a person publishes it.
    """
    writable(acting, draft)
    unchanged(acting, draft, seen or draft.current)
    _newest(acting, draft)
    _sound(acting, draft, read)
    if not acting.is_system:
        require_tested(acting, draft.procedure, draft.text, read)
    draft.state = "proposed"
    draft.proposed_by, draft.proposed_on = acting.person, acting.now
    draft.reason, draft.read = reason, tuple(sorted(read))
    draft.in_force_from = max(in_force_from or acting.now.date(), acting.now.date())
    draft.declined_by, draft.declined_on, draft.declined_because = "", None, ""
    noted(
        acting,
        draft,
        "definition proposed",
        reason=reason,
        in_force_from=draft.in_force_from,
        warnings=draft.read,
    )


def withdraw(acting: Acting, draft: Draft) -> None:
    """Take one's proposal back, to go on writing."""
    require(acting, Permission.DEFINITION_EDIT)
    _waiting(draft)
    if draft.proposed_by not in (acting.person, SYSTEM):
        raise NotAllowed(
            _("Only who proposed it can withdraw it."),
            _("Send it back with a reason, if it should not be published."),
        )
    draft.state = "open"
    noted(acting, draft, "proposal withdrawn")


def decline(acting: Acting, draft: Draft, because: str) -> None:
    """Send a proposal back to its author, and say why."""
    require(acting, Permission.DEFINITION_PUBLISH)
    _waiting(draft)
    draft.state = "discarded" if draft.file else "open"
    draft.declined_by, draft.declined_on = acting.person, acting.now
    draft.declined_because = because
    noted(acting, draft, "definition declined", reason=because)


def replace_by_file(acting: Acting, draft: Draft) -> None:
    """Put away the proposal of a file that has changed since; the file is proposed anew."""
    _waiting(draft)
    closed(acting, draft, "discarded")
    noted(acting, draft, "proposal replaced", file=draft.file)


def settled(acting: Acting, draft: Draft) -> None:
    """Close a proposal whose text is in force, whoever published it."""
    closed(acting, draft, "published")


def publish_proposal(
    acting: Acting,
    draft: Draft,
    read: tuple[str, ...] = (),
    seen: int = 0,
    reason: str = "",
) -> Version:
    """Put a proposal into force that somebody else has written and proposed.

    Whoever publishes has seen for themselves whether a test fails: that the
    proposer has is not enough.  Its file is written once this is stored; where the
    folder of procedures cannot be written, the page of the version offers it.
    """
    require(acting, Permission.DEFINITION_PUBLISH)
    _waiting(draft)
    unchanged(acting, draft, seen or draft.current)
    if not may_publish(acting, draft):
        raise OwnProposal()
    _newest(acting, draft)
    _sound(acting, draft, (*draft.read, *read))
    text = draft.text
    version = publish(
        acting,
        text,
        reason or draft.reason,
        in_force_from=draft.in_force_from,
        author=draft.file or draft.proposed_by,
        read=read,
    )
    closed(acting, draft, "published")
    folder.write_when_stored(acting, version, text)
    return version


def may_publish(acting: Acting, draft: Draft) -> bool:
    """Say whether somebody is a second person to a proposal: not in the place of a first either."""
    first = drafts.writers(draft)
    held = [each for each in acting.holdings if Permission.DEFINITION_PUBLISH in each.permissions]
    return acting.person not in first and any(each.on_behalf_of not in first for each in held)


def warnings(acting: Acting, draft: Draft) -> list[Problem]:
    """Return the warnings of the text that counts."""
    found = drafts.reading(acting, draft.text, draft.base, draft.procedure)
    return warnings_in(found.problems)


def _waiting(draft: Draft) -> None:
    if not draft.is_proposed:
        raise NotLikeThat(
            _("This is not proposed, or no longer."), _("Look at the list of drafts again.")
        )


def _newest(acting: Acting, draft: Draft) -> None:
    newest = drafts.newer(acting.root, draft)
    if newest is not None:
        raise PublishedMeanwhile(draft.base, newest, name_of(acting.root, newest.approver))


def _sound(acting: Acting, draft: Draft, read: tuple[str, ...]) -> None:
    """Check the text once more; what was found stands in the journal too."""
    found = drafts.reading(acting, draft.text, draft.base, draft.procedure)
    if not found.is_sound:
        raise NotSound(found.problems)
    unread = sorted({each.code for each in warnings_in(found.problems)} - set(read))
    if unread and not acting.is_system:
        raise WarningsNotRead(unread)
    noted(acting, draft, "definition checked", warnings=[each.code for each in found.problems])
