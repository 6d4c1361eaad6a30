"""Why something is not done with a ballot."""

from __future__ import annotations

from motcua.acting import NotAllowed, Refusal
from motcua.ballots.content import Answer


class CannotBegin(Refusal):
    """The ballot cannot begin as it is."""


class AlreadyBegun(CannotBegin):
    """The members are asked already: a second slip would have its own last day."""


class CannotVote(Refusal):
    """The slip cannot be signed as it is."""


class VoteClosed(CannotVote):
    """The time is over, or the ballot was closed or withdrawn."""


class AlreadySigned(CannotVote):
    """What is signed stands: by somebody's first click, or on another of their devices."""


class SlipChanged(Refusal):
    """The slip was saved elsewhere since this page was opened; both texts come back."""

    theirs: tuple[Answer, ...] = ()
    yours: tuple[Answer, ...] = ()


class NotYourSlip(NotAllowed):
    """A vote is the member's own: nobody casts it for them."""


class CannotClose(Refusal):
    """The ballot cannot be ended like that."""


class CannotRemind(Refusal):
    """Nobody is reminded now."""


class CannotExtend(Refusal):
    """The members get no more time like that."""


class CannotAnnounce(Refusal):
    """There is nothing to announce, or it was announced already."""
