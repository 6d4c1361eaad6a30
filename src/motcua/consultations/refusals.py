"""Why something is not done with a consultation."""

from __future__ import annotations

from motcua.acting import Refusal
from motcua.consultations.content import Departure, Draft, Explanation, Reply


class CannotAsk(Refusal):
    """The consultation cannot be sent as it is."""


class AlreadyAsked(CannotAsk):
    """A body has a request on this case that it has not answered yet.

    A second one would have its own last day, and the body would not know
    which of the two binds it.
    """


class CannotAnswer(Refusal):
    """The opinion cannot be given as it is."""


class AlreadyAnswered(CannotAnswer):
    """The body has spoken already: by somebody else, or by this person's first click."""


class NotOpen(Refusal):
    """The request no longer waits for this."""


class DraftChanged(Refusal):
    """Somebody else of the body saved the draft since this page was opened.

    Both texts come back with the refusal, so that nothing is lost.
    """

    theirs: Draft
    yours: Reply


class CannotAskPieces(Refusal):
    """What is missing cannot be asked for, or answered, like this."""


class CannotStand(Refusal):
    """A standing opinion cannot be made or ended like this."""


class CannotCallIn(Refusal):
    """The body cannot take this case up itself any more."""


class DraftLocked(CannotAnswer):
    """The draft lies with somebody who checks or signs it."""


class CannotExplain(Refusal):
    """A remark cannot be answered, merged or parted like this."""


class ExplanationChanged(CannotExplain):
    """Somebody else answered the remark since this page was opened.

    Both texts come back with the refusal, so that nothing is lost.
    """

    theirs: Explanation | Departure
    yours: str


class CannotExtend(Refusal):
    """More time cannot be asked for or granted like this."""


class AlreadyDecided(CannotExtend):
    """Somebody answered the wish for more time before."""


class CannotAssign(Refusal):
    """That person cannot prepare the answer."""


class CannotWithdraw(Refusal):
    """The request cannot be taken back like this."""


class CannotChange(Refusal):
    """What was sent cannot be changed like this, or no longer."""


class QuestionChanged(CannotAnswer):
    """What is asked was changed since this page was opened: the answer was for something else."""


class PreparedChanged(Refusal):
    """A colleague saved or sent what was being prepared, since this page was opened."""


class CannotClose(Refusal):
    """The round cannot be closed like this."""


class AlreadyClosed(CannotClose):
    """Somebody closed the round before."""


class CannotReopen(Refusal):
    """A round or an answer cannot be opened again like this."""


class CannotReverse(Refusal):
    """The silence cannot be undone like this."""


class CannotLook(Refusal):
    """There is nothing to look at, or somebody has looked."""


class CannotAskAgain(CannotAsk):
    """The bodies cannot be asked again like this, or asking again cannot be taken back."""


class CannotSpare(Refusal):
    """It cannot be recorded that nobody needs to be asked, or such a record not be taken back."""


class CannotTakeOver(CannotAsk):
    """An earlier opinion cannot be taken over into this case."""


class CannotRedact(Refusal):
    """What leaves the office cannot be marked or confirmed like this."""


class CannotReply(Refusal):
    """Opinions cannot be put to the applicant, or replied to, like this."""
