"""Việc của tôi: what waits for me, in the order of time left.

A page reads twenty entries of the lists in which this person's work stands,
wherever in a million cases they come from.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from chameleon.utils import Markup
from pyramid.request import Request
from pyramid.view import view_config

from motcua.acting import Acting
from motcua.ballots.agenda import agenda
from motcua.ballots.inbox import session_list, slip_list
from motcua.cases import lists as case_lists
from motcua.consultations import inbox as request_lists
from motcua.consultations.asking.many import could_ask
from motcua.pages.kept import Kept
from motcua.pages.speaking import set_part
from motcua.people import directory
from motcua.permissions import Permission
from motcua.storage.folding import sort_key
from motcua.storage.lists import Page
from motcua.words import Sentence, _
from motcua.workflows import versions
from motcua.workflows.definition import Definition
from motcua.workspace import addresses
from motcua.workspace.choosing import DUE, Bounds, Chosen, bounds, chosen, unit_of
from motcua.workspace.marking import marked, marked_waiting

SIZE = 20
MOST_COUNTED = 500
"""Up to how many things a tab counts; nobody reads a higher number differently."""
TEMPLATE = "motcua.workspace:templates/inbox.pt"
PARTS = {"qua-han": "late", "hom-nay": "today", "sap-den": "soon"}
"""The parts of time that are counted, and how each is coloured."""

HEAD = "motcua.workspace:templates/inbox_head.pt"
KEYS = "motcua.workspace:templates/keys.pt"
_parts_kept: Kept[Markup] = Kept(1000)
"""By everything that they say; the steps of a procedure follow from its digest."""

Counted = tuple[Any, str, str, bool]
"""A tab with its address, what it counts, and whether it is shown."""
Part = tuple[str, Sentence, str, str, bool]
"""A part of time: colour, name, number, address, whether it is chosen."""


@dataclass(frozen=True)
class Tab:
    """One view of one's work."""

    id: str
    title: Sentence
    path: str
    names: Callable[[Acting], list[str]]
    nothing: Sentence
    """What would be here, and what to do."""


def _own(acting: Acting) -> Acting:
    return replace(acting, holdings=tuple(h for h in acting.holdings if not h.on_behalf_of))


def own_lists(acting: Acting) -> list[str]:
    """Return the lists of what this person does in positions of their own."""
    return [*request_lists.lists_of(_own(acting)), slip_list(acting.person)]


def delegated_lists(acting: Acting) -> list[str]:
    """Return the lists of what this person does for those who delegated it, and only those."""
    given = tuple(held for held in acting.holdings if held.on_behalf_of)
    if not given:
        return []
    own = set(own_lists(acting))
    found = request_lists.lists_of(replace(acting, person="", holdings=given))
    return [name for name in found if name not in own]


TO_DO = Tab(
    "",
    _("For me to do"),
    "/viec",
    own_lists,
    _("Nothing waits for you. A case or a question appears here as soon as it is your turn."),
)
WAITING = Tab(
    "cho",
    _("Waiting for others"),
    "/viec",
    case_lists.waiting_lists_of,
    _("Nothing that you hold waits for anybody else."),
)
DELEGATED = Tab(
    "uy-quyen",
    _("Delegated to me"),
    "/viec",
    delegated_lists,
    _("Nobody's work waits for you. What somebody delegates to you appears here by itself."),
)
REQUESTS = Tab(
    "y-kien",
    _("Opinions asked of us"),
    "/y-kien",
    request_lists.body_lists_of,
    _("No unit waits for your unit's opinion."),
)
TABS = (TO_DO, WAITING, DELEGATED)


@view_config(
    route_name="inbox", request_method="GET", permission=Permission.WORK, renderer=TEMPLATE
)
def inbox(request: Request) -> dict[str, Any]:
    """Show what waits for me."""
    asked = chosen(request.GET)
    tab = next((each for each in TABS if each.id == asked.tab), TO_DO)
    return _page(request, tab, asked)


@view_config(
    route_name="requests", request_method="GET", permission=Permission.WORK, renderer=TEMPLATE
)
def requests(request: Request) -> dict[str, Any]:
    """Show what my unit is asked."""
    return _page(request, REQUESTS, chosen(request.GET, REQUESTS.id))


@dataclass(frozen=True)
class Group:
    """Lines that are due in the same part of time."""

    title: Sentence
    lines: Markup


def _page(request: Request, tab: Tab, asked: Chosen) -> dict[str, Any]:
    acting = request.acting
    names = tab.names(acting)
    limits = bounds(acting)
    page = read(acting, names, asked, limits)
    ends = [*(limits.of(part)[1] for part in PARTS), None]
    counts = acting.root.worklists.counts(names, ends, MOST_COUNTED)
    asked = replace(asked, tab=tab.id if tab in TABS else "")
    tabs = _tabs(acting, tab, names, counts[-1]) if tab in TABS else []
    return {
        "tab": tab,
        "tabs": tabs,
        "asked": asked,
        "head": _head(request, tab, tabs, asked, _parts(tab, counts, asked), names),
        "to_settle": _to_settle(acting) if tab is TO_DO and not asked.after else 0,
        "may_ask": tab in (TO_DO, DELEGATED)
        and any(could_ask(acting, each.row) for each in page.entries),
        "groups": list(grouped(request, tab, page, limits)),
        "first": _address(tab, asked.turned()) if asked.after else None,
        "following": _address(tab, replace(asked, after=page.next.hex())) if page.next else None,
        "whole": _address(tab, Chosen(tab=asked.tab)),
        "keys": _parts_kept.get(("keys", acting.language), lambda: set_part(request, KEYS)),
    }


