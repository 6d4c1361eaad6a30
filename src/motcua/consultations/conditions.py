"""What definitions may ask about opinions, by name, and why the answer is no."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import timedelta
from typing import Any

from motcua.acting import Acting, Office
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter, matter_of
from motcua.consultations.access import reads_answer
from motcua.consultations.asking.unneeded import all_nobody_needed, spared_said
from motcua.consultations.asking.unneeded import said as spared_by
from motcua.consultations.content import Consultation, Request
from motcua.consultations.count import count, disagrees, of_case
from motcua.consultations.ledger import Remark, accounted
from motcua.consultations.record.confidence import sealed_said
from motcua.consultations.rounds.binding import binding_followed, in_the_way
from motcua.consultations.rounds.favourable import judgements
from motcua.consultations.rounds.words import standing
from motcua.consultations.suggestions import required
from motcua.consultations.templates import limit_of
from motcua.people import directory
from motcua.people.content import Unit
from motcua.words import Label, Sentence, _, several
from motcua.workflows.conditions import Conditions, Verdict
from motcua.workflows.definition import State

CLOSED = "consultations closed"
OPENED = "consultations opened"
NOBODY_DISAGREED = "nobody disagreed"
REMARKS_ANSWERED = "remarks answered"
DEPARTURES_REASONED = "departures reasoned"
FAVOURABLE = "opinions favourable"
BINDING_FOLLOWED = "binding opinions followed"


def furnish(office: Office) -> None:
    """Lend the conditions about opinions."""
    conditions = office.borrow(Conditions)
    conditions.lend(CLOSED, Label("đã lấy xong ý kiến", "consultations closed"), closed)
    conditions.lend(OPENED, Label("đã gửi lấy ý kiến", "consultations opened"), opened)
    unopposed = Label("không nơi nào không đồng ý", "nobody disagreed")
    conditions.lend(NOBODY_DISAGREED, unopposed, nobody_disagreed)
    answered = Label("đã giải trình đủ ý kiến", "remarks answered")
    conditions.lend(REMARKS_ANSWERED, answered, remarks_answered)
    reasoned = Label("đã nêu lý do quyết khác ý kiến", "departures reasoned")
    conditions.lend(DEPARTURES_REASONED, reasoned, departures_reasoned)
    conditions.lend(FAVOURABLE, Label("ý kiến thuận", "opinions favourable"), favourable)
    conditions.hinder(in_the_way)
    followed = Label("không trái ý kiến bắt buộc theo", "binding opinions followed")
    conditions.lend(BINDING_FOLLOWED, followed, binding_followed)


def closed(matter: CaseMatter, acting: Acting) -> Verdict:
    """Enough has come back of everything that was asked, and nobody compulsory was forgotten."""
    unasked = _unasked(matter, acting)
    if unasked:
        return Verdict(False, unasked)
    for consultation in of_case(acting, matter.case):
        if not count(acting, consultation).is_enough:
            return Verdict(False, missing_said(acting, consultation))
    return Verdict(True, spared_said(acting, matter))


def opened(matter: CaseMatter, acting: Acting) -> Verdict:
    """Everybody who must be asked in this step has been; somebody, where nobody must.

    Or it is recorded for each way of asking in this step that nobody needs to be.
    """
    unasked = _unasked(matter, acting)
    if unasked:
        return Verdict(False, unasked)
    asked = any(
        not request.is_withdrawn
        for consultation in of_case(acting, matter.case)
        for request in consultation.requests
    )
    spared = "" if asked else spared_said(acting, matter)
    if spared:
        return Verdict(True, spared)
    return Verdict(asked, _("Nobody has been asked for an opinion yet."))


def nobody_disagreed(matter: CaseMatter, acting: Acting) -> Verdict:
    """No body has said no in time; a no after a recorded silence is read, but does not bar."""
    if closed_yet := sealed_said(acting, matter.case):
        return Verdict(False, closed_yet)
    against = named(
        acting,
        [request for request in standing(acting, matter.case) if disagrees(request)],
    )
    return Verdict(not against, _("These disagree: ${units}.", mapping={"units": against}))


def favourable(matter: CaseMatter, acting: Acting) -> Verdict:
    """Under every template that was used, as many are for it as the procedure wants."""
    found = judgements(acting, matter.case)
    if not found:
        held = all_nobody_needed(acting, matter.case)
        if held:
            return Verdict(True, spared_by(held[-1]))
        return Verdict(False, _("Nobody has been asked for an opinion yet."))
    against = next((each for each in found if not each.ok), None)
    return Verdict(against is None, against.said if against else "")


def named(acting: Acting, requests: Iterable[Request]) -> list[Sentence]:
    """Name the bodies, but none whose answer this reader may not know."""
    found: dict[Sentence, None] = {}
    for each in requests:
        unit = directory.unit(acting.root, each.unit)
        found[unit.short if reads_answer(acting, each) else _("a confidential opinion")] = None
    return list(found)


def remarks_answered(matter: CaseMatter, acting: Acting) -> Verdict:
    """Every remark that came in time has been accepted, in part or not, with reasons."""
    if closed_yet := sealed_said(acting, matter.case):
        return Verdict(False, closed_yet)
    account = accounted(acting, matter.case)
    told = {
        "done": str(account.answered),
        "all": str(account.owed),
        "which": _by_body(acting, account.open),
    }
    return Verdict(
        not account.open,
        _("${done} of ${all} remarks are answered. Still open: ${which}.", mapping=told),
    )


def _by_body(acting: Acting, remarks: Iterable[Remark]) -> list[Sentence]:
    """Name remarks as people do: “Police (1, 3)”; none that this reader may not know of."""
    bodies: dict[str, tuple[Unit, list[Sentence]]] = {}
    remarks = list(remarks)
    known = [each for each in remarks if reads_answer(acting, each.request)]
    closed_ones = [_("a confidential opinion")] if len(known) < len(remarks) else []
    for each in known:
        bodies.setdefault(each.unit.id, (each.unit, []))[1].append(_numbered(each))
    return [
        _("${unit} (${numbers})", mapping={"unit": unit.short, "numbers": numbers})
        for unit, numbers in bodies.values()
    ] + closed_ones


def _numbered(remark: Remark) -> Sentence:
    if remark.is_condition:
        return _("condition ${n}", mapping={"n": str(remark.number)})
    return str(remark.number) if remark.number else _("the text")


def departures_reasoned(matter: CaseMatter, acting: Acting) -> Verdict:
    """Wherever a body's last word was no, somebody has said why one decides otherwise."""
    if closed_yet := sealed_said(acting, matter.case):
        return Verdict(False, closed_yet)
    contradictions = accounted(acting, matter.case).contradictions
    open_ones = named(acting, [each.request for each in contradictions if not each.departure])
    return Verdict(
        not open_ones,
        _(
            "These disagree, and no reason is given for departing from them: ${units}.",
            mapping={"units": open_ones},
        ),
    )


