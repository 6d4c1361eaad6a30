"""Asking the members of a committee on pages: begin, vote, watch, count, print."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from motcua.cases.actions import perform
from tests.make import ROOT
from tests.make_consultations import publish
from tests.make_workspace import CLERK, CONTROL, OFFICER, Workplace, a_workplace, case_of, form_with

PROCEDURE = "thong-qua-bang-phieu"
SECRETARY, DIVISION = "huy.ly", "hieu.vu"
CHAIR, DEPUTY, MEMBER = "quang.tran", "nhung.le", "khoa.nguyen"
MEMBERS = 15
AFTER = datetime(2026, 11, 30, 8, 0)


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    with a_workplace(tmp_path_factory.mktemp("ballots")) as running:
        text = (ROOT / "workflows" / PROCEDURE / "1.yaml").read_text("utf8")
        secret = text.replace("tally: hidden", "secret: yes").replace("    tie: chair\n", "")
        running.office.settings["motcua.urns"] = str(tmp_path_factory.mktemp("urns"))
        running.do(CLERK, lambda acting: publish(acting.root, text))
        other = secret.replace(f"workflow: {PROCEDURE}", "workflow: phieu-kin")
        running.do(CLERK, lambda acting: publish(acting.root, other))
        yield running


@pytest.fixture
def workplace(running):
    running.now = datetime(2026, 11, 23, 9, 30)
    return running


def to_vote_on(workplace: Workplace, procedure: str = PROCEDURE) -> str:
    code = workplace.file(
        "Sở Tư pháp",
        procedure,
        subject="Bảng giá đất năm 2027",
        answers={"noi_dung_trinh": "Bảng giá đất"},
    )
    workplace.do(CLERK, lambda acting: perform(acting, case_of(acting, code), "receive"))
    workplace.do(
        DIVISION,
        lambda acting: perform(acting, case_of(acting, code), "assign", {"officer": SECRETARY}),
    )
    return code


def begun(workplace: Workplace, procedure: str = PROCEDURE, matters: str = "") -> tuple[str, str]:
    """Return the code of a case and the address of its ballot."""
    code = to_vote_on(workplace, procedure)
    browser = workplace.seen_by(SECRETARY)
    form = form_with(browser.get(f"/ho-so/{code}/lay-phieu/phieu_thanh_vien"), "matters")
    if matters:
        form["matters"] = matters
    sent = form.submit("send")
    assert sent.status_int == 303, sent.html.main
    return code, sent.location.removeprefix("http://localhost")


def slip_of(workplace: Workplace, person: str, code: str) -> str:
    """Return the address of a member's slip, found in the list of their work."""
    page = workplace.seen_by(person).get("/viec").html
    line = next(each for each in page.select("[data-line]") if code in str(each))
    return str(line.select_one("a[href^='/phieu/']")["href"])


def votes(workplace: Workplace, person: str, code: str, choice: str, text: str = "") -> None:
    browser = workplace.seen_by(person)
    form = form_with(browser.get(slip_of(workplace, person, code)), "choice-1")
    form["choice-1"] = choice
    if text:
        form["text-1"] = text
    review = form.submit("review")
    assert "Nội dung bạn ký" in review
    assert form_with(review, "choice-1").submit("sign").status_int == 303


def test_what_waits_for_the_secretary_is_told_in_their_work(workplace):
    told = "Phiếu chờ bạn xử lý"
    code, ballot = begun(workplace)
    for person in workplace.do(CLERK, lambda acting: voters(acting, ballot)):
        votes(workplace, person, code, "agree")
    workplace.work()
    page = workplace.seen_by(SECRETARY).get("/viec")
    assert page.html.select_one("a[href='/lay-phieu'] b")
    assert told in page.html.get_text(" ")
    assert f"{ballot}/cong-bo" in page.click(href="/lay-phieu")
    assert told not in workplace.seen_by(CONTROL).get("/viec")


