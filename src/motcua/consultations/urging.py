"""Urging a body (đôn đốc): a reminder by hand, with its date, not more than once a day."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.cases.matter import matter_of
from motcua.consultations import asking
from motcua.consultations.content import Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.inside import require_open
from motcua.consultations.refusals import NotOpen
from motcua.consultations.templates import template_of
from motcua.journal import note
from motcua.journal.content import Entry
from motcua.words import _

URGED = "urged"


def urge(acting: Acting, request: Request, words: str = "") -> None:
    """Remind the body by hand; the date stays visible to both sides."""
    matter = matter_of(acting, request.consultation.case)
    template = template_of(acting, request.consultation)
    acting = acting.as_(asking.asker(acting, matter, template))
    require_open(acting, request)
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
