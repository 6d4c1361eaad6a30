"""Which state leads to which: the procedure as a drawing of arrows.

Shared by the checks (can the end be reached?), the machine (where does
``back`` lead?) and the diagram.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from motcua.workflows.definition import BACK, SAME, Action, AutoRule, Definition, LateRule, State


@dataclass(frozen=True)
class Arrow:
    """One way from a state to another."""

    start: str
    end: str
    node: Action | AutoRule | LateRule

    @property
    def kind(self) -> str:
        """``action``, ``auto`` or ``late``: who takes the case along this way."""
        if isinstance(self.node, Action):
            return "action"
        return "auto" if isinstance(self.node, AutoRule) else "late"


def written_arrows(state: State) -> Iterable[Arrow]:
    """Return the arrows of a state as the file writes them, ``back`` and ``same`` included."""
    for action in state.actions:
        yield Arrow(state.id, action.to, action)
    for rule in state.auto:
        yield Arrow(state.id, rule.to, rule)
    for late in state.late:
        if late.go:
            yield Arrow(state.id, late.go, late)


class Graph:
    """Every arrow between the states of a definition."""

    def __init__(self, definition: Definition, mend: Callable[[str], str] | None = None):
        """Draw ``definition``; ``mend`` says which state an unknown name stands for, if any."""
        self.states = definition.states
        self._written = {
            id: [self._mended(arrow, mend) for arrow in written_arrows(state)]
            for id, state in self.states.items()
        }
        self._forward = {
            id: [arrow for arrow in arrows if arrow.end in self.states]
            for id, arrows in self._written.items()
        }
        self.origins = self._find_origins()
        """For each state, those from which a case may have come there: where ``back`` leads."""
        self.arrows = {id: list(self._with_back(state)) for id, state in self.states.items()}

    def _mended(self, arrow: Arrow, mend: Callable[[str], str] | None) -> Arrow:
        if mend is None or arrow.end in self.states or arrow.end in (BACK, SAME):
            return arrow
        return replace(arrow, end=mend(arrow.end))

    def _find_origins(self) -> dict[str, tuple[str, ...]]:
        """Automatic states are passed through: a case comes from where somebody sent it off.

        Going back is itself a way of coming somewhere, so this is repeated
        until nothing new is found.
        """
        origins: dict[str, dict[str, None]] = {id: {} for id in self.states}
        going_back = [
            id
            for id, state in self.states.items()
            if any(each.to == BACK for each in state.actions)
        ]
        ways = [
            (arrow.start, landing)
            for id in self.states
            if not self.states[id].auto
            for arrow in self._forward[id]
            for landing in self._landings(arrow.end)
            if landing != id
        ]
        for start, landing in ways:
            origins[landing][start] = None
        changed = bool(going_back)
        while changed:
            changed = False
            for id in going_back:
                for origin in list(origins[id]):
                    if id not in origins[origin]:
                        origins[origin][id] = None
                        changed = True
        return {id: tuple(found) for id, found in origins.items()}

    def _landings(self, state: str) -> list[str]:
        """Return where a case that enters ``state`` comes to rest."""
        seen: dict[str, None] = {}
        waiting = [state]
        while waiting:
            id = waiting.pop()
            if id not in seen:
                seen[id] = None
                waiting.extend(arrow.end for arrow in self._forward[id] if arrow.kind == "auto")
        return [id for id in seen if not self.states[id].auto]

    def _with_back(self, state: State) -> Iterable[Arrow]:
        for arrow in self._written[state.id]:
            if arrow.end == BACK:
                yield from (Arrow(state.id, end, arrow.node) for end in self.origins[state.id])
            elif arrow.end == SAME:
                yield Arrow(state.id, state.id, arrow.node)
            elif arrow.end in self.states:
                yield arrow

    def ends(self, state: str) -> list[str]:
        """Return the other states to which ``state`` leads, each once."""
        return [id for id in dict.fromkeys(a.end for a in self.arrows[state]) if id != state]

    def reached_from(self, starts: Iterable[str]) -> set[str]:
        """Return every state that can be reached, the starts included."""
        return _closure(starts, {id: self.ends(id) for id in self.states})

    def leading_to(self, ends: Iterable[str]) -> set[str]:
        """Return every state from which one of ``ends`` can be reached, themselves included."""
        backwards: dict[str, list[str]] = {id: [] for id in self.states}
        for id in self.states:
            for end in self.ends(id):
                backwards[end].append(id)
        return _closure(ends, backwards)

    def forward_order(self, start: str) -> list[str]:
        """Return what ``start`` leads to, so that every way forward leads to a later state.

        A way back is one that leads to a state still being gone through.
        """
        done: dict[str, None] = {}
        waiting: list[tuple[str, list[str]]] = [(start, self.ends(start))]
        seen = {start}
        while waiting:
            id, ends = waiting[-1]
            onward = next((end for end in ends if end not in seen), None)
            if onward is None:
                done[id] = None
                waiting.pop()
            else:
                seen.add(onward)
                waiting.append((onward, self.ends(onward)))
        return list(reversed(done))


def _closure(starts: Iterable[str], ways: Mapping[str, Iterable[str]]) -> set[str]:
    seen: set[str] = set()
    waiting = list(starts)
    while waiting:
        id = waiting.pop()
        if id not in seen:
            seen.add(id)
            waiting.extend(ways[id])
    return seen
