"""Files that are taken in, and those that are not."""

import hashlib
import io
import zlib
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.make_documents import (
    a_docx,
    a_jpg,
    a_pdf,
    a_png,
    a_zip,
    acting_with_documents,
    packed_objects,
)

from motcua.acting import Refusal
from motcua.documents import found, uploads
from motcua.documents.content import Documents
from motcua.documents.keeping import supersede
from motcua.storage.due import DueHandlers
from motcua.words import translate


def accept(content, name="don.pdf", acting=None, rule="paper"):
    return uploads.accept(acting or acting_with_documents(), name, io.BytesIO(content), rule)


def refused(content, name="don.pdf", rule="paper"):
    with pytest.raises(Refusal) as caught:
        accept(content, name, rule=rule)
    return translate(caught.value.sentence, "en")


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        pytest.param("đơn đề nghị.pdf", a_pdf(), "application/pdf", id="a PDF"),
        pytest.param("a.PDF", a_pdf(), "application/pdf", id="capitals in the ending"),
        pytest.param("b.png", a_png(), "image/png", id="a picture"),
        pytest.param("c.jpeg", a_jpg(), "image/jpeg", id="a photograph"),
        pytest.param("d.docx", a_docx(), uploads.KINDS["docx"].media_type, id="a Word document"),
        pytest.param(
            "goto.pdf",
            a_pdf(inside=b"9 0 obj\n<< /OpenAction [2 0 R /Fit] >>\nendobj"),
            "application/pdf",
            id="a PDF that opens at a page does nothing else",
        ),
        pytest.param(
            "packed.pdf",
            a_pdf(inside=packed_objects(b"<< /Type /Font >>")),
            "application/pdf",
            id="a PDF with packed objects",
        ),
        pytest.param(
            "plain.pdf",
            a_pdf(inside=b"8 0 obj\n<< /Length 3 >>\nstream\nabc\nendstream\nendobj"),
            "application/pdf",
            id="a PDF with an unpacked stream",
        ),
    ],
)
def test_a_paper_is_taken_in(name, content, media_type):
    document = accept(content, name)
    assert (document.name, document.media_type, document.size) == (name, media_type, len(content))
    assert document.read() == content
    assert document.kind == "paper"
    assert document.added_by == "dan"


BAD = [
    pytest.param("a.pdf", b"", "“a.pdf” is empty", id="an empty file"),
    pytest.param("a.pdf", b"<html><script>", "not taken here", id="a page called PDF"),
    pytest.param("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not taken", id="SVG"),
    pytest.param("a.exe", b"MZ\x90\0" + b"\0" * 60, "not taken here", id="a program"),
    pytest.param("a.gif", b"GIF89a" + b"\0" * 60, "seems to be", id="what it seems to be is said"),
    pytest.param("a.pptx", a_zip({"[Content_Types].xml": b""}), "not taken", id="slides"),
    pytest.param("a.docx", b"PK\x03\x04" + b"\0" * 40, "not taken", id="a broken archive"),
    pytest.param("a.xyz", b"\1\2\3" * 9, "a kind of file", id="nobody knows what it is"),
    pytest.param("a.zip", a_zip({"a": b"b"}), "seems to be ZIP", id="an archive"),
    pytest.param("a.docx", a_pdf(), "inside it is PDF", id="a PDF with another ending"),
    pytest.param("a", a_pdf(), "inside it is PDF", id="no ending"),
    pytest.param("a.pdf", b"%PDF-1.7\n", "has no end", id="a PDF cut off"),
    pytest.param(
        "a.pdf", a_pdf(inside=b"<< /S /JavaScript /JS (app.alert) >>"), "a program", id="JavaScript"
    ),
    pytest.param("a.pdf", a_pdf(inside=b"<< /S /J#61vaScript >>"), "a program", id="hidden name"),
    pytest.param("a.pdf", a_pdf(inside=b"/OpenAction << /S /Launch >>"), "starts", id="a launch"),
    pytest.param("a.pdf", a_pdf(inside=b"/Encrypt 5 0 R"), "password", id="a locked PDF"),
    pytest.param(
        "a.pdf",
        a_pdf(inside=packed_objects(b"<< /S /JavaScript >>")),
        "a program",
        id="JavaScript among packed objects",
    ),
    pytest.param(
        "a.pdf",
        a_pdf(inside=packed_objects(b"x", b"/Filter [/ASCIIHexDecode /FlateDecode]")),
        "cannot be checked",
        id="packed twice",
    ),
    pytest.param(
        "a.pdf",
        a_pdf(inside=packed_objects(b"x", b"/Filter /LZWDecode")),
        "cannot be checked",
        id="packed in another way",
    ),
    pytest.param(
        "a.pdf", a_pdf(inside=packed_objects(b"0" * 65_000_000)), "cannot be checked", id="PDF bomb"
    ),
    pytest.param("a.pdf", a_pdf() + a_zip({"a": b"b"}), "two files in one", id="a PDF and a ZIP"),
    pytest.param("a.png", a_png(30_000, 30_000), "30000 × 30000", id="an enormous picture"),
    pytest.param("a.png", b"\x89PNG\r\n\x1a\n" + b"\0" * 40, "damaged", id="a broken picture"),
    pytest.param("a.jpg", b"\xff\xd8\xff\xe0\x00\x04ab", "damaged", id="a photograph cut off"),
    pytest.param("a.jpg", b"\xff\xd8\xff\xe0\x00\x04abcdefgh", "damaged", id="a broken photograph"),
    pytest.param("a.docx", a_docx(word__big=b"0" * 210_000_000), "zip bomb", id="a zip bomb"),
    pytest.param("a.docx", a_docx(word__big=b"0" * 1_000_000), "zip bomb", id="a ratio of 1000"),
    pytest.param(
        "a.docx",
        a_docx(**{f"word__{n}": b"" for n in range(2001)}),
        "2003 files",
        id="many files",
    ),
    pytest.param("a.docx", a_docx(word__x=a_zip({"y": b"z"})), "Another archive", id="nested zip"),
    pytest.param(
        "a.docx",
        a_docx(**{"word__vbaProject.bin": b"x"}),
        "macros",
        id="macros",
    ),
    pytest.param("a.docx", a_docx(**{"..__etc__passwd": b"x"}), "lead out", id="a path out"),
]


