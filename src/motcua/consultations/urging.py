"""Urging a body (đôn đốc): a reminder by hand, with its date, not more than once a day."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.askers import as_asker
from motcua.consultations.content import Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.inside import require_open
from motcua.consultations.refusals import NotOpen
from motcua.journal import note
from motcua.journal.content import Entry
from motcua.words import _

URGED = "urged"


def urge(acting: Acting, request: Request, words: str = "") -> None:
    """Remind the body by hand; the date stays visible to both sides."""
    acting = as_asker(acting, request.consultation)
    require_open(acting, request)
    if request.clock.is_paused:
        raise NotOpen(
            _("The time of this body stands still: it is not urged meanwhile."),
            _("See what it waits for."),
        )
    last = last_urged(request)
    if last is not None and last.at.date() == acting.now.date():
        raise NotOpen(
            _(
                "${who} urged this body today already, at ${when}.",
                mapping={"who": last.name, "when": last.at},
            ),
            _("Telephone them, or urge again tomorrow."),
        )
    note(acting, request.journal, URGED, words=words.strip())
    acting.announce(RequestNotice(request, ("partner",), "urged", {"words": words.strip()}))


def last_urged(request: Request) -> Entry | None:
    """Return the journal's line of the last urging."""
    lines = [entry for entry in request.journal if entry.deed == URGED]
    return lines[-1] if lines else None
