"""The official table: who agreed, who was silent, who was late; the same in every form."""

import json
from io import BytesIO

import pypdfium2
import pytest
from docx import Document
from tests.make_consultations import DUE, a_case, asked, later, says

from motcua.acting import NotAllowed
from motcua.consultations.actions import (
    answer_remark,
    ask_extension,
    correct_opinion,
    depart,
    give_opinion,
    grant_extension,
    merge_remarks,
    save_draft,
    withdraw,
)
from motcua.consultations.consultation_file import consultation_file, digest_of, written
from motcua.consultations.ledger import account
from motcua.consultations.synthesis import synthesis, synthesis_letter
from motcua.deadlines.terms import read_term
from motcua.documents.setting import as_docx, as_pdf
from motcua.pages.assets import STATIC
from motcua.words import LANGUAGES, translate

FONTS = STATIC / "vendor"
LATE = DUE.replace(hour=18)


def told_case(province):
    """The police have remarked, land agrees, culture disagrees, the commune is silent."""
    case = a_case(province, xa="xa-hoa-binh", di_tich="yes")
    consultation = asked(
        province, case, "cong-an-tinh", "so-nnmt", "so-van-hoa", "xa-hoa-binh",
        documents=[case.dossier.enclosures[0].document.id],
    )  # fmt: skip
    remarked = says(
        "agree_with_remarks",
        "Cơ bản nhất trí",
        remarks=("Bổ sung lối thoát nạn",),
        places=("Điều 5",),
        conditions=("Nghiệm thu <trước>",),
        letter_number="41/CAT",
    )
    give_opinion(province("an"), consultation.request_to("cong-an-tinh"), remarked)
    give_opinion(province("dung"), consultation.request_to("so-nnmt"), says())
    against = says("disagree", "Trái quy hoạch\nkhu di tích")
    give_opinion(province("van"), consultation.request_to("so-van-hoa"), against)
    later(province, LATE)
    province.work()
    give_opinion(province("em"), consultation.request_to("xa-hoa-binh"), says("disagree", "Không"))
    return case


def units(answered):
    return [each.unit.id for each in answered]


def part(told, id):
    return next(each for each in told.parts if each.id == id).rows


