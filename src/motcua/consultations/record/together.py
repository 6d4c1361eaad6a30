"""Two bodies, one opinion: one gives it and puts it to the other, who signs the same words.

Whoever gives it is bound by it at once, alone; the other's signature makes it a
joint one.  So each still writes its own request and nothing of the other's.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.access import is_inside
from motcua.consultations.answering import give_opinion
from motcua.consultations.content import Opinion, Request, Signed
from motcua.consultations.refusals import CannotAnswer
from motcua.words import _


def put_to(acting: Acting, request: Request) -> tuple[Request, ...]:
    """Return the requests whose bodies put their opinion to this one to be signed as well."""
    if request.opinions or not is_inside(acting, request.unit):
        return ()
    return tuple(
        each
        for each in request.consultation.requests
        if each.opinion is not None and request.unit in each.opinion.reply.together_with
    )


def sign_together(acting: Acting, request: Request, unit: str, version: int) -> Opinion:
    """Give, as the opinion of one's own body, the very words of another one's.

    ``version`` is that on the page that was open: whoever corrected meanwhile
    has other words, and those nobody has read yet.
    """
    other = next((each for each in put_to(acting, request) if each.unit == unit), None)
    if other is None or other.opinion is None:
        raise CannotAnswer(
            _("Nobody has put an opinion to your unit to be signed."),
            _("Write an answer of your own."),
        )
    theirs = other.opinion
    if theirs.version != version:
        raise CannotAnswer(
            _("The other body has corrected its opinion since this page was opened."),
            _("Read the new version first."),
        )
    words = theirs.reply._replace(together_with=(), letter_number="", letter_date=None)
    return give_opinion(acting, request, words, signs=Signed(unit, version))


def signed_by(request: Request) -> tuple[str, ...]:
    """Return the units that signed the newest version of this opinion as theirs."""
    opinion = request.opinion
    if opinion is None:
        return ()
    own = Signed(request.unit, opinion.version)
    return tuple(
        each.unit
        for each in request.consultation.requests
        if each.opinion is not None and each.opinion.signs == own
    )
