from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest

from motcua.acting import Acting, NotAllowed
from motcua.cases import secrets
from motcua.cases.content import Applicant, Case, Enclosure
from motcua.cases.events import CaseFiled
from motcua.cases.filing import (
    CannotBeFiled,
    Filed,
    receiving_units,
    renew_secret,
)
from motcua.cases.tracking import find_by_secret
from motcua.words import translate
from motcua.workflows.definition import Definition

Filing = Callable[..., Filed]


class TestFilingACase:
    def test_it_gets_the_next_code_of_its_unit_and_day(self, file: Filing) -> None:
        first, second = file().case, file().case
        assert first.code.endswith("-20261123-0000001")
        assert second.code.endswith("-20261123-0000002")

    def test_numbers_begin_anew_each_day(self, file: Filing) -> None:
        file()
        assert file(datetime(2026, 11, 25, 8)).case.code.endswith("-20261125-0000001")

    def test_it_waits_in_the_first_state(self, file: Filing) -> None:
        assert file().case.track.state == "submitted"

    def test_it_keeps_the_version_of_the_day(self, file: Filing, rules: Definition) -> None:
        case = file().case
        assert (case.procedure, case.version, case.digest) == ("vi-du", 1, rules.digest)

    def test_the_secret_is_not_stored(self, file: Filing) -> None:
        filed = file()
        assert filed.secret.encode() not in filed.case.secret_hash
        assert secrets.fits(filed.case.key, filed.secret, filed.case.secret_hash)

    def test_the_journal_begins_with_it(self, file: Filing) -> None:
        entry = next(iter(file().case.journal))
        assert (entry.deed, entry.person, entry.facts["to"]) == ("filed", "ngoc", "submitted")
        assert entry.facts["papers"][0].startswith("don:")

    def test_it_is_announced(self, file: Filing, clerk: Acting) -> None:
        heard: list[object] = []
        clerk.office.listen(CaseFiled, lambda _acting, event: heard.append(event))
        case = file().case
        assert heard == [CaseFiled(case)]

    def test_it_is_led_by_the_unit_that_the_procedure_names(self, file: Filing) -> None:
        assert file().case.lead_unit == "so-xay-dung"


class TestWhatIsNotTakenIn:
    def test_a_missing_paper_is_named(self, file: Filing) -> None:
        with pytest.raises(CannotBeFiled) as refused:
            file(enclosures=[])
        assert "Đơn" in translate(refused.value.sentence, "vi")

    def test_a_missing_answer_and_a_missing_name_are_named_together(self, file: Filing) -> None:
        with pytest.raises(CannotBeFiled) as refused:
            file(answers={}, applicant=Applicant(" "))
        said = translate(refused.value.sentence, "vi")
        assert "Mục đích" in said
        assert "tên chủ hồ sơ" in said

    def test_a_channel_that_the_procedure_does_not_have(self, file: Filing) -> None:
        with pytest.raises(CannotBeFiled):
            file(channel="kiosk")

    def test_a_unit_that_does_not_take_it_in(self, file: Filing) -> None:
        with pytest.raises(CannotBeFiled):
            file(receiving_unit="so-khcn")

    def test_a_counter_at_which_one_does_not_work(self, file: Filing, officer: Acting) -> None:
        with pytest.raises(NotAllowed):
            file(acting=officer)

    def test_no_number_is_used_up_by_what_is_refused(self, file: Filing) -> None:
        with pytest.raises(CannotBeFiled):
            file(enclosures=[])
        assert file().case.code.endswith("0000001")


class TestTheSameFormTwice:
    def test_it_makes_one_case(self, file: Filing, root: Any) -> None:
        first, second = file(nonce="one form"), file(nonce="one form")
        assert second.case is first.case
        assert second.again
        assert len(root.cases.shelf) == 1

    def test_it_shows_the_same_secret(self, file: Filing) -> None:
        assert file(nonce="one form").secret == file(nonce="one form").secret

    def test_another_form_makes_another_case(self, file: Filing) -> None:
        assert file(nonce="one").case is not file(nonce="other").case


def test_a_new_secret_replaces_the_lost_one(file: Filing, clerk: Acting) -> None:
    filed = file()
    renewed = renew_secret(clerk, filed.case)
    assert find_by_secret(clerk, filed.case.code, renewed) is filed.case
    assert not secrets.fits(filed.case.key, filed.secret, filed.case.secret_hash)


def test_only_the_counter_gives_a_new_secret(case: Case, officer: Acting) -> None:
    with pytest.raises(NotAllowed):
        renew_secret(officer, case)


@pytest.mark.parametrize(
    ("received_by", "expected"),
    [
        pytest.param(("ttpvhcc-tinh",), {"ttpvhcc-tinh"}, id="a unit by name"),
        pytest.param(
            ("commune",),
            {"ttpvhcc-xa-hoa-binh", "ttpvhcc-xa-long-phuoc", "ttpvhcc-phuong-tan-mai"},
            id="communes take in at their centres",
        ),
        pytest.param(("so-khcn",), {"so-khcn"}, id="a unit without a centre at its own door"),
    ],
)
def test_receiving_units(
    clerk: Acting, rules: Definition, received_by: tuple[str, ...], expected: set[str]
) -> None:
    takers = receiving_units(clerk, replace(rules, received_by=received_by))
    assert {each.id for each in takers} == expected


def test_a_case_of_a_commune_is_led_by_the_commune_of_the_centre(
    file: Filing, rules: Definition, root: Any, office: Any
) -> None:
    from tests.make import held, somebody

    here = replace(rules, received_by=("commune",), lead="receiving")
    clerk = somebody(office, root, "mai", held(office, "ttpvhcc-xa-hoa-binh", "clerk"))
    case = file(acting=clerk, rules=here, receiving_unit="ttpvhcc-xa-hoa-binh").case
    assert case.lead_unit == "xa-hoa-binh"


def test_a_later_file_of_a_paper_supersedes_the_earlier_one(
    case: Case, paper: Callable[..., Enclosure]
) -> None:
    newer = paper()
    case.dossier.add([newer])
    assert [each.superseded for each in case.dossier.enclosures] == [True, False]
    assert case.dossier.holds("don")


def test_the_counter_counts_per_unit_and_day(root: Any) -> None:
    day = date(2026, 11, 23)
    assert [root.cases.counter("a", day).next() for _ in range(2)] == [1, 2]
    assert root.cases.counter("b", day).next() == 1
