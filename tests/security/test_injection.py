"""What strangers type is shown as they typed it, and does nothing (S10, S11)."""

from __future__ import annotations

import csv
import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from webtest import TestApp

from motcua.cases.actions import hand_over, perform
from motcua.consultations.actions import ask_opinions, give_opinion, urge
from motcua.consultations.content import Reply
from tests.security.conftest import PASSWORD, PERMIT, House, case_of, request_to, token_of
from tests.security.filling import PROCEDURE, file_one, filled_in

EVIL = "\"'></textarea></title></option></script>]]><xss onload=alert(1)>${7*7}{{7*7}}<!--"
"""Breaks out of whatever it stands in, unless it is written as text there."""
TYPED = {
    "name": f"Tên {EVIL}",
    "address": f"Nhà {EVIL}",
    "representative": f"Người {EVIL}",
    "subject": f"Việc {EVIL}",
    "ten_cong_trinh": f"Công trình {EVIL}",
    "dia_diem": f"Chỗ {EVIL}",
}


class Poisoned:
    """A case in which every text that anybody may write is :data:`EVIL`."""

    def __init__(self, house: House):
        self.house = house
        self.visitor = house.browser()
        self.code, secret, self.receipt = file_one(self.visitor, **TYPED)
        house.secrets[self.code] = secret
        self._work()
        self._ask()
        house.work()

    def _do(self, person: str, deed: Any) -> None:
        self.house.as_(person, lambda acting: deed(acting, case_of(acting.root, self.code)))

    def _work(self) -> None:
        for person, action, form in (
            ("mai.tran", "receive", {}),
            ("mai.tran", "transfer", {}),
            ("vinh.le", "assign", {"officer": "tuan.ho"}),
        ):
            self._do(person, lambda a, c, act=action, f=form: perform(a, c, act, f))
        self._do("vinh.le", lambda a, c: hand_over(a, c, "ha.nguyen", f"Vì {EVIL}"))

    def _ask(self) -> None:
        def ask(acting: Any, case: Any) -> None:
            ask_opinions(
                acting,
                case,
                "chuyen_nganh",
                units=["so-tu-phap", "so-nnmt"],
                question=f"Hỏi {EVIL}",
                documents=[case.dossier.enclosures[0].document.id],
                notes={"so-tu-phap": f"Riêng {EVIL}"},
            )

        def answer(acting: Any, case: Any) -> None:
            reply = Reply("disagree", f"Đáp {EVIL}", (f"Một {EVIL}",), letter_number=EVIL[:60])
            give_opinion(acting, request_to(acting.root, self.code, "so-tu-phap"), reply)

        def remind(acting: Any, case: Any) -> None:
            urge(acting, request_to(acting.root, self.code, "so-nnmt"), f"Giục {EVIL}")

        self._do("ha.nguyen", ask)
        self._do("hue.mai", answer)
        self._do("ha.nguyen", remind)
        site = {"thanh_phan": f"Ai {EVIL}", "hien_trang": f"Đất {EVIL}"}
        site_form = {"ngay_kiem_tra": self.house.now.date(), **site}
        self._do("ha.nguyen", lambda a, c: perform(a, c, "record_site_check", site_form))
        self._do("ha.nguyen", lambda a, c: perform(a, c, "supplement", {"noi_dung": EVIL}))

    def pages(self) -> Iterator[tuple[TestApp, str]]:
        """Give every page on which some of it stands."""
        requests = [
            self.house.do(lambda root, unit=unit: request_to(root, self.code, unit).id)
            for unit in ("so-tu-phap", "so-nnmt")
        ]
        track = self.house.tracking(self.code)
        case = f"/ho-so/{self.code}"
        yield from (
            (self.visitor, path) for path in (self.receipt, track, f"{track}/viec/withdraw")
        )
        following = self.visitor.get(track).html
        yield self.visitor, following.select_one("main a[href$='.atom']")["href"]
        for person in ("ha.nguyen", "vinh.le", "tung.do", "mai.tran"):
            browser = self.house.browser(person)
            for path in (case, "/viec", "/viec?muc=cho", f"/tim?q={self.code}", f"{case}/ban-giao"):
                yield browser, path
            yield from ((browser, f"/y-kien/{id}") for id in requests)
        officer = self.house.browser("ha.nguyen")
        for path in (f"{case}/withdraw", f"{case}/extend", f"/y-kien/{requests[1]}/don-doc"):
            yield officer, path
        yield from ((self.house.browser("hue.mai"), path) for path in ("/y-kien", case))
        yield self.house.browser("pang.lo"), "/y-kien"
        yield self.house.browser("pang.lo"), f"/y-kien/{requests[1]}"
        yield from ((officer, path) for path in self.letters())

    def letters(self) -> list[str]:
        files = self.house.do(
            lambda root: [
                each.document.id
                for each in case_of(root, self.code).dossier.enclosures
                if each.paper.startswith("letter:")
            ]
        )
        return [f"/ho-so/{self.code}/tep/{id}" for id in files]


