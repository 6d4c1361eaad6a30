"""From the fields of a procedure to a form: one colander node for each kind of field.

The kinds are those of :class:`motcua.workflows.definition.Field`.  Everything
is read as people write it here: days as ``26/11/2026``, amounts with points,
telephone numbers with spaces.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import colander
from deform.widget import TextAreaWidget

from motcua.pages.widgets import Amount, Radios, Select, Text, Upload, YesNo
from motcua.words import Sentence, _, translate
from motcua.workflows.definition import Asked, Field

Choices = Callable[[Field], Sequence[tuple[str, Sentence]]]
"""Who or what is offered for ``kind: official`` and ``kind: unit``."""

FEW = 6
"""Up to so many choices are shown at once; more go into a list."""
TO_FILL_IN, TO_CHOOSE = _("Fill this in."), _("Choose one.")
FILES: Sentence = _("Files")
CHOSEN = {"choice", "yes_no", "official", "unit"}
LONGEST_LINE = 500
LONGEST_TEXT = 20_000
EARLIEST, LATEST = 1900, 2200

_DAY = re.compile(r"(\d{1,2})\s*[/.\-]\s*(\d{1,2})\s*[/.\-]\s*(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_PHONE = re.compile(r"(?:\+\d{1,3}|0)\d{8,10}")
_MARKS = {"vi": (".", ","), "en": (",", ".")}
"""What groups thousands, and what begins the decimals."""


class Day(colander.SchemaType):
    """A day, written as ``26/11/2026``."""

    def serialize(self, node: Any, appstruct: Any) -> Any:
        """Write a day as forms do; what was typed wrongly stays as it was."""
        if not isinstance(appstruct, date):
            return appstruct or colander.null
        return f"{appstruct:%d/%m/%Y}"

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        """Read a day, first number first; also as machines write it."""
        if not cstruct:
            return colander.null
        typed = str(cstruct).strip()
        if found := _DAY.fullmatch(typed):
            day, month, year = map(int, found.groups())
        elif found := _ISO_DAY.fullmatch(typed):
            year, month, day = map(int, found.groups())
        else:
            raise _not_a_day(node, typed)
        try:
            read = date(year, month, day)
        except ValueError:
            raise _not_a_day(node, typed) from None
        if not EARLIEST <= read.year <= LATEST:
            raise _not_a_day(node, typed)
        return read


def _not_a_day(node: Any, typed: str) -> colander.Invalid:
    return colander.Invalid(
        node,
        _(
            "“${typed}” is not a day. Write the day, month and year, as 26/11/2026.",
            mapping={"typed": typed},
        ),
    )


class Number(colander.SchemaType):
    """A number, with the marks of the reader's language; whole ones come as ``int``."""

    def __init__(self, language: str = "vi", whole: bool = False):
        self.whole = whole
        self.group, self.decimal = _MARKS[language]

    def serialize(self, node: Any, appstruct: Any) -> Any:
        """Write a number with its marks."""
        if isinstance(appstruct, bool) or not isinstance(appstruct, (int, float)):
            return colander.null if appstruct in (None, "") else appstruct
        written = f"{appstruct:,}" if appstruct != int(appstruct) else f"{int(appstruct):,}"
        return written.translate(str.maketrans(",.", self.group + self.decimal))

    def deserialize(self, node: Any, cstruct: Any) -> Any:
        """Read a number as it is written in this language."""
        if not cstruct:
            return colander.null
        plain = self._plain(re.sub(r"\s", "", str(cstruct)))
        if not re.fullmatch(r"-?\d{1,15}" if self.whole else r"-?\d{1,15}(\.\d{1,6})?", plain):
            raise colander.Invalid(
                node, _("“${typed}” is not a number.", mapping={"typed": str(cstruct)})
            )
        value = float(plain)
        return int(plain) if value == int(value) and "." not in plain else value

    def _plain(self, typed: str) -> str:
        """Return what was typed as machines write it; nonsense stays nonsense.

        ``1.500`` is one and a half thousand in Vietnamese and one and a half in
        English.  Where both marks stand, the last one begins the decimals,
        whatever the language.
        """
        group, decimal = self.group, self.decimal
        if typed.rfind(group) > typed.rfind(decimal) >= 0:
            group, decimal = decimal, group
        grouped = rf"-?\d{{1,3}}(\{group}\d{{3}})+(\{decimal}\d+)?"
        other = rf"-?\d{{1,3}}(\{decimal}\d{{3}}){{{1 if self.whole else 2},}}"
        if re.fullmatch(grouped, typed):
            return typed.replace(group, "").replace(decimal, ".")
        if re.fullmatch(other, typed):
            return typed.replace(decimal, "")
        return typed if typed.count(decimal) + typed.count(group) > 1 else typed.replace(",", ".")


def phone(node: Any, typed: str) -> None:
    """Check a telephone number, written with or without spaces and points."""
    if not _PHONE.fullmatch(re.sub(r"[\s.\-()]", "", typed)):
        raise colander.Invalid(node, _("This is not a telephone number. Write it as 0912 345 678."))


