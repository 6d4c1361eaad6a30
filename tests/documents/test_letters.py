"""Letters and receipts."""

from dataclasses import replace
from datetime import date, datetime
from hashlib import sha256
from types import MappingProxyType

import pytest
from tests.make_documents import CONFIG, acting_with_documents

from motcua.documents import letters
from motcua.documents.letters import Letter, Letters
from motcua.documents.receipts import qr_svg
from motcua.sheets import WrongFile
from motcua.words import LANGUAGES, Label, translate

OURS = letters.read_letters(CONFIG / "letters")

FACTS = {
    "unit": "Trung tâm PVHCC tỉnh Long Giang",
    "code": "000.00.00.H99-261123-0001",
    "applicant": "Nguyễn <b>An</b>",
    "place": "Long Giang",
    "papers": [(1, "Đơn đề nghị", "Bản chính", 1)],
    "items": ["Bản vẽ", "Giấy ủy quyền"],
    "due_at": datetime(2026, 12, 7, 17, 0),
    "reason": "Dòng một\nDòng hai",
    "qr": "https://motcua.example.vn/tra-cuu/abc",
}


def test_the_letters_we_ship_are_sound():
    assert letters.problems(OURS) == []


def test_the_seven_forms_of_the_law_are_there_and_those_of_consultations():
    assert letters.known(acting_with_documents().office) >= {
        "giay_tiep_nhan", "phieu_bo_sung", "phieu_tu_choi", "phieu_xin_loi", "thong_bao_dung",
        "phieu_kiem_soat", "so_theo_doi", "van_ban_lay_y_kien", "ket_qua",
        "van_ban_cho_y_kien", "bang_tong_hop",
    }  # fmt: skip


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", sorted(OURS.letters))
def test_each_letter_can_be_filled(id, language):
    page = letters.filled(OURS, id, FACTS, language)
    assert "${" not in page
    assert f'<html lang="{language}">' in page


def test_values_are_escaped():
    page = letters.filled(OURS, "giay_tiep_nhan", FACTS, "vi")
    assert "Nguyễn &lt;b&gt;An&lt;/b&gt;" in page
    assert "17:00 07/12/2026" in page
    assert "<td>Đơn đề nghị</td>" in page
    assert "<svg" in page


@pytest.mark.parametrize(
    ("number", "printed"),
    [("12", "Số: 12/HDHS"), ("3311/QĐ-UBND", "Số: 3311/QĐ-UBND<"), (None, f"{letters.DOTS}/HDHS")],
    ids=["a bare number", "a whole one", "filled in by hand"],
)
def test_a_letter_has_its_number_and_one_notation(number, printed):
    page = letters.filled(OURS, "phieu_bo_sung", {**FACTS, "number": number}, "vi")
    assert printed in page


def test_a_letter_is_stored_as_what_it_has_beyond_its_template_and_reads_to_the_letter():
    acting = acting_with_documents()
    first, second = (
        letters.write(acting, "phieu_bo_sung", {**FACTS, "code": code})
        for code in ("H99-1", "H99-2")
    )
    told = {**FACTS, "code": "H99-2", "dated": letters.dated("Long Giang", acting.now.date(), "vi")}
    assert second.read().decode() == letters.filled(OURS, "phieu_bo_sung", told, "vi")
    assert (len(second.read()), sha256(second.read()).hexdigest()) == (second.size, second.sha256)
    assert first.frame is second.frame
    assert len(second.packed) < second.size / 5


def test_a_store_made_before_there_were_frames_takes_letters():
    acting = acting_with_documents()
    del acting.root.documents.frames
    assert b"H99" in letters.write(acting, "phieu_bo_sung", FACTS).read()


def test_lists_and_line_breaks_are_kept():
    page = letters.filled(OURS, "phieu_bo_sung", FACTS, "vi")
    assert "<li>Bản vẽ</li><li>Giấy ủy quyền</li>" in page
    assert "Dòng một<br>Dòng hai" in page


def test_an_unknown_fact_is_a_line_to_fill_in_by_hand():
    assert f"Số: {letters.DOTS}/HDHS" in letters.filled(OURS, "phieu_bo_sung", FACTS, "vi")


def test_a_letter_without_what_it_is_about_is_not_written():
    with pytest.raises(letters.LetterIncomplete) as caught:
        letters.filled(OURS, "phieu_bo_sung", {**FACTS, "applicant": ""}, "vi")
    assert "“Applicant” is missing" in translate(caught.value.sentence, "en")


def test_a_written_letter_is_a_document():
    document = letters.write(acting_with_documents(), "phieu_bo_sung", FACTS)
    assert document.name == "phieu-bo-sung-000.00.00.H99-261123-0001.html"
    assert (document.kind, document.paper) == ("letter", "phieu_bo_sung")
    assert "Long Giang, ngày 23 tháng 11 năm 2026" in document.read().decode("utf8")


def test_a_letter_may_be_named_and_dated_by_its_writer():
    document = letters.write(
        acting_with_documents(),
        "so_theo_doi",
        {**FACTS, "dated": "Ngày xưa", "code": "", "entries": [("1", "2")]},
        name="so.html",
    )
    assert document.name == "so.html"
    assert "Ngày xưa" in document.read().decode("utf8")


@pytest.mark.parametrize(
    ("place", "day", "language", "said"),
    [
        ("Long Giang", date(2026, 1, 5), "vi", "Long Giang, ngày 05 tháng 01 năm 2026"),
        ("Long Giang", date(2026, 3, 15), "vi", "Long Giang, ngày 15 tháng 3 năm 2026"),
        ("", date(2026, 3, 15), "en", "15/03/2026"),
    ],
)
def test_the_date_is_written_as_the_decree_wants_it(place, day, language, said):
    assert letters.dated(place, day, language) == said


def with_template(vi, en=None):
    texts = {"vi": vi} if en is None else {"vi": vi, "en": en}
    letter = Letter("thu", Label("Thư"), templates=MappingProxyType(texts))
    return replace(OURS, letters={"thu": letter})


@pytest.mark.parametrize(
    ("vi", "en", "said"),
    [
        pytest.param("x", None, "no template in “en”", id="a language is missing"),
        pytest.param("${cod}", "${cod}", "names “cod”", id="an unknown fact"),
        pytest.param("${code + 1}", "", "more than a name", id="an expression"),
        pytest.param("<script>", "", "acts or fetches", id="a program"),
        pytest.param("<p onclick=x>", "", "acts or fetches", id="an act"),
        pytest.param("${code}", "", "one language", id="languages that differ"),
    ],
)
def test_what_is_wrong_with_a_template_is_told(vi, en, said):
    assert any(said in translate(each, "en") for each in letters.problems(with_template(vi, en)))


def test_what_is_wrong_with_the_list_of_letters_is_told_with_its_lines(tmp_path):
    (tmp_path / "letters.yaml").write_text(
        "letters:\n  a: {title: A, page: A3}\n  b: {}\nfacts:\n  code: {en: Code, kind: sound}\n",
        "utf8",
    )
    with pytest.raises(WrongFile) as wrong:
        letters.read_letters(tmp_path)
    assert [each.line for each in wrong.value.problems] == [2, 3, 5, 5]


def test_an_administration_without_letters_has_none(tmp_path):
    assert letters.read_letters(tmp_path) == Letters()


def test_a_receipt_carries_its_address_as_a_drawing():
    assert qr_svg("https://motcua.example.vn/t/1").startswith("<svg")
