"""Vietnamese letters: found without their marks, sorted with them.

People type "nguyen van a" and mean "Nguyễn Văn A".  Lists of names follow the
order of the Vietnamese alphabet, where ă and â come after a, đ after d, and
the tone decides only between words that are otherwise alike.
"""

from __future__ import annotations

import re
from functools import lru_cache
from unicodedata import category, normalize

ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
"""The order of Vietnamese dictionaries, with the foreign letters in their places."""
TONES = "\u0300\u0309\u0303\u0301\u0323"
"""Huyền, hỏi, ngã, sắc, nặng; a word without tone comes before them all."""
PLACES = {letter: place for place, letter in enumerate(ALPHABET)}
WORD = re.compile(r"[^\W_]+")


def fold(text: str) -> str:
    """Return ``text`` without marks and capitals.

    >>> fold("Đỗ Thị Ngọc Ánh")
    'do thi ngoc anh'
    """
    apart = normalize("NFD", text.casefold().replace("đ", "d"))
    return "".join(letter for letter in apart if category(letter) != "Mn")


def words(text: str) -> list[str]:
    """Return the words and numbers in ``text``, folded, in their order.

    >>> words("Hồ sơ H99.17-261123-0001")
    ['ho', 'so', 'h99', '17', '261123', '0001']
    """
    return WORD.findall(fold(text))


SortKey = tuple[tuple[tuple[int, int, str], ...], tuple[int, ...], str]


@lru_cache(maxsize=4096)
def sort_key(text: str) -> SortKey:
    """Return what to sort Vietnamese names by: first letters, then tones, then capitals.

    It is worth remembering: the same names of procedures and units are sorted
    on every page of a list.

    >>> sorted(["Đà", "Dũng", "Ân", "Ăn", "An", "Dung"], key=sort_key)
    ['An', 'Ăn', 'Ân', 'Dung', 'Dũng', 'Đà']
    """
    letters: list[tuple[int, int, str]] = []
    tones: list[int] = []
    for letter in _letters(text.casefold()):
        tone = TONES.find(letter)
        if tone >= 0 and tones:
            tones[-1] = tone + 1
        else:
            letters.append(_place(letter))
            tones.append(0)
    return tuple(letters), tuple(tones), text


def _letters(text: str) -> str:
    """Return the letters of the alphabet with their tones behind them, apart."""
    apart = []
    for letter in normalize("NFC", text):
        tone = "".join(mark for mark in normalize("NFD", letter) if mark in TONES)
        bare = "".join(mark for mark in normalize("NFD", letter) if mark not in TONES)
        apart.append(normalize("NFC", bare) + tone)
    return "".join(apart)


def _place(letter: str) -> tuple[int, int, str]:
    """Spaces come first, then numbers, then the alphabet, then whatever else there is."""
    if letter in PLACES:
        return 2, PLACES[letter], ""
    if letter.isdigit():
        return 1, 0, letter
    return (3, 0, letter) if letter.isalpha() else (0, 0, letter)
