"""What forms are filled in with, beside deform's own text, select and radio fields."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import (
    CheckboxWidget,
    MappingWidget,
    RadioChoiceWidget,
    SelectWidget,
    TextInputWidget,
    Widget,
)

from motcua.acting import Refusal
from motcua.documents import uploads
from motcua.documents.content import Document
from motcua.pages import on_paper
from motcua.pages.typed import on_one_line
from motcua.words import Sentence, _, translate


class Text(TextInputWidget):
    """One line.  ``attributes`` say what kind of keyboard a telephone shows."""

    template = "textinput"

    def __init__(self, input_type: str = "text", **facts: Any):
        self.input_type = input_type
        super().__init__(**facts)

    def deserialize(self, field: Any, pstruct: Any) -> Any:
        """Read one line: line ends that came along in a paste are blanks."""
        line = on_one_line(pstruct) if isinstance(pstruct, str) else pstruct
        return super().deserialize(field, line)


class Amount(Text):
    """A number with what it counts behind it."""

    template = "amount"

    def __init__(self, unit: Sentence = "", **facts: Any):
        self.unit = unit
        super().__init__(**facts)


class Radios(RadioChoiceWidget):
    """One of a few, all in sight."""

    group = True
    focused = "{}-0"


class YesNo(Radios):
    """Yes or no, said in so many words: an empty box would answer by itself."""


class Select(SelectWidget):
    """One of many; the first line asks to choose."""

    def __init__(self, **facts: Any):
        facts["values"] = [("", _("Choose …")), *facts.get("values", ())]
        super().__init__(**facts)


class Tick(CheckboxWidget):
    """One statement to agree with; the label stands beside the box."""

    own_label = True

    def __init__(self, **facts: Any):
        super().__init__(true_val="true", false_val="false", **facts)


class Folded(MappingWidget):
    """A section that few need: opened when asked for, and by itself where something is wrong."""

    folded = True
    is_open = False
    """Whether it is open from the beginning."""


class Upload(Widget):
    """One file, held after its first sending so that nobody chooses it twice.

    The answer is the token with which ``documents.uploads.take_held`` gives
    the file.  What speaks against a file is said beside its field, and the
    rest of the form keeps what was typed.
    """

    template = "upload"
    rule: str = "paper"
    paper: str = ""
    takes_paper = False
    """Whether the office may say that it received the paper itself, with a scan or without."""
    copy_kind: str = "original"
    copies: int = 1
    """What the procedure asks for, as it is offered where paper is taken."""

    def serialize(self, field: Any, cstruct: Any, **kw: Any) -> str:
        """Show the field, and the file that is held already."""
        there = on_paper.read("" if cstruct in (colander.null, None) else str(cstruct))
        values = self.get_template_values(field, there.token, kw)
        values["document"] = self._held(field, there.token)
        values["received"] = there
        values["kinds"] = on_paper.KINDS
        acting = _acting(field)
        values["accepted"] = ",".join(uploads.accepted_types(acting, self.rule))
        return field.renderer(self.template, **values)

    def deserialize(self, field: Any, pstruct: Any) -> Any:
        """Hold a newly chosen file, or keep the one held before; add what came on paper."""
        if not isinstance(pstruct, Mapping):
            return colander.null
        paper = self._paper(field, pstruct)
        try:
            file = self._file(field, pstruct)
        except colander.Invalid as wrong:
            kept = "" if wrong.value is colander.null else wrong.value
            wrong.value = paper._replace(token=kept).written or colander.null
            raise
        if not paper.kind:
            return file
        return paper._replace(token="" if file is colander.null else file).written

    def _paper(self, field: Any, pstruct: Mapping[str, Any]) -> on_paper.HandedIn:
        """Return what was received on paper, where that is ticked."""
        if not self.takes_paper or not pstruct.get("on_paper"):
            return on_paper.HandedIn()
        kind, copies = pstruct.get("paper_kind"), str(pstruct.get("paper_copies", ""))
        known = kind if kind in dict(on_paper.KINDS) else self.copy_kind
        number = int(copies) if copies.isdecimal() and len(copies) < 3 else 0
        if not 1 <= number <= on_paper.MOST:
            kept = on_paper.HandedIn(str(pstruct.get("kept") or ""), known, self.copies)
            language = field.get_root().request.locale_name
            said = translate(_("Say how many copies were received, from 1 to 99."), language)
            raise colander.Invalid(field.schema, said, kept.written)
        return on_paper.HandedIn("", known, number)

    def _file(self, field: Any, pstruct: Mapping[str, Any]) -> Any:
        chosen: Any = pstruct.get("upload")
        kept: Any = pstruct.get("kept") or colander.null
        if pstruct.get("drop"):
            kept = colander.null
        try:
            if not getattr(chosen, "filename", ""):
                return _still_held(field, kept)
            return uploads.hold(
                _acting(field), chosen.filename, chosen.file, self.rule, paper=self.paper
            )
        except Refusal as refusal:
            language = field.get_root().request.locale_name
            said = " ".join(
                translate(each, language) for each in (refusal.sentence, refusal.way_out) if each
            )
            if isinstance(refusal, uploads.NoLongerHeld):
                kept = colander.null
            raise colander.Invalid(field.schema, said, kept) from refusal

    def _held(self, field: Any, token: str) -> Document | None:
        try:
            return uploads.held(_acting(field), token) if token else None
        except Refusal:
            return None


def _still_held(field: Any, kept: Any) -> Any:
    """Return the token of a held file, having looked that the file is there."""
    if kept is not colander.null:
        uploads.held(_acting(field), kept)
    return kept


def _acting(field: Any) -> Any:
    return field.get_root().request.acting
