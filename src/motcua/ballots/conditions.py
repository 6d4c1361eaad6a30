"""What definitions may ask about ballots, by name, and why the answer is no."""

from __future__ import annotations

from motcua.acting import Acting, Office
from motcua.ballots.content import PASSED, Ballot
from motcua.ballots.flow import OUTCOMES
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter, matter_of
from motcua.words import Label, Sentence, _
from motcua.workflows.conditions import Conditions, Verdict

CLOSED_NAME = "ballot closed"
PASSED_NAME = "ballot passed"


def furnish(office: Office) -> None:
    """Lend the conditions about ballots."""
    conditions = office.borrow(Conditions)
    conditions.lend(CLOSED_NAME, Label("đã lấy phiếu xong", "ballot closed"), closed)
    conditions.lend(PASSED_NAME, Label("phiếu đã thông qua", "ballot passed"), passed)


def latest(acting: Acting, case: Case) -> list[Ballot]:
    """Return the last round of each ballot about the case that was not withdrawn."""
    found = {
        each.template: each
        for each in acting.root.ballots.of_case(case.key)
        if each.is_open or each.is_closed
    }
    return list(found.values())


def closed(matter: CaseMatter, acting: Acting) -> Verdict:
    """The members were asked, and their votes are counted."""
    last = latest(acting, matter.case)
    if not last:
        return Verdict(False, _("The members have not been asked yet."))
    missing = [waiting_said(each) for each in last if each.is_open]
    return Verdict(not missing, missing[0] if missing else "")


NAMED = 3
"""Up to how many members are named that are waited for."""


def waiting_said(ballot: Ballot) -> Sentence:
    """Say whose votes are still waited for, and until when."""
    waiting = [each.name for each in ballot.voters if each.is_waited_for]
    told = {"members": waiting, "n": len(waiting), "limit": ballot.limit}
    if not waiting:
        return _("Everybody has voted; the votes are being counted.")
    if len(waiting) > NAMED:
        return _("Still waiting for the votes of ${n} members until ${limit}.", mapping=told)
    return _("Still waiting for the votes of ${members} until ${limit}.", mapping=told)


def passed(matter: CaseMatter, acting: Acting) -> Verdict:
    """The last round of each ballot passed, in every matter."""
    ended = closed(matter, acting)
    if not ended.ok:
        return ended
    for ballot in latest(acting, matter.case):
        if ballot.outcome != PASSED:
            told = {"outcome": OUTCOMES[ballot.outcome], "round": ballot.round}
            return Verdict(False, _("Ballot, round ${round}: ${outcome}.", mapping=told))
    return Verdict(True)


def waits(acting: Acting, case: Case) -> bool:
    """Say whether the holder of a case has nothing to do but wait for votes."""
    if not any(each.is_open for each in acting.root.ballots.of_case(case.key)):
        return False
    matter = matter_of(acting, case)
    state = matter.definition.states[matter.track.state]
    conditions = acting.office.borrow(Conditions)
    onward = [each for each in state.actions if not each.anywhere]
    return bool(onward) and all(
        any(
            (known := conditions.find(each.name)) and known.name in (CLOSED_NAME, PASSED_NAME)
            for each in action.when
            if each.name
        )
        for action in onward
    )