def voters(acting, ballot: str) -> list[str]:
    found = acting.root.ballots.find("ballots", ballot.rpartition("/")[2])
    return [each.person for each in found.voters]


class TestBeginning:
    def test_the_form_says_who_votes_until_when_and_what_silence_means(self, workplace):
        code = to_vote_on(workplace)
        page = workplace.seen_by(SECRETARY).get(f"/ho-so/{code}/lay-phieu/phieu_thanh_vien")
        assert "17:00 thứ Sáu, 27/11/2026" in page
        assert f"Thành viên hôm nay ({MEMBERS})" in page
        assert "quá nửa tổng số thành viên" in page
        assert "NĐ 191/2026 Đ17.2" in page

    def test_what_is_refused_stands_above_the_form_with_what_was_typed(self, workplace):
        code = to_vote_on(workplace)
        form = form_with(
            workplace.seen_by(SECRETARY).get(f"/ho-so/{code}/lay-phieu/phieu_thanh_vien"),
            "matters",
        )
        form["matters"], form["within"] = "Nội dung giữ lại", "1 ngày làm việc"
        page = form.submit("send", status=409)
        assert (
            "Thành viên có ít nhất 2 ngày làm việc" in page.html.select_one(".error-summary").text
        )
        assert "Nội dung giữ lại" in page
        form["within"] = "vài hôm"
        assert form.submit("dates").html.select_one(".error-summary")

    def test_the_case_tells_of_it_and_cannot_go_on(self, workplace):
        code, ballot = begun(workplace)
        page = workplace.seen_by(SECRETARY).get(f"/ho-so/{code}")
        assert f"0/{MEMBERS} thành viên đã cho ý kiến" in page
        assert f"Còn chờ phiếu của {MEMBERS} thành viên" in page
        assert page.html.select_one(f"a[href='{ballot}']")
        assert "Gửi phiếu cho 15 thành viên" in page.html.select_one("#story").text

    def test_whoever_does_not_hold_the_case_begins_nothing(self, workplace):
        code = to_vote_on(workplace)
        address = f"/ho-so/{code}/lay-phieu/phieu_thanh_vien"
        workplace.seen_by(CONTROL).get(address, status=403)
        workplace.seen_by(SECRETARY).get(f"/ho-so/{code}/lay-phieu/khac", status=404)
        workplace.seen_by(SECRETARY).get(f"/ho-so/{code}/lay-y-kien/phieu_thanh_vien", status=404)


