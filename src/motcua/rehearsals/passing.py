"""Time passes on the stage: what is due for this one case is carried out, in order.

The worker would do the same, by the same handlers; but on the stage nobody
else's deadlines fire.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.history import requests_of
from motcua.rehearsals.stage import Stage
from motcua.storage.due import Due, DueHandlers
from motcua.storage.firing import told
from motcua.words import Sentence, _

MOST = 500
"""What may come due on the way; a procedure that wants more is not one for people."""


class Passing:
    """The time of one case, as it passes."""

    def __init__(self, acting: Acting, case: Case, stage: Stage):
        self.acting, self.case, self.stage = acting, case, stage

    def until(self, since: datetime, until: datetime) -> Iterator[tuple[datetime, Sentence]]:
        """Carry out one thing after another; yield when each was due, and what it was called."""
        for _time in range(MOST):
            item = self._next(since, until)
            if item is None or item.instant is None:
                return
            since = max(since, item.instant)
            yield since, self._carry_out(item, since)

    def _next(self, since: datetime, until: datetime) -> Due | None:
        """Return what is due next for the case, one of its requests or of its ballots."""
        requests = list(requests_of(self.acting, self.case))
        ballots = list(self.acting.root.ballots.of_case(self.case.key))
        subjects = {self.case.key, *(each.key for each in (*requests, *ballots))}
        alarms = [self.case.track.alarm, *(each.alarm for each in (*requests, *ballots))]
        earliest = min([since, *(alarm[0] for alarm in alarms if alarm)])
        waiting = self.acting.root.due_queue.between(earliest, until)
        return next((each for each in waiting if each.subject in subjects), None)

    def _carry_out(self, item: Due, now: datetime) -> Sentence:
        """Do it; what fails would be stuck in the office, and here is only told."""
        acting = replace(self.acting, now=now)
        handlers = acting.office.borrow(DueHandlers)
        said: Sentence = _("What had come due")
        try:
            self.stage.attempt(lambda: handlers.carry_out(acting, item))
        except Exception as error:
            said = _("This could not be done: ${why}", mapping={"why": told(error)})
        acting.root.due_queue.done(item)
        return said
