"""Reading the steps of a procedure: who may do what, and where it goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from motcua.words import _
from motcua.workflows.definition import Action, Asked, AutoRule, LateRule, State
from motcua.workflows.reading.blocks import Block
from motcua.workflows.reading.forms import Vocabulary
from motcua.workflows.reading.nodes import MOST_ACTIONS, MOST_STATES
from motcua.workflows.reading.pairs import written_twice


def states(top: Block, vocabulary: Vocabulary) -> dict[str, State]:
    """Read every state, with the actions of ``anywhere`` that it shares."""
    blocks = top.blocks("states")
    if len(blocks) > MOST_STATES:
        top.note(
            "D04",
            top.line_of("states"),
            _("A procedure has ${n} states at most.", mapping={"n": MOST_STATES}),
        )
        return {}
    read = {id: _state(id, block, vocabulary) for id, block in blocks}
    if _share_anywhere(top, read, vocabulary) > MOST_ACTIONS:
        top.note(
            "D04",
            top.line_of("states"),
            _("A procedure has ${n} actions at most.", mapping={"n": MOST_ACTIONS}),
        )
        return {}
    return read


def _state(id: str, block: Block, vocabulary: Vocabulary) -> State:
    return State(
        id,
        block.title(_("State “${id}”", mapping={"id": id}), id),
        start=block.yes_no("start", False),
        final=block.word("final", "", code="S03"),
        clock=block.word("clock", "running", code="T03"),
        within=block.term("within"),
        edit=block.names("edit"),
        consult=block.texts("consult"),
        actions=tuple(
            _action(action, each, vocabulary) for action, each in block.blocks("actions")
        ),
        late=late_rules(block, "late", id),
        auto=tuple(_auto(each, vocabulary) for each in block.rows("auto")),
        tells=block.label("tells"),
        line=block.line,
    )


def _action(id: str, block: Block, vocabulary: Vocabulary) -> Action:
    asked = vocabulary.asked(block, "ask")
    return Action(
        id,
        block.title(_("Action “${id}”", mapping={"id": id}), id),
        by=block.names("by"),
        to=block.name("to"),
        needs=vocabulary.needed(block),
        ask=asked,
        when=vocabulary.conditions(block),
        not_by_who_did=block.texts("not_by_who_did"),
        at_most=block.number("at_most"),
        set=vocabulary.filled(block),
        letter=block.text("letter"),
        notify=block.names("notify"),
        assign=_assign(block, asked, vocabulary),
        clock=block.word("clock", "", code="T03"),
        extend_by=block.text("extend_by"),
        consultations=block.word("consultations", "", code="C05"),
        confirm=block.label("confirm"),
        anywhere=block.kind == "anywhere",
        line=block.line,
    )


def _assign(block: Block, asked: tuple[Asked, ...], vocabulary: Vocabulary) -> str:
    """Return who holds the case afterwards: as written, or the one official that is asked for."""
    if "assign" in block:
        return block.name("assign")
    officials = [
        each.field
        for each in asked
        if (field := vocabulary.field(each.field)) is not None and field.kind == "official"
    ]
    return officials[0] if len(officials) == 1 else ""


def late_rules(block: Block, key: str, owner: str) -> tuple[LateRule, ...]:
    """Read what happens before and after a limit; ids are ``<owner>.<number>``."""
    return tuple(_late(f"{owner}.{number}", row) for number, row in enumerate(block.rows(key), 1))


def _late(id: str, block: Block) -> LateRule:
    if ("before" in block) == ("after" in block):
        block.note("D11", block.line, _("Each line of “late” has either “before” or “after”."))
    return LateRule(
        id,
        before=block.term("before"),
        after=block.term("after"),
        notify=block.names("notify"),
        letter=block.text("letter"),
        go=block.text("go") if block.kind == "late" else "",
        line=block.line,
    )


def _auto(block: Block, vocabulary: Vocabulary) -> AutoRule:
    return AutoRule(
        to=block.text("to"),
        when=vocabulary.conditions(block),
        otherwise=block.yes_no("otherwise", False),
        set=vocabulary.filled(block),
        letter=block.text("letter"),
        notify=block.names("notify"),
        line=block.line,
    )


def _share_anywhere(top: Block, read: dict[str, State], vocabulary: Vocabulary) -> int:
    """Give each state the actions of ``anywhere`` that name it; return how many there are then."""
    count = sum(len(state.actions) for state in read.values())
    for id, block in top.blocks("anywhere"):
        action = _action(id, block, vocabulary)
        for name in block.texts("from"):
            if count > MOST_ACTIONS:
                return count
            state = read.get(name)
            if state is None:
                _note_unknown(block, name, read)
            elif state.action(id):
                block.note("D02", block.line, written_twice(id))
            else:
                read[name] = replace(state, actions=(*state.actions, action))
                count += 1
    return count


def _note_unknown(block: Block, name: str, read: Mapping[str, State]) -> None:
    block.note(
        "S04",
        block.line_of("from"),
        _("There is no state “${state}”.", mapping={"state": name[:80]}),
        block.source.found.hint(name, read),
    )
