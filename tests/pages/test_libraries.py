"""What the pages take from npm: the lock, and what is copied."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest

from motcua.pages import vendor

ROOT = Path(__file__).parents[2]


def test_the_lock_names_no_address():
    lock = (ROOT / "package-lock.json").read_text("utf8")
    assert '"resolved"' not in lock
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text("utf8")


def test_every_package_of_the_lock_is_proven_by_its_content():
    packages = json.loads((ROOT / "package-lock.json").read_text("utf8"))["packages"]
    assert all(facts.get("integrity") for path, facts in packages.items() if path)


def test_a_file_is_copied_without_the_mention_of_its_map(tmp_path: Path):
    for source in vendor.TAKEN:
        path = tmp_path / "node_modules" / source
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"body\n/*# sourceMappingURL=x.map */\n")
    taken = vendor.take(tmp_path / "node_modules", tmp_path / "static")
    assert {each.name for each in taken} == set(vendor.TAKEN.values())
    assert (tmp_path / "static/vendor/htmx.min.js").read_bytes() == b"body\n"
    assert b"Mapping" in (tmp_path / "static/vendor/htmx.LICENSE.txt").read_bytes()


def test_a_machine_without_npm_uses_the_one_from_the_package(monkeypatch: pytest.MonkeyPatch):
    assert vendor.npm()[0]
    monkeypatch.setenv("PATH", "")
    assert vendor.npm()[0] == sys.executable


def test_elsewhere_than_beside_the_lock_it_says_where_to_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(tmp_path)
    assert vendor.main() == 1
    assert "package-lock.json" in capsys.readouterr().err


def test_beside_the_lock_it_copies(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    monkeypatch.chdir(ROOT)
    assert vendor.main() == 0
    assert "vendor" in capsys.readouterr().out


def test_where_nobody_has_fetched_yet_it_fetches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
):
    """The npm of this machine lays down what lies beside our lock, and tells how it was called."""
    npm = tmp_path / "bin" / "npm"
    npm.parent.mkdir()
    npm.write_text(f'#!/bin/sh\necho "$@" > called\nln -s "{ROOT}/node_modules" node_modules\n')
    npm.chmod(0o755)
    (tmp_path / "package-lock.json").write_text("{}")
    monkeypatch.setenv("PATH", f"{npm.parent}:{os.environ['PATH']}")
    monkeypatch.chdir(tmp_path)
    assert vendor.main() == 0
    assert (tmp_path / "called").read_text() == "ci --ignore-scripts\n"
    assert f"{len(vendor.TAKEN)} files" in capsys.readouterr().out
