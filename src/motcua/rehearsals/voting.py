"""Ballots on the stage: a committee is asked, its members vote, the votes are counted.

A secret ballot is not rehearsed: half of its key is kept outside of the
database, and what is outside of it could not be undone.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from motcua.acting import Acting, Refusal
from motcua.ballots.actions import sign, start_ballot
from motcua.ballots.content import Answer, Ballot, Slip
from motcua.ballots.flow import STATES
from motcua.ballots.settings import BallotRules
from motcua.cases.content import Case
from motcua.rehearsals import filling
from motcua.rehearsals.happenings import Asked
from motcua.rehearsals.plays import Move
from motcua.words import _, translate
from motcua.workflows.definition import ConsultationTemplate
from motcua.workflows.keys import plain

if TYPE_CHECKING:
    from motcua.rehearsals.rehearsal import Rehearsal

MEMBERS = "members"
"""Everybody of the committee who has not voted yet."""
SPELLINGS = frozenset(map(plain, (MEMBERS, "các thành viên")))


class NotRehearsed(Refusal):
    """The ballot is secret."""


def ballots_of(rehearsal: Rehearsal, case: Case) -> list[Ballot]:
    """Return the ballots about the case."""
    return list(rehearsal.root.ballots.of_case(case.key))


def ask_members(
    rehearsal: Rehearsal, acting: Acting, case: Case, template: ConsultationTemplate, move: Move
) -> None:
    """Begin a ballot on what the procedure puts to the vote, or on what the move names."""
    if template.secret:
        raise NotRehearsed(
            _("A secret ballot is not rehearsed: its key would really be made."),
            _("Rehearse it as an open one, and make it secret before it is proposed."),
        )
    language = rehearsal.language
    matters = [*move.form.values()] or [translate(said, language) for _id, said in template.matters]
    most = rehearsal.office.borrow(BallotRules).matters
    start_ballot(
        acting,
        case,
        template.id,
        matters=(matters or [filling.MADE_UP])[:most],
        explanation=move.text or filling.MADE_UP,
    )


def votes(rehearsal: Rehearsal, move: Move, case: Case) -> Acting | None:
    """Let a member vote, or all who have not; ``None`` where nobody is meant who could."""
    everybody = plain(move.who) in SPELLINGS
    slips = [each for each in _waiting(rehearsal, case) if everybody or each.person == move.who]
    acting = None
    for slip in slips:
        acting = rehearsal.acting(slip.person)
        text = move.text or ("" if move.answers == "agree" else filling.MADE_UP)
        said = [
            Answer(each.id, move.form.get(each.id) or move.answers, text)
            for each in slip.ballot.matters
        ]
        sign(acting, slip, said, slip.revision)
    return acting


def _waiting(rehearsal: Rehearsal, case: Case) -> Iterator[Slip]:
    for ballot in ballots_of(rehearsal, case):
        if ballot.is_open:
            yield from (each for each in ballot.slips if each.is_waited_for)


def asked(acting: Acting, case: Case) -> Iterator[Asked]:
    """Say how each member stands who has been asked."""
    for ballot in acting.root.ballots.of_case(case.key):
        for slip in ballot.slips:
            if slip.votes:
                yield Asked(
                    unit=slip.person,
                    title=slip.name,
                    due=ballot.limit,
                    state=slip.state,
                    said=STATES[slip.state],
                    outcome="" if slip.is_waited_for and ballot.is_open else slip.state,
                    meaning=slip.silence.meaning if slip.silence else "",
                    ground=slip.silence.ground if slip.silence else "",
                )
