"""Last period's cases under another text: what would have been different, and only that."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from motcua.acting import system
from motcua.cases.actions import hand_over
from motcua.consultations.actions import withdraw
from motcua.rehearsals import retelling
from motcua.rehearsals.consulted import consulted
from motcua.rehearsals.past import Period, cases
from motcua.rehearsals.replay import period, replay
from motcua.words import translate
from tests.procedures import test_van_ban_cho_phep_the_abtc as abtc
from tests.procedures.test_cap_giay_phep_xay_dung import CLERK, HEAD, LEADER, OFFICER, SITE, WORKS
from tests.procedures.walk import Walk, moment
from tests.rehearsals.conftest import text_of

PERMIT = "cap-giay-phep-xay-dung"
WINTER = Period(date(2026, 11, 1), date(2026, 12, 5))


@pytest.fixture
def finished(office, database):
    """A permit that was given in time, with one body silent; and one that waits."""
    case = Walk(office, database, "23/11/2026 09:00").files(PERMIT, CLERK, WORKS)
    case.does(CLERK, "receive")
    case.at("23/11/2026 10:00").does(CLERK, "transfer")
    case.at("23/11/2026 14:00").does(HEAD, "assign", officer="tuan.ho")
    hand_over(case.person(HEAD), case.case, OFFICER, "Nghỉ phép")
    case.at("25/11/2026 14:00").asks(OFFICER, "chuyen_nganh", ["xa-hoa-binh", "cong-an-tinh"])
    case.does(OFFICER, "record_site_check", papers=["bien_ban_thuc_dia"], **SITE)
    case.does(OFFICER, "start_waiting")
    case.at("26/11/2026 09:00").answers("rinh.danh", "agree")
    case.at("30/11/2026 08:00").does(OFFICER, "draft")
    case.does(OFFICER, "propose", ket_luan="chap_thuan", du_thao="Giấy phép")
    case.at("03/12/2026 15:00").does(LEADER, "sign", so_van_ban="88/GPXD")
    code = case.case.code
    case.files(PERMIT, CLERK, WORKS)
    case.close()
    return code


@pytest.fixture
def played(office, database, finished):
    """Replay the cases of a winter on a text; return what was found."""
    walk = Walk(office, database, "07/12/2026 08:00")

    def play(text, most=10, filed=WINTER, enough=lambda: False):
        acting = system(office, walk.root, moment("07/12/2026 08:00"))
        return replay(acting, text, filed, most, enough)

    yield play
    walk.close()


def told(found, language="en"):
    return [
        translate(each, language)
        for case in found.different
        for each in retelling.differences(case, found.names)
    ]


def test_the_same_text_changes_nothing(played, finished):
    found = played(text_of(PERMIT))
    assert [len(found.compared), found.different, found.unfaithful] == [2, [], []]
    assert found.share(after=False) == found.share(after=True) == (1, 1)
    assert found.compared[1].code == finished
    assert found.compared[1].after.in_time is True
    assert found.compared[0].after.in_time is None


def test_a_shorter_limit_moves_due_dates_and_the_share(played):
    found = played(text_of(PERMIT).replace("deadline: 10 working", "deadline: 6 working"))
    assert "Due 17:00 02/12/2026 instead of 17:00 08/12/2026." in told(found)
    assert (found.share(after=False), found.share(after=True)) == ((1, 1), (0, 1))


def test_steps_that_would_not_be_possible_are_told_with_the_reason(played):
    text = text_of(PERMIT).replace("by: leader\n        to: signed", "by: head\n        to: signed")
    found = played(text)
    [case] = found.different
    [hindrance] = case.after.hindrances
    assert translate(hindrance.what, "en") == "Sign as proposed"
    assert case.after.in_time is None
    first, *rest = [translate(each, "en") for each in retelling.differences(case, found.names)]
    assert first.startswith("15:00 03/12/2026, Nguyễn Đăng Khoa: “Sign as proposed” would not")
    assert "At “Waiting for signature” instead of “Result at the counter”." in rest
    assert any(each.startswith("Not told: ") for each in rest)


def test_who_else_would_have_been_asked(played):
    text = (
        text_of(PERMIT)
        .replace("- unit: so-nnmt\n", "- unit: so-nnmt\n        required: yes\n")
        .replace("      - unit: cong-an-tinh\n", "      - unit: so-khcn\n")
        .replace("choose_from: [department, agency, commune]", "choose_from: [department, commune]")
    )
    found = played(text)
    [case] = found.different
    assert (case.asked_more, case.asked_less) == ({"so-nnmt"}, {"cong-an-tinh"})
    said = [translate(each, "en") for each in retelling.differences(case, found.names)]
    assert "Also asked for an opinion: Agriculture and Environment." in said


def test_what_would_have_been_asked_of_the_applicant(played):
    text = (
        text_of(PERMIT)
        .replace(
            "    title: {vi: Văn bản về môi trường, en: Environmental paper}\n    required: no",
            "    title: {vi: Văn bản về môi trường, en: Environmental paper}",
        )
        .replace('ask: [officer, "ghi_chu?"]', "ask: [officer, ghi_chu]")
        .replace("form: [ten_cong_trinh,", "form: [ten_cong_trinh, hien_trang,")
    )
    assert "Would have been asked as well: Environmental paper, What was found, Note." in told(
        played(text)
    )


def test_a_step_that_is_no_longer_there(played):
    text = text_of(PERMIT).replace(
        "    consult: chuyen_nganh\n    tells:\n      vi: Chuyên", "    tells:\n      vi: Chuyên"
    )
    text = text.replace("when: consultations opened\n        needs", "needs")
    found = played(text)
    assert any("would not have been possible" in each for each in told(found))


def test_more_time_and_what_was_taken_back_are_played_as_well(office, database):
    procedure = "van-ban-cho-phep-the-abtc"
    case = Walk(office, database, "23/11/2026 08:00").files(procedure, CLERK, abtc.PERSON)
    case.does(CLERK, "receive").does(CLERK, "transfer").does(
        abtc.HEAD, "assign", officer=abtc.OFFICER
    )
    case.at("25/11/2026 09:00").asks(abtc.OFFICER, "bon_co_quan", abtc.FOUR)
    withdraw(case.person(abtc.OFFICER), case.request("hai-quan"), "Hỏi nhầm")
    case.commit()
    case.at("10/12/2026 09:00")
    abtc.more_time(case, "10 days")
    case.at("26/12/2026 08:00")
    acting = system(office, case.root, case.now)
    text = text_of(procedure).replace("extend_at_most: 15 days", "extend_at_most: 5 days")
    found = replay(acting, text, WINTER, 10)
    case.close()
    [one] = found.different
    assert [translate(each.what, "en") for each in one.after.hindrances] == [
        "More time is asked for: 10 days",
        "More time is granted",
    ]
    [before] = [each for each in one.before.standing.asked if each.unit == "cong-an-tinh"]
    assert before.due == moment("25/12/2026 17:00")


class TestWhichCases:
    def test_other_periods_and_procedures_are_left_alone(self, played):
        assert played(text_of(PERMIT), filed=Period(date(2026, 1, 1), date(2026, 2, 1))).found == 0
        assert played(text_of("chung-thuc-ban-sao")).found == 0

    def test_the_newest_first_and_not_more_than_wanted(self, played):
        found = played(text_of(PERMIT), most=1)
        assert (found.found, len(found.compared), found.is_whole) == (1, 1, False)
        assert "There are more cases in this period than were played." in [
            translate(each, "en") for each in retelling.summary(found)
        ]

    def test_until_it_is_enough(self, played):
        found = played(text_of(PERMIT), enough=lambda: True)
        assert (found.compared, found.is_whole) == ((), False)

    def test_ninety_days_where_nothing_is_said(self):
        now = moment("30/11/2026 08:00")
        assert period(now, None, None) == Period(date(2026, 9, 1), date(2026, 11, 30))
        assert period(now, now, now) == Period(now.date(), now.date())

    def test_units_that_are_gone_are_passed_over(self, office, database, finished):
        walk = Walk(office, database, "07/12/2026 08:00")
        walk.root.cases.counter("no-such-unit", date(2026, 11, 23)).last = 3
        walk.root.cases.counter("so-xay-dung", date(2026, 11, 23)).last = 3
        acting = system(office, walk.root, moment("07/12/2026 08:00"))
        assert len(cases(acting, PERMIT, WINTER, 10)) == 2
        walk.close()


def closed(office, database, person):
    """Close somebody's account, after everything was done."""
    walk = Walk(office, database, "07/12/2026 08:00")
    walk.root["people"][person].disabled_at = moment("04/12/2026 08:00")
    walk.commit()
    walk.close()


