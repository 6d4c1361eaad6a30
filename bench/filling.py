"""Making many cases quickly, and which shapes they have.

Filing and walking 100,000 cases one by one would take half an hour.  So one
case of each shape is really filed and walked through its procedure; the others
are copies of all its stored objects (case, dossier, track, findings, journal
with its pages, papers, letters, requests, opinions), each with its own keys,
code, applicant and subject, entered in the same registers, work lists, due
queue and search index.  What is stored is what the real functions store; only
the chain of a copied journal still tells of the case it was copied from.
"""

from __future__ import annotations

import io
import pickle
import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from functools import partial
from itertools import count, cycle, islice
from typing import Any

from ZODB.blob import Blob

from bench import journey
from bench.province import MONDAY, Province, Writer
from motcua.cases import lateness
from motcua.cases.content import Case
from motcua.cases.lists import Row, personal
from motcua.cases.numbering import Numbering
from motcua.consultations import alarms
from motcua.consultations.content import CaseConsultations
from motcua.consultations.inbox import RequestRow
from motcua.people import directory
from motcua.storage import lists
from motcua.storage.finding import Findable
from motcua.storage.keys import moment

BATCH = 2000
"""Cases in one transaction."""
OFFICERS = (journey.OFFICER, "minh.tran", "hao.vi")
"""Among whom the cases of the department are spread."""
STAYS = ("", "receive", "transfer", "reassign", "start_waiting", "appraise", "propose", "submit")
"""Where cases in hand stand: behind this step of the journey, each as often as the others."""
CLOSED = "hand_over"
MIX = ("in hand", "in hand", "closed", *["copies"] * 7)
"""Of ten cases two are in hand, one is closed after 15 steps and five opinions, and seven were
certified copies, made on the same day: such is the mass of what a province takes in."""
A_FEW_WEEKS = 40_009
"""Minutes over which what is due is spread."""

FAMILIES = ("Nguyễn", "Trần", "Lê", "Phạm", "Hoàng", "Phan", "Vũ", "Võ", "Đặng", "Bùi", "Đỗ", "Hồ")
MIDDLES = ("Văn", "Thị", "Minh", "Hữu", "Ngọc", "Thanh", "Quốc", "Đức", "Kim", "Gia")
NAMES = ("An", "Bình", "Chi", "Dũng", "Giang", "Hà", "Hải", "Hiếu", "Hoa", "Lan", "Linh", "Long")
THINGS = (
    "Xây dựng kho dữ liệu dùng chung",
    "Nâng cấp cổng dịch vụ công",
    "Thuê dịch vụ trung tâm giám sát an toàn thông tin",
    "Số hóa hồ sơ lưu trữ",
    "Mua sắm thiết bị mạng",
    "Phần mềm quản lý văn bản và điều hành",
)


@dataclass
class Shape:
    """One really walked case, ready to be copied."""

    pickled: bytes
    blobs: list[Any]
    rows: dict[bytes, tuple[Any, ...]] = field(default_factory=dict)
    """What lists show of the case, and of each request, by key."""


class _Pickler(pickle.Pickler):
    """Pickles a case with everything of its own; blobs are shared."""

    def __init__(self, into: io.BytesIO, blobs: list[Any]):
        super().__init__(into, pickle.HIGHEST_PROTOCOL)
        self.blobs = blobs

    def persistent_id(self, thing: Any) -> int | None:
        if isinstance(thing, Blob):
            self.blobs.append(thing._p_oid)
            return len(self.blobs) - 1
        return None


class _Unpickler(pickle.Unpickler):
    """Makes one more of it."""

    def __init__(self, pickled: bytes, blob: Callable[[int], Any]):
        super().__init__(io.BytesIO(pickled))
        self.blob = blob

    def persistent_load(self, number: int) -> Any:
        return self.blob(number)


def shape_of(root: Any, case: Case) -> Shape:
    """Return what is stored of a case, ready to be copied."""
    together = root.consultations.by_case.get(case.key)
    into, blobs = io.BytesIO(), []  # type: ignore[var-annotated]
    _Pickler(into, blobs).dump((case, together))
    shape = Shape(into.getvalue(), blobs)
    for placed in (case.track, *requests_of(together)):
        key = case.key if placed is case.track else placed.key
        for name, due in placed.places:
            entry = root.desk.get(key, name.encode(), moment(due) + key)
            shape.rows[key] = lists.read(entry)
    return shape


def requests_of(together: CaseConsultations | None) -> Iterator[Any]:
    """Return all requests about a case."""
    for each in together.consultations if together else ():
        yield from each.requests


def applicants() -> Iterator[str]:
    """Return names, ever new ones."""
    for number in count():
        family, rest = number % len(FAMILIES), number // len(FAMILIES)
        middle, rest = rest % len(MIDDLES), rest // len(MIDDLES)
        yield f"{FAMILIES[family]} {MIDDLES[middle]} {NAMES[rest % len(NAMES)]}"


