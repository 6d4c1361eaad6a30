"""Every sentence has its Vietnamese, and no catalogue keeps one that nobody says."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.house.catalogues import SOURCE, packages, problems


@pytest.mark.parametrize("package", [SOURCE, *packages()], ids=lambda each: each.name)
def test_everything_said_is_translated(package: Path) -> None:
    assert problems(package) == []
