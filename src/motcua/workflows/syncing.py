"""Files that appear in the folder of procedures: proposed, and published by a person.

Whoever may write in the folder is not necessarily whoever may put a procedure
into force.  So a new file becomes a proposal, once; what was sent back does
not come again before it has changed.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from motcua.acting import Acting
from motcua.workflows import drafting, drafts, versions
from motcua.workflows.actions import procedure_files
from motcua.workflows.checks import checked
from motcua.workflows.content import Draft
from motcua.workflows.definition import Definition
from motcua.workflows.events import DefinitionPublished
from motcua.workflows.reader import digest
from motcua.workflows.surroundings import of_acting


def sync(acting: Acting, folder: Path) -> list[Draft]:
    """Propose each sound file of the folder that is new; return the new proposals."""
    found = (_definition(acting, path) for path in procedure_files(folder))
    return [_proposed(acting, each) for each in found if each is not None]


def settle(acting: Acting, event: DefinitionPublished) -> None:
    """Let no proposal wait whose very text was put into force, as at the command line."""
    version = event.version
    for each in drafts.under_way(acting.root, version.procedure):
        if each.file and each.is_proposed and each.present.digest == version.digest:
            drafting.settled(acting, each)


def waiting(acting: Acting) -> list[Draft]:
    """Return the proposals that came from files and that nobody has decided yet."""
    return [each for each in drafts.under_way(acting.root) if each.file]


def _definition(acting: Acting, path: Path) -> Definition | None:
    """Return what a file says; ``None`` where it is unsound, published, or was proposed before."""
    text = path.read_bytes()
    known = digest(text.decode("utf-8-sig", "replace"))
    if path.stem.isdigit() and _is_known(acting, path, known):
        return None
    last = versions.last_number(acting.root, path.parent.name)
    around = replace(of_acting(acting), last_version=last)
    reading = checked(text, around, str(path))
    definition = reading.definition
    if definition is None or not reading.is_sound:
        return None
    stands = f"{definition.id}/{definition.version}.yaml"
    return definition if stands == f"{path.parent.name}/{path.name}" else None


def _is_known(acting: Acting, path: Path, known: str) -> bool:
    root, id, number = acting.root, path.parent.name, int(path.stem)
    if number in versions.deleted(root, id):
        return True
    if any(each.number == number for each in versions.all_versions(root, id)):
        return True
    return any(
        known == revision.digest
        for draft in drafts.every(root)
        if draft.procedure == id
        for revision in draft.revisions.values()
    )


def _proposed(acting: Acting, definition: Definition) -> Draft:
    file = f"{definition.id}/{definition.version}.yaml"
    for each in waiting(acting):
        if each.file == file:
            drafting.replace_by_file(acting, each)
    draft = drafting.begin(acting, definition.id, definition.text, file=file)
    drafting.propose(acting, draft, definition.note.vi)
    return draft