class Filler:
    """Fills a province with cases; the first ones are made by the real functions.

    ``spread`` is the number of seconds over which what is due is spread,
    where it shall not be the weeks of a whole year.
    """

    def __init__(
        self,
        province: Province,
        stays: Sequence[str] = STAYS,
        mix: Sequence[str] = MIX,
        spread: int = 0,
    ):
        self.province = province
        self.spread = spread
        self.filled = 0
        self.names = applicants()
        writer = province.writer()
        papers = journey.three_papers(writer)
        in_hand = [self._walked(writer, papers, until) for until in stays]
        others = {}
        if "closed" in mix:
            others["closed"] = self._walked(writer, papers, CLOSED)
        if "copies" in mix:
            others["copies"] = shape_of(writer.root, journey.certified_copies(writer))
            self.filled += 1
        writer.close()
        province.file_away()
        self.shapes = cycle([others.get(name, shape) for shape in in_hand for name in mix])

    def _walked(self, writer: Writer, papers: list[str], until: str) -> Shape:
        case = journey.filed(writer, papers)
        if until:
            journey.walked(writer, case, until)
        self.filled += 1
        return shape_of(writer.root, case)

    def fill(self, until: int) -> None:
        """Make cases until there are so many."""
        while self.filled < until:
            wanted = min(BATCH, until - self.filled)
            writer = self.province.writer()
            writer.do(partial(self._batch, writer, wanted))
            writer.connection.cacheMinimize()
            writer.close()
            self.filled += wanted

    def _batch(self, writer: Writer, wanted: int) -> None:
        root = writer.root
        for number, shape in enumerate(islice(self.shapes, wanted), self.filled):
            later = timedelta(minutes=number % A_FEW_WEEKS)
            if self.spread:
                later = timedelta(seconds=number % self.spread)
            Copy(writer, shape, number, next(self.names), later).enter()
        root.desk.file_away()


class Copy:
    """One more case of a shape."""

    def __init__(self, writer: Writer, shape: Shape, number: int, applicant: str, later: timedelta):
        self.root, self.office = writer.root, writer.office
        self.shape, self.number = shape, number
        self.later = later
        made = _Unpickler(shape.pickled, lambda place: writer.connection.get(shape.blobs[place]))
        self.case, self.together = made.load()
        self.old_key = self.case.key
        self._rename(applicant)

    def _rename(self, applicant: str) -> None:
        case = self.case
        case.key = case.journal.about = secrets.token_bytes(8)
        case.filed_at = MONDAY - timedelta(days=1 + self.number // 900)
        unit = directory.unit(self.root, case.receiving_unit)
        day, number = case.filed_at.date(), self.number % 900 + 1
        numbering = self.office.borrow(Numbering)
        case.code = numbering.code(case.receiving_unit, unit.code, day, number)
        case.applicant = case.applicant._replace(name=applicant)
        case.subject = f"{THINGS[self.number % len(THINGS)]} của tỉnh, gói thầu số {self.number}"
        if case.track.assignee:
            case.track.assignee = OFFICERS[self.number % len(OFFICERS)]

    def enter(self) -> None:
        """Put it wherever a case stands."""
        root, case = self.root, self.case
        root.cases.shelf[case.key] = case
        root.cases.codes[case.code.encode()] = case.key
        root.journal.shelf[case.key] = case.journal
        self._place(case.track, case.key, self.old_key)
        for request in requests_of(self.together):
            old, request.key = request.key, secrets.token_bytes(8)
            self._place(request, request.key, old)
        if self.together:
            root.consultations.by_case[case.key] = self.together
            root.consultations.enter(case.key)
        self.office.borrow(Findable).enter(root, case.key)

    def _place(self, placed: Any, key: bytes, old: bytes) -> None:
        """Enter it in its work lists, and its next alarm in the due queue."""
        before = personal(journey.OFFICER)
        mine = personal(self.case.track.assignee)
        placed.places = tuple(
            (name.replace(before, mine), due and due + self.later) for name, due in placed.places
        )
        for name, due in placed.places:
            self.root.worklists.enter(name, due, key, self._row(self.shape.rows[old]))
        if placed.alarm:
            at, rule = placed.alarm
            placed.alarm = (at + self.later, rule)
            kind = lateness.KIND if placed is self.case.track else alarms.KIND
            self.root.due_queue.put(at + self.later, kind, key, rule)

    def _row(self, row: tuple[Any, ...]) -> tuple[Any, ...]:
        case = self.case
        new = {"code": case.code, "applicant": case.applicant.name}
        if len(row) == len(Row._fields):
            return Row(*row)._replace(
                subject=case.subject[:80], assignee=case.track.assignee, **new
            )
        return RequestRow(*row)._replace(**new)
