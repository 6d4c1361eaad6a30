"""What happened, and what was filled in, in words."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from motcua.cases.matter import matter_of
from motcua.consultations.actions import (
    ask_extension,
    claim,
    fall_silent,
    give_back,
    grant_extension,
    open_request,
    refuse_extension,
    urge,
    withdraw,
)
from motcua.consultations.history import newest_first
from motcua.deadlines.terms import read_term
from motcua.journal import note
from motcua.pages.speaking import Voice
from motcua.words import Label
from motcua.workflows.definition import Field
from motcua.workspace.picture import _drawn, picture
from motcua.workspace.story import Teller, is_open, request_story
from motcua.workspace.values import filled_in, value_said
from tests.make import MONDAY
from tests.make_workspace import (
    CLERK,
    CONTROL,
    HEAD,
    OFFICER,
    POLICE,
    Workplace,
    case_of,
    request_of,
)

TWO_DAYS = read_term("2 working days")


def told(workplace: Workplace, code: str, person: str = OFFICER) -> list[str]:
    """Return the story as somebody reads it, each line with its who and why."""

    def tell(acting: Any) -> list[str]:
        voice = Voice("vi", workplace.now)
        teller = Teller(acting, voice, matter_of(acting, case_of(acting, code)).definition)
        events = newest_first(acting, case_of(acting, code))
        lines = [teller.told(each) for each in events if is_open(acting, each)]
        return [" | ".join(voice.say(each[k]) for k in ("what", "who", "why")) for each in lines]

    return list(workplace.do(person, tell))


class TestDeeds:
    def test_of_a_consultation(self, workplace: Workplace):
        code = workplace.tried()
        id = workplace.asked(code, question="Có vướng mắc gì?")

        def by(person: str, deed: Any, *more: Any) -> None:
            workplace.do(person, lambda acting: deed(acting, request_of(acting, id), *more))

        by(POLICE, open_request)
        by(OFFICER, urge, "Mong sớm trả lời")
        by(POLICE, ask_extension, TWO_DAYS, "Chờ kiểm tra")
        by(OFFICER, grant_extension, TWO_DAYS, "Đồng ý")
        by(OFFICER, withdraw, "Đã đủ căn cứ")
        lines = told(workplace, code)
        assert lines[0].startswith("Công an tỉnh: Đã rút | Nguyễn Thu Hà, Chuyên viên")
        assert "Đã đủ căn cứ" in lines[0]
        assert "Được gia hạn" in lines[1]
        assert "2 ngày làm việc · Đồng ý · Hạn trả: 17:00 thứ Năm, 03/12/2026" in lines[1]
        assert "Đề nghị gia hạn" in lines[2]
        assert "Đôn đốc" in lines[3]
        assert "Đã mở" in lines[4]
        assert "Gửi lấy ý kiến: Công an tỉnh" in lines[5]
        assert "Có vướng mắc gì?" in lines[5]

    def test_more_time_that_was_refused(self, workplace: Workplace):
        code = workplace.tried()
        id = workplace.asked(code)
        workplace.do(POLICE, lambda a: ask_extension(a, request_of(a, id), TWO_DAYS, "Bận"))
        workplace.do(OFFICER, lambda a: refuse_extension(a, request_of(a, id), "Gấp"))
        assert "Không được gia hạn" in told(workplace, code)[0]

    def test_a_silence_names_its_rule_and_nobody(self, workplace: Workplace):
        code = workplace.tried()
        id = workplace.asked(code)
        workplace.now = datetime(2026, 12, 2, 9)
        workplace.do(OFFICER, lambda acting: fall_silent(acting, request_of(acting, id)))
        line = told(workplace, code)[0]
        assert "Hết hạn không trả lời | hệ thống" in line
        assert "NĐ 217/2026 Đ54.2c" in line

    def test_what_goes_on_inside_a_body_stays_there(self, workplace: Workplace):
        code = workplace.tried()
        id = workplace.asked(code)
        workplace.do(POLICE, lambda acting: claim(acting, request_of(acting, id)))
        workplace.do(POLICE, lambda acting: give_back(acting, request_of(acting, id), "Bận"))
        assert not [line for line in told(workplace, code) if "Nhận soạn" in line]
        inside = workplace.do(
            POLICE,
            lambda a: [
                each["what"] for each in request_story(a, Voice("vi", MONDAY), request_of(a, id))
            ],
        )
        outside = workplace.do(
            OFFICER,
            lambda a: [
                each["what"] for each in request_story(a, Voice("vi", MONDAY), request_of(a, id))
            ],
        )
        assert "Taken on" in inside
        assert "Taken on" not in outside

    def test_a_step_that_nobody_took(self, workplace: Workplace):
        code = workplace.file()
        workplace.act(CLERK, code, "complete", noi_dung="Thiếu bản vẽ")
        workplace.now = MONDAY + timedelta(days=60)
        workplace.work()
        line = told(workplace, code, CONTROL)[0]
        assert line.startswith("Hết hạn → Dừng giải quyết | hệ thống")
        assert "Văn bản:" in line

    def test_filed_online_by_the_applicant(self, workplace: Workplace):
        code = workplace.file()

        def add(acting: Any) -> None:
            from dataclasses import replace

            nobody = replace(acting, person="", name="", holdings=())
            note(nobody, case_of(acting, code).journal, "filed", channel="online")
            note(acting, case_of(acting, code).journal, "secret renewed")
            note(acting, case_of(acting, code).journal, "something new")

        workplace.do(CLERK, add)
        lines = told(workplace, code, CLERK)
        assert lines[0].startswith("something new | Trần Thị Tuyết Mai")
        assert lines[1].startswith("Cấp mã bí mật mới")
        assert lines[2].startswith("Nộp trực tuyến | người nộp")

    def test_on_behalf_of_somebody(self, workplace: Workplace):
        code = workplace.file()

        def add(acting: Any) -> None:
            from dataclasses import replace

            held = replace(acting.holdings[0], on_behalf_of=HEAD, position="x.1")
            note(acting.as_(held), case_of(acting, code).journal, "reminded", about="late")
            held = replace(acting.holdings[0], unit="gone", position="x.1")
            note(acting.as_(held), case_of(acting, code).journal, "reminded")

        workplace.do(CLERK, add)
        lines = told(workplace, code, CLERK)
        assert lines[0].startswith("Nhắc hạn | Trần Thị Tuyết Mai |")
        assert "Trần Thị Tuyết Mai thay mặt Lê Quang Vinh, Trung tâm PVHCC tỉnh" in lines[1]

    def test_a_correction_says_why(self, workplace: Workplace):
        code = workplace.tried()
        id = workplace.asked(code)

        def add(acting: Any) -> None:
            journal = request_of(acting, id).journal
            note(acting, journal, "opinion given", outcome="disagree", late=True)
            note(acting, journal, "opinion given", outcome="gone", correction="Gõ nhầm")

        workplace.do(POLICE, add)
        lines = told(workplace, code)
        assert "Đính chính ý kiến: gone" in lines[0]
        assert "Gõ nhầm" in lines[0]
        assert "Cho ý kiến: Không đồng ý" in lines[1]
        assert "muộn" in lines[1]


FIELDS = {
    "text": (Field("f", Label("F")), "chữ", "chữ"),
    "choice": (Field("f", Label("F"), "choice", (("a", Label("Một")),)), "a", "Một"),
    "choice that is gone": (Field("f", Label("F"), "choice", ()), "a", "a"),
    "unit": (Field("f", Label("F"), "unit"), "so-xay-dung", "Sở Xây dựng"),
    "unit that is gone": (Field("f", Label("F"), "unit"), "gone", "gone"),
    "official": (Field("f", Label("F"), "official"), OFFICER, "Nguyễn Thu Hà"),
    "date": (Field("f", Label("F"), "date"), date(2026, 11, 23), "23/11/2026"),
    "date as kept": (Field("f", Label("F"), "date"), "2026-11-23", "23/11/2026"),
    "date that is none": (Field("f", Label("F"), "date"), "hôm qua", "hôm qua"),
    "yes": (Field("f", Label("F"), "yes_no"), True, "có"),
    "yes as kept": (Field("f", Label("F"), "yes_no"), "yes", "có"),
    "no": (Field("f", Label("F"), "yes_no"), "False", "không"),
    "money": (Field("f", Label("F"), "money"), 1500000, "1.500.000 đồng"),
    "money that is none": (Field("f", Label("F"), "money"), "nhiều", "nhiều"),
    "number": (Field("f", Label("F"), "number"), "48.5", "48,5"),
    "number that is none": (Field("f", Label("F"), "number"), "vài", "vài"),
}


class TestValues:
    @pytest.mark.parametrize(("field", "value", "said"), FIELDS.values(), ids=FIELDS)
    def test_each_kind_is_said(self, workplace: Workplace, field: Field, value: Any, said: str):
        voice = Voice("vi", MONDAY)
        assert (
            workplace.do(OFFICER, lambda acting: voice.say(value_said(acting, voice, field, value)))
            == said
        )

    def test_what_is_empty_or_unknown_is_left_out(self, workplace: Workplace):
        fields = {"a": Field("a", Label("A")), "b": Field("b", Label("B"))}
        values = {"a": "x", "b": "", "c": "y"}
        found = workplace.do(
            OFFICER,
            lambda acting: filled_in(acting, Voice("vi", MONDAY), fields, values, ["a", "b", "c"]),
        )
        assert found == [(Label("A"), "x")]


def test_pictures_are_drawn_once_and_not_kept_for_ever(workplace: Workplace):
    rules = workplace.do(OFFICER, lambda acting: rules_of(acting))
    first = picture(rules, "vi", "examining")
    assert picture(rules, "vi", "examining") is first
    for number in range(_drawn.most):
        _drawn.get(number, lambda: first)
    assert len(_drawn) <= _drawn.most
    _drawn.forget()
    assert not len(_drawn)


def rules_of(acting: Any) -> Any:
    from motcua.workflows.versions import in_force
    from tests.make_workspace import PERMIT

    return in_force(acting.root, PERMIT, acting.now.date())