def test_packed_objects_are_read_to_their_own_end():
    """Over several pieces, and where the packing claims to be longer than the file."""
    large = b"".join(hashlib.sha256(bytes([n % 256, n // 256])).digest() for n in range(5000))
    assert accept(a_pdf(inside=packed_objects(large))).size > 150_000
    longer = zlib.compress(b"<< /Type /Font >>" * 5000, 0)[:60]
    stream = b"7 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n" + longer
    assert accept(a_pdf(inside=stream))


@pytest.mark.parametrize(("name", "content", "said"), BAD)
def test_a_paper_is_refused_with_the_reason(name, content, said):
    assert said in refused(content, name)


def test_a_locked_archive_is_refused():
    content = bytearray(a_docx())
    at = content.rfind(b"PK\x01\x02", 0, content.find(b"PK\x05\x06"))
    content[at + 8] |= 1
    assert "password" in refused(bytes(content), "a.docx")


def test_a_damaged_archive_is_refused():
    content = bytearray(a_docx())
    content[14:18] = b"\0\0\0\0"
    at = content.find(b"PK\x01\x02")
    content[at + 16 : at + 20] = b"\0\0\0\0"
    assert "damaged" in refused(bytes(content), "a.docx")


def test_a_large_file_is_refused_before_it_is_looked_at():
    assert "larger than 20 MB" in refused(b"0" * 20_000_001)


def test_what_is_allowed_depends_on_the_rule():
    assert "not taken here" in refused(a_png(), "a.png", rule="result")


def test_a_rule_nobody_wrote_accepts_the_usual_papers():
    assert accept(a_png(), "a.png", rule="something").kind == "something"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        pytest.param("hoa\u202efdp.exe", "invisible", id="a direction mark"),
        pytest.param("hoa\u00addon.pdf", "invisible", id="a soft hyphen"),
        pytest.param("hoa\u200bdon.pdf", "invisible", id="a space without width"),
        pytest.param("hoa\ndon.pdf", "invisible", id="a line break"),
        pytest.param("../don.pdf", "path", id="a path"),
        pytest.param("C:\\don.pdf", "path", id="a path of another system"),
        pytest.param(".don.pdf", "path", id="a hidden file"),
        pytest.param("don?.pdf", "signs", id="a sign that cannot be stored"),
        pytest.param("x" * 150 + ".pdf", "1 to 150", id="too long"),
        pytest.param("  ", "1 to 150", id="no name"),
    ],
)
def test_a_name_that_deceives_or_cannot_be_stored_is_refused(name, said):
    assert said in refused(a_pdf(), name)


def test_a_name_is_kept_in_composed_form():
    assert accept(a_pdf(), "đơn".encode().decode() + "\u0065\u0302.pdf").name == "đơnê.pdf"


def test_the_same_bytes_are_stored_once():
    acting = acting_with_documents()
    first, second = accept(a_pdf(), "a.pdf", acting), accept(a_pdf(), "b.pdf", acting)
    assert first.blob is second.blob
    assert first.id != second.id
    assert sum(len(shard) for shard in acting.root.documents.blobs) == 1


def test_a_file_is_superseded_once_and_stays():
    acting = acting_with_documents()
    first, second = accept(a_pdf(), acting=acting), accept(a_pdf(inside=b"2"), acting=acting)
    assert first.is_current
    supersede(first, second)
    assert first.superseded_by == second.id
    assert not first.is_current
    assert first.read() == a_pdf()
    with pytest.raises(ValueError, match="superseded already"):
        supersede(first, second)


def test_a_document_without_bytes_says_so():
    document = accept(a_pdf())
    document.blob = None
    with pytest.raises(LookupError, match="has lost its bytes"):
        document.opened()


class TestHeld:
    def hold(self, acting):
        return uploads.hold(acting, "don.pdf", io.BytesIO(a_pdf()), "paper", paper="don_de_nghi")

    def test_a_held_file_is_taken_once(self):
        acting = acting_with_documents()
        token = self.hold(acting)
        assert uploads.held(acting, token).name == "don.pdf"
        document = uploads.take_held(acting, token, "paper")
        assert (document.paper, document.read()) == ("don_de_nghi", a_pdf())
        with pytest.raises(uploads.NoLongerHeld):
            uploads.take_held(acting, token, "paper")

    def test_a_held_file_has_been_checked(self):
        acting = acting_with_documents()
        with pytest.raises(uploads.UploadRefused):
            uploads.hold(acting, "don.pdf", io.BytesIO(b"MZ"), "paper")

    def test_its_bytes_are_not_in_the_store_yet(self):
        acting = acting_with_documents()
        self.hold(acting)
        assert sum(len(shard) for shard in acting.root.documents.blobs) == 0

    def test_nobody_else_takes_it(self):
        acting = acting_with_documents()
        token = self.hold(acting)
        with pytest.raises(uploads.NoLongerHeld):
            uploads.take_held(replace(acting, person="lan"), token, "paper")

    def test_another_form_does_not_take_it(self):
        acting = acting_with_documents()
        with pytest.raises(uploads.NoLongerHeld):
            uploads.take_held(acting, self.hold(acting), "result")

    def test_it_is_kept_for_two_hours(self):
        acting = acting_with_documents()
        token = self.hold(acting)
        later = replace(acting, now=acting.now + timedelta(hours=2))
        with pytest.raises(uploads.NoLongerHeld):
            uploads.take_held(later, token, "paper")

    def test_then_the_worker_lets_it_go(self):
        acting = acting_with_documents()
        self.hold(acting)
        later = replace(acting, now=acting.now + timedelta(hours=2))
        assert acting.root.due_queue.due_now(acting.now) == []
        (item,) = acting.root.due_queue.due_now(later.now)
        acting.office.borrow(DueHandlers).carry_out(acting, item)
        assert len(acting.root.documents.held) == 1, "too early"
        acting.office.borrow(DueHandlers).carry_out(later, item)
        assert len(acting.root.documents.held) == 0
        acting.office.borrow(DueHandlers).carry_out(later, item)

    def test_what_was_taken_is_not_let_go(self):
        acting = acting_with_documents()
        uploads.take_held(acting, self.hold(acting), "paper")
        assert acting.root.due_queue.due_now(acting.now + timedelta(hours=3)) == []


def test_a_form_offers_the_endings_of_its_rule():
    assert uploads.accepted_types(acting_with_documents(), "result") == (".pdf",)
    assert ".jpeg" in uploads.accepted_types(acting_with_documents(), "paper")


def test_an_older_root_keeps_its_store():
    acting = acting_with_documents()
    before = acting.root.documents
    found(acting.root)
    assert acting.root.documents is before
    assert isinstance(before, Documents)
