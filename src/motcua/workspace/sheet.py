"""A work list as a table file, for those who count on in their own way.

Names and subjects are typed by strangers; that no cell becomes a formula is seen to
where every table is written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workspace.choosing import bounds, chosen
from motcua.workspace.inbox import REQUESTS, TABS, TO_DO, WAITING, read
from motcua.workspace.lines import Line, line_of, waiting_line_of
from motcua.workspace.tables import table_response

MOST = 2000
"""Lines of one file; a longer list is narrowed by its filter first."""
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
    name, title = f"viec-{acting.now:%Y%m%d-%H%M}", request.voice.say(tab.title)
    return table_response(request, name, title, COLUMNS, _rows(request, lines), format="csv")


def _rows(request: Request, lines: Iterable[Line]) -> Iterator[list[str]]:
    say = request.voice.say
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
        yield [say(each) for each in cells]
