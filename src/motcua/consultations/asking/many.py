"""One question about many cases: each case has a consultation of its own.

The cases are of one procedure and stand in a step that may ask.  Whom to ask is
said once: whoever the rules suggest for each case, and those that are chosen for
all.  A few cases are done at once; many are done by the worker, some at a time,
in the name of whoever began and with what that person may do then.  Each case is
tried by itself, and the result says what became of it.
"""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from motcua.acting import Acting, NotHere, Refusal
from motcua.cases.access import Sight, sight
from motcua.cases.content import Case
from motcua.cases.lists import Row
from motcua.cases.matter import matter_of
from motcua.consultations.asking.preparing import may_prepare, send_wanted
from motcua.consultations.asking.sending import KEY_LENGTH
from motcua.consultations.content import Consultation, Many, Outcome, Wanted
from motcua.consultations.refusals import CannotAsk
from motcua.consultations.suggestions import is_pending, last_request, suggested
from motcua.consultations.templates import openable, template_of_case
from motcua.people import directory
from motcua.storage.keys import key_of
from motcua.words import LANGUAGES, Label, Sentence, _, translate
from motcua.workflows.definition import ASSIGNEE, ConsultationTemplate, Definition
from motcua.workflows.versions import definition

KIND = "ask about many"
"""Under which the due queue knows the cases that are still to come."""
AT_ONCE = 50
"""From so many cases on the worker asks."""
PORTION = 20
"""Cases that the worker does in one transaction."""
MOST = 1000
SUGGESTED = "*"
"""Among the units: whoever the rules suggest for each case."""


@dataclass(frozen=True)
class Choice:
    """Cases that may be asked about together."""

    template: ConsultationTemplate
    cases: tuple[Case, ...]


def choices(acting: Acting, keys: Sequence[bytes]) -> list[Choice]:
    """Return under which templates something may be asked about which of the cases."""
    found: dict[tuple[str, str], list[Case]] = {}
    templates: dict[tuple[str, str], ConsultationTemplate] = {}
    for key in dict.fromkeys(keys):
        case = acting.root.cases.shelf.get(key)
        if case is None or sight(acting, case) < Sight.DOCUMENTS:
            continue
        for template in openable(acting, case):
            if may_prepare(acting, case, template):
                place = (case.procedure, template.id)
                templates.setdefault(place, template)
                found.setdefault(place, []).append(case)
    return [Choice(templates[place], tuple(cases)) for place, cases in found.items()]


def could_ask(acting: Acting, row: tuple[Any, ...]) -> bool:
    """Say, from the row of a work list alone, whether this person might ask about that case.

    No case is loaded: it decides whether a page offers the way, and not whether
    the way is open.
    """
    if len(row) > len(Row._fields):  # A request, a slip, a look.
        return False
    case = Row(*row)
    rules = definition(acting.root, case.procedure, case.version)
    roles = {role for held in acting.holdings for role in held.roles}
    me = {acting.person, *(held.on_behalf_of for held in acting.holdings)} - {""}
    templates = (rules.consultations[each] for each in rules.states[case.state].consult)
    return any(
        case.assignee in me if part == ASSIGNEE else _held(rules, part) in roles
        for template in templates
        if not template.is_ballot
        for part in template.opened_by
    )


def _held(rules: Definition, part: str) -> str:
    return rules.roles[part].held if part in rules.roles else ""


