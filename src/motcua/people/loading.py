"""Taking over what an office wrote in files: its units, and perhaps its people.

Files are read over and over (at each start), so taking over adds what is new,
changes what is different and leaves the rest alone; nothing is taken away.
All of a file is checked before any of it counts.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from motcua.acting import Acting
from motcua.people import actions, directory, structure
from motcua.people.kinds import KINDS
from motcua.people.periods import Period
from motcua.people.roles import Roles
from motcua.sheets import Said, Sheet
from motcua.words import Label, _

UNITS = "units.yaml"
UNIT_KEYS = ("title", "short", "kind", "parent", *structure.DETAILS)


@dataclass(frozen=True)
class ToldUnit:
    """A unit as a file tells it."""

    id: str
    title: Label
    short: Label
    kind: str
    parent: str
    details: Mapping[str, str]


@dataclass(frozen=True)
class ToldCommittee:
    """A committee as a file tells it."""

    id: str
    title: Label
    unit: str


@dataclass(frozen=True)
class ToldPosition:
    """A position as a file tells it."""

    post: str
    unit: str
    since: date
    until: date | None
    title: Label | None
    roles: tuple[str, ...]
    document: str


@dataclass(frozen=True)
class ToldPerson:
    """An official as a file tells it."""

    id: str
    name: str
    account: str | None
    email: str
    telephone: str
    positions: tuple[ToldPosition, ...]


@dataclass(frozen=True)
class ToldSeat:
    """A seat on a committee as a file tells it."""

    committee: str
    person: str
    title: Label
    since: date
    until: date | None
    votes: bool
    chairs: bool
    assistants: tuple[str, ...] = ()


def read_units(path: Path) -> tuple[list[ToldUnit], list[ToldCommittee]]:
    """Read ``config/units.yaml``; raises ``WrongFile`` with everything wrong in it."""
    sheet = Sheet(path)
    top = sheet.entries(sheet.said(), known=("units", "committees"), needed=("units",))
    told: list[ToldUnit] = []
    for id, said in _entries(sheet, top.get("units")):
        told.append(_unit(sheet, id, said, [each.id for each in told]))
    _check_codes(sheet, top.get("units"), told)
    known = [each.id for each in told]
    committees = [
        _committee(sheet, id, said, known) for id, said in _entries(sheet, top.get("committees"))
    ]
    sheet.finish()
    return told, committees


def _entries(sheet: Sheet, said: Said | None) -> Iterable[tuple[str, Said]]:
    for id, entry in sheet.entries(said).items():
        if not structure.ID.fullmatch(id):
            sheet.wrong(entry.line, _("“${id}” cannot be an id", mapping={"id": id}))
        yield id, entry


def _unit(sheet: Sheet, id: str, said: Said, above: Collection[str]) -> ToldUnit:
    told = sheet.entries(said, known=UNIT_KEYS, needed=("title", "kind"))
    return ToldUnit(
        id=id,
        title=sheet.label(told.get("title")),
        short=sheet.label(told.get("short")),
        kind=sheet.one_of(told.get("kind"), KINDS),
        parent=_above(sheet, told.get("parent"), above),
        details={name: sheet.text(told.get(name)) for name in structure.DETAILS},
    )


def _above(sheet: Sheet, said: Said | None, above: Collection[str]) -> str:
    """A unit stands below its parent in the file too, so no tree can be a ring."""
    text = sheet.text(said)
    if said is not None and text and text not in above:
        sheet.wrong(
            said.line,
            _("the unit “${id}” does not stand further up in the file", mapping={"id": text}),
        )
        return ""
    return text


def _check_codes(sheet: Sheet, said: Said | None, told: Iterable[ToldUnit]) -> None:
    """Two units with one code would give two cases one number."""
    met: dict[str, str] = {}
    for unit in told:
        code = unit.details["code"]
        if code and code in met and said is not None and isinstance(said.value, Mapping):
            sheet.wrong(
                said.value[unit.id].line,
                _(
                    "the code ${code} is already that of “${id}”",
                    mapping={"code": code, "id": met[code]},
                ),
            )
        met.setdefault(code, unit.id)


def _committee(sheet: Sheet, id: str, said: Said, known: Collection[str]) -> ToldCommittee:
    told = sheet.entries(said, known=("title", "unit"), needed=("title", "unit"))
    return ToldCommittee(id, sheet.label(told.get("title")), sheet.one_of(told.get("unit"), known))


def load_units(acting: Acting, path: Path) -> int:
    """Take over the units and committees of a file; return how many units it tells of."""
    units, committees = read_units(path)
    for rank, told in enumerate(units, 1):
        _take_over(acting, told, rank)
    for each in committees:
        if each.id not in acting.root["committees"]:
            structure.add_committee(acting, each.id, title=each.title, unit=each.unit)
    return len(units)


def _take_over(acting: Acting, told: ToldUnit, rank: int) -> None:
    if not directory.has_unit(acting.root, told.id):
        structure.add_unit(
            acting,
            told.id,
            title=told.title,
            short=told.short,
            kind=told.kind,
            parent=told.parent,
            rank=rank,
            **told.details,
        )
        return
    structure.rename_unit(acting, told.id, told.title, told.short)
    structure.amend_unit(acting, told.id, **told.details)
    structure.move_unit(acting, told.id, kind=told.kind, parent=told.parent, rank=rank)


def read_people(path: Path, roles: Roles, root: Any) -> tuple[list[ToldPerson], list[ToldSeat]]:
    """Read a file of people; raises ``WrongFile`` with everything wrong in it."""
    sheet = Sheet(path)
    top = sheet.entries(sheet.said(), known=("people", "committees"), needed=("people",))
    people = [
        _person(sheet, id, said, roles, root["units"])
        for id, said in _entries(sheet, top.get("people"))
    ]
    known = {each.id for each in people}
    seats = [
        _seat(sheet, id, item, known)
        for id, said in sheet.entries(top.get("committees"), list(root["committees"])).items()
        for item in sheet.items(said)
    ]
    sheet.finish()
    return people, seats


def _person(sheet: Sheet, id: str, said: Said, roles: Roles, units: Collection[str]) -> ToldPerson:
    told = sheet.entries(
        said, known=("name", "account", "email", "telephone", "positions"), needed=("name",)
    )
    return ToldPerson(
        id=id,
        name=sheet.text(told.get("name")),
        account=sheet.text(told["account"]) if "account" in told else None,
        email=sheet.text(told.get("email")),
        telephone=sheet.text(told.get("telephone")),
        positions=sheet.each(
            told.get("positions"), lambda item: _position(sheet, item, roles, units)
        ),
    )


def _position(sheet: Sheet, said: Said, roles: Roles, units: Collection[str]) -> ToldPosition:
    told = sheet.entries(
        said,
        known=("post", "unit", "since", "until", "title", "roles", "document"),
        needed=("post", "unit", "since"),
    )
    period = _period(sheet, told)
    return ToldPosition(
        post=sheet.one_of(told.get("post"), roles.posts),
        unit=sheet.one_of(told.get("unit"), list(units)),
        since=period.since,
        until=period.until,
        title=sheet.label(told["title"]) if "title" in told else None,
        roles=sheet.each(told.get("roles"), lambda item: sheet.one_of(item, roles.roles)),
        document=sheet.text(told.get("document")),
    )


def _period(sheet: Sheet, told: Mapping[str, Said]) -> Period:
    return Period(
        sheet.day(told.get("since")) or date.min,
        sheet.day(told.get("until")),
    )


def _seat(sheet: Sheet, committee: str, said: Said, people: Collection[str]) -> ToldSeat:
    told = sheet.entries(
        said,
        known=("person", "title", "since", "until", "votes", "chairs", "assistants"),
        needed=("person", "since"),
    )
    period = _period(sheet, told)
    return ToldSeat(
        committee=committee,
        person=sheet.one_of(told.get("person"), people),
        title=sheet.label(told.get("title")),
        since=period.since,
        until=period.until,
        votes=sheet.truth(told.get("votes"), unsaid=True),
        chairs=sheet.truth(told.get("chairs"), unsaid=False),
        assistants=sheet.each(told.get("assistants"), lambda each: sheet.one_of(each, people)),
    )


def load_people(acting: Acting, path: Path) -> list[str]:
    """Take over the people, positions and seats of a file; return the ids it tells of."""
    people, seats = read_people(path, acting.office.borrow(Roles), acting.root)
    for told in people:
        if told.id not in acting.root["people"]:
            actions.add_person(
                acting,
                told.id,
                name=told.name,
                account=told.account,
                email=told.email,
                telephone=told.telephone,
            )
        for each in told.positions:
            _take_over_position(acting, told.id, each)
    for seat in seats:
        _take_over_seat(acting, seat)
    return [told.id for told in people]


def _take_over_position(acting: Acting, person_id: str, told: ToldPosition) -> None:
    held = directory.person(acting.root, person_id).positions
    if any((p.post, p.unit, p.since) == (told.post, told.unit, told.since) for p in held):
        return
    actions.appoint(
        acting,
        person_id,
        told.unit,
        told.post,
        since=told.since,
        until=told.until,
        title=told.title,
        roles=told.roles,
        document=told.document,
    )


def _take_over_seat(acting: Acting, told: ToldSeat) -> None:
    taken = directory.committee(acting.root, told.committee).seats
    if any((seat.person, seat.since) == (told.person, told.since) for seat in taken):
        return
    structure.seat_member(
        acting,
        told.committee,
        told.person,
        title=told.title,
        since=told.since,
        until=told.until,
        votes=told.votes,
        chairs=told.chairs,
        assistants=told.assistants,
    )
