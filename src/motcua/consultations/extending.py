"""More time: the body asks once and says why; the asker grants, grants in part or refuses.

Until it is granted the old limit stands, and what happens at the limit happens:
a body cannot win time by asking for it.
"""

from __future__ import annotations

from datetime import datetime

from motcua.acting import Acting, system
from motcua.consultations.alarms import LIMIT, schedule
from motcua.consultations.askers import as_asker
from motcua.consultations.content import Extension, Request
from motcua.consultations.events import ExtensionAnswered, ExtensionAsked, RequestNotice
from motcua.consultations.inbox import place
from motcua.consultations.inside import as_answerer, opened, require_open
from motcua.consultations.refusals import AlreadyDecided, CannotExtend
from motcua.consultations.templates import calendar_of, is_over, limit_of, template_of
from motcua.deadlines.due import due_at
from motcua.deadlines.running import EXTENDED, UNTIL
from motcua.deadlines.terms import Term, read_term
from motcua.journal import note
from motcua.words import Label, Sentence, _

BY_RULE = Label("quy trình tự cho thêm", "the procedure grants it by itself")
"""What the explanation of the date says of more time that nobody had to grant."""


def cannot_ask(acting: Acting, request: Request) -> Sentence:
    """Say why the body cannot ask for more time; empty where it can."""
    template = template_of(acting, request.consultation)
    if template.extend_at_most is None and template.extend_itself is None:
        return _("The procedure does not allow more time for this answer.")
    if any(not each.by_rule for each in request.extensions):
        return _("More time was asked for already; it can be asked for once.")
    if request.extensions and template.extend_at_most is None:
        return _("The procedure has granted all that it grants by itself.")
    if is_over(acting, request):
        return _("The limit has passed.")
    return ""


def ask_extension(acting: Acting, request: Request, wanted: Term, reason: str) -> Extension:
    """Ask for ``wanted`` more time, for the body, with the reason.

    What the procedure grants by itself (``extend_itself``) is granted at once,
    once, and a record names the rule; whatever is more goes to the asker.
    """
    acting = as_answerer(acting, request)
    require_open(acting, request)
    if sentence := cannot_ask(acting, request):
        raise CannotExtend(sentence, _("Answer by the limit, or as soon as you can."))
    if not reason.strip():
        raise CannotExtend(_("Say why more time is needed."))
    _check_amount(acting, request, wanted)
    rule = _rule_for(acting, request, wanted)
    opened(acting, request)
    if request.extension is not None:
        request.earlier_extensions = request.extensions
    request.extension = Extension(
        asked_at=acting.now,
        asked_by=acting.person,
        asked_by_name=acting.name,
        wanted=wanted.text,
        reason=reason.strip(),
        due_before=limit_of(acting, request),
    )
    note(acting, request.journal, "extension asked", wanted=wanted.text, reason=reason.strip())
    if rule is not None:
        return _grant_by_rule(acting, request, request.extension, rule)
    place(acting, request)
    acting.announce(
        ExtensionAsked(request), RequestNotice(request, ("asker",), "extension_asked", {})
    )
    return request.extension


def _rule_for(acting: Acting, request: Request, wanted: Term) -> Term | None:
    """Return what the procedure grants by itself, where that is enough and still there."""
    itself = template_of(acting, request.consultation).extend_itself
    if itself is None or request.extensions:
        return None
    return itself if _until(acting, request, wanted) <= _until(acting, request, itself) else None


def _grant_by_rule(acting: Acting, request: Request, asked: Extension, rule: Term) -> Extension:
    """Grant at once: nobody decides, and the record says by which rule."""
    nobody = system(acting.office, acting.root, acting.now, acting.origin)
    request.extension = asked._replace(by_rule=rule.text)
    term = read_term(asked.wanted)
    request.clock = request.clock.extended(term, acting.now, BY_RULE, nobody.person)
    request.fired = ()
    _answer(nobody, request, request.extension, term.text, "")
    place(nobody, request)
    schedule(nobody, request)
    return request.extension


