"""How somebody outside acts: at the desk of their own request, and nowhere else."""

from __future__ import annotations

from dataclasses import replace

from motcua.acting import Acting, Holding
from motcua.consultations.askers import as_asker
from motcua.consultations.content import Opinion, Reply, Request
from motcua.consultations.events import RequestNotice
from motcua.consultations.outside.links import request_of
from motcua.consultations.outside.proof import is_pass, require_pause, try_code
from motcua.consultations.refusals import NotOpen
from motcua.journal import note
from motcua.permissions import Permission
from motcua.words import _

POSITION = "outside"


def guest(acting: Acting, request: Request) -> Acting:
    """Return the visitor as the one who was asked, in the body that is theirs alone."""
    asked = request.outsider
    name, organisation = (asked.name, asked.organisation) if asked else ("", "")
    holding = Holding(
        unit=request.unit,
        position=POSITION,
        title=organisation,
        permissions=frozenset({Permission.OPINION_ANSWER}),
    )
    return replace(
        acting, person=request.unit, name=name, holdings=(holding,), holding=None, applicant_of=""
    )


def enter(acting: Acting, link: str, shown: str) -> tuple[Request, Acting | None]:
    """Return the request of a link, and whoever holds its pass; the one guard of every page.

    Raises ``BadLink`` before anything is read; without a pass, nobody is returned.
    """
    request = request_of(acting, link)
    return request, guest(acting, request) if is_pass(acting, request, shown) else None


def prove(acting: Acting, request: Request, typed: str) -> bool:
    """Say whether the code is right; the asker then sees that the question was opened."""
    from motcua.consultations.inside.taking import opened

    if not try_code(acting, request, typed):
        return False
    opened(guest(acting, request), request)
    return True


def answer(
    acting: Acting, request: Request, reply: Reply, seen_changes: int, revision: int | None = None
) -> Opinion:
    """Give the opinion of the body outside, as any body gives its own; send a receipt.

    ``revision`` is that of the draft on the page, so that what another page of theirs
    has kept since is not lost by sending.
    """
    from motcua.consultations.answering import give_opinion

    opinion = give_opinion(acting, request, reply, revision, seen_changes=seen_changes)
    _send_receipt(acting, request)
    return opinion


def correct(acting: Acting, request: Request, reply: Reply, reason: str) -> Opinion:
    """Give a new version, as long as any body may; the earlier one stays readable."""
    from motcua.consultations.answering import correct_opinion

    opinion = correct_opinion(acting, request, reply, reason)
    _send_receipt(acting, request)
    return opinion


def confirm(acting: Acting, request: Request) -> Opinion:
    """Say that the earlier opinion stays as it was, where the body is asked again."""
    from motcua.consultations.rounds.again import confirm_unchanged

    opinion = confirm_unchanged(acting, request)
    _send_receipt(acting, request)
    return opinion


def _send_receipt(acting: Acting, request: Request) -> None:
    acting.announce(RequestNotice(request, ("outside",), "receipt", {}))


def send_link_again(acting: Acting, request: Request) -> None:
    """Send a new link; the earlier one opens nothing from now on."""
    acting = as_asker(acting, request.consultation)
    asked = request.outsider
    if asked is None or not request.is_open:
        raise NotOpen(_("There is no link to send."), _("Look at the request as it is now."))
    require_pause(acting, asked.sent_at)
    request.outsider = asked._replace(
        number=asked.number + 1, sent_at=acting.now, code="", code_at=None, tries=0
    )
    note(acting, request.journal, "link sent again", to=asked.email)
    acting.announce(RequestNotice(request, ("outside",), "asked", {}))
