"""Lines of lists set as markup, each once for as long as it says the same.

Twenty lines are most of the page that officials open most.  A line hangs on
its row, its list, the time left in words and the language; of what is looked
up besides, only names of people and units may change, so a line is set anew
after an hour at the latest.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from chameleon.utils import Markup
from pyramid.renderers import get_renderer
from pyramid.request import Request

from motcua.acting import Acting
from motcua.pages.kept import Kept
from motcua.storage.lists import Listed
from motcua.words import _, translate
from motcua.workspace.lines import Line, left_of, line_of, waiting_line_of

TEMPLATE = "motcua.workspace:templates/line.pt"

Marking = Callable[[Listed, bool], Markup]
"""Returns an entry as markup; ``True``: without the unit's part of its code."""

_lines: Kept[Markup] = Kept(5000)
_lefts: Kept[tuple[str, str]] = Kept(5000)


def marked(request: Request) -> Marking:
    """Return how a list is set for this person, now."""
    acting = request.acting
    minute = acting.now.replace(second=0, microsecond=0)
    hour = minute.replace(minute=0)

    def mark(entry: Listed, short: bool) -> Markup:
        left = _left_said(acting, entry, minute)
        key = (entry.subject, entry.row, entry.list, entry.due, short, left, acting.language, hour)
        return _lines.get(key, lambda: _set(request, line_of(acting, entry), short))

    return mark


def marked_waiting(request: Request) -> Marking:
    """The same for what waits for others: who they are may change at any moment."""
    return lambda entry, short: _set(request, waiting_line_of(request.acting, entry), short)


def _left_said(acting: Acting, entry: Listed, minute: datetime) -> tuple[str, str]:
    """Return colour and words of the time left, worked out once a minute."""
    if entry.due is None:
        return "", ""
    key = (entry.list, entry.row[7:10], entry.due, minute, acting.now > entry.due, acting.language)
    return _lefts.get(key, lambda: _worked_out(acting, entry))


def _worked_out(acting: Acting, entry: Listed) -> tuple[str, str]:
    left = left_of(acting, entry)
    return (str(left.urgency), translate(left.said, acting.language)) if left else ("", "")


def _set(request: Request, line: Line, short: bool) -> Markup:
    template = get_renderer(TEMPLATE).implementation()
    code = f"…-{line.code.partition('-')[2]}" if short else line.code
    return Markup(template(line=line, code=code, instant=request.voice.instant, choose=_("Choose")))