class TestTheSlip:
    def test_a_no_needs_its_reason_and_what_is_signed_is_shown_first(self, workplace):
        code, _ballot = begun(workplace)
        browser = workplace.seen_by(MEMBER)
        address = slip_of(workplace, MEMBER, code)
        form = form_with(browser.get(address), "choice-1")
        form["choice-1"] = "disagree"
        refused = form.submit("review", status=409)
        assert "còn thiếu lý do" in refused.html.select_one(".error-summary").text
        form = form_with(refused, "choice-1")
        form["text-1"] = "Quá gấp."
        review = form.submit("review")
        assert "Quá gấp." in review.html.select_one(".slip-review").text
        again = form_with(review, "choice-1").submit("edit")
        assert form_with(again, "choice-1")["text-1"].value == "Quá gấp."
        done = form_with(review, "choice-1").submit("sign")
        assert done.status_int == 303
        assert code not in browser.get("/viec")
        assert "Đã cho ý kiến" in browser.get(address)
        twice = form_with(review, "choice-1").submit("sign", status=409)
        assert "đã được ký" in twice.html.select_one(".error-summary").text

    def test_it_is_kept_and_a_second_device_gets_both_texts(self, workplace):
        code, _ballot = begun(workplace)
        browser, address = workplace.seen_by(MEMBER), slip_of(workplace, MEMBER, code)
        first, second = (form_with(browser.get(address), "choice-1") for _each in range(2))
        first["choice-1"], first["text-1"] = "agree_with_remarks", "Bản trên máy tính"
        assert first.submit("save").status_int == 303
        second["choice-1"] = "abstain"
        conflict = second.submit("review", status=409)
        assert "Bản trên máy tính" in conflict
        assert conflict.html.select_one("#c-1-abstain[checked]")

    def test_a_member_may_stay_out_with_a_reason(self, workplace):
        code, ballot = begun(workplace)
        browser, address = workplace.seen_by(MEMBER), slip_of(workplace, MEMBER, code)
        form = form_with(browser.get(address), "choice-1")
        assert "lý do" in form.submit("recuse", status=409).html.select_one(".error-summary").text
        form["reason"] = "Em ruột là nhà đầu tư."
        assert form.submit("recuse").status_int == 303
        assert "Em ruột là nhà đầu tư." in workplace.seen_by(SECRETARY).get(ballot)

    def test_nobody_opens_the_slip_of_another(self, workplace):
        code, _ballot = begun(workplace)
        address = slip_of(workplace, MEMBER, code)
        workplace.seen_by(DEPUTY).get(address, status=(403, 404))
        workplace.seen_by(OFFICER).get(address, status=404)
        workplace.seen_by(SECRETARY).get(address, status=403)
        workplace.seen_by("").get(address, status=(302, 303, 401, 403, 404))
        workplace.seen_by(MEMBER).get("/phieu/" + "0" * 16, status=404)
        workplace.seen_by(MEMBER).get("/phieu/zz", status=404)

    def test_the_papers_chosen_for_members_open_and_no_others(self, workplace):
        code, _ballot = begun(workplace)
        address = slip_of(workplace, MEMBER, code)
        browser = workplace.seen_by(MEMBER)
        papers = browser.get(address).html.select(".slip-papers a")
        assert len(papers) == 2
        browser.get(papers[0]["href"], status=200)
        browser.get(f"{address}/tep/nothing", status=404)
        workplace.seen_by(OFFICER).get(papers[0]["href"], status=404)

    def test_after_the_end_a_vote_is_refused(self, workplace):
        code, _ballot = begun(workplace)
        workplace.now = datetime(2026, 11, 27, 16, 59)
        address = slip_of(workplace, MEMBER, code)
        form = form_with(workplace.seen_by(MEMBER).get(address), "choice-1")
        form["choice-1"] = "agree"
        workplace.now = datetime(2026, 11, 27, 17, 0, 1)
        page = form.submit("review", status=409)
        assert "hết thời gian" in page.html.select_one(".error-summary").text


class TestTheSession:
    def test_it_shows_who_has_answered_reminds_counts_and_prints(self, workplace):
        code, ballot = begun(workplace)
        votes(workplace, CHAIR, code, "agree")
        votes(workplace, MEMBER, code, "disagree", "Chưa rõ nguồn vốn.")
        browser = workplace.seen_by(SECRETARY)
        page = browser.get(ballot)
        assert f"2/{MEMBERS} thành viên đã cho ý kiến" in page
        assert "Chưa rõ nguồn vốn." in page
        assert not page.html.select(".agenda-sums")
        early = browser.get(f"{ballot}/dong")
        assert "Thành viên còn thời gian" in early
        assert browser.get(f"{ballot}/nhac").forms["form"].submit("do").status_int == 303
        assert "đã nhắc" in browser.get(ballot)
        assert browser.get(f"{ballot}/ket-qua", status=409)
        workplace.now = AFTER
        workplace.work()
        browser = workplace.seen_by(SECRETARY)
        page = browser.get(ballot)
        assert "Thông qua" in page.html.select_one(".agenda-outcome").text
        assert "13" in page.html.select_one(".agenda-tacit").text
        sheet = browser.get(f"{ballot}/ket-qua")
        assert "Bảng tổng hợp ý kiến thành viên Ủy ban nhân dân" in sheet
        assert "không trả lời: tính là đồng ý" in sheet
        assert "Trần Minh Quang" in sheet
        assert "Bảng tổng hợp để in" in browser.get(f"/ho-so/{code}")

    def test_it_is_withdrawn_with_a_reason(self, workplace):
        code, ballot = begun(workplace)
        browser = workplace.seen_by(SECRETARY)
        form = browser.get(f"{ballot}/rut").forms["form"]
        assert "lý do" in form.submit("do").html.select_one(".error-summary").text.lower()
        form["reason"] = "Dự thảo thay đổi."
        assert form.submit("do").status_int == 303
        assert "Dự thảo thay đổi." in browser.get(ballot)
        workplace.seen_by(SECRETARY).get(f"{ballot}/rut", status=403)
        assert code not in workplace.seen_by(MEMBER).get("/viec")

    def test_it_is_open_to_readers_of_the_case_alone(self, workplace):
        _code, ballot = begun(workplace)
        assert not workplace.seen_by(CONTROL).get(ballot).html.select(".acts")
        workplace.seen_by(CONTROL).get(f"{ballot}/nhac", status=403)
        workplace.seen_by(CONTROL).get(f"{ballot}/khac", status=404)
        workplace.seen_by(OFFICER).get(ballot, status=403)
        workplace.seen_by(MEMBER).get(ballot, status=403)
        workplace.seen_by(SECRETARY).get("/lay-phieu/zz", status=404)


