"""What a page of a work list costs, with a thousand rows and with a million (P7).

The rows are made directly, in the order of their keys, in the same cabinets
and drawers as real ones: half of them in one list of everything, half spread
over fifty lists, of which an officer reads four.
"""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from bench.province import MONDAY, Province, Writer
from bench.sizes import Sizes
from bench.tables import Table, at_most, middle
from motcua.cases.lists import Row
from motcua.storage import lists
from motcua.storage.content import Cabinet
from motcua.storage.keys import moment

EVERYTHING = "unit:everything:leader"
LISTS = [f"unit:so-{number:02}:officer" for number in range(50)]
MINE = LISTS[:4]
BATCH = 25_000
WARM, COLD = 200, 7


def tables(province: Province, sizes: Sizes) -> Iterator[Table]:
    """Measure the first page and the counts, as the lists grow."""
    table = Table(
        "Work lists: the first 20 entries, and counts up to 500 (P7)",
        ("query", *(f"{rows:,} rows, ms" for rows in _sizes(sizes)), "growth", "goal"),
    )
    found: dict[str, list[float]] = {}
    made = 0
    for rows in _sizes(sizes):
        made = _fill(province, made, rows)
        for name, ms in _measured(province):
            found.setdefault(name, []).append(ms)
    for name, times in found.items():
        growth = times[-1] / times[0]
        goal = at_most(growth, 1.5)
        if "cold" in name:
            goal = f"{at_most(times[-1], 20.0)} ms"
        elif "count" in name:
            goal = f"{at_most(times[-1], 5.0)} ms (P12)"
        table.row(name, *times, growth, goal)
    table.remark(
        "Cold: a new connection with an empty cache; the files stand in the memory of the system."
    )
    yield table


def _sizes(sizes: Sizes) -> tuple[int, ...]:
    return tuple(dict.fromkeys((sizes.few, min(100_000, sizes.rows), sizes.rows)))


def _fill(province: Province, made: int, until: int) -> int:
    """Make rows until there are so many, in the order of their keys."""
    entries = sorted(
        (moment(MONDAY) + secrets.token_bytes(8), number) for number in range(made, until)
    )
    for start in range(0, len(entries), BATCH):
        batch = entries[start : start + BATCH]
        province.transact(partial(_file, entries=batch))
    return until


def _file(root: Any, entries: list[tuple[bytes, int]]) -> None:
    by_list: dict[str, dict[bytes, bytes]] = {}
    for key, number in entries:
        name = EVERYTHING if number % 2 else LISTS[number // 2 % len(LISTS)]
        by_list.setdefault(name, {})[key] = lists.written(_row(number))
    for name, rows in by_list.items():
        cabinets = root.desk.cabinets
        cabinet = cabinets.get(name.encode())
        if cabinet is None:
            cabinet = cabinets[name.encode()] = Cabinet()
        cabinet.file(rows)


def _row(number: int) -> Row:
    return Row(
        code=f"000.01.01.H99-20261123-{number:07}",
        procedure="tham-dinh-du-an-chuyen-doi-so",
        version=1,
        applicant="Sở Nội vụ tỉnh Long Giang",
        subject=f"Xây dựng kho dữ liệu dùng chung của tỉnh, gói thầu số {number}",
        state="appraising",
        assignee="yen.luu",
    )


Query = Callable[[Any], object]
QUERIES: tuple[tuple[str, Query], ...] = (
    ("first page of four lists", lambda root: root.worklists.page(MINE, 20)),
    ("first page of one list with half of all", lambda root: root.worklists.page([EVERYTHING], 20)),
    ("count of four lists, up to 500", lambda root: root.worklists.count(MINE, most=500)),
)


def _measured(province: Province) -> Iterator[tuple[str, float]]:
    writer = province.writer()
    for name, query in QUERIES:
        yield f"{name}, warm", middle(_ms(writer, query) for _each in range(WARM))
    for name, query in QUERIES[:2]:
        times = []
        for _each in range(COLD):
            writer.connection.cacheMinimize()
            times.append(_ms(writer, query))
        yield f"{name}, cold", middle(times)
    writer.close()


def _ms(writer: Writer, query: Query) -> float:
    begun = time.perf_counter()
    query(writer.root)
    return 1000 * (time.perf_counter() - begun)
