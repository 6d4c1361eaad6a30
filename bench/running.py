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

from bench import (
    alarms,
    consultations,
    crowd,
    definitions,
    keeping,
    lists,
    migrations,
    postgres,
    starting,
    web,
    wording,
    writing,
)
from bench.filling import Filler
from bench.province import Province
from bench.raw import Raw, beside
from bench.showcase import showcase
from bench.sizes import FULL, QUICK, Sizes
from bench.tables import Table


class Bench:
    """One run: its folder and its sizes."""

    def __init__(self, folder: Path, sizes: Sizes):
        self.home = folder
        self.sizes = sizes

    def folder(self, name: str) -> Path:
        """Return a new folder for one part."""
        made = self.home / name
        made.mkdir()
        return made

    @contextmanager
    def province(self, name: str) -> Iterator[Province]:
        """Give a new province, and take it away again with all its data."""
        folder = self.folder(name)
        province = Province(folder)
        try:
            yield province
        finally:
            province.close()
            shutil.rmtree(folder, ignore_errors=True)


Part = Callable[[Bench], Iterator[Table]]


def _writing(bench: Bench) -> Iterator[Table]:
    with bench.province("writing") as province:
        raw = Raw(beside(province.settings["zodbconn.uri"]))
        yield from writing.tables(province, raw, bench.sizes)
        raw.close()


def _postgres(bench: Bench) -> Iterator[Table]:
    yield from postgres.tables(bench.folder("pg"), bench.sizes)


def _crowd(bench: Bench) -> Iterator[Table]:
    with bench.province("crowd") as province:
        yield from crowd.tables(province, bench.sizes)


def _consultations(bench: Bench) -> Iterator[Table]:
    yield from consultations.tables(bench.province, bench.sizes)


def _keeping(bench: Bench) -> Iterator[Table]:
    with bench.province("keeping") as province:
        yield from keeping.tables(province, bench.sizes)


def _lists(bench: Bench) -> Iterator[Table]:
    with bench.province("lists") as province:
        yield from lists.tables(province, bench.sizes)


def _alarms(bench: Bench) -> Iterator[Table]:
    with bench.province("alarms") as province:
        yield from alarms.tables(province, bench.sizes)


def _definitions(bench: Bench) -> Iterator[Table]:
    with bench.province("definitions") as province:
        raw = Raw(beside(province.settings["zodbconn.uri"]))
        yield from definitions.tables(province, raw, bench.sizes)
        raw.close()


def _migrations(bench: Bench) -> Iterator[Table]:
    with bench.province("migrations") as province:
        raw = Raw(beside(province.settings["zodbconn.uri"]))
        yield from migrations.tables(province, raw, bench.sizes)
        raw.close()


def _wording(bench: Bench) -> Iterator[Table]:
    yield from wording.tables(bench.sizes)


def _starting(bench: Bench) -> Iterator[Table]:
    yield from starting.tables(bench.folder("starting"), bench.sizes)


def _pages(bench: Bench) -> Iterator[Table]:
    with bench.province("pages") as province:
        shown = showcase(province, bench.sizes)
        yield from web.tables(province, Filler(province), shown, bench.sizes)


PARTS: dict[str, Part] = {
    "writing": _writing,
    "postgresql": _postgres,
    "crowd": _crowd,
    "consultations": _consultations,
    "keeping": _keeping,
    "lists": _lists,
    "alarms": _alarms,
    "definitions": _definitions,
    "migrations": _migrations,
    "wording": _wording,
    "starting": _starting,
    "pages": _pages,
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for, and print it."""
    asked = _asked(arguments)
    sizes = QUICK if asked.quick else FULL
    begun = time.monotonic()
    print(_machine(sizes), flush=True)
    folder = Path(tempfile.mkdtemp(prefix="bench-", dir=asked.folder)).resolve()
    folder.chmod(0o755)
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
    load = os.getloadavg()[0]
    print(f"({name}: {time.monotonic() - begun:.0f} s, load {load:.1f})\n", flush=True)


def _asked(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="only see that everything works")
    parser.add_argument(
        "--only", nargs="+", choices=list(PARTS), metavar="NAME", help=", ".join(PARTS)
    )
    parser.add_argument("--folder", default="var", help="where the databases are made and removed")
    asked = parser.parse_args(arguments)
    os.makedirs(asked.folder, exist_ok=True)
    return asked


def _machine(sizes: Sizes) -> str:
    return (
        f"# Motcua bench, {sizes.name} size, {time.strftime('%Y-%m-%d %H:%M')}\n\n"
        f"Python {platform.python_version()}, {os.cpu_count()} processors, "
        f"load before the run {os.getloadavg()[0]:.1f}\n"
    )
