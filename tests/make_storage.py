"""Real databases for tests: in memory, in a file with blobs, in PostgreSQL.

PostgreSQL runs from a cluster of its own in a temporary folder, where its
programs are installed; nothing of the machine's own databases is touched.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from ZODB.DB import DB

from motcua import journal, storage
from motcua.storage import opening

FOUND = (storage, journal)


def _programs() -> Path | None:
    """Return where PostgreSQL's server programs are, if they are installed."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    return found[-1].parent if found else Path(on_path).parent if on_path else None


PROGRAMS = _programs()
KINDS = ("memory", "file", "postgresql") if PROGRAMS else ("memory", "file")
_numbers = count(1)


class Cluster:
    """A PostgreSQL of our own, reached through a socket in its folder."""

    def __init__(self, folder: Path, programs: Path):
        self.folder, self.programs = folder, programs
        self.log = str(folder / "log")
        self.blobs = tempfile.mkdtemp(prefix="motcua-blobs-")

    def run(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's programs; it refuses to be run by root."""
        command = [str(self.programs / program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        subprocess.run(command, check=True, capture_output=True, cwd=self.folder, timeout=120)

    def start(self) -> None:
        """Make the cluster and start its server."""
        if os.geteuid() == 0:
            account = pwd.getpwnam("postgres")
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        data = str(self.folder / "data")
        self.run("initdb", "-D", data, "-A", "trust", "-U", "motcua", "-E", "UTF8", "--no-sync")
        options = f"-k {self.folder} -c listen_addresses='' -c fsync=off -c max_connections=60"
        self.run("pg_ctl", "-D", data, "-o", options, "-l", self.log, "-w", "start")

    def restart(self) -> None:
        """Stop the server without asking anybody, and start it again."""
        data = str(self.folder / "data")
        self.run("pg_ctl", "-D", data, "-l", self.log, "-m", "immediate", "-w", "restart")

    def stop(self) -> None:
        """Stop the server."""
        self.run("pg_ctl", "-D", str(self.folder / "data"), "-m", "immediate", "-w", "stop")

    def new_uri(self) -> str:
        """Make an empty database and return its address."""
        name = f"test{next(_numbers)}"
        self.run("createdb", "-h", str(self.folder), "-U", "motcua", name)
        return f"postgresql://motcua@/{name}?host={self.folder}&blob_dir={tempfile.mkdtemp(dir=self.blobs)}"


@contextmanager
def a_cluster() -> Iterator[Cluster]:
    """Run a PostgreSQL of our own for as long as it is used."""
    # Short, because a socket's path may have a hundred letters only.
    folder = Path(tempfile.mkdtemp(prefix="motcua-pg-"))
    assert PROGRAMS is not None
    cluster = Cluster(folder, PROGRAMS)
    cluster.start()
    try:
        yield cluster
    finally:
        cluster.stop()
        shutil.rmtree(folder, ignore_errors=True)
        shutil.rmtree(cluster.blobs, ignore_errors=True)


@contextmanager
def a_database(uri: str = "memory://motcua") -> Iterator[DB]:
    """Open a database with everything founded that storage and journals need."""
    opened = opening.database({"zodbconn.uri": uri})
    opening.transact(opened, lambda root: opening.found_all(root, FOUND))
    try:
        yield opened
    finally:
        opened.close()


def done(database: DB, work: Callable[[Any], Any]) -> Any:
    """Do ``work(root)`` in a transaction of its own."""
    return opening.transact(database, work)
