"""The whole application over files, with the sample province, and everybody signed in.

It is built once.  Each test gets a database of its own over the one that was
built, whose connections remember everything that was about to be stored.
"""

from __future__ import annotations

import copy
import io
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from http.cookiejar import CookieJar
from pathlib import Path
from typing import Any

import pytest
from webtest import TestApp
from ZODB.Connection import Connection
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage

from motcua import worker
from motcua.acting import Acting, system
from motcua.application import main
from motcua.cases.content import Case, Enclosure
from motcua.cases.filing import renew_secret
from motcua.consultations.actions import ask_opinions, save_draft
from motcua.consultations.content import Reply
from motcua.documents.uploads import accept
from motcua.pages.asking import OFFICE
from motcua.people import directory
from motcua.people.delegating import delegate
from motcua.portal import lookup
from motcua.signin.entering import TRIES
from motcua.signin.tries import Tries
from motcua.storage import opening
from motcua.storage.throttle import Throttle
from tests.make import settings
from tests.make_documents import a_pdf

MONDAY = datetime(2026, 11, 23, 10, 0)
PASSWORD = "mot-cua-2026"
PERMIT, INVESTMENT, COPIES, CARD = (
    "000.01.01.H99-20261111-0000001",
    "000.01.01.H99-20261113-0000001",
    "000.01.31.H99-20261123-0000001",
    "000.01.01.H99-20261119-0000002",
)
PEOPLE = {
    "mai.tran": "clerk of the centre that took it in",
    "ngoc.ngo": "clerk of another counter",
    "ha.nguyen": "holder",
    "vinh.le": "head of the holder's division",
    "yen.luu": "officer of another department",
    "pang.lo": "head in a consulted body",
    "hue.mai": "head in a consulted body that was shown a paper",
    "quang.tran": "chairperson",
    "tung.do": "control office",
    "linh.bui": "administrator",
    "nam.trinh": "operations",
}
"""Accounts of the sample province, and what they are to the permit that is examined."""


class Watched(Connection):
    """A connection that remembers what is being stored through any of its kind.

    What is only tried out, as in a rehearsal, is undone and never comes so far.
    """

    registered: list[Any] = []

    def commit(self, transaction: Any) -> None:
        self.registered.extend(self._registered_objects)
        super().commit(transaction)


class WatchedDB(DB):
    klass = Watched


@dataclass
class House:
    """The running application, seen from outside and, where a test must, from inside."""

    app: Any
    database: DB
    cookies: dict[str, CookieJar]
    secrets: dict[str, str]
    now: datetime = MONDAY

    @property
    def office(self) -> Any:
        return self.app.registry[OFFICE]

    def do(self, work: Callable[[Any], Any]) -> Any:
        """Do something with the root, and store it."""
        return opening.transact(self.database, work)

    def browser(self, person: str = "", **environ: str) -> TestApp:
        """Return a browser: of a visitor, or in which somebody has signed in."""
        browser = TestApp(
            self.app,
            extra_environ={"REMOTE_ADDR": "203.0.113.7", **environ},
            cookiejar=copied(self.cookies[person]) if person else CookieJar(),
        )
        return browser

    def acting(self, root: Any, person: str) -> Acting:
        """Return who somebody is to the actions, as the pages would say it."""
        nobody = replace(system(self.office, root, self.now), person="", origin="")
        if not person:
            return nobody
        return replace(
            nobody,
            person=person,
            name=directory.name_of(root, person),
            holdings=directory.holdings(root, self.office, person, self.now.date()),
        )

    def as_(self, person: str, work: Callable[[Acting], Any]) -> Any:
        """Let somebody do something."""
        return self.do(lambda root: work(self.acting(root, person)))

    def tracking(self, code: str, browser: TestApp | None = None) -> str:
        """Return the address to which code and secret of a case lead."""
        found = (browser or self.browser()).get(f"/tra-cuu/{code}/{self.secrets[code]}")
        return str(found.location).removeprefix("http://localhost")

    def work(self) -> None:
        """Let the worker do what there is to do."""
        worker.work_once(self.office, self.database, self.now)

    def stored(self) -> bytes:
        """Return what changes when anything at all is stored."""
        return bytes(self.database.lastTransaction())


def copied(jar: CookieJar) -> CookieJar:
    twin = CookieJar()
    for cookie in jar:
        twin.set_cookie(copy.copy(cookie))
    return twin


def case_of(root: Any, code: str) -> Case:
    case: Case = root.cases.shelf[root.cases.codes[code.encode()]]
    return case


def all_codes(root: Any) -> list[str]:
    return sorted(root.cases.shelf[key].code for key in root.cases.shelf)


def file_of(root: Any, code: str) -> str:
    """Return the id of a paper of a case."""
    return str(case_of(root, code).dossier.enclosures[0].document.id)


def request_to(root: Any, code: str, unit: str) -> Any:
    """Return what a unit was asked about a case."""
    consultations = root.consultations.of_case(case_of(root, code).key)
    return next(found for each in consultations if (found := each.request_to(unit)))


