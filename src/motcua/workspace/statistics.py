"""How bodies answer: a table by body, of a period and a procedure, to be printed and exported."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import Acting
from motcua.consultations.overviews.statistics import Figures, Statistics, statistics
from motcua.documents.spreadsheets import Row
from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workflows import versions
from motcua.workspace import addresses
from motcua.workspace.tables import table_response

PATH = "/xin-y-kien/thong-ke"
MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])")
COLUMNS: tuple[Sentence, ...] = (
    _("Body"),
    _("Asked"),
    _("Answered"),
    _("of these late"),
    _("Silent"),
    _("Not answered"),
    _("Given more time"),
    _("Half of the answers within (working days)"),
    _("Nine of ten within (working days)"),
    _("Share late (%)"),
    _("Share silent (%)"),
    _("Cases late because of it alone"),
    _("Working days these waited"),
)


@dataclass(frozen=True)
class Chosen:
    """The period and the procedure in the address."""

    since: date
    until: date
    procedure: str = ""

    @property
    def query(self) -> dict[str, str]:
        """The same as it stands in an address."""
        return {
            "tu": f"{self.since:%Y-%m}",
            "den": f"{self.until:%Y-%m}",
            "thu-tuc": self.procedure,
        }


def chosen(acting: Acting, asked: Mapping[str, str]) -> Chosen:
    """Read the address; the last twelve months where it says nothing, or nonsense."""
    this = acting.now.date().replace(day=1)
    until = _month(asked.get("den", "")) or this
    since = _month(asked.get("tu", "")) or _year_before(until)
    procedure = asked.get("thu-tuc", "")
    known = procedure in versions.ids(acting.root)
    return Chosen(min(since, until), until, procedure if known else "")


def _year_before(until: date) -> date:
    """Return the first of the twelve months that end with ``until``."""
    if until.month == 12:
        return until.replace(month=1)
    return until.replace(year=until.year - 1, month=until.month + 1)


def _month(text: str) -> date | None:
    found = MONTH.fullmatch(text)
    year = int(found[1]) if found else 0
    return date(year, int(found[2]), 1) if found and 2000 <= year < 2200 else None


@view_config(
    route_name="statistics",
    request_method="GET",
    permission=Permission.WORK,
    renderer="motcua.workspace:templates/statistics.pt",
)
def page(request: Request) -> dict[str, object]:
    """Show the table."""
    asked = chosen(request.acting, request.GET)
    acting = request.acting
    return {
        "found": _found(acting, asked),
        "asked": asked,
        "procedures": _procedures(acting),
        "own": {held.unit for held in acting.holdings},
        "sheets": [
            (name, addresses.with_query(f"{PATH}.{format}", asked.query))
            for name, format in (("XLSX", "xlsx"), ("CSV", "csv"))
        ],
        "percent": percent,
    }


def _found(acting: Acting, asked: Chosen) -> Statistics:
    return statistics(acting, asked.since, asked.until, asked.procedure)


def _procedures(acting: Acting) -> list[tuple[str, Sentence]]:
    """Return the procedures in which something is asked of bodies."""
    return [
        (rules.id, rules.title)
        for rules in versions.procedures(acting.root, acting.now.date())
        if any(not each.is_ballot for each in rules.consultations.values())
    ]


def percent(figures: Figures, number: int) -> int:
    """Return a share of what was asked, in whole percents."""
    return round(100 * figures.share(number))


@view_config(route_name="statistics_file", request_method="GET", permission=Permission.WORK)
def file(request: Request) -> Response:
    """Give the table out for a spreadsheet."""
    asked = chosen(request.acting, request.GET)
    found = _found(request.acting, asked)
    say = request.voice.say
    name = f"thong-ke-lay-y-kien-{asked.since:%Y%m}-{asked.until:%Y%m}"
    return table_response(
        request, name, say(_("How bodies answer")), COLUMNS, _rows(request, found)
    )


def _rows(request: Request, found: Statistics) -> Iterator[Row]:
    say = request.voice.say
    for each in (*found.bodies, found.whole):
        tally = each.tally
        yield (
            say(each.unit.title if each.unit else _("All bodies")),
            tally.requests,
            tally.answered,
            tally.late,
            tally.silent,
            tally.owed,
            tally.extended,
            each.median,
            each.ninety,
            percent(each, tally.late),
            percent(each, tally.silent),
            tally.blocking,
            tally.lost,
        )