def _to_settle(acting: Acting) -> int:
    """Count the ballots that wait for this person: to be counted, announced, or taken further."""
    lists = [session_list(unit) for unit in sorted({held.unit for held in acting.holdings})]
    if not acting.root.worklists.count(lists, most=1):
        return 0
    return sum(bool(each.acts) for each in agenda(acting).items)


def _head(
    request: Request,
    tab: Tab,
    tabs: list[Counted],
    asked: Chosen,
    parts: list[Part],
    names: list[str],
) -> Markup:
    """What stands above the lines, set once for as long as it counts and offers the same."""
    acting = request.acting
    in_force = versions.procedures(acting.root, acting.now.date())
    units = _units(acting, names)
    key = (
        tab.id,
        tuple((each.id, *shown) for each, *shown in tabs),
        asked.turned(),
        tuple((name, *shown) for name, _title, *shown in parts),
        tuple(each.digest for each in in_force),
        tuple(units),
        acting.language,
    )
    return _parts_kept.get(
        key,
        lambda: set_part(
            request,
            HEAD,
            tab=tab,
            tabs=tabs,
            asked=asked,
            parts_of_time=parts,
            procedures=_procedures(in_force),
            steps=_steps(acting, asked.procedure),
            units=units,
            due_parts=list(DUE.items()),
            whole=_address(tab, Chosen(tab=asked.tab)),
        ),
    )


def read(acting: Acting, names: list[str], asked: Chosen, limits: Bounds, size: int = SIZE) -> Page:
    """Return a page of these lists, as the address asks for it."""
    keep = asked.keeps if asked.procedure else None
    page: Page = acting.root.worklists.page(
        asked.lists(names), size, asked.begins(limits), keep=keep
    )
    _start, end = limits.of(asked.due)
    if end is None:
        return page
    within = tuple(each for each in page.entries if each.due and each.due < end)
    return Page(within, page.next if len(within) == len(page.entries) else b"")


def grouped(request: Request, tab: Tab, page: Page, limits: Bounds) -> Iterator[Group]:
    """Return the lines of a page under their headings."""
    told = marked_waiting(request) if tab is WAITING else marked(request)
    above = ""
    for part, together in groupby(page.entries, key=lambda entry: limits.part_of(entry.due)):
        lines = []
        for entry in together:
            unit = str(entry.row[0]).partition("-")[0]
            lines.append(told(entry, unit == above))
            above = unit
        yield Group(DUE[part], Markup("".join(lines)))


def _tabs(acting: Acting, present: Tab, names: list[str], number: int) -> list[Counted]:
    """Return each tab with its address, what it counts, and whether it is shown."""
    found = []
    for tab in TABS:
        its = names if tab is present else tab.names(acting)
        there = number if tab is present else _count(acting, its)
        if its or tab is TO_DO:
            address = _address(tab, Chosen(tab=tab.id))
            found.append((tab, address, counted(there), tab is present))
    return found


def _count(acting: Acting, names: list[str]) -> int:
    return acting.root.worklists.count(names, most=MOST_COUNTED) if names else 0


def counted(number: int, before: int = 0) -> str:
    """Return how many there are behind the first ``before``; ``+`` where more were not counted."""
    return f"{number - before}{'+' if number >= MOST_COUNTED else ''}"


def _parts(tab: Tab, counts: list[int], asked: Chosen) -> list[Part]:
    """Return overdue, today and soon: colour, name, number, address, whether it is chosen."""
    found, before = [], 0
    for (part, urgency), until in zip(PARTS.items(), counts, strict=False):
        present = asked.due == part
        if until > before or present:
            to = _address(tab, asked.turned(due="" if present else part))
            found.append((urgency, DUE[part], counted(until, before), to, present))
        before = until
    return found


def _address(tab: Tab, asked: Chosen) -> str:
    return addresses.with_query(tab.path, asked.query)


def _procedures(in_force: list[Definition]) -> list[tuple[str, Sentence]]:
    return [(each.id, each.title) for each in sorted(in_force, key=lambda d: sort_key(d.title.vi))]


def _steps(acting: Acting, procedure: str) -> list[tuple[str, Sentence]]:
    """The steps of one procedure: those of all together would be a list nobody reads."""
    last = versions.version_in_force(acting.root, procedure, acting.now.date())
    if last is None:
        return []
    rules = versions.definition_of(acting.root, last)
    return [(each.id, each.title) for each in rules.states.values() if not each.final]


def _units(acting: Acting, names: list[str]) -> list[tuple[str, Sentence]]:
    ids = dict.fromkeys(filter(None, map(unit_of, names)))
    return [(id, directory.unit(acting.root, id).short) for id in ids] if len(ids) > 1 else []
