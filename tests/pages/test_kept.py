"""What is worked out once and kept."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from persistent.mapping import PersistentMapping
from transaction import TransactionManager
from ZODB.DB import DB

from motcua.pages.kept import Kept, version


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


def test_without_a_key_nothing_is_kept():
    kept: Kept[str] = Kept(2)
    assert kept.get(None, lambda: "kết quả") == "kết quả"
    assert len(kept) == 0


class TestVersions:
    """What is kept hangs on the version of what is stored."""

    @pytest.fixture
    def stored(self) -> Iterator[Any]:
        database = DB(None)
        connection = database.open(TransactionManager())
        thing = connection.root()["thing"] = PersistentMapping()
        connection.transaction_manager.commit()
        yield thing
        connection.transaction_manager.abort()
        database.close()

    def test_it_changes_with_what_is_stored(self, stored: Any):
        before = version(stored)
        stored["step"] = 1
        stored._p_jar.transaction_manager.commit()
        assert before
        assert version(stored) not in (None, before)

    def test_what_was_let_go_is_fetched_first(self, stored: Any):
        before = version(stored)
        stored._p_deactivate()
        assert version(stored) == before

    def test_what_is_being_changed_has_none(self, stored: Any):
        stored["step"] = 1
        assert version(stored) is None

    def test_what_is_new_has_none(self):
        assert version(PersistentMapping()) is None