def test_a_case_that_cannot_be_played_as_it_was_is_listed_apart(office, database, finished):
    """The leader's account is closed since: under no text could it be signed again."""
    closed(office, database, LEADER)
    walk = Walk(office, database, "07/12/2026 08:00")
    acting = system(office, walk.root, moment("07/12/2026 08:00"))
    found = replay(acting, text_of(PERMIT), WINTER, 10)
    walk.close()
    assert [each.code for each in found.unfaithful] == [finished]
    lines = retelling.as_lines([found], "en")
    assert f"{finished}  (cannot be played as it was)" in lines
    assert "Nguyễn Đăng Khoa: “Sign as proposed” would not have been possible." in lines
    assert "1 cases cannot be played as they were, and are left out." in lines
    assert "none finished as it was" in lines


def test_a_case_whose_deadlines_nobody_has_fired_stands_elsewhere(office, database):
    """No worker ran: the case still waits, though its time is over."""
    case = Walk(office, database, "23/11/2026 09:00").files(PERMIT, CLERK, WORKS)
    case.does(CLERK, "receive").does(CLERK, "transfer").does(HEAD, "assign", officer=OFFICER)
    case.does(OFFICER, "supplement", noi_dung="Bản vẽ móng")
    acting = system(office, case.root, moment("01/12/2026 08:00"))
    found = replay(acting, text_of(PERMIT), WINTER, 10)
    case.close()
    [told] = retelling.why_left_out(found.unfaithful[0])
    assert translate(told, "en") == (
        "Played, it stands at “Writing the refusal”; really at “Waiting for the owner”."
    )


