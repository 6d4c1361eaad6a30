"""The portal over a database in a folder, and cases filed through it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest
from webtest import TestApp, Upload
from webtest.forms import Form

from motcua.cases.actions import perform
from motcua.cases.content import Case
from motcua.pages.asking import CLOCK, OFFICE
from motcua.portal import lookup
from motcua.storage import opening
from motcua.storage.throttle import Throttle
from tests.make import MONDAY, held, somebody
from tests.make_documents import a_pdf
from tests.make_pages import a_browser, an_application, close

PERMIT = "/thu-tuc/cap-giay-phep-xay-dung"
COMPULSORY = 5
"""Papers that a building permit asks of everybody."""


class Province:
    """The application, seen from inside where a test needs what officials did."""

    def __init__(self, app: Any):
        self.app = app
        self.office = app.registry[OFFICE]

    def work(self, do: Callable[[Any], Any]) -> Any:
        """Do something in a transaction of its own."""
        return opening.transact(self.app.registry._zodb_databases[""], do)

    def act(self, code: str, action: str, **form: Any) -> None:
        """Let the clerk of the provincial centre take an action."""

        def do(root: Any) -> None:
            clerk = somebody(self.office, root, "ngoc", held(self.office, "ttpvhcc-tinh", "clerk"))
            perform(clerk, case_of(root, code), action, form)

        self.work(do)

    def state(self, code: str) -> str:
        """Return where a case stands."""
        state: str = self.work(lambda root: case_of(root, code).track.state)
        return state

    def cases(self) -> int:
        """Return how many cases there are."""
        return int(self.work(lambda root: len(root.cases.shelf)))


def case_of(root: Any, code: str) -> Case:
    case: Case = root.cases.shelf[root.cases.codes[code.encode()]]
    return case


@pytest.fixture(scope="module")
def province(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Province]:
    app = an_application(tmp_path_factory.mktemp("portal"), "motcua.signin", "motcua.portal")
    yield Province(app)
    close(app)


@pytest.fixture
def browser(province: Province) -> TestApp:
    """Return a visitor's browser; nobody has tried a secret yet, and it is Monday."""
    registry = province.app.registry
    registry[lookup.THROTTLES] = (Throttle(lookup.BY_ADDRESS), Throttle(lookup.BY_CODE))
    registry[CLOCK] = lambda: MONDAY
    return a_browser(province.app)


FILLED: Mapping[str, Any] = {
    "kind": "enterprise",
    "name": "Công ty cổ phần An Phú",
    "number": "0101234567",
    "address": "12 Lê Lợi, phường Tân Mai",
    "phone": "0912 345 678",
    "email": "anphu@example.vn",
    "subject": "Cấp phép nhà xưởng An Phú",
    "ten_cong_trinh": "Nhà xưởng",
    "loai_cong_trinh": "cong_nghiep",
    "xa_phuong": "xa-hoa-binh",
    "dia_diem": "Thửa 12",
    "dien_tich_san": "1.250,5",
    "so_tang": "2",
    "trong_vung_di_tich": "false",
    "return_way": "online",
    "consent": True,
}


def filled_in(browser: TestApp, **other: Any) -> Form:
    """Return the form of a building permit with everything in it, or otherwise."""
    form = browser.get(f"{PERMIT}/nop").forms["form"]
    for name, value in {**FILLED, **other}.items():
        form[name] = value
    for number in range(COMPULSORY):
        form.set("upload", Upload(f"Giấy {number}.pdf", a_pdf(inside=b"%%%d" % number)), number)
    return form


def file_one(browser: TestApp, **other: Any) -> tuple[str, str]:
    """File a case; return its code and secret."""
    shown = filled_in(browser, **other).submit("file").follow()
    found = re.search(r"/tra-cuu/([^/\"]+)/([A-Z0-9]+)", shown.text)
    assert found is not None
    return found[1], found[2]


def opened(browser: TestApp, code: str, secret: str) -> Any:
    """Return the tracking page that code and secret lead to."""
    form = browser.get("/tra-cuu").forms["tra-cuu"]
    form["code"], form["secret"] = code, secret
    return form.submit("find").follow()