class TestSecretBallot:
    def test_pages_show_who_voted_and_never_how(self, workplace):
        code, ballot = begun(workplace, "phieu-kin", "Bầu người A")
        browser = workplace.seen_by(MEMBER)
        page = browser.get(slip_of(workplace, MEMBER, code))
        assert "Đây là phiếu kín" in page
        assert "text-1" not in form_with(page, "choice-1").fields
        for person, choice in ((MEMBER, "disagree"), (CHAIR, "agree"), (DEPUTY, "agree")):
            votes(workplace, person, code, choice)
        page = workplace.seen_by(SECRETARY).get(ballot)
        assert f"3/{MEMBERS} thành viên đã cho ý kiến" in page
        assert not page.html.select(".member-answers")
        workplace.now = AFTER
        workplace.work()
        sheet = workplace.seen_by(SECRETARY).get(f"{ballot}/ket-qua")
        assert "<td>2</td><td>0</td><td>1</td><td>0</td><td>12</td>" in sheet
        assert not list(Path(workplace.office.settings["motcua.urns"]).glob("*.key"))


class TestTheAgenda:
    def test_the_secretary_sees_every_ballot_and_reminds_at_once(self, workplace):
        code, ballot = begun(workplace)
        browser = workplace.seen_by(SECRETARY)
        page = browser.get("/lay-phieu")
        item = next(each for each in page.html.select(".sessions-agenda > li") if code in str(each))
        assert "Các thành viên đang cho ý kiến" in item.text
        assert "và 9 thành viên nữa" in item.get_text(" ", strip=True)
        form = next(each for each in page.forms.values() if "ballot" in each.fields)
        for box in form.fields["ballot"]:
            box.checked = ballot.endswith(box._value)
        assert f"Đã nhắc {MEMBERS} thành viên" in form.submit("do").follow()
        again = form.submit("do")
        assert len(again.html.select(".error-summary li")) == 1

    def test_nothing_ticked_and_other_deeds(self, workplace):
        begun(workplace)
        browser = workplace.seen_by(SECRETARY)
        form = next(e for e in browser.get("/lay-phieu").forms.values() if "ballot" in e.fields)
        for box in form.fields["ballot"]:
            box.checked = False
        assert "Chưa chọn phiếu nào" in form.submit("do").follow()
        token = form["csrf_token"].value
        browser.post("/lay-phieu", {"csrf_token": token, "do": "close"}, status=404)

    def test_nobody_else_sees_it(self, workplace):
        code, _ballot = begun(workplace)
        page = workplace.seen_by(CLERK).get("/lay-phieu")
        assert "không có phiếu nào" in page
        assert code not in page


