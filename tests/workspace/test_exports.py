"""Every table that is given out: what strangers typed is never calculated by a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest

from motcua.acting import Acting
from motcua.consultations.actions import give_opinion
from motcua.consultations.content import Outsider, Reply
from motcua.documents.spreadsheets import DANGEROUS, MAIN
from motcua.people import directory
from tests.make_asking import TEXT
from tests.make_workspace import OFFICER, POLICE, Workplace, a_workplace, request_of

FORMULA = "cmd|' /C calc'!A0"
TABLES = (
    "/viec/bang.csv",
    "/viec/bang.csv?muc=cho",
    "/viec/bang.csv?muc=hoi",
    "/xin-y-kien/bang.csv",
    "/xin-y-kien/bang.xlsx",
    "/ho-so/{code}/y-kien.csv",
    "/ho-so/{code}/y-kien.xlsx",
    "/xin-y-kien/thong-ke.csv?tu=2026-11&den=2026-11",
    "/xin-y-kien/thong-ke.xlsx?tu=2026-11&den=2026-11",
)


@pytest.fixture(scope="module")
def workplace(tmp_path_factory) -> Iterator[Workplace]:
    with a_workplace(tmp_path_factory.mktemp("tables"), trial=TEXT) as made:
        yield made


@pytest.fixture(scope="module", params=["=", "+", "-", "@", "\t", "\r"], ids=repr)
def hostile(request, workplace: Workplace) -> str:
    """A case in which everybody typed something that would be calculated; its code."""
    begins = request.param
    typed = f"{begins}{FORMULA}"
    code = workplace.tried(applicant=typed)

    def named(acting: Acting) -> None:
        unit = directory.unit(acting.root, "cong-an-tinh")
        unit.names = (typed, typed)

    workplace.do(OFFICER, named)
    outside = [Outsider(typed, "Bà Thu", "thu@vien.example.org")]
    workplace.asked(code, "so-nnmt", template="form", outside=outside, question=typed)
    id = workplace.asked(code, "cong-an-tinh", template="bodies", question=typed)
    reply = Reply("disagree", typed, remarks=(typed,), conditions=(typed,), letter_number=typed)
    workplace.do(POLICE, lambda acting: give_opinion(acting, request_of(acting, id), reply))
    workplace.work()
    return code


def cells_of(body: bytes, path: str) -> list[str]:
    """Return every cell of a table file, as a spreadsheet reads it; of a workbook, its text."""
    if ".csv" in path:
        rows = csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""))
        return [cell for row in rows for cell in row]
    with ZipFile(io.BytesIO(body)) as book:
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    assert not list(sheet.iter(f"{{{MAIN}}}f"))
    cells = list(sheet.iter(f"{{{MAIN}}}c"))
    return ["".join(each.itertext()) for each in cells if each.get("t") == "inlineStr"]


@pytest.mark.parametrize("path", TABLES)
def test_no_cell_is_a_formula(workplace: Workplace, hostile: str, path: str) -> None:
    answer = workplace.seen_by(OFFICER).get(path.format(code=hostile))
    cells = cells_of(answer.body, path)
    assert cells
    if ".csv" in path:
        assert not [cell for cell in cells if cell.startswith(DANGEROUS)]
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_what_was_typed_is_told_all_the_same(workplace: Workplace, hostile: str) -> None:
    for path in (f"/ho-so/{hostile}/y-kien.csv", f"/ho-so/{hostile}/y-kien.xlsx"):
        cells = cells_of(workplace.seen_by(OFFICER).get(path).body, path)
        assert len([cell for cell in cells if FORMULA in cell]) >= 6
