"""Files that are not what they say, through the pages themselves (S7)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any, NamedTuple

import pytest
from webtest import TestApp, Upload
from webtest.forms import Form

from motcua.documents.rules import UploadRules
from tests.make_documents import a_docx, a_pdf, a_png
from tests.security.conftest import PERMIT, House, case_of, request_to
from tests.security.filling import COMPULSORY, filled_in

MB = 1_000_000


def a_bomb() -> bytes:
    """Return a Word document of which 300 MB come out."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", b"<Types/>")
        archive.writestr("word/document.xml", b"<document/>")
        with archive.open("word/media/image1.bin", "w") as entry:
            for _each in range(30):
                entry.write(bytes(10 * MB))
    return written.getvalue()


MACRO = {"word__vbaProject.bin": b"x"}
BAD: list[Any] = [
    pytest.param(
        "đơn.pdf", lambda: b"<html><script>alert(1)</script>", "HTML", id="a page as a PDF"
    ),
    pytest.param("hình.png", lambda: b"<svg onload='alert(1)'/>", "không", id="a drawing"),
    pytest.param("đơn.pdf", lambda: a_png(), "PNG", id="a picture as a PDF"),
    pytest.param("đơn.html", lambda: a_pdf(), "phần mở rộng", id="a PDF as a page"),
    pytest.param("chạy.exe", lambda: b"MZ" + bytes(300), "không", id="a program"),
    pytest.param("trống.pdf", lambda: b"", "rỗng", id="nothing"),
    pytest.param("lớn.pdf", lambda: a_pdf(inside=bytes(21 * MB)), "20 MB", id="too large"),
    pytest.param("hồ\u202efdp.pdf", lambda: a_pdf(), "không nhìn thấy", id="a name read backwards"),
    pytest.param("so\u00adft.pdf", lambda: a_pdf(), "không nhìn thấy", id="a soft hyphen"),
    pytest.param("a" * 200 + ".pdf", lambda: a_pdf(), "150", id="a long name"),
    pytest.param("..\\..\\boot.pdf", lambda: a_pdf(), "đường dẫn", id="a path"),
    pytest.param("bom.docx", a_bomb, "không nhận", id="a bomb"),
    pytest.param(
        "trượt.docx", lambda: a_docx(**{"..__..__etc": b"x"}), "không nhận", id="a slipping name"
    ),
    pytest.param(
        "macro.docx", lambda: a_docx(**{"word__vbaProject.bin": b"x"}), "không nhận", id="a macro"
    ),
    pytest.param(
        "mở.pdf",
        lambda: a_pdf(inside=b"5 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj"),
        "JavaScript",
        id="a PDF that runs",
    ),
]


class Page(NamedTuple):
    """One form that takes files: how it is filled in, and what it keeps."""

    browser: TestApp
    form: Form
    button: str
    kept: tuple[str, str]
    place: int


def filing(house: House) -> Page:
    browser = house.browser()
    form = filled_in(browser)
    return Page(browser, form, "file", ("subject", "Cấp phép nhà xưởng An Phú"), 0)


def counter(house: House) -> Page:
    browser = house.browser("mai.tran")
    form = filled_in(browser, "/tiep-nhan/cap-giay-phep-xay-dung")
    return Page(browser, form, "file", ("name", "Công ty cổ phần An Phú"), 0)


def action(house: House) -> Page:
    browser = house.browser("ha.nguyen")
    form = browser.get(f"/ho-so/{PERMIT}/supplement").forms["form"]
    form["noi_dung"] = "Bản vẽ chưa có dấu"
    return Page(browser, form, "act", ("noi_dung", "Bản vẽ chưa có dấu"), 0)


def opinion(house: House) -> Page:
    browser = house.browser("hue.mai")
    id = house.do(lambda root: request_to(root, PERMIT, "so-tu-phap").id)
    form = browser.get(f"/y-kien/{id}").forms["form"]
    form["outcome"], form["text"] = "disagree", "Chưa phù hợp quy hoạch."
    return Page(browser, form, "give", ("text", "Chưa phù hợp quy hoạch."), 0)


def state_of(house: House) -> Any:
    return house.do(
        lambda root: (
            case_of(root, PERMIT).track.state,
            len(case_of(root, PERMIT).dossier.enclosures),
            len(root.cases.shelf),
            len(request_to(root, PERMIT, "so-tu-phap").opinions),
        )
    )


@pytest.mark.parametrize(("name", "made", "rule"), BAD)
@pytest.mark.parametrize("page", [filing, opinion], ids=lambda each: each.__name__)
def test_it_is_refused_by_its_rule_and_the_rest_is_kept(
    house: House,
    page: Callable[[House], Page],
    name: str,
    made: Callable[[], bytes],
    rule: str,
) -> None:
    refused(house, page(house), name, made(), rule)


@pytest.mark.parametrize(("name", "made", "rule"), [BAD[0], BAD[7], BAD[14]])
@pytest.mark.parametrize("page", [counter, action], ids=lambda each: each.__name__)
def test_so_it_is_wherever_a_file_is_taken(
    house: House,
    page: Callable[[House], Page],
    name: str,
    made: Callable[[], bytes],
    rule: str,
) -> None:
    refused(house, page(house), name, made(), rule)