class TestWhatItSays:
    def test_bodies_are_counted_and_silence_stands_apart_also_when_an_answer_came(self, province):
        told = synthesis(province("minh"), told_case(province))
        assert units(told.answered) == ["cong-an-tinh", "so-nnmt", "so-van-hoa"]
        assert units(told.silent) == ["xa-hoa-binh"]
        assert units(told.late) == ["xa-hoa-binh"]
        assert [translate(each, "en") for each in told.counts] == [
            "Bodies asked: 4",
            "Answers in time: 3",
            "Answers after the limit: 1",
            "Silent: 1",
            "Remarks made: 3",
        ]
        assert [row[1].vi for row in part(told, "agreed")] == ["Sở Nông nghiệp và Môi trường"]
        assert len(part(told, "remarked")) == 2
        (silent,) = part(told, "silent")
        assert translate(silent[3], "vi") == (
            "Quá hạn không trả lời thì coi như đồng ý (NĐ 217/2026 Đ54.2c)"
        )

    def test_an_answer_that_is_owed_and_comes_late_is_an_answer_and_late(self, province):
        case = a_case(province)
        request = asked(province, case, "so-nnmt", template="waiting", limits={
            "so-nnmt": read_term("1 working day")}).requests[0]  # fmt: skip
        later(province, LATE)
        province.work()
        told = synthesis(province("minh"), case)
        assert (units(told.awaited), told.silent) == (["so-nnmt"], [])
        give_opinion(province("dung"), request, says())
        told = synthesis(province("minh"), case)
        assert (units(told.answered), units(told.late)) == (["so-nnmt"], ["so-nnmt"])
        assert "Answers in time: 0" in [translate(each, "en") for each in told.counts]

    def test_the_last_round_counts_and_what_was_withdrawn_does_not(self, province):
        case = a_case(province)
        first = asked(province, case, "cong-an-tinh", "so-nnmt")
        give_opinion(province("an"), first.requests[0], says("disagree", "Không"))
        withdraw(province("minh"), first.requests[1], "Nhầm")
        give_opinion(province("an"), asked(province, case, "cong-an-tinh").requests[0], says())
        told = synthesis(province("minh"), case)
        assert (units(told.bodies), told.withdrawn) == (["cong-an-tinh"], 1)
        assert told.bodies[0].agrees_fully

    def test_remarks_name_all_their_bodies_with_answer_and_reason(self, province):
        case = told_case(province)
        lines = account(province("minh"), case).lines
        keys = [each.remarks[0].key for each in lines]
        answer_remark(province("minh"), case, keys[0], "kept", "Đã có")
        rows = part(synthesis(province("minh"), case), "answers")
        assert [translate(cell, "vi") for cell in rows[0]] == [
            "Điều 5", "Công an tỉnh Long Giang", "Bổ sung lối thoát nạn", "Giữ nguyên. Đã có",
        ]  # fmt: skip
        said = [translate(row[3], "en") for row in rows]
        assert said[1:] == ["(not answered yet)", "(not answered yet)", "(came after a silence)"]
        assert [translate(row[0], "en") for row in rows[1:]] == [
            "Condition", "General remarks", "General remarks",
        ]  # fmt: skip
        answer_remark(province("minh"), case, keys[2], "accepted", "")
        merge_remarks(province("minh"), case, keys[2:])
        rows = part(synthesis(province("minh"), case), "answers")
        assert (
            translate(rows[-1][1], "vi")
            == "Sở Văn hóa, Thể thao và Du lịch, Ủy ban nhân dân xã Hòa Bình"
        )
        assert translate(rows[-1][3], "vi") == "Tiếp thu"

    def test_a_departure_stands_in_it_with_its_reason(self, province):
        case = told_case(province)
        (row,) = part(synthesis(province("minh"), case), "departures")
        assert translate(row[3], "en") == "(no reason given yet)"
        (against,) = account(province("minh"), case).contradictions
        depart(province("minh"), case, against.request.key, "Đã điều chỉnh quy hoạch")
        (row,) = part(synthesis(province("minh"), case), "departures")
        assert row[3] == "Đã điều chỉnh quy hoạch"


@pytest.mark.parametrize(
    "channel",
    [
        synthesis,
        synthesis_letter,
        consultation_file,
        written,
    ],
)
def test_no_channel_opens_to_who_does_not_read_the_papers(province, channel):
    case = told_case(province)
    with pytest.raises(NotAllowed):
        channel(province("an"), case)
    assert channel(province("kien"), case)


class TestTheLetter:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_it_is_there_in_both_languages_also_with_nothing_in_it(self, province, language):
        letter = synthesis_letter(province("minh"), told_case(province), language)
        assert f'lang="{language}"' in letter
        assert "A4 landscape" in letter
        assert "Nghiệm thu &lt;trước&gt;" in letter
        empty = synthesis_letter(province("minh"), a_case(province), language)
        assert empty.count("<td>—</td>") == 7


