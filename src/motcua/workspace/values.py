"""What was filled in, as people say it: choices, days, amounts, names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from motcua.acting import Acting
from motcua.pages.speaking import Voice
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workflows.definition import Field

YES, NO = _("yes"), _("no")


def filled_in(
    acting: Acting,
    voice: Voice,
    fields: Mapping[str, Field],
    values: Mapping[str, Any],
    ids: Iterable[str],
) -> list[tuple[Sentence, Sentence]]:
    """Return title and value of those fields of ``ids`` that have a value."""
    return [
        (fields[id].title, value_said(acting, voice, fields[id], values[id]))
        for id in ids
        if id in fields and values.get(id) not in (None, "")
    ]


def value_said(acting: Acting, voice: Voice, field: Field, value: Any) -> Sentence:
    """Return a value of ``field`` as it is said."""
    told = _KINDS.get(field.kind)
    return told(acting, voice, field, value) if told else str(value)


def _choice(acting: Acting, voice: Voice, field: Field, value: Any) -> Sentence:
    return dict(field.choices).get(str(value), str(value))


def _unit(acting: Acting, voice: Voice, field: Field, value: Any) -> Sentence:
    id = str(value)
    return directory.unit(acting.root, id).title if directory.has_unit(acting.root, id) else id


def _official(acting: Acting, voice: Voice, field: Field, value: Any) -> Sentence:
    return directory.name_of(acting.root, str(value))


def _date(acting: Acting, voice: Voice, field: Field, value: Any) -> Sentence:
    """A day is a date in a form, and text once a definition or a journal has kept it."""
    if isinstance(value, date):
        return voice.day(value)
    try:
        return voice.day(date.fromisoformat(str(value)))
    except ValueError:
        return str(value)


def _yes_no(acting: Acting, voice: Voice, field: Field, value: Any) -> Sentence:
    return YES if str(value).casefold() in {"true", "yes"} else NO


def _money(acting: Acting, voice: Voice, field: Field, value: Any) -> Sentence:
    number = _as_number(value)
    return str(value) if number is None else voice.money(int(number))


def _number(acting: Acting, voice: Voice, field: Field, value: Any) -> Sentence:
    number = _as_number(value)
    return str(value) if number is None else voice.number(number)


def _as_number(value: Any) -> float | None:
    try:
        return float(value)
    except (TypeError, ValueError):
        return None


_KINDS = {
    "choice": _choice,
    "unit": _unit,
    "official": _official,
    "date": _date,
    "yes_no": _yes_no,
    "money": _money,
    "number": _number,
}
