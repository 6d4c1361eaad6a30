"""Checking what somebody wants to send, before anything is sent."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from motcua.acting import Acting, Holding, NotAllowed
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter
from motcua.consultations.content import Shown
from motcua.consultations.refusals import AlreadyAsked, CannotAsk
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.suggestions import (
    addable,
    expected,
    last_request,
    required,
    suggested,
)
from motcua.consultations.templates import WAIT
from motcua.deadlines.terms import Term
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workflows.definition import ConsultationTemplate


def asker(acting: Acting, matter: CaseMatter, template: ConsultationTemplate) -> Holding | None:
    """Return the position in which this person asks; refuse whoever may not."""
    for part in template.opened_by:
        played = matter.plays(acting, part)
        if played:
            return played if isinstance(played, Holding) else acting.holding
    raise NotAllowed(
        _("You do not ask for opinions on this case."),
        _("Whoever handles the case does: ask them, or have the case handed over to you."),
    )


def check_bodies(
    acting: Acting, matter: CaseMatter, template: ConsultationTemplate, units: Sequence[str]
) -> None:
    """Refuse a choice of bodies that the procedure does not allow."""
    _check_number(acting, template, units)
    allowed = {*suggested(acting, matter, template)}
    allowed |= {each.id for each in addable(acting, matter.case, template)}
    for unit in units:
        if unit not in allowed:
            raise CannotAsk(
                _("${unit} is not asked in this step.", mapping={"unit": _title(acting, unit)}),
                _("Choose among the bodies that the procedure names."),
            )
    _check_required(acting, matter, template, units)
    for unit in units:
        _check_not_pending(acting, matter.case, unit)


def _check_number(acting: Acting, template: ConsultationTemplate, units: Sequence[str]) -> None:
    most = acting.office.borrow(ConsultationRules).bodies if template.several else 1
    if not units:
        raise CannotAsk(_("Nobody is chosen."), _("Choose at least one body."))
    if len(set(units)) != len(units):
        raise CannotAsk(_("A body is chosen twice."), _("Choose each body once."))
    if len(units) > most:
        raise CannotAsk(
            _("At most ${n} bodies can be asked at once.", mapping={"n": most}),
            _("Choose fewer bodies."),
        )


def _check_required(
    acting: Acting, matter: CaseMatter, template: ConsultationTemplate, units: Sequence[str]
) -> None:
    left_out = [unit for unit in required(acting, matter, template) if unit not in units]
    if left_out:
        raise CannotAsk(
            _(
                "The procedure requires that ${units} be asked.",
                mapping={"units": [_title(acting, unit) for unit in left_out]},
            ),
            _("Choose these as well."),
        )


def _check_not_pending(acting: Acting, case: Case, unit: str) -> None:
    """Sent twice by two clicks, or by two people: the second is told of the first."""
    before = last_request(acting, case, unit)
    if before is None or not before.is_open:
        return
    raise AlreadyAsked(
        _(
            "${unit} was asked already by ${who} at ${when}, and has not answered yet.",
            mapping={
                "unit": _title(acting, unit),
                "who": before.consultation.asked_by_name,
                "when": before.consultation.asked_at,
            },
        ),
        _("Wait for the answer, or withdraw that request first."),
    )


def check_question(acting: Acting, question: str) -> str:
    """Return the question as it will be sent; refuse none, and one that is a whole file."""
    question = question.strip()
    most = acting.office.borrow(ConsultationRules).question_length
    if not question:
        raise CannotAsk(_("Nothing is asked."), _("Write what the bodies are to answer."))
    if len(question) > most:
        raise CannotAsk(
            _("The question is longer than ${n} characters.", mapping={"n": most}),
            _("Put the rest into a document."),
        )
    return question


def chosen_documents(case: Case, ids: Sequence[str]) -> tuple[Shown, ...]:
    """Return the chosen documents of the dossier, pinned to the versions that are there now."""
    there = {
        each.document.id: Shown(each.paper, each.document)
        for each in case.dossier.files
        if not each.superseded
    }
    for id in ids:
        if id not in there:
            raise CannotAsk(
                _("A chosen document is no longer in the dossier."),
                _("Choose the documents again."),
            )
    return tuple(there[id] for id in dict.fromkeys(ids))


def limits(
    acting: Acting,
    template: ConsultationTemplate,
    units: Sequence[str],
    chosen: Mapping[str, Term],
) -> dict[str, Term]:
    """Return how long each body gets; refuse what lies outside of the bounds."""
    return {unit: _limit(acting, template, unit, chosen.get(unit)) for unit in units}


def _limit(acting: Acting, template: ConsultationTemplate, unit: str, chosen: Term | None) -> Term:
    term = chosen or template.within
    if term is None:
        raise CannotAsk(
            _(
                "${unit} has no limit yet.",
                mapping={"unit": _title(acting, unit)},
            ),
            _("Set a limit."),
        )
    if term != template.within:
        _check_bounds(acting, template, unit, term)
    return term


def _check_bounds(acting: Acting, template: ConsultationTemplate, unit: str, term: Term) -> None:
    """Where silence counts, nobody gets less time than the rule that makes it count."""
    rules = acting.office.borrow(ConsultationRules)
    due = expected(acting, unit, term).instant
    if template.within and template.silence != WAIT:
        if due < expected(acting, unit, template.within).instant:
            raise CannotAsk(
                _(
                    "Silence counts here only after ${term}: ${unit} cannot be given less.",
                    mapping={"term": template.within.said, "unit": _title(acting, unit)},
                ),
                _("Set a longer limit."),
            )
    elif due < expected(acting, unit, rules.shortest).instant:
        raise CannotAsk(
            _(
                "Nobody is asked to answer in less than ${term}.",
                mapping={"term": rules.shortest.said},
            ),
            _("Set a longer limit."),
        )
    if due > expected(acting, unit, rules.longest).instant:
        raise CannotAsk(
            _("Nobody is given more than ${term}.", mapping={"term": rules.longest.said}),
            _("Set a shorter limit."),
        )


def _title(acting: Acting, unit: str) -> Sentence:
    known = directory.has_unit(acting.root, unit)
    return directory.unit(acting.root, unit).title if known else unit
