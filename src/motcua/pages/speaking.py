"""How pages say days, moments and money; what every template finds ready."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from chameleon.utils import Markup
from pyramid.config import Configurator
from pyramid.events import BeforeRender
from pyramid.registry import Registry
from pyramid.renderers import get_renderer
from pyramid.request import Request

from motcua.deadlines.explaining import day_said
from motcua.words import Sentence, _, translate

LAYOUT = "motcua.pages:templates/layout.pt"
PARTS = "motcua.pages:templates/parts.pt"
TEMPLATES = "motcua.templates"
"""Where the registry keeps those that were looked up."""


class Voice:
    """One language, at one moment: what is short for this year depends on it."""

    def __init__(self, language: str, now: datetime):
        self.language = language
        self.now = now

    def say(self, sentence: Sentence | object) -> str:
        """Say a sentence, a label, a date or a list."""
        return translate(sentence, self.language)

    def day(self, day: date) -> str:
        """Say a day as forms do: ``26/11/2026``."""
        return f"{day:%d/%m/%Y}"

    def full_day(self, day: date) -> str:
        """Say a day as letters do: ``thứ Năm, 26/11/2026``."""
        return self.say(day_said(day))

    def short_day(self, day: date) -> str:
        """Say a day as lists do: ``26/11``, with the year where it is another one."""
        return f"{day:%d/%m}" if day.year == self.now.year else self.day(day)

    def instant(self, moment: datetime) -> str:
        """Say a moment as letters do: ``17:00 thứ Năm, 26/11/2026``."""
        return f"{moment:%H:%M} {self.full_day(moment)}"

    def short_instant(self, moment: datetime) -> str:
        """Say a moment as lists do: ``26/11 17:00``."""
        return f"{self.short_day(moment)} {moment:%H:%M}"

    def number(self, number: float) -> str:
        """Write a number with the marks of the language: ``1.500,5`` or ``1,500.5``."""
        written = f"{number:,}" if number != int(number) else f"{int(number):,}"
        return written if self.language == "en" else written.translate(_VIETNAMESE_MARKS)

    def money(self, amount: int) -> str:
        """Say an amount in đồng; nothing is said as free of charge."""
        if not amount:
            return self.say(_("Free of charge"))
        return self.say(_("${amount} VND", mapping={"amount": self.number(amount)}))

    def size(self, size: int) -> str:
        """Say how large a file is."""
        for unit, each in (("MB", 1_000_000), ("KB", 1_000)):
            if size >= each:
                return f"{self.number(round(size / each, 1))} {unit}"
        return f"{size} B"


_VIETNAMESE_MARKS = str.maketrans(",.", ".,")
SPOKEN = (
    "say",
    "day",
    "full_day",
    "short_day",
    "instant",
    "short_instant",
    "number",
    "money",
    "size",
)


def furnish_template(event: BeforeRender) -> None:
    """Give each template the frame and the voice of this request."""
    request = event.get("request")
    if request is None:
        return
    event.update(furnished(request))


def set_part(request: Request, template: str, **names: Any) -> Markup:
    """Return a part of a page, set with everything that a page finds ready."""
    setting = found(request.registry, template)
    return Markup(setting(request=request, **furnished(request), **names))


def found(registry: Registry, template: str) -> Any:
    """Return a template, looked up once for each application."""
    known: dict[str, Any] = registry.setdefault(TEMPLATES, {})
    if template not in known:
        known[template] = get_renderer(template).implementation()
    return known[template]


def furnished(request: Request) -> dict[str, Any]:
    """Return what every template finds ready."""
    voice = request.voice
    return {
        **{name: getattr(voice, name) for name in SPOKEN},
        "layout": found(request.registry, LAYOUT).macros,
        "parts": found(request.registry, PARTS).macros,
        "asset": request.asset,
        "language": voice.language,
        "target_language": voice.language,
    }


def voice(request: Any) -> Voice:
    """Return the voice in which this request's page speaks."""
    return Voice(request.locale_name, request.now)


def includeme(config: Configurator) -> None:
    """Furnish each template, and add ``request.voice``."""
    config.add_subscriber(furnish_template, BeforeRender)
    config.add_request_method(voice, "voice", reify=True)
