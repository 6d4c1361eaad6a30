"""What is done to units and committees.

A unit is never taken away: cases went through it and journals name it.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any

from motcua.acting import Acting, Refusal
from motcua.people import directory
from motcua.people.content import Committee, Membership, Unit
from motcua.people.events import UnitAdded, UnitRenamed
from motcua.people.kinds import KINDS
from motcua.people.noting import note_change
from motcua.people.periods import Period
from motcua.people.rights import entitle
from motcua.permissions import Permission
from motcua.words import Label, _

ID = re.compile(r"[a-z0-9]+([-.][a-z0-9]+)*")
"""Small letters without marks, figures, and hyphens or dots between them."""
DETAILS = ("code", "telephone", "address", "email", "calendar")


class CannotBeAdded(Refusal):
    """The unit or committee cannot be set up like that."""


class NoSeat(Refusal):
    """The person cannot sit on the committee like that."""


def check_id(id: str) -> None:
    """Refuse an id that would not stand well in addresses and procedure files."""
    if not ID.fullmatch(id):
        raise CannotBeAdded(
            _("“${id}” cannot be an id.", mapping={"id": id}),
            _("Use small letters without marks, figures and hyphens, as in so-xay-dung."),
        )


def add_unit(
    acting: Acting,
    id: str,
    *,
    title: Label,
    kind: str,
    parent: str = "",
    short: Label = Label(""),  # noqa: B008 - a label is frozen
    rank: int | None = None,
    **details: str,
) -> Unit:
    """Set up a unit below ``parent``; it comes last unless ``rank`` says otherwise.

    ``details`` may be ``code``, ``telephone``, ``address``, ``email`` and
    ``calendar``.
    """
    entitle(acting, Permission.UNITS_EDIT)
    check_id(id)
    _check_place(acting.root, kind, parent)
    if directory.has_unit(acting.root, id):
        raise CannotBeAdded(
            _("There is a unit “${id}” already.", mapping={"id": id}),
            _("Open it and change it, or choose another id."),
        )
    unit = Unit(
        id,
        names=(title.vi, title.en),
        short_names=(short.vi, short.en),
        kind=kind,
        parent=parent,
        rank=len(acting.root["units"]) + 1 if rank is None else rank,
        **_checked(details),
    )
    acting.root["units"].enter(unit)
    note_change(acting, "unit added", of=id, title=title.vi, parent=parent)
    acting.announce(UnitAdded(unit))
    return unit


def rename_unit(acting: Acting, id: str, title: Label, short: Label | None = None) -> None:
    """Call a unit otherwise; what was done under the old name keeps pointing to it."""
    entitle(acting, Permission.UNITS_EDIT)
    unit = directory.unit(acting.root, id)
    before = unit.names
    after = (title.vi, title.en)
    short_names = unit.short_names if short is None else (short.vi, short.en)
    if (before, unit.short_names) == (after, short_names):
        return
    unit.names, unit.short_names = after, short_names
    note_change(acting, "unit renamed", of=id, before=before[0], after=title.vi)
    acting.announce(UnitRenamed(unit, before))


def amend_unit(acting: Acting, id: str, **details: str) -> None:
    """Change the code, telephone, address, e-mail or calendar of a unit."""
    entitle(acting, Permission.UNITS_EDIT)
    unit = directory.unit(acting.root, id)
    changed = {
        name: value for name, value in _checked(details).items() if getattr(unit, name) != value
    }
    for name, value in changed.items():
        setattr(unit, name, value)
    if changed:
        note_change(acting, "unit amended", of=id, **changed)


def move_unit(acting: Acting, id: str, *, kind: str, parent: str, rank: int) -> None:
    """Let a unit stand elsewhere in the tree, or be of another kind."""
    entitle(acting, Permission.UNITS_EDIT)
    unit = directory.unit(acting.root, id)
    _check_place(acting.root, kind, parent)
    if parent and id in (parent, *(each.id for each in directory.ancestors(acting.root, parent))):
        raise CannotBeAdded(
            _("A unit cannot stand below itself."),
            _("Choose a unit that is not below ${unit}.", mapping={"unit": unit.title}),
        )
    if (unit.kind, unit.parent, unit.rank) == (kind, parent, rank):
        return
    acting.root["units"].place(unit, kind, parent, rank)
    note_change(acting, "unit moved", of=id, kind=kind, parent=parent)


def add_committee(acting: Acting, id: str, *, title: Label, unit: str) -> Committee:
    """Set up a committee of a unit, without members yet."""
    entitle(acting, Permission.UNITS_EDIT)
    check_id(id)
    directory.unit(acting.root, unit)
    if id in acting.root["committees"]:
        raise CannotBeAdded(
            _("There is a committee “${id}” already.", mapping={"id": id}),
            _("Open it and change it, or choose another id."),
        )
    committee = Committee(id, names=(title.vi, title.en), unit=unit)
    acting.root["committees"][id] = committee
    note_change(acting, "committee added", of=id, title=title.vi)
    return committee


def seat_member(
    acting: Acting,
    committee_id: str,
    person_id: str,
    *,
    since: date,
    until: date | None = None,
    title: Label = Label(""),  # noqa: B008 - a label is frozen
    votes: bool = True,
    chairs: bool = False,
    assistants: Collection[str] = (),
) -> Membership:
    """Give somebody a seat on a committee, with or without a vote.

    Nobody has two seats at once, because every member has one vote; and a
    committee has one chair at a time, whose side prevails in a tie.
    """
    entitle(acting, Permission.UNITS_EDIT)
    committee = directory.committee(acting.root, committee_id)
    person = directory.person(acting.root, person_id)
    period = Period(since, until)
    if period.is_backwards:
        raise NoSeat(
            _("The last day stands before the first."), _("Correct the days and try again.")
        )
    _check_seats(acting, committee, person_id, period, chairs)
    seat = Membership(
        person=person_id,
        names=(title.vi, title.en),
        since=since,
        until=until,
        votes=votes,
        chairs=chairs,
        assistants=tuple(directory.person(acting.root, each).id for each in assistants),
    )
    committee.seats = (*committee.seats, seat)
    note_change(
        acting,
        "member seated",
        of=committee_id,
        person=person.id,
        votes=votes,
        chairs=chairs,
        since=since.isoformat(),
    )
    return seat


def unseat_member(acting: Acting, committee_id: str, person_id: str, last_day: date) -> None:
    """Set the last day of somebody's seat."""
    entitle(acting, Permission.UNITS_EDIT)
    committee = directory.committee(acting.root, committee_id)
    for seat in committee.seats:
        if seat.person == person_id and seat.period.counts_on(last_day):
            seat.until = last_day
            note_change(
                acting,
                "member unseated",
                of=committee_id,
                person=person_id,
                until=last_day.isoformat(),
            )
            return
    raise NoSeat(
        _("There is no seat of this person that could end on ${day}.", mapping={"day": last_day}),
        _("Look at the days of the seat and choose one of them."),
    )


