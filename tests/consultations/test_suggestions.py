"""Whom to ask, why, and until when, before anything is sent."""

from datetime import date, datetime

import pytest
from tests.make_consultations import DUE, a_case, asked, later, says

from motcua.acting import NotHere
from motcua.consultations.actions import give_opinion
from motcua.consultations.settings import ConsultationRules, read_rules
from motcua.consultations.suggestions import suggestions
from motcua.deadlines.calendar import Calendars, DayRule, WorkingCalendar
from motcua.deadlines.days_off import Kind, Reason
from motcua.deadlines.terms import read_term
from motcua.sheets import WrongFile
from motcua.words import Label, translate


def suggested(province, case, template="bodies"):
    return suggestions(province("minh"), case, template)


def by_unit(province, case):
    return {each.unit.id: each for each in suggested(province, case).bodies}


class TestBodies:
    def test_each_with_its_reason(self, province):
        found = by_unit(province, a_case(province, xa="xa-hoa-binh"))
        assert {id: translate(each.because, "en") for id, each in found.items()} == {
            "xa-hoa-binh": "Where it is", "cong-an-tinh": "Security", "so-nnmt": "Land",
        }  # fmt: skip
        assert [id for id, each in found.items() if each.required] == ["cong-an-tinh"]

    def test_a_field_that_is_empty_names_nobody(self, province):
        assert "xa-hoa-binh" not in by_unit(province, a_case(province))

    def test_a_condition_lets_a_body_in(self, province):
        assert by_unit(province, a_case(province, di_tich="yes"))["so-van-hoa"].required

    def test_the_agency_that_asks_is_not_asked(self, province):
        assert "so-xay-dung" not in by_unit(province, a_case(province, xa="so-xay-dung"))

    def test_a_body_named_twice_stands_once_and_stays_compulsory(self, province):
        found = by_unit(province, a_case(province, xa="cong-an-tinh"))
        assert list(found) == ["cong-an-tinh", "so-nnmt"]
        assert found["cong-an-tinh"].required

    def test_the_first_reason_stands(self, province):
        found = by_unit(province, a_case(province, xa="so-nnmt"))
        assert translate(found["so-nnmt"].because, "en") == "Where it is"

    def test_what_was_asked_already_is_said_and_not_chosen_again(self, province):
        case = a_case(province)
        request = asked(province, case).requests[0]
        found = by_unit(province, case)["cong-an-tinh"]
        assert (found.chosen, found.required, found.before) == (False, False, request)
        assert translate(found.warning, "en") == (
            "Asked already; its answer is due 17:00 07/12/2026."
        )
        assert found.waiting == 1
        give_opinion(province("an"), request, says())
        found = by_unit(province, case)["cong-an-tinh"]
        assert (found.warning, found.waiting) == ("", 0)

    def test_a_limit_behind_the_cases_own_is_warned_of(self, province):
        case = a_case(province)
        later(province, datetime(2026, 12, 24, 9, 0))
        warning = by_unit(province, case)["so-nnmt"].warning
        assert "after the case itself, which is due 17:00 28/12/2026" in translate(warning, "en")


class TestDates:
    def test_the_date_is_counted_on_the_bodys_own_days(self, province):
        day = date(2026, 12, 2)
        closed = DayRule(Reason(Kind.CLOSURE, Label("Bão số 12")))
        own = WorkingCalendar(days={day: closed})
        province.office.lend(Calendars, Calendars((WorkingCalendar(),), {"so-nnmt": own}))
        found = by_unit(province, a_case(province))
        assert found["cong-an-tinh"].due.instant == DUE
        assert found["so-nnmt"].due.instant == DUE.replace(day=8)
        lines = [translate(line.said, "vi") for line in found["so-nnmt"].due.lines]
        assert any("Bão số 12" in line for line in lines)

    def test_without_a_limit_in_the_template_there_is_no_date_yet(self, province):
        assert suggested(province, a_case(province), "waiting").bodies == ()


class TestTheForm:
    def test_question_documents_and_what_silence_means(self, province):
        case = a_case(province)
        found = suggested(province, case)
        assert found.question == "Đề nghị cho ý kiến."
        assert found.documents == case.dossier.enclosures
        assert "counts as agreement (NĐ 217/2026" in translate(found.silence, "en")

    def test_others_who_may_be_added(self, province):
        units = {each.id for each in suggested(province, a_case(province)).others}
        assert {"so-tu-phap", "bo-chqs-tinh"} <= units
        assert not {"so-nnmt", "so-xay-dung", "hai-quan"} & units

    def test_anybody_where_the_procedure_names_nobody(self, province):
        units = {each.id for each in suggested(province, a_case(province), "waiting").others}
        assert {"hai-quan", "xa-hoa-binh"} <= units
        assert "so-xay-dung" not in units

    def test_only_in_a_step_that_allows_it(self, province):
        with pytest.raises(NotHere):
            suggested(province, a_case(province, state="received"))


class TestSettings:
    def read(self, tmp_path, text):
        path = tmp_path / "consultations.yaml"
        path.write_text(text, "utf8")
        return read_rules(path)

    def test_without_a_file_the_usual_ones(self, tmp_path):
        assert read_rules(tmp_path / "consultations.yaml") == ConsultationRules()
        assert self.read(tmp_path, "") == ConsultationRules()

    def test_a_file_changes_them(self, tmp_path):
        rules = self.read(tmp_path, "longest: 60 days\nbodies: 5\none_stop_head: leader\n")
        assert (rules.longest, rules.bodies) == (read_term("60 days"), 5)
        assert rules.one_stop_head == "leader"

    def test_everything_wrong_is_told_with_its_line(self, tmp_path):
        text = "colour: 1\nshortest: soon\nbodies: none\nfiles: 0\nremarks: 10\n"
        with pytest.raises(WrongFile) as wrong:
            self.read(tmp_path, text)
        assert [each.line for each in wrong.value.problems] == [1, 2, 3, 4]
        assert "“colour” is not known" in str(wrong.value)
        assert "“none” is not a whole number of 1 or more" in str(wrong.value)
