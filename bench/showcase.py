"""The cases whose pages are measured: one with a long story, one that a citizen follows."""

from __future__ import annotations

from typing import NamedTuple

from bench import crowd, journey
from bench.journey import Leg
from bench.province import Province, Writer
from bench.sizes import Sizes
from motcua.cases.content import Case
from motcua.cases.filing import renew_secret
from motcua.consultations.actions import ask_opinions

ENTRIES = 200
OPINIONS = 20


class Showcase(NamedTuple):
    """Codes of the cases, and the secret of the one that is followed."""

    long: str
    """200 journal entries and 20 opinions."""
    followed: str
    secret: str


def showcase(province: Province, sizes: Sizes) -> Showcase:
    """File both cases and walk them, by the real functions."""
    opinions = min(OPINIONS, sizes.bodies)
    entries = ENTRIES if sizes.bodies >= OPINIONS else 30
    units = crowd.found_bodies(province, opinions - 1, "trinh-dien")
    writer = province.writer()
    papers = journey.three_papers(writer)
    long = _with_story(writer, papers, units, entries)
    followed = journey.walked(writer, journey.filed(writer, papers), "start_waiting")
    clerk = writer.person(journey.CLERK)
    secret = writer.do(lambda: renew_secret(clerk, followed))
    shown = Showcase(long.code, followed.code, secret)
    writer.close()
    province.file_away()
    return shown


def _with_story(writer: Writer, papers: list[str], units: list[str], entries: int) -> Case:
    case = journey.walked(writer, journey.filed(writer, papers), "reassign")
    officer = writer.person(journey.OFFICER)
    asked = ["trung-tam-cds", *units]
    writer.do(
        lambda: ask_opinions(
            officer, case, journey.TECHNICAL, units=asked, question=journey.QUESTION
        )
    )
    for unit in asked:
        who = journey.EXPERTS.get(unit, f"o.{unit}")
        writer.do(journey.deed(writer, case, 9, Leg("answer", who, unit)))
    _back_and_forth(writer, case, entries)
    return case


def _back_and_forth(writer: Writer, case: Case, entries: int) -> None:
    """Let the head of division give the case now to one, now to another officer."""
    for number in range(len(case.journal), entries):
        officer = "hao.vi" if number % 2 == entries % 2 else journey.OFFICER
        form = {"officer": officer, "ly_do": f"Cân đối khối lượng công việc, lần {number}"}
        writer.do(journey.deed(writer, case, 11, Leg("step", journey.HEAD, "reassign", form)))
