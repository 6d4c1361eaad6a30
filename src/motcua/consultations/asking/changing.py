"""Changing what was sent: the question, the papers, the note, the limit.

Only as long as the body has not answered.  What it has drafted stays; it is told
what changed, before and after.  An answer says how many changes its writer had
seen (``seen_changes``), so that an answer to the old question is never taken for
one to the new.  A new limit is counted from now on, and nobody is given less
than the procedure promises.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from motcua.acting import Acting
from motcua.cases.actions import require_unmoved, settle
from motcua.cases.matter import matter_of
from motcua.consultations.alarms import schedule
from motcua.consultations.askers import as_asker
from motcua.consultations.asking import checking
from motcua.consultations.asking.limits import Limit, check_case_limit, clock_of, limits
from motcua.consultations.content import Change, Request, Shown
from motcua.consultations.events import RequestNotice
from motcua.consultations.history import anchor
from motcua.consultations.inbox import place
from motcua.consultations.refusals import CannotChange, QuestionChanged
from motcua.consultations.suggestions import suggested
from motcua.consultations.templates import is_over, limit_of, template_of
from motcua.deadlines.clock import Clock
from motcua.deadlines.terms import Term
from motcua.journal import note as note_down
from motcua.words import Sentence, _

QUESTION, NOTE, DOCUMENTS, LIMIT = "question", "note", "documents", "limit"
PARTS: dict[str, Sentence] = {
    QUESTION: _("The question"),
    NOTE: _("The note for this body"),
    DOCUMENTS: _("The papers"),
    LIMIT: _("The limit"),
}
"""What may be changed, as it is said."""
Part = tuple[str, Any, Any]


def cannot_change(acting: Acting, request: Request) -> Sentence:
    """Say why the request cannot be changed; empty where it can."""
    if request.opinions:
        return _("The body has answered already: ask again, in a new round.")
    if request.is_told or not (request.is_open or request.is_planned):
        return _("The request is no longer open.")
    if is_over(acting, request):
        return _("The limit has passed.")
    return ""


def change_request(
    acting: Acting,
    request: Request,
    *,
    reason: str,
    question: str | None = None,
    note: str | None = None,
    documents: Sequence[str] | None = None,
    limit: Term | date | None = None,
    beyond: str = "",
    seen: int | None = None,
) -> Change:
    """Change what is not ``None`` and differs; tell the body what it was and what it is.

    Raises :class:`CannotChange` where nothing differs or the time for it is over.
    """
    matter = matter_of(acting, request.consultation.case)
    require_unmoved(acting, matter.case, seen)
    acting = as_asker(acting, request.consultation)
    if sentence := cannot_change(acting, request):
        raise CannotChange(sentence, _("Look at the request as it is now."))
    if not reason.strip():
        raise CannotChange(_("Say why the request is changed."))
    parts: list[Part] = []
    if question is not None:
        parts += _question(acting, request, question)
    if note is not None:
        parts += _note(request, note)
    if documents is not None:
        parts += _documents(request, documents)
    if limit is not None:
        parts += _limit(acting, request, limit, beyond)
    if not parts:
        raise CannotChange(_("Nothing is changed."), _("Change something, or go back."))
    return _changed(acting, request, tuple(parts), reason.strip())


def _question(acting: Acting, request: Request, question: str) -> list[Part]:
    wanted, before = checking.check_question(acting, question), request.asked
    if wanted == before:
        return []
    request.question = wanted
    return [(QUESTION, before, wanted)]


def _note(request: Request, note: str) -> list[Part]:
    wanted, before = note.strip(), request.note
    if wanted == before:
        return []
    request.note = wanted
    return [(NOTE, before, wanted)]


def _documents(request: Request, ids: Sequence[str]) -> list[Part]:
    """Papers that were shown stay as they were pinned; others come in their version of today."""
    before = request.documents
    there = {each.document.id: each for each in before}
    others = [id for id in dict.fromkeys(ids) if id not in there]
    new = {
        each.document.id: each
        for each in checking.chosen_documents(request.consultation.case, others)
    }
    wanted: tuple[Shown, ...] = tuple({**there, **new}[id] for id in dict.fromkeys(ids))
    if {each.document.id for each in wanted} == there.keys():
        return []
    request.shown = wanted
    return [(DOCUMENTS, _names(before), _names(wanted))]


def _names(shown: Sequence[Shown]) -> tuple[str, ...]:
    return tuple(each.document.name for each in shown)


def _limit(acting: Acting, request: Request, wanted: Term | date, beyond: str) -> list[Part]:
    """Count the new limit from now on; reminders are made anew."""
    consultation, before = request.consultation, limit_of(acting, request)
    template = template_of(acting, consultation)
    bodies = suggested(acting, matter_of(acting, consultation.case), template)
    set_to = limits(acting, template, [request.unit], {request.unit: wanted}, bodies)
    limit = set_to[request.unit]
    request.clock = _restarted(acting, request, limit)
    request.within, request.last_day = limit.within.text, limit.last_day
    after = limit_of(acting, request)
    if after == before:
        return []
    consultation_reason = check_case_limit(acting, consultation.case, [request], beyond)
    if consultation_reason:
        consultation.beyond = consultation_reason
    _check_order(acting, request)
    request.fired = ()
    return [(LIMIT, before, after)]


def _restarted(acting: Acting, request: Request, limit: Limit) -> Clock:
    if request.is_planned:
        return clock_of(limit, request.clock.start)
    clock = request.clock.restarted(acting.now, by=acting.person, term=limit.within)
    return clock.extended(limit.last_day, acting.now) if limit.last_day else clock


def _check_order(acting: Acting, request: Request) -> None:
    """A step that is changed must still end before the one after it, if that has been set."""
    for other in request.consultation.requests:
        later = other.is_planned and other.step > request.step and other.last_day
        if later and limit_of(acting, other) <= limit_of(acting, request):
            raise CannotChange(
                _(
                    "Step ${n} would end before this one, at ${when}.",
                    mapping={"n": str(other.step), "when": limit_of(acting, other)},
                ),
                _("Set an earlier limit, or change that step first."),
            )


def _changed(acting: Acting, request: Request, parts: tuple[Part, ...], reason: str) -> Change:
    change = Change(acting.now, acting.person, acting.name, reason, parts)
    request.changes = (*request.changes, change)
    facts = {
        name: {"before": _kept(before), "after": _kept(after)} for name, before, after in parts
    }
    note_down(acting, request.journal, "request changed", reason=reason, changed=facts)
    place(acting, request)
    schedule(acting, request)
    anchor(acting, request.consultation.case)
    settle(acting, matter_of(acting, request.consultation.case))
    if not request.is_planned:
        acting.announce(RequestNotice(request, ("partner",), "changed", {}))
    return change


def _kept(value: Any) -> Any:
    return (
        value.isoformat()
        if hasattr(value, "isoformat")
        else list(value)
        if isinstance(value, tuple)
        else value
    )


def require_same_question(request: Request, seen_changes: int | None) -> None:
    """Refuse an answer whose writer has not seen the last change of what is asked."""
    if seen_changes is None or seen_changes == len(request.changes):
        return
    last = request.changes[-1]
    raise QuestionChanged(
        _(
            "${who} changed what is asked at ${when}, after you had opened it: ${reason}",
            mapping={"who": last.by_name, "when": last.at, "reason": last.reason},
        ),
        _("What you wrote is kept. Read what changed, and send again if it still holds."),
    )
