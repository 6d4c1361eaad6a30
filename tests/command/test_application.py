"""Putting the application together, where something in the folders is wrong."""

from __future__ import annotations

import logging
import shutil
from pathlib import Path

import pytest

from motcua.application import main
from motcua.sheets import WrongFile
from tests.make import MONDAY, ROOT, settings


def told(folder: Path, **more: str) -> dict[str, str]:
    uri = f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs"
    facts = {"zodbconn.uri": uri, "motcua.worker": "apart", "motcua.https": "no", **more}
    return settings(**facts)


def test_a_start_that_fails_leaves_the_database_to_the_next(tmp_path: Path) -> None:
    config = tmp_path / "config"
    shutil.copytree(ROOT / "config", config)
    units = config / "units.yaml"
    whole = units.read_text("utf8")
    units.write_text("units:\n  a: {kind: nothing}\n", "utf8")
    with pytest.raises(WrongFile, match="line 2"):
        main({}, clock=lambda: MONDAY, **told(tmp_path, **{"motcua.config": str(config)}))
    units.write_text(whole, "utf8")
    app = main({}, clock=lambda: MONDAY, **told(tmp_path, **{"motcua.config": str(config)}))
    app.registry["motcua.close"]()


def test_a_procedure_that_is_not_sound_is_told_and_holds_nothing_up(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    broken = tmp_path / "workflows" / "hong"
    broken.mkdir(parents=True)
    (broken / "1.yaml").write_text("workflow: hong\nversion: 1\nstates: {}\n", "utf8")
    with caplog.at_level(logging.WARNING, "motcua"):
        app = main(
            {},
            clock=lambda: MONDAY,
            **told(tmp_path, **{"motcua.workflows": str(tmp_path / "workflows")}),
        )
    app.registry["motcua.close"]()
    assert [each for each in caplog.messages if "hong/1.yaml" in each]
