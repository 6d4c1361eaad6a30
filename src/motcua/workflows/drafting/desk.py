"""What every act on a draft does: who may, whether it still stands as it was seen, the journal."""

from __future__ import annotations

from typing import Any

from motcua.acting import SYSTEM, Acting
from motcua.journal import note, office_journal
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Label, Sentence, _
from motcua.workflows.content import Draft
from motcua.workflows.drafting.refusals import ChangedMeanwhile, NotLikeThat

AREA = "definitions"
"""The journal in which everything about procedures stands."""
LONGEST = 512 * 1024
"""Characters that a draft may have; a file that is read has half of it at most."""


def require(acting: Acting, permission: Permission) -> None:
    """Ask for a permission, but of the system, which proposes the files of a folder."""
    if not acting.is_system:
        acting.require(permission)


def writable(acting: Acting, draft: Draft, text: str = "") -> None:
    """Refuse to write where the person may not, or the draft is proposed or closed."""
    require(acting, Permission.DEFINITION_EDIT)
    short(text)
    if draft.is_proposed:
        raise NotLikeThat(
            _("This is proposed and waits for a second person; its text does not change."),
            _("Withdraw the proposal to go on writing."),
        )
    if not draft.is_open:
        raise NotLikeThat(
            _("This draft is closed."), _("Begin another one from the published version.")
        )


def unchanged(acting: Acting, draft: Draft, seen: int) -> None:
    """Refuse where somebody else has saved since the draft was opened."""
    if seen != draft.current:
        theirs = draft.present
        raise ChangedMeanwhile(theirs, name_of(acting.root, theirs.person))


def short(text: str) -> None:
    """Refuse a text that nobody could have written."""
    if len(text) > LONGEST:
        raise NotLikeThat(
            _("The text is too long to be kept: at most 500,000 letters."),
            _("A procedure file has 256 kB at most."),
        )


def closed(acting: Acting, draft: Draft, state: str) -> None:
    """Put a draft among those that are decided."""
    draft.state, draft.closed_by, draft.closed_on = state, acting.person, acting.now


def name_of(root: Any, person: str) -> Sentence:
    """Return how somebody is called; a file and the system have no person's name."""
    if person == SYSTEM or person not in root["people"]:
        return _("the system") if person == SYSTEM else Label(person)
    return directory.name_of(root, person)


def noted(acting: Acting, draft: Draft, deed: str, **facts: Any) -> None:
    """Write a deed into the journal, with the digest of the text that counts."""
    note(
        acting,
        office_journal(acting.root, acting.now, AREA),
        deed,
        draft=draft.number,
        procedure=draft.procedure,
        revision=draft.current,
        digest=draft.present.digest,
        **facts,
    )