def refused(house: House, page: Page, name: str, content: bytes, rule: str) -> None:
    before = state_of(house)
    page.form.set("upload", Upload(name, content), page.place)
    answer = page.form.submit(page.button, expect_errors=True)
    assert answer.status_int == 200
    summary = answer.html.select_one(".error-summary")
    assert rule.casefold() in summary.text.casefold()
    again = answer.forms["form"]
    assert again[page.kept[0]].value == page.kept[1]
    assert state_of(house) == before


def test_the_rule_is_told_in_the_language_of_the_reader(house: House) -> None:
    browser = house.browser()
    browser.get("/?_LOCALE_=en")
    form = filled_in(browser)
    form.set("upload", Upload("x.pdf", b"<html>"), 0)
    text = form.submit("file").html.select_one(".error-summary").text
    assert "which is not taken here" in text


def test_the_other_files_wait_for_the_form(house: House) -> None:
    page = filing(house)
    page.form.set("upload", Upload("x.pdf", b"<html>"), 0)
    again = page.form.submit("file").forms["form"]
    assert "Giấy 1.pdf" in again.text
    again.set("upload", Upload("đơn.pdf", a_pdf()), 0)
    assert again.submit("file").status_int == 303


def test_a_file_that_waits_is_not_taken_by_somebody_else(house: House) -> None:
    """A visitor's token does not open the file to an official, nor the other way round."""
    page = counter(house)
    page.form["subject"] = ""
    held = page.form.submit("file").forms["form"]
    token = held.fields["kept"][0].value
    assert token
    other = filled_in(house.browser())
    other.set("upload", "", 0)
    form = other.submit("file").forms["form"]
    form.fields["kept"][0].force_value(token)
    answer = form.submit("file")
    assert answer.status_int == 200
    assert "không còn" in answer.html.select_one(".error-summary").text


@pytest.fixture
def little_room(house: House) -> Iterator[House]:
    """Let as many files wait from one address as one form has."""
    usual = house.office.borrow(UploadRules)
    limits = replace(usual.limits, held_from_one=COMPULSORY)
    house.office.lend(UploadRules, replace(usual, limits=limits))
    yield house
    house.office.lend(UploadRules, usual)


def waiting(house: House) -> int:
    return house.do(lambda root: len(root.documents.held))  # type: ignore[no-any-return]


def test_one_address_does_not_fill_the_disk(little_room: House) -> None:
    browser = little_room.browser()
    filled_in(browser, phone="12").submit("file")
    page = filled_in(browser, phone="12").submit("file")
    assert waiting(little_room) == COMPULSORY
    wrong = [each.get_text(" ", strip=True) for each in page.html.select(".form-error")]
    assert len([each for each in wrong if "không còn chỗ" in each]) == COMPULSORY
    assert page.forms["form"]["name"].value == "Công ty cổ phần An Phú"
    other = little_room.browser(REMOTE_ADDR="203.0.113.99")
    assert filled_in(other).submit("file").status_int == 303


def test_the_files_of_an_abandoned_form_are_gone_after_two_hours(house: House) -> None:
    filled_in(house.browser(), phone="12").submit("file")
    assert waiting(house) == COMPULSORY
    house.now += timedelta(minutes=119)
    house.work()
    assert waiting(house) == COMPULSORY
    house.now += timedelta(minutes=1)
    house.work()
    assert waiting(house) == 0


class TestDownloads:
    def test_what_was_handed_in_is_never_run(self, house: House) -> None:
        found = house.do(
            lambda root: [each.document.id for each in case_of(root, PERMIT).dossier.enclosures]
        )
        track = house.tracking(PERMIT)
        given = [(house.browser("ha.nguyen"), f"/ho-so/{PERMIT}/tep/{id}") for id in found]
        given += [(house.browser(), f"{track}/tep/{found[0]}")]
        seen = set()
        for browser, path in given:
            answer = browser.get(path)
            said = answer.headers
            assert said["X-Content-Type-Options"] == "nosniff"
            assert "sandbox" in said["Content-Security-Policy"]
            assert "frame-ancestors 'none'" in said["Content-Security-Policy"]
            assert "allow-scripts" not in said["Content-Security-Policy"]
            assert said["Cache-Control"] == "private, no-store"
            kind = said["Content-Disposition"].partition(";")[0]
            assert kind == ("inline" if answer.content_type == "text/html" else "attachment")
            seen.add(kind)
        assert seen == {"inline", "attachment"}

    def test_a_name_stays_in_its_place(self, house: House) -> None:
        """Quotes cannot be in a name; letters of any script are written so that none is lost."""
        page = filing(house)
        page.form.set("upload", Upload("đơn; xin, phép = 100%.pdf", a_pdf()), 0)
        receipt = page.form.submit("file").follow()
        tracking = receipt.click(href="/theo-doi/")
        link = next(a["href"] for a in tracking.html.select(".file a") if "xin, phép" in a.text)
        said = page.browser.get(link).headers["Content-Disposition"]
        assert said.startswith('attachment; filename="__n__xin__ph_p___100_.pdf"; filename*=UTF-8')
