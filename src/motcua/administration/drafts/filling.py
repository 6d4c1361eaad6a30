"""Forms over a part of a procedure: questions made of the keys it may have.

Which keys a step, an action or a paper has, and what may stand under each, is
said in :mod:`motcua.workflows.shapes`; here it becomes a question, and the
answer becomes what is to stand there.  Nothing is known here of how a file is
written: that is the matter of :mod:`motcua.workflows.editing`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import colander
from deform.widget import SelectWidget, TextAreaWidget
from pyramid.request import Request

from motcua.acting import Refusal
from motcua.administration.drafts.lines import line, pairs, read_lines
from motcua.administration.drafts.naming import Names, Offered
from motcua.administration.drafts.wording import (
    FIRST,
    FREE,
    GROUPS,
    HELP,
    LONG,
    NAMING,
    title_of,
)
from motcua.deadlines.terms import read_term
from motcua.pages.questions import choice, question, several_of, tick
from motcua.pages.widgets import Folded
from motcua.words import Label, Sentence, _, translate
from motcua.workflows.keys import meaning
from motcua.workflows.shapes import LISTS, SAID, SHAPES, Kind, Shape

Said = dict[str, Any]
"""What stands in a block: English keys with texts, lists and mappings."""

LEFT_OUT = frozenset({"workflow", "version", "migrate"})
"""Keys of the procedure that no form changes: they are kept by the drafts themselves."""
LINES = frozenset({Kind.CONDITIONS, Kind.VALUES, Kind.LABELS, Kind.ANSWERS})
"""What is written line by line."""
MORE = "more"
MAY = "_may"
"""After the key of what is asked: the fields that may be left empty."""
VI, EN = "_vi", "_en"


class Filling:
    """The questions about one block, and what their answers mean."""

    def __init__(self, request: Request, names: Names, block: str, said: Said):
        self.request = request
        self.names = names
        self.block = block
        self.said = said

    def schema(self) -> colander.SchemaNode:
        """Return the questions: those with an answer first, the others folded behind them.

        Where there are many, they stand in groups, open where something is answered.
        """
        groups = GROUPS.get(self.block, ())
        grouped = {key for _name, _title, keys in groups for key in keys}
        shown: list[Any] = []
        behind: list[Any] = []
        for key, shape in self.shapes():
            if key not in grouped:
                nodes = self.nodes(key, shape, self.said.get(key))
                (shown if self._is_first(key) else behind).extend(nodes)
        children = [*shown, *(self._group(*each) for each in groups)]
        if behind:
            children.append(self._folded(MORE, _("Further settings"), behind))
        return colander.SchemaNode(colander.Mapping(), *children)

    def _group(self, name: str, title: Sentence, keys: tuple[str, ...]) -> colander.SchemaNode:
        shapes = SHAPES[self.block]
        nodes = [node for key in keys for node in self.nodes(key, shapes[key], self.said.get(key))]
        group = self._folded(f"{MORE}-{name}", title, nodes)
        group.widget.is_open = any(self.said.get(key) for key in keys)
        return group

    def meant(self, filled: Mapping[str, Any]) -> Said:
        """Return what is to stand under each key."""
        flat = dict(filled)
        for name, inside in filled.items():
            if name.partition("-")[0] == MORE:
                flat.update(inside or {})
        return {key: self.meaning(key, shape, flat) for key, shape in self.shapes()}

    def shapes(self) -> list[tuple[str, Shape]]:
        """Return the keys that are asked about, and what may stand under each."""
        shapes = SHAPES[self.block]
        order = dict.fromkeys([*FIRST.get(self.block, ()), *shapes])
        return [
            (key, shapes[key])
            for key in order
            if shapes[key].kind is not Kind.BLOCKS
            and not (self.block == "procedure" and key in LEFT_OUT)
        ]

    def _is_first(self, key: str) -> bool:
        return key in FIRST.get(self.block, ()) or bool(self.said.get(key))

    def _folded(self, name: str, title: Sentence, nodes: list[Any]) -> colander.SchemaNode:
        return colander.SchemaNode(
            colander.Mapping(),
            *nodes,
            name=name,
            title=self._say(title),
            widget=Folded(),
            missing=None,
        )

    def _say(self, sentence: Sentence) -> str:
        said = translate(sentence, self.request.locale_name)
        return said[:1].upper() + said[1:]

    # ---- questions ---------------------------------------------------------------------------

    def nodes(self, key: str, shape: Shape, said: Any) -> list[colander.SchemaNode]:
        """Return the questions about one key, filled in with what stands there."""
        if shape.kind in SAID:
            return self._label(key, said or {})
        if shape.kind is Kind.ROWS:
            return self._rows(key, shape, said or [])
        if shape.kind is Kind.BLOCK:
            inside = Filling(self.request, self.names, shape.of, said or {})
            return [self._folded(key, title_of(key), inside.schema().children)]
        if shape.kind in LINES:
            return [self._lines(key, shape, said)]
        if shape.kind in LISTS:
            return self._several(key, shape, said or [])
        return [self._single(key, shape, said or "")]

    def _single(self, key: str, shape: Shape, said: str) -> colander.SchemaNode:
        offered = self.names.offered(key, shape)
        if offered and said:
            offered = self.names.offered(key, shape, [said])
        if shape.kind is Kind.TERM:
            return self._term(key, said)
        if offered and key not in FREE and (shape.kind is not Kind.TEXT or len(offered) > 1):
            node = choice(
                self.request, key, self._say(title_of(key)), offered, help=HELP.get(key, "")
            )
            unsaid = [("", translate(_("— not written —"), self.request.locale_name))]
            node.widget = SelectWidget(values=[*unsaid, *_in(offered, self.request.locale_name)])
            node.missing, node.default = "", said
            return node
        help = HELP["number"] if shape.kind is Kind.NUMBER else ""
        node = question(
            self.request,
            key,
            self._say(title_of(key)),
            help=HELP.get(key, help),
            required=False,
        )
        if shape.kind in (Kind.NUMBER, Kind.AMOUNT):
            node.validator = _is_number
        node.default = said
        return node

    def _term(self, key: str, said: str) -> colander.SchemaNode:
        node = question(
            self.request, key, self._say(title_of(key)), help=HELP["term"], required=False
        )
        node.validator = _is_term
        node.default = _term_said(said, self.request.locale_name)
        return node

    def _label(self, key: str, said: Mapping[str, str]) -> list[colander.SchemaNode]:
        kind = "long_text" if key in LONG else "text"
        nodes = []
        for end, language, title in (
            (VI, "vi", _("${what}, in Vietnamese", mapping={"what": title_of(key)})),
            (EN, "en", _("${what}, in English", mapping={"what": title_of(key)})),
        ):
            node = question(self.request, key + end, self._say(title), kind, required=False)
            node.default = said.get(language, "")
            nodes.append(node)
        return nodes

    def _several(self, key: str, shape: Shape, said: list[str]) -> list[colander.SchemaNode]:
        bare = [each.removesuffix("?") for each in said]
        offered = self.names.offered(key, shape, bare)
        first = several_of(
            self.request, key, self._say(title_of(key)), offered, help=HELP.get(key, "")
        )
        first.default = set(bare)
        if shape.kind is not Kind.ASKED or not said:
            return [first]
        asked = [(id, title) for id, title in offered if id in bare]
        second = several_of(
            self.request, key + MAY, self._say(_("Of these, may be left empty")), asked
        )
        second.default = {each.removesuffix("?") for each in said if each.endswith("?")}
        return [first, second]

    def _lines(self, key: str, shape: Shape, said: Any) -> colander.SchemaNode:
        help = translate(HELP[shape.kind.value], self.request.locale_name)
        if shape.kind is Kind.CONDITIONS:
            known = (f"{name} ({self._say(label)})" for name, label in self.names.conditions())
            help = f"{help} {' · '.join(known)}"
        return colander.SchemaNode(
            colander.String(),
            name=key,
            title=self._say(title_of(key)),
            description=help,
            default="\n".join(line(each) for each in pairs(said)),
            missing="",
            widget=TextAreaWidget(rows=3),
            validator=colander.Length(max=10_000),
        )

    def _rows(self, key: str, shape: Shape, said: list[Said]) -> list[colander.SchemaNode]:
        """Return one section for each row, and an empty one for a further row."""
        nodes = []
        for number in range(len(said) + 1):
            is_new = number == len(said)
            inside = Filling(self.request, self.names, shape.of, {} if is_new else said[number])
            children = [
                child
                for name, each in SHAPES[shape.of].items()
                for child in inside.nodes(name, each, inside.said.get(name))
            ]
            if not is_new:
                children.append(tick(self.request, "drop", self._say(_("Take this line out"))))
            title = (
                _("${what}: one more line", mapping={"what": self._say(title_of(key))})
                if is_new
                else _(
                    "${what}: ${which}",
                    mapping={
                        "what": self._say(title_of(key)),
                        "which": self._which(shape.of, said[number], number + 1),
                    },
                )
            )
            nodes.append(self._folded(f"{key}-{number + 1}", title, children))
        return nodes

    def _which(self, block: str, said: Said, number: int) -> Sentence:
        """Say in short what stands in a row."""
        language = self.request.locale_name
        for key, shape in SHAPES[block].items():
            each = said.get(key)
            if each and shape.kind is Kind.TERM:
                return f"{translate(title_of(key), language)} {_term_said(each, language)}"
            if each and key in NAMING:
                if isinstance(each, Mapping):
                    return Label(each.get("vi", ""), each.get("en", ""))
                return dict(self.names.offered(key, shape)).get(each, each)
        return _("line ${n}", mapping={"n": str(number)})

    # ---- answers -----------------------------------------------------------------------------

    def meaning(self, key: str, shape: Shape, filled: Mapping[str, Any]) -> Any:
        """Return what is to stand under one key."""
        said = self.said.get(key)
        if shape.kind in SAID:
            found = {"vi": filled.get(key + VI), "en": filled.get(key + EN)}
            return {language: text.strip() for language, text in found.items() if text}
        if shape.kind is Kind.ROWS:
            return self._meant_rows(key, shape, filled)
        if shape.kind is Kind.BLOCK:
            inside = Filling(self.request, self.names, shape.of, said or {})
            meant = inside.meant(filled.get(key) or {})
            return {name: each for name, each in meant.items() if each}
        answer = filled.get(key)
        if shape.kind in LINES:
            return read_lines(shape, answer or "")
        if shape.kind in LISTS:
            return self._meant_list(key, shape, said or [], filled)
        if shape.kind is Kind.TERM and answer:
            return read_term(answer).text
        typed = (answer or "").strip()
        return meaning(shape.of, typed) if key in FREE else typed

    def _meant_list(
        self, key: str, shape: Shape, said: list[str], filled: Mapping[str, Any]
    ) -> list[str]:
        """Return what was ticked: what stood there in its order, what is new behind it."""
        ticked, free = set(filled.get(key) or ()), set(filled.get(key + MAY) or ())
        bare = [each.removesuffix("?") for each in said]
        order = [*bare, *(id for id, _title in self.names.offered(key, shape, bare))]
        found = [each for each in dict.fromkeys(order) if each in ticked]
        if shape.kind is not Kind.ASKED:
            return found
        return [f"{each}?" if each in free else each for each in found]

    def _meant_rows(self, key: str, shape: Shape, filled: Mapping[str, Any]) -> list[Said]:
        rows: list[Said] = []
        said = self.said.get(key) or []
        for number in range(len(said) + 1):
            answers = filled.get(f"{key}-{number + 1}") or {}
            old = said[number] if number < len(said) else {}
            inside = Filling(self.request, self.names, shape.of, old)
            meant = {
                name: each
                for name, kind in SHAPES[shape.of].items()
                if (each := inside.meaning(name, kind, answers))
            }
            if meant and not answers.get("drop"):
                rows.append(meant)
        return rows


def _in(offered: Offered, language: str) -> list[tuple[str, str]]:
    return [(value, translate(title, language)) for value, title in offered]


def _term_said(said: str, language: str) -> str:
    try:
        return translate(read_term(said).said, language) if said else ""
    except Refusal:
        return said


def _is_term(node: Any, typed: str) -> None:
    try:
        read_term(typed)
    except Refusal as refusal:
        raise colander.Invalid(node, refusal.sentence) from None


def _is_number(node: Any, typed: str) -> None:
    if not typed.strip().replace(".", "").isdecimal():
        raise colander.Invalid(node, _("Write a whole number."))
