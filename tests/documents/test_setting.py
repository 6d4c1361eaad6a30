"""Letters as files: the page, the office document and the PDF say the same."""

from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn
from docx.shared import Mm

from motcua.documents.fonts import NoFonts
from motcua.documents.letters import LIST, QR, TABLE, filled, read_letters
from motcua.documents.receipts import qr_svg
from motcua.documents.setting import as_docx, as_pdf, read
from motcua.documents.setting.codes import png
from motcua.documents.setting.reading import Code, Columns, Paragraph, Run, Table
from motcua.documents.setting.tables import placed, widths_of
from motcua.pages.downloads import FONTS
from motcua.words import LANGUAGES

WORDS_OF, BREAK = qn("w:t"), qn("w:br")
LETTERS = read_letters(Path("config") / "letters")
WORDS = "Nguyễn Thị Ánh Tuyết <b>không đậm</b>"
VALUES = {
    LIST: ["Công an tỉnh", WORDS],
    TABLE: [["1", "Đơn đề nghị", WORDS, "Bản chính"]],
    QR: "https://motcua.example/tra-cuu/H99",
}


def letter(id: str, language: str = "vi") -> str:
    """Return a letter in which every fact is told."""
    facts = LETTERS.facts.values()
    told = {each.id: VALUES.get(each.kind, f"{each.label.vi} {WORDS}") for each in facts}
    return filled(LETTERS, id, told, language)


def page_of(body: str) -> str:
    """Return a page with nothing else than ``body``."""
    return f'<html lang="vi"><head><title>Thử</title></head><body>{body}</body></html>'


def words_of_pdf(written: bytes) -> str:
    """Return the words of a PDF, as they would be copied from it."""
    file = pypdfium2.PdfDocument(written)
    words = " ".join(page.get_textpage().get_text_range() for page in file)
    file.close()
    return " ".join(words.split())


def words_of_docx(written: bytes) -> str:
    """Return the words of an office document, those in tables included."""
    body = Document(BytesIO(written)).element.body
    said = (
        "".join((each.text or " ") for each in paragraph.iter() if each.tag in (WORDS_OF, BREAK))
        for paragraph in body.iter(qn("w:p"))
    )
    return " ".join(" ".join(said).split())


def words_of(page: str) -> set[str]:
    """Return every word that the page of a letter shows."""
    found: set[str] = set()
    for block in read(page).blocks:
        for each in paragraphs_of(block):
            found |= set(each.text.split())
    return found


def paragraphs_of(block: object) -> list[Paragraph]:
    """Return every paragraph of a part."""
    if isinstance(block, Paragraph):
        return [block]
    if isinstance(block, Columns):
        return [each for part in block.parts for each in part]
    if isinstance(block, Table):
        return [each for row in block.rows for cell in row for each in cell.paragraphs]
    return []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("id", sorted(LETTERS.letters))
class TestEveryLetter:
    def test_is_an_office_document_with_every_word(self, id: str, language: str) -> None:
        page = letter(id, language)
        said = words_of_docx(as_docx(page))
        assert [each for each in words_of(page) if each not in said] == []

    def test_is_a_pdf_that_can_be_searched(self, id: str, language: str) -> None:
        written = as_pdf(letter(id, language), FONTS)
        assert "Nguyễn" in words_of_pdf(written)
        assert "<b>không" in words_of_pdf(written)


class TestTheForm:
    def test_the_paper_is_that_of_the_letter(self) -> None:
        across = Document(BytesIO(as_docx(letter("bang_tong_hop")))).sections[0]
        assert across.page_width.mm == pytest.approx(Mm(297).mm, abs=0.1)
        assert across.page_height.mm == pytest.approx(Mm(210).mm, abs=0.1)
        small = pypdfium2.PdfDocument(as_pdf(letter("giay_tiep_nhan"), FONTS))
        assert round(small[0].get_width()) == 420, "A5"
        small.close()

    def test_the_code_is_a_picture_that_leads_where_it_says(self) -> None:
        document = Document(BytesIO(as_docx(letter("giay_tiep_nhan"))))
        assert len(document.inline_shapes) == 1

    def test_the_same_letter_makes_the_same_bytes(self) -> None:
        page = letter("van_ban_cho_y_kien")
        assert as_pdf(page, FONTS) == as_pdf(page, FONTS)

    def test_without_fonts_it_says_what_to_do(self, tmp_path: Path, monkeypatch) -> None:
        from reportlab.pdfbase import pdfmetrics

        monkeypatch.setattr(pdfmetrics, "_fonts", {})
        with pytest.raises(NoFonts):
            as_pdf(letter("ket_qua"), tmp_path)

    def test_a_cell_longer_than_a_page_is_cut(self) -> None:
        row = f"<tr><td>1</td><td>{'chữ ' * 4000}</td></tr>"
        page = page_of(f"<table><thead><tr><th>STT</th><th>Nội dung</th></tr></thead>{row}</table>")
        file = pypdfium2.PdfDocument(as_pdf(page, FONTS))
        assert len(file) > 3
        file.close()


