"""Bringing two texts together: what only one changed is taken, the rest is for a person."""

import pytest

from motcua.workflows.merging import Clash, joined, side_by_side

BASE = "a\nb\nc\nd\n"


@pytest.mark.parametrize(
    ("theirs", "mine", "together"),
    [
        pytest.param("A\nb\nc\nd\n", "a\nb\nc\nD\n", "A\nb\nc\nD\n", id="far apart"),
        pytest.param("a\nb\nc\nd\ne\n", "x\na\nb\nc\nd\n", "x\na\nb\nc\nd\ne\n", id="new lines"),
        pytest.param("a\nc\nd\n", "a\nb\nc\n", "a\nc\n", id="lines left out"),
        pytest.param("a\nX\nc\nd\n", "a\nX\nc\nd\n", "a\nX\nc\nd\n", id="the same twice"),
        pytest.param(BASE, "z\n", "z\n", id="only mine"),
        pytest.param("z\n", BASE, "z\n", id="only theirs"),
        pytest.param("", "", "", id="nothing left"),
    ],
)
def test_two_changes_fit(theirs: str, mine: str, together: str) -> None:
    found = joined(BASE, theirs, mine)
    assert (found.text, found.clashes) == (together, ())


def test_where_both_changed_the_same_ones_own_stands_and_the_place_is_told() -> None:
    found = joined(BASE, "a\nTHEIRS\nc\nd\n", "a\nMINE\nc\nd\n")
    assert found.text == "a\nMINE\nc\nd\n"
    assert found.clashes == (Clash(2, ("b",), ("THEIRS",), ("MINE",)),)


def test_side_by_side() -> None:
    before = "\n".join("abcdefghij")
    after = before.replace("f", "F").replace("j", "j\nk") + "\n"
    rows = side_by_side(before, after, around=1)
    assert [(row.kind, row.before, row.after) for row in rows] == [
        ("skipped", "", ""),
        ("same", "e", "e"),
        ("changed", "f", "F"),
        ("same", "g", "g"),
        ("skipped", "", ""),
        ("same", "j", "j"),
        ("new", "", "k"),
    ]
    assert rows[-1].number_after == 11
    assert [row.kind for row in side_by_side("a\nb\n", "a\n")] == ["same", "gone"]
