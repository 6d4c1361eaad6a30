"""Checking what somebody wants to send, before anything is sent."""

from __future__ import annotations

from collections.abc import Sequence

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter
from motcua.consultations.asking.limits import title
from motcua.consultations.content import Shown
from motcua.consultations.refusals import AlreadyAsked, CannotAsk
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.suggestions import (
    addable,
    is_pending,
    last_request,
    required,
    suggested,
)
from motcua.words import _
from motcua.workflows.definition import ConsultationTemplate


def check_bodies(
    acting: Acting,
    matter: CaseMatter,
    template: ConsultationTemplate,
    units: Sequence[str],
    outside: int = 0,
    alone: bool = False,
) -> None:
    """Refuse a choice of bodies that the procedure does not allow.

    ``outside`` is how many are asked besides who are no units; ``alone``: whoever is compulsory
    and left out here is asked in a sending of its own.
    """
    _check_number(acting, template, units, outside)
    _check_not_oneself(acting, matter, units)
    allowed = {*suggested(acting, matter, template)}
    allowed |= {each.id for each in addable(acting, matter.case, template)}
    for unit in units:
        if unit not in allowed:
            raise CannotAsk(
                _("${unit} is not asked in this step.", mapping={"unit": title(acting, unit)}),
                _("Choose among the bodies that the procedure names."),
            )
    if not alone:
        _check_required(acting, matter, template, units)
    for unit in units:
        _check_not_pending(acting, matter.case, unit)


def _check_not_oneself(acting: Acting, matter: CaseMatter, units: Sequence[str]) -> None:
    """Whoever handles the case has its own opinion already, and asks in no circle."""
    for unit in units:
        if unit in (matter.case.lead_unit, acting.unit):
            raise CannotAsk(
                _("${unit} does not ask itself.", mapping={"unit": title(acting, unit)}),
                _("Choose other bodies."),
            )


def _check_number(
    acting: Acting, template: ConsultationTemplate, units: Sequence[str], outside: int
) -> None:
    most = acting.office.borrow(ConsultationRules).bodies if template.several else 1
    if not units and not outside:
        raise CannotAsk(_("Nobody is chosen."), _("Choose at least one body."))
    if len(set(units)) != len(units):
        raise CannotAsk(_("A body is chosen twice."), _("Choose each body once."))
    if len(units) + outside > most:
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
                mapping={"units": [title(acting, unit) for unit in left_out]},
            ),
            _("Choose these as well."),
        )


def _check_not_pending(acting: Acting, case: Case, unit: str) -> None:
    """Sent twice by two clicks, or by two people: the second is told of the first."""
    before = last_request(acting, case, unit)
    if before is None or not is_pending(before):
        return
    raise AlreadyAsked(
        _(
            "${unit} was asked already by ${who} at ${when}, and has not answered yet.",
            mapping={
                "unit": title(acting, unit),
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
