"""Letters: what an administration's templates say, filled with a case's facts.

A template is a piece of HTML in ``config/letters/<id>.<language>.html``.  It
may name facts as ``${name}`` and can do nothing else: no conditions, no
loops, no expressions, so an administrator cannot break it further than a
missing word, and nobody can make it run anything.  Every value is escaped.
``letters.yaml`` beside the templates names the letters and all the facts.

A fact that is not known when the letter is written becomes a dotted line to
be filled in by hand, unless ``letters.yaml`` says ``required``.

The head of every letter (unit, motto, number, place and date) follows NĐ
30/2020/NĐ-CP, annex I.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import MappingProxyType
from typing import Any

from motcua.acting import Acting, Office, Refusal
from motcua.documents.content import Document
from motcua.documents.keeping import keep_letter
from motcua.documents.receipts import qr_svg
from motcua.sheets import Said, Sheet
from motcua.words import LANGUAGES, Label, Sentence, _, translate

PLACEHOLDER = re.compile(r"\$\{([a-z][a-z0-9_]*)\}")
"""The one thing a template may contain besides HTML."""

INSIDE = re.compile(r"<p[^>]*>[^<]*\$\{(?:number|parent_unit)\}[^<]*</p>")
"""Lines of the head that a paper inside the house does not have."""

DOTS = "…………………………"

FORBIDDEN = re.compile(
    r"<(script|iframe|object|embed|link|form|base)\b|\bon[a-z]+\s*=|\bsrc\s*=", re.I
)
"""What a letter must not contain: it is a paper, it does nothing and fetches nothing."""

KINDS = TEXT, LIST, TABLE, QR = "text", "list", "table", "qr"
PAGES = ("A4", "A5", "A4 landscape", "A5 landscape")


class LetterIncomplete(Refusal):
    """A letter lacks a fact without which it says nothing."""


@dataclass(frozen=True)
class Fact:
    """Something a letter may name."""

    id: str
    label: Label
    kind: str = TEXT
    required: bool = False


@dataclass(frozen=True)
class Letter:
    """One letter of this administration."""

    id: str
    title: Label
    notation: str = ""
    """What stands after the number, as ``HDHS`` in ``12/HDHS``."""
    page: str = "A4"
    is_numbered: bool = True
    """Whether it has a number; a paper inside the house, as a member's slip, has none."""
    templates: Mapping[str, str] = field(default_factory=dict)
    """Language to text."""


@dataclass(frozen=True)
class Letters:
    """The letters, the facts they may name, and their common head and dress."""

    letters: Mapping[str, Letter] = field(default_factory=dict)
    facts: Mapping[str, Fact] = field(default_factory=dict)
    heads: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    """Where letters are written (địa danh), unless the writer says otherwise."""
    dress: str = ""
    """The style sheet, written into every letter so that it stays whole."""


def known(office: Office) -> frozenset[str]:
    """Return the ids of all letters: a definition may name these (check F03)."""
    return frozenset(office.borrow(Letters).letters)


def read_letters(folder: Path) -> Letters:
    """Read ``letters.yaml`` and the templates it names.

    Raises ``WrongFile`` with everything wrong in it.
    """
    index = folder / "letters.yaml"
    if not index.exists():
        return Letters()
    sheet = Sheet(index)
    parts = ("letters", "facts", "place")
    top = sheet.entries(sheet.said(), known=parts, needed=parts[:2])
    letters = {
        id: _letter(sheet, folder, id, said)
        for id, said in sheet.entries(top.get("letters")).items()
    }
    facts = {id: _fact(sheet, id, said) for id, said in sheet.entries(top.get("facts")).items()}
    place = sheet.text(top.get("place"))
    sheet.finish()
    return Letters(
        MappingProxyType(letters),
        MappingProxyType(facts),
        _templates(folder, "head"),
        place,
        (folder / "letter.css").read_text("utf8"),
    )


def _letter(sheet: Sheet, folder: Path, id: str, said: Said) -> Letter:
    told = sheet.entries(said, known=("title", "notation", "page", "numbered"), needed=("title",))
    return Letter(
        id,
        sheet.label(told.get("title")),
        sheet.text(told.get("notation")),
        sheet.one_of(told.get("page"), PAGES) or PAGES[0],
        sheet.truth(told.get("numbered"), unsaid=True),
        _templates(folder, id),
    )


def _fact(sheet: Sheet, id: str, said: Said) -> Fact:
    told = sheet.entries(said, known=("vi", "en", "kind", "required"), needed=("vi",))
    return Fact(
        id,
        Label(sheet.text(told.get("vi")), sheet.text(told.get("en"))),
        sheet.one_of(told.get("kind"), KINDS) or TEXT,
        sheet.truth(told.get("required"), unsaid=False),
    )


def _templates(folder: Path, id: str) -> Mapping[str, str]:
    found = {language: folder / f"{id}.{language}.html" for language in LANGUAGES}
    return MappingProxyType(
        {language: path.read_text("utf8") for language, path in found.items() if path.exists()}
    )


def problems(letters: Letters) -> list[Sentence]:
    """Return all that is wrong with the templates, for whoever wrote them."""
    found: list[Sentence] = []
    for letter in letters.letters.values():
        for language in LANGUAGES:
            found += _template_problems(letters, letter, language)
    return found


