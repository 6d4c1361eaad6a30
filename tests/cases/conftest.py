"""A province in memory, one example procedure, and the people who act in it."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from motcua.acting import Acting, Office
from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Case, Enclosure
from motcua.cases.filing import Filed, file_case
from motcua.documents import uploads
from motcua.workflows.definition import Definition
from tests.make import MONDAY, a_province, at, held, put_into_force, somebody
from tests.make_documents import a_pdf

EXAMPLE = Path(__file__).with_name("example.yaml")


@pytest.fixture
def province() -> Iterator[tuple[Office, Any]]:
    with a_province() as (office, root):
        yield office, root


@pytest.fixture
def office(province: tuple[Office, Any]) -> Office:
    return province[0]


@pytest.fixture
def root(province: tuple[Office, Any]) -> Any:
    return province[1]


@pytest.fixture
def rules(root: Any) -> Definition:
    return put_into_force(root, EXAMPLE.read_text("utf8"))


@pytest.fixture
def clerk(office: Office, root: Any) -> Acting:
    return somebody(office, root, "ngoc", held(office, "ttpvhcc-tinh", "clerk"))


@pytest.fixture
def head(office: Office, root: Any) -> Acting:
    return somebody(office, root, "binh", held(office, "so-xay-dung", "head"))


@pytest.fixture
def officer(office: Office, root: Any) -> Acting:
    return somebody(office, root, "hai", held(office, "so-xay-dung", "officer"))


@pytest.fixture
def leader(office: Office, root: Any) -> Acting:
    return somebody(office, root, "minh", held(office, "so-xay-dung", "leader"))


@pytest.fixture
def stranger(office: Office, root: Any) -> Acting:
    return somebody(office, root, "xa", held(office, "so-khcn", "officer"))


@pytest.fixture
def paper(clerk: Acting) -> Callable[..., Enclosure]:
    def handed_in(
        id: str = "don", name: str = "don.pdf", content: bytes | None = None
    ) -> Enclosure:
        document = uploads.accept(
            clerk, name, io.BytesIO(content or a_pdf()), "paper", kind="paper", paper=id
        )
        return Enclosure(id, document, clerk.now, "applicant")

    return handed_in


Filing = Callable[..., Filed]


@pytest.fixture
def file(clerk: Acting, rules: Definition, paper: Callable[..., Enclosure]) -> Filing:
    def filed(now: datetime = MONDAY, **facts: Any) -> Filed:
        return file_case(
            facts.pop("acting", at(clerk, now)),
            facts.pop("rules", rules),
            **{
                "applicant": Applicant("Nguyễn Văn An", email="an@example.invalid"),
                "answers": {"muc_dich": "Xây nhà"},
                "enclosures": [paper()],
                "channel": "counter",
                "receiving_unit": "ttpvhcc-tinh",
                "subject": "Nhà ở riêng lẻ",
                **facts,
            },
        )

    return filed


@pytest.fixture
def case(file: Filing) -> Case:
    return file().case


@pytest.fixture
def applicant(office: Office, root: Any) -> Callable[[Case], Acting]:
    """Whoever has shown the code and the secret of a case."""

    def shown(case: Case, now: datetime = MONDAY) -> Acting:
        return Acting(office=office, root=root, now=now, applicant_of=case.id, origin="10.0.0.7")

    return shown


@pytest.fixture
def in_processing(case: Case, clerk: Acting, head: Acting) -> Case:
    """A case that the officer ``hai`` holds."""
    perform(clerk, case, "receive")
    perform(head, case, "assign", {"officer": "hai"})
    return case
