"""What asker and body may wish beside question and answer: confidence, parts, a signature.

What was once confidential stays so: neither a correction nor anybody's wish
takes it back.
"""

from __future__ import annotations

from collections.abc import Sequence

from motcua.acting import Acting
from motcua.cases.matter import matter_of
from motcua.consultations import asking
from motcua.consultations.content import Reply, Request
from motcua.consultations.record.confidence import (
    MAY,
    NO,
    YES,
    is_confidential,
)
from motcua.consultations.refusals import CannotAnswer, CannotAsk
from motcua.consultations.templates import template_of
from motcua.journal import note
from motcua.words import _


def make_confidential(acting: Acting, request: Request) -> None:
    """Let the answer to one request that was sent be for those alone who decide."""
    acting = _as_asker(acting, request)
    if template_of(acting, request.consultation).confidential not in (MAY, YES):
        raise CannotAsk(_("This procedure knows no confidential opinions."))
    if not is_confidential(acting, request):
        request.confidential = True
        note(acting, request.journal, "made confidential")


def let_documents_be_read(acting: Acting, request: Request) -> None:
    """Let a body go on reading the documents it was shown, after it has answered."""
    acting = _as_asker(acting, request)
    if not request.access_kept and not request.is_withdrawn:
        request.access_kept = True
        note(acting, request.journal, "access kept")


def _as_asker(acting: Acting, request: Request) -> Acting:
    matter = matter_of(acting, request.consultation.case)
    return acting.as_(asking.asker(acting, matter, template_of(acting, request.consultation)))


def wished(acting: Acting, request: Request, reply: Reply) -> Reply:
    """Return the reply with what it may wish; refuse what it may not."""
    reply = reply._replace(
        confidential_files=_kept(reply.confidential_files, reply),
        edited=_kept(reply.edited, reply),
        confidential=reply.confidential or is_confidential(acting, request),
    )
    _check_confidence(acting, request, reply)
    _check_parts(reply)
    _check_together(request, reply)
    return _never_looser(request, reply)


def _kept(ids: Sequence[str], reply: Reply) -> tuple[str, ...]:
    there = {each.id for each in reply.files}
    return tuple(dict.fromkeys(id for id in ids if id in there))


def _check_confidence(acting: Acting, request: Request, reply: Reply) -> None:
    wants = reply.confidential or reply.confidential_files
    known = template_of(acting, request.consultation).confidential != NO
    if wants and not known and not is_confidential(acting, request):
        raise CannotAnswer(
            _("This procedure knows no confidential opinions."),
            _("Answer without that wish, or write the asker."),
        )


def _check_parts(reply: Reply) -> None:
    if len(reply.parts) > MOST_PARTS or any(len(each) > LONGEST_PART for each in reply.parts):
        raise CannotAnswer(_("Name the parts you speak on in a few words each."))


MOST_PARTS, LONGEST_PART = 50, 200


def _check_together(request: Request, reply: Reply) -> None:
    others = set(request.consultation.units) - {request.unit}
    if not set(reply.together_with) <= others:
        raise CannotAnswer(
            _("Only a body that was asked the same can sign with you."),
            _("Choose among the bodies of this question."),
        )


def _never_looser(request: Request, reply: Reply) -> Reply:
    """A file that an earlier version marked as confidential stays so."""
    before = {id for each in request.opinions for id in each.reply.confidential_files}
    marked = dict.fromkeys([*reply.confidential_files, *_kept(sorted(before), reply)])
    return reply._replace(confidential_files=tuple(marked))
