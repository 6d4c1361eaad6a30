"""Letters about a case: which facts of it a template may name."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from motcua.acting import Acting
from motcua.cases import clocks
from motcua.cases.matter import CaseMatter
from motcua.documents import letters
from motcua.documents.content import Document
from motcua.people import directory
from motcua.words import translate


def write_letter(
    acting: Acting, matter: CaseMatter, letter: str, form: Mapping[str, Any] | None = None
) -> Document:
    """Write ``letter`` about the case, in the applicant's language, and store it."""
    return letters.write(
        acting,
        letter,
        {**case_facts(acting, matter), **_stated(matter, form or {})},
        language=matter.case.applicant.language,
    )


def case_facts(acting: Acting, matter: CaseMatter) -> dict[str, Any]:
    """Return what letters may say of a case; see ``config/letters/letters.yaml``."""
    case, rules = matter.case, matter.definition
    unit = directory.unit(acting.root, case.receiving_unit)
    lead = directory.unit(acting.root, case.lead_unit)
    return {
        "code": case.code,
        "applicant": case.applicant.name,
        "number": case.applicant.number,
        "address": case.applicant.address,
        "phone": case.applicant.phone,
        "email": case.applicant.email,
        "procedure": rules.title,
        "sector": rules.sector,
        "subject": case.subject or rules.title,
        "unit": unit.title,
        "lead_unit": lead.title,
        "received_at": case.filed_at,
        "due_at": clocks.case_due(acting, case),
        "papers": _papers(matter),
    }


def _stated(matter: CaseMatter, form: Mapping[str, Any]) -> dict[str, Any]:
    """What the action asked: reasons and contents stand in letters under their field's name."""
    return {name: _shown(matter, name, value) for name, value in form.items() if value != ""}


def _shown(matter: CaseMatter, name: str, value: Any) -> Any:
    field = matter.definition.fields.get(name)
    if field is None or field.kind != "choice":
        return value
    return dict(field.choices).get(str(value), value)


def _papers(matter: CaseMatter) -> list[list[Any]]:
    """The table of components: number, name, kind of copy, how many."""
    case, papers = matter.case, matter.definition.papers
    language = case.applicant.language
    rows = []
    for each in case.dossier.enclosures:
        if each.paper in papers and not each.superseded:
            paper = papers[each.paper]
            rows.append([len(rows) + 1, translate(paper.title, language), paper.copy_kind, paper.copies])
    return rows
