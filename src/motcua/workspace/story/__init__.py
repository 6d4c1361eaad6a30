"""Diễn biến: the journals of a case and of its requests, in words, newest first.

Only what is shown is read: an entry is told when its page is opened.  What
goes on inside an asked body stays there: the asker learns that it was opened
and what it answered, not who passed it to whom.

:class:`teller.Teller` tells one entry, as the tables of the other files say, each for
one subject.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice

from chameleon.utils import Markup
from pyramid.renderers import get_renderer
from pyramid.request import Request

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.access import is_inside, may_see, reads_answer
from motcua.consultations.content import Request as OpinionRequest
from motcua.consultations.history import Event, newest_first, requests_of
from motcua.journal.content import Entry
from motcua.pages.kept import Kept
from motcua.pages.speaking import Voice
from motcua.workspace.bodies import units_inside
from motcua.workspace.story.teller import Line, Teller

SIZE = 30
"""Entries on a page."""
TEMPLATE = "motcua.workspace:templates/deed.pt"
_deeds: Kept[Markup] = Kept(10_000)
_pages: Kept[tuple[Markup, bool]] = Kept(500)
"""By the heads of all the journals of a case, which seal what stands in them."""

INSIDE = frozenset(
    {
        "assigned",
        "claimed",
        "given back",
        "draft begun",
        "draft submitted",
        "draft checked",
        "draft returned",
        "draft taken back",
        "step called to mind",
        "unopened",
        "asked further",
    }
)
"""Deeds of an asked body that are its own business."""


def story(request: Request, case: Case, start: int = 0, size: int = SIZE) -> tuple[Markup, bool]:
    """Return a page of the story as the items of a list, and whether it goes on.

    A deed that was written down never changes, so it is told and set once, and
    a page of them once for as long as nothing is added to any of the journals.
    """
    acting, voice = request.acting, request.voice
    journals = [case.journal, *(each.journal for each in requests_of(acting, case))]
    heads = tuple(each.head for each in journals)
    readers = units_inside(acting)
    closed = closed_bodies(acting, case)
    key = (case.key, heads, start, size, readers, closed, voice.language, voice.now.year)
    return _pages.get(key, lambda: _told(request, case, start, size))


def closed_bodies(acting: Acting, case: Case) -> frozenset[str]:
    """Return the bodies one of whose answers about the case is not for this reader."""
    return frozenset(
        each.unit
        for each in requests_of(acting, case)
        if each.opinions and not reads_answer(acting, each)
    )


def _told(request: Request, case: Case, start: int, size: int) -> tuple[Markup, bool]:
    acting = request.acting
    closed = closed_bodies(acting, case)
    teller = Teller(acting, request.voice, matter_of(acting, case).definition, closed)
    seen = (each for each in newest_first(acting, case) if is_open(acting, each))
    page = list(islice(seen, start, start + size + 1))
    return Markup("".join(_set(teller, case, each) for each in page[:size])), len(page) > size


def _set(teller: Teller, case: Case, event: Event) -> Markup:
    entry, asked = event.entry, event.request
    journal = asked.key if asked is not None else case.key
    voice = teller.voice
    hidden = teller.hides(event)
    key = (journal, entry.number, entry.at, entry.deed, hidden, voice.language, voice.now.year)

    def told() -> Markup:
        template = get_renderer(TEMPLATE).implementation()
        return Markup(
            template(
                entry=teller.told(event), instant=voice.instant, short_instant=voice.short_instant
            )
        )

    return _deeds.get(key, told)


def request_story(acting: Acting, voice: Voice, request: OpinionRequest) -> list[Line]:
    """Return what happened with one request, for those who may know of it."""
    tell = request_teller(acting, voice, request)
    inside = is_inside(acting, request.unit)
    return [tell(each) for each in reversed(request.journal) if inside or each.deed not in INSIDE]


def request_teller(
    acting: Acting, voice: Voice, request: OpinionRequest
) -> Callable[[Entry], Line]:
    """Return what tells a line of a request's journal, as far as this reader may know it."""
    closed = frozenset() if reads_answer(acting, request) else frozenset({request.unit})
    rules = matter_of(acting, request.consultation.case).definition
    teller = Teller(acting, voice, rules, closed, request.unit)
    return lambda entry: teller.told(Event(entry, None))


def is_open(acting: Acting, event: Event) -> bool:
    """Say whether this person may know of it."""
    if event.request is None:
        return True
    if event.request.consultation.parent and not may_see(acting, event.request):
        return False
    if event.entry.deed not in INSIDE:
        return True
    return is_inside(acting, event.request.unit)
