"""What the secretary sees of a ballot: the matters, who has answered, what can be done now.

Before the end sums are shown only where the rules of the ballot allow it, and
of a secret ballot never more than who has voted.  Where sums are hidden, so are
the single votes of which they could be made up: only whoever holds the ballot
reads them as they come, and not even they where they vote themselves.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.acting import Acting
from motcua.ballots import closing
from motcua.ballots.access import holds
from motcua.ballots.content import COMMENTED, SIGNED, Answer, Ballot, Count, Matter, Slip
from motcua.ballots.counting import MEANING, counted, in_favour
from motcua.ballots.flow import CHOICE_TITLES, OUTCOMES, STATES
from motcua.ballots.standing import calendar_of, is_over, openable
from motcua.deadlines.left import Left, left_until
from motcua.people import directory
from motcua.words import Sentence, _

TONES = {
    "agree": "agree",
    "agree_with_remarks": "remarks",
    "disagree": "disagree",
    "abstain": "other",
}


@dataclass(frozen=True)
class MatterLine:
    """One matter on the agenda, with its sums where they may be shown."""

    number: int
    matter: Matter
    count: Count | None
    outcome: Sentence
    in_favour: int


@dataclass(frozen=True)
class MemberLine:
    """One member: whether they have answered, and what, where that is open."""

    slip: Slip
    state: Sentence
    tone: str
    answers: tuple[tuple[Matter, Sentence, str, str], ...]
    """Matter, what was said, its colour, and the words beside it."""
    tacit: Sentence
    """What a silence counts as; never shown as if it had been said."""
    comment: str = ""
    """What was said beside the votes, or without one."""
    assistants: tuple[str, ...] = ()
    """Who is reminded with the member, by name."""


@dataclass(frozen=True)
class Offer:
    """Something that can be done with the ballot, and if not now, why."""

    id: str
    title: Sentence
    reason: Sentence = ""


@dataclass(frozen=True)
class Session:
    """The whole screen."""

    ballot: Ballot
    left: Left | None
    asked: int
    back: int
    matters: tuple[MatterLine, ...]
    members: tuple[MemberLine, ...]
    offers: tuple[Offer, ...]
    is_live: bool
    """The sums are those of an open ballot and may still change."""
    reads_votes: bool
    """The reader sees what each member said, as it comes."""


def session(acting: Acting, ballot: Ballot) -> Session:
    """Return what is shown of a ballot to those who read it."""
    voters = list(ballot.voters)
    counts, knows = _counts(ballot), reads_votes(acting, ballot)
    return Session(
        ballot=ballot,
        left=_left(acting, ballot),
        asked=len(voters),
        back=sum(not each.is_waited_for for each in voters if each.silence is None),
        matters=tuple(_matter(n, each, counts) for n, each in enumerate(ballot.matters, 1)),
        members=tuple(_member(acting, each, knows) for each in ballot.slips),
        offers=tuple(offers(acting, ballot)),
        is_live=ballot.is_open and bool(counts),
        reads_votes=knows,
    )


def reads_votes(acting: Acting, ballot: Ballot) -> bool:
    """Say whether this person, who reads the ballot, reads who said what of it now."""
    if not ballot.is_open or ballot.rules.tally_shown:
        return True
    votes_too = any(each.person == acting.person for each in ballot.slips)
    return holds(acting, ballot) and not votes_too


def _left(acting: Acting, ballot: Ballot) -> Left | None:
    if not ballot.is_open:
        return None
    return left_until(calendar_of(acting, ballot.unit), ballot.limit, acting.now)


def _counts(ballot: Ballot) -> dict[str, Count]:
    if ballot.is_open and ballot.rules.tally_shown and not ballot.rules.secret:
        votes = closing.open_votes(ballot)
        return {
            each.id: counted(each.id, closing.said_of(ballot, each.id, votes), ballot.rules)
            for each in ballot.matters
        }
    return {each.matter: each for each in ballot.counts}


def tally(ballot: Ballot) -> tuple[MatterLine, ...]:
    """Return the sums that members may see while the ballot is open; nothing where hidden."""
    counts = _counts(ballot)
    return tuple(_matter(n, each, counts) for n, each in enumerate(ballot.matters, 1) if counts)


def _matter(number: int, matter: Matter, counts: dict[str, Count]) -> MatterLine:
    count = counts.get(matter.id)
    outcome = OUTCOMES[count.outcome] if count is not None else ""
    return MatterLine(number, matter, count, outcome, in_favour(count) if count else 0)


def _member(acting: Acting, slip: Slip, knows: bool) -> MemberLine:
    ballot = slip.ballot
    answers: tuple[Answer, ...] = slip.answers if slip.state == SIGNED and knows else ()
    titles = {each.id: each for each in ballot.matters}
    tone = {"signed": "done", "recused": "other", "silent": "silence", "sent": "wait"}
    return MemberLine(
        slip=slip,
        state=STATES[slip.state],
        tone=tone.get(slip.state, "opened"),
        answers=tuple(
            (titles[each.matter], CHOICE_TITLES[each.choice], TONES[each.choice], each.text)
            for each in answers
        ),
        tacit=TACIT[MEANING[slip.silence.meaning]] if slip.silence else "",
        comment=slip.comment if knows and slip.state in (SIGNED, COMMENTED) else "",
        assistants=tuple(directory.name_of(acting.root, each) for each in slip.assistants),
    )


TACIT: dict[str, Sentence] = {
    "tacit_agree": _("did not vote: counts as agreeing"),
    "tacit_against": _("did not vote: counts as voting against"),
    "silent": _("did not vote: not counted"),
}


def offers(acting: Acting, ballot: Ballot) -> Iterator[Offer]:
    """Go through what this person may do with the ballot."""
    if not holds(acting, ballot):
        return
    if ballot.is_open:
        yield from _while_open(acting, ballot)
    elif ballot.is_unsettled:
        yield Offer("phien-hop", _("Bring it to a session"))
        yield Offer("lan-sau", _("Ask the members again"), _no_next_round(acting, ballot))
    elif ballot.is_to_be_announced:
        yield Offer("cong-bo", _("Take down the announcement"))


def _while_open(acting: Acting, ballot: Ballot) -> Iterator[Offer]:
    complete = closing.is_complete(ballot)
    over = is_over(acting, ballot)
    late = _("The limit has passed.") if over else ""
    done = _("Everybody has voted.") if complete else ""
    yield Offer("nhac", _("Remind"), done)
    yield Offer("them-gio", _("Give more time"), late or done)
    early = "" if complete or over else _("Members still have time.")
    yield Offer("dong", _("Close and count"), early)
    yield Offer("rut", _("Withdraw the ballot"))


def _no_next_round(acting: Acting, ballot: Ballot) -> Sentence:
    """Say why the members cannot be asked again at the present step of the case."""
    if any(each.id == ballot.template for each in openable(acting, ballot.case)):
        return ""
    return _("The case stands at a step in which the members are not asked.")
