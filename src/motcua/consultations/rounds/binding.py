"""Deciding against an opinion: blocked where it binds, with a reason where it advises.

The step that decides favourably asks here, also where the procedure
does not name the condition: a binding opinion binds whoever forgot to write it
down.  The reasons for departing from an advisory opinion go into the letters
about the case, so that whoever is decided upon reads them.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter
from motcua.consultations.access import reads_answer
from motcua.consultations.content import Departure, Request
from motcua.consultations.count import disagrees, of_case
from motcua.consultations.record.confidence import is_confidential, sealed_said
from motcua.consultations.rounds.favourable import judgements
from motcua.consultations.rounds.words import AGAINST, MISSING, words
from motcua.consultations.templates import template_of
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workflows.conditions import Verdict
from motcua.workflows.definition import Action, AutoRule, Definition, LateRule

SUCCESS, FAILURE = "success", "failure"


def binding_followed(matter: CaseMatter, acting: Acting) -> Verdict:
    """No body whose opinion binds stands against it, and none is still being waited for."""
    if closed_yet := sealed_said(acting, matter.case):
        return Verdict(False, closed_yet, ground="sealed")
    said = [each for each in words(acting, matter.case) if each.is_binding]
    against = [_named(acting, each.request) for each in said if each.stance == AGAINST]
    if against:
        return Verdict(
            False,
            _(
                "The opinion of ${units} binds, and is against it: the case cannot be decided "
                "otherwise. Ask again after a change, or refuse.",
                mapping={"units": against},
            ),
            ground="binding against",
        )
    open_ones = [_named(acting, each.request) for each in said if each.stance == MISSING]
    return Verdict(
        not open_ones,
        _("The opinion of ${units} binds, and is still missing.", mapping={"units": open_ones}),
        ground="binding missing",
    )


def _named(acting: Acting, request: Request) -> Sentence:
    knows = request.opinion is None or reads_answer(acting, request)
    unit = directory.unit(acting.root, request.unit)
    return unit.short if knows else _("a confidential opinion")


def in_the_way(matter: Any, acting: Acting, step: Any) -> Verdict:
    """Judge a step that decides favourably, though the procedure names no condition for it.

    A deadline decides for nobody: what a person would have to see to first,
    opinions that must be favourable, a veto, is asked of a late rule as well,
    because no condition can be written beside it.
    """
    case = getattr(matter, "case", None)
    if case is None or not of_case(acting, case):
        return Verdict(True)
    if not _decides_favourably(matter.definition, matter.track.state, step):
        return Verdict(True)
    judges = [binding_followed, departed_with_reason]
    if isinstance(step, LateRule):
        judges.insert(1, _favoured)
    verdicts = (judge(matter, acting) for judge in judges)
    return next((each for each in verdicts if not each.ok), Verdict(True))


def _favoured(matter: CaseMatter, acting: Acting) -> Verdict:
    """Wherever the opinions must be favourable, or one may stop it, they are and it does not."""
    for each in judgements(acting, matter.case):
        matters = each.template.favourable_when or any(word.can_veto for word in each.words)
        if matters and not each.ok:
            return Verdict(False, each.said, ground="not favourable")
    return Verdict(True)


def _decides_favourably(rules: Definition, before: str, step: Action | AutoRule | LateRule) -> bool:
    """Say whether a refusal was possible before the step, and only success is after it.

    So the signature decides, and not the handing out of the result.
    """
    to = step.go if isinstance(step, LateRule) else step.to
    after = _ends(rules, to)
    if SUCCESS not in after or FAILURE in after:
        return False
    can_fail = any(state.final == FAILURE for state in rules.states.values())
    return FAILURE in _ends(rules, before) or (not can_fail and bool(rules.states[to].final))


def _ends(rules: Definition, start: str) -> set[str]:
    """Return how a case may end that stands at ``start``; ways back are left out."""
    waiting, seen = [start], {start}
    ends: set[str] = set()
    while waiting:
        state = rules.states.get(waiting.pop())
        if state is None:
            continue
        if state.final:
            ends.add(state.final)
        targets = (*(each.to for each in state.actions), *(each.to for each in state.auto))
        for to in targets:
            if to not in seen:
                seen.add(to)
                waiting.append(to)
    return ends


def departed_with_reason(matter: CaseMatter, acting: Acting) -> Verdict:
    """Wherever a body stands against it whose opinion advises, somebody has said why not."""
    reasons = dict(acting.root.consultations.ledger_of(matter.case.key).departures)
    unreasoned = [
        _named(acting, each.request)
        for each in words(acting, matter.case)
        if disagrees(each.request) and each.request.key not in reasons
    ]
    return Verdict(
        not unreasoned,
        _(
            "These disagree, and no reason is given for departing from them: ${units}.",
            mapping={"units": unreasoned},
        ),
        ground="departure",
    )


def departures(acting: Acting, case: Case) -> Iterator[tuple[Request, Departure]]:
    """Go through the reasons given for departing from bodies whose standing word is no."""
    reasons = dict(acting.root.consultations.ledger_of(case.key).departures)
    for word in words(acting, case):
        if disagrees(word.request) and word.request.key in reasons:
            yield word.request, reasons[word.request.key]


def letter_facts(acting: Acting, matter: CaseMatter) -> dict[str, Any]:
    """Return what letters about the case say of opinions that are departed from."""
    found = list(departures(acting, matter.case))
    if not found:
        return {}
    head = ["", _("Who disagreed"), _("Opinion"), _("Why it is decided otherwise")]
    lines = [
        [str(number), *_departure(acting, request), departure.reason]
        for number, (request, departure) in enumerate(found, 1)
    ]
    return {"departures": [head, *lines]}


def _departure(acting: Acting, request: Request) -> list[Sentence]:
    """Return who disagreed and how, without what is confidential: the applicant reads it."""
    if is_confidential(acting, request):
        return [_("a confidential opinion"), "—"]
    answers = template_of(acting, request.consultation).answers
    outcome = request.opinion.reply.outcome if request.opinion else ""
    return [directory.unit(acting.root, request.unit).title, answers.get(outcome, "—")]
