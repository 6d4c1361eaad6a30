"""The machine that moves a case: the one door to repoze.workflow.

Nothing else moves a state.  The kernel is small and has holes, each of which
is closed here, with a test in ``tests/workflows/test_machine_holes.py`` that
fails without the closure:

* it asks no permission where there is no request: here nobody acts as nobody,
  and the first guard of every transition says so;
* it looks at guards before the permission: here the permission is looked at
  first, by a guard of our own, so an outsider does not learn why something is not ready;
* a guard that returns ``False`` lets everything pass: here a condition that
  does not say yes refuses, with its sentence;
* it offers what its guards will refuse: :meth:`Machine.available` evaluates
  them and says why;
* its transitions are known by name alone: here each is ``state.action``;
* it says nothing of a state it does not know: :class:`LostState` does;
* it writes when it is asked for a state: here nothing is written but by
  :meth:`~Machine.begin`, :meth:`~Machine.take` and :meth:`~Machine.take_late`;
* it hands out its own dictionaries: here everything handed out is frozen;
* its registry confuses kinds of content, and ``transition_to_state`` goes on
  after a step that failed: neither is used.

The machine does nothing else of what a definition wants: it returns the
:class:`Step`\\ s taken, and ``cases`` writes the letters and turns the clocks.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from repoze.workflow import Workflow

from motcua.acting import SYSTEM, Acting, Holding
from motcua.words import Sentence, _
from motcua.workflows.definition import BACK, Action, AutoRule, Definition, LateRule, State
from motcua.workflows.guards import UNKNOWN_ORIGIN, Node, action_title, guards, player, verdicts
from motcua.workflows.matter import Matter
from motcua.workflows.steps import (
    NO_FORM,
    LostState,
    NotAtThisStep,
    NotOffered,
    NotYet,
    Offer,
    Request,
    Step,
    Underway,
)
from motcua.workflows.transitions import ASK_THE_UNIT, NOT_YOURS, Transitions, somebody

__all__ = [
    "LostState",
    "Machine",
    "NotAtThisStep",
    "NotOffered",
    "NotYet",
    "Offer",
    "Small",
    "Step",
    "compiled",
    "small",
]

MOST_AUTOMATIC_STEPS = 10
"""The checks prove that there is no circle; a case must not hang if they missed one."""

MOST_KEPT = 1000
"""Compiled machines kept in memory; one takes some hundred kilobytes at the most."""


class Machine:
    """A definition, compiled; the same for every case that follows it."""

    def __init__(self, definition: Definition):
        self.definition = definition
        self._transitions = Transitions(definition)
        self._workflow = Workflow("state", definition.start.id, name=definition.name)
        self._transitions.add_to(self._workflow)

    def state(self, matter: Matter) -> State:
        """Return the state in which ``matter`` stands; :class:`LostState` where it is unknown."""
        stored = getattr(matter.track, "state", None)
        state = self.definition.states.get(stored or "")
        if state is None:
            raise LostState(
                _(
                    "This case stands at a step “${state}” that version ${version} of its"
                    " procedure does not have.",
                    mapping={"state": stored or "", "version": str(self.definition.version)},
                ),
                _("Tell the administrator of procedures: this case needs a new step."),
            )
        return state

    def available(self, matter: Matter, acting: Acting) -> list[Offer]:
        """Return the actions that this person has here, possible or not yet, in the file's order.

        Looks at the present state alone, so it costs the same in a procedure
        of five states and of two hundred.  Writes nothing.
        """
        request = Request(matter, somebody(acting))
        offers = (self._offer(action, request) for action in self.state(matter).actions)
        return [offer for offer in offers if offer is not None]

    def _offer(self, action: Action, request: Request) -> Offer | None:
        holding = player(action, request)
        if holding is None:
            return None
        held = holding if isinstance(holding, Holding) else None
        reason = self._reason_against(action, request)
        return Offer(action, enabled=not reason, reason=reason, holding=held)

    def _reason_against(self, action: Action, request: Request) -> Sentence:
        try:
            if action.to == BACK:
                self._name(request.matter, action)
            for guard in guards(action):
                guard(request, self.definition)
        except NotYet as refusal:
            return refusal.sentence
        return ""

    def begin(self, matter: Matter, acting: Acting) -> list[Step]:
        """Put a new matter into the first state, and on from there if that is automatic."""
        somebody(acting)
        if getattr(matter.track, "state", None):
            raise NotAtThisStep(_("This case has begun already."))
        self._workflow.initialize(matter.track, Request(matter, acting, kind="start"))
        state = self.state(matter)
        steps = [Step(state, "start", "", state.id)]
        return steps + self._run_on(matter, acting, steps)

    def take(
        self, matter: Matter, acting: Acting, action: str, form: Mapping[str, Any] | None = None
    ) -> list[Step]:
        """Take an action, and the automatic steps that follow it.

        Raises :class:`NotAtThisStep`, :class:`NotOffered` or :class:`NotYet`,
        in this order, with the sentence to show; then nothing has moved.
        """
        somebody(acting)
        state = self.state(matter)
        node = state.action(action)
        if node is None:
            raise NotAtThisStep(
                _(
                    "“${action}” is not done at the step “${state}”.",
                    mapping={"action": action_title(self.definition, action), "state": state.title},
                ),
                _("Look at the case as it is now: somebody may have acted on it."),
            )
        asked = {each.field for each in node.ask}
        filled = MappingProxyType({k: v for k, v in (form or {}).items() if k in asked})
        request = Request(matter, acting, form=filled)
        if player(node, request) is None:
            raise NotOffered(NOT_YOURS, ASK_THE_UNIT)
        steps = [self._move(self._name(matter, node), node, request)]
        return steps + self._run_on(matter, acting, steps)

    def take_late(self, matter: Matter, acting: Acting, rule: LateRule) -> list[Step]:
        """Take the case where a late rule says; only the system does, through the same kernel.

        Raises :class:`NotYet` where something is in the way of it, or of what
        follows by itself; then nothing has moved.
        """
        somebody(acting)
        state = self.state(matter)
        if rule not in state.late or not rule.go:
            raise NotAtThisStep(
                _(
                    "This deadline no longer concerns the step “${state}”.",
                    mapping={"state": state.title},
                )
            )
        track = matter.track
        before = track.state, track.came_from
        try:
            steps = [self._move(rule.id, rule, Request(matter, acting, kind="late"))]
            return steps + self._run_on(matter, acting, steps)
        except NotYet:
            track.state, track.came_from = before
            raise

    def bring_over(self, matter: Matter, state: str) -> None:
        """Put a matter that followed another version at ``state`` of this one; no step is taken.

        The kernel's own tool for a definition that was changed raises where it
        does not know the state.
        """
        matter.track.state = state
        self._workflow.reset(matter.track)

    def leads_back(self, state: str, origin: str) -> bool:
        """Say whether what goes back from ``state`` may go back to ``origin``."""
        actions = [each for each in self.definition.states[state].actions if each.to == BACK]
        return all(f"{state}.{each.id}>{origin}" in self._transitions.nodes for each in actions)

    def _run_on(self, matter: Matter, acting: Acting, steps: Iterable[Step]) -> list[Step]:
        """Take the automatic steps that follow ``steps``, as the system."""
        if not self.state(matter).auto:
            return []
        acting = replace(acting, person=SYSTEM, holdings=(), holding=None, applicant_of="")
        filled: dict[str, Any] = {}
        for step in steps:
            filled.update(step.form)
            filled.update(getattr(step.node, "set", {}))
        followed: list[Step] = []
        while (state := self.state(matter)).auto:
            if len(followed) == MOST_AUTOMATIC_STEPS:
                raise NotYet(_("The automatic steps after this action do not come to an end."))
            request = Request(Underway(matter, filled), acting, kind="auto")
            number, rule = self._first_that_holds(state, request)
            followed.append(self._move(f"{state.id}.>{number}", rule, request))
            filled.update(rule.set)
        return followed

    def _first_that_holds(self, state: State, request: Request) -> tuple[int, AutoRule]:
        for number, rule in enumerate(state.auto):
            if rule.otherwise or all(verdicts(rule, request)):
                return number, rule
        raise NotYet(_("At “${state}” no automatic step applies.", mapping={"state": state.title}))

    def _move(self, name: str, node: Node, request: Request) -> Step:
        """Let repoze.workflow take the transition ``name``."""
        track = request.matter.track
        before = track.state
        self._workflow.transition(track, request, name, context=self.definition)
        held = player(node, request) if isinstance(node, Action) else None
        return Step(
            node,
            request.kind,
            before,
            track.state,
            form=request.form or NO_FORM,
            holding=held if isinstance(held, Holding) else None,
        )

    def _name(self, matter: Matter, action: Action) -> str:
        """Return the name of the transition: of one of several where the action goes back."""
        name = f"{matter.track.state}.{action.id}"
        if action.to != BACK:
            return name
        name = f"{name}>{matter.track.came_from}"
        if name not in self._transitions.nodes:
            raise NotYet(UNKNOWN_ORIGIN)
        return name


_compiled: dict[str, Machine] = {}


def compiled(definition: Definition) -> Machine:
    """Return the machine of a definition; compiled once for each text.

    Our own register and not the kernel's, which is shared by the whole
    process and mixes up kinds of content.
    """
    key = definition.digest
    if not key:
        return Machine(definition)
    machine = _compiled.get(key)
    if machine is None or not _is_of(machine, definition):
        while len(_compiled) >= MOST_KEPT:
            del _compiled[next(iter(_compiled))]
        machine = _compiled[key] = Machine(definition)
    return machine


def _is_of(machine: Machine, definition: Definition) -> bool:
    """Say whether the machine was made of this definition, and not of another with its text."""
    return machine.definition is definition or machine.definition == definition


class Small:
    """A handful of states that no administrator writes, moved by the same kernel.

    A request for an opinion is one: sent, answered, silent, withdrawn.  Who may
    make a move is decided by the action that makes it; the machine only knows
    which moves there are.
    """

    def __init__(self, name: str, start: str, moves: Iterable[tuple[str, str, str]]):
        self.name = name
        self.ways = MappingProxyType({(move, before): after for move, before, after in moves})
        self.states = tuple(
            dict.fromkeys(
                [start, *(end for way, after in self.ways.items() for end in (way[1], after))]
            )
        )
        self._workflow = Workflow("state", start, name=name)
        for state in self.states:
            self._workflow.add_state(state)
        for (move, before), after in self.ways.items():
            self._workflow.add_transition(f"{before}.{move}", before, after)

    def begin(self, thing: Any) -> None:
        """Put ``thing`` into the first state."""
        if getattr(thing, "state", None):
            raise NotAtThisStep(_("This has begun already."))
        self._workflow.initialize(thing)

    def allows(self, thing: Any, move: str) -> bool:
        """Say whether ``move`` is possible from where ``thing`` stands.  Writes nothing."""
        return (move, self._stored(thing)) in self.ways

    def move(self, thing: Any, move: str) -> None:
        """Make a move, or refuse it."""
        if not self.allows(thing, move):
            raise NotAtThisStep(
                _("This is not possible any more."),
                _("Look at it as it is now: somebody may have acted on it."),
            )
        self._workflow.transition(thing, None, f"{thing.state}.{move}")

    def _stored(self, thing: Any) -> str:
        stored = getattr(thing, "state", None) or ""
        if stored not in self.states:
            raise LostState(
                _(
                    "“${state}” is no state of ${name}.",
                    mapping={"state": stored, "name": self.name},
                )
            )
        return stored


def small(name: str, start: str, moves: Iterable[tuple[str, str, str]]) -> Small:
    """Return a small machine of the moves ``(move, state before, state after)``."""
    return Small(name, start, moves)
