"""The applicant's right of reply: opinions are put to them, and they answer within the time.

Only what may leave the office is put.  Whoever has nothing to add says so;
whoever says nothing within the time is shown as that.  The decider sees the
reply beside the opinions.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.cases.access import Sight, require_sight
from motcua.cases.clocks import calendar_of
from motcua.cases.content import Case
from motcua.cases.events import NoticeDue
from motcua.consultations.content import Putting, Request
from motcua.consultations.record.confidence import decides
from motcua.consultations.record.redacting import writable
from motcua.consultations.record.released import Released, released
from motcua.consultations.refusals import CannotReply
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.templates import is_decided, template_of
from motcua.deadlines.clock import Clock
from motcua.journal import note
from motcua.words import Sentence, _
from motcua.workflows.definition import APPLICANT, ASSIGNEE


@dataclass(frozen=True)
class Put:
    """Opinions that were put to the applicant, as they may be read."""

    putting: Putting
    due: datetime
    is_over: bool
    opinions: tuple[Released, ...]
    """Those whose redaction still holds; an opinion corrected since is put anew."""


def may_be_put(acting: Acting, case: Case) -> list[Request]:
    """Return the requests whose answers could be put to the applicant now."""
    put = {each for putting in puttings(acting, case) for each in putting.requests}
    return [
        request
        for consultation in acting.root.consultations.asked_by_case(case.key)
        if template_of(acting, consultation).reply_within is not None
        for request in consultation.requests
        if request.opinion is not None
        and (request.key, request.opinion.version) not in put
        and released(acting, request) is not None
    ]


def puttings(acting: Acting, case: Case) -> tuple[Putting, ...]:
    """Return every time that opinions were put to the applicant."""
    found: tuple[Putting, ...] = acting.root.consultations.outward_of(case.key).puttings
    return found


def due_of(acting: Acting, case: Case, putting: Putting) -> datetime:
    """Return until when the applicant may reply."""
    return putting.clock.due(calendar_of(acting, case)).instant


def put_to_applicant(acting: Acting, case: Case, keys: Sequence[bytes]) -> Putting:
    """Put opinions to the applicant, who is told by mail and has the time the procedure gives."""
    if not decides(acting, case):
        raise NotAllowed(
            _("You do not decide on this case."), _("Whoever handles it puts opinions forward.")
        )
    _require_running(acting, case)
    chosen = [each for each in may_be_put(acting, case) if each.key in set(keys)]
    if not chosen or len(chosen) != len(set(keys)):
        raise CannotReply(
            _("One of these opinions cannot be put to the applicant, or was already."),
            _("Only what two people have released is put, and only where the procedure says so."),
        )
    terms = [template_of(acting, each.consultation).reply_within for each in chosen]
    calendar = calendar_of(acting, case)
    clocks = [Clock.started(acting.now, term) for term in terms if term is not None]
    putting = Putting(
        requests=tuple((each.key, each.opinions[-1].version) for each in chosen),
        at=acting.now,
        by=acting.person,
        by_name=acting.name,
        clock=max(clocks, key=lambda clock: clock.due(calendar).instant),
    )
    outward = writable(acting, case.key)
    outward.puttings = (*outward.puttings, putting)
    note(
        acting,
        case.journal,
        "opinions put to applicant",
        units=[each.unit for each in chosen],
        due=due_of(acting, case, putting),
    )
    rule = f"put{len(outward.puttings)}"
    acting.announce(NoticeDue(case, (APPLICANT,), "opinions", {"rule": rule}))
    return putting


def _require_running(acting: Acting, case: Case) -> None:
    if is_decided(acting, case):
        raise CannotReply(_("The case is closed."), _("Nothing is replied to any more."))


def put_seen(acting: Acting, case: Case) -> tuple[Put, ...]:
    """Return what was put to the applicant: for them, and for those who read the papers."""
    if acting.applicant_of != case.id:
        require_sight(acting, case, Sight.DOCUMENTS)
    return tuple(_put(acting, case, each) for each in puttings(acting, case))


def _put(acting: Acting, case: Case, putting: Putting) -> Put:
    due = due_of(acting, case, putting)
    versions = dict(putting.requests)
    found = []
    for key in versions:
        request = acting.root.consultations.request(key)
        open_one = released(acting, request) if request is not None else None
        if open_one is not None and open_one.opinion.version == versions[key]:
            found.append(open_one)
    return Put(putting, due, acting.now > due, tuple(found))


def open_number(acting: Acting, case: Case) -> int | None:
    """Return the number of the newest putting that may still be replied to."""
    for number, each in reversed(list(enumerate(puttings(acting, case)))):
        if each.replied_at is None and acting.now <= due_of(acting, case, each):
            return number
    return None


def reply_to(acting: Acting, case: Case, number: int, text: str, nothing_to_add: bool) -> Putting:
    """Reply for the applicant, or say that there is nothing to add; once, and in time."""
    if acting.applicant_of != case.id:
        raise NotHere()
    found = puttings(acting, case)
    if not 0 <= number < len(found):
        raise NotHere()
    putting = found[number]
    _check_reply(acting, case, putting, text.strip(), nothing_to_add)
    putting = writable(acting, case.key).puttings[number]
    putting.replied_at = acting.now
    putting.text, putting.nothing_to_add = text.strip(), nothing_to_add
    note(
        acting,
        case.journal,
        "applicant replied",
        words=putting.text,
        nothing_to_add=nothing_to_add or None,
    )
    acting.announce(NoticeDue(case, (ASSIGNEE,), "reply", {"rule": f"put{number}"}))
    return putting


def _check_reply(
    acting: Acting, case: Case, putting: Putting, text: str, nothing_to_add: bool
) -> None:
    if sentence := _no_reply(acting, case, putting):
        raise CannotReply(sentence, _("Write to the office if something is still to be said."))
    if bool(text) == nothing_to_add:
        raise CannotReply(
            _("Write what you have to say, or say that you have nothing to add; not both.")
        )
    if len(text) > acting.office.borrow(ConsultationRules).text_length:
        raise CannotReply(_("That is too long."), _("Say the rest in a letter."))


def _no_reply(acting: Acting, case: Case, putting: Putting) -> Sentence:
    if putting.replied_at is not None:
        return _("You replied already, at ${when}.", mapping={"when": putting.replied_at})
    if acting.now > due_of(acting, case, putting):
        return _("The time for replying is over.")
    if is_decided(acting, case):
        return _("The case has been decided.")
    return ""