def token_of(browser: TestApp) -> str:
    """Return the token of this browser's forms."""
    return str(browser.get("/tra-cuu").forms["tra-cuu"]["csrf_token"].value)


def open_house(app: Any, database: Any) -> None:
    """Let the application work over ``database``; nobody has tried anything yet."""
    app.registry._zodb_databases[""] = database
    app.registry[TRIES] = Tries()
    app.registry[lookup.THROTTLES] = (Throttle(lookup.BY_ADDRESS), Throttle(lookup.BY_CODE))
    Watched.registered.clear()


def _secrets(house: House) -> dict[str, str]:
    """Give out new secrets: those of the sample stand nowhere."""

    def renew(root: Any) -> dict[str, str]:
        found = {}
        for code in (PERMIT, INVESTMENT, CARD, COPIES):
            clerk = "ngoc.ngo" if code == COPIES else "mai.tran"
            found[code] = renew_secret(house.acting(root, clerk), case_of(root, code))
        return found

    return house.do(renew)  # type: ignore[no-any-return]


def _mark_papers(house: House) -> None:
    """Let each case have a paper that no other has: alike ones would have one id."""

    def mark(root: Any) -> None:
        for code in all_codes(root):
            acting, case = house.acting(root, "mai.tran"), case_of(root, code)
            content = io.BytesIO(a_pdf(inside=f"%{code}".encode()))
            document = accept(acting, "Đơn.pdf", content, "paper", paper="don")
            added = Enclosure("don", document, house.now, "")
            case.dossier.enclosures = (added, *case.dossier.enclosures)

    house.do(mark)


def _ask(house: House) -> None:
    """Let a body be asked that is shown a paper, as the bodies of the sample are not."""

    def ask(root: Any) -> None:
        acting, case = house.acting(root, "ha.nguyen"), case_of(root, PERMIT)
        ask_opinions(
            acting,
            case,
            "chuyen_nganh",
            units=["so-tu-phap"],
            question="Đề nghị cho ý kiến về hồ sơ.",
            documents=[file_of(root, PERMIT)],
        )

    house.do(ask)


def _draft(house: House) -> None:
    """Let an asked body draft its answer: nobody outside may see it."""

    def draft(root: Any) -> None:
        asked = request_to(root, PERMIT, "so-van-hoa")
        body = next(
            person
            for person in root["people"]
            if any(held.unit == "so-van-hoa" for held in _holdings(house, root, person))
        )
        save_draft(house.acting(root, body), asked, Reply("agree", DRAFTED), 0)

    house.do(draft)


def _delegate(house: House) -> None:
    """Let the holder of a case delegate for a day that is yet to come."""
    tomorrow = house.now.date() + timedelta(days=2)
    house.as_(
        "ha.nguyen",
        lambda acting: delegate(
            acting,
            "ha.nguyen.1",
            "tuan.ho",
            since=tomorrow,
            until=tomorrow,
            reason="Đi học",
            document="8/GUQ",
        ),
    )


DRAFTED = "Bản nháp chưa ai ngoài Sở Văn hóa được đọc."


def _holdings(house: House, root: Any, person: str) -> Any:
    return house.acting(root, person).holdings


def _sign_everybody_in(house: House) -> None:
    for person in PEOPLE:
        house.cookies[person] = CookieJar()
        browser = TestApp(
            house.app,
            extra_environ={"REMOTE_ADDR": "203.0.113.7"},
            cookiejar=house.cookies[person],
        )
        form = browser.get("/dang-nhap").forms["signin"]
        form["account"], form["password"] = person, PASSWORD
        assert form.submit("sign_in").status_int == 303


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    """The application as it stands at the beginning of each test; nobody writes to it."""
    folder = tmp_path_factory.mktemp("security")
    app = main({}, clock=lambda: MONDAY, **told(folder))
    house = House(app, app.registry._zodb_databases[""], {}, {})
    house.secrets = _secrets(house)
    _mark_papers(house)
    _ask(house)
    _draft(house)
    _delegate(house)
    house.work()
    _sign_everybody_in(house)
    yield house
    app.registry["motcua.close"]()


def told(folder: Path, **more: str) -> dict[str, str]:
    """Return settings for an application in ``folder``, with cheap hashing."""
    return settings(
        **{
            "zodbconn.uri": f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs",
            "mail.folder": str(folder / "mail"),
            "motcua.sample": "yes",
            "motcua.sample_password": PASSWORD,
            "motcua.password_memory": "64",
            "motcua.password_rounds": "1",
            **more,
        }
    )


def opened(built: House) -> Iterator[House]:
    storage = DemoStorage(base=built.database.storage, close_base_on_close=False)
    with closing(WatchedDB(storage)) as database:
        open_house(built.app, database)
        yield replace(built, database=database)
    built.app.registry._zodb_databases[""] = built.database


@pytest.fixture
def house(built: House) -> Iterator[House]:
    """The application over a database of this test's own."""
    yield from opened(built)


@pytest.fixture(scope="module")
def reading_house(built: House) -> Iterator[House]:
    """The same for a module whose tests store nothing."""
    yield from opened(built)