class TestReading:
    def test_words_keep_their_letters_and_lines(self) -> None:
        block = read(page_of("<p>Số <strong>1<em>2</em></strong>\n  và<br>ba</p>")).blocks[0]
        assert block == Paragraph(
            (Run("Số "), Run("1", bold=True), Run("2", bold=True, slanted=True),
             Run(" và"), Run("\n"), Run("ba"))
        )  # fmt: skip

    def test_what_no_letter_uses_is_read_as_its_words(self) -> None:
        words = words_of(page_of("đầu<section>một</section>giữa<div>hai<p>ba</p>bốn</div>"))
        assert words == {"đầu", "một", "giữa", "hai", "ba", "bốn"}

    def test_lists_are_marked_and_numbered(self) -> None:
        blocks = read(page_of("<ul><li>a</li></ul><ol><li>b</li><li>c</li></ol>")).blocks
        assert [each.mark for each in blocks] == ["-", "1.", "2."]

    def test_cells_reach_over_others(self) -> None:
        table = read(
            page_of(
                "<table><tr><th rowspan=2>a</th><th colspan=2>b</th></tr>"
                "<tr><td>c</td><td>d</td></tr></table>"
            )
        ).blocks[0]
        assert sorted(placed(table)) == [(0, 0), (0, 1), (1, 1), (1, 2)]
        assert words_of_pdf(as_pdf(page_of("<table></table><p>x</p>"), FONTS)) == "x"

    def test_columns_are_as_wide_as_their_words(self) -> None:
        table = read(page_of("<table><tr><td>STT</td><td>rất dài dòng</td></tr></table>")).blocks[0]
        narrow, wide = widths_of(table, 200, lambda word, _bold: len(word) * 6.0)
        assert narrow < wide
        assert narrow + wide == pytest.approx(200)
        tight = widths_of(table, 20, lambda word, _bold: len(word) * 6.0)
        assert sum(tight) == pytest.approx(20)

    def test_a_code_is_read_from_its_drawing(self) -> None:
        code = read(page_of(f'<div class="qr">{qr_svg("https://motcua.example")}</div>')).blocks[0]
        assert isinstance(code, Code)
        finder = "".join("#" if dark else "." for dark in code.rows[0][:8])
        assert finder == "#######.", "the corner by which a camera finds it"
        assert len(code.rows) == len(code.rows[0])
        assert png(code).startswith(b"\x89PNG")
        nothing = page_of('<div class="qr"><svg><path d=""/></svg></div><p>x</p>')
        assert words_of_pdf(as_pdf(nothing, FONTS)) == "x"


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("<p>a\x0b\x01\x1fb&#1;&#xFFFE;</p>", id="signs that are none"),
        pytest.param("<p>😀 漢字 \u202e</p>", id="letters that no font here has"),
        pytest.param(f"<p>{'x' * 20_000}</p>", id="a word longer than a line"),
        pytest.param(
            f"<table><tr><td>1</td><td>{'y' * 20_000}</td></tr></table>",
            id="a word longer than its cell",
        ),
        pytest.param(f"<table><tr>{'<td>cột</td>' * 30}</tr></table>", id="many columns"),
        pytest.param(
            f'<div class="signed"><div><ul>{"<li>nơi</li>" * 200}</ul></div><div>k</div></div>',
            id="addressees over pages",
        ),
        pytest.param('<div class="qr"><svg></svg></div>', id="a code that is none"),
        pytest.param("", id="nothing"),
    ],
)
def test_whatever_people_wrote_becomes_a_file(body: str) -> None:
    assert as_docx(page_of(body)).startswith(b"PK")
    assert as_pdf(page_of(body), FONTS).startswith(b"%PDF")
