"""What a closed case takes on the disk, packed (P16)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

from ZODB.utils import get_pickle_metadata

from bench import journey
from bench.province import MONDAY, Province
from bench.sizes import Sizes
from bench.tables import Table, at_most
from motcua import worker

GOAL = 12_000.0
EVENING = MONDAY + timedelta(hours=12)
"""After the last step; nothing of what was walked is late by then."""
SHOWN = 8
"""Classes that have a line of their own."""
LATER = MONDAY + timedelta(days=120)
"""When mails are forgotten that were sent on the way."""


def tables(province: Province, sizes: Sizes) -> Iterator[Table]:
    """Walk cases to their end, let the worker do its part, pack, and look at the files."""
    settle(province)
    before = measured(province)
    writer = province.writer()
    papers = journey.three_papers(writer)
    for _each in range(sizes.closed):
        journey.walked(writer, journey.filed(writer, papers))
    writer.close()
    settle(province)
    after = measured(province)
    yield _table(before, after, sizes.closed)


def settle(province: Province) -> None:
    """Let the worker do everything but reach the mail server; mails count as sent."""
    office, database = province.office, province.database
    for _round in range(10_000):
        done = worker.catch_up(office, database, EVENING)
        done += worker.fire(office, database, EVENING)
        done += province.transact(_send)
        if not done + province.file_away():
            break
    while province.transact(lambda root: root.outbox.forget(LATER)):
        province.file_away()


def _send(root: Any) -> int:
    sent = root.outbox.claim(EVENING, 200)
    for message in sent:
        root.outbox.sent(message, EVENING)
    return len(sent)


def measured(province: Province) -> Counter[str]:
    """Pack; return the bytes of the file, of blobs, and of each class."""
    province.database.pack()
    folder = province.folder
    found = Counter({"": (folder / "Data.fs").stat().st_size, "blobs": _blobs(folder / "blobs")})
    for transaction in province.database.storage.iterator():
        for record in transaction:
            if record.data:
                module, name = get_pickle_metadata(record.data)
                found[f"{module}.{name}"] += len(record.data)
                found["objects"] += 1
    return found


def _blobs(folder: Path) -> int:
    return sum(each.stat().st_size for each in folder.rglob("*.blob"))


def _table(before: Counter[str], after: Counter[str], cases: int) -> Table:
    table = Table(
        f"Kept: {cases} cases closed after 15 steps and 5 opinions, packed (P16)",
        ("what", "bytes per case", "goal"),
    )
    more = {name: (after[name] - before[name]) / cases for name in after}
    table.row("Data.fs", more[""], at_most(more[""], GOAL))
    table.row("files besides", more["blobs"], "")
    table.row("objects", more["objects"], "")
    heaviest = sorted(
        (name for name in more if "." in name), key=lambda name: more[name], reverse=True
    )
    for name in heaviest[:SHOWN]:
        table.row(f"of these {name.rpartition('.')[2]}", more[name], "")
    table.row("of these all others", sum(more[name] for name in heaviest[SHOWN:]), "")
    table.remark(
        "With the search index and the four letters; mails were sent and forgotten, and the worker "
        "has put the cases away.  The three papers' own files are the applicant's and do not count."
    )
    return table
