"""Letters about a case: which facts of it a template may name.

The facts are listed in ``config/letters/letters.yaml``; what a letter does not
get stands on it as a dotted line.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from motcua.acting import Acting
from motcua.cases import clocks
from motcua.cases.matter import CaseMatter
from motcua.documents import letters
from motcua.documents.content import Document
from motcua.people import directory
from motcua.words import Label, Sentence, _, translate
from motcua.workflows.definition import Fee


class MoreFacts:
    """What else letters may say of a case, lent from above."""

    def __init__(self) -> None:
        self._tellers: list[Callable[[Acting, CaseMatter], Mapping[str, Any]]] = []

    def lend(self, teller: Callable[[Acting, CaseMatter], Mapping[str, Any]]) -> None:
        """Let ``teller(acting, matter)`` give facts, by their names in ``letters.yaml``."""
        self._tellers.append(teller)

    def of(self, acting: Acting, matter: CaseMatter) -> dict[str, Any]:
        """Return all that is told."""
        found: dict[str, Any] = {}
        for teller in self._tellers:
            found.update(teller(acting, matter))
        return found


FILLED_IN = {"ly_do": "reason", "noi_dung": "items", "so_van_ban": "number"}
"""Standing fields of definitions, and the fact of a letter that each one is."""

COPY_KINDS: Mapping[str, Sentence] = {
    "original": _("original"),
    "copy": _("copy"),
    "certified": _("certified copy"),
    "electronic": _("electronic"),
}


def write_letter(
    acting: Acting,
    matter: CaseMatter,
    letter: str,
    form: Mapping[str, Any] | None = None,
    due_before: datetime | None = None,
) -> Document:
    """Write ``letter`` about the case, in the applicant's language, and store it.

    ``due_before`` is the due date before the step that brings the letter: an
    apology names both (NĐ 61/2018 Đ19.9).
    """
    more = acting.office.borrow(MoreFacts).of(acting, matter)
    values = {**case_facts(acting, matter), **more, **_stated(form or {})}
    if due_before:
        values |= {"due_at": due_before, "new_due_at": clocks.case_due(acting, matter.case)}
    return letters.write(acting, letter, values, language=matter.case.applicant.language)


def case_facts(acting: Acting, matter: CaseMatter) -> dict[str, Any]:
    """Return what letters may say of a case."""
    case, rules = matter.case, matter.definition
    applicant = case.applicant
    counter = directory.unit(acting.root, case.receiving_unit)
    lead = directory.unit(acting.root, case.lead_unit)
    above = directory.ancestors(acting.root, lead.id)
    return {
        "parent_unit": above[0].title if above else "",
        "unit": lead.title,
        "lead_unit": lead.title,
        "one_stop": counter.title,
        "contact": ", ".join(filter(None, (counter.address, counter.telephone, counter.email))),
        "return_place": counter.title,
        "code": case.code,
        "procedure": rules.title,
        "sector": rules.sector,
        "request": case.subject or rules.title,
        "legal_ground": "; ".join(f"{each.title} {each.articles}".strip() for each in rules.legal),
        "applicant": applicant.name,
        "submitter": applicant.representative or applicant.name,
        "personal_id": applicant.number,
        "address": applicant.address,
        "phone": applicant.phone,
        "email": applicant.email,
        "papers": _papers(matter),
        "sets": "1",
        "time_limit": rules.deadline.said if rules.deadline else "",
        "received_at": case.filed_at,
        "due_at": clocks.case_due(acting, case),
        "fee": [_fee(each) for each in rules.fees],
        "result": rules.result,
        "officer": acting.name,
        "signer": acting.name,
        "signer_title": acting.holding.title if acting.holding else "",
    }


def _stated(form: Mapping[str, Any]) -> dict[str, Any]:
    """What the action asked: the reason, what is missing."""
    stated = {FILLED_IN[name]: value for name, value in form.items() if name in FILLED_IN and value}
    if "items" in stated:
        stated["items"] = [line for line in str(stated["items"]).splitlines() if line.strip()]
    return stated


def _papers(matter: CaseMatter) -> list[list[Any]]:
    """The table of components: number, name, kind of copy, how many."""
    papers = matter.definition.papers
    language = matter.case.applicant.language
    rows: list[list[Any]] = []
    for each in matter.case.dossier.enclosures:
        if each.paper in papers and not each.superseded:
            paper = papers[each.paper]
            told = each.on_paper or paper.copy_kind
            kind = translate(COPY_KINDS.get(told, told), language)
            copies = each.copies or paper.copies
            rows.append([len(rows) + 1, translate(paper.title, language), kind, copies])
    return rows


def _fee(fee: Fee) -> Label:
    """A fee as it stands on the receipt."""
    if fee.amount is None:
        return Label(
            *(f"{fee.title.said_in(each)}: {fee.note.said_in(each)}" for each in ("vi", "en"))
        )
    shown = f"{fee.amount:,}".replace(",", ".")
    return Label(f"{fee.title.vi}: {shown} đồng", f"{fee.title.said_in('en')}: {shown} VND")
