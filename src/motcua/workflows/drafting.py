"""Changing a procedure: one person drafts and proposes, another one publishes.

A draft may be left broken; nothing follows it.  Every text that somebody saves
in it is kept, and which one counts is one number: to undo is to go back to the
text before.  Who saves says which text they had before their eyes; where
somebody else has saved meanwhile, nothing is overwritten.

What is proposed must be sound, must go out from the version published last,
and is put into force by somebody who has not written in it.  Each act stands
in the journal of definitions, with the digest of the text it is about.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from motcua.acting import SYSTEM, Acting, NotAllowed, Refusal
from motcua.journal import note, office_journal
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Label, Sentence, _
from motcua.workflows import drafts, folder, versions
from motcua.workflows.actions import NotSound, publish
from motcua.workflows.content import Draft, Revision, Version
from motcua.workflows.problems import Problem
from motcua.workflows.reader import digest, read

AREA = "definitions"
"""The journal in which everything about procedures stands."""
LONGEST = 512 * 1024
"""Characters that a draft may have; a file that is read has half of it at most."""


class NotLikeThat(Refusal):
    """The draft does not stand where this could be done with it."""


class ChangedMeanwhile(Refusal):
    """Somebody else has saved since this text was opened; both texts are kept."""

    def __init__(self, theirs: Revision, name: Sentence):
        super().__init__(
            _(
                "${name} saved this draft at ${when}, after you had opened it.",
                mapping={"name": name, "when": theirs.at},
            ),
            _("Nothing is lost: compare both texts and bring them together."),
        )
        self.theirs = theirs


class PublishedMeanwhile(Refusal):
    """M05: the published version is no longer the one from which the draft went out."""

    def __init__(self, base: int, newest: Version, name: Sentence):
        facts = {
            "base": str(base),
            "number": str(newest.number),
            "name": name,
            "when": newest.published_on,
        }
        taken = _(
            "There is a procedure of this name already, published by ${name} (${when}).",
            mapping=facts,
        )
        moved = _(
            "This goes out from version ${base}, but version ${number} was published"
            " (${name}, ${when}).",
            mapping=facts,
        )
        chosen = _("Give yours another name, or begin a draft of the published one.")
        compare = _("Compare it with the new version, bring both together, and propose it again.")
        super().__init__(moved if base else taken, compare if base else chosen)
        self.newest = newest


class WarningsNotRead(Refusal):
    """Somebody must have read each warning before others have to live with it."""

    def __init__(self, codes: list[str]):
        super().__init__(
            _("There are warnings nobody has read: ${codes}.", mapping={"codes": codes}),
            _("Read them, and tick each one that may stay."),
        )
        self.codes = codes


class OwnProposal(Refusal):
    """Whoever has written in it does not put it into force."""

    def __init__(self) -> None:
        super().__init__(
            _("This is your own work: a second person must put it into force."),
            _("Ask another administrator of procedures, or withdraw the proposal to change it."),
        )


# ---- writing ---------------------------------------------------------------------------------


def begin(acting: Acting, procedure: str | None, text: str, *, file: str = "") -> Draft:
    """Begin a draft: of a change to ``procedure``, or of a new one that the text describes.

    A text that is to change a procedure gets the number of its next version.
    """
    _require(acting, Permission.DEFINITION_EDIT)
    last = versions.last(acting.root, procedure) if procedure else None
    if last is not None:
        text = drafts.numbered(text, last.number + 1)
    every = acting.root["definitions"].drafts
    draft = Draft(
        number=every.maxKey() + 1 if every else 1,
        procedure=procedure or "",
        author=acting.person,
        begun_on=acting.now,
        base=last.number if last else 0,
        file=file,
    )
    every[draft.number] = draft
    _keep(acting, draft, text, "begun", parent=0)
    _note(acting, draft, "draft begun", base=draft.base, file=file)
    return draft


def go_back(acting: Acting, procedure: str, number: int) -> Draft:
    """Begin a draft with the text of an older version, to be proposed as the next one."""
    version = versions.version(acting.root, procedure, number)
    last = versions.last(acting.root, procedure)
    if last is version:
        raise NotLikeThat(
            _("Version ${number} is the newest one already.", mapping={"number": str(number)}),
            _("Choose an older version."),
        )
    return begin(acting, procedure, versions.text(acting.root, version.digest))


def save(acting: Acting, draft: Draft, text: str, seen: int) -> Revision:
    """Save a text in the draft; ``seen`` is the revision that the writer had opened."""
    _writable(acting, draft, text)
    _unchanged(acting, draft, seen)
    if digest(text) == draft.present.digest:
        return draft.present
    revision = _keep(acting, draft, text, "saved", parent=draft.current)
    _note(acting, draft, "draft saved", **_found(acting, draft, text))
    return revision


def keep_beside(acting: Acting, draft: Draft, text: str, seen: int) -> Revision:
    """Keep a text that could not be saved because somebody else was faster.

    It does not count; it is there to be compared and brought together.
    """
    _require(acting, Permission.DEFINITION_EDIT)
    _short(text)
    known = draft.revisions.get(seen)
    revision = draft.add_revision(
        text,
        parent=known.number if known else 0,
        person=acting.person,
        at=acting.now,
        deed="beside",
        digest=digest(text),
        base=known.base if known else draft.base,
    )
    _note(acting, draft, "draft kept beside", text=revision.digest, number=revision.number)
    return revision


def join(acting: Acting, draft: Draft, text: str, seen: int, base: int) -> Revision:
    """Save what was brought together of two texts; it goes out from version ``base`` now."""
    _writable(acting, draft, text)
    _unchanged(acting, draft, seen)
    if base:
        versions.version(acting.root, draft.procedure, base)
    draft.base = base
    revision = _keep(acting, draft, text, "joined", parent=draft.current)
    _note(acting, draft, "draft joined", base=base, **_found(acting, draft, text))
    return revision


def undo(acting: Acting, draft: Draft, seen: int) -> Revision:
    """Go back to the text before; refused where there is none."""
    _writable(acting, draft)
    _unchanged(acting, draft, seen)
    present = draft.present
    if not present.parent:
        raise NotLikeThat(
            _("There is nothing to undo: this is the text with which the draft began.")
        )
    draft.undone = (present.number, *draft.undone)
    _turn_to(draft, present.parent)
    _note(acting, draft, "draft undone")
    return draft.present


def redo(acting: Acting, draft: Draft, seen: int) -> Revision:
    """Do again what was undone last; refused where nothing was, or something was saved since."""
    _writable(acting, draft)
    _unchanged(acting, draft, seen)
    if not draft.undone:
        raise NotLikeThat(_("Nothing was undone that could be done again."))
    number, *rest = draft.undone
    draft.undone = tuple(rest)
    _turn_to(draft, number)
    _note(acting, draft, "draft redone")
    return draft.present


def share(acting: Acting, draft: Draft, shared: bool = True) -> None:
    """Let other administrators read the draft and write in it, or keep it to oneself again."""
    _writable(acting, draft)
    draft.shared = shared
    _note(acting, draft, "draft shared" if shared else "draft kept private")


def discard(acting: Acting, draft: Draft) -> None:
    """Put a draft away.  Its texts stay, and it may be taken up again."""
    _writable(acting, draft)
    _close(acting, draft, "discarded")
    _note(acting, draft, "draft discarded")


def take_up(acting: Acting, draft: Draft) -> None:
    """Go on with a draft that was put away."""
    _require(acting, Permission.DEFINITION_EDIT)
    if draft.state != "discarded":
        raise NotLikeThat(_("This draft was not put away."))
    draft.state, draft.closed_by, draft.closed_on = "open", "", None
    _note(acting, draft, "draft taken up again")


# ---- proposing -------------------------------------------------------------------------------


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
    have been read.
    """
    _writable(acting, draft)
    _unchanged(acting, draft, seen or draft.current)
    _newest(acting, draft)
    _sound(acting, draft, read)
    draft.state = "proposed"
    draft.proposed_by, draft.proposed_on = acting.person, acting.now
    draft.reason, draft.read = reason, tuple(sorted(read))
    draft.in_force_from = max(in_force_from or acting.now.date(), acting.now.date())
    draft.declined_by, draft.declined_on, draft.declined_because = "", None, ""
    _note(
        acting,
        draft,
        "definition proposed",
        reason=reason,
        in_force_from=draft.in_force_from,
        warnings=draft.read,
    )


