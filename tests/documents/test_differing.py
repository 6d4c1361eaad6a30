"""What differs between two texts, and that it costs no more than it may."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from tests.make_wording import DECREE, FLOORS, LAND, USE

from motcua.documents.wording.differing import (
    CHANGED,
    GONE,
    NEW,
    SAME,
    SKIPPED,
    Comparison,
    compared,
)
from motcua.documents.wording.matching import (
    DEEPEST,
    MOST_PAIRS,
    RUNS,
    SMALL,
    Cost,
    matches,
    runs,
)


def marked(comparison: Comparison) -> list[str]:
    """Write what differs as text: ``[-gone-]``, ``{+new+}``, ``… n``."""
    signs = {SAME: "{}", GONE: "[-{}-]", NEW: "{{+{}+}}"}
    return [
        f"… {each.skipped}"
        if each.kind == SKIPPED
        else "".join(signs[part.kind].format(part.text) for part in each.parts)
        for each in comparison.passages
    ]


class TestWhatIsTold:
    def test_nothing_differs(self) -> None:
        found = compared(DECREE, DECREE)
        assert (found.changes, found.words_gone, found.words_new) == (0, 0, 0)
        assert marked(found) == ["… 3"]

    def test_a_number_changes_as_a_whole_and_the_rest_of_its_paragraph_stays(self) -> None:
        found = compared(DECREE, (LAND.replace("1.250,5", "1.350,5"), USE, FLOORS))
        assert marked(found)[0] == LAND.replace(" 1.250,5", "[- 1.250,5-]{+ 1.350,5+}")
        assert marked(found)[1:] == [USE, "… 1"]
        assert (found.changes, found.words_gone, found.words_new) == (1, 1, 1)

    def test_a_paragraph_comes_and_another_goes(self) -> None:
        found = compared(DECREE, (LAND, "Điều 1a. Bổ sung.", USE))
        assert marked(found) == [LAND, "{+Điều 1a. Bổ sung.+}", USE, f"[-{FLOORS}-]"]
        assert [each.number for each in found.passages] == [0, 1, 0, 2]

    def test_what_went_beside_a_change_begins_where_its_paragraph_does(self) -> None:
        found = compared(DECREE, (LAND.replace("1.250,5", "1.350,5"), FLOORS))
        assert marked(found)[1:] == [f"[-{USE}-]", FLOORS]
        found = compared((LAND, FLOORS), (LAND.replace("1.250,5", "1.350,5"), USE, FLOORS))
        assert marked(found)[1:] == [f"{{+{USE}+}}", FLOORS]

    def test_where_no_paragraph_begins_nothing_is_moved(self) -> None:
        found = compared(("Một hai hai ba bốn năm sáu.",), ("Một hai ba bốn năm sáu.",))
        assert marked(found) == ["Một hai[- hai-] ba bốn năm sáu."]

    def test_a_paragraph_of_other_words_is_replaced_as_a_whole(self) -> None:
        other = "Hai bên thống nhất chấm dứt hợp đồng trước thời hạn."
        assert marked(compared((LAND, USE), (LAND, other))) == [
            LAND,
            f"[-{USE}-]",
            f"{{+{other}+}}",
        ]

    def test_a_paragraph_that_was_cut_short_keeps_its_beginning(self) -> None:
        found = compared((LAND,), (LAND[:40],))
        assert marked(found)[0].startswith(LAND[:35])

    def test_where_paragraphs_begin_is_not_compared(self) -> None:
        found = compared((f"{LAND} {USE}", FLOORS), (LAND, USE, FLOORS))
        assert found.changes == 0
        assert found.passages[0].kind == SKIPPED

    def test_one_word_between_two_changes_is_told_with_them(self) -> None:
        before = "Thời hạn là ba mươi ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."
        after = "Thời hạn là hai mươi tháng làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."
        [line] = marked(compared((before,), (after,)))
        assert "[- ba mươi ngày-]{+ hai mươi tháng+}" in line

    def test_one_word_replaced_everywhere_is_told_as_that(self) -> None:
        before = [f"Điều {n}. Nội dung thứ {n} của quy định này." for n in range(2000)]
        found = compared(before, [each.replace("quy định", "hướng dẫn") for each in before])
        assert (found.words_gone, found.words_new, found.coarse) == (4000, 4000, False)

    def test_changes_one_upon_the_other_are_one(self) -> None:
        found = compared(DECREE, ("Khác hẳn một.", "Khác hẳn hai.", FLOORS))
        assert found.changes == 1
        assert [each.kind for each in found.passages].count(CHANGED) == 4

    @pytest.mark.parametrize(("before", "after"), [((), DECREE), (DECREE, ()), ((), ())])
    def test_out_of_nothing_and_into_nothing(self, before: Any, after: Any) -> None:
        found = compared(before, after)
        assert found.changes == (before != after)


TEXT = st.lists(st.text("abc ", max_size=12).map(str.strip).filter(bool), max_size=12)


@given(TEXT, TEXT)
def test_both_texts_can_be_read_out_of_what_is_told(before: list[str], after: list[str]) -> None:
    found = compared(before, after, around=100)
    assume(found.changes)
    for wanted, other in ((before, GONE), (after, NEW)):
        said = "".join(
            part.text
            for each in found.passages
            for part in each.parts
            if part.kind in (SAME, other)
        )
        assert said.replace(" ", "") == "".join(wanted).replace(" ", "")


@given(st.lists(st.integers(0, 4)), st.lists(st.integers(0, 4)))
def test_what_is_the_same_is_so_and_nothing_is_left_out(
    before: list[int], after: list[int]
) -> None:
    i = j = 0
    for same, (start, end), (from_, to) in runs(before, after, Cost()):
        assert (start, from_) == (i, j)
        assert not same or before[start:end] == after[from_:to]
        i, j = end, to
    assert (i, j) == (len(before), len(after))


class Counted:
    """A paragraph that counts how often anybody looks at it."""

    looks = 0

    def __init__(self, said: int):
        self.said = said

    def __hash__(self) -> int:
        Counted.looks += 1
        return hash(self.said)

    def __eq__(self, other: object) -> bool:
        Counted.looks += 1
        return isinstance(other, Counted) and self.said == other.said


SIZE = 20_000
HOSTILE = {
    "two lines by turns": ([0, 1] * (SIZE // 2), [1, 0] * (SIZE // 2) + [2]),
    "the other way round": (list(range(SIZE)), list(range(SIZE))[::-1]),
    "each line many times": ([n % 97 for n in range(SIZE)], [n * 7 % 97 for n in range(SIZE)]),
    "nothing in common": (list(range(SIZE)), list(range(SIZE, 2 * SIZE))),
    "gaps that are just small enough": (
        [n if n % 50 == 0 else -1 - n % 3 for n in range(SIZE)],
        [n if n % 50 == 0 else -1 - n % 2 for n in range(SIZE)],
    ),
    "something once in every gap of every gap": (
        [n & -n if n % 3 else n for n in range(SIZE)],
        [n & -n if n % 5 else n for n in range(SIZE)],
    ),
}


@pytest.mark.parametrize("texts", HOSTILE.values(), ids=HOSTILE.keys())
def test_whatever_the_texts_they_are_looked_at_so_often_and_no_more(
    texts: tuple[list[int], list[int]],
) -> None:
    """Everything with everything would be 400 million looks."""
    before, after = ([Counted(each) for each in text] for text in texts)
    Counted.looks = 0
    matches(before, after, Cost())
    assert Counted.looks <= 10 * sum(RUNS) * DEEPEST * 2 * SIZE + 4 * MOST_PAIRS


def test_where_it_would_cost_too_much_it_says_so() -> None:
    before, after = HOSTILE["two lines by turns"]
    cost = Cost()
    assert len(before) * len(after) > SMALL
    matches(before, after, cost)
    assert cost.ran_out
    assert compared([str(each) for each in before], [str(each) for each in after]).coarse
    assert not compared(DECREE, DECREE[:1]).coarse


def test_what_one_comparison_may_spend_is_spent_once() -> None:
    cost = Cost(left=SMALL + 1)
    assert cost.allows(SMALL)
    assert not cost.allows(2)
    assert cost.allows(1)
