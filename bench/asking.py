"""Consultations to be measured: a procedure that asks, and cases about which is asked, in mass.

The first case is asked by the real functions, and copied as ``filling`` does.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from itertools import count
from typing import Any

from bench import crowd, journey
from bench.filling import OFFICERS, Copy, Shape, applicants, shape_of
from bench.province import Province, Writer
from motcua.cases.actions import perform
from motcua.cases.content import Case, Enclosure
from motcua.cases.filing import file_case
from motcua.consultations.actions import ask_opinions
from motcua.documents.keeping import keep
from motcua.workflows.content import Version
from motcua.workflows.reader import read
from motcua.workflows.versions import definition

ID = "do-lay-y-kien"
PROCEDURE = f"""
workflow: {ID}
version: 1
title: {{vi: Đo lấy ý kiến, en: Measuring opinions}}
deadline: 20 working days
lead: so-khcn
received_by: service_centre
channels: [counter]
papers:
  don: {{title: {{vi: Đơn, en: Application}}}}
roles:
  clerk: {{title: Một cửa, unit: receiving}}
  head: Trưởng phòng
  officer: Chuyên viên
  leader: Lãnh đạo
states:
  received:
    title: {{vi: Đã nhận, en: Received}}
    start: yes
    actions:
      assign: {{title: Phân công, by: head, to: preparing, ask: officer, assign: officer}}
  preparing:
    title: {{vi: Chuẩn bị, en: Preparing}}
    consult: bodies
    actions:
      finish: {{title: Xong, by: assignee, to: done, when: consultations closed}}
  done: {{title: {{vi: Xong, en: Done}}, final: success}}
consultations:
  bodies:
    title: {{vi: Lấy ý kiến, en: Asking opinions}}
    opened_by: assignee
    choose_from: [department, agency]
    question: {{vi: Đề nghị cho ý kiến., en: Please give your opinion.}}
    within: 5 working days
    silence: agree
    silence_ground: NĐ 96/2026 Đ6.6
    closed_when: all
    late:
      - {{before: 1 working day, notify: partner}}
"""
IN_FORCE = date(2026, 1, 1)


def prepared(province: Province, bodies: int) -> list[str]:
    """Put the procedure into force and found the bodies that are asked."""
    province.transact(_publish)
    return crowd.found_bodies(province, bodies, "noi-hoi")


def _publish(root: Any) -> None:
    rules = read(PROCEDURE).definition
    assert rules is not None
    version = Version(procedure=ID, number=1, digest=rules.digest, in_force_from=IN_FORCE)
    root["definitions"].add_version(version, PROCEDURE)


def asked_case(writer: Writer, units: list[str]) -> Case:
    """Return a case about which ``units`` are asked, stored in three commits."""
    clerk, officer = writer.person(journey.CLERK), writer.person(journey.OFFICER)

    def file() -> Case:
        document = keep(clerk, "don.pdf", b"%PDF don", "application/pdf", kind="paper")
        return file_case(
            clerk,
            definition(writer.root, ID, 1),
            applicant=journey.OWNER,
            answers={},
            enclosures=[Enclosure("don", document, clerk.now, clerk.person)],
            receiving_unit=journey.COUNTER,
            subject="Xây dựng kho dữ liệu dùng chung",
        ).case

    case = writer.do(file)
    head = writer.person(journey.HEAD)
    writer.do(lambda: perform(head, case, "assign", {"officer": journey.OFFICER}))
    writer.do(lambda: ask_opinions(officer, case, "bodies", units=units, question=journey.QUESTION))
    return case


def copies(province: Province, units: list[str], number: int, spread: int = 0) -> list[bytes]:
    """Make cases about which ``units`` are asked, all in the hands of one officer."""
    writer = province.writer()
    case = asked_case(writer, units)
    shape, names = shape_of(writer.root, case), applicants()
    writer.close()
    province.file_away()
    keys: list[bytes] = []
    batch = max(2_000 // len(units), 1)
    for start in range(0, number, batch):
        wanted = range(start, min(start + batch, number))
        writer = province.writer()
        keys += writer.do(partial(_copied, writer, shape, wanted, names, spread))
        writer.connection.cacheMinimize()
        writer.close()
    return keys


_numbers = count()


def _copied(
    writer: Writer, shape: Shape, wanted: range, names: Iterator[str], spread: int
) -> list[bytes]:
    keys = []
    for at in wanted:
        later = timedelta(seconds=at % spread) if spread else timedelta(minutes=at % 480)
        copy = Copy(writer, shape, next(_numbers) * len(OFFICERS), next(names), later)
        copy.enter()
        keys.append(copy.case.key)
    writer.root.desk.file_away()
    return keys