def withdraw(acting: Acting, draft: Draft) -> None:
    """Take one's proposal back, to go on writing."""
    _require(acting, Permission.DEFINITION_EDIT)
    _waiting(draft)
    if draft.proposed_by not in (acting.person, SYSTEM):
        raise NotAllowed(
            _("Only who proposed it can withdraw it."),
            _("Send it back with a reason, if it should not be published."),
        )
    draft.state = "open"
    _note(acting, draft, "proposal withdrawn")


def decline(acting: Acting, draft: Draft, because: str) -> None:
    """Send a proposal back to its author, and say why."""
    _require(acting, Permission.DEFINITION_PUBLISH)
    _waiting(draft)
    draft.state = "discarded" if draft.file else "open"
    draft.declined_by, draft.declined_on = acting.person, acting.now
    draft.declined_because = because
    _note(acting, draft, "definition declined", reason=because)


def replace_by_file(acting: Acting, draft: Draft) -> None:
    """Put away the proposal of a file that has changed since; the file is proposed anew."""
    _waiting(draft)
    _close(acting, draft, "discarded")
    _note(acting, draft, "proposal replaced", file=draft.file)


def settled(acting: Acting, draft: Draft) -> None:
    """Close a proposal whose text is in force, whoever published it."""
    _close(acting, draft, "published")


