"""Every way in which a value may be written, changed in that way."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from motcua.workflows import editing
from motcua.workflows.editing import CannotEdit
from tests.make_workflows import SMALL
from tests.workflows.test_editing import diff

WAYS = yaml.safe_load((Path(__file__).parent / "ways.yaml").read_text("utf8"))


@pytest.mark.parametrize("way", WAYS, ids=[each["way"] for each in WAYS])
def test_a_value_is_changed_in_the_way_it_is_written(way):
    new = editing.put(way["text"], tuple(way["path"]), way["value"])
    assert diff(way["text"].rstrip("\n"), new.rstrip("\n")) == way["changed"]


def test_conditions_are_a_list_without_a_gap():
    path = ("states", "examined", "actions", "sign", "when")
    text = editing.put(SMALL, (*path, 1), "fee paid")
    text = editing.put(text, (*path, 2), {"ket_luan": "tu_choi"})
    assert editing.value(text, path) == ["fee paid", {"ket_luan": ["tu_choi"]}]
    assert editing.value(editing.remove(text, (*path, 1)), path) == [{"ket_luan": ["tu_choi"]}]
    with pytest.raises(CannotEdit):
        editing.put(text, (*path, 4), "fee paid")


def test_what_is_nothing_of_the_language_is_a_fault_of_the_program():
    with pytest.raises(TypeError):
        editing.put(SMALL, ("title",), 1.5)


def test_moving_something_beside_itself_changes_nothing():
    path = ("states", "done")
    assert editing.move(SMALL, path, before="done") == SMALL
    assert editing.rename(SMALL, path, "done") == SMALL


def test_a_value_in_short_has_nowhere_to_move():
    text = SMALL.replace("roles:", "received_by: so-a\nroles:")
    assert editing.move(text, ("received_by", 1), after=1) == text


def test_a_mapping_where_a_list_of_one_may_stand():
    text = editing.put(SMALL, ("deadline",), "5 days")
    text = editing.put(text, ("late",), {"before": "1 day", "notify": "clerk"})
    assert editing.value(text, ("late",)) == [{"before": "1 day", "notify": ["clerk"]}]


def test_what_nobody_knows_is_left_as_it_is():
    text = SMALL.replace("version: 1", "version: [1]\nother: {a: [b, {c: d}]}")
    new = editing.put(text, ("title",), "Khác")
    assert editing.value(new, ("version",)) == ["1"]
    assert "other: {a: [b, {c: d}]}" in new
