"""The code of a case (mã hồ sơ): how it is written, and how a typed one is read.

The patterns stand in ``config/numbering.yaml``, with the rule each comes from
and the day from which a unit uses it.  The number within the day is counted
elsewhere (``content.DayCounter``), in the transaction that stores the case;
nothing here counts, asks for the date or remembers anything.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from motcua.acting import Refusal
from motcua.sheets import Said, Sheet
from motcua.words import Label, _

PART = re.compile(r"\{(unit|YYMMDD|YYYYMMDD|0+)\}")
DATE_FORMS = {"YYMMDD": "%y%m%d", "YYYYMMDD": "%Y%m%d"}
UNIT_CODE = r"[A-Z0-9]+(?:\.[A-Z0-9]+)*"
DASHES = re.compile(r"[\s\-‐‑‒–—―−_/]+")
NOT_OF_A_CODE = re.compile(r"[^A-Z0-9.\-]")

UNTITLED = Label("")


class NotACode(Refusal):
    """What was typed is not the code of a case."""


class WrongNumbering(Refusal):
    """``numbering.yaml`` names no pattern for that day."""


class NoMoreCodes(Refusal):
    """The pattern has too few digits for one more case of this day."""


@dataclass(frozen=True)
class Pattern:
    """One way to write the code of a case."""

    id: str
    form: str
    title: Label = UNTITLED
    source: str = ""
    """The rule the pattern comes from."""

    def written(self, unit_code: str, day: date, number: int) -> str:
        """Return the code of the ``number``-th case that a unit takes in on ``day``.

        >>> TT01 = Pattern("2018", "{unit}-{YYMMDD}-{0000}")
        >>> TT01.written("000.00.01.H99", date(2024, 11, 21), 1)
        '000.00.01.H99-241121-0001'
        """
        if not 0 < number <= self.last_number:
            raise NoMoreCodes(
                _(
                    "The pattern “${form}” has no code for case number ${number} of one day.",
                    mapping={"form": self.form, "number": number},
                ),
                _("Ask your administrator to use a pattern with more digits."),
            )

        def put_in(part: re.Match[str]) -> str:
            name = part[1]
            if name == "unit":
                return unit_code.upper()
            return (
                day.strftime(DATE_FORMS[name]) if name in DATE_FORMS else f"{number:0{len(name)}}"
            )

        return PART.sub(put_in, self.form)

    @property
    def last_number(self) -> int:
        """The last number of a day that the pattern has digits for."""
        digits = next(name for name in PART.findall(self.form) if name[0] == "0")
        return 10 ** len(digits) - 1

    def read(self, letters: str) -> tuple[str, date, int] | None:
        """Return unit code, day and number of a code, if it is one: with all its dashes or none."""
        form = self.form if "-" in letters else self.form.replace("-", "")
        found = re.fullmatch(_shape(form), letters)
        if found is None:
            return None
        said = found.groupdict()
        form = next(form for name, form in DATE_FORMS.items() if f"{{{name}}}" in self.form)
        try:
            day = datetime.strptime(said["day"], form).date()
        except ValueError:
            return None
        number = int(said["number"])
        return (said["unit"], day, number) if number else None


def _shape(form: str) -> str:
    def digits(part: re.Match[str]) -> str:
        name = part[1]
        if name == "unit":
            return f"(?P<unit>{UNIT_CODE})"
        return rf"(?P<{'day' if name in DATE_FORMS else 'number'}>\d{{{len(name)}}})"

    return PART.sub(digits, form)


@dataclass(frozen=True)
class Use:
    """From which day a pattern is used."""

    first_day: date
    pattern: str


@dataclass(frozen=True)
class Numbering:
    """How cases are numbered in this administration."""

    patterns: Mapping[str, Pattern]
    in_use: tuple[Use, ...]
    units: Mapping[str, tuple[Use, ...]]
    """Units that differ from the administration, by unit id."""

    def pattern_of(self, unit: str, day: date) -> Pattern:
        """Return the pattern that ``unit`` uses on ``day``: its own, else the common one."""
        begun = [use for use in self.units.get(unit, ()) if use.first_day <= day] or [
            use for use in self.in_use if use.first_day <= day
        ]
        if not begun:
            raise WrongNumbering(
                _("No pattern for case codes is in use on ${day}.", mapping={"day": day}),
                _("Add a line to “in_use” in numbering.yaml."),
            )
        return self.patterns[max(begun, key=lambda use: use.first_day).pattern]

    def code(self, unit: str, unit_code: str, day: date, number: int) -> str:
        """Return the code of the ``number``-th case that ``unit`` takes in on ``day``."""
        return self.pattern_of(unit, day).written(unit_code, day, number)

    def read_typed(self, typed: str, unit_codes: Collection[str] = ()) -> str:
        """Return the code that somebody meant who typed ``typed``, as it is written.

        Small letters, spaces and other or missing dashes are forgiven.  Without
        dashes two patterns may both fit; the codes of the units that exist,
        when given, decide between them.
        """
        dashed = NOT_OF_A_CODE.sub("", DASHES.sub("-", typed.upper())).strip("-")
        found = list(self._readings(dashed)) or list(self._readings(dashed.replace("-", "")))
        known = [written for unit, written in found if unit in unit_codes]
        for written in known or [written for _unit, written in found]:
            return written
        raise NotACode(
            _("“${typed}” is not the code of a case.", mapping={"typed": typed.strip()[:60]}),
            _(
                "The code stands at the top of the receipt, for example ${example}.",
                mapping={"example": self.example},
            ),
        )

    def _readings(self, letters: str) -> Iterator[tuple[str, str]]:
        newest_first = sorted(self.in_use, key=lambda use: use.first_day, reverse=True)
        order = dict.fromkeys([use.pattern for use in newest_first] + list(self.patterns))
        for name in order:
            said = self.patterns[name].read(letters)
            if said:
                yield said[0], self.patterns[name].written(*said)

    @property
    def example(self) -> str:
        """A code in the newest pattern, to show what one looks like."""
        newest = max(self.in_use, key=lambda use: use.first_day)
        return self.patterns[newest.pattern].written("H99.20", date(2026, 11, 23), 1)


def read(path: Path) -> Numbering:
    """Read ``numbering.yaml``; raises ``WrongFile`` with everything wrong in it."""
    sheet = Sheet(path)
    parts = ("patterns", "in_use", "units")
    top = sheet.entries(sheet.said(), known=parts, needed=parts[:2])
    patterns = {
        name: _pattern(sheet, name, said)
        for name, said in sheet.entries(top.get("patterns")).items()
    }
    in_use = _uses(sheet, top.get("in_use"), patterns)
    if "in_use" in top and not in_use:
        sheet.wrong(top["in_use"].line, _("“in_use” names no pattern."))
    units = {
        unit: _uses(sheet, said, patterns) for unit, said in sheet.entries(top.get("units")).items()
    }
    sheet.finish()
    return Numbering(patterns, in_use, units)


def _pattern(sheet: Sheet, name: str, said: Said) -> Pattern:
    told = sheet.entries(said, known=("title", "form", "source", "example"), needed=("form",))
    form = sheet.text(told.get("form"))
    parts = PART.findall(form)
    dated = [part for part in parts if part in DATE_FORMS]
    counted = [part for part in parts if part[0] == "0"]
    rest = PART.sub("", form).replace("-", "")
    if "form" in told and (rest or [parts.count("unit"), len(dated), len(counted)] != [1, 1, 1]):
        sheet.wrong(
            told["form"].line,
            _(
                "The form “${form}” of pattern “${name}” must have {unit}, one date and one "
                "number, with nothing but dashes between them.",
                mapping={"form": form, "name": name},
            ),
        )
    title = sheet.label(told.get("title"))
    return Pattern(
        name, form, title if title != UNTITLED else Label(name), sheet.text(told.get("source"))
    )


def _uses(sheet: Sheet, said: Said | None, patterns: Collection[str]) -> tuple[Use, ...]:
    return tuple(use for item in sheet.items(said) if (use := _use(sheet, item, patterns)))


def _use(sheet: Sheet, said: Said, patterns: Collection[str]) -> Use | None:
    """Return one line of a list of uses; nothing where it is wrong."""
    told = sheet.entries(said, known=("from", "pattern"), needed=("from", "pattern"))
    first_day, name = sheet.day(told.get("from")), sheet.one_of(told.get("pattern"), patterns)
    return Use(first_day, name) if first_day and name else None
