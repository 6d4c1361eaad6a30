"""What a member, or an assistant, sees of a slip: matters, limit, what silence means, papers."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.acting import Acting
from motcua.ballots.content import Answer, Matter, Slip
from motcua.ballots.flow import CHOICE_TITLES, SILENCE
from motcua.ballots.rounds import Earlier, earlier
from motcua.ballots.session import MatterLine, tally
from motcua.ballots.standing import assists, calendar_of, is_over, seat_today
from motcua.deadlines.left import Left, left_until
from motcua.words import Label, Sentence, _
from motcua.workflows.versions import definition


@dataclass(frozen=True)
class Question:
    """One matter, and what stands below it."""

    matter: Matter
    answer: Answer
    said: Sentence
    """In words, once it is signed."""


@dataclass(frozen=True)
class Desk:
    """The member's page."""

    slip: Slip
    title: Label
    procedure: Sentence
    committee: Label
    left: Left | None
    questions: tuple[Question, ...]
    silence: Sentence
    ground: str
    tally: tuple[MatterLine, ...]
    can_vote: bool
    can_comment: bool
    prepares: bool
    """An assistant who fills the slip in, and does not sign it."""
    prepared_by: str
    """Who filled it in last, where it was not the member."""
    earlier: tuple[Earlier, ...]
    """What the rounds before brought."""


def desk(acting: Acting, slip: Slip) -> Desk:
    """Return what the member sees."""
    ballot = slip.ballot
    rules = definition(acting.root, ballot.procedure, ballot.version)
    given = {each.matter: each for each in slip.answers}
    takes = ballot.is_open and not is_over(acting, ballot)
    seat, prepares = seat_today(acting, slip), assists(acting, slip)
    calendar = calendar_of(acting, ballot.unit)
    return Desk(
        slip=slip,
        title=Label(*ballot.title),
        procedure=rules.title,
        committee=Label(*ballot.names),
        left=left_until(calendar, ballot.limit, acting.now) if ballot.is_open else None,
        questions=tuple(
            _question(each, given.get(each.id, Answer(each.id))) for each in ballot.matters
        ),
        silence=silence_said(slip),
        ground=ballot.rules.silence_ground,
        tally=tally(ballot) if ballot.rules.tally_shown or ballot.is_closed else (),
        can_vote=bool(takes and slip.is_waited_for and seat and seat.votes),
        can_comment=bool(takes and not slip.votes and seat and not prepares),
        prepares=prepares,
        prepared_by=slip.prepared_by_name,
        earlier=earlier(acting, ballot),
    )


def _question(matter: Matter, answer: Answer) -> Question:
    return Question(matter, answer, CHOICE_TITLES.get(answer.choice, ""))


def silence_said(slip: Slip) -> Sentence:
    """Say what no vote means, with the rule."""
    rules = slip.ballot.rules
    if not slip.votes:
        return _("You may comment; you have no vote on this ballot.")
    return SILENCE[rules.silence]
