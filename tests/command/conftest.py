"""A configuration file of one's own, over a database in a folder, and the command line."""

from __future__ import annotations

from collections.abc import Callable
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


@pytest.fixture
def ini(tmp_path: Path) -> Written:
    """Return what writes a configuration file and gives its path."""

    def write(port: int = 0, **more: str) -> str:
        told = {
            "motcua.mode": "development",
            "motcua.secret": "only-for-development-and-known-to-everybody",
            "motcua.config": str(ROOT / "config"),
            "motcua.workflows": str(ROOT / "workflows"),
            "zodbconn.uri": f"file://{tmp_path}/Data.fs?blobstorage_dir={tmp_path}/blobs",
            "mail.folder": str(tmp_path / "mail"),
            "mail.sender": "Motcua <motcua@example.invalid>",
            **CHEAP,
            **{name.replace("__", "."): value for name, value in more.items()},
        }
        lines = "\n".join(f"{name} = {value}" for name, value in told.items() if value)
        path = tmp_path / "motcua.ini"
        path.write_text(INI.format(told=lines, port=port), "utf8")
        return str(path)

    return write


@pytest.fixture
def run() -> Callable[..., Result]:
    """Return what types a command."""

    def typed(*words: Any, **more: Any) -> Result:
        return CliRunner().invoke(motcua, [str(each) for each in words], **more)

    return typed
