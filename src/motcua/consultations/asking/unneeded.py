"""The record that for one case nobody needs to be asked under a template.

That nobody was asked may be an oversight; that somebody decided it, and why, is
a fact of the case.  Whoever may ask may record it, with a reason, as long as
nobody has been asked under the template and no rule makes a body compulsory.
Then whatever waits for opinions need not wait for these.  It is taken back with
a reason; and asking after all takes it back by itself.

    record_nobody_needed(acting, case, "bodies", "Đã có quy hoạch 1/500 được duyệt.")
"""

from __future__ import annotations

from motcua.acting import Acting, Holding
from motcua.cases.actions import require_unmoved, settle
from motcua.cases.content import Case
from motcua.cases.matter import CaseMatter, matter_of
from motcua.consultations.askers import asker
from motcua.consultations.content import (
    CaseConsultations,
    Consultation,
    NobodyNeeded,
    Request,
)
from motcua.consultations.history import anchor
from motcua.consultations.refusals import CannotAsk, CannotSpare, NotOpen
from motcua.consultations.settings import ConsultationRules
from motcua.consultations.suggestions import required
from motcua.consultations.templates import (
    is_decided,
    openable,
    openable_template,
    template_of_case,
)
from motcua.journal import note
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workflows.definition import ConsultationTemplate

RECORDED, TAKEN_BACK = "nobody needed", "nobody needed taken back"
INFORMATION = "information"


def nobody_needed(acting: Acting, case: Case, template_id: str) -> NobodyNeeded | None:
    """Return the record that holds for a template; ``None`` where there is none."""
    every = acting.root.consultations.nobody_needed(case.key)
    return next((each for each in every if each.template == template_id and each.holds), None)


def all_nobody_needed(acting: Acting, case: Case) -> tuple[NobodyNeeded, ...]:
    """Return every record that holds, in the order in which they were made."""
    return tuple(each for each in acting.root.consultations.nobody_needed(case.key) if each.holds)


def record_nobody_needed(
    acting: Acting, case: Case, template_id: str, reason: str, seen: int | None = None
) -> NobodyNeeded:
    """Record that nobody needs to be asked, and why.

    ``seen`` is the case's revision on the page that was open.
    """
    require_unmoved(acting, case, seen)
    matter = matter_of(acting, case)
    template = openable_template(acting, case, template_id)
    acting = acting.as_(asker(acting, matter, template))
    if sentence := cannot_spare(acting, matter, template):
        raise CannotSpare(sentence, _("Ask them, or look at the case as it is now."))
    holding = acting.holding or Holding("", "")
    made = NobodyNeeded(
        template=template.id,
        at=acting.now,
        by=acting.person,
        by_name=acting.name,
        position=holding.title,
        unit=acting.unit or case.lead_unit,
        reason=_reason(acting, reason, _("Say why nobody needs to be asked.")),
    )
    together = acting.root.consultations.to_write(case.key)
    together.nobody_needed = (*together.nobody_needed, made)
    note(acting, case.journal, RECORDED, template=template.id, reason=made.reason)
    anchor(acting, case)
    settle(acting, matter)
    return made


def cannot_spare(acting: Acting, matter: CaseMatter, template: ConsultationTemplate) -> Sentence:
    """Say why it cannot be recorded; empty where it can."""
    made = nobody_needed(acting, matter.case, template.id)
    if made is not None:
        told = {"who": made.by_name, "when": made.at, "reason": made.reason}
        return _(
            "${who} recorded at ${when} that nobody needs to be asked: ${reason}", mapping=told
        )
    compulsory = required(acting, matter, template)
    if compulsory:
        units = [directory.unit(acting.root, each).short for each in compulsory]
        return _(
            "The procedure requires these to be asked, and they have not been: ${units}.",
            mapping={"units": units},
        )
    request = _asked(acting, matter.case, template)
    if request is None:
        return ""
    told = {
        "unit": directory.unit(acting.root, request.unit).short,
        "who": request.consultation.asked_by_name,
        "when": request.consultation.asked_at,
    }
    if request.is_open or request.is_planned:
        return _("${who} asked ${unit} at ${when}, and waits for the answer.", mapping=told)
    return _("${who} asked ${unit} at ${when}: that stands in the case.", mapping=told)


