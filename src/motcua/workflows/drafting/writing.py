"""Writing: beginning a draft, saving texts in it, going back and forth between them."""

from __future__ import annotations

from typing import Any

from motcua.acting import Acting, NotAllowed
from motcua.permissions import Permission
from motcua.words import _
from motcua.workflows import drafts, versions
from motcua.workflows.content import Draft, Revision
from motcua.workflows.drafting.desk import closed, noted, require, short, unchanged, writable
from motcua.workflows.drafting.refusals import NotLikeThat
from motcua.workflows.reader import digest, read


def begin(acting: Acting, procedure: str | None, text: str, *, file: str = "") -> Draft:
    """Begin a draft: of a change to ``procedure``, or of a new one that the text describes.

    A text that is to change a procedure gets the number of its next version.
    """
    require(acting, Permission.DEFINITION_EDIT)
    last = versions.last(acting.root, procedure) if procedure else None
    if last is not None:
        text = drafts.numbered(text, versions.last_number(acting.root, last.procedure) + 1)
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
    noted(acting, draft, "draft begun", base=draft.base, file=file)
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
    writable(acting, draft, text)
    unchanged(acting, draft, seen)
    if digest(text) == draft.present.digest:
        return draft.present
    revision = _keep(acting, draft, text, "saved", parent=draft.current)
    noted(acting, draft, "draft saved", **_found(acting, draft, text))
    return revision


def keep_beside(acting: Acting, draft: Draft, text: str, seen: int) -> Revision:
    """Keep a text that could not be saved because somebody else was faster.

    It does not count; it is there to be compared and brought together.
    """
    require(acting, Permission.DEFINITION_EDIT)
    short(text)
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
    noted(acting, draft, "draft kept beside", text=revision.digest, number=revision.number)
    return revision


def join(acting: Acting, draft: Draft, text: str, seen: int, base: int) -> Revision:
    """Save what was brought together of two texts; it goes out from version ``base`` now."""
    writable(acting, draft, text)
    unchanged(acting, draft, seen)
    if base:
        versions.version(acting.root, draft.procedure, base)
    draft.base = base
    revision = _keep(acting, draft, text, "joined", parent=draft.current)
    noted(acting, draft, "draft joined", base=base, **_found(acting, draft, text))
    return revision


def undo(acting: Acting, draft: Draft, seen: int) -> Revision:
    """Go back to the text before; refused where there is none."""
    writable(acting, draft)
    unchanged(acting, draft, seen)
    present = draft.present
    if not present.parent:
        raise NotLikeThat(
            _("There is nothing to undo: this is the text with which the draft began.")
        )
    draft.undone = (present.number, *draft.undone)
    _turn_to(draft, present.parent)
    noted(acting, draft, "draft undone")
    return draft.present


def redo(acting: Acting, draft: Draft, seen: int) -> Revision:
    """Do again what was undone last; refused where nothing was, or something was saved since."""
    writable(acting, draft)
    unchanged(acting, draft, seen)
    if not draft.undone:
        raise NotLikeThat(_("Nothing was undone that could be done again."))
    number, *rest = draft.undone
    draft.undone = tuple(rest)
    _turn_to(draft, number)
    noted(acting, draft, "draft redone")
    return draft.present


def share(acting: Acting, draft: Draft, shared: bool = True) -> None:
    """Let other administrators read the draft and write in it, or keep it to oneself again."""
    writable(acting, draft)
    draft.shared = shared
    noted(acting, draft, "draft shared" if shared else "draft kept private")


def discard(acting: Acting, draft: Draft) -> None:
    """Put a draft away.  Its texts stay, and it may be taken up again."""
    writable(acting, draft)
    closed(acting, draft, "discarded")
    noted(acting, draft, "draft discarded")


def delete(acting: Acting, draft: Draft) -> None:
    """Throw away for good every text of a draft that was put away, by whoever has written in it.

    What stands in the journal stays there, and so does its number.
    """
    require(acting, Permission.DEFINITION_EDIT)
    if draft.state != "discarded" or draft.file:
        raise NotLikeThat(
            _("Only a draft that was put away can be deleted."), _("Put it away first.")
        )
    if not drafts.is_mine(acting, draft):
        raise NotAllowed(_("Only somebody who has written in a draft may delete it."))
    noted(acting, draft, "draft deleted", texts=len(draft.revisions))
    closed(acting, draft, "deleted")
    draft.revisions.clear()
    draft.current, draft.undone, draft.names = 0, (), ("", "")


def take_up(acting: Acting, draft: Draft) -> None:
    """Go on with a draft that was put away."""
    require(acting, Permission.DEFINITION_EDIT)
    if draft.state != "discarded":
        raise NotLikeThat(_("This draft was not put away."))
    draft.state, draft.closed_by, draft.closed_on = "open", "", None
    noted(acting, draft, "draft taken up again")


def _keep(acting: Acting, draft: Draft, text: str, deed: str, parent: int) -> Revision:
    """Keep a text that counts from now on."""
    short(text)
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


def _found(acting: Acting, draft: Draft, text: str) -> dict[str, Any]:
    """Return what a check of the text says, in numbers, for the journal."""
    found = drafts.reading(acting, text, draft.base, draft.procedure).problems
    errors = sum(each.is_error for each in found)
    return {"errors": errors, "warnings": len(found) - errors}
