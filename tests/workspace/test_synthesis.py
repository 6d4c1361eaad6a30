"""The official table as a page and as files: the same for everybody who reads the papers."""

from __future__ import annotations

import json

import pytest

from motcua.consultations.actions import give_opinion
from motcua.consultations.content import Reply
from tests.make_workspace import CONTROL, OFFICER, POLICE, Workplace, request_of


@pytest.fixture
def code(workplace: Workplace) -> str:
    code = workplace.tried()
    id = workplace.asked(code)
    reply = Reply("agree_with_remarks", "", ("Bổ sung lối thoát nạn",), places=("Điều 5",))
    workplace.do(POLICE, lambda acting: give_opinion(acting, request_of(acting, id), reply))
    return code


CHANNELS = ("giai-trinh", "tong-hop", "tong-hop.docx", "tong-hop.pdf", "tong-hop.json")


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("person", [OFFICER, CONTROL])
def test_who_reads_the_papers_reads_it_in_every_form(
    workplace: Workplace, code: str, channel: str, person: str
):
    assert workplace.seen_by(person).get(f"/ho-so/{code}/{channel}").status_int == 200


@pytest.mark.parametrize("channel", CHANNELS)
@pytest.mark.parametrize("person", [POLICE, "dat.duong"])
def test_nobody_else_reads_it_in_any(workplace: Workplace, code: str, channel: str, person: str):
    page = workplace.seen_by(person).get(f"/ho-so/{code}/{channel}", status=403)
    assert "lối thoát nạn" not in page
    assert workplace.seen_by("").get(f"/ho-so/{code}/{channel}").status_int == 303


def test_the_page_is_a_letter_of_its_own(workplace: Workplace, code: str):
    page = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/tong-hop")
    assert "sandbox" in page.headers["Content-Security-Policy"]
    assert "Bổ sung lối thoát nạn" in page
    assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in page


@pytest.mark.parametrize(
    ("format", "beginning"), [("docx", b"PK"), ("pdf", b"%PDF"), ("json", b"{")]
)
def test_files_are_downloaded_under_the_name_of_the_case(
    workplace: Workplace, code: str, format: str, beginning: bytes
):
    answer = workplace.seen_by(OFFICER).get(f"/ho-so/{code}/tong-hop.{format}")
    assert answer.body.startswith(beginning)
    assert answer.headers["Content-Disposition"] == (
        f'attachment; filename="bang-tong-hop-{code}.{format}"'
    )
    if format == "json":
        assert json.loads(answer.body)["case"] == code


def test_another_format_is_not_there(workplace: Workplace, code: str):
    workplace.seen_by(OFFICER).get(f"/ho-so/{code}/tong-hop.exe", status=404)