def ask_about_many(acting: Acting, keys: Sequence[bytes], template_id: str, wanted: Wanted) -> Many:
    """Ask the same about every case; at once where they are few."""
    cases = list(dict.fromkeys(keys))
    if not cases:
        raise CannotAsk(_("No case is chosen."), _("Choose at least one case."))
    if len(cases) > MOST:
        raise CannotAsk(
            _("At most ${n} cases can be asked about at once.", mapping={"n": str(MOST)}),
            _("Choose fewer cases."),
        )
    if not wanted.question.strip():
        raise CannotAsk(_("Nothing is asked."), _("Write what the bodies are to answer."))
    if not wanted.units:
        raise CannotAsk(_("Nobody is chosen."), _("Choose at least one body."))
    many = Many(
        key=secrets.token_bytes(KEY_LENGTH),
        by=acting.person,
        by_name=acting.name,
        unit=acting.unit,
        template=template_id,
        wanted=wanted,
        begun_at=acting.now,
        waiting=tuple(cases),
    )
    acting.root.consultations.many[many.key] = many
    if len(cases) >= AT_ONCE:
        acting.root.due_queue.put(acting.now, KIND, many.key, "0")
    else:
        go_on(acting, many, len(cases))
    return many


def go_on(acting: Acting, many: Many, number: int) -> None:
    """Ask about the next cases, and keep what became of each."""
    for key in many.waiting[:number]:
        many.outcomes = (*many.outcomes, _asked(acting, many, key))
    many.waiting = many.waiting[number:]


def _asked(acting: Acting, many: Many, key: bytes) -> Outcome:
    case = acting.root.cases.shelf.get(key)
    if case is None:
        return Outcome(key, refused=_kept(_("This case is no longer here.")))
    begun = acting.root._p_jar.transaction_manager.savepoint(optimistic=True)
    try:
        sent = _send(acting, case, many)
    except Refusal as refusal:
        begun.rollback()
        return Outcome(key, refused=_kept(refusal.sentence), way_out=_kept(refusal.way_out))
    return Outcome(key, sent=sent.requests[0].key, number=len(sent.requests))


def _kept(sentence: Sentence) -> Label:
    """Return what was said, as it can be read later in either language."""
    return Label(*(translate(sentence, language) for language in LANGUAGES))


def _send(acting: Acting, case: Case, many: Many) -> Consultation:
    template = template_of_case(acting, case, many.template)
    if template is None:
        raise CannotAsk(_("This procedure does not ask that."))
    return send_wanted(acting, case, many.template, _for_case(acting, case, template, many.wanted))


def _for_case(acting: Acting, case: Case, template: ConsultationTemplate, wanted: Wanted) -> Wanted:
    """Return what is asked about this case: of whom, and all papers that came with it."""
    rules = [*suggested(acting, matter_of(acting, case), template)]
    chosen = [unit for each in wanted.units for unit in (rules if each == SUGGESTED else [each])]
    units = [unit for unit in dict.fromkeys(chosen) if not _is_asked(acting, case, unit)]
    if chosen and not units:
        raise CannotAsk(
            _("All of these are asked already, and have yet to answer."), _("Wait for the answers.")
        )
    return wanted._replace(
        units=tuple(units),
        documents=tuple(
            each.document.id
            for each in case.dossier.files
            if not each.superseded and not each.paper.startswith("letter:")
        ),
    )


def _is_asked(acting: Acting, case: Case, unit: str) -> bool:
    return is_pending(last_request(acting, case, unit))


def fire(acting: Acting, subject: bytes, rule: str) -> None:
    """Ask about the next portion, as whoever began; called by the worker."""
    many: Many | None = acting.root.consultations.many.get(subject)
    if many is None or not many.waiting or rule != str(len(many.outcomes)):
        return
    person = acting.root["people"].get(many.by)
    if person is None:
        return
    asker = replace(
        acting,
        person=many.by,
        name=many.by_name,
        holdings=directory.holdings(acting.root, acting.office, many.by, acting.now.date()),
    )
    go_on(asker, many, PORTION)
    if many.waiting:
        acting.root.due_queue.put(acting.now, KIND, many.key, str(len(many.outcomes)))


def many_for(acting: Acting, id: str) -> Many:
    """Return the question about many cases of that id, for whoever began it."""
    many: Many | None = acting.root.consultations.many.get(key_of(id))
    if many is None or many.by != acting.person:
        raise NotHere()
    return many
