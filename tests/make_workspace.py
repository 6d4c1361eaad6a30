"""The whole application over a database in a folder, with the sample people and no cases.

Whatever a page shows was done through the actions, by the people who do it:
``workplace.do("ha.nguyen", lambda acting: ...)`` acts inside,
``workplace.seen_by("ha.nguyen")`` is their browser.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

from webtest import TestApp

from motcua.acting import Acting, system
from motcua.application import main
from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Case, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions
from motcua.consultations.content import Request
from motcua.documents.keeping import keep
from motcua.pages.asking import OFFICE
from motcua.people import directory
from motcua.people.loading import load_people
from motcua.people.passwords import Passwords
from motcua.storage import opening
from motcua.workflows import versions
from tests.make import MONDAY, settings
from tests.make_consultations import PROCEDURE, publish

PASSWORD = "mot-cua-2026"
PERMIT = "cap-giay-phep-xay-dung"
TRIAL = "thu-nghiem"
CLERK, HEAD, OFFICER, LEADER = "mai.tran", "vinh.le", "ha.nguyen", "khoa.nguyen"
"""Of the provincial counter, and of the Department of Construction."""
POLICE, CONTROL, ADMINISTRATOR, OPERATIONS = "giang.hua", "tung.do", "linh.bui", "nam.trinh"
ANSWERS = {
    "ten_cong_trinh": "Nhà xưởng",
    "loai_cong_trinh": "dan_dung",
    "xa_phuong": "xa-hoa-binh",
    "dia_diem": "Thửa 41",
    "dien_tich_san": 1250.5,
    "so_tang": 4,
    "trong_vung_di_tich": False,
}


class Workplace:
    """The running application, seen from outside and, where a test must, from inside."""

    def __init__(self, folder: Path, trial: str = PROCEDURE):
        self.now = MONDAY
        self.trial = trial
        self.secrets: dict[str, str] = {}
        """With which applicants follow their cases, by code."""
        self.app = main(
            {},
            clock=lambda: self.now,
            **settings(
                **{
                    "zodbconn.uri": f"file://{folder}/Data.fs?blobstorage_dir={folder}/blobs",
                    "motcua.sample": "no",
                    "motcua.worker": "apart",
                    "motcua.https": "no",
                    "motcua.workflows": str(_procedures(folder)),
                }
            ),
        )
        self.office = self.app.registry[OFFICE]
        self.database = self.app.registry._zodb_databases[""]
        self._browsers: dict[str, tuple[datetime, TestApp]] = {}
        opening.transact(self.database, self._settle)

    def _settle(self, root: Any) -> None:
        acting = system(self.office, root, self.now)
        hashed = self.office.borrow(Passwords).hashed(PASSWORD)
        for id in load_people(acting, self.office.config / "sample/people.yaml"):
            directory.person(root, id).password_hash = hashed
        publish(root, self.trial)

    def do(self, person: str, deed: Callable[[Acting], Any]) -> Any:
        """Let somebody do something, in a transaction of its own."""

        def work(root: Any) -> Any:
            return deed(
                Acting(
                    office=self.office,
                    root=root,
                    now=self.now,
                    person=person,
                    name=directory.name_of(root, person),
                    holdings=directory.holdings(root, self.office, person, self.now.date()),
                )
            )

        return opening.transact(self.database, work)

    def seen_by(self, person: str) -> TestApp:
        """Return the browser in which somebody is signed in now; a visitor's for nobody."""
        signed_in_at, browser = self._browsers.get(person, (None, None))
        if browser is None or signed_in_at != self.now:
            browser = TestApp(self.app, extra_environ={"REMOTE_ADDR": "203.0.113.7"})
            if person:
                forms = browser.get("/dang-nhap").forms.values()
                form = next(each for each in forms if "account" in each.fields)
                form["account"], form["password"] = person, PASSWORD
                assert form.submit().status_int == 303
                self._browsers[person] = (self.now, browser)
        return browser

    def work(self) -> None:
        """Let the worker do everything there is to do; it also ends sessions that are over."""
        self._browsers.clear()
        self.app.registry["motcua.work_once"]()

    def file(self, applicant: str = "Công ty An Phú", procedure: str = PERMIT, **more: Any) -> str:
        """Let the clerk take in a case with all its papers; return its code."""

        def filing(acting: Acting) -> str:
            rules = versions.in_force(acting.root, procedure, acting.now.date())
            papers = [
                each for each in rules.papers.values() if each.required and each.by != "office"
            ]
            facts: dict[str, Any] = {
                "answers": ANSWERS if procedure == PERMIT else {},
                "subject": "Nhà xưởng may mặc",
                **more,
            }
            filed = file_case(
                acting,
                rules,
                applicant=Applicant(applicant, phone="0912345678", number="079123456789"),
                enclosures=[a_paper(acting, each.id) for each in papers],
                receiving_unit="ttpvhcc-tinh",
                **facts,
            )
            self.secrets[str(filed.case.code)] = filed.secret
            return str(filed.case.code)

        return str(self.do(CLERK, filing))

    def act(
        self, person: str, code: str, action: str, papers: tuple[str, ...] = (), **form: Any
    ) -> None:
        """Let somebody take an action."""
        self.do(
            person,
            lambda acting: perform(
                acting,
                case_of(acting, code),
                action,
                form,
                enclosures=[a_paper(acting, each) for each in papers],
            ),
        )

    def examined(self, applicant: str = "Công ty An Phú") -> str:
        """Return a building permit in the hands of the officer."""
        code = self.file(applicant)
        self.act(CLERK, code, "receive")
        self.act(CLERK, code, "transfer")
        self.act(HEAD, code, "assign", officer=OFFICER)
        return code

    def tried(self, state: str = "preparing", applicant: str = "Công ty Sông Xanh") -> str:
        """Return a case of the procedure on which opinions are tried, with the officer."""
        code = self.file(applicant, TRIAL)
        if state != "received":
            self.act(HEAD, code, "assign", officer=OFFICER)
        return code

    def asked(self, code: str, *units: str, template: str = "bodies", **more: Any) -> str:
        """Let the officer ask bodies; return the id of the last one's request."""
        units = units or ("cong-an-tinh",)

        def asking(acting: Acting) -> str:
            facts: dict[str, Any] = {"question": "Đề nghị cho ý kiến.", **more}
            sent = ask_opinions(acting, case_of(acting, code), template, units=units, **facts)
            return str(sent.requests[-1].id)

        return str(self.do(OFFICER, asking))

    def of_request(self, id: str, look: Callable[[Request], Any]) -> Any:
        """Return something of a request as it is stored."""
        return self.do(OFFICER, lambda acting: look(request_of(acting, id)))

    def of_case(self, code: str, look: Callable[[Case], Any]) -> Any:
        """Return something of a case as it is stored."""
        return self.do(OFFICER, lambda acting: look(case_of(acting, code)))


