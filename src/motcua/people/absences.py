"""Being away: from when until when, and why; said by oneself, seen by one's colleagues.

An absence takes no right away and gives none: whoever is to act in one's place
gets a delegation.  It is there so that nobody is given work on days on which
they are not.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from motcua.acting import Acting, Refusal
from motcua.people import directory
from motcua.people.content import Absence, Delegation
from motcua.people.noting import note_change
from motcua.people.periods import Period
from motcua.words import _

LONGEST = timedelta(days=366)
REASON = 200


class CannotBeAway(Refusal):
    """The days make no sense."""


def be_away(acting: Acting, since: date, until: date, reason: str = "") -> Absence:
    """Say that one is away on these days, both counted."""
    person, days = directory.person(acting.root, acting.person), Period(since, until)
    if days.is_backwards:
        raise CannotBeAway(_("The last day lies before the first."), _("Choose the days again."))
    if until < acting.now.date():
        raise CannotBeAway(_("These days are over."), _("Choose the days again."))
    if until - since > LONGEST:
        raise CannotBeAway(
            _("An absence is at most ${n} days long.", mapping={"n": str(LONGEST.days)}),
            _("Choose an earlier last day."),
        )
    if any(Period(each.since, each.until).overlaps(days) for each in person.absences):
        raise CannotBeAway(
            _("You are away on some of these days already."),
            _("Take the other absence back first."),
        )
    absence = Absence(since, until, reason.strip()[:REASON])
    person.absences = (*person.absences, absence)
    note_change(acting, "away", person=person.id, since=str(since), until=str(until))
    return absence


def come_back(acting: Acting, since: date) -> None:
    """Take back the absence that begins on a day; what has passed of it stays."""
    person, today = directory.person(acting.root, acting.person), acting.now.date()
    found = next((each for each in person.absences if each.since == since), None)
    if found is None or found.until < today:
        raise CannotBeAway(_("There is no such absence any more."))
    kept = tuple(each for each in person.absences if each is not found)
    if found.since < today:
        kept = (*kept, found._replace(until=today - timedelta(days=1)))
    person.absences = kept
    note_change(acting, "back", person=person.id, since=str(since))


def absent(root: Any, person: str, days: Period) -> Absence | None:
    """Return the first absence of somebody that touches these days."""
    touching = [
        each
        for each in directory.person(root, person).absences
        if Period(each.since, each.until).overlaps(days)
    ]
    return min(touching, default=None)


def deputy(root: Any, person: str, unit: str, days: Period) -> Delegation | None:
    """Return the delegation by which a colleague acts for somebody on some of these days."""
    given = (
        each
        for held in directory.person(root, person).positions
        if held.unit == unit
        for each in held.delegations
    )
    return next(
        (each for each in given if each.revoked_at is None and each.period.overlaps(days)), None
    )
