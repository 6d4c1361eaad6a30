"""Pages through waitress, with few cases and with many (P8, P9, P10); and starting (P15)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.client import Browser, Load, assets, load
from bench.filling import Filler
from bench.province import PASSWORD, Province
from bench.searching import Search, measured
from bench.serving import Server, serving
from bench.showcase import Showcase
from bench.sizes import Sizes
from bench.tables import Table, at_least, at_most, middle

CODE = re.compile(r'"/ho-so/([0-9A-Z.-]+)"')
ACCOUNT = "yen.luu"
BARE, INBOX, CASE, TRACKING = "bare table page", "inbox", "case page", "tracking page"
GOALS = {INBOX: 0.35, CASE: 0.20, TRACKING: 0.50}
SLOWEST = 50.0
LARGEST = 60_000.0
PLONE_TUNED, DJANGO, BARE_THEN = 7.3, 172.0, 1818.0
"""Inbox pages a second that others served where the bare page was served BARE_THEN times."""


@dataclass
class Seen:
    """What was measured with so many cases."""

    cases: int
    rounds: dict[str, list[Load]] = field(default_factory=dict)
    cpu: dict[str, list[float]] = field(default_factory=dict)
    """Milliseconds of the server's processor for one answer."""
    ratios: dict[str, list[float]] = field(default_factory=dict)
    sizes: dict[str, int] = field(default_factory=dict)
    tracking_whole: int = 0
    """Bytes of the tracking page with everything it fetches."""
    starts: float = 0.0
    starts_cpu: float = 0.0
    memory: list[float] = field(default_factory=list)
    """Megabytes after the start, after the mixed requests, after as many again."""
    searches: list[Search] = field(default_factory=list)


def seen_with(
    province: Province, filler: Filler, shown: Showcase, cases: int, sizes: Sizes
) -> Seen:
    """Fill up to ``cases``, and measure everything that depends on how many there are."""
    filler.fill(cases)
    seen = Seen(cases, searches=measured(province))
    province.close()
    with serving("bench.bare") as bare, serving("bench.serve", str(province.folder)) as server:
        seen.starts, seen.starts_cpu = server.seconds, server.cpu
        seen.memory.append(server.memory)
        _measure_pages(seen, bare, server, shown, sizes)
        _measure_memory(seen, server, shown, sizes)
    province.open()
    return seen


def _measure_pages(seen: Seen, bare: Server, server: Server, shown: Showcase, sizes: Sizes) -> None:
    official, citizen = signed_in(server), server.browser
    tracking = address_of_tracking(citizen, shown)
    pages = {
        INBOX: (official, "/viec"),
        CASE: (official, f"/ho-so/{shown.long}"),
        TRACKING: (citizen, tracking),
    }
    for name, (browser, path) in pages.items():
        status, _page, _to = browser.get(path)
        if status != 200:
            raise RuntimeError(f"The {name} was answered with {status}.")
        seen.sizes[name] = browser.size_of(path)
        load(server.port, [browser.request(path)], sizes.seconds / 4)
    seen.tracking_whole = _whole(citizen, tracking)
    for _round in range(min(sizes.rounds, 3)):
        beside = _loaded(seen, BARE, bare, bare.browser.request("/"), sizes.seconds / 2)
        for name, (browser, path) in pages.items():
            loaded = _loaded(seen, name, server, browser.request(path), sizes.seconds)
            seen.ratios.setdefault(name, []).append(loaded.rate / beside.rate)


def _loaded(seen: Seen, name: str, server: Server, request: bytes, seconds: float) -> Load:
    before = server.cpu
    loaded = load(server.port, [request], seconds)
    seen.cpu.setdefault(name, []).append(1000 * (server.cpu - before) / len(loaded.times))
    seen.rounds.setdefault(name, []).append(loaded)
    return loaded