def test_it_is_text_on_every_page_and_letter(house: House) -> None:
    poisoned = Poisoned(house)
    assert len(poisoned.letters()) >= 2
    told = set()
    for browser, path in poisoned.pages():
        answer = browser.get(path, expect_errors=True)
        assert "<xss" not in answer.text, path
        assert "49{{" not in answer.text, path
        if answer.content_type == "text/html":
            assert answer.html.find("xss") is None, path
        else:
            ElementTree.fromstring(answer.body)
        written = re.findall(r"(\w+) (?:&#34;|&quot;|\")'?(?:&#39;)?&gt;&lt;/textarea", answer.text)
        told |= set(written)
    assert {"Tên", "Nhà", "Người", "Việc", "trình", "Chỗ", "Hỏi", "Đáp", "Một"} <= told


def test_it_is_text_in_the_form_that_comes_back(house: House) -> None:
    browser = house.browser()
    form = filled_in(browser, **TYPED, phone=EVIL, email=EVIL, number=EVIL)
    answer = form.submit("file")
    assert answer.html.select_one(".error-summary")
    assert "<xss" not in answer.text
    again = answer.forms["form"]
    assert {name: again[name].value for name in TYPED} == TYPED


@pytest.mark.parametrize(
    "path",
    [
        "/thu-tuc?q={}&linh-vuc={}&nguoi-nop={}",
        "/tim?q={}&sau={}",
        "/viec?muc={}&thu-tuc={}&buoc={}&don-vi={}&han={}&sau={}",
        "/tiep-nhan?q={}",
        "/quan-tri/lich?nam={}&don-vi={}",
        "/dang-nhap?next={}",
        "/ho-so/{}",
        "/y-kien/{}",
        "/no/{}",
    ],
)
def test_what_stands_in_an_address_is_text(house: House, path: str) -> None:
    evil = "%22%27%3E%3Cxss%20onload%3Dalert(1)%3E%24%7B7*7%7D"
    for person in ("", "ha.nguyen", "mai.tran", "tung.do"):
        answer = house.browser(person).get(path.replace("{}", evil), expect_errors=True)
        assert answer.status_int < 500
        assert "<xss" not in answer.text


def test_mails_are_plain_text_and_their_subjects_one_line(house: House) -> None:
    Poisoned(house)
    found = list(mails(house))
    assert found
    for mail in found:
        assert mail.get_content_type() == "text/plain"
        assert "\n" not in mail["Subject"]
        assert len(mail.get_all("To")) == 1
        assert mail["Bcc"] is None


def mails(house: House) -> Iterator[Any]:
    for path in Path(house.office.settings["mail.folder"]).glob("*.eml"):
        yield email.message_from_bytes(path.read_bytes(), policy=email.policy.default)


