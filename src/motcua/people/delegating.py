"""Delegating: the holder of a position lets somebody else act in it, over some days.

No delegation is ever taken out.  What has ended stays with its days, so that the
journal of a case can be read years later: who signed this, as what, for whom.
"""

from __future__ import annotations

from datetime import date, timedelta

from motcua.acting import Acting, NotAllowed, Refusal
from motcua.people import directory, sessions
from motcua.people.content import Delegation, Person, Position
from motcua.people.events import (
    Delegated,
    DelegationRevoked,
)
from motcua.people.noting import note_change
from motcua.people.periods import Period
from motcua.people.rights import entitle
from motcua.people.roles import Roles
from motcua.permissions import Permission
from motcua.words import _

LONGEST_DELEGATION = timedelta(days=366)
"""A delegation has an end, and one that is much longer is an appointment."""


class CannotBeDelegated(Refusal):
    """The position cannot be delegated like that."""


def delegate(
    acting: Acting,
    position_id: str,
    to_person: str,
    *,
    since: date,
    until: date,
    reason: str,
    document: str,
    roles: tuple[str, ...] = (),
) -> Delegation:
    """Let ``to_person`` act in a position in its holder's place; the deed says for whom.

    The holder delegates, or an administrator who has the signed paper before
    them.  What was delegated is not delegated further.
    """
    position = directory.position(acting.root, position_id)
    receiver = directory.person(acting.root, to_person)
    _require_holder(acting, position)
    _check_delegation(acting, position, receiver, Period(since, until), reason, document)
    _check_parts(acting, position, roles)
    given = Delegation(
        id=f"{position_id}.{len(position.delegations) + 1}",
        position=position,
        to_person=to_person,
        roles=tuple(roles),
        since=since,
        until=until,
        reason=reason.strip(),
        document=document.strip(),
    )
    position.delegations = (*position.delegations, given)
    receiver.received = (*receiver.received, given)
    note_change(
        acting,
        "delegated",
        of=position.person,
        position=position_id,
        to=to_person,
        since=since.isoformat(),
        until=until.isoformat(),
        reason=given.reason,
        document=given.document,
        roles=list(roles),
    )
    sessions.ask_for_fresh_tokens(acting, to_person)
    acting.announce(Delegated(given))
    return given


def _require_holder(acting: Acting, position: Position) -> None:
    """One's own position is delegated with the permission it brings; another's by the office."""
    if position.person != acting.person:
        entitle(acting, Permission.PEOPLE_EDIT)
        return
    own = [held for held in acting.holdings if held.position == position.id]
    if not any(Permission.DELEGATE in held.permissions for held in own):
        raise NotAllowed(
            _("This position cannot be delegated by its holder."),
            _("Ask your administrator if it should."),
        )


def _check_delegation(
    acting: Acting,
    position: Position,
    receiver: Person,
    period: Period,
    reason: str,
    document: str,
) -> None:
    if receiver.id == position.person:
        raise CannotBeDelegated(
            _("Nobody delegates a position to himself or herself."),
            _("Choose the colleague who is to act in it."),
        )
    if receiver.id == acting.person:
        raise CannotBeDelegated(
            _("Nobody takes down a delegation to himself or herself."),
            _("Ask the holder, or another administrator, to do it."),
        )
    if receiver.is_disabled:
        raise CannotBeDelegated(
            _("The account of ${name} is closed.", mapping={"name": receiver.name}),
            _("Choose a colleague who is in service."),
        )
    if not reason.strip() or not document.strip():
        raise CannotBeDelegated(
            _("A delegation has a reason and the number of its document."),
            _("Write both; they are shown wherever the delegate signs."),
        )
    _check_delegated_days(acting, position, receiver, period)


def _check_delegated_days(
    acting: Acting, position: Position, receiver: Person, period: Period
) -> None:
    if period.is_backwards or period.last < acting.now.date():
        raise CannotBeDelegated(
            _("A delegation ${period} would never count.", mapping={"period": period.said}),
            _("Correct the days and try again."),
        )
    if period.last - period.since > LONGEST_DELEGATION:
        raise CannotBeDelegated(
            _("A delegation lasts a year at the most."),
            _("Choose an earlier last day, or have the colleague appointed."),
        )
    if not (position.period.counts_on(period.since) and position.period.counts_on(period.last)):
        raise CannotBeDelegated(
            _("The position is held ${period} only.", mapping={"period": position.period.said}),
            _("Choose days on which it is held."),
        )
    for given in position.delegations:
        if (
            given.to_person == receiver.id
            and given.revoked_at is None
            and (given.period.overlaps(period))
        ):
            raise CannotBeDelegated(
                _(
                    "It is delegated to ${name} ${period} already.",
                    mapping={
                        "name": receiver.name,
                        "period": given.period.said,
                    },
                ),
                _("Revoke that delegation first, or choose other days."),
            )


def may_be_delegated(known: Roles, position: Position) -> bool:
    """Say whether somebody else may act in a position at all.

    A member's vote is the member's own (NĐ 191/2026 Đ21), whoever takes the
    delegation down.
    """
    return Permission.DELEGATE in known.permissions(position.roles)


def _check_parts(acting: Acting, position: Position, roles: tuple[str, ...]) -> None:
    if not may_be_delegated(acting.office.borrow(Roles), position):
        raise CannotBeDelegated(
            _(
                "${post} is not delegated: its holder acts in person.",
                mapping={"post": position.title},
            ),
            _("Have a colleague appointed, if the post is to be filled."),
        )
    for role in roles:
        if role not in position.roles:
            raise CannotBeDelegated(
                _("The position has no role “${id}”.", mapping={"id": role}),
                _("Choose among: ${list}.", mapping={"list": list(position.roles)}),
            )


def revoke_delegation(acting: Acting, delegation_id: str, reason: str = "") -> None:
    """Take a delegation back; from this moment it lets nobody act."""
    given = directory.delegation(acting.root, delegation_id)
    _require_holder(acting, given.position)
    if given.revoked_at is not None:
        return
    given.revoked_at = acting.now
    note_change(
        acting,
        "delegation revoked",
        of=given.position.person,
        position=given.position.id,
        to=given.to_person,
        reason=reason,
    )
    sessions.ask_for_fresh_tokens(acting, given.to_person)
    acting.announce(DelegationRevoked(given))
