"""The public record as a paper: the same data by the same rules, for whoever prints or files it."""

from __future__ import annotations

from collections.abc import Iterator

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.asking.questions import in_a_line
from motcua.consultations.record.public import STATES, PublicLine, PublicRecord, public_record
from motcua.consultations.record.released import Released, said
from motcua.documents.letters import Letters, dated, filled
from motcua.people import directory
from motcua.words import LANGUAGES, Sentence, _, translate

LETTER = "cong_khai_y_kien"
PATH = "/cong-khai"
"""Where the page stands."""


def public_letter(acting: Acting, case: Case | None, language: str = LANGUAGES[0]) -> str:
    """Return what the public sees as a page in administrative form; nothing is stored."""
    told = public_record(acting, case)
    letters = acting.office.borrow(Letters)
    above = directory.ancestors(acting.root, told.unit.id)
    site = acting.office.settings.get("motcua.address", "").rstrip("/")
    facts = {
        "parent_unit": above[0].title if above else "",
        "unit": told.unit.title,
        "dated": dated(letters.place, acting.now.date(), language),
        "code": told.case.code,
        "procedure": told.procedure,
        "qr": f"{site}{PATH}/{told.case.code}",
        "public_lines": list(_rows(told, language)),
    }
    return filled(letters, LETTER, facts, language)


def _rows(told: PublicRecord, language: str) -> Iterator[list[Sentence]]:
    """Return a row for each body, in the order in which they were asked; first, where none was."""
    number = 0
    for spared in told.spared:
        number += 1
        nobody = translate(_("Nobody needs to be asked"), language)
        title = translate(spared.title, language)
        yield [str(number), spared.unit.title, title, nobody, f"{spared.at:%d/%m/%Y %H:%M}", ""]
    for sent in told.rounds:
        for line in sent.lines:
            number += 1
            outcome = line.opinion.outcome if line.opinion else STATES[line.state]
            at = line.answered_at or (line.due if line.is_awaited else None)
            yield [
                str(number),
                line.title,
                f"{translate(sent.title, language)} ({sent.consultation.round})",
                translate(outcome, language) + _late(line, language),
                f"{at:%d/%m/%Y %H:%M}" if at else "",
                "\n".join(_content(line, language)),
            ]


def _late(line: PublicLine, language: str) -> str:
    return f" ({translate(_('late'), language)})" if line.is_late else ""


def _content(line: PublicLine, language: str) -> Iterator[str]:
    if line.silence:
        yield translate(line.silence, language)
    if line.opinion is not None:
        yield from _opinion(line.opinion, language)


def _opinion(told: Released, language: str) -> Iterator[str]:
    if (taken := told.opinion.taken) is not None:
        earlier = _("Taken over from an earlier case: ${when}", mapping={"when": taken.given_at})
        yield translate(earlier, language)
    for answer in told.answers:
        words = said(answer.pieces, language) or translate(answer.said, language)
        yield in_a_line(translate(answer.field.title, language), words)
    if told.text:
        yield said(told.text, language)
    for number, (place, text) in enumerate(told.remarks, 1):
        where = f"{said(place, language)}: " if place else ""
        yield f"{number}. {where}{said(text, language)}"
    for condition in told.conditions:
        word = translate(_("Condition"), language)
        yield f"{word}: {said(condition, language)}"
    for file in told.files:
        yield f"{file.name} (SHA-256: {file.sha256})"
    if told.withheld:
        hidden = _("Files that do not leave the office: ${n}", mapping={"n": str(told.withheld)})
        yield translate(hidden, language)
