"""What changed in the words of a file: the page, and who may see it."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.cases.actions import perform
from motcua.cases.content import Enclosure
from motcua.consultations.actions import ask_again, give_opinion
from motcua.consultations.content import Reply
from motcua.documents.keeping import keep
from motcua.documents.wording import want
from tests.make_documents import a_png
from tests.make_wording import (
    DECREE,
    FLOORS,
    LAND,
    PDF,
    USE,
    WORD,
    a_scan,
    a_text_docx,
    a_text_pdf,
)
from tests.make_workspace import (
    CONTROL,
    OFFICER,
    POLICE,
    Workplace,
    case_of,
    request_of,
)
from tests.workspace.test_record import LAND as LAND_OFFICER
from tests.workspace.test_record import Place, place  # noqa: F401

CHANGED = (LAND.replace("1.250,5", "1.350,5"), USE, FLOORS, "Điều 4. Có hiệu lực ngay.")


def said(page: Any) -> str:
    return " ".join(page.html.get_text(" ", strip=True).split())


def renew(
    workplace: Workplace,
    code: str,
    content: bytes,
    media_type: str = PDF,
    wanted: bool = True,
    paper: str = "don",
) -> str:
    """Put a newer version of a paper into the dossier; return the id of its document."""

    def renewing(acting: Any) -> str:
        case = case_of(acting, code)
        document = keep(acting, "don.pdf", content, media_type, kind="paper", paper=paper)
        case.dossier.add([Enclosure(paper, document, acting.now, acting.person)])
        if wanted:
            want(acting, *(each.document for each in case.dossier.files))
        return str(document.id)

    return str(workplace.do(OFFICER, renewing))


def compared(
    workplace: Workplace, *contents: bytes, media_type: str = PDF, wanted: bool = True
) -> tuple[str, list[str]]:
    """Return a case with these versions of a paper, and the ids of their documents."""
    code = workplace.tried()
    ids = [
        renew(workplace, code, each, WORD if each.startswith(b"PK") else media_type, wanted)
        for each in contents
    ]
    if wanted:
        workplace.work()
    return code, ids


class TestThePageOfACase:
    def test_what_changed_between_two_pdfs_word_by_word(self, workplace: Workplace) -> None:
        code, (before, after) = compared(workplace, a_text_pdf(DECREE), a_text_pdf(CHANGED))
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/so-sanh?tu={before}&den={after}")
        main = page.html.select_one(".differing")
        gone = [each.get_text(" ", strip=True) for each in main.select("del")]
        new = [each.get_text(" ", strip=True) for each in main.select("ins")]
        assert gone == ["[đoạn bỏ: 1.250,5 ]"]
        assert new == ["[đoạn thêm: 1.350,5 ]", "[đoạn thêm: Điều 4. Có hiệu lực ngay. ]"]
        assert "Số chỗ thay đổi: 2" in said(page)
        assert USE in said(page)

    def test_every_change_leads_to_the_next_and_the_last_to_the_first(
        self, workplace: Workplace
    ) -> None:
        code, (before, after) = compared(workplace, a_text_docx(DECREE), a_text_pdf(CHANGED))
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/so-sanh?tu={before}&den={after}")
        heads = page.html.select(".change-head")
        assert [each["id"] for each in heads] == ["thay-doi-1", "thay-doi-2"]
        links = [each.select_one("a[data-open]")["href"] for each in heads]
        assert [each.partition("#")[2] for each in links] == ["thay-doi-2", "thay-doi-1"]
        assert all(
            workplace.seen_by(OFFICER).get(each).html.select(".change-head") for each in links
        )

    def test_in_english(self, workplace: Workplace) -> None:
        code, (before, after) = compared(workplace, a_text_pdf(DECREE), a_text_pdf(DECREE[:2]))
        page = workplace.seen_by(OFFICER).get(
            f"/ho-so/{code}/so-sanh?tu={before}&den={after}&_LOCALE_=en"
        )
        page = page.follow() if page.status_int in (302, 303) else page
        assert "words taken out" in said(page)
        workplace.seen_by(OFFICER).get("/viec?_LOCALE_=vi")

    def test_from_the_case_one_gets_there_and_the_newest_is_the_other_side(
        self, workplace: Workplace
    ) -> None:
        code, (_first, second, _third) = compared(
            workplace, a_text_pdf(DECREE[:1]), a_text_pdf(DECREE), a_text_pdf(CHANGED)
        )
        browser = workplace.seen_by(OFFICER)
        links = browser.get(f"/ho-so/{code}").html.select("a[href*='/so-sanh']")
        assert len(links) == 3
        page = browser.get(f"/ho-so/{code}/so-sanh?tu={second}")
        assert "Điều 4. Có hiệu lực ngay." in said(page)
        form = next(each for each in page.forms.values() if "tu" in each.fields)
        assert len(form["tu"].options) == 4
        form["den"] = second
        assert "giống nhau từng bit" in said(form.submit())

    def test_the_same_words_in_other_bytes(self, workplace: Workplace) -> None:
        code, (before, after) = compared(workplace, a_text_pdf(DECREE), a_text_docx(DECREE))
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/so-sanh?tu={before}&den={after}")
        assert "Phần chữ giống nhau" in said(page)

    @pytest.mark.parametrize(
        ("content", "media_type", "why"),
        [
            pytest.param(a_scan(), PDF, "Không có chữ", id="a scan"),
            pytest.param(a_png(), "image/png", "Không có chữ", id="a picture"),
            pytest.param(b"%PDF-1.4\nrubbish", PDF, "Không đọc được chữ", id="damaged"),
        ],
    )
    def test_without_words_it_says_so_and_offers_both_files(
        self, workplace: Workplace, content: bytes, media_type: str, why: str
    ) -> None:
        code, (before, after) = compared(
            workplace, a_text_pdf(DECREE), content, media_type=media_type
        )
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/so-sanh?tu={before}&den={after}")
        assert why in said(page)
        assert [each["href"] for each in page.html.select(".two-files a")] == [
            f"/ho-so/{code}/tep/{before}",
            f"/ho-so/{code}/tep/{after}",
        ]

    def test_what_nobody_has_read_yet_is_read_when_asked_for(self, workplace: Workplace) -> None:
        code, (before, after) = compared(
            workplace, a_text_pdf(DECREE[1:]), a_text_pdf(CHANGED[1:]), wanted=False
        )
        address = f"/ho-so/{code}/so-sanh?tu={before}&den={after}"
        page = workplace.seen_by(OFFICER).get(address)
        form = next(each for each in page.forms.values() if "tu=" in each.action)
        assert form.submit().location.endswith(address)
        workplace.work()
        assert "Số chỗ thay đổi: 1" in said(workplace.seen_by(OFFICER).get(address))

    def test_reading_a_page_reads_no_file(self, workplace: Workplace) -> None:
        code, (before, after) = compared(workplace, b"A.", b"B.", wanted=False)
        workplace.seen_by(OFFICER).get(f"/ho-so/{code}/so-sanh?tu={before}&den={after}")
        workplace.work()
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/so-sanh?tu={before}&den={after}")
        assert "chưa được đọc" in said(page)

    def test_a_long_difference_has_several_pages(self, workplace: Workplace) -> None:
        long = [f"Điều {n}. Nội dung thứ {n} của quy định này." for n in range(2500)]
        other = [each.replace("quy định", "hướng dẫn") for each in long]
        code, (before, after) = compared(
            workplace,
            "\n".join(long).encode(),
            "\n".join(other).encode(),
            media_type="text/plain",
        )
        address = f"/ho-so/{code}/so-sanh?tu={before}&den={after}"
        page = workplace.seen_by(OFFICER).get(address)
        assert len(page.body) < 600_000
        assert "Trang 1/" in said(page)
        following = page.click("Sau", index=0)
        assert "Trang 2/" in said(following)
        assert said(workplace.seen_by(OFFICER).get(f"{address}&trang=9999")) != said(page)

    def test_marks_in_a_file_are_words_and_nothing_else(self, workplace: Workplace) -> None:
        code, (before, after) = compared(
            workplace,
            b"Mot <script>alert(1)</script> hai.",
            b"Mot <script>alert(2)</script> ba.",
            media_type="text/plain",
        )
        page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/so-sanh?tu={before}&den={after}")
        assert "<script>alert" not in page.text
        assert "&lt;script" in page.text

    def test_who_may_not_read_the_papers_sees_nothing_of_it(self, workplace: Workplace) -> None:
        code, (before, after) = compared(workplace, a_text_pdf(DECREE), a_text_pdf(CHANGED))
        address = f"/ho-so/{code}/so-sanh?tu={before}&den={after}"
        workplace.asked(code)
        assert workplace.seen_by(CONTROL).get(address).status_int == 200
        for person in (POLICE, LAND_OFFICER):
            workplace.seen_by(person).get(address, status=403)
        workplace.seen_by("").get(address, status=303)

    @pytest.mark.parametrize("query", ["", "?tu=khong-co", "?tu={0}&den=khong-co"])
    def test_what_there_is_not_is_not_found(self, workplace: Workplace, query: str) -> None:
        code, ids = compared(workplace, b"A.", media_type="text/plain", wanted=False)
        browser = workplace.seen_by(OFFICER)
        browser.get(f"/ho-so/{code}/so-sanh{query.format(*ids)}", status=404)

    def test_a_file_of_another_case_is_not_found(self, workplace: Workplace) -> None:
        code, ids = compared(workplace, b"A.", media_type="text/plain", wanted=False)
        _other, others = compared(workplace, b"B.", media_type="text/plain", wanted=False)
        browser = workplace.seen_by(OFFICER)
        browser.get(f"/ho-so/{code}/so-sanh?tu={ids[0]}&den={others[0]}", status=404)


def asked_again(made: Place) -> tuple[str, str, str, str]:
    """Return the requests before and now, and the versions that were shown with each."""
    workplace, code = made.workplace, made.code
    before = renew(workplace, code, a_text_pdf(DECREE))
    earlier = workplace.asked(code, documents=[before])
    workplace.do(
        POLICE, lambda acting: give_opinion(acting, request_of(acting, earlier), Reply("agree"))
    )
    after = renew(workplace, code, a_text_pdf(CHANGED))

    def asking(acting: Any) -> str:
        sent = request_of(acting, earlier).consultation
        return str(ask_again(acting, sent, ["cong-an-tinh"], "Xem lại.").requests[0].id)

    again = str(workplace.do(OFFICER, asking))
    workplace.work()
    return earlier, again, before, after


class TestThePageOfARequest:
    def test_the_body_asked_again_sees_what_changed_since_its_opinion(
        self,
        workplace: Workplace,
        place: Any,  # noqa: F811
    ) -> None:
        _earlier, again, before, after = asked_again(place(keeps_access="no"))
        browser = workplace.seen_by(POLICE)
        page = browser.get(f"/y-kien/{again}")
        link = page.html.select_one("a[href*='/so-sanh']")["href"]
        assert link == f"/y-kien/{again}/so-sanh?tu={before}&den={after}"
        page = browser.get(link)
        assert "1.350,5" in said(page)
        for each in page.html.select(".two-files a"):
            assert browser.get(each["href"]).content_type == PDF

    def test_it_ends_with_its_task(self, workplace: Workplace, place: Any) -> None:  # noqa: F811
        earlier, again, before, after = asked_again(place(keeps_access="no"))
        workplace.do(
            POLICE, lambda acting: give_opinion(acting, request_of(acting, again), Reply("agree"))
        )
        browser = workplace.seen_by(POLICE)
        for request in (earlier, again):
            browser.get(f"/y-kien/{request}/so-sanh?tu={before}&den={after}", status=404)
            browser.get(f"/y-kien/{request}/tep/{before}", status=404)

    def test_one_version_alone_is_not_enough(self, workplace: Workplace) -> None:
        """A body that keeps what it was shown learns nothing of a newer version not shown to it."""
        code = workplace.tried()
        before = renew(workplace, code, a_text_pdf(DECREE))
        id = workplace.asked(code, documents=[before])
        after = renew(workplace, code, a_text_pdf(CHANGED))
        browser = workplace.seen_by(POLICE)
        browser.get(f"/y-kien/{id}/tep/{before}", status=200)
        for one, other in ((before, after), (after, before)):
            browser.get(f"/y-kien/{id}/so-sanh?tu={one}&den={other}", status=404)
        assert "/so-sanh" not in browser.get(f"/y-kien/{id}").text

    def test_the_asker_sees_of_every_opinion_what_it_was_given_on_and_what_changed(
        self, workplace: Workplace
    ) -> None:
        code = workplace.tried()
        before = renew(workplace, code, a_text_pdf(DECREE))
        id = workplace.asked(code, documents=[before])
        browser = workplace.seen_by(OFFICER)
        assert "/so-sanh" not in browser.get(f"/y-kien/{id}").text
        renew(workplace, code, a_text_pdf(CHANGED))
        workplace.work()
        browser = workplace.seen_by(OFFICER)
        link = browser.get(f"/y-kien/{id}").html.select_one("a[href*='/so-sanh']")["href"]
        assert link == f"/ho-so/{code}/so-sanh?tu={before}"
        assert "1.350,5" in said(browser.get(link))
        assert link in browser.get(f"/ho-so/{code}").text

    def test_a_document_that_came_back_with_changes(self, workplace: Workplace) -> None:
        code = workplace.tried()
        shown = renew(workplace, code, a_text_docx(DECREE), WORD)
        other = renew(workplace, code, a_text_pdf([USE]), paper="ban_ve")
        id = workplace.asked(code, documents=[other, shown])

        def giving(acting: Any) -> str:
            file = keep(acting, "don sửa.docx", a_text_docx(CHANGED), WORD, kind="opinion")
            reply = Reply("agree_with_remarks", "Đã sửa", files=(file,), edited=(file.id,))
            give_opinion(acting, request_of(acting, id), reply)
            return str(file.id)

        file = workplace.do(POLICE, giving)
        workplace.work()
        for person in (OFFICER, POLICE):
            browser = workplace.seen_by(person)
            link = f"/y-kien/{id}/so-sanh?den={file}"
            assert link in browser.get(f"/y-kien/{id}").text
            page = browser.get(link)
            form = next(each for each in page.forms.values() if "tu" in each.fields)
            form["tu"] = shown
            page = form.submit()
            assert "1.350,5" in said(page)
            assert [each["href"] for each in page.html.select(".two-files a")] == [
                f"/y-kien/{id}/tep/{each}" for each in (shown, file)
            ]

    def test_bodies_that_were_not_asked_see_nothing(
        self,
        workplace: Workplace,
        place: Any,  # noqa: F811
    ) -> None:
        _earlier, again, before, after = asked_again(place(keeps_access="no"))
        address = f"/y-kien/{again}/so-sanh?tu={before}&den={after}"
        workplace.seen_by(LAND_OFFICER).get(address, status=403)


def test_a_newer_version_that_is_handed_in_is_read_without_being_asked(
    workplace: Workplace,
) -> None:
    code = workplace.tried()
    before = workplace.of_case(code, lambda case: case.dossier.files[0].document.id)

    def handing_in(acting: Any) -> None:
        case = case_of(acting, code)
        document = keep(acting, "don.pdf", a_text_pdf(CHANGED), PDF, kind="paper", paper="don")
        newer = Enclosure("don", document, acting.now, acting.person)
        perform(acting, case, "skip", enclosures=[newer])

    workplace.do(OFFICER, handing_in)
    workplace.work()
    page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/so-sanh?tu={before}")
    assert "chưa được đọc" not in said(page)
    assert "Không đối chiếu được" in said(page)  # The first version was no real file.
