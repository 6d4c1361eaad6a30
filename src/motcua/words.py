"""The sentences people read: marked here, translated from the catalogues.

Every sentence in the code is English and marked with ``_``; Vietnamese stands
in ``<package>/locale/vi/LC_MESSAGES/<domain>.po`` beside the code that says it.
The catalogues are read as they are, so there is nothing to compile and no
compiled file that could be out of date.  The web, the command line, letters
and mails all read the same catalogues, through :func:`translate`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from pathlib import Path

from babel.messages.pofile import read_po
from translationstring import TranslationString, TranslationStringFactory

_ = TranslationStringFactory("motcua")

LANGUAGES = ("vi", "en")
"""What Motcua speaks, the first being spoken unless somebody asks otherwise."""

HERE = Path(__file__).parent
PLACE = re.compile(r"\$\{([A-Za-z][\w-]*)\}")
"""A place in a sentence that is filled in: ``${name}``."""


@dataclass(frozen=True)
class Label:
    """A name written by an administrator, in Vietnamese and perhaps in English."""

    vi: str
    en: str = ""

    def said_in(self, language: str) -> str:
        """Return the name in ``language``, or in the other one where it is missing."""
        return (self.en or self.vi) if language == "en" else (self.vi or self.en)


Sentence = TranslationString | Label | str
"""What may be shown: marked for translation, named by an administrator, or plain."""


def translate(sentence: object, language: str) -> str:
    """Say ``sentence`` in ``language`` (one of :data:`LANGUAGES`).

    What has no translation is said as it stands in the code, in English.
    Sentences, labels, dates (dd/mm/yyyy) and instants may stand inside a
    sentence, as values of its mapping; lists are joined by commas.
    """
    if type(sentence) is str:
        return sentence
    if isinstance(sentence, TranslationString):
        return _filled_in(wording(sentence, language), sentence.mapping, language)
    if isinstance(sentence, Label):
        return sentence.said_in(language)
    if isinstance(sentence, datetime):
        return sentence.strftime("%H:%M %d/%m/%Y")
    if isinstance(sentence, date):
        return sentence.strftime("%d/%m/%Y")
    if isinstance(sentence, (list, tuple)):
        return ", ".join(translate(each, language) for each in sentence)
    return str(sentence)


def wording(sentence: TranslationString, language: str) -> str:
    """Return what stands in the catalogue for ``sentence``, its places not yet filled in."""
    found = catalogue(language, sentence.domain or "motcua").get((sentence, sentence.context))
    if found:
        return found
    return str(sentence if sentence.default is None else sentence.default)


def _filled_in(text: str, mapping: Mapping[str, object] | None, language: str) -> str:
    """Put what ``mapping`` says into the places of ``text``; others stay as they are."""
    if not mapping:
        return text
    pieces = list(_pieces(text))
    for at in range(1, len(pieces), 2):
        name = pieces[at]
        pieces[at] = translate(mapping[name], language) if name in mapping else f"${{{name}}}"
    return "".join(pieces)


@lru_cache(maxsize=5000)
def _pieces(text: str) -> tuple[str, ...]:
    """Return what stands between the places of ``text``, and by turns their names.

    A text is always cut in the same way, so this is never stale.
    """
    return tuple(PLACE.split(text))


@cache
def catalogue(language: str, domain: str = "motcua") -> dict[tuple[str, str | None], str]:
    """Return every translated sentence of a language, from all packages."""
    said: dict[tuple[str, str | None], str] = {}
    for path in catalogue_files(language, domain):
        with path.open("rb") as opened:
            for message in read_po(opened, locale=language, domain=domain):
                if message.id and message.string and not message.fuzzy:
                    said[str(message.id), message.context] = str(message.string)
    return said


def catalogue_files(language: str, domain: str = "motcua") -> list[Path]:
    """Return the files in which a language's sentences of a domain stand."""
    return sorted(HERE.glob(f"**/locale/{language}/LC_MESSAGES/{domain}.po"))


def several(one: str, many: str, number: float, **mapping: object) -> TranslationString:
    """Return the sentence for ``number`` things; ``${n}`` stands for the number.

    Mark both sentences with ``_`` where they are written, so that they are
    found for translation.
    """
    chosen = one if number == 1 else many
    shown = int(number) if number == int(number) else number
    return TranslationString(chosen, domain="motcua", mapping={"n": str(shown), **mapping})
