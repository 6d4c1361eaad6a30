"""What a member does with the slip: save it, sign it, stay out; a substitute comments.

A signed slip is locked.  Whoever saves over a newer text, from a second
device, gets both back; the second signing is told of the first.
"""

from __future__ import annotations

from collections.abc import Sequence

from motcua.acting import Acting
from motcua.ballots import flow
from motcua.ballots.closing import look_again_later
from motcua.ballots.content import DISAGREE, RECUSED, SIGNED, Answer, Slip
from motcua.ballots.counting import CHOICES
from motcua.ballots.events import MemberRecused, SlipSigned
from motcua.ballots.inbox import place
from motcua.ballots.refusals import AlreadySigned, CannotVote, SlipChanged
from motcua.ballots.sealing import CannotOpen, Urns, sealed
from motcua.ballots.settings import BallotRules
from motcua.ballots.standing import as_member, as_preparer, require_open
from motcua.journal import note
from motcua.words import _


def save_slip(acting: Acting, slip: Slip, answers: Sequence[Answer], revision: int) -> None:
    """Keep what is filled in so far; not in a secret ballot, where nothing is kept open.

    An assistant may fill it in as well; the member reads and signs it.
    """
    acting = as_preparer(acting, slip)
    require_open(acting, slip.ballot)
    _require_unsigned(slip)
    if slip.ballot.rules.secret:
        raise CannotVote(
            _("A secret slip is not saved half filled in."), _("Fill it in and sign it at once.")
        )
    _require_newest(slip, answers, revision)
    slip.answers = _trimmed(acting, slip, answers)
    slip.saved_at = acting.now
    slip.revision += 1
    slip.prepared_by_name = "" if acting.person == slip.person else acting.name
    if slip.prepared_by_name:
        note(acting, slip.journal, "slip prepared")


def sign(acting: Acting, slip: Slip, answers: Sequence[Answer], revision: int) -> None:
    """Vote on every matter, once and for all.

    ``revision`` is the slip's on the page that was open.  Raises
    :class:`AlreadySigned` for a second click, :class:`SlipChanged` where it
    was saved elsewhere meanwhile, and :class:`VoteClosed` after the end.
    """
    acting, said = look_over(acting, slip, answers, revision)
    flow.SLIP.move(slip, flow.SIGN)
    slip.revision += 1
    if slip.ballot.rules.secret:
        slip.sealed = _sealed(acting, slip, said)
        note(acting, slip.journal, "vote cast")
    else:
        slip.answers, slip.signed_at = said, acting.now
        choices = {each.matter: each.choice for each in said}
        note(acting, slip.journal, "slip signed", choices=choices)
    _done(acting, slip)
    acting.announce(SlipSigned(slip))


def look_over(
    acting: Acting, slip: Slip, answers: Sequence[Answer], revision: int
) -> tuple[Acting, tuple[Answer, ...]]:
    """Return what would be signed, by whom; refuse all that signing would refuse.

    A member reads once more what stands on the slip before signing it.
    """
    acting = as_member(acting, slip)
    require_open(acting, slip.ballot)
    _require_unsigned(slip)
    if not slip.votes:
        raise CannotVote(
            _("You have no vote on this ballot."), _("You may comment: write what you think.")
        )
    _require_newest(slip, answers, revision)
    return acting, checked(acting, slip, answers)


def _sealed(acting: Acting, slip: Slip, said: Sequence[Answer]) -> bytes:
    ballot = slip.ballot
    try:
        key = Urns.of(acting.office).key(ballot.key, ballot.half)
    except CannotOpen as error:
        raise CannotVote(
            _("The urn of this ballot cannot be reached."),
            _("Nothing was cast. Tell the office that sent the slip."),
        ) from error
    return sealed(key, slip.key, [each.choice for each in said])


def recuse(acting: Acting, slip: Slip, reason: str, revision: int) -> None:
    """Take no part, because of an interest of one's own; the reason stands in the record."""
    acting = as_member(acting, slip)
    require_open(acting, slip.ballot)
    _require_unsigned(slip)
    _require_newest(slip, slip.answers, revision)
    if not slip.votes:
        raise CannotVote(_("You have no vote from which to stay away."))
    if not reason.strip():
        raise CannotVote(_("Say why you take no part."))
    flow.SLIP.move(slip, flow.RECUSE)
    slip.reason, slip.answers = _short_enough(acting, reason.strip()), ()
    slip.revision += 1
    note(acting, slip.journal, "recused", reason=slip.reason)
    _done(acting, slip)
    acting.announce(MemberRecused(slip))


def comment(acting: Acting, slip: Slip, text: str, revision: int) -> None:
    """Say something without a vote, as a substitute does (NĐ 191/2026 Đ21)."""
    acting = as_member(acting, slip)
    require_open(acting, slip.ballot)
    if slip.votes:
        raise CannotVote(_("You have a vote: say it on the slip."))
    _require_newest(slip, (), revision)
    if not text.strip():
        raise CannotVote(_("Nothing is written yet."))
    flow.SLIP.move(slip, flow.COMMENT)
    slip.comment = _short_enough(acting, text.strip())
    slip.saved_at = acting.now
    slip.revision += 1
    note(acting, slip.journal, "commented")
    place(acting, slip)


def checked(acting: Acting, slip: Slip, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return one answer for each matter; refuse what is missing or cannot be."""
    said = {each.matter: each for each in _trimmed(acting, slip, answers)}
    found = []
    for matter in slip.ballot.matters:
        answer = said.get(matter.id, Answer(matter.id))
        told = {"matter": matter.title}
        if answer.choice not in CHOICES:
            raise CannotVote(
                _("“${matter}” is not answered yet.", mapping=told),
                _("Choose one answer for each matter."),
            )
        if answer.choice == DISAGREE and not answer.text and not slip.ballot.rules.secret:
            raise CannotVote(
                _("You disagree with “${matter}”: the reason is missing.", mapping=told),
                _("Write the reason below your answer."),
            )
        found.append(answer)
    return tuple(found)


def _trimmed(acting: Acting, slip: Slip, answers: Sequence[Answer]) -> tuple[Answer, ...]:
    """Return the answers to matters of this slip; words of a secret one are left out."""
    known = {each.id for each in slip.ballot.matters}
    hidden = slip.ballot.rules.secret
    return tuple(
        each._replace(text="" if hidden else _short_enough(acting, each.text.strip()))
        for each in answers
        if each.matter in known
    )


def _short_enough(acting: Acting, text: str) -> str:
    most = acting.office.borrow(BallotRules).text_length
    if len(text) > most:
        raise CannotVote(
            _("A text is longer than ${n} characters.", mapping={"n": most}), _("Shorten it.")
        )
    return text


def _require_unsigned(slip: Slip) -> None:
    if slip.state == SIGNED:
        raise AlreadySigned(
            _("This slip is signed already: it stands as it is."),
            _("Nothing was changed. Go back to your list."),
        )
    if slip.state == RECUSED:
        raise AlreadySigned(_("You take no part in this ballot: that stands in the record."))


def _require_newest(slip: Slip, yours: Sequence[Answer], revision: int) -> None:
    if slip.revision == revision:
        return
    refusal = SlipChanged(
        _("The slip was saved elsewhere after you had opened it here."),
        _("Look at both texts, then sign again."),
    )
    refusal.theirs, refusal.yours = slip.answers, tuple(yours)
    raise refusal


def _done(acting: Acting, slip: Slip) -> None:
    place(acting, slip)
    look_again_later(acting, slip.ballot)
