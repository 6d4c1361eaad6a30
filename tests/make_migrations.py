"""Builders for bringing cases over: a procedure in two versions, and cases that run."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from ZODB.DB import DB

from motcua.acting import Acting, Office
from motcua.application import CAPABILITIES
from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Case, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions
from motcua.documents import uploads
from motcua.people.loading import load_units
from motcua.storage import opening
from motcua.workflows import versions
from motcua.workflows.definition import Definition
from tests.make import (
    MONDAY,
    a_province,
    an_official,
    held,
    put_into_force,
    somebody,
    the_system,
)
from tests.make_documents import a_pdf

EXAMPLE = Path(__file__).parent / "cases" / "example.yaml"
PROCEDURE = "vi-du"
PEOPLE = (
    ("ngoc", "ttpvhcc-tinh", "clerk"),
    ("binh", "so-xay-dung", "head"),
    ("hai", "so-xay-dung", "officer"),
    ("minh", "so-xay-dung", "leader"),
)
ADMINISTRATOR = "linh"

Change = tuple[str, str]

RENAMED: tuple[Change, ...] = (
    ("  processing:\n    title: {vi: Thẩm định", "  examining:\n    title: {vi: Thẩm tra"),
    ("to: processing", "to: examining"),
    ("from: processing", "from: examining"),
    ("submitted, assigning, processing, waiting", "submitted, assigning, examining, waiting"),
)
"""The step of examination has another id."""
SHORTER: tuple[Change, ...] = (("within: 5 working days", "within: 2 working days"),)


def text_of(number: int, *changes: Change) -> str:
    """Return the example as version ``number``, with some words replaced."""
    text = EXAMPLE.read_text("utf8").replace("version: 1", f"version: {number}")
    return changed(text, *changes)


def changed(text: str, *changes: Change) -> str:
    """Return a text with some words replaced, each of which must be there."""
    for before, after in changes:
        assert before in text, before
        text = text.replace(before, after)
    return text


def second(root: Any, *changes: Change, since: datetime = MONDAY) -> Definition:
    """Put a second version into force."""
    return put_into_force(root, text_of(2, *changes), 2, since)


def person(office: Office, root: Any, id: str, now: datetime = MONDAY) -> Acting:
    """Return one of the people acting."""
    if id == ADMINISTRATOR:
        return somebody(
            office, root, id, held(office, "van-phong-ubnd-tinh", "administrator"), now=now
        )
    unit, role = next((unit, role) for name, unit, role in PEOPLE if name == id)
    return somebody(office, root, id, held(office, unit, role), now=now)


def filed(office: Office, root: Any, version: int = 1, now: datetime = MONDAY) -> Case:
    """File a case at the counter."""
    clerk = person(office, root, "ngoc", now)
    document = uploads.accept(
        clerk, "don.pdf", io.BytesIO(a_pdf()), "paper", kind="paper", paper="don"
    )
    return file_case(
        clerk,
        versions.definition(root, PROCEDURE, version),
        applicant=Applicant("Nguyễn Văn An", email="an@example.invalid"),
        answers={"muc_dich": "Xây nhà"},
        enclosures=[Enclosure("don", document, now, "applicant")],
        channel="counter",
        receiving_unit="ttpvhcc-tinh",
        subject="Nhà ở riêng lẻ",
    ).case


STEPS: tuple[tuple[str, str, dict[str, str]], ...] = (
    ("ngoc", "receive", {}),
    ("binh", "assign", {"officer": "hai"}),
    ("hai", "propose", {"ket_luan": "chap_thuan"}),
    ("minh", "sign", {}),
    ("ngoc", "hand_over", {"nguoi_nhan": "An"}),
)


def walked(office: Office, root: Any, case: Case, until: str, now: datetime = MONDAY) -> Case:
    """Take a case along, up to and with the step ``until``."""
    for who, action, form in STEPS:
        perform(person(office, root, who, now), case, action, form)
        if action == until:
            break
    return case


def people_enter(office: Office, root: Any) -> None:
    """Let everybody hold a position, so that somebody can act at each step."""
    for id, unit, role in PEOPLE:
        an_official(office, root, id, unit, role)


def a_town(
    office: Office,
    database: DB,
    number: int,
    until: Sequence[str] = ("assign",),
    since: datetime = MONDAY,
) -> None:
    """Fill a database with running cases, committed, and put a second version into force."""

    def found(root: Any) -> None:
        opening.found_all(root, CAPABILITIES)
        load_units(the_system(office, root), office.config / "units.yaml")
        people_enter(office, root)
        put_into_force(root, text_of(1))

    def file(root: Any) -> None:
        for each in range(number):
            step = until[each % len(until)]
            case = filed(office, root)
            if step:
                walked(office, root, case, step)

    opening.transact(database, found)
    opening.transact(database, file)
    opening.transact(database, lambda root: second(root, *RENAMED, since=since))


ASKING: tuple[Change, ...] = (
    ("    edit: assignee\n", "    edit: assignee\n    consult: y_kien\n"),
    (
        "visible:\n",
        "consultations:\n"
        "  y_kien:\n"
        "    title: {vi: Lấy ý kiến, en: Opinions}\n"
        "    within: 3 working days\n"
        "    silence: agree\n"
        "visible:\n",
    ),
)
"""Opinions may be asked while a case is examined."""


@contextmanager
def asking_town(office: Office) -> Iterator[Any]:
    """Give a root in which one case waits for an opinion, uncommitted."""
    with a_province() as (_office, root):
        people_enter(office, root)
        put_into_force(root, text_of(1, *ASKING))
        case = walked(office, root, filed(office, root), "assign")
        ask_opinions(
            person(office, root, "hai"),
            case,
            "y_kien",
            units=["so-nnmt"],
            question="Được không?",
        )
        yield root
