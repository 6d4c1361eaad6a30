"""The words of files: read apart, within limits, once, and kept beside the bytes."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from tests.make_documents import CONFIG, MONDAY, a_pdf, a_png, a_zip
from tests.make_wording import (
    DECREE,
    FLOORS,
    FORMATS,
    LAND,
    NAMESPACE,
    PDF,
    USE,
    WORD,
    a_body,
    a_scan,
    a_text_docx,
    a_text_pdf,
)
from ZODB.DB import DB

from motcua import documents, storage
from motcua.acting import Acting, Office, system
from motcua.documents import keeping
from motcua.documents.rules import ReadingLimits, UploadRules
from motcua.documents.wording import extracting, reading, waiting, want, wording_of
from motcua.documents.wording.reading import Words, read_words
from motcua.storage import opening
from motcua.storage.firing import fire_due
from motcua.worker import work_once

LIMITS = ReadingLimits()


def read(content: bytes, media_type: str = PDF, **limits: int) -> Words:
    return read_words(BytesIO(content), media_type, replace(LIMITS, **limits))


class TestWhatIsRead:
    @pytest.mark.parametrize("name", FORMATS)
    def test_the_paragraphs_of_every_format(self, name: str) -> None:
        write, media_type = FORMATS[name]
        words = read(write(DECREE), media_type)
        assert (words.outcome, words.paragraphs, words.cut) == ("text", DECREE, False)

    @pytest.mark.parametrize("name", FORMATS)
    def test_the_reader_itself_says_the_same_in_this_process(self, name: str) -> None:
        write, media_type = FORMATS[name]
        told = extracting.Told(LIMITS.pages, LIMITS.characters)
        extracting.READERS[reading.kind_of_words(media_type)](write(DECREE), told)
        assert tuple(filter(None, told.paragraphs)) == DECREE

    def test_a_paragraph_goes_on_overleaf_and_the_number_of_the_page_is_none_of_it(self) -> None:
        page = ["Điều 1. Một câu dài được viết sang", "trang sau của văn bản mới hết"]
        told = extracting.Told(10, 1000)
        beginning = ""
        for lines in (page, ["ý của nó.", "Điều 2. Hết."]):
            *whole, beginning = extracting.paragraphs_of(lines, beginning)
            assert all(map(told.add, whole))
        told.add(beginning)
        assert [each for each in told.paragraphs if each] == [
            "Điều 1. Một câu dài được viết sang trang sau của văn bản mới hết ý của nó.",
            "Điều 2. Hết.",
        ]

    @pytest.mark.parametrize("said", ["2", "- 2 -", "Trang 2/10", "page 3"])
    def test_numbers_of_pages(self, said: str) -> None:
        assert extracting.NUMBER_OF_PAGE.fullmatch(said)
        assert not extracting.NUMBER_OF_PAGE.fullmatch(f"{said} m2")

    def test_letters_are_written_in_one_way_and_what_nobody_sees_is_left_out(self) -> None:
        apart = "Hòa Bi\u0300nh\u200b\t1\u00a0m2"
        assert read(apart.encode(), "text/plain").paragraphs == ("Hòa Bình 1 m2",)

    def test_tables_and_what_was_inserted_count_and_what_was_struck_out_does_not(self) -> None:
        inside = (
            "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Trong bảng</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
            "<w:p><w:r><w:t>Diện tích</w:t></w:r><w:ins><w:r><w:tab/><w:t>mới</w:t></w:r></w:ins>"
            "<w:del><w:r><w:delText>cũ</w:delText></w:r></w:del></w:p>"
            '<w:p><mc:AlternateContent xmlns:mc="'
            'http://schemas.openxmlformats.org/markup-compatibility/2006"><mc:Choice>'
            "<w:r><w:t>Một lần</w:t></w:r></mc:Choice><mc:Fallback><w:p><w:r><w:t>Một lần</w:t>"
            "</w:r></w:p></mc:Fallback></mc:AlternateContent></w:p>"
        )
        assert read(a_body(inside), WORD).paragraphs == ("Trong bảng", "Diện tích mới", "Một lần")

    def test_the_notes_of_a_word_file(self) -> None:
        said = '<{0} xmlns:w="{1}"><w:p><w:r><w:t>{2}</w:t></w:r></w:p></{0}>'
        parts = {
            "word/document.xml": said.format("w:document", NAMESPACE, "Thân").encode(),
            "word/footnotes.xml": said.format("w:footnotes", NAMESPACE, "Chú").encode(),
        }
        assert read(a_zip(parts), WORD).paragraphs == ("Thân", "Chú")

    def test_a_scan_has_no_words_and_its_pages_are_counted(self) -> None:
        words = read(a_scan(3))
        assert (words.outcome, words.paragraphs, words.pages, words.blank) == ("none", (), 3, 3)

    def test_a_picture_is_not_even_looked_at(self) -> None:
        assert read(a_png(), "image/png") == Words("none")


class TestHostileFiles:
    @pytest.mark.parametrize(
        ("content", "media_type"),
        [
            pytest.param(b"", PDF, id="nothing"),
            pytest.param(b"%PDF-1.7\n" + b"\x00" * 5000, PDF, id="rubbish after the first line"),
            pytest.param(a_text_pdf([LAND])[:700], PDF, id="half a PDF"),
            pytest.param(b"PK\x03\x04" + b"\xff" * 500, WORD, id="no archive"),
            pytest.param(a_body("<w:p><w:r>"), WORD, id="marks that never end"),
            pytest.param(a_body("<w:p>" * 20_000 + "</w:p>" * 20_000), WORD, id="very deep"),
        ],
    )
    def test_a_broken_file_breaks_its_reader_and_nothing_else(
        self, content: bytes, media_type: str
    ) -> None:
        assert read(content, media_type) == Words("broken")

    def test_an_empty_pdf_has_no_words(self) -> None:
        assert read(a_pdf()).outcome in ("none", "broken")

    def test_entities_are_not_made_larger(self) -> None:
        lol = "".join(f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9))
        document = (
            f'<!DOCTYPE d [<!ENTITY l0 "ha">{lol}]><w:document xmlns:w="{NAMESPACE}">'
            "<w:p><w:r><w:t>&l9;</w:t></w:r></w:p></w:document>"
        )
        words = read(a_zip({"word/document.xml": document.encode()}), WORD)
        assert words.outcome in ("none", "broken")

    def test_no_other_file_is_drawn_in(self) -> None:
        document = (
            f'<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document '
            f'xmlns:w="{NAMESPACE}"><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:document>'
        )
        words = read(a_zip({"word/document.xml": document.encode()}), WORD)
        assert "root" not in str(words.paragraphs)

    def test_a_bomb_ends_at_the_limit_of_memory(self) -> None:
        bomb = a_zip({"word/document.xml": b"<d>" + b"x" * 90_000_000 + b"</d>"})
        assert len(bomb) < 200_000
        assert read(bomb, WORD, memory=120_000_000).outcome == "broken"

    def test_who_computes_too_long_is_ended(self) -> None:
        marks = b"<" * 3_000_000
        assert read(marks, "text/html", seconds=1) == Words("too long")

    @pytest.mark.parametrize("size", [extracting.LARGEST_PART + 1])
    def test_a_part_that_is_too_large_is_not_opened(self, size: int) -> None:
        large = a_zip({"word/document.xml": b"\0" * size})
        assert read(large, WORD) == Words("none", cut=True)

    def test_pages_and_signs_have_an_end(self) -> None:
        by_pages = read(a_text_pdf([USE] * 200), pages=1)
        assert (by_pages.outcome, by_pages.pages, by_pages.cut) == ("text", 1, True)
        by_signs = read("\n".join(DECREE).encode(), "text/plain", characters=len(LAND) + 10)
        assert (by_signs.paragraphs, by_signs.cut) == ((LAND, USE[:10]), True)

    def test_very_many_paragraphs_are_much_too(self) -> None:
        words = read(b"a\n" * 100_000, "text/plain", characters=4000)
        assert (len(words.paragraphs), words.cut) == (100, True)

    def test_a_paragraph_without_end_is_divided(self) -> None:
        words = read(b"a" * 50_000, "text/plain")
        assert [len(each) for each in words.paragraphs] == [20_000, 20_000, 10_000]

    @pytest.mark.parametrize("answer", [b"", b"no json", b'{"pages": "x"}', b"[]\nwords"])
    def test_a_reader_that_answers_otherwise_is_not_believed(self, answer: bytes) -> None:
        assert reading._understood(answer) == Words("broken")


@pytest.fixture
def office() -> Office:
    made = Office(CONFIG, CONFIG)
    for capability in (storage, documents):
        capability.furnish(made)
    return made


@pytest.fixture
def database(tmp_path: Path) -> Iterator[DB]:
    uri = f"file://{tmp_path}/Data.fs?blobstorage_dir={tmp_path}/blobs"
    opened = opening.database({"zodbconn.uri": uri})
    opening.transact(opened, lambda root: opening.found_all(root, (storage, documents)))
    yield opened
    opened.close()


class Kept:
    """A database in which files are kept and their words wanted."""

    def __init__(self, office: Office, database: DB):
        self.office, self.database = office, database

    def do(self, deed: Any) -> Any:
        return opening.transact(self.database, lambda root: deed(system(self.office, root, MONDAY)))

    def keep(self, *contents: bytes, media_type: str = PDF) -> None:
        def keeping_them(acting: Acting) -> None:
            kept = [keeping.keep(acting, "vb", each, media_type, kind="paper") for each in contents]
            acting.root.kept = kept
            want(acting, *kept)

        self.do(keeping_them)

    def words(self, number: int = 0) -> Words | None:
        found: Words | None = self.do(lambda acting: wording_of(acting, acting.root.kept[number]))
        return found

    def round(self) -> int:
        """Do what the worker does in one round with files."""
        fire_due(self.office, self.database, MONDAY)
        return waiting.read_next(self.office, self.database, MONDAY)


@pytest.fixture
def kept(office: Office, database: DB) -> Kept:
    return Kept(office, database)


class TestWaiting:
    def test_the_worker_reads_what_is_wanted(self, kept: Kept) -> None:
        kept.keep(a_text_pdf(DECREE), a_scan())
        assert kept.words() is None
        assert work_once(kept.office, kept.database, MONDAY)
        words = kept.words()
        assert words is not None
        assert words.paragraphs == DECREE
        assert kept.words(1) == Words("none", pages=1, blank=1)

    def test_one_file_a_round(self, kept: Kept) -> None:
        kept.keep(b"Mai.", b"Hai.", b"Ba.", media_type="text/plain")
        assert [kept.round() for _each in range(4)] == [1, 1, 1, 0]

    def test_a_file_is_read_once_however_often_it_is_wanted(self, kept: Kept) -> None:
        kept.keep(b"Chung.", media_type="text/plain")
        assert kept.round() == 1
        kept.keep(b"Chung.", media_type="text/plain")
        assert kept.round() == 0

    def test_what_has_no_words_by_its_type_waits_for_nobody(self, kept: Kept) -> None:
        kept.keep(a_png(), media_type="image/png")
        assert kept.words() == Words("none")
        assert kept.round() == 0

    def test_two_who_want_at_once_are_both_served(self, kept: Kept) -> None:
        for content in (b"Mai.", b"Hai."):
            kept.keep(content, media_type="text/plain")
        assert fire_due(kept.office, kept.database, MONDAY) == 2
        assert kept.do(lambda acting: len(acting.root.documents.unread)) == 2

    def test_what_is_kept_is_small_and_leaves_nothing_waiting(self, kept: Kept) -> None:
        kept.keep("\n".join(DECREE * 300).encode(), media_type="text/plain")
        kept.round()
        packed, left = kept.do(
            lambda acting: (
                next(iter(acting.root.documents.wordings.values())).packed,
                len(acting.root.documents.unread),
            )
        )
        assert zlib.decompress(packed).decode().split("\n") == list(DECREE * 300)
        assert len(packed) < 3000
        assert left == 0

    def test_lost_bytes_are_told_and_block_nobody(self, kept: Kept, tmp_path: Path) -> None:
        kept.keep(b"A.", b"B.", media_type="text/plain")
        for each in (tmp_path / "blobs").rglob("*.blob"):
            each.unlink()
        assert [kept.round() for _each in range(3)] == [1, 1, 0]
        assert kept.words() == Words("broken")

    def test_limits_are_those_of_the_administration(self, kept: Kept) -> None:
        kept.office.lend(UploadRules, UploadRules(reading=ReadingLimits(characters=5)))
        kept.keep(FLOORS.encode(), media_type="text/plain")
        kept.round()
        assert kept.words() == Words("text", (FLOORS[:5],), cut=True)


def test_a_word_file_of_the_office_is_read_like_any_other() -> None:
    assert read(a_text_docx([LAND, "", USE]), WORD).paragraphs == (LAND, USE)
