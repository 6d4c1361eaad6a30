"""Messages of other systems: written, read back, found, and never trusted."""

from __future__ import annotations

import base64

import pytest
from tests.make_consultations import a_request, says

from motcua.acting import NotAllowed, NotHere
from motcua.consultations import messages
from motcua.consultations.actions import give_opinion, open_request
from motcua.consultations.history import history
from motcua.consultations.messages import came, envelope
from motcua.consultations.messages.envelope import CannotRead
from motcua.consultations.messages.receipts import MOST, record_receipt
from motcua.consultations.messages.written import (
    asking_message,
    opinion_message,
    organ_id,
    receipt_message,
)
from motcua.consultations.templates import limit_of
from motcua.people import directory

LETTER = ("van-ban.pdf", "application/pdf", b"%PDF-1.4 letter")
REPLY = """<?xml version="1.0" encoding="UTF-8"?>
<S:Envelope xmlns:S="http://schemas.xmlsoap.org/soap/envelope/" xmlns:e="{namespace}">
 <S:Header><e:MessageHeader>
  <e:From><e:OrganId>000.00.99.G01</e:OrganId><e:OrganName>Công an tỉnh</e:OrganName></e:From>
  <e:DocumentId>other-system-77</e:DocumentId>
  <e:Code><e:CodeNumber>345</e:CodeNumber><e:CodeNotation>CAT-PC07</e:CodeNotation></e:Code>
  <e:PromulgationInfo><e:PromulgationDate>{day}</e:PromulgationDate></e:PromulgationInfo>
  <e:Subject>V/v góp ý</e:Subject><e:Content>Nhất trí với hồ sơ.
 Đề nghị bổ sung.</e:Content>
  <e:SignerInfo><e:FullName>Trần Văn B</e:FullName></e:SignerInfo>
  <e:ResponseFor><e:DocumentId>{id}</e:DocumentId></e:ResponseFor>
 </e:MessageHeader></S:Header>
 <S:Body><e:AttachmentEncoded><e:Attachment><e:AttachmentName>cv.pdf</e:AttachmentName>
 <e:ContentTransferEncoded>{file}</e:ContentTransferEncoded></e:Attachment></e:AttachmentEncoded></S:Body>
</S:Envelope>"""
STATUS = """<e:Status xmlns:e="http://www.e-doc.vn/Schema/"><e:From>
<e:OrganName>Công an tỉnh</e:OrganName></e:From>
<e:ResponseFor><e:DocumentId>{id}</e:DocumentId></e:ResponseFor><e:StatusCode>{code}</e:StatusCode>
<e:StaffInfo><e:Staff>Lê C</e:Staff></e:StaffInfo>
<e:Timestamp>2026/11/24 08:00:00</e:Timestamp></e:Status>"""


def a_reply(id: str, day: str = "2026/11/24", file: bytes = b"%PDF-1.4", **more: str) -> bytes:
    facts = {"namespace": envelope.EDXML, **more}
    packed = base64.b64encode(file).decode()
    return REPLY.format(id=id, day=day, file=packed, **facts).encode()


def a_status(id: str, code: str = "03") -> bytes:
    return STATUS.format(id=id, code=code).encode()


@pytest.fixture
def asked(province):
    return a_request(province)


class TestWriting:
    def test_the_package_says_that_nothing_is_sent(self):
        assert "no transport" in messages.__doc__

    def test_a_request_has_its_limit_and_its_letter(self, province, asked):
        acting = province("minh")
        written = asking_message(acting, asked, LETTER, [])
        top = envelope.parsed(written)
        due = f"{limit_of(acting, asked):%Y/%m/%d}"
        assert envelope.said(top, "To", "DueDate") == due
        assert envelope.said(top, "MessageHeader", "DueDate") == due
        assert envelope.said(top, "MessageHeader", "DocumentId") == asked.id
        assert envelope.said(top, "MessageHeader", "Content") == asked.asked
        body = directory.unit(acting.root, asked.unit)
        assert envelope.said(top, "To", "OrganId") == organ_id(body)
        assert envelope.said(top, "TraceHeaderList", "TraceHeader", "Timestamp")
        assert envelope.files_in(top) == [(LETTER[0], LETTER[2])]
        assert top.tag == f"{{{envelope.SOAP}}}Envelope"

    def test_documents_go_along(self, province, asked):
        documents = [each.document for each in asked.documents]
        top = envelope.parsed(asking_message(province("minh"), asked, LETTER, documents))
        assert envelope.files_in(top)[1:] == [(each.name, each.read()) for each in documents]

    def test_an_opinion_says_what_it_answers_and_is_found_by_it(self, province, asked):
        opinion = give_opinion(
            province("an"),
            asked,
            says(
                "agree_with_remarks",
                "Cơ bản nhất trí.\x0b",
                remarks=("Sửa", "Bỏ"),
                places=("Điều 3", ""),
                conditions=("Có PCCC",),
                letter_number="12/CAT-PC",
            ),
        )
        acting = province("minh")
        message = came.read(opinion_message(acting, asked, opinion, LETTER, []))
        assert message.number == "12/CAT-PC"
        assert "1. Điều 3: Sửa\n2. Bỏ\nĐiều kiện: Có PCCC" in message.text
        assert message.signer == opinion.given_by_name
        assert came.answered_by(acting, message) is asked

    def test_a_receipt_is_read_as_one(self, province, asked):
        open_request(province("an"), asked)
        message = came.read(receipt_message(province("an"), asked))
        assert (message.is_status, message.status) == (True, "03")
        assert message.staff == asked.opened_by_name


