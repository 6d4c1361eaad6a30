"""What has happened before a test opens its first page, done by the same actions as anybody's."""

from __future__ import annotations

import io
from datetime import date
from typing import Any

from motcua.acting import Acting
from motcua.cases.content import Applicant, Enclosure
from motcua.cases.filing import Filed, file_case
from motcua.documents.uploads import accept
from motcua.pages.asking import OFFICE
from motcua.people import directory
from motcua.sample.cases import PAPER
from motcua.workflows import versions
from tests.browser.conftest import Served

PERMIT = "cap-giay-phep-xay-dung"


def acting(served: Served, root: Any, person: str = "") -> Acting:
    """Return one of the sample people as what they are today; a visitor without a name."""
    office, now = served.app.registry[OFFICE], served.hands()
    return Acting(
        office=office,
        root=root,
        now=now,
        person=person,
        name=directory.name_of(root, person) if person else "",
        holdings=directory.holdings(root, office, person, now.date()) if person else (),
    )


def a_permit(acting: Acting, channel: str, nonce: str = "") -> Filed:
    """File an application for a building permit with all its papers."""
    rules = versions.in_force(acting.root, PERMIT, acting.now.date())
    papers = [each.id for each in rules.papers.values() if each.required and each.by == "applicant"]
    enclosures = [
        Enclosure(
            each,
            accept(acting, f"{each}.pdf", io.BytesIO(PAPER), "dossier", kind="paper", paper=each),
            acting.now,
            acting.person,
        )
        for each in papers
    ]
    return file_case(
        acting,
        rules,
        applicant=Applicant(
            name="Nguyễn Thị Hồng Ngọc",
            kind="citizen",
            number="079000000331",
            address="Ấp 2, xã Hòa Bình",
            phone="0901 000 331",
            email="ngoc@example.invalid",
        ),
        answers={each.field: _made_up(rules.fields[each.field]) for each in rules.form},
        enclosures=enclosures,
        channel=channel,
        receiving_unit="ttpvhcc-tinh",
        subject="Xưởng may gia đình Hồng Ngọc",
        nonce=nonce,
    )


def _made_up(field: Any) -> Any:
    made: dict[str, Any] = {
        "choice": field.choices[0][0] if field.choices else "",
        "number": 2,
        "money": 900_000_000,
        "date": date(2027, 6, 30),
        "yes_no": "no",
        "unit": "xa-hoa-binh",
    }
    return made.get(field.kind, "Xưởng may Hồng Ngọc")
