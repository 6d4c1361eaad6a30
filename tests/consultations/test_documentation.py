"""The page for developers says which test shows each feature, and names none that is not there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "developing" / "consultations.md"
HEADING = "## The 129 features and the eighteen ideas"
ROW = re.compile(r"^\| (N?\d+) \| [^|]+ \| (?:`([^`]+)`|not there yet) \|", re.MULTILINE)

NAMED = re.compile(r"`(tests/[^`\s]+\.py(?:::\w+)?)`")


def features() -> list[tuple[str, str]]:
    """Return the number of each feature and what shows it; nothing where it is not there yet."""
    return ROW.findall(PAGE.read_text("utf8").partition(HEADING)[2])


def test_every_feature_is_listed_once() -> None:
    numbers = [*map(str, range(1, 130)), *(f"N{number}" for number in range(1, 19))]
    assert [number for number, _shown in features()] == numbers


def test_what_shows_a_feature_is_there() -> None:
    for number, shown in features():
        assert not shown or is_there(shown), f"{number}: {shown}"


def test_every_test_that_is_named_anywhere_is_there() -> None:
    named = NAMED.findall(PAGE.read_text("utf8"))
    assert len(named) > 140
    assert [each for each in named if not is_there(each)] == []


def is_there(test: str) -> bool:
    """Say whether a test, or a file of tests, exists."""
    path, _colons, name = test.partition("::")
    if not (ROOT / path).is_file():
        return False
    source = (ROOT / path).read_text("utf8")
    return not name or bool(re.search(rf"(def|class) {name}\b", source))
