"""What is done to people: entering, appointing, ending a position.

No position is ever taken out.  What has ended stays with its days, so that the
journal of a case can be read years later: who signed this, and as what.
"""

from __future__ import annotations

from datetime import date

from motcua.acting import Acting, NotAllowed, Refusal
from motcua.people import directory, sessions
from motcua.people.content import Person, Position, Unit
from motcua.people.events import (
    Appointed,
    PositionEnded,
)
from motcua.people.noting import note_change
from motcua.people.periods import Period
from motcua.people.rights import entitle
from motcua.people.roles import Post, Roles
from motcua.people.structure import check_id
from motcua.permissions import Permission
from motcua.words import Label, _


class CannotBeEntered(Refusal):
    """The person cannot be entered like that."""


class CannotBeAppointed(Refusal):
    """The person cannot hold that position on those days."""


def add_person(
    acting: Acting,
    id: str,
    *,
    name: str,
    account: str | None = None,
    email: str = "",
    telephone: str = "",
) -> Person:
    """Enter an official; the account is called like the id unless said otherwise."""
    entitle(acting, Permission.PEOPLE_EDIT)
    check_id(id)
    people = acting.root["people"]
    signs_in_as = directory.folded_account(id if account is None else account)
    if id in people or (signs_in_as and signs_in_as in people.accounts):
        raise CannotBeEntered(
            _("“${id}” is somebody else's already.", mapping={"id": signs_in_as or id}),
            _("Choose another id or account name."),
        )
    if not name.strip():
        raise CannotBeEntered(_("The name is missing."), _("Write the whole name."))
    person = Person(
        id, name=" ".join(name.split()), account=signs_in_as, email=email, telephone=telephone
    )
    people.enter(person)
    note_change(acting, "person entered", of=id, account=signs_in_as)
    return person


def appoint(
    acting: Acting,
    person_id: str,
    unit_id: str,
    post_id: str,
    *,
    since: date,
    until: date | None = None,
    title: Label | None = None,
    roles: tuple[str, ...] = (),
    document: str = "",
) -> Position:
    """Let somebody hold a post in a unit.

    ``title`` is said where the decision is more exact than the post; ``roles``
    are further ones beside those that the post brings.
    """
    entitle(acting, Permission.PEOPLE_EDIT)
    person = directory.person(acting.root, person_id)
    unit = directory.unit(acting.root, unit_id)
    known = acting.office.borrow(Roles)
    post = known.post(post_id)
    every = tuple(dict.fromkeys((*post.roles, *(known.role(id).id for id in roles))))
    _check_post(acting, person_id, unit, post)
    _check_days(acting, person_id, unit_id, post, Period(since, until))
    called = title or post.title
    position = Position(
        id=f"{person_id}.{len(person.positions) + 1}",
        person=person_id,
        unit=unit_id,
        post=post_id,
        names=(called.vi, called.en),
        roles=every,
        since=since,
        until=until,
        document=document,
    )
    acting.root["people"].seat(person, position)
    note_change(
        acting,
        "appointed",
        of=person_id,
        position=position.id,
        unit=unit_id,
        post=post_id,
        roles=list(every),
        since=since.isoformat(),
        document=document,
    )
    sessions.ask_for_fresh_tokens(acting, person_id)
    acting.announce(Appointed(position))
    return position


def _check_post(acting: Acting, person_id: str, unit: Unit, post: Post) -> None:
    if person_id == acting.person:
        raise NotAllowed(
            _("Nobody appoints himself or herself."), _("Ask another administrator to do it.")
        )
    if post.kinds and unit.kind not in post.kinds:
        raise CannotBeAppointed(
            _("${unit} has no post of ${post}.", mapping={"unit": unit.title, "post": post.title}),
            _("Choose a post that such a unit has."),
        )


def _check_days(acting: Acting, person_id: str, unit_id: str, post: Post, period: Period) -> None:
    if period.is_backwards:
        raise CannotBeAppointed(
            _("The last day stands before the first."), _("Correct the days and try again.")
        )
    for held in acting.root["people"].in_(unit_id):
        if held.post != post.id or not held.period.overlaps(period):
            continue
        if held.person == person_id or post.single:
            raise CannotBeAppointed(
                _(
                    "${name} is ${post} there ${period}.",
                    mapping={
                        "name": directory.name_of(acting.root, held.person),
                        "post": held.title,
                        "period": held.period.said,
                    },
                ),
                _("End that position first, or choose other days."),
            )


def end_position(
    acting: Acting, position_id: str, last_day: date, *, reason: str = "", document: str = ""
) -> None:
    """Set the last day on which a position is held; its delegations end with it."""
    entitle(acting, Permission.PEOPLE_EDIT)
    position = directory.position(acting.root, position_id)
    if last_day < position.since:
        raise CannotBeAppointed(
            _("The position begins only on ${day}.", mapping={"day": position.since}),
            _("Choose a day on or after it."),
        )
    position.until = last_day
    note_change(
        acting,
        "position ended",
        of=position.person,
        position=position_id,
        until=last_day.isoformat(),
        reason=reason,
        document=document,
    )
    sessions.ask_for_fresh_tokens(acting, position.person)
    for given in position.delegations:
        sessions.ask_for_fresh_tokens(acting, given.to_person)
    acting.announce(PositionEnded(position))
