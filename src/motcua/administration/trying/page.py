"""The page on which a procedure is tried out, and the letters written on it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from chameleon.utils import Markup
from pyramid.request import Request
from pyramid.response import Response
from pyramid.view import view_config

from motcua.acting import NotHere, Refusal
from motcua.administration.trying import EDIT, HERE, TEMPLATES
from motcua.administration.trying.before import bits, has_tests, report_of
from motcua.administration.trying.looking import scene
from motcua.administration.trying.moves import play_of, who_of
from motcua.administration.trying.scene import Scene
from motcua.administration.trying.sources import Source, source_of
from motcua.pages.downloads import LETTER
from motcua.pages.speaking import set_part
from motcua.pages.typed import text_of
from motcua.rehearsals import plays
from motcua.rehearsals.plays import Play
from motcua.rehearsals.rehearsal import Rehearsal
from motcua.rehearsals.telling import outcomes_told
from motcua.rehearsals.writing import as_test
from motcua.words import translate
from motcua.workflows import diagram
from motcua.workflows.actions import NotSound
from motcua.workflows.problems import Problem, errors_in

TRIED = TEMPLATES + "tried.pt"


@dataclass(frozen=True)
class Place:
    """Where a rehearsal is shown: on the page of its own, or below the editor."""

    here: str
    """Where its buttons lead."""
    form: str
    """The form to which its buttons and fields belong."""
    beside: bool = False
    """Whether the text stands on the same page, and may change between two buttons."""


APART = Place(HERE, "play")


@view_config(route_name="administration_try", permission=EDIT, renderer=TEMPLATES + "trying.pt")
def trying(request: Request) -> dict[str, Any]:
    """Play what was done so far, and one move more; show what there is to see."""
    source = source_of(request)
    told = played(request, source)
    return {"here": HERE, **told, "tried": shown(request, told, APART)}


def played(request: Request, source: Source) -> dict[str, Any]:
    """Play on a text what the page had shown and what the button adds; tell all of it."""
    play, refusal = _play(request)
    told: dict[str, Any] = {
        "source": source,
        "refusal": refusal,
        "play": plays.written(play),
        "scene": None,
        "wrong": (),
        "picture": "",
        "case_written": "",
        "report": None,
        "outcomes": (),
        "has_tests": False,
    }
    try:
        with Rehearsal(request.acting, source.text) as rehearsal:
            told |= _seen(request, rehearsal, play)
    except NotSound as not_sound:
        told["wrong"] = _errors(not_sound)
    if told["scene"] is not None:
        told |= _tests(request, source, told["scene"])
    return told


def shown(request: Request, told: dict[str, Any], place: Place) -> Markup:
    """Set what was played, for the page on which it is shown."""
    return set_part(
        request,
        TRIED,
        **told,
        here=place.here,
        form=place.form,
        beside=place.beside,
        apart=HERE,
        letters=f"{HERE}/van-ban",
        replays=f"{HERE}/dien-lai",
        bits=bits(request),
    )


def _play(request: Request) -> tuple[Play, Refusal | None]:
    """Return the play with what the button adds; where that cannot be, the play as it was."""
    try:
        return play_of(request), None
    except Refusal as refusal:
        request.response.status_int = 409
        try:
            return plays.read(text_of(request.POST.get("play", ""), plays.LONGEST_PLAY)), refusal
        except plays.NotAPlay:
            return Play(), refusal


def _seen(request: Request, rehearsal: Rehearsal, play: Play) -> dict[str, Any]:
    chose = text_of(request.POST.get("deed", "")).startswith("who:")
    seen = scene(rehearsal, play, who_of(request), chose)
    current = seen.standing.state if seen.standing else ""
    return {
        "scene": seen,
        "told": list(reversed(list(enumerate(seen.happenings)))),
        "picture": diagram.svg(seen.rules, request.locale_name, current=current),
        "case_written": _written(request, rehearsal, play),
    }


def _written(request: Request, rehearsal: Rehearsal, play: Play) -> str:
    """Return the play as a test case, where that was asked for."""
    if request.POST.get("deed") != "write" or rehearsal.case is None:
        return ""
    standing = rehearsal.standing()
    title = translate(standing.title, request.locale_name) if standing else ""
    return as_test("thu_1", title, rehearsal.rules, play, rehearsal.rounds)


def _tests(request: Request, source: Source, seen: Scene) -> dict[str, Any]:
    """Play the tests that stand beside the procedure, where that was asked for."""
    told = {"has_tests": has_tests(request, seen.rules.id)}
    if request.POST.get("deed") != "tests":
        return told
    report = report_of(request, seen.rules.id, source.text)
    return {**told, "report": report, "outcomes": outcomes_told(report) if report else []}


def _errors(not_sound: NotSound) -> tuple[Problem, ...]:
    return tuple(errors_in(not_sound.problems))


@view_config(route_name="administration_try_letter", request_method="POST", permission=EDIT)
def letter(request: Request) -> Response:
    """Show one letter of the play, as the applicant would get it."""
    source, play = source_of(request), _play(request)[0]
    number, _dot, place = text_of(request.POST.get("letter", "")).partition(".")
    with Rehearsal(request.acting, source.text) as rehearsal:
        happenings = rehearsal.play(play)
        try:
            written = happenings[int(number)].letters[int(place)]
        except (ValueError, IndexError):
            raise NotHere() from None
    response = Response(written.page, content_type="text/html", charset="utf-8")
    response.headers["Content-Security-Policy"] = LETTER
    return response
