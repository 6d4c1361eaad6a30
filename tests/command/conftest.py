"""A configuration file of one's own, over a database in a folder, and the command line."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from motcua.command import motcua
from tests.make import ROOT

CHEAP = {"motcua.password_memory": "64", "motcua.password_rounds": "1"}
INI = """
[app:main]
use = egg:motcua
{told}

[server:main]
use = egg:waitress#main
listen = 127.0.0.1:{port}

[loggers]
keys = root

[handlers]
keys = console

[formatters]
keys = plain

[logger_root]
level = ERROR
handlers = console

[handler_console]
class = StreamHandler
args = (sys.stderr,)
formatter = plain

[formatter_plain]
format = %(message)s
"""

Written = Callable[..., str]


def written_ini(folder: Path, port: int = 0, **more: str) -> str:
    """Write a configuration file into ``folder``, where the database is as well."""
    told = {
        "motcua.mode": "development",
        "motcua.secret": "only-for-development-and-known-to-everybody",
        "motcua.config": str(ROOT / "config"),
        "motcua.workflows": str(folder),
        "zodbconn.uri": f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs",
        "mail.folder": str(folder / "mail"),
        "mail.sender": "Motcua <motcua@example.invalid>",
        **CHEAP,
        **more,
    }
    lines = "\n".join(f"{name} = {value}" for name, value in told.items() if value)
    path = folder / "motcua.ini"
    path.write_text(INI.format(told=lines, port=port), "utf8")
    return str(path)


@pytest.fixture
def ini(tmp_path: Path) -> Written:
    """Return what writes a configuration file of this test's own and gives its path."""
    return partial(written_ini, tmp_path)


@pytest.fixture
def run() -> Callable[..., Result]:
    """Return what types a command."""

    def typed(*words: Any, **more: Any) -> Result:
        return CliRunner().invoke(motcua, [str(each) for each in words], **more)

    return typed
