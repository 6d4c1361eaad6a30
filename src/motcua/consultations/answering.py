"""What the asked body says: a draft first, then its official word.

A draft belongs to the body: everybody in it who may answer works on the same
one, and whoever saves over a newer text gets both texts back.  What is given
is given: a correction is a new version beside it, with a reason.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Acting, Holding
from motcua.consultations import flow
from motcua.consultations.alarms import schedule
from motcua.consultations.asking.changing import require_same_question
from motcua.consultations.completing import answered
from motcua.consultations.content import Draft, Opinion, Reply, Request
from motcua.consultations.events import OpinionGiven, RequestNotice
from motcua.consultations.inbox import place
from motcua.consultations.inside import as_answerer, opened, require_open
from motcua.consultations.inside.stages import (
    SIGNED,
    hand,
    require_as_submitted,
    require_signature,
    require_unlocked,
)
from motcua.consultations.record.basis import basis_of
from motcua.consultations.refusals import AlreadyAnswered, CannotAnswer, DraftChanged
from motcua.consultations.replying import checked, trimmed
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.silence import record_if_over
from motcua.consultations.templates import is_decided, is_past
from motcua.documents.wording import want
from motcua.journal import note
from motcua.people import directory
from motcua.words import _


def save_draft(
    acting: Acting, request: Request, reply: Reply, revision: int, note_inside: str | None = None
) -> Draft:
    """Keep what is being written.

    ``revision`` is the draft's on the page that was open, 0 where there was none;
    ``note_inside`` is what the body writes for itself, ``None`` where it stays as it is.
    Raises :class:`DraftChanged`, with the other text and one's own, where a
    colleague saved in between.
    """
    acting = as_answerer(acting, request)
    _require_unanswered(request)
    if request.silence is None:
        require_open(acting, request)
    require_unlocked(request)
    _require_newest(request, reply, revision)
    if request.draft is None:
        request.draft = Draft()
        opened(acting, request)
        note(acting, request.journal, "draft begun")
        place(acting, request)
    draft = request.draft
    draft.reply = trimmed(reply)
    draft.revision += 1
    draft.saved_at, draft.saved_by, draft.saved_by_name = acting.now, acting.person, acting.name
    _keep_inside(acting, request, note_inside)
    return draft


def _keep_inside(acting: Acting, request: Request, note_inside: str | None) -> None:
    """Keep what the body writes for itself."""
    if note_inside is None or note_inside.strip() == request.internal_note:
        return
    most = acting.office.borrow(ConsultationRules).text_length
    if len(note_inside) > most:
        raise CannotAnswer(
            _("The internal note is longer than ${n} characters.", mapping={"n": most}),
            _("Put the rest into a file of your unit."),
        )
    request.internal_note = note_inside.strip()


def _require_newest(request: Request, reply: Reply, revision: int) -> None:
    draft = request.draft
    if draft is None or draft.revision == revision:
        return
    refusal = DraftChanged(
        _(
            "${who} saved this draft at ${when}, after you had opened it.",
            mapping={"who": draft.saved_by_name, "when": draft.saved_at},
        ),
        _("Both texts are below: put together what should stay, and save again."),
    )
    refusal.theirs, refusal.yours = draft, reply
    raise refusal


def give_opinion(
    acting: Acting,
    request: Request,
    reply: Reply,
    revision: int | None = None,
    note_inside: str | None = None,
    seen_changes: int | None = None,
    **how: Any,
) -> Opinion:
    """Give the body's official word.

    ``seen_changes`` is how many changes of what is asked the page knew.

    ``revision`` is that of the draft on the page, so that a colleague's newer
    text is not lost by sending.  After the limit, a silence that has a meaning
    is recorded first, if it has not been; the answer is kept beside it, marked
    late.  Raises :class:`AlreadyAnswered`, naming who and when, for a second
    click or a second person.
    """
    acting = as_answerer(acting, request)
    _require_unanswered(request)
    if request.silence is None:
        require_open(acting, request)
    require_same_question(request, seen_changes)
    if revision is not None:
        _require_newest(request, reply, revision)
    acting = require_signature(acting, request)
    reply = checked(acting, request, reply)
    require_as_submitted(acting, request, reply)
    _keep_inside(acting, request, note_inside)
    record_if_over(acting, request)
    opened(acting, request)
    flow.FLOW.move(request, flow.ANSWER)
    request.clock = request.clock.stopped(acting.now)
    opinion = enter(acting, request, reply, **how)
    if request.hands:  # Where one gives what one wrote oneself, the opinion says all there is.
        hand(acting, request, SIGNED)
    request.draft, request.submission = None, None
    place(acting, request)
    schedule(acting, request)
    answered(acting, request)
    return opinion


def correct_opinion(
    acting: Acting,
    request: Request,
    reply: Reply,
    reason: str,
    note_inside: str | None = None,
    seen_version: int | None = None,
) -> Opinion:
    """Give a new version of what the body said; the earlier one stays readable.

    Not after the case is closed: what was decided, was decided on what stood there.
    ``seen_version`` is the version that is corrected, where the writer says so.
    """
    acting = as_answerer(acting, request)
    if request.opinion is None:
        raise CannotAnswer(_("There is nothing to correct yet."), _("Give your opinion first."))
    if request.is_open:
        raise CannotAnswer(
            _("The answer is asked for anew: what was said before is not corrected."),
            _("Give the new answer."),
        )
    _require_version(request, seen_version)
    if not reason.strip():
        raise CannotAnswer(_("Say why the opinion is corrected."))
    if is_decided(acting, request.consultation.case):
        raise CannotAnswer(
            _("The case is closed: its opinions are no longer corrected."),
            _("Write to the unit that handled it."),
        )
    acting = require_signature(acting, request)
    reply = checked(acting, request, reply)
    _keep_inside(acting, request, note_inside)
    return enter(acting, request, reply, reason.strip(), about="corrected")


def _require_version(request: Request, seen: int | None) -> None:
    """Refuse to correct a version that was corrected already, perhaps by the same sender."""
    newest = request.opinions[-1]
    if seen is not None and seen != newest.version:
        raise AlreadyAnswered(
            _(
                "${who} corrected this opinion meanwhile, at ${when}: version ${n} stands.",
                mapping={
                    "who": newest.given_by_name,
                    "when": newest.given_at,
                    "n": str(newest.version),
                },
            ),
            _("Read what stands there now, then decide again."),
        )


def enter(
    acting: Acting,
    request: Request,
    reply: Reply,
    correction: str = "",
    *,
    tell: tuple[str, ...] = ("asker",),
    about: str = "answered",
    **how: Any,
) -> Opinion:
    """Enter one version of an opinion, and tell of it; who may give it has been checked.

    ``how`` is how it came, where the body did not simply give it: on paper, signed with another.
    """
    holding = acting.holding or Holding("", "")
    facts: dict[str, Any] = {
        "given_by": acting.person,
        "given_by_name": acting.name,
        "position": holding.title,
        "on_behalf_of": acting.on_behalf_of,
        "on_behalf_of_name": _behalf(acting),
        "is_late": is_past(acting, request),
        **how,
    }
    opinion = Opinion(
        version=len(request.opinions) + 1,
        reply=reply,
        given_at=acting.now,
        correction=correction,
        basis=basis_of(acting, request),
        **facts,
    )
    request.opinions = (*request.opinions, opinion)
    _have_read(acting, request, reply)
    _note_given(acting, request, opinion)
    acting.announce(OpinionGiven(request, opinion), RequestNotice(request, tell, about, {}))
    return opinion


def _note_given(acting: Acting, request: Request, opinion: Opinion) -> None:
    reply = opinion.reply
    note(
        acting,
        request.journal,
        "opinion given",
        outcome=reply.outcome,
        version=opinion.version,
        letter=reply.letter_number,
        remarks=len(reply.remarks) or None,
        conditions=len(reply.conditions) or None,
        files=[each.sha256[:12] for each in reply.files],
        late=opinion.is_late or None,
        correction=opinion.correction,
        recorded=opinion.recorded is not None or None,
        signs=opinion.signs.unit if opinion.signs else None,
        standing=opinion.standing.number if opinion.standing else None,
        through=_through(acting, opinion),
        taken_from=opinion.taken.case if opinion.taken else None,
    )


def _have_read(acting: Acting, request: Request, reply: Reply) -> None:
    """Have the words read of a document that came back with changes, and of those shown."""
    edited = [each for each in reply.files if each.id in reply.edited]
    if edited:
        want(acting, *edited, *(shown.document for shown in request.documents))


def _through(acting: Acting, opinion: Opinion) -> str | None:
    """Return whose answer it is, where a body that was asked further gave it."""
    asked = acting.root.consultations.request(opinion.through) if opinion.through else None
    return asked.unit if asked is not None else None


def _behalf(acting: Acting) -> str:
    return directory.name_of(acting.root, acting.on_behalf_of) if acting.on_behalf_of else ""


def _require_unanswered(request: Request) -> None:
    given = request.opinion
    if given is None or request.is_open:  # What is asked for anew may be answered anew.
        return
    raise AlreadyAnswered(
        _(
            "${who} gave the opinion of your unit already, at ${when}.",
            mapping={"who": given.given_by_name, "when": given.given_at},
        ),
        _("If it is wrong, correct it: the correction becomes a new version."),
    )
