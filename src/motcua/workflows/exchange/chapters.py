"""The chapters of an internal procedure, each told from the definition.

Those that go through its steps are in ``walking.py``.
"""

from __future__ import annotations

from collections.abc import Sequence

from translationstring import TranslationString

from motcua.words import Label, Sentence, _
from motcua.workflows.definition import (
    PARTS,
    Definition,
    Fee,
    Paper,
)
from motcua.workflows.exchange import telling
from motcua.workflows.exchange.paper import Sheet
from motcua.workflows.exchange.publication import Publication

APPLICANTS: dict[str, Sentence] = {
    "citizen": _("citizens"),
    "enterprise": _("enterprises"),
    "organisation": _("organisations"),
    "authority": _("state bodies"),
}
CHANNELS: dict[str, Sentence] = {
    "counter": _("at the counter"),
    "online": _("online"),
    "post": _("by post"),
    "kiosk": _("at a kiosk"),
}
COPIES: dict[str, Sentence] = {
    "original": _("original"),
    "copy": _("copy"),
    "certified": _("certified copy"),
    "electronic": _("electronic"),
}


BELOW = TranslationString("${title}\n${note}", domain="motcua")
"""A note on a line of its own; the same in every language."""


class Teller:
    """Tells one procedure, chapter by chapter."""

    def __init__(self, definition: Definition, known: Publication, sheet: Sheet):
        self.definition = definition
        self.known = known
        self.sheet = sheet

    def unit(self, id: str) -> Sentence:
        """Name a unit."""
        if id == "receiving":
            return _("the unit that receives the case")
        if id == "lead":
            return self.unit(self.definition.lead) if self.definition.lead != "lead" else id
        return self.known.units.get(id, id)

    def letter(self, id: str) -> Sentence:
        """Name a letter."""
        return self.known.letters.get(id, id)

    def cover(self) -> None:
        """The head, who wrote, examined and approved it, and what changed."""
        rules, known, sheet = self.definition, self.known, self.sheet
        facts = [
            (_("Number of the procedure"), rules.code or rules.id),
            (_("Edition"), str(rules.version)),
            (_("Published on"), known.published_on or "……/……/………"),
            (_("In force from"), known.in_force_from or "……/……/………"),
        ]
        sheet.head(self.unit(rules.lead), _("INTERNAL PROCEDURE"), rules.title, facts)
        blank = "\n\n\n"
        sheet.table(
            ["", _("Written by"), _("Examined by"), _("Approved by")],
            [
                [_("Full name"), known.author, "", known.approver],
                [_("Position"), "", "", ""],
                [_("Signature"), blank, blank, blank],
            ],
            (3.2, 4.6, 4.6, 4.6),
        )
        sheet.heading(_("Changes"), 2)
        sheet.table(
            [_("Edition"), _("In force from"), _("What changed")],
            [[str(each.number), each.since, each.what] for each in known.editions]
            or [[str(rules.version), "", rules.note]],
            (2.4, 3.2, 11.4),
        )

    def general(self) -> None:
        """Purpose, scope, grounds, words."""
        rules, sheet = self.definition, self.sheet
        sheet.heading(_("1. Purpose"))
        sheet.paragraph(
            _(
                "This procedure lays down the order, the time and the responsibility for each step"
                " of “${title}”, so that cases are handled alike, openly and in time.",
                mapping={"title": rules.title},
            )
        )
        if rules.summary != Label(""):
            sheet.paragraph(rules.summary)
        sheet.heading(_("2. Scope"))
        applicants = [APPLICANTS[each] for each in rules.applicants if each in APPLICANTS]
        sheet.bullets(
            [
                _("Applies to: ${who}", mapping={"who": applicants}),
                _("Handled by: ${unit}", mapping={"unit": self.unit(rules.lead)}),
                _("Sector: ${sector}", mapping={"sector": rules.sector}),
            ]
        )
        sheet.heading(_("3. Legal grounds"))
        sheet.bullets(
            [
                _("${law}, ${articles}", mapping={"law": each.title, "articles": each.articles})
                if each.articles
                else each.title
                for each in rules.legal
            ]
        )
        sheet.heading(_("4. Who takes part"))
        sheet.table(
            [_("Role"), _("Where it is held")],
            [
                [role.title, "—" if id in PARTS else self.unit(role.unit)]
                for id, role in rules.roles.items()
            ],
            (8.5, 8.5),
        )

    def conditions(self) -> None:
        """What the applicant brings, how long it takes, what it costs, what comes of it."""
        rules, sheet = self.definition, self.sheet
        sheet.heading(_("5. The procedure"))
        sheet.heading(_("5.1. Papers"), 2)
        asked = [each for each in rules.papers.values() if each.by == "applicant"]
        self._papers(asked)
        sheet.heading(_("5.2. Time limit"), 2)
        said: list[Sentence] = []
        if rules.deadline:
            said.append(_("Whole case: ${term}", mapping={"term": rules.deadline.said}))
        if rules.legal_limit:
            said.append(_("By law at most: ${term}", mapping={"term": rules.legal_limit.said}))
        said.append(_("Time at steps whose clock is paused or stopped is not counted."))
        sheet.bullets(said)
        sheet.heading(_("5.3. Where and how to file"), 2)
        channels = [CHANNELS[each] for each in rules.channels if each in CHANNELS]
        received = [self.unit(each) for each in rules.received_by]
        sheet.bullets(
            [
                _("How: ${channels}", mapping={"channels": channels}),
                *([_("Where: ${units}", mapping={"units": received})] if received else []),
            ]
        )
        sheet.heading(_("5.4. Fees"), 2)
        sheet.bullets([_fee(each) for each in rules.fees] or [_("No fee.")])
        sheet.heading(_("5.5. Result"), 2)
        sheet.paragraph(rules.result if rules.result != Label("") else "—")

    def _papers(self, papers: Sequence[Paper]) -> None:
        rows = [
            [
                str(number),
                titled(each.title, each.note, each.form),
                COPIES.get(each.copy_kind, each.copy_kind),
                str(each.copies),
                _("yes") if each.required else _("where needed"),
            ]
            for number, each in enumerate(papers, 1)
        ]
        self.sheet.table(
            [_("No."), _("Paper"), _("Kind"), _("Copies"), _("Required")],
            rows,
            (1.2, 8.6, 2.8, 1.8, 2.6),
        )

    def flowchart(self, pictures: Sequence[bytes]) -> None:
        """The picture, on a wide page of its own."""
        said = _("Flowchart of “${title}”", mapping={"title": self.definition.title})
        self.sheet.wide_pictures(_("5.6. Flowchart"), pictures, said)

    def records(self) -> None:
        """Forms, and what is kept."""
        rules, sheet = self.definition, self.sheet
        sheet.heading(_("6. Forms"))
        forms: list[Sentence] = [
            titled(each.title, form=each.form) for each in rules.papers.values() if each.form
        ]
        forms += [self.letter(each) for each in _letters(rules)]
        sheet.bullets(forms or ["—"])
        sheet.heading(_("7. Records kept"))
        kept: list[Sentence] = [each.title for each in rules.papers.values()]
        sheet.bullets([*kept, *(self.letter(each) for each in _letters(rules))] or ["—"])
        sheet.paragraph(
            _(
                "Made by Motcua from version ${name}; fingerprint of the text (SHA-256): ${digest}",
                mapping={"name": rules.name, "digest": rules.digest},
            ),
            small=True,
        )


def titled(title: Sentence, note: Label = telling.NOTHING_SAID, form: str = "") -> Sentence:
    """Say a thing with its form and a note below."""
    said = title
    if form:
        said = _("${title} (${form})", mapping={"title": said, "form": form})
    if note != telling.NOTHING_SAID:
        said = BELOW % {"title": said, "note": note}
    return said


def _fee(each: Fee) -> Sentence:
    if each.amount is None:
        amount: Sentence = _("as the provincial council sets it")
    elif each.amount == 0:
        amount = _("free of charge")
    else:
        amount = _("${n} đồng", mapping={"n": f"{each.amount:,}".replace(",", ".")})
    said = _("${title}: ${amount}", mapping={"title": each.title, "amount": amount})
    return titled(said, each.note)


def _letters(definition: Definition) -> list[str]:
    found: list[str] = []
    for state in definition.states.values():
        found += [rule.letter for rule in state.actions]
        found += [rule.letter for rule in state.auto]
        found += [rule.letter for rule in state.late]
    return list(dict.fromkeys(filter(None, found)))
