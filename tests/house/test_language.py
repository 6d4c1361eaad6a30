"""What must not stand in what we ship: names of nothing, and the clock where it is passed in."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CAPABILITIES = (
    "cases",
    "consultations",
    "deadlines",
    "documents",
    "journal",
    "notifications",
    "people",
    "storage",
    "workflows",
)
THE_TIME = re.compile(r"datetime\.(now|utcnow|today)\(|date\.today\(|\btime\.time\(")
NAMES_OF_NOTHING = re.compile(r"(utils?|helpers?|managers?|common|misc)(\.py)?$")


@pytest.mark.parametrize("capability", CAPABILITIES)
def test_nobody_below_the_faces_asks_for_the_time(capability: str) -> None:
    asked = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in (ROOT / "src" / "motcua" / capability).rglob("*.py")
        for number, line in enumerate(path.read_text("utf8").splitlines(), 1)
        if THE_TIME.search(line)
    ]
    assert asked == []


def test_every_module_has_a_name_that_says_something() -> None:
    nameless = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "src").rglob("*")
        if NAMES_OF_NOTHING.fullmatch(path.name)
    ]
    assert nameless == []


def test_every_package_and_module_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "src" / "motcua").rglob("*.py")
        if not path.read_text("utf8").lstrip().startswith(('"""', 'r"""'))
    ]
    assert silent == []
