"""The texts of mails, as an administration writes them.

``config/mail/<id>.vi.txt`` and ``<id>.en.txt``: the subject is the first line,
the text follows.  ``${name}`` stands for a fact; there is nothing else to
learn, and nothing in a text is ever executed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from motcua.acting import Refusal
from motcua.words import LANGUAGES, Sentence, _, translate

PLACE = re.compile(r"\$\{([a-z_]+)\}")
LINE_BREAK = re.compile(r"[\r\n\v\f\x00\x1c-\x1e\x85\u2028\u2029]")


class BadHeader(Refusal):
    """A subject or an address with a line break: somebody tries to write headers of their own."""


class UnknownMail(Refusal):
    """There is no text for a mail, or a fact is missing that its text names."""


@dataclass(frozen=True)
class Text:
    """A mail's subject and text in one language, with places for facts."""

    subject: str
    body: str

    @property
    def places(self) -> frozenset[str]:
        """The facts it names."""
        return frozenset(PLACE.findall(self.subject + self.body))

    def filled(self, facts: Mapping[str, Sentence], language: str) -> Text:
        """Return it with ``facts`` in their places, each said in ``language``."""
        missing = sorted(self.places - facts.keys())
        if missing:
            raise UnknownMail(
                _("A mail needs facts that nobody told: ${list}.", mapping={"list": missing})
            )

        def fact(place: re.Match[str]) -> str:
            return translate(facts[place[1]], language)

        return Text(one_line(PLACE.sub(fact, self.subject)), PLACE.sub(fact, self.body))


class Mails:
    """Every mail that this administration sends."""

    def __init__(self, texts: Mapping[tuple[str, str], Text]):
        self._texts = dict(texts)

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._texts)

    def text(self, mail: str, language: str) -> Text:
        """Return the text of ``mail``, in Vietnamese where the language has none."""
        found = self._texts.get((mail, language)) or self._texts.get((mail, LANGUAGES[0]))
        if found is None:
            raise UnknownMail(_("There is no mail “${mail}”.", mapping={"mail": mail}))
        return found


def one_line(header: str) -> str:
    """Return ``header``, or refuse it when it has more than one line."""
    if LINE_BREAK.search(header):
        raise BadHeader(_("A subject or an address must stand on one line."))
    return header


def read(folder: Path) -> Mails:
    """Read every mail in ``folder``."""
    texts = {}
    for path in sorted(folder.glob("*.*.txt")):
        mail, language, _suffix = path.name.split(".")
        subject, _break, body = path.read_text("utf8").partition("\n")
        texts[mail, language] = Text(subject.strip(), body.strip() + "\n")
    return Mails(texts)


def problems(mails: Mails, known: Mapping[str, frozenset[str]]) -> list[str]:
    """Return what is wrong with the texts, for whoever writes them.

    ``known`` says for each mail which facts it is told.
    """
    found = []
    for mail in sorted({mail for mail, _language in mails} | known.keys()):
        for language in LANGUAGES:
            if (mail, language) not in set(mails):
                found.append(f"{mail}.{language}.txt: there is no such file")
                continue
            text = mails.text(mail, language)
            found += [f"{mail}.{language}.txt: {each}" for each in _wrong(text, known.get(mail))]
    return found


def _wrong(text: Text, known: frozenset[str] | None) -> Iterator[str]:
    if not text.subject or not text.body.strip():
        yield "subject or text is empty"
    if known is None:
        yield "nobody sends this mail"
    else:
        yield from (f"nobody tells “{place}”" for place in sorted(text.places - known))
    if "$" in PLACE.sub("", text.subject + text.body):
        yield "a “$” that is no ${name}"
