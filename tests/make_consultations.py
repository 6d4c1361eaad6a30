"""A small province, a procedure that asks everybody, and a case in the officer's hands.

Real units, people, calendars and lists in an in-memory ZODB; the procedure is
written here, because the shipped ones ask fewer things than there are rules.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import transaction
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage

from motcua import (
    cases,
    consultations,
    deadlines,
    documents,
    journal,
    people,
    storage,
    workflows,
)
from motcua.acting import Acting, Office, furnish_all, system
from motcua.cases.actions import perform
from motcua.cases.content import Applicant, Case, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions
from motcua.consultations.content import Consultation, Reply, Request
from motcua.consultations.events import RequestNotice
from motcua.documents.keeping import keep
from motcua.people import directory
from motcua.people.content import Person, Position
from motcua.people.loading import load_units
from motcua.storage import opening, substance
from motcua.storage.due import DueHandlers
from motcua.workflows.content import Version
from motcua.workflows.reader import read
from motcua.workflows.versions import definition

CAPABILITIES = (storage, journal, people, documents, deadlines, workflows, cases, consultations)
ROOT = Path(__file__).parents[1]

MONDAY = datetime(2026, 11, 30, 9, 0)
"""A week of five working days lies ahead."""
DUE = datetime(2026, 12, 7, 17, 0)
"""Five working days after Monday."""

PROCEDURE = """
workflow: thu-nghiem
version: 1
title: {vi: Thử nghiệm lấy ý kiến, en: Trying opinions}
deadline: 20 working days
lead: so-xay-dung
received_by: service_centre
channels: [counter, online]
papers:
  don: {title: {vi: Đơn, en: Application}}
fields:
  xa: {title: {vi: Xã, en: Commune}, kind: unit, required: no}
  di_tich: {title: {vi: Di tích, en: Monument}, kind: yes_no, required: no}
form: [xa?, di_tich?]
roles:
  clerk: {title: Một cửa, unit: receiving}
  head: Trưởng phòng
  officer: Chuyên viên
  leader: Lãnh đạo
states:
  received:
    title: {vi: Đã nhận, en: Received}
    start: yes
    actions:
      assign: {title: Phân công, by: head, to: preparing, ask: officer, assign: officer}
  preparing:
    title: {vi: Chuẩn bị, en: Preparing}
    consult: [bodies, counting, waiting]
    actions:
      wait:
        {title: Chờ, by: assignee, to: consulting, when: consultations opened, consultations: keep}
      skip: {title: Bỏ qua, by: assignee, to: signing, consultations: withdraw}
  consulting:
    title: {vi: Chờ ý kiến, en: Waiting for opinions}
    consult: bodies
    actions:
      go_on:
        {title: Tiếp, by: assignee, to: signing, when: consultations closed, consultations: keep}
  signing:
    title: {vi: Ký, en: Signing}
    actions:
      sign: {title: Ký, by: leader, to: done, when: nobody disagreed}
      refuse: {title: Từ chối, by: leader, to: refused}
  done: {title: {vi: Xong, en: Done}, final: success}
  refused: {title: {vi: Từ chối, en: Refused}, final: failure}
consultations:
  bodies:
    title: {vi: Lấy ý kiến, en: Asking opinions}
    opened_by: assignee
    bodies:
      - {unit: field xa, because: {vi: Nơi thực hiện, en: Where it is}}
      - {unit: cong-an-tinh, required: yes, because: {vi: An ninh, en: Security}}
      - {unit: so-van-hoa, required: yes, when: {di_tich: yes}, because: Di tích}
      - {unit: so-nnmt, because: {vi: Đất đai, en: Land}}
      - {unit: so-xay-dung, because: {vi: Chính mình, en: Oneself}}
    choose_from: [department, bo-chqs-tinh]
    question: {vi: Đề nghị cho ý kiến., en: Please give your opinion.}
    within: 5 working days
    answers: [agree, agree_with_remarks, disagree, not_competent, other]
    silence: agree
    silence_ground: NĐ 217/2026 Đ54.2c
    closed_when: all
    extend_at_most: 3 working days
    late:
      - {before: 1 working day, notify: partner}
      - {after: 0 working days, notify: [partner, assignee, head]}
  counting:
    title: {vi: Hai nơi là đủ, en: Two are enough}
    opened_by: [leader, assignee]
    choose_from: [department, agency]
    within: 4 working hours
    silence: no_opinion
    closed_when: 2
  waiting:
    title: {vi: Chờ trả lời, en: An answer is owed}
    several: no
    silence: wait
    closed_when: any
    late:
      - {after: 2 working days, notify: [partner, clerk]}
"""

STAFF = {
    "hoa": ("Trần Thị Hoa", "ttpvhcc-tinh", ("clerk",)),
    "phuc": ("Lê Văn Phúc", "ttpvhcc-tinh", ("head",)),
    "minh": ("Phạm Văn Minh", "so-xay-dung", ("officer",)),
    "nga": ("Vũ Thị Nga", "so-xay-dung", ("officer",)),
    "loan": ("Đỗ Thị Loan", "so-xay-dung", ("head",)),
    "giang": ("Ngô Văn Giang", "so-xay-dung", ("leader",)),
    "an": ("Nguyễn Văn An", "cong-an-tinh", ("officer",)),
    "binh": ("Trần Văn Bình", "cong-an-tinh", ("officer",)),
    "chinh": ("Hoàng Văn Chính", "cong-an-tinh", ("head",)),
    "dung": ("Bùi Thị Dung", "so-nnmt", ("officer",)),
    "em": ("Lý Thị Em", "xa-hoa-binh", ("officer",)),
    "van": ("Đinh Thị Vân", "so-van-hoa", ("officer",)),
    "kien": ("Mai Văn Kiên", "so-noi-vu", ("control",)),
}
"""Id to name, unit and roles; everybody's address is ``id@longgiang.example``."""


