"""A committee of five members and a substitute, a procedure with ballots, and a case to vote on.

Real units, people, calendars and lists in an in-memory ZODB, as in
``make_consultations``; the committee is that of the province.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import transaction
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage

from motcua import (
    ballots,
    cases,
    consultations,
    deadlines,
    documents,
    journal,
    people,
    storage,
    workflows,
)
from motcua.acting import Office, furnish_all, system
from motcua.ballots.actions import sign, start_ballot
from motcua.ballots.content import Answer, Ballot, Slip
from motcua.ballots.events import BallotNotice
from motcua.cases.content import Case
from motcua.people.content import Membership, Person, Position
from motcua.people.loading import load_units
from motcua.storage import opening, substance
from tests.make_consultations import MONDAY, ROOT, STAFF, Province, a_case, publish

CAPABILITIES = (
    storage,
    journal,
    people,
    documents,
    deadlines,
    workflows,
    cases,
    consultations,
    ballots,
)
LIMIT = datetime(2026, 12, 3, 17, 0)
"""Three working days after Monday."""

PROCEDURE = """
workflow: thu-nghiem
version: 1
title: {vi: Thử nghiệm lấy phiếu, en: Trying ballots}
deadline: 20 working days
lead: so-xay-dung
received_by: service_centre
channels: [counter, online]
papers:
  don: {title: {vi: Đơn, en: Application}}
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
    title: {vi: Lấy phiếu, en: Voting}
    consult: [phieu, phieu_kin, mien_tru]
    actions:
      adopt: {title: Thông qua, by: assignee, to: signing, when: ballot passed}
      session: {title: Ra phiên họp, by: assignee, to: signing, when: ballot closed}
  signing:
    title: {vi: Ký, en: Signing}
    actions:
      sign: {title: Ký, by: leader, to: done}
      back: {title: Lấy phiếu lại, by: assignee, to: preparing}
  done: {title: {vi: Xong, en: Done}, final: success}
  dropped: {title: {vi: Thôi, en: Dropped}, final: cancelled}
anywhere:
  drop: {title: Thôi, by: assignee, from: [preparing, signing], to: dropped,
         consultations: withdraw}
consultations:
  phieu:
    kind: ballot
    title: {vi: Lấy phiếu thành viên, en: Ballot of the members}
    opened_by: assignee
    committee: ubnd-tinh
    matters: {mot: Thông qua dự thảo, hai: Giao Sở Xây dựng thực hiện}
    question: {vi: Kính đề nghị cho ý kiến., en: Please vote.}
    within: 3 working days
    silence: agree
    silence_ground: NĐ 191/2026 Đ17.2
    tally: shown
    late:
      - {before: 1 working day, notify: partner}
      - {after: 0 working days, notify: assignee}
  phieu_kin:
    kind: ballot
    title: {vi: Phiếu kín, en: Secret ballot}
    opened_by: assignee
    committee: ubnd-tinh
    within: 3 working days
    secret: yes
    silence: not_counted
  mien_tru:
    kind: ballot
    title: {vi: Phiếu hai phần ba, en: Two thirds}
    opened_by: assignee
    committee: ubnd-tinh
    within: 3 working days
    quorum: 4
    majority: 2/3
    tie: not_passed
    silence: against
"""

MEMBERS = {
    "chu": ("Trần Văn Chủ", True, True),
    "pho": ("Lê Thị Phó", True, False),
    "tai": ("Phạm Văn Tài", True, False),
    "giang": ("Ngô Văn Giang", True, False),
    "chinh": ("Hoàng Văn Chính", True, False),
    "thay": ("Vũ Thị Thay", False, False),
}
"""Id to name, vote and chair, in the order of protocol; Thay is a substitute."""
VOTERS = tuple(id for id, (_name, votes, _chairs) in MEMBERS.items() if votes)


class Committee(Province):
    """The province, and what its committee was told."""

    def __post_init__(self) -> None:
        super().__post_init__()
        self.told_of: list[BallotNotice] = []
        self.office.listen(BallotNotice, lambda _acting, event: self.told_of.append(event))

    def mails(self, about: str) -> list[tuple[str, ...]]:
        """Return whose slips each notice about something was about."""
        return [tuple(s.person for s in n.slips) for n in self.told_of if n.about == about]

    def vote(self, ballot: Ballot, person: str, *choices: str, text: str = "Vì chưa rõ.") -> None:
        """Let a member sign their slip; the last choice holds for the matters that are left."""
        slip = slip_of(ballot, person)
        sign(self(person), slip, answers(ballot, *choices, text=text), slip.revision)


@contextmanager
def a_database(folder: Path) -> Iterator[tuple[Office, DB]]:
    """Give a database in memory with units, people, the committee and the procedure."""
    settings = {"motcua.urns": str(folder / "urns")}
    office = furnish_all(Office(ROOT / "config", ROOT / "workflows", settings), CAPABILITIES)
    database = DB(DemoStorage())
    opening.found_root(database)
    opening.transact(database, lambda root: _settle(office, root))
    try:
        yield office, database
    finally:
        transaction.abort()
        database.close()


@contextmanager
def a_committee(folder: Path) -> Iterator[Committee]:
    """Give a province with a committee in one transaction that is never committed."""
    with a_database(folder) as (office, database):
        manager = transaction.TransactionManager(explicit=True)
        connection = database.open(manager)
        with substance.standing_in(substance.registry()):
            manager.begin()
            yield Committee(office, connection.root()["app_root"])
            manager.abort()
        connection.close()


def _settle(office: Office, root: Any) -> None:
    opening.found_all(root, CAPABILITIES)
    load_units(system(office, root, MONDAY), office.config / "units.yaml")
    staff = {
        **STAFF,
        **{id: (name, "ubnd-tinh", ("member",)) for id, (name, *_rest) in MEMBERS.items()},
        "nga": ("Vũ Thị Nga", "so-xay-dung", ("officer",)),
    }
    for number, (id, (name, unit, roles)) in enumerate(staff.items(), 1):
        person = Person(id, name=name, email=f"{id}@longgiang.example")
        root["people"].enter(person)
        held = Position(id=f"{id}.1", person=id, unit=unit, roles=roles, since=date(2026, 1, 1))
        held.names = (f"Chức vụ {number}", f"Post {number}")
        root["people"].seat(person, held)
    root["committees"]["ubnd-tinh"].seats = tuple(
        Membership(
            person=id,
            names=(f"Ghế {id}", f"Seat {id}"),
            since=date(2026, 1, 1),
            votes=votes,
            chairs=chairs,
            assistants=("nga",) if chairs else (),
        )
        for id, (_name, votes, chairs) in MEMBERS.items()
    )
    publish(root, PROCEDURE)


def a_ballot(
    committee: Province, case: Case | None = None, template: str = "phieu", **more: Any
) -> Ballot:
    """Return what Minh asks the members on Monday at 9."""
    more.setdefault("matters", ["Thông qua dự thảo", "Giao Sở Xây dựng thực hiện"])
    return start_ballot(committee("minh"), case or a_case(committee), template, **more)


def slip_of(ballot: Ballot, person: str) -> Slip:
    """Return the slip of a member."""
    return next(each for each in ballot.slips if each.person == person)


def answers(ballot: Ballot, *choices: str, text: str = "") -> tuple[Answer, ...]:
    """Return an answer for each matter."""
    every: Sequence[str] = [*choices, *[choices[-1]] * len(ballot.matters)]
    return tuple(
        Answer(matter.id, choice, text if choice in ("disagree", "agree_with_remarks") else "")
        for matter, choice in zip(ballot.matters, every, strict=False)
    )
