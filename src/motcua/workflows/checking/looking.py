"""What every check looks at, and how it tells what it finds."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from motcua.words import Sentence
from motcua.workflows.definition import Action, AutoRule, Definition, LateRule, State
from motcua.workflows.graph import Graph
from motcua.workflows.keys import plain
from motcua.workflows.problems import Found, meant
from motcua.workflows.surroundings import Surroundings

CLOSED = frozenset({"consultations closed", "ballot closed", "ballot passed"})
"""The conditions under which nothing that was asked can be left behind."""
MOST_GUESSES = 50
"""How many unknown names are guessed at; a hostile file has a thousand."""

Node = TypeVar("Node", Action, AutoRule, LateRule, covariant=True)


@dataclass(frozen=True)
class Placed(Generic[Node]):
    """An action, an automatic line or a late rule, with where it stands in the file."""

    state: State
    node: Node
    path: str


AnyPlaced = Placed[Action] | Placed[AutoRule] | Placed[LateRule]


class Look:
    """A definition, what surrounds it, and the problems found in it so far."""

    def __init__(self, definition: Definition, around: Surroundings, found: Found):
        self.definition = definition
        self.around = around
        self.states = definition.states
        self._found = found
        self._guesses: dict[str, str] = {}
        self._waiting: dict[str, list[State]] = {}
        self.graph = Graph(definition, mend=self._state_meant)

    def _state_meant(self, name: str) -> str:
        """Count a misspelt target as the state that was meant: one slip, one problem."""
        if name not in self._guesses and len(self._guesses) < MOST_GUESSES:
            self._guesses[name] = meant(name, self.states)
        return self._guesses.get(name, "")

    def note(self, code: str, path: str, sentence: Sentence, suggestion: str = "") -> None:
        """Tell a problem of what stands at ``path``."""
        self._found.note(code, self.line(path), sentence, suggestion)

    def line(self, path: str) -> int:
        """Return the line of a path, or of the block in which it would stand."""
        lines = self.definition.lines
        while path and path not in lines:
            path = path.rpartition(".")[0]
        return lines.get(path, 1)

    def actions(self) -> Iterator[Placed[Action]]:
        """Return every action in every state that has it."""
        for state in self.states.values():
            for action in state.actions:
                above = "" if action.anywhere else f"states.{state.id}."
                block = "anywhere" if action.anywhere else "actions"
                yield Placed(state, action, f"{above}{block}.{action.id}")

    def autos(self) -> Iterator[Placed[AutoRule]]:
        """Return every automatic line."""
        for state in self.states.values():
            for number, rule in enumerate(state.auto, 1):
                yield Placed(state, rule, f"states.{state.id}.auto.{number}")

    def lates(self) -> Iterator[Placed[LateRule]]:
        """Return every late rule of a state."""
        for state in self.states.values():
            for number, rule in enumerate(state.late, 1):
                yield Placed(state, rule, f"states.{state.id}.late.{number}")

    def moves(self) -> Iterator[AnyPlaced]:
        """Return everything that takes a case somewhere."""
        yield from self.actions()
        yield from self.autos()
        yield from self.lates()

    def waiting_for(self, opening: State) -> list[State]:
        """Return the states that wait for opinions opened in ``opening``: itself, if no others."""
        if opening.id not in self._waiting:
            onward = self.graph.reached_from([opening.id])
            waiting = [each for each in self._waiting_states if each.id in onward]
            self._waiting[opening.id] = waiting or [opening]
        return self._waiting[opening.id]

    def waits_itself(self, state: State) -> bool:
        """Say whether a state is not left before the opinions opened in it are in."""
        return state in self._waiting_states

    @cached_property
    def _waiting_states(self) -> list[State]:
        return [
            state
            for state in self.states.values()
            if any(self.is_closed(each.name) for action in state.actions for each in action.when)
        ]

    def is_closed(self, said: str) -> bool:
        """Say whether a condition is that of closed consultations, in whichever language."""
        known = self.around.conditions.find(said) if self.around.conditions else None
        return plain(known.name if known else said) in CLOSED

    def unknown(self, said: Iterable[str], known: Collection[str]) -> Iterator[tuple[str, str]]:
        """Return what is not among ``known``, each with the name probably meant."""
        names = frozenset(known) if isinstance(known, (list, tuple)) else known
        for each in said:
            if each and each not in names:
                yield each, self._found.hint(each, known)