def _check_amount(acting: Acting, request: Request, wanted: Term) -> None:
    most = _most(acting, request)
    limit = limit_of(acting, request)
    if wanted.is_nothing or _until(acting, request, wanted) <= limit:
        raise CannotExtend(_("That is no more time."), _("Say how much more is needed."))
    latest = longest(acting, request)
    if most and latest and _until(acting, request, wanted) > latest:
        raise CannotExtend(
            _("The procedure allows at most ${term} more.", mapping={"term": most.said}),
            _("Ask for less."),
        )


def _until(acting: Acting, request: Request, term: Term) -> datetime:
    """Return the limit that ``term`` more would make."""
    return due_at(calendar_of(acting, request.unit), limit_of(acting, request), term).instant


def longest(acting: Acting, request: Request) -> datetime | None:
    """Return the latest limit that an extension may set."""
    most = _most(acting, request)
    if most is None:
        return None
    calendar = calendar_of(acting, request.unit)
    kept = 2 if request.last_day else 1  # A last day is set by the second fact.
    begun, happened = request.clock.facts[:kept], request.clock.facts[kept:]
    facts = (*begun, *(each for each in happened if each[0] not in (EXTENDED, UNTIL)))
    as_set = request.clock._replace(facts=facts).due(calendar).instant
    return due_at(calendar, as_set, most).instant


def _most(acting: Acting, request: Request) -> Term | None:
    """Return how much may be added altogether to the limit as it was set."""
    template = template_of(acting, request.consultation)
    return template.extend_at_most or template.extend_itself


def grant_extension(
    acting: Acting, request: Request, granted: Term | None = None, answer: str = ""
) -> None:
    """Grant what the body asked for, or less (``granted``) with a reason."""
    acting, asked = _as_asker(acting, request)
    term = granted or read_term(asked.wanted)
    _check_amount(acting, request, term)
    if _until(acting, request, term) < _until(acting, request, read_term(asked.wanted)):
        _require_reason(answer)
    request.clock = request.clock.extended(term, acting.now, answer.strip(), acting.person)
    request.fired = ()
    _answer(acting, request, asked, term.text, answer)
    place(acting, request)
    schedule(acting, request)


def refuse_extension(acting: Acting, request: Request, answer: str) -> None:
    """Refuse more time, with the reason; the limit stands as it was."""
    acting, asked = _as_asker(acting, request)
    _require_reason(answer)
    _answer(acting, request, asked, "", answer)
    place(acting, request)


def _as_asker(acting: Acting, request: Request) -> tuple[Acting, Extension]:
    acting = as_asker(acting, request.consultation)
    require_open(acting, request)
    asked = request.extension
    if asked is None:
        raise CannotExtend(_("The body has not asked for more time."))
    if not asked.is_waiting:
        raise AlreadyDecided(
            _(
                "${who} answered this already at ${when}.",
                mapping={"who": asked.answered_by_name, "when": asked.answered_at},
            )
        )
    if is_over(acting, request) or LIMIT in request.fired:
        raise CannotExtend(
            _("The limit has passed: it can no longer be moved."),
            _("Ask again, in a new round, if the answer is still needed."),
        )
    return acting, asked


def _require_reason(answer: str) -> None:
    if not answer.strip():
        raise CannotExtend(_("Say why it is less than what was asked for."))


def _answer(acting: Acting, request: Request, asked: Extension, granted: str, answer: str) -> None:
    request.extension = asked._replace(
        answered_at=acting.now,
        answered_by=acting.person,
        answered_by_name=acting.name,
        granted=granted,
        answer=answer.strip(),
    )
    deed = "extension granted" if granted else "extension refused"
    due = limit_of(acting, request) if granted else None
    told = {"granted": granted, "answer": answer.strip(), "due": due, "rule": asked.by_rule}
    note(acting, request.journal, deed, **told)
    acting.announce(
        ExtensionAnswered(request), RequestNotice(request, ("partner",), "extension_answered", {})
    )
