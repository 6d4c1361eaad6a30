from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.storage.folding import fold, sort_key, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Nguyễn Văn Đức", "nguyen van duc"),
        ("ĐẶNG THỊ ƯỚC", "dang thi uoc"),
        ("Hồ sơ", "ho so"),
        ("Nguye\u0302\u0303n", "nguyen"),
        ("Straße №5", "strasse №5"),
        ("", ""),
    ],
)
def test_marks_and_capitals_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_words_are_letters_and_numbers() -> None:
    assert words("Xây nhà (số 12/4), P.Tân_Mai") == [
        "xay",
        "nha",
        "so",
        "12",
        "4",
        "p",
        "tan",
        "mai",
    ]


@pytest.mark.parametrize(
    "ordered",
    [
        pytest.param(["An", "Ăn", "Ân", "Ba"], id="ă and â come after a"),
        pytest.param(["Dung", "Dũng", "Đào"], id="đ comes after d"),
        pytest.param(["Eo", "Êm"], id="ê after e"),
        pytest.param(["Oanh", "Ông", "Ơn"], id="o, ô, ơ"),
        pytest.param(["Un", "Ưa"], id="ư after u"),
        pytest.param(["ma", "mà", "mả", "mã", "má", "mạ"], id="the tones in their order"),
        pytest.param(["má", "man"], id="the tone decides only between equal letters"),
        pytest.param(["Hà An", "Hà Bình", "Hải"], id="a space comes before letters"),
        pytest.param(["Phường 2", "Phường A"], id="numbers before letters"),
        pytest.param(["Zoe", "Ωmega"], id="other letters after ours"),
        pytest.param(["\u0301a", "a"], id="a tone on nothing is no letter"),
    ],
)
def test_names_stand_in_the_order_of_the_dictionary(ordered: list[str]) -> None:
    assert sorted(reversed(ordered), key=sort_key) == ordered


@given(st.text())
def test_composed_and_decomposed_letters_are_the_same_letters(text: str) -> None:
    from unicodedata import normalize

    assert sort_key(normalize("NFD", text))[:2] == sort_key(normalize("NFC", text))[:2]
