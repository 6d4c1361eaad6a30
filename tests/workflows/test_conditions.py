"""Conditions: known by name and by label, and never silent."""

from datetime import date, datetime

import pytest

from motcua.words import Label, translate
from motcua.workflows.conditions import Conditions, Verdict, field_verdict, stored
from motcua.workflows.definition import Condition
from tests.make_workflows import PlainMatter, defined, example

PERMIT = defined(example("building-permit"))


@pytest.fixture
def conditions():
    return Conditions()


def always(matter, acting):
    return Verdict(True)


@pytest.mark.parametrize("said", ["fee paid", "Fee  Paid", "đã nộp phí", "Đã nộp phí"])
def test_a_condition_is_known_by_its_name_and_in_each_language(conditions, said):
    conditions.lend("fee paid", Label("đã nộp phí", "fee paid"), always)
    assert said in conditions
    assert conditions.find(said).name == "fee paid"


def test_each_is_listed_once(conditions):
    conditions.lend("fee paid", Label("đã nộp phí"), always)
    assert [known.name for known in conditions] == [
        "conclusion is refusal",
        "conclusion is approval",
        "fee paid",
    ]


@pytest.mark.parametrize(
    ("concluded", "refusal", "approval"),
    [("tu_choi", True, False), ("chap_thuan", False, True), ("", False, False)],
)
def test_what_was_concluded(conditions, concluded, refusal, approval):
    matter = PlainMatter(PERMIT)
    matter.values["ket_luan"] = concluded
    judged = [
        conditions.judged(Condition(f"conclusion is {each}"), matter, None).ok
        for each in ("refusal", "approval")
    ]
    assert judged == [refusal, approval]


def test_a_field_says_what_it_should_have_been():
    verdict = field_verdict(Condition(field="ket_luan", values=("tu_choi",)), PlainMatter(PERMIT))
    assert not verdict
    assert translate(verdict.sentence, "vi") == "“Kết luận” phải là: Từ chối."
    verdict = field_verdict(Condition(field="o_la", values=("x",)), PlainMatter(PERMIT))
    assert translate(verdict.sentence, "en") == "“o_la” must be: x."


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (True, "yes"),
        (False, "no"),
        (None, ""),
        (12, "12"),
        ("tu_choi", "tu_choi"),
        (date(2026, 11, 23), "2026-11-23"),
        (datetime(2026, 11, 23, 8), "2026-11-23T08:00:00"),
    ],
    ids=str,
)
def test_values_are_compared_as_definitions_write_them(value, written):
    assert stored(value) == written
