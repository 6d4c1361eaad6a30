"""What the documentation names is there: commands, files, settings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from motcua.command import motcua

ROOT = Path(__file__).parents[2]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
RUNNING = ROOT / "docs" / "developing" / "running.md"

COMMAND = re.compile(r"^(?: {4}|\$ )\s*(?:\S*/)?motcua ([a-z-]+)", re.MULTILINE)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^)#\s]+)")
READ = re.compile(r"settings(?:\.get\(|\[)\s*\"((?:motcua|mail|pyramid|zodbconn)\.[a-z_]+)\"")
NAMED = re.compile(r"`((?:motcua|mail|pyramid|zodbconn)\.[a-z_]+)`")
OURS_ALONE = {"motcua.secret_known"}
"""Set by the application itself, from the file or the setting that is named."""
ELSEWHERE = {
    "zodbconn.uri",
    "motcua.https",
    "motcua.management",
    "motcua.address",
    "motcua.compiled_templates",
}
"""Read through a constant or by a library; the next test finds their names in the code."""


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_command_that_is_told_exists(page: Path) -> None:
    told = set(COMMAND.findall(page.read_text("utf8")))
    assert told - set(motcua.commands) == set()


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_every_link_leads_somewhere(page: Path) -> None:
    links = LINK.findall(page.read_text("utf8"))
    assert [link for link in links if not (page.parent / link).exists()] == []


def test_every_command_is_told_somewhere() -> None:
    told = "\n".join(page.read_text("utf8") for page in PAGES)
    assert [each for each in motcua.commands if f"motcua {each}" not in told] == []


def test_every_setting_that_is_read_is_told() -> None:
    assert _read() - OURS_ALONE - _told() == set()


def test_every_setting_that_is_told_is_read() -> None:
    assert _told() - _read() - ELSEWHERE == set()
    code = "\n".join(_code())
    assert [each for each in sorted(ELSEWHERE) if f'"{each}"' not in code] == []


def _code() -> list[str]:
    return [path.read_text("utf8") for path in sorted((ROOT / "src").rglob("*.py"))]


def _read() -> set[str]:
    return {name for text in _code() for name in READ.findall(text)}


def _told() -> set[str]:
    table = RUNNING.read_text("utf8").partition("## Settings")[2].partition("\n## ")[0]
    return set(NAMED.findall(table))
