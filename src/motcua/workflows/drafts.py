"""Which drafts there are, who may look into them, and who has written in one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from motcua.acting import SYSTEM, Acting, NotHere
from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workflows import versions
from motcua.workflows.checks import checked
from motcua.workflows.content import Draft, Revision, Version
from motcua.workflows.definition import Definition
from motcua.workflows.problems import ERROR, Problem, in_order
from motcua.workflows.reader import Reading, read
from motcua.workflows.surroundings import of_acting

EVERYBODYS = ("proposed", "published")
"""States in which every administrator may read a draft."""

_NUMBER = re.compile(r"^([^:#]*:\s*)([\"']?)[^\s#,}\"']+([\"']?)")


def draft(acting: Acting, number: int) -> Draft:
    """Return a draft; :class:`~motcua.acting.NotHere` where there is none, or none for oneself."""
    found = acting.root["definitions"].drafts.get(number)
    if found is None or found.state == "deleted" or not may_see(acting, found):
        raise NotHere(_("There is no such draft."))
    return found


def may_see(acting: Acting, draft: Draft) -> bool:
    """Say whether somebody may read a draft: its author, and others once they are let in."""
    if not acting.may(Permission.DEFINITION_EDIT) and not acting.may(Permission.DEFINITION_PUBLISH):
        return False
    return draft.shared or draft.state in EVERYBODYS or is_mine(acting, draft)


def is_mine(acting: Acting, draft: Draft) -> bool:
    """Say whether somebody began the draft, or has written in it."""
    return acting.person == draft.author or acting.person in writers(draft)


def every(root: Any) -> list[Draft]:
    """Return all drafts that were not deleted, whatever became of them, the newest first."""
    found = reversed(root["definitions"].drafts.values())
    return [each for each in found if each.state != "deleted"]


def under_way(root: Any, procedure: str = "") -> list[Draft]:
    """Return the drafts and proposals nobody has decided yet, of one procedure or of all."""
    return [
        each
        for each in every(root)
        if (each.is_open or each.is_proposed) and procedure in ("", each.procedure)
    ]


def mine(acting: Acting, procedure: str) -> Draft | None:
    """Return the draft of a procedure that somebody is writing, if there is one."""
    found = (each for each in under_way(acting.root, procedure) if each.is_open)
    return next((each for each in found if each.author == acting.person), None)


def written(draft: Draft) -> list[Revision]:
    """Return the revisions that lead to the text that counts, the newest first."""
    return list(_line(draft))


def _line(draft: Draft) -> Iterator[Revision]:
    number = draft.current
    while number:
        revision = draft.revisions[number]
        yield revision
        number = revision.parent


def writers(draft: Draft) -> frozenset[str]:
    """Return everybody whose text is in the draft, and whoever proposed it."""
    people = {each.person for each in _line(draft)} | {draft.proposed_by}
    return frozenset(people - {"", SYSTEM})


def reading(acting: Acting, text: str, base: int = 0, procedure: str = "") -> Reading:
    """Return what a text says and everything that is wrong with it, as the next version.

    ``procedure`` is given where the text goes out from a published version
    (``base``): it must stay that procedure.
    """
    found = checked(text, of_acting(acting))
    definition = found.definition
    if definition is None:
        return found
    bound = procedure if base else ""
    last = versions.last_number(acting.root, bound or definition.id)
    if last:
        found = checked(text, replace(of_acting(acting), last_version=last))
    if bound not in ("", definition.id):
        other = Problem("D14", ERROR, definition.lines.get("workflow", 1), _other(bound), bound)
        return Reading(definition, tuple(in_order([*found.problems, other])))
    return found


def _other(procedure: str) -> Sentence:
    return _(
        "A new version keeps the id of its procedure, “${id}”.  For a procedure of its own begin a"
        " new draft.",
        mapping={"id": procedure},
    )


def base_version(root: Any, draft: Draft, revision: Revision | None = None) -> Version | None:
    """Return the published version that a draft, or one text in it, goes out from.

    ``None`` where it is new, or that version was taken out.
    """
    number = revision.base if revision else draft.base
    every = versions.all_versions(root, draft.procedure)
    return next((each for each in every if each.number == number), None)


def base_text(root: Any, draft: Draft, revision: Revision | None = None) -> str:
    """Return the text of that version; nothing where the procedure is new."""
    version = base_version(root, draft, revision)
    return versions.text(root, version.digest) if version else ""


def newer(root: Any, draft: Draft) -> Version | None:
    """Return what was published since the draft went out from its version; ``None`` if nothing."""
    last = versions.last(root, draft.procedure)
    return last if last is not None and last.number > draft.base else None


def before(root: Any, draft: Draft) -> Definition | None:
    """Return the published version that a draft would come after."""
    last = versions.last(root, draft.procedure)
    return versions.definition_of(root, last) if last else None


def numbered(text: str, number: int) -> str:
    """Return a text with another version number, and nothing else changed."""
    definition = read(text).definition
    line = definition.lines.get("version", 0) if definition else 0
    lines = text.splitlines(keepends=True)
    if not 0 < line <= len(lines):
        return text
    lines[line - 1] = _NUMBER.sub(rf"\g<1>\g<2>{number}\g<3>", lines[line - 1], count=1)
    return "".join(lines)
