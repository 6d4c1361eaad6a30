"""The end of a ballot: silences recorded, votes counted, the outcome told; or withdrawn.

Two members who vote at once each see the other as missing, and neither writes
the ballot.  So each leaves a note in the due queue, and the worker looks after
the commit whether everybody has voted.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping, Sequence

from motcua.acting import Acting
from motcua.ballots import counting, flow
from motcua.ballots.alarms import LIMIT, schedule
from motcua.ballots.content import (
    NO_QUORUM,
    NOT_COUNTED,
    NOT_PASSED,
    PASSED,
    RECUSED,
    SIGNED,
    SILENT,
    TO_SESSION,
    Ballot,
    Count,
    Ending,
    Sequel,
    Silence,
    Slip,
)
from motcua.ballots.counting import MEANING, Said, counted
from motcua.ballots.events import BallotClosed, BallotNotice, BallotWithdrawn
from motcua.ballots.history import anchor
from motcua.ballots.inbox import place, place_ballot
from motcua.ballots.refusals import CannotClose
from motcua.ballots.sealing import CannotOpen, Urns, opened
from motcua.ballots.standing import is_over, template_of
from motcua.cases import lists
from motcua.cases.matter import matter_of
from motcua.consultations import asking
from motcua.consultations.silence import nobody
from motcua.journal import note
from motcua.words import _

TOO_FEW, NO_KEY = "too few", "no key"
"""Why a secret ballot could not be counted."""
COMPLETE = "ballot complete"
"""Under which the due queue knows the looking whether everybody has voted."""
BURN = "ballot key"
"""Under which it knows that the outer half of a key is to be destroyed."""


def as_asker(acting: Acting, ballot: Ballot) -> Acting:
    """Return the person in the position that holds the ballot; refuse anybody else."""
    matter = matter_of(acting, ballot.case)
    return acting.as_(asking.asker(acting, matter, template_of(acting, ballot)))


def look_again_later(acting: Acting, ballot: Ballot) -> None:
    """Have the worker look, after the commit, whether everybody has voted."""
    acting.root.due_queue.put(acting.now, COMPLETE, ballot.key)


def is_complete(ballot: Ballot) -> bool:
    """Say whether nobody is waited for any more."""
    return not any(each.is_waited_for for each in ballot.voters)


def close(acting: Acting, ballot: Ballot) -> None:
    """Count, because everybody has voted or the time is over; not before."""
    acting = as_asker(acting, ballot)
    _require_open(ballot)
    if not is_complete(ballot) and not is_over(acting, ballot):
        waiting = [each.name for each in ballot.voters if each.is_waited_for]
        raise CannotClose(
            _("Still waiting for: ${members}.", mapping={"members": waiting}),
            _(
                "They have time until ${limit}; withdraw the ballot if it is not needed any more.",
                mapping={"limit": ballot.limit},
            ),
        )
    end(acting, ballot)


def end(acting: Acting, ballot: Ballot) -> None:
    """Record the silences, count, and tell; nothing where the ballot has ended already."""
    if not ballot.is_open:
        return
    for slip in ballot.voters:
        if slip.is_waited_for:
            _fall_silent(nobody(acting), slip)
    ballot.counts, why = _counts(acting, ballot)
    ballot.outcome = outcome_of(ballot.counts)
    flow.BALLOT.move(ballot, flow.CLOSE)
    ballot.ending = Ending(acting.now, acting.person, acting.name, why)
    note(
        acting,
        ballot.case.journal,
        "ballot closed",
        ballot=ballot.id,
        outcome=ballot.outcome,
        counts=[_told(each) for each in ballot.counts],
        reason=why,
    )
    _ended(acting, ballot)
    acting.announce(BallotClosed(ballot), BallotNotice(ballot, "closed", (), ("asker",)))


def outcome_of(counts: Sequence[Count]) -> str:
    """Return what came out of the whole ballot: passed if every matter did."""
    found = {each.outcome for each in counts}
    for each in (NOT_COUNTED, NO_QUORUM, NOT_PASSED):
        if each in found:
            return each
    return PASSED


def withdraw(acting: Acting, ballot: Ballot, reason: str) -> None:
    """Take the ballot back; what was signed stays in the record and counts for nothing."""
    acting = as_asker(acting, ballot)
    _require_open(ballot)
    if not reason.strip():
        raise CannotClose(_("Say why the ballot is withdrawn."))
    take_back(acting, ballot, reason.strip())


def take_back(acting: Acting, ballot: Ballot, reason: str) -> None:
    """End an open ballot without a count, and tell those who were asked."""
    flow.BALLOT.move(ballot, flow.WITHDRAW)
    ballot.ending = Ending(acting.now, acting.person, acting.name, reason)
    note(acting, ballot.case.journal, "ballot withdrawn", ballot=ballot.id, reason=reason)
    _ended(acting, ballot)
    notice = BallotNotice(ballot, "withdrawn", ballot.slips, facts={"reason": reason})
    acting.announce(BallotWithdrawn(ballot), notice)


def bring_to_session(acting: Acting, ballot: Ballot, reason: str) -> None:
    """Take down that what did not pass is brought to a session of the committee."""
    acting = as_asker(acting, ballot)
    if not ballot.is_closed or ballot.outcome == PASSED:
        raise CannotClose(_("Only what was counted and did not pass is brought to a session."))
    if ballot.sequel is not None:
        raise CannotClose(
            _(
                "${who} decided already at ${when}.",
                mapping={"who": ballot.sequel.by_name, "when": ballot.sequel.at},
            )
        )
    ballot.sequel = Sequel(TO_SESSION, acting.now, acting.person, acting.name, reason.strip())
    note(acting, ballot.case.journal, "ballot to session", ballot=ballot.id, reason=reason.strip())
    place_ballot(acting, ballot)


def said_of(ballot: Ballot, matter: str, votes: Mapping[bytes, Mapping[str, str]]) -> list[Said]:
    """Return what every member with a vote said of a matter, or that nothing was said."""
    return [
        Said(_what(slip, votes.get(slip.key, {}).get(matter, "")), slip.chairs)
        for slip in ballot.voters
    ]


def _what(slip: Slip, choice: str) -> str:
    if slip.state == RECUSED:
        return counting.RECUSED
    if slip.state == SILENT and slip.silence:
        return MEANING[slip.silence.meaning]
    return choice if slip.state == SIGNED else ""


def open_votes(ballot: Ballot) -> dict[bytes, dict[str, str]]:
    """Return the choices on every signed slip of an open ballot."""
    return {
        slip.key: {each.matter: each.choice for each in slip.answers}
        for slip in ballot.voters
        if slip.state == SIGNED
    }


def _counts(acting: Acting, ballot: Ballot) -> tuple[tuple[Count, ...], str]:
    if not ballot.rules.secret:
        return _counted(ballot, open_votes(ballot)), ""
    cast = [each for each in ballot.voters if each.state == SIGNED]
    too_few = len(cast) < ballot.rules.least_secret
    try:
        sums = None if too_few else _counted(ballot, _opened(acting, ballot, cast))
        why = TOO_FEW if too_few else ""
    except CannotOpen:
        sums, why = None, NO_KEY
    for slip in cast:
        slip.sealed = b""
    if sums is not None:
        return sums, why
    lost = tuple(Count(each.id, outcome=NOT_COUNTED) for each in ballot.matters)
    return lost, why


def _counted(ballot: Ballot, votes: Mapping[bytes, Mapping[str, str]]) -> tuple[Count, ...]:
    return tuple(
        counted(each.id, said_of(ballot, each.id, votes), ballot.rules) for each in ballot.matters
    )


def _opened(acting: Acting, ballot: Ballot, cast: list[Slip]) -> dict[bytes, dict[str, str]]:
    """Open all slips at once, in memory, in no order; only sums are ever stored."""
    key = Urns.of(acting.office).key(ballot.key, ballot.half)
    votes = [opened(key, slip.key, slip.sealed) for slip in cast]
    secrets.SystemRandom().shuffle(votes)
    ids = [each.id for each in ballot.matters]
    return {
        slip.key: dict(zip(ids, choices, strict=True))
        for slip, choices in zip(cast, votes, strict=True)
    }


def _fall_silent(acting: Acting, slip: Slip) -> None:
    rules = slip.ballot.rules
    flow.SLIP.move(slip, flow.FALL_SILENT)
    slip.silence = Silence(
        slip.ballot.limit, acting.now, rules.silence, rules.silence_ground, slip.ballot.within
    )
    slip.answers = ()
    note(
        acting,
        slip.journal,
        "silence recorded",
        limit=slip.silence.limit,
        meaning=slip.silence.meaning,
        ground=slip.silence.ground,
    )


def _ended(acting: Acting, ballot: Ballot) -> None:
    """What every end brings: lists, alarms, the key destroyed, the case free to go on."""
    for slip in ballot.slips:
        place(acting, slip)
    schedule(acting, ballot)
    if ballot.half:
        ballot.half = b""
        for slip in ballot.slips:
            slip.sealed = b""
        acting.root.due_queue.put(acting.now, BURN, ballot.key)
    place_ballot(acting, ballot)
    anchor(acting, ballot.case)
    lists.place(acting, matter_of(acting, ballot.case))


def _told(count: Count) -> dict[str, object]:
    return {name: value for name, value in count._asdict().items() if value}


def _require_open(ballot: Ballot) -> None:
    if not ballot.is_open:
        raise CannotClose(_("The ballot has ended already."), _("Look at it as it is now."))


def fire_limit(acting: Acting, ballot: Ballot) -> None:
    """The time is over."""
    if is_over(acting, ballot) and LIMIT not in ballot.fired:
        ballot.fired = (*ballot.fired, LIMIT)
        end(acting, ballot)
