"""The same writes on RelStorage over a PostgreSQL of their own (P4).

A cluster is made in the run's folder by the user ``postgres``, listens on a
socket there and nowhere else, and is thrown away.  Where there is no
PostgreSQL, or nobody may become that user, the table says so.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from glob import glob
from pathlib import Path

from bench.province import Province
from bench.raw import Raw
from bench.sizes import Sizes
from bench.tables import Table, at_least, middle
from bench.writing import ANSWER, FILING, STEP, Round, Walking

USER = "postgres"
GOAL = 0.80


class NoPostgres(Exception):
    """There is no cluster to measure; the message says why."""


def tables(folder: Path, sizes: Sizes) -> Iterator[Table]:
    """Measure, or say why not."""
    table = Table(
        "Writing on RelStorage and PostgreSQL, one writer (P4)",
        ("operation", "per second", "share of raw", "goal", "CPU ms", "p50 ms"),
    )
    try:
        with cluster(folder) as socket:
            _fill(table, _rounds(folder, socket, sizes))
    except NoPostgres as reason:
        table.remark(f"Not measured: {reason}")
    yield table


def _rounds(folder: Path, socket: Path, sizes: Sizes) -> list[Round]:
    raw = Raw(address(socket, "raw", folder))
    province = Province(folder, **{"zodbconn.uri": address(socket, "motcua", folder)})
    writer = province.writer()
    walking = Walking(province, writer)
    journeys = max(sizes.journeys // 3, 1)
    rounds = [walking.round(journeys, raw, sizes.raw_commits // 2) for _each in range(sizes.rounds)]
    writer.close()
    province.close()
    raw.close()
    return rounds


def _fill(table: Table, rounds: list[Round]) -> None:
    rate = middle(each.raw for each in rounds)
    cpu = middle(one.cpu_ms for each in rounds for one in each.raws)
    table.row("raw: one small object", rate, 1.0, "", cpu, 1000 / rate)
    for kind in (FILING, STEP, ANSWER):
        share = middle(each.share(kind) for each in rounds)
        table.row(
            kind,
            middle(each.timings[kind].rate for each in rounds),
            share,
            at_least(share, GOAL),
            middle(each.timings[kind].cpu_ms for each in rounds),
            middle(1000 * middle(each.timings[kind].each) for each in rounds),
        )
    table.remark("CPU is that of Motcua's process; PostgreSQL's own is not in it.")


def address(socket: Path, database: str, folder: Path) -> str:
    """Return the address of a database of the cluster, as the settings name it."""
    return (
        f"postgresql:///{database}?host={socket}&user={USER}&keep_history=false"
        f"&blob_dir={folder}/{database}-blobs&connection_cache_size=20000&connection_pool_size=64"
    )


@contextmanager
def cluster(folder: Path) -> Iterator[Path]:
    """Give the folder of the socket of a fresh cluster with two databases."""
    programs = _programs()
    home = _home(folder)
    data = home / "data"
    control = (programs / "pg_ctl", "-D", str(data), "-w")
    try:
        _run(programs / "initdb", "-D", str(data), "-A", "trust", "-U", USER, "--no-instructions")
        options = f"-k {home} -c listen_addresses='' -c shared_buffers=256MB"
        _run(
            programs / "pg_ctl",
            "-D",
            str(data),
            "-w",
            "-l",
            str(home / "log"),
            "-o",
            options,
            "start",
        )
        try:
            for name in ("raw", "motcua"):
                _run(programs / "createdb", "-h", str(home), "-U", USER, name)
            yield home
        finally:
            _run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _programs() -> Path:
    found = sorted(glob("/usr/lib/postgresql/*/bin/initdb"))
    if not found:
        raise NoPostgres("PostgreSQL is not installed.")
    if os.geteuid() == 0 and shutil.which("runuser") is None:
        raise NoPostgres("PostgreSQL does not run as root, and there is no runuser.")
    return Path(found[-1]).parent


def _home(folder: Path) -> Path:
    """Make a folder on the same disk that the cluster's user may enter."""
    home = folder / "cluster"
    home.mkdir()
    if os.geteuid() == 0:
        shutil.chown(home, USER)
    if len(str(home)) > 90:
        raise NoPostgres(f"The name of the folder is too long for a socket: {home}")
    return home


def _run(program: Path, *arguments: str) -> None:
    become = ["runuser", "-u", USER, "--"] if os.geteuid() == 0 else []
    done = subprocess.run(
        [*become, str(program), *arguments], cwd="/", capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise NoPostgres(f"{program.name}: {' '.join(done.stderr.split())[-200:]}")
