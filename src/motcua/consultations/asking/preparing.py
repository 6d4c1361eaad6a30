"""Sendings that are prepared now and sent later.

Whatever was typed is kept as it was typed, right or wrong; it is checked when it is
sent.  A draft belongs to the asking side of its case: whoever may ask there works
on it, and nobody else learns that it exists.  It is sent once: whoever comes
second finds it gone.

    draft = prepare(acting, case, "bodies", wanted)
    send_prepared(acting, draft)
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from motcua.acting import Acting, NotAllowed, NotHere
from motcua.cases.access import Sight, sight
from motcua.cases.content import Case
from motcua.cases.matter import matter_of
from motcua.consultations.askers import asker
from motcua.consultations.asking.limits import read_limit
from motcua.consultations.asking.sending import KEY_LENGTH, ask_opinions
from motcua.consultations.asking.unneeded import require_knowing
from motcua.consultations.content import Consultation, Outsider, Prepared, Wanted
from motcua.consultations.refusals import CannotAsk, PreparedChanged
from motcua.consultations.templates import openable_template, template_of_case
from motcua.deadlines.terms import Term
from motcua.storage.keys import key_of
from motcua.words import Label, _
from motcua.workflows.definition import ConsultationTemplate

MOST = 200
"""Drafts that one list shows."""
LIST = "prepared:"
"""How the name of the list of a unit's drafts begins."""


def prepare(
    acting: Acting,
    case: Case,
    template_id: str,
    wanted: Wanted,
    draft: Prepared | None = None,
    revision: int = 0,
) -> Prepared:
    """Keep what was typed; of a draft that is there already, as its next ``revision``.

    Raises :class:`PreparedChanged` where a colleague saved it in between.
    """
    matter = matter_of(acting, case)
    template = openable_template(acting, case, template_id)
    acting = acting.as_(asker(acting, matter, template))
    if draft is None:
        draft = Prepared(
            key=secrets.token_bytes(KEY_LENGTH),
            case=case.key,
            template=template.id,
            unit=acting.unit or case.lead_unit,
        )
        acting.root.consultations.prepared[case.key + draft.key] = draft
        acting.root.worklists.enter(LIST + draft.unit, None, draft.key, (case.key.hex(),))
    else:
        _require_newest(draft, revision)
    draft.wanted = wanted
    draft.revision += 1
    draft.saved_at, draft.saved_by, draft.saved_by_name = acting.now, acting.person, acting.name
    return draft


def _require_newest(draft: Prepared, revision: int) -> None:
    if draft.revision == revision:
        return
    raise PreparedChanged(
        _(
            "${who} saved this draft at ${when}, after you had opened it.",
            mapping={"who": draft.saved_by_name, "when": draft.saved_at},
        ),
        _("What you typed is still here. Open theirs before you send yours again."),
    )


def may_prepare(acting: Acting, case: Case, template: ConsultationTemplate) -> bool:
    """Say whether this person asks under ``template`` on the case, now or in another step."""
    if sight(acting, case) < Sight.DOCUMENTS:
        return False
    matter = matter_of(acting, case)
    return any(matter.plays(acting, part) for part in template.opened_by)


def prepared_for(acting: Acting, id: str) -> Prepared:
    """Return the draft of that id; :class:`NotHere` for whoever does not ask on its case."""
    place = key_of(id)
    if not place:
        raise NotHere()
    draft: Prepared | None = acting.root.consultations.prepared.get(place)
    if draft is None:
        raise NotHere(
            _("This draft is no longer here."), _("It was sent or thrown away: see the case.")
        )
    if not _is_mine(acting, draft):
        raise NotHere()
    return draft


def address_of(draft: Prepared) -> str:
    """Return by what a draft is found: its case and its own key, in hexadecimal."""
    return (draft.case + draft.key).hex()


def _is_mine(acting: Acting, draft: Prepared) -> bool:
    case = acting.root.cases.shelf[draft.case]
    template = template_of_case(acting, case, draft.template)
    return template is not None and may_prepare(acting, case, template)


def prepared_of_case(acting: Acting, case: Case) -> list[Prepared]:
    """Return what this person and colleagues have prepared about a case and not sent."""
    stored = acting.root.consultations.prepared
    found = stored.values(case.key, case.key + b"\xff" * (KEY_LENGTH + 1))
    return [each for each in found if _is_mine(acting, each)]


