"""Who did what to procedures, and when: the journal of definitions as a table.

Every draft that was saved, every check, proposal, approval and publication is
an entry with the digest of the text it is about.  The digest finds the text:
in a draft, or among the versions.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from motcua.documents.spreadsheets import comma_separated
from motcua.journal.content import Entry
from motcua.words import Sentence, _, translate

AREA = b"/definitions"

COLUMNS: tuple[Sentence, ...] = (
    _("Time"),
    _("Person"),
    _("Name"),
    _("Position"),
    _("On behalf of"),
    _("From where"),
    _("Deed"),
    _("Procedure"),
    _("Version"),
    _("Draft"),
    _("Digest"),
    _("Further facts"),
)
DEEDS: dict[str, Sentence] = {
    "draft begun": _("Draft of a procedure begun"),
    "draft saved": _("Draft saved"),
    "draft joined": _("Two texts brought together"),
    "draft kept beside": _("Text kept beside the draft"),
    "draft undone": _("Change undone"),
    "draft redone": _("Change done again"),
    "draft shared": _("Draft opened to other administrators"),
    "draft kept private": _("Draft closed to other administrators"),
    "draft discarded": _("Draft put away"),
    "draft deleted": _("Draft deleted"),
    "draft taken up again": _("Draft taken up again"),
    "definition checked": _("Text checked"),
    "definition proposed": _("Proposed"),
    "definition declined": _("Proposal sent back"),
    "proposal withdrawn": _("Proposal withdrawn"),
    "proposal replaced": _("Proposal replaced by a newer file"),
    "definition published": _("Put into force"),
    "definition deleted": _("Unused version deleted"),
    "migration planned": _("Bringing over of running cases planned"),
    "migration started": _("Running cases: bringing over begun"),
    "migration stopped": _("Running cases: bringing over stopped"),
    "migration continued": _("Running cases: bringing over continued"),
    "migration finished": _("Running cases: bringing over ended"),
    "migration to be undone": _("Running cases: all to be brought back"),
    "migration undone": _("Running cases: a batch brought back"),
}
OWN_COLUMN = {"procedure", "version", "draft", "digest"}


def entries(root: Any, procedure: str = "") -> Iterator[Entry]:
    """Go through what was done to procedures, or to one of them, the first deed first."""
    for about, journal in root.journal.days.items():
        if about.endswith(AREA):
            for entry in journal:
                if procedure in ("", entry.facts.get("procedure")):
                    yield entry


def as_csv(found: Iterator[Entry], language: str) -> bytes:
    """Return deeds as a table that any spreadsheet opens."""
    heads = [translate(each, language) for each in COLUMNS]
    return comma_separated(heads, ([*map(str, _row(each, language))] for each in found))


def deed(entry: Entry) -> Sentence:
    """Return what was done, in words."""
    return DEEDS.get(entry.deed, entry.deed)


def _row(entry: Entry, language: str) -> Iterator[object]:
    facts = entry.facts
    yield entry.at.isoformat(sep=" ", timespec="seconds")
    yield from (entry.person, entry.name, entry.position, entry.on_behalf_of, entry.origin)
    yield translate(deed(entry), language)
    yield from (facts.get(name, "") for name in ("procedure", "version", "draft", "digest"))
    yield "; ".join(
        f"{name}: {_listed(value)}" for name, value in facts.items() if name not in OWN_COLUMN
    )


def _listed(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)
