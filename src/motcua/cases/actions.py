"""What people do with a case.

Whatever a procedure lets somebody do goes through :func:`perform`; a deadline
that fires goes through :func:`fire_late`.  Both ask the same machine, so that
there is no side door.  What :func:`available` offers is what ``perform``
accepts, and an offer that is disabled says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Any

from motcua.acting import Acting, Refusal
from motcua.cases import lateness, lists, versions
from motcua.cases.content import Case, Enclosure
from motcua.cases.effects import carry_out
from motcua.cases.events import CaseHandedOver
from motcua.cases.matter import CaseMatter, matter_of
from motcua.documents.wording import want
from motcua.journal import note
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import _
from motcua.workflows.definition import ASSIGNEE, LateRule
from motcua.workflows.machine import compiled
from motcua.workflows.steps import Offer, Step

LOOK_AGAIN = _("Look at the case as it is now, then decide again.  What you typed is kept.")


class MovedOn(Refusal):
    """Somebody else acted on the case since this page was opened."""


class CannotHandOver(Refusal):
    """The case cannot be given to that person."""


def available(acting: Acting, case: Case) -> list[Offer]:
    """Return what this person may do with the case, also what is not possible yet, and why."""
    matter = matter_of(acting, case)
    return compiled(matter.definition).available(matter, acting)


def perform(
    acting: Acting,
    case: Case,
    action: str,
    form: Mapping[str, Any] | None = None,
    *,
    enclosures: Sequence[Enclosure] = (),
    seen: int | None = None,
) -> list[Step]:
    """Take ``action`` on the case, with what was filled in and the files handed in.

    ``seen`` is the track's revision on the page that was open: when somebody
    acted since, :class:`MovedOn` says who and when, and nothing is done.
    Raises what the machine raises when the action is not offered or its
    conditions do not hold.  Returns the steps taken: the action's own, and
    those that followed by themselves.
    """
    require_unmoved(acting, case, seen)
    matter = matter_of(acting, case)
    case.dossier.add(enclosures)
    if enclosures:
        _have_versions_read(acting, case, {each.paper for each in enclosures})
    steps = compiled(matter.definition).take(matter, acting, action, dict(form or {}))
    return _settled(acting, matter, steps)


def _have_versions_read(acting: Acting, case: Case, handed_in: set[str]) -> None:
    """Have the words of files read of which there is a newer version now, and of these."""
    files = [each for each in case.dossier.files if each.paper in handed_in]
    renewed = {each.paper for each in files if each.superseded}
    want(acting, *(each.document for each in files if each.paper in renewed))


def fire_late(acting: Acting, case: Case, rule: LateRule) -> list[Step]:
    """Let the system take the case where ``rule`` says, because its limit has passed."""
    matter = matter_of(acting, case)
    steps = compiled(matter.definition).take_late(matter, acting, rule)
    return _settled(acting, matter, steps)


def hand_over(
    acting: Acting, case: Case, person: str, reason: str, seen: int | None = None
) -> None:
    """Give the case to another official of the unit that holds it.

    The holder may, and whoever has :attr:`Permission.CASE_HAND_OVER` in that
    unit; absence is the usual reason, and a reason is compulsory.
    """
    require_unmoved(acting, case, seen)
    unit = holding_unit(case)
    matter = matter_of(acting, case)
    if not matter.plays(acting, ASSIGNEE):
        acting.require(Permission.CASE_HAND_OVER, unit)
    if not reason.strip():
        raise CannotHandOver(_("Say why the case changes hands."))
    if person == case.track.assignee:
        raise CannotHandOver(_("This person holds the case already."))
    if person not in {
        each.id for each in directory.people_of(acting.root, unit, acting.now.date())
    }:
        raise CannotHandOver(
            _("This person has no position in the unit today."), _("Choose somebody of the unit.")
        )
    before, case.track.assignee, case.track.assignee_unit = case.track.assignee, person, unit
    note(acting, case.journal, "handed over", before=before, after=person, reason=reason.strip())
    settle(acting, matter)
    acting.announce(CaseHandedOver(case, before, person))


def may_hand_over(acting: Acting, case: Case) -> bool:
    """Say whether somebody holds the case, and this person may give it to a colleague."""
    matter = matter_of(acting, case)
    if not case.track.assignee or matter.definition.states[case.track.state].final:
        return False
    may = acting.may(Permission.CASE_HAND_OVER, holding_unit(case))
    return may or bool(matter.plays(acting, ASSIGNEE))


def holding_unit(case: Case) -> str:
    """Return the unit in which the case is held, or else the one that handles it."""
    return case.track.assignee_unit or case.lead_unit


def require_unmoved(acting: Acting, case: Case, seen: int | None) -> None:
    """Refuse a page that was opened before the last change."""
    if seen is None or seen == case.track.revision:
        return
    require_same_version(case, seen)
    last = case.journal.last()
    who = last.name if last and last.name else _("the system")
    when = last.at if last else acting.now
    raise MovedOn(
        _("${who} already acted on this case at ${when}.", mapping={"who": who, "when": when}),
        LOOK_AGAIN,
    )


def require_same_version(case: Case, seen: int | None) -> None:
    """Refuse a page that was opened before the case came to another version of its procedure.

    Each change of a case is at least one entry of its journal, so the newest
    entries, one for each change, were written since.  Whoever looks for an
    action that the page had, and the version has no more, asks this first.
    """
    changes = 0 if seen is None else max(case.track.revision - seen, 0)
    for entry in islice(reversed(case.journal), changes):
        if entry.deed == versions.MOVED:
            raise MovedOn(versions.said(entry), LOOK_AGAIN)


def settle(acting: Acting, matter: CaseMatter) -> None:
    """After any change: the case stands in the right lists, and its next alarm is set."""
    matter.track.revision += 1
    acting.root.changes.put(matter.case.key)
    lateness.schedule(acting, matter)
    lists.place(acting, matter)


def _settled(acting: Acting, matter: CaseMatter, steps: list[Step]) -> list[Step]:
    for step in steps:
        carry_out(acting, matter, step)
    settle(acting, matter)
    return steps