class TestMoreTime:
    def test_it_is_given_with_a_reason_and_told(self, workplace):
        code, ballot = begun(workplace)
        browser = workplace.seen_by(SECRETARY)
        form = form_with(browser.get(f"{ballot}/them-gio"), "term")
        form["term"], form["reason"] = "2 ngày làm việc", "Nhiều thành viên đi công tác"
        page = form.submit("do").follow()
        assert "17:00 thứ Ba, 01/12/2026" in page
        assert "Nhiều thành viên đi công tác" in page
        assert "Kéo dài thời hạn cho ý kiến" in browser.get(f"/ho-so/{code}")

    def test_what_is_no_term_is_refused_and_stays_typed(self, workplace):
        _code, ballot = begun(workplace)
        form = form_with(workplace.seen_by(SECRETARY).get(f"{ballot}/them-gio"), "term")
        form["term"], form["reason"] = "vài hôm", "Bận"
        page = form.submit("do", status=409)
        assert form_with(page, "term")["term"].value == "vài hôm"


class TestPapersOfASlip:
    def test_the_member_prints_it_and_takes_it_as_a_file(self, workplace):
        code, _ballot = begun(workplace)
        address = slip_of(workplace, MEMBER, code)
        votes(workplace, MEMBER, code, "disagree", "Chưa rõ nguồn")
        browser = workplace.seen_by(MEMBER)
        page = browser.get(f"{address}/van-ban")
        assert "THÀNH VIÊN ỦY BAN NHÂN DÂN" in page
        assert "Chưa rõ nguồn" in page
        assert "Số:" not in page
        assert browser.get(f"{address}/van-ban?dang=pdf").body.startswith(b"%PDF")
        assert browser.get(f"{address}/van-ban?dang=docx").body.startswith(b"PK")
        workplace.seen_by(CHAIR).get(f"{address}/van-ban", status=403)

    def test_there_is_none_of_a_secret_slip(self, workplace):
        code, _ballot = begun(workplace, "phieu-kin")
        address = slip_of(workplace, MEMBER, code)
        assert "Phiếu bản giấy" not in workplace.seen_by(MEMBER).get(address)
        workplace.seen_by(MEMBER).get(f"{address}/van-ban", status=404)


class TestAfterTheCount:
    def _counted(self, workplace, choice: str) -> tuple[str, str]:
        code, ballot = begun(workplace)
        votes(workplace, CHAIR, code, choice, "Chưa rõ" if choice == "disagree" else "")
        workplace.now = AFTER
        workplace.work()
        return code, ballot

    def test_what_passed_is_announced(self, workplace):
        _code, ballot = self._counted(workplace, "agree")
        browser = workplace.seen_by(SECRETARY)
        form = form_with(browser.get(f"{ballot}/cong-bo"), "reason")
        form["reason"] = "Phiên họp thường kỳ tháng 12"
        assert "Phiên họp thường kỳ tháng 12" in form.submit("do").follow()
        assert ballot not in browser.get("/lay-phieu")

    def test_the_next_round_begins_with_what_did_not_pass(self, workplace):
        code, ballot = begun(workplace)
        for person in workplace.do(CLERK, lambda acting: _voters(acting, ballot)):
            votes(workplace, person, code, "disagree", "Chưa rõ nguồn")
        workplace.work()
        browser = workplace.seen_by(SECRETARY)
        page = browser.get(ballot)
        assert page.html.find("a", string="Lấy phiếu lại")
        form_page = browser.get(f"{ballot}/lan-sau").follow()
        assert "Chưa rõ nguồn" in form_page
        sent = form_with(form_page, "matters").submit("send")
        second = sent.location.removeprefix("http://localhost")
        assert "Lần 1: Không thông qua" in browser.get(second).html.get_text(" ", strip=True)
        member = workplace.seen_by(MEMBER)
        assert "Chưa rõ nguồn" in member.get(slip_of(workplace, MEMBER, code))


def _voters(acting, ballot: str) -> list[str]:
    found = acting.root.ballots.find("ballots", ballot.rpartition("/")[2])
    return [each.person for each in found.voters]