def email(node: Any, typed: str) -> None:
    """Check that an address can be one."""
    if not re.fullmatch(r"[^@\s,;]+@[^@\s,;]+\.[^@\s,;.]+", typed) or len(typed) > 254:
        raise colander.Invalid(
            node, _("This is not an e-mail address. Write it as ten@example.vn.")
        )


def schema_of(
    fields: Mapping[str, Field],
    asked: Iterable[Asked],
    language: str,
    choices: Choices | None = None,
    name: str = "",
) -> colander.SchemaNode:
    """Return the schema of the ``asked`` fields of a definition, in ``language``."""
    nodes = [node_of(fields[each.field], each.required, language, choices) for each in asked]
    return colander.SchemaNode(colander.Mapping(), *nodes, name=name)


def node_of(
    field: Field, required: bool, language: str, choices: Choices | None = None
) -> colander.SchemaNode:
    """Return the node of one field."""
    needed = required and field.required
    facts: dict[str, Any] = {
        "name": field.id,
        "title": translate(field.title, language),
        "description": translate(field.help, language),
        "missing_msg": TO_CHOOSE if field.kind in CHOSEN else TO_FILL_IN,
    }
    if not needed:
        facts["missing"] = None
    return _KINDS.get(field.kind, _text)(field, facts, language, choices)


def _text(field: Field, facts: dict[str, Any], *_rest: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(), widget=Text(), validator=colander.Length(max=LONGEST_LINE), **facts
    )


def _long_text(field: Field, facts: dict[str, Any], *_rest: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        widget=TextAreaWidget(rows=5),
        validator=colander.Length(max=LONGEST_TEXT),
        **facts,
    )


def _number(field: Field, facts: dict[str, Any], language: str, *_rest: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        Number(language),
        widget=Text(attributes={"inputmode": "decimal"}, css_class="narrow"),
        **facts,
    )


def _money(field: Field, facts: dict[str, Any], language: str, *_rest: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        Number(language, whole=True),
        widget=Amount(unit=_("VND"), attributes={"inputmode": "numeric"}),
        validator=colander.Range(min=0),
        **facts,
    )


def _date(field: Field, facts: dict[str, Any], language: str, *_rest: Any) -> colander.SchemaNode:
    facts["description"] = facts["description"] or translate(
        _("Day, month and year, as 26/11/2026"), language
    )
    return colander.SchemaNode(
        Day(),
        widget=Text(
            attributes={"inputmode": "numeric", "pattern": _DAY_PATTERN}, css_class="narrow"
        ),
        **facts,
    )


_DAY_PATTERN = r"\d{1,2}[\/.\-]\d{1,2}[\/.\-]\d{4}"


def _yes_no(field: Field, facts: dict[str, Any], *_rest: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.Boolean(true_val="true", false_val="false"),
        widget=YesNo(values=[("true", _("Yes")), ("false", _("No"))]),
        **facts,
    )


def _choice(field: Field, facts: dict[str, Any], language: str, *_rest: Any) -> colander.SchemaNode:
    return chosen(field.choices, facts, language)


def _lent(
    field: Field, facts: dict[str, Any], language: str, choices: Choices | None
) -> colander.SchemaNode:
    """Officials and units: whoever shows the form says which are offered."""
    offered = choices(field) if choices else ()
    return chosen(offered, facts, language, few=0)


def chosen(
    offered: Sequence[tuple[str, Sentence]], facts: dict[str, Any], language: str, few: int = FEW
) -> colander.SchemaNode:
    """Return a node that takes one of ``offered``: all in sight, or in a list."""
    values = [(value, translate(title, language)) for value, title in offered]
    shown = Radios if len(values) <= few else Select
    return colander.SchemaNode(
        colander.String(),
        widget=shown(values=values),
        validator=colander.OneOf([value for value, _title in values]),
        **facts,
    )


def _email(field: Field, facts: dict[str, Any], *_rest: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        widget=Text("email", attributes={"autocomplete": "email", "spellcheck": "false"}),
        validator=email,
        **facts,
    )


def _phone(field: Field, facts: dict[str, Any], *_rest: Any) -> colander.SchemaNode:
    return colander.SchemaNode(
        colander.String(),
        widget=Text("tel", attributes={"autocomplete": "tel"}, css_class="narrow"),
        validator=phone,
        **facts,
    )


_KINDS: dict[str, Callable[..., colander.SchemaNode]] = {
    "text": _text,
    "long_text": _long_text,
    "number": _number,
    "money": _money,
    "date": _date,
    "yes_no": _yes_no,
    "choice": _choice,
    "official": _lent,
    "unit": _lent,
    "email": _email,
    "phone": _phone,
}


def file_slots(
    language: str, slots: int, rule: str, title: Sentence = FILES
) -> colander.SchemaNode:
    """Return places for ``slots`` files, ``file1`` and so on, none of which must be filled.

    ``rule`` is that of ``config/uploads.yaml`` by which they are judged.
    """
    said = translate(_("File"), language)
    places = [
        colander.SchemaNode(
            colander.String(),
            name=f"file{number}",
            title=f"{said} {number}",
            widget=Upload(rule=rule),
            missing=None,
        )
        for number in range(1, slots + 1)
    ]
    return colander.SchemaNode(
        colander.Mapping(),
        *places,
        name="files",
        title=translate(title, language),
    )