@dataclass
class Province:
    """An office and a root, and the moment at which everybody acts."""

    office: Office
    root: Any
    now: datetime = MONDAY

    def __post_init__(self) -> None:
        self.notices: list[RequestNotice] = []
        self.office.listen(RequestNotice, lambda _acting, event: self.notices.append(event))

    def __call__(self, person: str, now: datetime | None = None) -> Acting:
        """Return ``person`` acting now, in the positions they hold."""
        now = now or self.now
        return Acting(
            office=self.office,
            root=self.root,
            now=now,
            person=person,
            name=directory.name_of(self.root, person),
            holdings=directory.holdings(self.root, self.office, person, now.date()),
        )

    def system(self, now: datetime | None = None) -> Acting:
        """Return a deadline acting."""
        return system(self.office, self.root, now or self.now)

    def work(self, now: datetime | None = None) -> int:
        """Do what is due, as the worker does; return how much that was."""
        acting = self.system(now)
        done = 0
        while found := acting.root.due_queue.due_now(acting.now):
            for item in found:
                acting.office.borrow(DueHandlers).carry_out(acting, item)
                acting.root.due_queue.done(item)
                done += 1
        return done

    def told(self, about: str) -> list[tuple[str, tuple[str, ...]]]:
        """Return whom notices about something went to: unit and recipients."""
        return [(n.request.unit, n.recipients) for n in self.notices if n.about == about]


@contextmanager
def a_database(procedure: str = PROCEDURE) -> Iterator[tuple[Office, DB]]:
    """Give a database in memory with units, people and the procedure, committed."""
    office = furnish_all(Office(ROOT / "config", ROOT / "workflows"), CAPABILITIES)
    database = DB(DemoStorage())
    opening.found_root(database)
    opening.transact(database, lambda root: _settle(office, root, procedure))
    try:
        yield office, database
    finally:
        transaction.abort()
        database.close()


@contextmanager
def a_province(procedure: str = PROCEDURE) -> Iterator[Province]:
    """Give a province in one transaction that is never committed."""
    with a_database(procedure) as (office, database):
        manager = transaction.TransactionManager(explicit=True)
        connection = database.open(manager)
        with substance.standing_in(substance.registry()):
            manager.begin()
            yield Province(office, connection.root()["app_root"])
            manager.abort()
        connection.close()


def _settle(office: Office, root: Any, procedure: str) -> None:
    opening.found_all(root, CAPABILITIES)
    load_units(system(office, root, MONDAY), office.config / "units.yaml")
    for number, (id, (name, unit, roles)) in enumerate(STAFF.items(), 1):
        person = Person(id, name=name, email=f"{id}@longgiang.example")
        root["people"].enter(person)
        position = Position(
            id=f"{id}.1",
            person=id,
            unit=unit,
            roles=roles,
            since=date(2026, 1, 1),
            names=(f"Chức vụ {number}", f"Post {number}"),
        )
        root["people"].seat(person, position)
    publish(root, procedure)


def publish(root: Any, text: str) -> None:
    """Put a procedure into force, without its checks."""
    rules = read(text).definition
    assert rules is not None
    version = Version(
        procedure=rules.id,
        number=rules.version,
        digest=rules.digest,
        names=(rules.title.vi, rules.title.en),
        published_on=datetime(2025, 12, 31, 8, 0),
        in_force_from=date(2026, 1, 1),
    )
    root["definitions"].add_version(version, text)


def a_case(
    province: Province,
    *,
    state: str = "preparing",
    papers: int = 2,
    procedure: str = "thu-nghiem",
    version: int = 1,
    **answers: str,
) -> Case:
    """Return a case in the hands of Minh, with two papers."""
    clerk = province("hoa")
    documents = [
        keep(clerk, f"don-{n}.pdf", f"%PDF {n}".encode(), "application/pdf", kind="paper")
        for n in range(papers)
    ]
    enclosures = [
        Enclosure("don" if n == 0 else f"don_{n}", d, clerk.now, "hoa")
        for n, d in enumerate(documents)
    ]
    rules = definition(province.root, procedure, version)
    case = file_case(
        clerk,
        rules,
        applicant=Applicant("Công ty Sông Xanh", email="song.xanh@example.org"),
        answers=answers,
        enclosures=enclosures,
        receiving_unit="ttpvhcc-tinh",
        subject="Xây dựng nhà xưởng",
    ).case
    if state != "received":
        perform(province("loan"), case, "assign", {"officer": "minh"})
    return case


def asked(
    province: Province,
    case: Case | None = None,
    *units: str,
    template: str = "bodies",
    question: str = "Đề nghị cho ý kiến.",
    **more: Any,
) -> Consultation:
    """Return what Minh has asked of ``units``, the police if nobody is named."""
    case = case or a_case(province)
    return ask_opinions(
        province("minh"),
        case,
        template,
        units=units or ("cong-an-tinh",),
        question=question,
        **more,
    )


def a_request(province: Province, unit: str = "cong-an-tinh", **more: Any) -> Request:
    """Return a request to one body, asked on Monday at 9."""
    units = ("cong-an-tinh", unit) if unit != "cong-an-tinh" else (unit,)
    consultation = asked(province, None, *units, **more)
    request = consultation.request_to(unit)
    assert request is not None
    return request


def says(outcome: str = "agree", text: str = "", **more: Any) -> Reply:
    """Return what a body says."""
    return Reply(outcome, text, **more)


def later(province: Province, now: datetime) -> Province:
    """Let everybody act at another moment from now on."""
    province.now = now
    return province


def in_language(acting: Acting, language: str) -> Acting:
    """Return the same person reading another language."""
    return replace(acting, language=language)