def publish_proposal(
    acting: Acting,
    draft: Draft,
    read: tuple[str, ...] = (),
    seen: int = 0,
    reason: str = "",
) -> Version:
    """Put a proposal into force that somebody else has written and proposed.

    Its file is written once this is stored; where the folder of procedures
    cannot be written, the page of the version offers it.
    """
    _require(acting, Permission.DEFINITION_PUBLISH)
    _waiting(draft)
    _unchanged(acting, draft, seen or draft.current)
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
    )
    _close(acting, draft, "published")
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
    return [each for each in found.problems if not each.is_error]


# ---- what all of them do ---------------------------------------------------------------------


def _keep(acting: Acting, draft: Draft, text: str, deed: str, parent: int) -> Revision:
    """Keep a text that counts from now on."""
    _short(text)
    revision = draft.add_revision(
        text,
        parent=parent,
        person=acting.person,
        at=acting.now,
        deed=deed,
        digest=digest(text),
        base=draft.base,
    )
    draft.current, draft.undone = revision.number, ()
    _learn(draft, text)
    return revision


def _turn_to(draft: Draft, number: int) -> None:
    draft.current = number
    draft.base = draft.present.base
    _learn(draft, draft.present.text)


def _learn(draft: Draft, text: str) -> None:
    """Know the draft by what its text says, as long as no published version binds it."""
    found = read(text).definition
    if found is None:
        return
    draft.names = (found.title.vi, found.title.en)
    if not draft.base:
        draft.procedure = found.id


def _short(text: str) -> None:
    if len(text) > LONGEST:
        raise NotLikeThat(
            _("The text is too long to be kept: at most 500,000 letters."),
            _("A procedure file has 256 kB at most."),
        )


def _require(acting: Acting, permission: Permission) -> None:
    if not acting.is_system:
        acting.require(permission)


def _writable(acting: Acting, draft: Draft, text: str = "") -> None:
    _require(acting, Permission.DEFINITION_EDIT)
    _short(text)
    if draft.is_proposed:
        raise NotLikeThat(
            _("This is proposed and waits for a second person; its text does not change."),
            _("Withdraw the proposal to go on writing."),
        )
    if not draft.is_open:
        raise NotLikeThat(
            _("This draft is closed."), _("Begin another one from the published version.")
        )


def _waiting(draft: Draft) -> None:
    if not draft.is_proposed:
        raise NotLikeThat(
            _("This is not proposed, or no longer."), _("Look at the list of drafts again.")
        )


def _unchanged(acting: Acting, draft: Draft, seen: int) -> None:
    if seen != draft.current:
        theirs = draft.present
        raise ChangedMeanwhile(theirs, name_of(acting.root, theirs.person))


def _newest(acting: Acting, draft: Draft) -> None:
    newest = drafts.newer(acting.root, draft)
    if newest is not None:
        raise PublishedMeanwhile(draft.base, newest, name_of(acting.root, newest.approver))


def _sound(acting: Acting, draft: Draft, read: tuple[str, ...]) -> None:
    """Check the text once more; what was found stands in the journal too."""
    found = drafts.reading(acting, draft.text, draft.base, draft.procedure)
    if not found.is_sound:
        raise NotSound(found.problems)
    unread = sorted({each.code for each in found.problems if not each.is_error} - set(read))
    if unread and not acting.is_system:
        raise WarningsNotRead(unread)
    _note(acting, draft, "definition checked", warnings=[each.code for each in found.problems])


def _found(acting: Acting, draft: Draft, text: str) -> dict[str, Any]:
    """Return what a check of the text says, in numbers, for the journal."""
    found = drafts.reading(acting, text, draft.base, draft.procedure).problems
    errors = sum(each.is_error for each in found)
    return {"errors": errors, "warnings": len(found) - errors}


def _close(acting: Acting, draft: Draft, state: str) -> None:
    draft.state, draft.closed_by, draft.closed_on = state, acting.person, acting.now


def name_of(root: Any, person: str) -> Sentence:
    """Return how somebody is called; a file and the system have no person's name."""
    if person == SYSTEM or person not in root["people"]:
        return _("the system") if person == SYSTEM else Label(person)
    return directory.name_of(root, person)


def _note(acting: Acting, draft: Draft, deed: str, **facts: Any) -> None:
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