@dataclass(frozen=True)
class PreparedLine:
    """One draft, as a list shows it."""

    draft: Prepared
    case: Case
    title: Label
    bodies: int


def prepared_lines(acting: Acting) -> list[PreparedLine]:
    """Return the unsent drafts that this person may send, the newest first."""
    units = dict.fromkeys(held.unit for held in acting.holdings)
    page = acting.root.worklists.page([LIST + unit for unit in units], MOST)
    places = [(bytes.fromhex(each.row[0]), each.subject) for each in page.entries]
    found = [line for place in places for line in _line(acting, *place)]
    return sorted(found, key=lambda line: line.draft.saved_at or acting.now, reverse=True)


def _line(acting: Acting, case_key: bytes, key: bytes) -> Iterator[PreparedLine]:
    draft = acting.root.consultations.prepared.get(case_key + key)
    if draft is None or not _is_mine(acting, draft):
        return
    case = acting.root.cases.shelf[case_key]
    template = template_of_case(acting, case, draft.template)
    if template is not None:
        bodies = len(draft.wanted.units) + len(draft.wanted.outside)
        yield PreparedLine(draft, case, template.title, bodies)


def throw_away(acting: Acting, draft: Prepared) -> None:
    """Drop a draft; nobody was asked anything."""
    if not _is_mine(acting, draft):
        raise NotAllowed(_("This draft is not yours."))
    _drop(acting, draft)


def _drop(acting: Acting, draft: Prepared) -> None:
    stored = acting.root.consultations.prepared
    if draft.case + draft.key not in stored:
        raise NotHere(
            _("This draft is no longer here."), _("It was sent or thrown away: see the case.")
        )
    del stored[draft.case + draft.key]
    acting.root.worklists.leave(LIST + draft.unit, None, draft.key)


def send_prepared(
    acting: Acting, draft: Prepared, seen: int | None = None, revision: int | None = None
) -> Consultation:
    """Send a draft as it stands, under the rules of now; it is one no longer."""
    if revision is not None:
        _require_newest(draft, revision)
    case = acting.root.cases.shelf[draft.case]
    sent = send_wanted(acting, case, draft.template, draft.wanted, seen)
    _drop(acting, draft)
    return sent


def send_wanted(
    acting: Acting, case: Case, template_id: str, wanted: Wanted, seen: int | None = None
) -> Consultation:
    """Send what was typed; raise the refusal that says what is wrong with it.

    Whoever sends without the page of the case (``seen``) does not overturn the record that
    nobody needs to be asked.
    """
    template = openable_template(acting, case, template_id)
    if seen is None:
        require_knowing(acting, case, template_id)
    return ask_opinions(
        acting,
        case,
        template_id,
        units=wanted.units,
        question=wanted.question,
        documents=wanted.documents,
        limits=limits_typed(template, wanted),
        notes={unit: said for unit, said in wanted.notes if unit in wanted.units},
        steps=steps_typed(wanted),
        people=wanted.people,
        outside=[Outsider(*each) for each in wanted.outside],
        beyond=wanted.beyond,
        confidential=wanted.confidential,
        seen=seen,
    )


def limits_typed(template: ConsultationTemplate, wanted: Wanted) -> dict[str, Term | date]:
    """Return the limit of each chosen body for which another than the procedure's was written."""
    own = {unit: text for unit, text in wanted.limits if text.strip() and unit in wanted.units}
    found = {unit: read_limit(text) for unit, text in own.items()}
    for_all = read_limit(wanted.limit) if wanted.limit.strip() else None
    if for_all is not None and for_all != template.within:
        found = {unit: for_all for unit in wanted.units} | found
    return found


def steps_typed(wanted: Wanted) -> dict[str, int]:
    """Return the step of each chosen body for which one was written."""
    found = {}
    for unit, text in wanted.steps:
        if not text.strip() or unit not in wanted.units:
            continue
        if not text.strip().isdecimal():
            raise CannotAsk(
                _("“${step}” is no step.", mapping={"step": text}),
                _("Number the steps from 1 to ${n}.", mapping={"n": "9"}),
            )
        found[unit] = int(text)
    return found
