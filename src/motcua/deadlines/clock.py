"""The clock of a case or of a request, and what it tells.

    clock = Clock.started(acting.now, read_term("10 working days"))
    clock = clock.paused(later, reason="waiting for the applicant", by="lan")
    clock = clock.resumed(still_later)
    clock.limit(calendar)    when; None while it stands still
    clock.due(calendar)      when, and why then
    clock.left(calendar, now).said      "còn 2 ngày làm việc"

The rules of counting, and what a pause takes away, stand in ``counting.py``;
what is stored, in ``content.py``.  Import the clock from here.
"""

from motcua.deadlines.content import Clock, ClockStopped, NotLater
from motcua.deadlines.left import Amount, Left, Urgency, Used, left_until

__all__ = [
    "Amount",
    "Clock",
    "ClockStopped",
    "Left",
    "NotLater",
    "Urgency",
    "Used",
    "left_until",
]
