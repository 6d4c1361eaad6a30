"""Search: without marks, by fragments of codes, newest first."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.acting import Office
from motcua.storage import furnish, index
from motcua.storage.content import SearchIndex
from motcua.storage.finding import Described, Findable
from motcua.storage.index import Found, words_of
from tests.make import ROOT

CASES = {
    b"case0001": Described("Nguyễn Văn An xin cấp giấy phép xây dựng", ("H99.17-261123-0001",)),
    b"case0002": Described("Trần Thị Ân, sửa nhà", ("H99.17-261123-0002",)),
    b"case0003": Described("Nguyễn Văn Ánh, giấy phép xây dựng", ("H99.20-261124-0112",)),
}


@pytest.fixture
def found() -> Callable[..., list[bytes]]:
    searched = SearchIndex()
    for subject, described in CASES.items():
        searched.enter(subject, words_of(*described))

    def find(question: str, **how: object) -> list[bytes]:
        return list(searched.search(question, **how).subjects)  # type: ignore[arg-type]

    return find


@pytest.mark.parametrize(
    ("question", "cases"),
    [
        pytest.param("nguyen van an", [3, 1], id="the last word may be a beginning"),
        pytest.param("nguyen van an ", [1], id="a space ends it"),
        pytest.param("Nguyễn Ánh", [3], id="with marks as well"),
        pytest.param("anh van", [3], id="in any order"),
        pytest.param("nguyen v", [3, 1], id="one letter is a beginning, too"),
        pytest.param("v ", [], id="or a word, when a space ends it"),
        pytest.param("gia phep", [], id="only the last word may be a beginning"),
        pytest.param("0112", [3], id="the number of the day"),
        pytest.param("112", [3, 2, 1], id="the end of it, and the middle of others"),
        pytest.param("1123", [2, 1], id="the middle of a code"),
        pytest.param("H99.17-261123-0002", [2], id="the whole code"),
        pytest.param("h99 261124", [3], id="parts of a code"),
        pytest.param("2611 nguyen ", [3, 1], id="the beginning of a part, and a word"),
        pytest.param("khong co", [], id="nothing"),
        pytest.param("", [], id="no question"),
        pytest.param("  -- ", [], id="no word"),
        pytest.param("nha nguyen", [], id="words of different cases"),
    ],
)
def test_what_is_found(found: Callable[..., list[bytes]], question: str, cases: list[int]) -> None:
    assert found(question) == [b"case%04d" % number for number in cases]


def test_what_one_may_not_see_is_not_found(found: Callable[..., list[bytes]]) -> None:
    assert found("nguyen ", allowed=lambda subject: subject == b"case0001") == [b"case0001"]


class TestPages:
    def test_they_follow_each_other(self) -> None:
        searched = SearchIndex()
        for number in range(1, 51):
            searched.enter(b"case%04d" % number, words_of("xây nhà" if number % 2 else "sửa nhà"))
        seen, after = [], 0
        while True:
            page = searched.search("xay nha", 7, after)
            seen += [int(each[4:]) for each in page.subjects]
            after = page.next
            if not after:
                break
        assert seen == list(range(49, 0, -2))

    def test_a_full_page_with_nothing_behind_it_is_the_last(self) -> None:
        searched = SearchIndex()
        searched.enter(b"case0001", words_of("nhà"))
        assert searched.search("nha", 1) == Found((b"case0001",), 0)


class TestEntering:
    def test_the_same_again_changes_nothing(self) -> None:
        searched = SearchIndex()
        assert searched.enter(b"case0001", words_of("nhà"))
        assert not searched.enter(b"case0001", words_of("nhà"))

    def test_what_no_longer_has_a_word_is_not_found_under_it(self) -> None:
        searched = SearchIndex()
        searched.enter(b"case0001", words_of("xây nhà"))
        searched.enter(b"case0001", words_of("sửa nhà"))
        assert searched.search("xay").subjects == ()
        assert searched.search("sua").subjects == (b"case0001",)
        assert "xay" not in searched.words

    def test_a_word_of_one_subject_has_no_record_of_its_own(self) -> None:
        searched = SearchIndex()
        searched.enter(b"case0001", words_of("một"))
        assert searched.words["mot"] == -1
        searched.enter(b"case0002", words_of("một"))
        searched.enter(b"case0003", words_of("một"))
        assert searched.search("một").subjects == (b"case0003", b"case0002", b"case0001")
        for subject in (b"case0001", b"case0003", b"case0002"):
            searched.forget(subject)
        assert "mot" not in searched.words
        searched.enter(b"case0004", words_of("một"))
        searched.forget(b"case0004")
        assert "mot" not in searched.words

    def test_it_keeps_its_place_among_the_newest(self) -> None:
        searched = SearchIndex()
        for subject in (b"case0001", b"case0002", b"case0001"):
            searched.enter(subject, words_of(f"nhà {subject.hex()}"))
        assert searched.search("nha ").subjects == (b"case0002", b"case0001")

    def test_something_without_words_is_known_and_found_nowhere(self) -> None:
        searched = SearchIndex()
        assert searched.enter(b"case0001", frozenset())
        assert not searched.enter(b"case0001", frozenset())

    def test_what_is_forgotten_is_found_no_more(self) -> None:
        searched = SearchIndex()
        searched.enter(b"case0001", words_of("nhà"))
        searched.enter(b"case0002", words_of("nhà"))
        searched.forget(b"case0001")
        searched.forget(b"case0009")
        assert searched.search("nha").subjects == (b"case0002",)

    def test_a_text_of_endless_words_is_cut(self) -> None:
        many = words_of(" ".join(f"từ{number}" for number in range(1000)))
        assert len(many) == index.MOST_WORDS
        assert max(map(len, words_of("x" * 1000))) == index.LONGEST_WORD


def test_a_beginning_stands_for_so_many_words_and_no_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "MOST_ENDINGS", 3)
    searched = SearchIndex()
    for number in range(6):
        searched.enter(b"case%04d" % number, words_of(f"so{'abcdef'[number]}"))
    assert len(searched.search("so").subjects) == 3


WORDS = st.frozensets(st.sampled_from(["an", "anh", "binh", "chi", "dung"]), max_size=4)


@given(st.lists(WORDS, max_size=12), WORDS)
def test_it_finds_what_looking_at_every_case_would_find(
    cases: list[frozenset[str]], asked: frozenset[str]
) -> None:
    searched = SearchIndex()
    for number, words in enumerate(cases):
        searched.enter(b"%d" % number, words)
    expected = [b"%d" % n for n, words in enumerate(cases) if asked and asked <= words]
    question = "".join(f"{word} " for word in asked)
    assert list(searched.search(question, 100).subjects) == expected[::-1]


class TestFindable:
    """Who says what something is found by."""

    def test_the_first_who_knows_the_subject_says(self) -> None:
        office = Office(ROOT / "config", ROOT / "workflows")
        furnish(office)
        findable = office.borrow(Findable)
        findable.lend(lambda root, subject: None)
        findable.lend(lambda root, subject: CASES.get(subject))
        root = type("Root", (), {"search": SearchIndex()})()
        assert findable.enter(root, b"case0001")
        assert not findable.enter(root, b"a request")
        assert root.search.search("nguyen").subjects == (b"case0001",)
