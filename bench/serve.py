"""The whole application, as ``motcua serve`` starts it: ``python -m bench.serve FOLDER PORT``.

Its clock stands still, so that what is due is the same in every run.
"""

from __future__ import annotations

import logging
import sys
from datetime import timedelta
from pathlib import Path

import waitress

from bench.province import MONDAY, settings

THREADS = 8
NOW = MONDAY + timedelta(hours=4)


def quiet() -> None:
    """Let waitress not tell of every request that waits for a thread: here they all do."""
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)


def main(folder: str, port: str) -> None:
    """Serve the database in ``folder``."""
    from motcua.application import main as application

    quiet()
    app = application({}, clock=lambda: NOW, **settings(Path(folder)))
    waitress.serve(app, listen=f"127.0.0.1:{port}", threads=THREADS)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