def name_assistants(
    acting: Acting, committee_id: str, person_id: str, assistants: Collection[str]
) -> None:
    """Say who assists a member from today on: they see the slips, fill them in, and never vote."""
    entitle(acting, Permission.UNITS_EDIT)
    committee = directory.committee(acting.root, committee_id)
    named = tuple(directory.person(acting.root, each).id for each in dict.fromkeys(assistants))
    if person_id in named:
        raise NoSeat(
            _("Nobody assists oneself."), _("Leave the member out of the list of assistants.")
        )
    for seat in committee.seats:
        if seat.person == person_id and seat.period.counts_on(acting.now.date()):
            seat.assistants = named
            note_change(
                acting,
                "assistants named",
                of=committee_id,
                person=person_id,
                assistants=list(named),
            )
            return
    raise NoSeat(_("This person has no seat today."), _("Give the seat first."))


def _check_seats(
    acting: Acting, committee: Committee, person_id: str, period: Period, chairs: bool
) -> None:
    for seat in committee.seats:
        if not seat.period.overlaps(period):
            continue
        if seat.person == person_id:
            raise NoSeat(
                _(
                    "${name} has a seat there ${period}.",
                    mapping={
                        "name": directory.name_of(acting.root, person_id),
                        "period": seat.period.said,
                    },
                ),
                _("End that seat first, or choose other days."),
            )
        if chairs and seat.chairs:
            raise NoSeat(
                _(
                    "${name} chairs the committee ${period}.",
                    mapping={
                        "name": directory.name_of(acting.root, seat.person),
                        "period": seat.period.said,
                    },
                ),
                _("End that seat first, or choose other days."),
            )


def _check_place(root: Any, kind: str, parent: str) -> None:
    if kind not in KINDS:
        raise CannotBeAdded(
            _("There is no kind of unit “${kind}”.", mapping={"kind": kind}),
            _("Choose one of: ${list}.", mapping={"list": list(KINDS)}),
        )
    if parent:
        directory.unit(root, parent)


def _checked(details: dict[str, str]) -> dict[str, str]:
    for name in details:
        if name not in DETAILS:
            raise TypeError(f"A unit has no detail named {name}.")
    return {name: value.strip() for name, value in details.items()}