class TestLines:
    """Fields of one line are of one line: what is in them goes into headers and lists."""

    @pytest.mark.parametrize(
        "more",
        [
            "\r\nBcc: evil@example.com",
            "\nSubject: x",
            "\u2028x",
            "\x00",
            "\x1b[31m",
            "\x85x",
            "\u202e",
        ],
        ids=["CRLF", "LF", "line separator", "NUL", "escape", "next line", "backwards"],
    )
    def test_a_further_line_is_no_line(self, house: House, more: str) -> None:
        fields = ("name", "subject", "representative", "address", "ten_cong_trinh", "dia_diem")
        form = filled_in(house.browser(), **{each: f"Tên{more}" for each in fields})
        form.submit("file", status=303)
        house.do(stored_on_one_line)

    @pytest.mark.parametrize("more", ["\r\nBcc: evil@example.com", "\nx", ",evil@example.com"])
    def test_an_address_for_mails_is_one(self, house: House, more: str) -> None:
        form = filled_in(house.browser(), email=f"anphu@example.vn{more}")
        assert form.submit("file", status=200).html.select_one(".error-summary")

    def test_what_is_written_in_several_lines_keeps_them(self, house: House) -> None:
        browser = house.browser("ha.nguyen")
        form = browser.get(f"/ho-so/{PERMIT}/supplement").forms["form"]
        form["noi_dung"] = "Một\x0bHai\r\nBa\x00"
        form.submit("act", status=303)
        found = house.do(lambda root: case_of(root, PERMIT).findings.values["noi_dung"])
        assert found == "Một\nHai\nBa"


def stored_on_one_line(root: Any) -> None:
    for key in root.cases.shelf:
        case = root.cases.shelf[key]
        for each in (case.subject, *case.applicant):
            assert str(each).isprintable(), each


DANGEROUS = ["=1+1", "+84 901", "-2+3", "@SUM(1)", "\t=1", " =1", "=cmd|' /C calc'!A0"]


@pytest.mark.parametrize("cell", DANGEROUS, ids=repr)
def test_no_cell_of_a_list_is_calculated(house: House, cell: str) -> None:
    browser = house.browser()
    code, _secret, _receipt = file_one(browser, name=f"{cell}", subject=f"{cell}")
    sheet = house.browser("mai.tran").get("/viec/bang.csv").body.decode("utf-8-sig")
    row = next(row for row in csv.reader(sheet.splitlines()) if code in row)
    assert [each for each in row if each.startswith(("=", "+", "-", "@", "\t", "\r"))] == []
    assert f"'{cell.strip()}" in row


ELSEWHERE = [
    "//evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "https://evil.example",
    "https:evil.example",
    "javascript:alert(1)",
    "data:text/html,x",
    "/\t/evil.example",
    "/%09/evil.example",
    "/%2f/evil.example",
    "/./\\evil.example",
    " //evil.example",
    "/viec\r\nX-Evil: 1",
    "@evil.example",
    "/@evil.example",
    "///evil.example",
    "/..//evil.example",
]


@pytest.mark.parametrize("wanted", ELSEWHERE, ids=repr)
def test_after_signing_in_one_is_still_here(house: House, wanted: str) -> None:
    signed_in = house.browser("ha.nguyen").get("/dang-nhap", {"next": wanted})
    browser = house.browser()
    fields = {
        "csrf_token": token_of(browser),
        "__formid__": "signin",
        "account": "ha.nguyen",
        "password": PASSWORD,
        "next": wanted,
        "sign_in": "1",
    }
    for answer in (signed_in, browser.post("/dang-nhap", fields)):
        assert answer.status_int == 303
        said = answer.headers["Location"]
        assert urlsplit(said).netloc == "localhost", said
        assert "\\" not in said
        assert "X-Evil" not in answer.headers


@pytest.mark.parametrize(
    "wanted", ["https://evil.example/x", "//evil.example", "http://localhost.evil/"]
)
def test_the_way_back_from_a_refusal_stays_here(house: House, wanted: str) -> None:
    answer = house.browser().get("/no-such-page", headers={"Referer": wanted}, status=404)
    assert "evil" not in answer.text


def test_the_host_of_a_request_makes_no_link_in_a_mail(house: House) -> None:
    browser = house.browser(HTTP_HOST="evil.example")
    file_one(browser)
    house.work()
    assert all("evil" not in each.get_content() for each in mails(house))


def test_nothing_on_any_page_is_fetched_from_elsewhere(house: House) -> None:
    for path in ("/", "/thu-tuc", PROCEDURE, "/tra-cuu", "/dang-nhap"):
        page = house.browser().get(path).html
        for each in page.select("script[src], link[href], img[src]"):
            said = each.get("src") or each.get("href")
            assert said.startswith(("/static/", "data:")), said