def _template_problems(letters: Letters, letter: Letter, language: str) -> Iterator[Sentence]:
    text = letter.templates.get(language)
    if text is None:
        yield _(
            "The letter “${letter}” has no template in “${language}”.",
            mapping={"letter": letter.id, "language": language},
        )
        return
    for name in sorted(set(PLACEHOLDER.findall(text)) - set(letters.facts)):
        yield _(
            "The letter “${letter}” names “${name}”, which no letter knows.",
            mapping={"letter": letter.id, "name": name},
        )
    if "${" in PLACEHOLDER.sub("", text):
        yield _(
            "The letter “${letter}” contains more than a name in braces.",
            mapping={"letter": letter.id},
        )
    if FORBIDDEN.search(text):
        yield _(
            "The letter “${letter}” contains something that acts or fetches.",
            mapping={"letter": letter.id},
        )
    differing = set(PLACEHOLDER.findall(text)) ^ set(
        PLACEHOLDER.findall(letter.templates.get(LANGUAGES[0], ""))
    )
    for name in sorted(differing):
        yield _(
            "“${name}” stands in one language of the letter “${letter}” only.",
            mapping={"letter": letter.id, "name": name},
        )


def write(
    acting: Acting,
    letter_id: str,
    values: Mapping[str, Any],
    *,
    language: str = LANGUAGES[0],
    name: str = "",
) -> Document:
    """Fill a letter with ``values`` and store it as a document.

    Values are text, sentences, dates, numbers; for facts of the kind ``list``
    a list of them, of the kind ``table`` a list of rows, of the kind ``qr``
    an address.
    """
    letters = acting.office.borrow(Letters)
    place = str(values.get("place") or letters.place)
    told = {"dated": dated(place, acting.now.date(), language), **values}
    empty = unfilled(letters, letter_id, language)
    return keep_letter(
        acting,
        name or _file_name(letter_id, values),
        _fill(letters, letter_id, empty, told, language).encode("utf8"),
        "text/html; charset=utf-8",
        frame=acting.root.documents.frame(empty.encode("utf8")),
        paper=letter_id,
    )


def filled(letters: Letters, letter_id: str, values: Mapping[str, Any], language: str) -> str:
    """Return the whole letter as a page that needs nothing else and can be printed."""
    return _fill(letters, letter_id, unfilled(letters, letter_id, language), values, language)


def unfilled(letters: Letters, letter_id: str, language: str) -> str:
    """Return the page of a letter in which the facts are still to be filled in."""
    letter = letters.letters[letter_id]
    title = html.escape(letter.title.said_in(language))
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f'<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n"
        f"<style>\n@page {{ size: {letter.page}; }}\n{letters.dress}</style>\n"
        f'</head>\n<body class="{letter.page.lower()}">\n'
        f"{_head(letters, letter, language)}\n<h1>{title}</h1>\n"
        f"{letter.templates[language]}\n</body>\n</html>\n"
    )


def _head(letters: Letters, letter: Letter, language: str) -> str:
    """Return the common head; of a paper inside the house without superior agency and number."""
    head = letters.heads.get(language, "")
    return head if letter.is_numbered else INSIDE.sub("", head)


def _fill(
    letters: Letters, letter_id: str, page: str, values: Mapping[str, Any], language: str
) -> str:
    told = {**values, "number": numbered(values.get("number"), letters.letters[letter_id])}

    def said(found: re.Match[str]) -> str:
        return _said(letters.facts[found[1]], told.get(found[1]), language)

    return PLACEHOLDER.sub(said, page)


def _said(fact: Fact, value: Any, language: str) -> str:
    if value is None or value == "" or value == []:
        if fact.required:
            raise LetterIncomplete(
                _(
                    "The letter cannot be written: “${fact}” is missing.",
                    mapping={"fact": fact.label},
                )
            )
        return "" if fact.kind in (TABLE, QR) else DOTS
    return _SAID[fact.kind](value, language)


def _text(value: Any, language: str) -> str:
    return html.escape(translate(value, language)).replace("\n", "<br>")


def _list(value: Any, language: str) -> str:
    return "".join(f"<li>{_text(each, language)}</li>" for each in value)


def _table(value: Any, language: str) -> str:
    return "".join(
        "<tr>" + "".join(f"<td>{_text(cell, language)}</td>" for cell in row) + "</tr>"
        for row in value
    )


_SAID = {TEXT: _text, LIST: _list, TABLE: _table, QR: lambda value, _language: qr_svg(str(value))}


def numbered(number: Any, letter: Letter) -> str:
    """Return number and notation: ``12`` as ``12/HDHS``; a number that has one stays as it is."""
    number = str(number or DOTS)
    return number if "/" in number or not letter.notation else f"{number}/{letter.notation}"


def dated(place: str, day: date, language: str) -> str:
    """Return place and date as NĐ 30/2020 writes them: days below 10 and months 1 and 2 with 0."""
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    written = (
        f"ngày {day.day:02} tháng {month} năm {day.year}"
        if language == "vi"
        else f"{day.day:02}/{day.month:02}/{day.year}"
    )
    return f"{place}, {written}" if place else written


def _file_name(letter_id: str, values: Mapping[str, Any]) -> str:
    code = re.sub(r"[^A-Za-z0-9.-]", "", str(values.get("code") or ""))
    return f"{letter_id.replace('_', '-')}{'-' if code else ''}{code}.html"