class TestFiles:
    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_office_document_lies_across_and_says_the_same(self, province, language):
        case = told_case(province)
        document = Document(BytesIO(as_docx(synthesis_letter(province("minh"), case, language))))
        section = document.sections[0]
        assert section.page_width > section.page_height
        cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
        assert "Bổ sung lối thoát nạn" in cells
        assert "Trái quy hoạch\nkhu di tích" in cells
        assert any("NĐ 217/2026 Đ54.2c" in each for each in cells)
        words = [each.text for each in document.paragraphs]
        assert any(case.code in each for each in words)

    def test_what_is_empty_says_so(self, province):
        document = Document(BytesIO(as_docx(synthesis_letter(province("minh"), a_case(province)))))
        tables = document.tables[1:-1]
        assert [table.rows[1].cells[0].text for table in tables].count("—") == 7

    @pytest.mark.parametrize("language", LANGUAGES)
    def test_the_pdf_can_be_searched_and_runs_over_pages(self, province, language):
        case = a_case(province)
        request = asked(province, case).requests[0]
        remarks = tuple(f"Góp ý thứ {n}: cần làm rõ khoản này <b>" for n in range(60))
        give_opinion(province("an"), request, says("agree_with_remarks", remarks=remarks))
        file = pypdfium2.PdfDocument(
            as_pdf(synthesis_letter(province("minh"), case, language), FONTS)
        )
        text = "".join(page.get_textpage().get_text_range() for page in file)
        assert len(file) > 2
        assert "cần làm rõ khoản này" in text.replace("\r\n", " ")
        assert file[0].get_width() > file[0].get_height()
        file.close()

    def test_a_long_cell_is_cut_between_pages(self, province):
        case = a_case(province)
        request = asked(province, case).requests[0]
        give_opinion(province("an"), request, says("disagree", "chữ " * 4_000))
        assert as_pdf(synthesis_letter(province("minh"), case), FONTS).startswith(b"%PDF")

    def test_the_table_of_a_case_without_questions_is_a_pdf_too(self, province):
        assert (
            as_pdf(synthesis_letter(province("minh"), a_case(province), "en"), FONTS)[:4] == b"%PDF"
        )


class TestTheConsultationFile:
    def test_it_holds_everything_with_digests_and_nothing_internal(self, province):
        case = told_case(province)
        key = account(province("minh"), case).lines[0].remarks[0].key
        answer_remark(province("minh"), case, key, "kept", "Đã có")
        told = json.loads(written(province("minh"), case))
        assert told["format"] == "motcua/consultation-file/1"
        assert told["sha256"] == digest_of(told)
        (sent,) = told["consultations"]
        document = case.dossier.enclosures[0].document
        assert sent["documents"][0]["sha256"] == document.sha256
        police, _land, _culture, commune = sent["requests"]
        assert police["opinions"][0]["remarks"] == [
            {"number": 1, "place": "Điều 5", "text": "Bổ sung lối thoát nạn"}
        ]
        assert commune["silence"]["ground"] == "NĐ 217/2026 Đ54.2c"
        assert commune["opinions"][0]["is_late"] is True
        assert told["ledger"]["lines"][0]["answer"]["words"] == "Đã có"
        assert told["ledger"]["departures"][0]["departure"] is None
        assert told["journal_head"] == case.journal.head.hex()

    def test_drafts_and_notes_inside_are_not_in_it(self, province):
        case = a_case(province)
        sent = asked(province, case, "cong-an-tinh", "so-nnmt")
        save_draft(province("an"), sent.requests[0], says(text="Bản nháp"), 0, "Nội bộ")
        give_opinion(province("dung"), sent.requests[1], says(), note_inside="Riêng ta")
        correct_opinion(province("dung"), sent.requests[1], says(text="Sửa"), "Nhầm")
        text = written(province("minh"), case).decode()
        assert "Sửa" in text
        for inside in ("Bản nháp", "Nội bộ", "Riêng ta"):
            assert inside not in text

    def test_more_time_and_withdrawals_are_in_it(self, province):
        case = a_case(province)
        sent = asked(province, case, "cong-an-tinh", "so-nnmt")
        ask_extension(province("an"), sent.requests[0], read_term("2 working days"), "Đông việc")
        grant_extension(province("minh"), sent.requests[0])
        withdraw(province("minh"), sent.requests[1], "Không cần nữa")
        told = consultation_file(province("minh"), case)
        police, land = told["consultations"][0]["requests"]
        assert police["extension"]["granted"] == "2 working days"
        assert land["withdrawal"]["reason"] == "Không cần nữa"
