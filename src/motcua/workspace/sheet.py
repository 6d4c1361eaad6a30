"""A work list as a table file, for those who count on in their own way.

Names and subjects are typed by strangers: a cell that a spreadsheet would take
for a formula begins with an apostrophe instead.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workspace.choosing import bounds, chosen
from motcua.workspace.inbox import REQUESTS, TABS, TO_DO, WAITING, read
from motcua.workspace.lines import Line, line_of, waiting_line_of

MOST = 2000
"""Lines of one file; a longer list is narrowed by its filter first."""
DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\n")
"""With what a cell must not begin, because a spreadsheet would calculate it."""
COLUMNS: tuple[Sentence, ...] = (
    _("Due"),
    _("Time left"),
    _("Case code"),
    _("Procedure"),
    _("Applicant"),
    _("Subject"),
    _("Step"),
    _("Next"),
    _("Remark"),
)


@view_config(route_name="inbox_sheet", request_method="GET", permission=Permission.WORK)
def sheet(request: Request) -> Response:
    """Give the list out, or the chosen lines of it."""
    acting = request.acting
    asked = chosen(request.GET)
    tab = next((each for each in (*TABS, REQUESTS) if each.id == asked.tab), TO_DO)
    page = read(acting, tab.names(acting), asked, bounds(acting), MOST)
    wanted = set(request.GET.getall("chon"))
    told = waiting_line_of if tab is WAITING else line_of
    lines = (told(acting, each) for each in page.entries if not wanted or each.row[0] in wanted)
    response = Response(
        written(request, lines).encode("utf-8-sig"), content_type="text/csv", charset="utf-8"
    )
    name = f"viec-{acting.now:%Y%m%d-%H%M}.csv"
    response.content_disposition = f'attachment; filename="{name}"'
    return response


def written(request: Request, lines: Iterable[Line]) -> str:
    """Return the table as text, its cells as words and never as formulas."""
    say = request.voice.say
    text = io.StringIO()
    table = csv.writer(text)
    table.writerow([say(each) for each in COLUMNS])
    for line in lines:
        cells = (
            f"{line.due:%d/%m/%Y %H:%M}" if line.due else "",
            line.left.said if line.left else "",
            line.code,
            line.procedure,
            line.applicant,
            line.subject,
            line.step,
            line.act,
            line.aside,
        )
        table.writerow([harmless(say(each)) for each in cells])
    return text.getvalue()


def harmless(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if cell.startswith(DANGEROUS) else cell
