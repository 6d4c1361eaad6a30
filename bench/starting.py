"""Starting with two hundred procedures (P15)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bench import journey
from bench.province import ROOT, WORKFLOWS, Province
from bench.serving import serving
from bench.sizes import Sizes
from bench.tables import Table, at_most, middle


def tables(folder: Path, sizes: Sizes) -> Iterator[Table]:
    """Publish copies of the shipped procedures, then start, and start again."""
    number = copied_procedures(folder / WORKFLOWS, sizes.definitions)
    province = Province(folder)
    writer = province.writer()
    journey.certified_copies(writer)
    writer.close()
    province.close()
    seconds, cpu, memory = [], [], []
    for _each in range(sizes.starts):
        with serving("bench.serve", str(folder)) as server:
            seconds.append(server.seconds)
            cpu.append(server.cpu)
            memory.append(server.memory)
    table = Table(
        "Starting with many procedures (P15)", ("procedures", "s", "goal", "CPU s", "MB then")
    )
    wall = middle(seconds)
    table.row(number, wall, at_most(wall, 3.0), middle(cpu), middle(memory))
    table.remark(
        "They had been published before; what was read of them then is kept beside their text."
    )
    yield table


def copied_procedures(folder: Path, wanted: int) -> int:
    """Write the shipped procedures, and copies of them under other ids; return how many."""
    shipped = sorted((ROOT / WORKFLOWS).glob("*/1.yaml"))
    for number in range(wanted):
        original = shipped[number % len(shipped)]
        name = original.parent.name
        id = f"{name}-{number:03}" if number >= len(shipped) else name
        copy = folder / id / "1.yaml"
        copy.parent.mkdir(parents=True)
        own_id = re.compile(rf"^(\S.*: *){re.escape(name)} *$", re.M)
        copy.write_text(own_id.sub(rf"\g<1>{id}", original.read_text("utf8"), count=1), "utf8")
    return wanted