def _measure_memory(seen: Seen, server: Server, shown: Showcase, sizes: Sizes) -> None:
    """Ask for everything, in turns, twice as often as memory is read."""
    official, citizen = signed_in(server), server.browser
    requests = [
        *(official.request(path) for path in mixed(official, sizes.mixed // 2)),
        *(citizen.request(path) for path in ("/", "/thu-tuc", address_of_tracking(citizen, shown))),
    ]
    for _each in range(2):
        load(server.port, requests, times=sizes.mixed)
        seen.memory.append(server.memory)


def signed_in(server: Server) -> Browser:
    """Return the browser of an officer."""
    browser = server.browser
    browser.sign_in(ACCOUNT, PASSWORD)
    return browser


def address_of_tracking(citizen: Browser, shown: Showcase) -> str:
    """Show code and secret; return the address they lead to."""
    status, _page, to = citizen.get(f"/tra-cuu/{shown.followed}/{shown.secret}")
    if status != 303:
        raise RuntimeError(f"Code and secret were answered with {status}.")
    return re.sub(r"^https?://[^/]+", "", to)


def mixed(official: Browser, most: int) -> list[str]:
    """Return addresses an officer goes to: the inbox, a search, and case after case."""
    found = ["/viec", "/y-kien", "/tim?q=du+lieu"]
    following = "/viec"
    while following and len(found) < most:
        _status, page, _to = official.get(following)
        found += [f"/ho-so/{code}" for code in dict.fromkeys(CODE.findall(page))]
        more = re.search(r'href="(/viec\?[^"]*sau=[^"]+)"', page)
        following = more[1].replace("&amp;", "&") if more and len(found) < most else ""
    return found


def _whole(browser: Browser, path: str) -> int:
    _status, page, _to = browser.get(path)
    return browser.size_of(path) + sum(map(browser.size_of, assets(page)))


def pages_table(all_seen: list[Seen]) -> Table:
    """Rates of pages beside the bare page's, with few and many cases."""
    table = Table(
        "Pages: waitress with 8 threads, 8 connections, signed in (P8, P9, P10)",
        (
            "page",
            "cases",
            "requests/s",
            "of the bare page",
            "goal",
            "CPU ms",
            "p50 ms",
            "p95 ms",
            "bytes",
        ),
    )
    for seen in all_seen:
        for name, rounds in seen.rounds.items():
            ratio = middle(seen.ratios.get(name, [1.0]))
            table.row(
                name,
                seen.cases if name != BARE else "",
                middle(each.rate for each in rounds),
                ratio,
                at_least(ratio, GOALS[name]) if name in GOALS else "",
                middle(seen.cpu[name]),
                middle(each.ms(0.5) for each in rounds),
                middle(each.ms(0.95) for each in rounds),
                seen.sizes.get(name, ""),
            )
            for bad in filter(None, (each.bad for each in rounds)):
                table.remark(f"{name}: {bad} answers were no 200.")
    _remark_goals(table, all_seen[-1])
    return table


def _remark_goals(table: Table, seen: Seen) -> None:
    slow = middle(each.ms(0.95) for each in seen.rounds[INBOX])
    ratio = middle(seen.ratios[INBOX])
    table.remark(f"inbox, p95: {slow:.0f} ms, {at_most(slow, SLOWEST)}.")
    table.remark(
        f"inbox beside others, their rates of 2026-11-21 scaled by the bare page's: "
        f"{ratio * BARE_THEN / PLONE_TUNED:.0f} × tuned Plone "
        f"({at_least(ratio * BARE_THEN / PLONE_TUNED, 60)}), "
        f"{ratio * BARE_THEN / DJANGO:.1f} × Django ({at_least(ratio * BARE_THEN / DJANGO, 3)})."
    )
    table.remark(
        f"tracking page with styles, scripts and pictures, as it goes over the wire: "
        f"{seen.tracking_whole:,} bytes, {at_most(seen.tracking_whole, LARGEST)}."
    )
    table.remark("The case page shows a case of 200 journal entries and 20 opinions.")


def starting_table(all_seen: list[Seen], sizes: Sizes) -> Table:
    """How long starting takes, and how much memory a process needs."""
    table = Table(
        "Starting and memory (P15)",
        ("cases", "answers after s", "goal", "CPU s", "MB then", "MB after", "goal ", "and again"),
    )
    for seen in all_seen:
        first, second, third = seen.memory
        table.row(
            seen.cases,
            seen.starts,
            at_most(seen.starts, 3.0),
            seen.starts_cpu,
            first,
            second,
            at_most(second, 250.0),
            third,
        )
    table.remark(
        f"Mixed: {sizes.mixed:,} requests on 8 connections after those of the page table: inbox, "
        "search, many different cases, portal.  Wall time of a process that is started anew."
    )
    return table


def search_table(all_seen: list[Seen]) -> Table:
    """What searching costs."""
    table = Table(
        "Search: newest 20, no marks typed, query alone (P11)",
        ("question", *(f"{seen.cases:,} cases, ms" for seen in all_seen), "growth", "goal"),
    )
    for place, first in enumerate(all_seen[0].searches):
        times = [seen.searches[place].ms for seen in all_seen]
        growth = times[-1] / times[0]
        goal = f"{at_most(times[-1], 5.0)} ms; {at_most(growth, 3.0)}" if first.is_common else ""
        table.row(f"{first.question} ({first.says})", *times, growth, goal)
    table.remark("The goals are those of 1,000,000 beside 10,000 cases.")
    return table


def tables(province: Province, filler: Filler, shown: Showcase, sizes: Sizes) -> Iterator[Table]:
    """Measure with few and with many cases."""
    found = [seen_with(province, filler, shown, cases, sizes) for cases in (sizes.few, sizes.many)]
    yield pages_table(found)
    yield starting_table(found, sizes)
    yield search_table(found)
