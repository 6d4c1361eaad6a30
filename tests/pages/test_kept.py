"""What is worked out once and kept."""

from __future__ import annotations

from motcua.pages.kept import Kept


def test_it_is_worked_out_once():
    kept: Kept[str] = Kept(2)
    asked: list[str] = []

    def work_out() -> str:
        asked.append("x")
        return "kết quả"

    assert kept.get("key", work_out) == kept.get("key", work_out) == "kết quả"
    assert asked == ["x"]


def test_too_many_are_forgotten_together():
    kept: Kept[int] = Kept(2)
    for number in range(3):
        kept.get(number, lambda number=number: number)
    assert len(kept) == 1
    kept.forget()
    assert len(kept) == 0
