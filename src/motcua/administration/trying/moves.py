"""From a pressed button to one more move of the play."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime

from pyramid.request import Request

from motcua.acting import Refusal
from motcua.pages.typed import text_of
from motcua.rehearsals import plays
from motcua.rehearsals.plays import Move, Play, Start, moment_of
from motcua.words import _


class NoMoment(Refusal):
    """What was typed is no moment."""


def play_of(request: Request) -> Play:
    """Return the play that the page had shown, as the pressed button changes it."""
    play = plays.read(text_of(request.POST.get("play", ""), plays.LONGEST_PLAY))
    deed, _colon, about = text_of(request.POST.get("deed", "")).partition(":")
    change = CHANGES.get(deed)
    return change(request, play, about) if change else play


def who_of(request: Request) -> str:
    """Return as whom one looks at the case."""
    deed, _colon, about = text_of(request.POST.get("deed", "")).partition(":")
    return about if deed == "who" else text_of(request.POST.get("who", ""))


def _file(request: Request, play: Play, about: str) -> Play:
    start = Start(
        begins=_moment(request, "begins"),
        by="applicant" if request.POST.get("channel") == "online" else "",
        channel=text_of(request.POST.get("channel", "")),
        unit=text_of(request.POST.get("unit", "")),
        applicant=text_of(request.POST.get("applicant", "")),
        form=_fields(request, "start"),
        papers=tuple(_chosen(request, "papers.start")),
    )
    return Play(start)


def _does(request: Request, play: Play, about: str) -> Play:
    papers = tuple(_chosen(request, f"papers.{about}"))
    form = _fields(request, about)
    return play.then(Move(who=who_of(request), does=about, form=form, papers=papers))


def _asks(request: Request, play: Play, about: str) -> Play:
    units = tuple(_chosen(request, f"units.{about}"))
    return play.then(Move(who=who_of(request), asks=about, units=units))


def _answers(request: Request, play: Play, about: str) -> Play:
    """``about`` is the asked body."""
    outcome = text_of(request.POST.get(f"outcome.{about}", "agree"))
    words = text_of(request.POST.get(f"words.{about}", ""), plays.LONGEST_VALUE)
    return play.then(Move(who=about, answers=outcome, text=words))


def _moves(request: Request, play: Play, about: str) -> Play:
    """Move the date: to what was typed, or to the moment that the button names."""
    moment = moment_of(about) if about else _moment(request, "moment")
    return play.then(Move(at=moment))


def _back(request: Request, play: Play, about: str) -> Play:
    return play.back() if play.moves else Play()


def _anew(request: Request, play: Play, about: str) -> Play:
    return Play(replace(play.start, begins=None))


CHANGES: Mapping[str, Callable[[Request, Play, str], Play]] = {
    "file": _file,
    "does": _does,
    "asks": _asks,
    "answers": _answers,
    "time": _moves,
    "back": _back,
    "anew": _anew,
}


def _moment(request: Request, name: str) -> datetime:
    said = text_of(request.POST.get(name, ""))
    moment = moment_of(said)
    if moment is None:
        raise NoMoment(
            _("“${said}” is no moment.", mapping={"said": said}), _("Write it as 23/11/2026 09:00.")
        )
    return moment


def _fields(request: Request, of: str) -> dict[str, str]:
    """Return what was filled in for one action; what was left empty is empty."""
    start = f"field.{of}."
    filled = (
        (name.removeprefix(start), text_of(value, plays.LONGEST_VALUE))
        for name, value in request.POST.items()
        if name.startswith(start)
    )
    return dict(filled)


def _chosen(request: Request, name: str) -> list[str]:
    return [text_of(value) for value in request.POST.getall(name)]
