"""Who of the body is away within the time of a request, and who acts in their place."""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.content import Request
from motcua.consultations.templates import limit_of
from motcua.people import absences, directory
from motcua.people.periods import Period
from motcua.words import Sentence, _


def away_said(acting: Acting, request: Request, person: str) -> Sentence:
    """Say that somebody is away between now and the limit; empty where they are not."""
    today = acting.now.date()
    days = Period(today, max(limit_of(acting, request).date(), today))
    absence = absences.absent(acting.root, person, days)
    given = absences.deputy(acting.root, person, request.unit, days)
    deputy = directory.name_of(acting.root, given.to_person) if given else ""
    if absence is None:
        return _("${who} acts for them", mapping={"who": deputy}) if deputy else ""
    told = {"since": absence.since, "until": absence.until, "who": deputy}
    if deputy:
        return _("away ${since} to ${until}; ${who} acts for them", mapping=told)
    return _("away ${since} to ${until}", mapping=told)


def named(acting: Acting, request: Request, person: str) -> Sentence:
    """Return somebody's name as it is offered to whoever assigns."""
    away = away_said(acting, request, person)
    told = {"who": directory.name_of(acting.root, person), "away": away}
    return _("${who} (${away})", mapping=told) if away else told["who"]
