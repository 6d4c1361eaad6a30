"""Following a case from elsewhere: the due date in a calendar, the steps in a reader."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from icalendar import Calendar, Event
from pyramid.request import Request
from pyramid.response import Response
from pyramid.security import NO_PERMISSION_REQUIRED
from pyramid.view import view_config

from motcua.cases.content import Case
from motcua.cases.tracking import story
from motcua.pages.asking import ZONE
from motcua.portal.passes import Purpose, case_of
from motcua.portal.tracking import applicant
from motcua.words import _


def _followed(request: Request) -> Case:
    """Return the case; a reader carries no choice, so the applicant's language counts."""
    case = case_of(request, Purpose.FOLLOWING)
    request.locale_name = case.applicant.language
    return case


@view_config(
    route_name="tracking_calendar", request_method="GET", permission=NO_PERMISSION_REQUIRED
)
def calendar(request: Request) -> Response:
    """Answer with a calendar that holds the day of the result, as it is counted now."""
    case = _followed(request)
    told = story(applicant(request, case), case)
    say = request.voice.say
    sheet = Calendar()
    sheet.add("prodid", "-//Motcua//Motcua//VI")
    sheet.add("version", "2.0")
    sheet.add("x-wr-calname", case.code)
    if told.due is not None:
        event = Event()
        event.add("uid", f"{case.id}@motcua")
        event.add("dtstamp", request.now.replace(tzinfo=ZONE))
        event.add("dtstart", told.due.replace(tzinfo=ZONE) - timedelta(minutes=30))
        event.add("dtend", told.due.replace(tzinfo=ZONE))
        event.add(
            "summary",
            say(_("Result due: ${procedure}", mapping={"procedure": told.rules.title})),
        )
        event.add("description", f"{case.code}. {say(told.step)}. {say(told.tells)}")
        event.add("location", say(told.holder.title))
        event.add("sequence", case.track.revision)
        sheet.add_component(event)
    return Response(
        sheet.to_ical(),
        content_type="text/calendar",
        charset="utf-8",
        content_disposition=f'attachment; filename="{case.code}.ics"',
    )


@view_config(
    route_name="tracking_feed",
    request_method="GET",
    permission=NO_PERMISSION_REQUIRED,
    renderer="motcua.portal:templates/feed.pt",
)
def feed(request: Request) -> dict[str, Any]:
    """Answer with one entry for each step, newest first, without any name."""
    case = _followed(request)
    told = story(applicant(request, case), case)
    request.response.content_type = "application/atom+xml"
    return {
        "case": case,
        "story": told,
        "address": request.url,
        "page": request.route_url("lookup"),
        "stamp": lambda moment: moment.replace(tzinfo=ZONE).isoformat(),
    }