def test_where_a_clerk_has_left_another_one_takes_it_in(office, database, finished):
    closed(office, database, CLERK)
    walk = Walk(office, database, "07/12/2026 08:00")
    acting = system(office, walk.root, moment("07/12/2026 08:00"))
    found = replay(acting, text_of(PERMIT), WINTER, 10)
    walk.close()
    assert [each.after.standing.state for each in found.compared] == ["submitted", "submitted"]


def test_where_nobody_would_have_taken_it_in(played):
    found = played(text_of(PERMIT).replace("received_by: ttpvhcc-tinh", "received_by: so-tu-phap"))
    assert [each.after.standing.state for each in found.different] == ["", ""]
    assert "At “not taken in” instead of “Result at the counter”." in told(found)


def test_for_people_and_for_programs(played, finished):
    found = played(text_of(PERMIT).replace("deadline: 10 working", "deadline: 6 working"))
    lines = retelling.as_lines([found], "vi")
    assert "2 hồ sơ" in lines
    assert finished in lines
    [said] = json.loads(retelling.as_json([found], "en"))
    assert said["in_time"] == {"before": 1, "after": 0}
    assert said["different"][0]["due"] == {
        "before": "2026-12-08T17:00:00",
        "after": "2026-12-02T17:00:00",
    }


def test_without_a_limit_nothing_is_in_time_or_late(played):
    text = text_of(PERMIT).replace("deadline: 10 working days ", "# ")
    start, late = text.index("late:   "), text.index("states:")
    text = text[:start] + text[late:]
    found = played(text)
    assert "Due no limit instead of 17:00 08/12/2026." in told(found)
    [said] = json.loads(retelling.as_json([found], "en"))
    assert said["different"][0]["due"]["after"] == ""
    assert replace(found, compared=()).share(after=True) == (0, 0)


class TestWhomTheDraftAsks:
    def test_how_many_requests_more_and_less_by_body(self, played):
        text = (
            text_of(PERMIT)
            .replace("- unit: so-nnmt\n", "- unit: so-nnmt\n        required: yes\n")
            .replace("      - unit: cong-an-tinh\n", "      - unit: so-khcn\n")
            .replace(
                "choose_from: [department, agency, commune]", "choose_from: [department, commune]"
            )
        )
        found = played(text)
        sums = consulted(found)
        assert (sums.before, sums.after) == (2, 2)
        assert (sums.more, sums.less) == ({"so-nnmt": 1}, {"cong-an-tinh": 1})
        said = [translate(each, "en") for each in retelling.summary(found)]
        assert "Requests for opinions: 2 as it was, 2 under this text." in said
        assert "Asked more often: Agriculture and Environment in 1 cases." in said

    def test_which_dates_would_have_broken(self, played):
        """Asked on Wednesday at two; the commune answered on Thursday at nine."""
        text = text_of(PERMIT)
        within = text.index("    within:", text.index("\nconsultations:"))
        line = text[within : text.index("\n", within)]
        found = played(text.replace(line, "    within: 0.5 working days", 1))
        [case] = found.different
        [broken, *_rest] = case.broken
        assert (broken.unit, broken.is_beyond) == ("xa-hoa-binh", False)
        assert any("would have been late" in each for each in told(found))
        [said] = json.loads(retelling.as_json([found], "en"))
        assert said["asked"]["broken"][0]["unit"] == "xa-hoa-binh"

    def test_an_answer_that_would_be_due_after_the_case(self, played):
        found = played(text_of(PERMIT))
        case = found.compared[1]
        after = case.after.standing
        later = tuple(replace(each, due=moment("09/12/2026 17:00")) for each in after.asked)
        moved = replace(case, after=replace(case.after, standing=replace(after, asked=later)))
        assert [each.is_beyond for each in moved.broken] == [True, True]
        said = [translate(each, "en") for each in retelling.differences(moved, found.names)]
        assert any("after the case itself is due" in each for each in said)
        nothing = tuple(replace(each, due=None) for each in after.asked)
        moved = replace(case, after=replace(case.after, standing=replace(after, asked=nothing)))
        assert moved.broken == ()

    def test_where_nobody_is_asked_nothing_is_told(self, played):
        found = replace(played(text_of(PERMIT)), compared=())
        assert consulted(found).is_nothing
        assert not any("Requests" in translate(each, "en") for each in retelling.summary(found))