class TestReading:
    @pytest.mark.parametrize(
        ("day", "read"),
        [
            pytest.param("2026/11/24", (2026, 11, 24), id="as examples do"),
            pytest.param("2026-11-24T08:00:00", (2026, 11, 24), id="as machines do"),
            pytest.param("24/11/2026", (2026, 11, 24), id="as offices do"),
            pytest.param("2026/13/40", None, id="no day"),
            pytest.param("hôm qua", None, id="words"),
        ],
    )
    def test_days(self, asked, day, read):
        dated = came.read(a_reply(asked.id, day)).dated
        assert (dated and (dated.year, dated.month, dated.day)) == read

    @pytest.mark.parametrize(
        "namespace", [envelope.EDXML, "http://www.mic.gov.vn/TBT/QCVN_102_2016"]
    )
    def test_names_count_and_namespaces_do_not(self, province, asked, namespace):
        message = came.read(a_reply(asked.id, namespace=namespace))
        assert message.organ == "Công an tỉnh"
        assert message.number == "345/CAT-PC07"
        assert message.text == "Nhất trí với hồ sơ.\n Đề nghị bổ sung."
        assert message.files == (("cv.pdf", b"%PDF-1.4"),)
        assert came.answered_by(province("minh"), message) is asked

    @pytest.mark.parametrize(
        "content",
        [
            pytest.param(b"", id="nothing"),
            pytest.param(b"<a>", id="broken"),
            pytest.param(b"<a/>", id="another file"),
            pytest.param(b"\xff\xfe<a/>", id="no UTF-8"),
            pytest.param(b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', id="entities"),
            pytest.param(
                b'<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>', id="something from the machine"
            ),
            pytest.param(b"<a>" * 100 + b"</a>" * 100, id="very deep"),
            pytest.param(b"<a>" + b"<b/>" * 30_000 + b"</a>", id="very many"),
            pytest.param(b" " * (envelope.MOST_BYTES + 1), id="very long"),
        ],
    )
    def test_what_is_not_taken_in(self, content):
        with pytest.raises(CannotRead):
            came.read(content)

    def test_a_broken_file_inside(self, asked):
        broken = a_reply(asked.id).replace(base64.b64encode(b"%PDF-1.4"), b"%%%")
        with pytest.raises(CannotRead):
            came.read(broken)

    def test_too_many_files_inside(self, asked, monkeypatch):
        monkeypatch.setattr(envelope, "MOST_FILES", 0)
        with pytest.raises(CannotRead):
            came.read(a_reply(asked.id))

    def test_what_answers_nothing_of_ours(self, province):
        with pytest.raises(CannotRead):
            came.answered_by(province("minh"), came.read(a_reply("77/XYZ")))
        with pytest.raises(NotHere):
            came.answered_by(province("minh"), came.read(a_reply("0" * 16)))

    def test_only_whoever_asked_takes_it_in(self, province, asked):
        message = came.read(a_reply(asked.id))
        with pytest.raises(NotAllowed):
            came.answered_by(province("an"), message)

    @pytest.mark.parametrize(
        ("id", "name", "same"),
        [
            pytest.param("{code}", "ai đó", True, id="by its code"),
            pytest.param("000.00.99.G01", "{name}", False, id="another code"),
            pytest.param("", "{name}", True, id="by its name"),
            pytest.param("", "Sở Khác", False, id="another name"),
        ],
    )
    def test_who_sent_it(self, province, asked, id, name, same):
        acting = province("minh")
        unit = directory.unit(acting.root, asked.unit)
        known = {"code": organ_id(unit), "name": unit.title.vi.upper()}
        message = came.Message(asked.id, name.format(**known), id.format(**known))
        assert came.is_from_asked(acting, message, asked) is same


class TestReceipts:
    def test_it_stands_beside_the_request_and_changes_nothing_else(self, province, asked):
        acting = province("minh")
        before = asked.state, limit_of(acting, asked)
        message = came.read(a_status(asked.id))
        receipt = record_receipt(acting, asked, message)
        assert (receipt.organ, receipt.staff, receipt.by) == ("Công an tỉnh", "Lê C", "minh")
        assert (asked.state, limit_of(acting, asked)) == before
        told = [each.entry for each in history(acting, asked.consultation.case)]
        assert told[-1].deed == "receipt recorded"
        assert record_receipt(acting, asked, message) is receipt
        assert len(asked.receipts) == 1

    def test_other_codes_are_not_taken_down(self, province, asked):
        with pytest.raises(CannotRead):
            record_receipt(province("minh"), asked, came.read(a_status(asked.id, "06")))

    def test_the_body_does_not_record_it(self, province, asked):
        with pytest.raises(NotAllowed):
            record_receipt(province("an"), asked, came.read(a_status(asked.id)))

    def test_not_without_end(self, province, asked):
        for number in range(MOST):
            stamp = f"2026/11/24 08:00:{number:02}".encode()
            message = came.read(a_status(asked.id).replace(b"2026/11/24 08:00:00", stamp))
            record_receipt(province("minh"), asked, message)
        another = came.read(a_status(asked.id).replace(b"08:00:00", b"09:00:00"))
        with pytest.raises(CannotRead):
            record_receipt(province("minh"), asked, another)
