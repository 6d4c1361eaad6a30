"""Servers in processes of their own, and what the system says of them."""

from __future__ import annotations

import os
import re
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.client import Browser
from bench.province import ROOT

PATIENCE = 120.0
RSS = re.compile(r"VmRSS:\s+(\d+) kB")
TICK = 1 / os.sysconf("SC_CLK_TCK")


@dataclass
class Server:
    """A process that serves on a port of this machine."""

    port: int
    pid: int
    seconds: float
    """From the start of the process to its first answer."""

    @property
    def memory(self) -> float:
        """Return the megabytes it occupies."""
        found = RSS.search(Path(f"/proc/{self.pid}/status").read_text())
        return int(found[1]) / 1024 if found else 0.0

    @property
    def cpu(self) -> float:
        """Return the seconds of the processor it has used."""
        _name, _end, told = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")
        user, system = told.split()[11:13]
        return (int(user) + int(system)) * TICK

    @property
    def browser(self) -> Browser:
        """Return a visitor before it."""
        return Browser(self.port)


@contextmanager
def serving(module: str, *arguments: str) -> Iterator[Server]:
    """Start ``python -m module ARGUMENTS PORT``; give it once it answers; stop it."""
    port = _free_port()
    begun = time.perf_counter()
    child = subprocess.Popen(
        [sys.executable, "-W", "ignore", "-m", module, *arguments, str(port)], cwd=ROOT
    )
    try:
        _wait(child, port, begun)
        yield Server(port, child.pid, time.perf_counter() - begun)
    finally:
        child.terminate()
        child.wait(30)


def _wait(child: subprocess.Popen[bytes], port: int, begun: float) -> None:
    while time.perf_counter() - begun < PATIENCE:
        if child.poll() is not None:
            raise RuntimeError(f"The server stopped at once, with status {child.returncode}.")
        try:
            status, _page, _to = Browser(port).get("/")
        except OSError:
            time.sleep(0.02)
        else:
            if status != 200:
                raise RuntimeError(f"The first page was answered with {status}.")
            return
    raise RuntimeError("The server did not answer in time.")


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port
