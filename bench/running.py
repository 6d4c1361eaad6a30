"""Choosing what is measured, and doing it one after the other."""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import crowd, writing
from bench.province import Province
from bench.raw import Raw, beside
from bench.sizes import FULL, QUICK, Sizes
from bench.tables import Table


class Bench:
    """One run: its folder, its sizes, and the raw limit beside everything."""

    def __init__(self, folder: Path, sizes: Sizes):
        self.folder = folder
        self.sizes = sizes

    @contextmanager
    def province(self, name: str) -> Iterator[tuple[Province, Raw]]:
        """Give a new province and a raw database in the same folder."""
        folder = self.folder / name
        folder.mkdir()
        province = Province(folder)
        raw = Raw(beside(province.settings["zodbconn.uri"]))
        try:
            yield province, raw
        finally:
            raw.close()
            province.close()


Part = Callable[[Bench], Iterator[Table]]


def write(bench: Bench) -> Iterator[Table]:
    """Filing, stepping, answering."""
    with bench.province("writing") as (province, raw):
        yield from writing.tables(province, raw, bench.sizes)


def crowded(bench: Bench) -> Iterator[Table]:
    """Many writers at once."""
    with bench.province("crowd") as (province, _raw):
        yield from crowd.tables(province, bench.sizes)


PARTS: dict[str, Part] = {"writing": write, "crowd": crowded}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for, and print it."""
    asked = _asked(arguments)
    sizes = QUICK if asked.quick else FULL
    begun = time.monotonic()
    print(_machine(sizes), flush=True)
    folder = Path(tempfile.mkdtemp(prefix="motcua-bench-", dir=asked.folder))
    try:
        bench = Bench(folder, sizes)
        for name in asked.only or PARTS:
            _print(name, PARTS[name], bench)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"Measured in {time.monotonic() - begun:.0f} seconds.")
    return 0


def _print(name: str, part: Part, bench: Bench) -> None:
    begun = time.monotonic()
    for table in part(bench):
        print(table, flush=True)
    print(f"({name}: {time.monotonic() - begun:.0f} s)\n", flush=True)


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only see that everything works")
    parser.add_argument("--only", nargs="+", choices=sorted(PARTS), metavar="NAME", help="of these")
    parser.add_argument("--folder", default="var", help="where the databases are made and removed")
    asked = parser.parse_args(arguments)
    os.makedirs(asked.folder, exist_ok=True)
    return asked


def _machine(sizes: Sizes) -> str:
    load = os.getloadavg()[0]
    return (
        f"# Motcua bench, {sizes.name} size, {time.strftime('%Y-%m-%d %H:%M')}\n\n"
        f"Python {platform.python_version()}, {os.cpu_count()} processors, "
        f"load before the run {load:.1f}\n"
    )
