"""Draft, check, revise, sign: how an answer passes through the hands of a body.

Whoever drafts submits; from then on the text stands still until it is checked,
signed, returned with a reason, or taken back.  Nobody checks what they
submitted themselves.  Whoever signs gives the text that was submitted, and no
other: who wants it changed returns it.
"""

from __future__ import annotations

from motcua.acting import Acting
from motcua.consultations.alarms import schedule
from motcua.consultations.answering import give_opinion, save_draft
from motcua.consultations.content import Draft, Opinion, Reply, Request, Submission
from motcua.consultations.events import RequestNotice
from motcua.consultations.inbox import place
from motcua.consultations.inside.flows import CHECK, DRAFT, SIGN, STEPS, flow_of
from motcua.consultations.inside.stages import (
    CHECKED,
    DRAFTED,
    RETURNED,
    TAKEN_BACK,
    hand,
    in_step,
)
from motcua.consultations.inside.taking import as_answerer, require_open
from motcua.consultations.refusals import CannotAnswer, DraftChanged
from motcua.consultations.replying import checked
from motcua.journal import note
from motcua.words import Sentence, _


def submit_draft(
    acting: Acting,
    request: Request,
    reply: Reply,
    revision: int,
    note_inside: str | None = None,
) -> Draft:
    """Submit the answer to whoever checks it, or signs it where nobody checks.

    It has to be complete: nobody is given half an answer to check.
    """
    acting = as_answerer(acting, request)
    flow = flow_of(acting, request.unit)
    if flow.is_short:
        raise CannotAnswer(
            _("Your unit answers in one step: nobody else checks or signs."),
            _("Sign and send it."),
        )
    draft = save_draft(acting, request, checked(acting, request, reply), revision, note_inside)
    hand(acting, request, DRAFTED)
    _lay_before(acting, request, flow.after(DRAFT), "draft submitted")
    return draft


def pass_on(acting: Acting, request: Request, revision: int) -> None:
    """Confirm a submitted draft, and lay it before whoever signs."""
    acting = _with_the_draft(acting, request, revision, CHECK)
    if request.submission is not None and request.submission.by == acting.person:
        raise CannotAnswer(
            _("You submitted this draft yourself: somebody else checks it."),
            _("Take it back, or ask a colleague to check it."),
        )
    hand(acting, request, CHECKED)
    following = flow_of(acting, request.unit).after(CHECK)
    if following:
        _lay_before(acting, request, following, "draft checked")
    else:
        note(acting, request.journal, "draft checked")
        _give(acting, request)


def return_draft(acting: Acting, request: Request, reason: str) -> None:
    """Return a submitted draft to be revised, and say what is wrong with it."""
    require_open_or_late(acting, request)
    acting = in_step(acting, request.unit, _step(request))
    if not reason.strip():
        raise CannotAnswer(_("Say what is to be revised."))
    hand(acting, request, RETURNED, reason.strip())
    _unlock(acting, request, "draft returned", reason.strip())
    acting.announce(RequestNotice(request, ("inside",), "returned", {}))


def take_back_draft(acting: Acting, request: Request) -> None:
    """Take back a draft that one has submitted oneself, to change it."""
    acting = as_answerer(acting, request)
    _step(request)
    if request.submission is not None and request.submission.by != acting.person:
        raise CannotAnswer(
            _("${who} submitted this draft.", mapping={"who": request.submission.by_name}),
            _("Whoever submitted it takes it back; whoever checks or signs it returns it."),
        )
    hand(acting, request, TAKEN_BACK)
    _unlock(acting, request, "draft taken back")


def sign_opinion(acting: Acting, request: Request, revision: int) -> Opinion:
    """Give the submitted draft, as it stands, as the word of the body."""
    acting = _with_the_draft(acting, request, revision, SIGN)
    return _give(acting, request)


def _give(acting: Acting, request: Request) -> Opinion:
    draft = request.draft
    assert draft is not None  # What was submitted is there.
    return give_opinion(acting, request, draft.reply, draft.revision)


def _with_the_draft(acting: Acting, request: Request, revision: int, step: str) -> Acting:
    """Return the person who takes that step with the draft they have seen; refuse otherwise."""
    require_open_or_late(acting, request)
    if _step(request) != step:
        raise CannotAnswer(
            _("The draft is elsewhere: ${step}.", mapping={"step": STEPS[_step(request)]}),
            _("Look at it as it is now."),
        )
    acting = in_step(acting, request.unit, step)
    draft = request.draft
    if draft is not None and draft.revision != revision:
        refusal = DraftChanged(
            _(
                "${who} saved this draft at ${when}, after you had opened it.",
                mapping={"who": draft.saved_by_name, "when": draft.saved_at},
            ),
            _("Read it as it is now."),
        )
        refusal.theirs, refusal.yours = draft, draft.reply
        raise refusal
    return acting


def require_open_or_late(acting: Acting, request: Request) -> None:
    """Refuse where the body has nothing more to say; after a silence it still may."""
    if request.silence is None or request.opinion is not None:
        require_open(acting, request)


def _step(request: Request) -> str:
    if request.submission is None:
        raise CannotAnswer(_("No draft is submitted."), _("Look at the request as it is now."))
    return request.submission.step


def _lay_before(acting: Acting, request: Request, step: str, deed: str) -> None:
    request.submission = Submission(step, acting.now, acting.person, acting.name)
    revision = request.draft.revision if request.draft else 0
    note(acting, request.journal, deed, to=step, revision=revision)
    place(acting, request)
    schedule(acting, request)
    acting.announce(RequestNotice(request, ("inside",), f"to_{step}", {}))


def _unlock(acting: Acting, request: Request, deed: str, reason: Sentence = "") -> None:
    request.submission = None
    note(acting, request.journal, deed, reason=reason)
    place(acting, request)
    schedule(acting, request)
