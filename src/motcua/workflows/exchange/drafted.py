"""The draft that becomes of a file of others: its text, and what somebody must still say.

Nothing here decides anything about the procedure.  Where the file is silent
the draft says the most harmless thing and a remark stands beside it; the
checks of the language tell the rest.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from motcua.storage.folding import fold
from motcua.words import Sentence, _, translate
from motcua.workflows.differences import between
from motcua.workflows.differences import said as change_said
from motcua.workflows.exchange import plain
from motcua.workflows.exchange.markup import CannotTakeIn
from motcua.workflows.exchange.plain import Tree, Value
from motcua.workflows.exchange.writing import Path, written
from motcua.workflows.keys import STATE
from motcua.workflows.reader import read
from motcua.workflows.reading.blocks import LONGEST_TITLE
from motcua.workflows.reading.nodes import MOST_ACTIONS, MOST_STATES

SOMEBODY = "officer"
"""Who does what nobody was named for, until somebody says who."""
MOST_REMARKS, MOST_BESIDE = 100, 5
LONGEST_REMARK = 200

ENDINGS = (
    ("cancelled", re.compile(r"rut|huy|dung|withdr|cancel|stop|abort|terminat")),
    ("failure", re.compile(r"tu choi|khong|refus|reject|fail|den[iy]|error|declin")),
)
"""What the name of an end tells about it, without marks."""


@dataclass(frozen=True)
class Taken:
    """What was made of a file: a text to begin a draft with.  It is never published by itself."""

    format: str
    """``yaml``, ``scxml`` or ``bpmn``."""
    text: str
    remarks: tuple[Sentence, ...] = ()
    """What is to be completed or looked at, in the order of the file."""
    is_whole: bool = False
    """Whether it is the very file that was once exported here."""


@dataclass
class Drafted:
    """A procedure being put together from a file of others."""

    format: str
    head: Tree = field(default_factory=dict)
    """Everything but the states, where the file brought it along."""
    states: dict[str, Tree] = field(default_factory=dict)
    undrawn: str = ""
    """Where an action leads that the format does not draw; ``same`` in BPMN."""
    shared: dict[str, list[str]] = field(default_factory=dict)
    """For each action of ``anywhere``, the states in which the file shows it."""
    remarks: list[Sentence] = field(default_factory=list)
    beside: dict[Path, dict[str, Sentence]] = field(default_factory=dict)
    _said: set[str] = field(default_factory=set)
    _count: int = 0

    def remark(self, sentence: Sentence, *path: str) -> None:
        """Say what somebody must look at, and where it stands in the text."""
        said = translate(sentence, "en")
        if said not in self._said and len(self._said) < MOST_REMARKS:
            self._said.add(said)
            self.remarks.append(sentence)
        beside = self.beside.setdefault(path, {}) if path else {}
        if len(beside) < MOST_BESIDE:
            beside.setdefault(said, sentence)

    def begin_foreign(self, name: str) -> None:
        """Write the head of a procedure of which the file tells no more than a name."""
        self.head = {
            "workflow": slug(name, "quy-trinh-moi", "-"),
            "version": "1",
            "title": name or "Quy trình mới",
        }

    def ask_ending(self, id: str, name: str) -> None:
        """Ask what an end means, which the file of others does not say."""
        self.remark(
            _(
                "Does “${name}” end with a result (success), without one (failure), or is it"
                " given up (cancelled)?",
                mapping={"name": clipped(name)},
            ),
            "states",
            id,
        )

    def ask_condition(self, text: str, *path: str) -> None:
        """Ask which condition of ours an expression of the file stands for."""
        self.remark(
            _(
                "Conditions have names here and are no expressions. Which one is “${text}”?",
                mapping={"text": clipped(text)},
            ),
            *path,
        )

    def add_state(self, id: str, told: Tree) -> Tree:
        """Add a state."""
        if len(self.states) >= MOST_STATES:
            raise CannotTakeIn(
                _("A procedure has ${n} states at most.", mapping={"n": MOST_STATES})
            )
        return self.states.setdefault(id, told)

    def add_action(self, state: str, id: str, told: Tree) -> str:
        """Add an action; one that leads elsewhere under the same name gets a name of its own."""
        actions = self.states[state].setdefault("actions", {})
        if actions.get(id) == told:
            return id
        free = unique(id, actions)
        actions[free] = told
        return free

    def count(self) -> None:
        """Count one more way on from a step; refuse what no procedure has."""
        self._count += 1
        if self._count > MOST_ACTIONS:
            raise CannotTakeIn(
                _("A procedure has ${n} actions at most.", mapping={"n": MOST_ACTIONS})
            )

    def share(self, state: str, id: str, target: str) -> None:
        """Take an action of ``anywhere`` as the file shows it at one state."""
        whole = self.head.get("anywhere", {}).get(id)
        if whole is None:
            self.add_action(state, id, {"title": readable(id), "by": SOMEBODY, "to": target})
        elif whole.get("to") == target:
            self.shared.setdefault(id, []).append(state)
        else:
            own = {key: value for key, value in whole.items() if key != "from"}
            self.add_action(state, id, {**own, "to": target})

    def taken(self, original: str, language: str) -> Taken:
        """Return the text; the original file, where it says the same and was carried along."""
        text = written(self._tree(), self._comments(language))
        remarks = list(self.remarks)
        new = read(text).definition
        old = read(original).definition if original else None
        if old is not None and new is not None:
            if plain.same(old, new):
                return Taken(self.format, original, (), True)
            changes = between(old, new)[:MOST_REMARKS]
            remarks += [_changed_elsewhere(change_said(each)) for each in changes]
        return Taken(self.format, text, tuple(remarks))

    def _tree(self) -> Tree:
        head = dict(self.head)
        order = head.get("states", [])
        known = [each for each in order if each in self.states]
        states = {id: _in_order(self.states[id]) for id in dict.fromkeys([*known, *self.states])}
        start = {
            "workflow": "quy-trinh-moi",
            "version": "1",
            "title": "Quy trình mới",
            "roles": {SOMEBODY: "Chuyên viên thụ lý"},
        }
        tree: Tree = {**start, **head, "states": states}
        anywhere = self._anywhere()
        if anywhere:
            tree["anywhere"] = anywhere
        else:
            tree.pop("anywhere", None)
        return tree

    def _anywhere(self) -> Tree:
        """Return the shared actions, with the states in which the file shows them."""
        shared: Tree = {}
        for id, told in self.head.get("anywhere", {}).items():
            at = self.shared.get(id, [])
            if self.undrawn and told.get("to") == self.undrawn:
                said = told.get("from", [])
                named = [said] if isinstance(said, str) else said
                at = [each for each in named if each in self.states]
            if at:
                shared[id] = {**told, "from": at[0] if len(at) == 1 else at}
        return shared

    def _comments(self, language: str) -> dict[Path, list[str]]:
        return {
            path: [translate(each, language) for each in said.values()]
            for path, said in self.beside.items()
        }


def _in_order(told: Tree) -> Tree:
    """Put what a state says into the order in which files say it."""
    return {key: told[key] for key in dict.fromkeys([*STATE, *told]) if key in told}


def _changed_elsewhere(change: Sentence) -> Sentence:
    return _("Changed in another program: ${change}", mapping={"change": change})


def titled(told: Value | None, shown: str) -> Value:
    """Return the title: as we wrote it, unless another program shows another one now."""
    labels = told.values() if isinstance(told, dict) else [told]
    return told if told and (not shown or shown in labels) else shown


def short(shown: str, id: str) -> str:
    """Return a title that is not longer than titles are."""
    said = shown or readable(id)
    return said if len(said) <= LONGEST_TITLE else said[: LONGEST_TITLE - 1].rstrip() + "…"


def readable(id: str) -> str:
    """Return an id as a title, until somebody gives it one."""
    return " ".join(id.replace("_", " ").replace("-", " ").replace(".", " ").split())


def slug(text: str, otherwise: str, sign: str = "_") -> str:
    """Return an id made of a name: small letters without marks, digits and one sign."""
    said = re.sub(r"[^a-z0-9]+", sign, fold(text)).strip(sign)[:50].strip(sign)
    if not said:
        return otherwise
    return said if said[0].isalpha() or sign == "-" else f"{otherwise}{sign}{said}"


def unique(id: str, taken: Tree | set[str]) -> str:
    """Return an id that is not taken yet."""
    if id not in taken:
        return id
    return next(f"{id}_{number}" for number in range(2, 10_000) if f"{id}_{number}" not in taken)


def ending(name: str) -> str:
    """Return what kind of end a name probably speaks of."""
    plain_name = fold(name)
    return next((end for end, words in ENDINGS if words.search(plain_name)), "success")


def clipped(text: str) -> str:
    """Return a piece of a foreign file short enough for a sentence."""
    return text if len(text) <= LONGEST_REMARK else text[: LONGEST_REMARK - 1] + "…"