def _unasked(matter: CaseMatter, acting: Acting) -> Sentence:
    """Name the bodies that the present step requires and nobody has asked."""
    rules = matter.definition
    state: State = rules.states[matter.track.state]
    unasked = [
        directory.unit(acting.root, unit).short
        for id in state.consult
        for unit in required(acting, matter, rules.consultations[id])
    ]
    if not unasked:
        return ""
    return _("Not asked yet, and required: ${units}.", mapping={"units": unasked})


def missing_said(acting: Acting, consultation: Consultation) -> Sentence:
    """Say whose opinion is still waited for, and until when."""
    result = count(acting, consultation)
    who = [until_said(acting, each) for each in result.awaited]
    if result.still_needed == len(who):
        return _("Still waiting for the opinion of ${bodies}.", mapping={"bodies": who})
    return several(
        _("One more opinion is needed, of ${bodies}."),
        _("${n} more opinions are needed, of ${bodies}."),
        result.still_needed,
        bodies=who,
    )


def progress_said(acting: Acting, consultation: Consultation) -> Sentence:
    """Say whether the case can go on now and why, or who is still missing."""
    result = count(acting, consultation)
    told: dict[str, Any] = {
        "back": str(len(result.back)),
        "asked": str(result.asked),
        "needed": str(result.needed),
    }
    if consultation.undone is not None:
        return _("Asking again was taken back; what was said before stands.")
    if result.is_closed and consultation.closing is not None:
        told |= {"reason": consultation.closing.reason}
        return _("Closed by the asker, ${back} of ${asked} had come back: ${reason}", mapping=told)
    if not result.is_enough:
        return missing_said(acting, consultation)
    if result.awaited:
        told |= {"missing": [until_said(acting, each) for each in result.awaited]}
        return _(
            "Can be decided now: ${back} have come back and ${needed} are needed; still open: "
            "${missing}.",
            mapping=told,
        )
    if result.besides:
        told |= {"missing": [until_said(acting, each) for each in result.besides]}
        return _(
            "Can be decided now: everybody mandatory has come back; optional and still open: "
            "${missing}.",
            mapping=told,
        )
    return _("Can be decided now: everybody has come back.")


def until_said(acting: Acting, request: Request) -> Sentence:
    """Name a body and until when it has time: “Police (due today at 17:00)”."""
    limit = limit_of(acting, request)
    said = {
        "unit": directory.unit(acting.root, request.unit).short,
        "time": f"{limit:%H:%M}",
        "when": limit,
    }
    if request.is_planned:
        return _("${unit} (not asked yet)", mapping=said)
    if request.clock.is_paused:
        return _("${unit} (its time stands still)", mapping=said)
    if acting.now > limit:
        return _("${unit} (was due ${when})", mapping=said)
    if limit.date() == acting.now.date():
        return _("${unit} (due today at ${time})", mapping=said)
    if limit.date() == acting.now.date() + timedelta(days=1):
        return _("${unit} (due tomorrow at ${time})", mapping=said)
    return _("${unit} (due ${when})", mapping=said)


def waits(acting: Acting, case: Case) -> bool:
    """Say whether the holder of a case has nothing to do but wait for opinions.

    That is so where opinions are missing, and the present step goes on only
    when they are there.  A step in which more bodies can still be asked, or
    something else done, is not one of waiting.
    """
    consultations = acting.root.consultations.asked_by_case(case.key)
    if all(count(acting, each).is_enough for each in consultations):
        return False
    matter = matter_of(acting, case)
    state = matter.definition.states[matter.track.state]
    needed = {condition.name for action in state.actions for condition in action.when}
    conditions = acting.office.borrow(Conditions)
    names = {known.name for each in needed if each and (known := conditions.find(each))}
    return CLOSED in names and OPENED not in names
