"""What somebody may do with a request, or on a case with consultations, and why not.

An act that is another's is not offered at all; one that is this person's but
not possible now is offered with the reason, so that nobody looks for it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter, matter_of
from motcua.consultations.askers import is_asker
from motcua.consultations.asking.changing import cannot_change
from motcua.consultations.asking.unneeded import cannot_spare
from motcua.consultations.content import Consultation, Request
from motcua.consultations.extending import cannot_ask
from motcua.consultations.flow import STATES
from motcua.consultations.inside import offering
from motcua.consultations.inside.stages import signs
from motcua.consultations.record import offering as record_offering
from motcua.consultations.rounds import offering as rounds_offering
from motcua.consultations.suggestions import required
from motcua.consultations.templates import is_decided, is_over, openable
from motcua.consultations.urging import last_urged
from motcua.people import directory
from motcua.permissions import Permission
from motcua.words import Sentence, _
from motcua.workflows.definition import ConsultationTemplate


@dataclass(frozen=True)
class Offer:
    """An act as it is shown to somebody: a button, and if it is grey, why."""

    id: str
    title: Sentence
    reason: Sentence = ""

    @property
    def enabled(self) -> bool:
        """Say whether it can be done now."""
        return not self.reason


TITLES: dict[str, Sentence] = {
    "open": _("Take note"),
    "claim": _("Take it on"),
    "give_back": _("Give back"),
    "assign": _("Assign"),
    "draft": _("Write the answer"),
    "answer": _("Send the opinion"),
    "correct": _("Correct the opinion"),
    "ask_extension": _("Ask for more time"),
    "grant_extension": _("Grant more time"),
    "refuse_extension": _("Refuse more time"),
    "urge": _("Urge"),
    "withdraw": _("Withdraw the request"),
    "change": _("Change what is asked"),
    "send_link": _("Send a new link"),
    **offering.TITLES,
    **record_offering.TITLES,
    **rounds_offering.TITLES,
}
"""Every act on a request, under the name of its action."""


def offers(acting: Acting, request: Request) -> list[Offer]:
    """Return what this person may do with the request, on either side."""
    found = [
        *_of_body(acting, request),
        *_of_asker(acting, request),
        *record_offering.of_decider(acting, request),
        *rounds_offering.of_decider(acting, request),
    ]
    return [Offer(id, TITLES[id], reason) for id, reason in found]


def offered(acting: Acting, request: Request, id: str) -> Offer | None:
    """Return one offer by its id; ``None`` where it is not this person's."""
    return next((each for each in offers(acting, request) if each.id == id), None)


def _of_body(acting: Acting, request: Request) -> Iterator[tuple[str, Sentence]]:
    closed = "" if request.is_open else STATES[request.state]
    if acting.may(Permission.OPINION_ASSIGN, request.unit):
        yield "assign", closed
    if not acting.may(Permission.OPINION_ANSWER, request.unit):
        return
    if request.opinions and not request.is_open:
        yield "correct", _no_correction(acting, request)
        yield from record_offering.of_body(acting, request)
        yield from offering.of_standing(acting, request)
        return
    if request.is_withdrawn or not request.is_known:
        return
    if request.is_told:
        yield "open", _("Taken note of already.") if request.opened_at else ""
        return
    yield from rounds_offering.of_body(acting, request)
    if request.state == "sent":
        yield "open", ""
    yield from _holding(acting, request, closed)
    yield from offering.of_draft(acting, request)
    yield from record_offering.of_body(acting, request)
    yield "ask_extension", closed or cannot_ask(acting, request)
    yield from offering.of_asking(acting, request)


def _holding(acting: Acting, request: Request, closed: Sentence) -> Iterator[tuple[str, Sentence]]:
    if request.assignee == acting.person:
        yield "give_back", closed
    elif not request.assignee:
        yield "claim", closed
    else:
        holder = directory.name_of(acting.root, request.assignee)
        yield "claim", closed or _("${who} prepares this answer.", mapping={"who": holder})


def _no_correction(acting: Acting, request: Request) -> Sentence:
    if is_decided(acting, request.consultation.case):
        return _("The case is closed.")
    if not signs(acting, request.unit):
        return _("The answers of your unit are signed by somebody else.")
    return ""


def _of_asker(acting: Acting, request: Request) -> Iterator[tuple[str, Sentence]]:
    if not is_asker(acting, request.consultation):
        return
    yield from offering.of_asker(acting, request)
    yield from record_offering.of_asker(acting, request)
    yield from rounds_offering.of_asker(acting, request)
    if request.is_open or request.is_planned:
        yield "change", cannot_change(acting, request)
    if request.is_planned:
        yield "withdraw", ""
    if request.is_open and request.outsider is not None:
        yield "send_link", ""
    if not request.is_open:
        return
    if request.extension is not None and request.extension.is_waiting:
        over = _("The limit has passed.") if is_over(acting, request) else ""
        yield "grant_extension", over
        yield "refuse_extension", over
    yield "urge", _no_urging(acting, request)
    yield "withdraw", ""


def _no_urging(acting: Acting, request: Request) -> Sentence:
    if request.clock.is_paused:
        return _("The time of this body stands still.")
    last = last_urged(request)
    if last is not None and last.at.date() == acting.now.date():
        return _("Urged today already, at ${when}.", mapping={"when": last.at})
    return ""


def _asks(acting: Acting, matter: CaseMatter, template: ConsultationTemplate) -> bool:
    return any(matter.plays(acting, part) for part in template.opened_by)


def of_round(acting: Acting, consultation: Consultation) -> list[Offer]:
    """Return what this person may do with a whole round."""
    found = rounds_offering.of_round(acting, consultation)
    return [Offer(id, rounds_offering.ROUND_TITLES[id], reason) for id, reason in found]


@dataclass(frozen=True)
class Opening:
    """A consultation that may be sent from the case as it stands."""

    template: ConsultationTemplate
    required: tuple[Sentence, ...]
    """Bodies that must still be asked before the case can go on."""
    may_be_spared: bool
    """Whether it can be recorded now that nobody needs to be asked."""


def openings(acting: Acting, case: Case) -> list[Opening]:
    """Return what this person may ask on the case now: the templates of its present state."""
    matter = matter_of(acting, case)
    return [
        Opening(
            template,
            required=tuple(
                directory.unit(acting.root, unit).title
                for unit in required(acting, matter, template)
            ),
            may_be_spared=not cannot_spare(acting, matter, template),
        )
        for template in openable(acting, case)
        if _asks(acting, matter, template)
    ]
