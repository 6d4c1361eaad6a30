"""Vietnamese or English: which one a page speaks, and the switch between them.

A reader who has chosen nothing is spoken to in Vietnamese, whatever the
browser says: most machines in offices are set to English and their users are
not.  The choice is kept in a cookie; nothing is stored.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from pyramid.config import Configurator
from pyramid.events import NewResponse
from pyramid.i18n import Localizer
from pyramid.interfaces import ILocalizer
from pyramid.request import Request
from pyramid.threadlocal import get_current_request
from pyramid_chameleon.interfaces import IChameleonTranslate
from translationstring import TranslationString

from motcua.words import LANGUAGES, Label, catalogue, translate

DOMAIN = "motcua"

CHOICE = "_LOCALE_"
"""The parameter and the cookie in which the choice stands."""
A_YEAR = 365 * 24 * 3600
NAMES = {"vi": ("VI", "Tiếng Việt"), "en": ("EN", "English")}


class Speaker(Localizer):
    """What Pyramid, deform and colander ask for a translation.

    It reads the same catalogues as letters and mails do, so a sentence is said
    in one way everywhere.
    """

    def __init__(self, language: str):
        super().__init__(language, None)

    def translate(
        self,
        tstring: Any,
        domain: str | None = None,
        mapping: Mapping[str, Any] | None = None,
    ) -> Any:
        """Say ``tstring`` in this language; ``None`` stays ``None``."""
        if tstring is None:
            return None
        if isinstance(tstring, Label):
            return translate(tstring, self.locale_name)
        if domain or mapping:
            tstring = TranslationString(str(tstring), domain=domain, mapping=mapping)
        return translate(tstring, self.locale_name)


def chosen_language(request: Request) -> str:
    """Return the language asked for in the address, else the one remembered, else Vietnamese.

    Programs say it in ``Accept-Language``; who they are, no cookie says.
    """
    if request.face.software:
        return request.accept_language.lookup(LANGUAGES, default=LANGUAGES[0])
    asked = (request.GET.get(CHOICE), request.cookies.get(CHOICE))
    return next((each for each in asked if each in LANGUAGES), LANGUAGES[0])


def say_in_template(
    msgid: Any,
    domain: str | None = None,
    mapping: Mapping[str, Any] | None = None,
    context: str | None = None,
    target_language: str | None = None,
    default: str | None = None,
) -> Any:
    """Translate what a template marks, and sentences that stand in it."""
    language = target_language or _language_of_request()
    if type(msgid) is str:
        if not mapping:  # As nearly always: a page says a hundred of them.
            return catalogue(language, domain or DOMAIN).get((msgid, context)) or default or msgid
        msgid = TranslationString(
            msgid, domain=domain or DOMAIN, default=default, mapping=mapping, context=context
        )
    if isinstance(msgid, (Label, TranslationString)):
        return translate(msgid, language)
    # A number, or a word of the code such as Urgency.LATE: never a sentence.
    return None if msgid is None else str(msgid)


def _language_of_request() -> str:
    request = get_current_request()
    return request.locale_name if request else LANGUAGES[0]


def switches(request: Request) -> list[dict[str, Any]]:
    """Return the links of the language switch, each to this page in that language."""
    kept = [(name, value) for name, value in request.GET.items() if name != CHOICE]
    return [
        {
            "language": language,
            "short": NAMES[language][0],
            "name": NAMES[language][1],
            "current": language == request.locale_name,
            "address": f"{request.path}?{urlencode([*kept, (CHOICE, language)])}",
        }
        for language in LANGUAGES
    ]


def remember_choice(event: NewResponse) -> None:
    """Keep a language that was asked for in the address."""
    request = event.request
    if request.GET.get(CHOICE) in LANGUAGES and not request.face.software:
        event.response.set_cookie(
            CHOICE,
            request.GET[CHOICE],
            max_age=A_YEAR,
            samesite="Lax",
            secure=request.scheme == "https",
            httponly=True,
        )


def includeme(config: Configurator) -> None:
    """Let Pyramid, Chameleon, deform and colander all speak through our catalogues."""
    config.set_locale_negotiator(chosen_language)
    config.add_settings({"pyramid.default_locale_name": LANGUAGES[0]})
    for language in LANGUAGES:
        config.registry.registerUtility(Speaker(language), ILocalizer, name=language)
    config.registry.registerUtility(say_in_template, IChameleonTranslate)
    config.add_subscriber(remember_choice, NewResponse)
    config.add_request_method(switches, "language_switches")