def _procedures(folder: Path) -> Path:
    """Return a folder with the one shipped procedure that these tests walk through."""
    shipped = Path(settings()["motcua.workflows"]) / PERMIT
    there = folder / "workflows"
    there.mkdir()
    (there / PERMIT).symlink_to(shipped)
    return there


def case_of(acting: Acting, code: str) -> Case:
    register = acting.root.cases
    case: Case = register.shelf[register.codes[code.encode()]]
    return case


def request_of(acting: Acting, id: str) -> Request:
    request: Request = acting.root.consultations.request(bytes.fromhex(id))
    return request


def a_paper(acting: Acting, paper: str) -> Enclosure:
    """Return a file for one component of the dossier."""
    name = f"{paper.replace('_', '-')}.pdf"
    content = f"%PDF-1.4 {paper}".encode()
    document = keep(acting, name, content, "application/pdf", kind="paper", paper=paper)
    return Enclosure(paper, document, acting.now, acting.person)


@contextmanager
def a_workplace(
    folder: Path, now: datetime = MONDAY, trial: str = PROCEDURE
) -> Iterator[Workplace]:
    """Give a workplace, and close its database."""
    workplace = Workplace(folder, trial)
    workplace.now = now
    yield workplace
    workplace.app.registry["motcua.close"]()


def form_with(page: Any, field: str) -> Any:
    """Return the form of a page that has ``field``."""
    return next(each for each in page.forms.values() if field in each.fields)
