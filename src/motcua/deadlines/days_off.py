"""Why an office is closed on a day, or open on one that is usually off.

The holidays of the country come from the library ``holidays``, which knows
those of the Labour Code (BLLĐ 2019 Đ112) with their lunar dates, the days in
lieu (Đ111.3) and the swaps decided so far.  What a decree or a province
decides besides stands in ``config/calendar.yaml`` and wins.

The library is always asked in Vietnamese: left to itself it follows the
language of the machine on some versions of Python, and names are what we
recognise days by.  The English names are our own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache

from holidays import country_holidays

from motcua.words import Label, Sentence, _


class Kind(StrEnum):
    """What sort of day it is; the month view draws each its own way."""

    WORKING = "working"
    WEEKEND = "weekend"
    HOLIDAY = "holiday"
    IN_LIEU = "in lieu"
    """Off because a holiday fell on a weekly day off (BLLĐ 2019 Đ111.3)."""
    SWAPPED = "swapped"
    """Off because another day is worked for it, by decision."""
    CLOSURE = "closure"
    """The office alone is closed: storm, flood, removal."""
    WORKED = "worked"
    """Worked though usually off: the other half of a swap."""


@dataclass(frozen=True)
class Reason:
    """Why a day is off, or why it is worked."""

    kind: Kind
    name: Sentence = ""
    decision: str = ""
    """Who decided it, as ``12729/VPCP, 25/12/2025``; empty where it is the law itself."""
    provisional: bool = False
    """Expected but not decided: due dates that rest on it may still move."""

    @property
    def said(self) -> Sentence:
        """The reason in a few words, with the decision where there is one."""
        said = self.name
        if self.decision:
            said = _("${name} (${decision})", mapping={"name": said, "decision": self.decision})
        if self.provisional:
            said = _("${name}, not decided yet", mapping={"name": said})
        return said


SATURDAY = 5


def weekend(day: date) -> Reason:
    """Return the reason of a day on which the office never opens."""
    return WEEKEND if day.weekday() >= SATURDAY else REST


WEEKEND = Reason(Kind.WEEKEND, _("weekend"))
REST = Reason(Kind.WEEKEND, _("weekly day off"))

TET = _("Tết holiday")

NAMES: Mapping[str, Sentence] = {
    "Tết Dương lịch": _("New Year's Day"),
    "29 Tết": TET,
    "Giao thừa Tết Nguyên Đán": _("Tết eve"),
    "Tết Nguyên Đán": _("Tết, first day"),
    "Mùng hai Tết Nguyên Đán": _("Tết, second day"),
    "Mùng ba Tết Nguyên Đán": _("Tết, third day"),
    "Mùng bốn Tết Nguyên Đán": _("Tết, fourth day"),
    "Mùng năm Tết Nguyên Đán": _("Tết, fifth day"),
    "Mùng sáu Tết Nguyên Đán": _("Tết, sixth day"),
    "Ngày Giỗ Tổ Hùng Vương": _("Hùng Kings' Commemoration Day"),
    "Ngày Chiến thắng": _("Reunification Day"),
    "Ngày Quốc tế Lao động": _("International Labour Day"),
    "Quốc khánh": _("National Day"),
    "Ngày Văn hóa Việt Nam": _("Vietnam Culture Day"),
}
"""How the library calls a holiday, and how we say it."""

DECIDED_EACH_YEAR = ("29 Tết", "Tết Nguyên Đán", "Quốc khánh")
"""Which days exactly: the Prime Minister says so every year (BLLĐ 2019 Đ112.3)."""

NATIONAL_DAY = (9, 2)
"""Fixed; the second day of Quốc khánh is the one before or the one after."""

IN_LIEU = re.compile(r"(.+) \(nghỉ bù\)")
SWAPPED = re.compile(r"Ngày nghỉ \(thay cho ngày (\d\d/\d\d/\d{4})\)")


@lru_cache(maxsize=256)
def of_the_country(country: str, year: int, decided: bool) -> Mapping[date, Reason]:
    """Return the days off of a year, and its worked days, as the law and the library have them.

    Where the year is not ``decided`` yet, the days that a decision fixes each
    year are provisional.  The years beside it are looked at too: the Saturday
    worked for 31/12 stands in January.
    """
    found = country_holidays(country, years=(year - 1, year, year + 1), language="vi")
    days: dict[date, Reason] = {}
    for day in found:
        name = found.get_list(day)[0]
        swapped = SWAPPED.fullmatch(name)
        if swapped:
            worked = datetime.strptime(swapped[1], "%d/%m/%Y").date()
            days[day] = Reason(Kind.SWAPPED, off_for(worked))
            days[worked] = Reason(Kind.WORKED, worked_for(day))
        else:
            days[day] = _holiday(name, decided or (day.month, day.day) == NATIONAL_DAY)
    return {day: reason for day, reason in days.items() if day.year == year}


def _holiday(name: str, decided: bool) -> Reason:
    in_lieu = IN_LIEU.fullmatch(name)
    plain = in_lieu[1] if in_lieu else name
    said = NAMES.get(plain, Label(plain))
    provisional = not decided and plain.endswith(DECIDED_EACH_YEAR)
    if in_lieu:
        said = _("${holiday}, day off in lieu", mapping={"holiday": said})
        return Reason(Kind.IN_LIEU, said, provisional=provisional)
    return Reason(Kind.HOLIDAY, said, provisional=provisional)


def off_for(worked: date) -> Sentence:
    """Say that a day is off because ``worked`` is worked."""
    return _("day off, worked on ${date} instead", mapping={"date": worked})


def worked_for(off: date) -> Sentence:
    """Say that a day is worked because ``off`` is off."""
    return _("worked in place of ${date}", mapping={"date": off})