def _asked(acting: Acting, case: Case, template: ConsultationTemplate) -> Request | None:
    """Return whose request is open, or was answered in the newest round; the open one first."""
    rounds = [
        each
        for each in acting.root.consultations.asked_by_case(case.key)
        if each.template == template.id and not each.unasked
    ]
    every = [request for each in rounds for request in each.requests]
    open_ones = [each for each in every if each.is_open or each.is_planned]
    newest = [each for sent in rounds[-1:] for each in sent.requests if not each.is_withdrawn]
    return next(iter([*open_ones, *newest]), None)


def take_back_nobody_needed(
    acting: Acting, case: Case, template_id: str, reason: str, seen: int | None = None
) -> NobodyNeeded:
    """Take the record back with a reason; whatever waits for opinions waits again."""
    require_unmoved(acting, case, seen)
    matter = matter_of(acting, case)
    template = template_of_case(acting, case, template_id)
    made = nobody_needed(acting, case, template_id)
    if template is None or made is None:
        raise CannotSpare(
            _("There is no such record, or it was taken back."), _("Look at the case as it is now.")
        )
    acting = acting.as_(asker(acting, matter, template))
    if is_decided(acting, case):
        raise NotOpen(
            _("The case is closed: nobody is asked about it any more."),
            _("What was decided, was decided on what stood there."),
        )
    said = _reason(acting, reason, _("Say why somebody has to be asked after all."))
    ended = _ended(acting, made, said)
    _replace(acting.root.consultations.to_write(case.key), made, ended)
    note(acting, case.journal, TAKEN_BACK, template=template.id, reason=said)
    anchor(acting, case)
    settle(acting, matter)
    return ended


def asked_after_all(
    acting: Acting, together: CaseConsultations, consultation: Consultation
) -> None:
    """Let the record end because somebody is being asked; called where it is being sent."""
    for made in together.nobody_needed:
        if made.holds and made.template == consultation.template:
            _replace(together, made, _ended(acting, made, ""))
            facts = {"template": made.template, "asked": True}
            note(acting, consultation.case.journal, TAKEN_BACK, **facts)


def _ended(acting: Acting, made: NobodyNeeded, because: str) -> NobodyNeeded:
    return made._replace(
        ended_at=acting.now,
        ended_by=acting.person,
        ended_by_name=acting.name,
        ended_because=because,
    )


def _replace(together: CaseConsultations, before: NobodyNeeded, after: NobodyNeeded) -> None:
    together.nobody_needed = tuple(
        after if each is before else each for each in together.nobody_needed
    )


def _reason(acting: Acting, reason: str, missing: Sentence) -> str:
    reason = reason.strip()
    if not reason:
        raise CannotSpare(missing)
    most = acting.office.borrow(ConsultationRules).question_length
    if len(reason) > most:
        raise CannotSpare(_("The reason is longer than ${n} characters.", mapping={"n": most}))
    return reason


def require_knowing(acting: Acting, case: Case, template_id: str) -> None:
    """Refuse to ask past a record by whoever has not the case before them."""
    made = nobody_needed(acting, case, template_id)
    if made is None:
        return
    told = {"who": made.by_name, "when": made.at, "reason": made.reason}
    raise CannotAsk(
        _("${who} recorded at ${when} that nobody needs to be asked: ${reason}", mapping=told),
        _("Open the case and ask from there: that takes the record back."),
    )


def spared_said(acting: Acting, matter: CaseMatter) -> Sentence:
    """Say by which records nobody needs to be asked in the present step.

    Empty where one way of asking is left about which nothing is recorded: what
    is recorded of one does not speak for another.
    """
    ways = [each for each in openable(acting, matter.case) if each.purpose != INFORMATION]
    found = [nobody_needed(acting, matter.case, each.id) for each in ways]
    held = [each for each in found if each is not None]
    return said(held[-1]) if held and len(held) == len(ways) else ""


def said(made: NobodyNeeded) -> Sentence:
    """Say one record in a sentence, with who, when and why."""
    told = {"who": made.by_name, "when": made.at, "reason": made.reason}
    return _("Nobody needs to be asked, as ${who} recorded at ${when}: ${reason}", mapping=told)


def said_with_heading(acting: Acting, case: Case) -> tuple[Sentence, ...]:
    """Say every record that holds about a case, each under the heading of its template."""
    found = [
        (template_of_case(acting, case, each.template), each)
        for each in all_nobody_needed(acting, case)
    ]
    return tuple(
        _("${heading}: ${said}", mapping={"heading": template.title, "said": said(each)})
        for template, each in found
        if template is not None
    )
