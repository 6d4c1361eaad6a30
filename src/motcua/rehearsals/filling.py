"""What is filled in during a rehearsal: typed as forms type it, and made up where nothing is said.

A test says what it is about; a compulsory field that it does not name gets
something that fits.  A field that is named and left empty stays empty.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from motcua.acting import Acting, Refusal
from motcua.cases.content import Applicant, Enclosure
from motcua.cases.matter import CaseMatter
from motcua.people import directory
from motcua.rehearsals.plays import moment_of
from motcua.words import _
from motcua.workflows import keys
from motcua.workflows.definition import APPLICANT, Asked, Definition, Field

KINDS_OF_PAPER = {"original": "original", "certified": "certified"}
"""How a paper is handed in that wants a file otherwise."""
MADE_UP = "Nội dung thử"
"""What stands in a compulsory field of text."""
NAMES = {"citizen": "Nguyễn Văn Thử", "authority": "Cơ quan nộp thử"}
DAYS_MORE = 2


class NotAValue(Refusal):
    """What is filled in does not fit its field."""


def somebody(rules: Definition, kind: str, language: str) -> Applicant:
    """Return an applicant who is nobody."""
    kind = kind or next(iter(rules.applicants), "citizen")
    return Applicant(
        name=NAMES.get(kind, "Công ty TNHH Nộp Thử"),
        kind=kind,
        number="000000000000",
        address="01 đường Thử Nghiệm",
        phone="0900000000",
        email="nguoi-nop-thu@example.invalid",
        language=language,
    )


def typed(
    rules: Definition, asked: Iterable[Asked], said: Mapping[str, Any], made_up: Callable[..., Any]
) -> dict[str, Any]:
    """Return the values of a form as pages hand them on."""
    filled: dict[str, Any] = {}
    for each in asked:
        field = rules.fields[each.field]
        if each.field in said:
            filled[each.field] = value_of(field, said[each.field])
        elif each.required and field.required:
            filled[each.field] = made_up(field)
    unknown = [name for name in said if name not in filled]
    return {**filled, **{name: said[name] for name in unknown}}


def value_of(field: Field, said: Any) -> Any:
    """Return a value as its kind holds it; :class:`NotAValue` for what cannot be one."""
    if not isinstance(said, str) or not said.strip():
        return said
    said = said.strip()
    try:
        if field.kind == "date":
            moment = moment_of(said)
            if moment is None:
                raise ValueError(said)
            return moment.date()
        if field.kind in ("number", "money"):
            return _number(said)
    except ValueError:
        raise NotAValue(
            _("“${said}” does not fit “${field}”.", mapping={"said": said, "field": field.title}),
            _("Write days as 26/11/2026 and numbers in digits."),
        ) from None
    if field.kind == "yes_no":
        return keys.meaning("yes or no", said)
    return said


def _number(said: str) -> int | float:
    value = float(said.replace(" ", "").replace(",", "."))
    return int(value) if value == int(value) else value


def sample(acting: Acting, matter: CaseMatter | None, field: Field) -> Any:
    """Return something that fits a compulsory field."""
    now: datetime = acting.now
    plain: dict[str, Any] = {
        "number": DAYS_MORE,
        "money": 1_000_000,
        "date": now.date(),
        "yes_no": "no",
        "email": "thu@example.invalid",
        "phone": "0900000000",
    }
    if field.kind in plain:
        return plain[field.kind]
    if field.kind == "choice":
        return field.choices[0][0] if field.choices else ""
    if field.kind in ("unit", "official"):
        return next((id for id, _name in offered(acting, matter, field)), "")
    return MADE_UP


def offered(acting: Acting, matter: CaseMatter | None, field: Field) -> list[tuple[str, Any]]:
    """Return the units or people from whom a field chooses."""
    if field.kind == "unit":
        units = directory.units(acting.root)
        communes = [each for each in units if each.kind == "commune"]
        return [(each.id, each.title) for each in (*communes, *units)]
    if matter is None:
        return []
    return _officials(matter, field, acting.now.date(), acting.root)


def _officials(matter: CaseMatter, field: Field, day: date, root: Any) -> list[tuple[str, Any]]:
    unit = matter.unit_of(field.role) if field.role else matter.case.lead_unit
    if not field.role:
        return [(each.id, each.name) for each in directory.people_of(root, unit, day)]
    roles = matter.definition.roles
    held = roles[field.role].held if field.role in roles else field.role
    return [(each.id, each.name) for each in directory.holders(root, held, unit, day)]


def compulsory(rules: Definition) -> tuple[str, ...]:
    """Return the papers without which a case is not taken in."""
    papers = rules.papers.values()
    return tuple(each.id for each in papers if each.required and each.by == APPLICANT)


def enclosures(
    rules: Definition, papers: Iterable[str], now: datetime, by: str
) -> tuple[Enclosure, ...]:
    """Return papers as a counter takes them in without a scan: no file is made."""
    found = []
    for id in papers:
        if id not in rules.papers:
            raise NotAValue(
                _("The procedure has no paper “${paper}”.", mapping={"paper": id}),
                _("Name one that stands under “papers”."),
            )
        kind = KINDS_OF_PAPER.get(rules.papers[id].copy_kind, "copy")
        found.append(Enclosure(id, None, now, by, on_paper=kind, copies=1))
    return tuple(found)
