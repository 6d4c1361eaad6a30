"""How a definition becomes transitions of the kernel.

Each action of a state is a transition ``state.action``; one that goes back
becomes one for every state it may go back to, ``state.action>origin``; the
lines of ``auto`` are ``state.>0``, ``state.>1`` ..., and late rules have their
own ids, ``state.1``.  No two can be called alike, because ids hold neither
``.`` nor ``>`` and do not begin with a digit.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Acting
from motcua.words import _
from motcua.workflows.definition import BACK, SAME, Action, AutoRule, Definition, State
from motcua.workflows.graph import Graph
from motcua.workflows.guards import Guard, Node, came_from, guards, player
from motcua.workflows.steps import NotOffered, Request

NOBODY = _("Nobody is acting.")
NOT_YOURS = _("This is not for you to do at this step.")
ASK_THE_UNIT = _("Ask the unit that handles the case.")


def somebody(acting: Acting | None) -> Acting:
    """Refuse to let nobody act: without a request the kernel asks for no permission."""
    if acting is None:
        raise NotOffered(NOBODY)
    return acting


class Transitions:
    """The transitions of one definition, by the names the kernel gives them."""

    def __init__(self, definition: Definition):
        self.definition = definition
        self.nodes: dict[str, Node] = {}

    def add_to(self, kernel: Any) -> None:
        """Give an empty kernel its states and transitions."""
        graph = Graph(self.definition)
        for state in self.definition.states.values():
            kernel.add_state(state.id, title=state.title)
        for state in self.definition.states.values():
            self._add_actions(kernel, state, graph.origins[state.id])
            for number, rule in enumerate(state.auto):
                self._add(kernel, f"{state.id}.>{number}", state.id, rule.to, rule)
            for late in state.late:
                if late.go:
                    self._add(kernel, late.id, state.id, late.go, late)

    def _add_actions(self, kernel: Any, state: State, origins: tuple[str, ...]) -> None:
        for action in state.actions:
            name = f"{state.id}.{action.id}"
            if action.to == BACK:
                for origin in origins:
                    guard = came_from(origin)
                    self._add(kernel, f"{name}>{origin}", state.id, origin, action, guard)
            else:
                target = state.id if action.to == SAME else action.to
                self._add(kernel, name, state.id, target, action)

    def _add(self, kernel: Any, name: str, start: str, end: str, node: Node, *more: Guard) -> None:
        self.nodes[name] = node
        kernel.add_transition(
            name,
            start,
            end,
            callback=_remember_origin,
            guards=(self._guard_permission, *map(_as_kernel_guard, (*more, *guards(node)))),
            kind=_kind(node),
        )

    def _may(self, name: str, request: Request) -> bool:
        """Say whether whoever is behind ``request`` may take that transition."""
        node = self.nodes[name]
        if isinstance(node, Action):
            return player(node, request) is not None
        return request.acting.is_system and request.kind == _kind(node)

    def _guard_permission(self, context: Any, info: Any) -> None:
        """Come before every other guard: nobody acts as nobody, and nobody beyond their part."""
        if info.request is None:
            raise NotOffered(NOBODY)
        if not self._may(info.transition["name"], info.request):
            raise NotOffered(NOT_YOURS, ASK_THE_UNIT)


def _kind(node: Node) -> str:
    if isinstance(node, Action):
        return "action"
    return "auto" if isinstance(node, AutoRule) else "late"


def _remember_origin(track: Any, info: Any) -> None:
    """Keep from where the case comes, for ``to: back``; automatic states are passed through."""
    way = info.transition
    if way["kind"] != "auto" and way["from_state"] != way["to_state"]:
        track.came_from = way["from_state"]


def _as_kernel_guard(guard: Guard) -> Any:
    """The kernel ignores what a guard returns: ours only ever refuse, or stay silent."""

    def asked(context: Any, info: Any) -> None:
        guard(info.request, context)

    return asked
