"""Checks of the states and of the ways between them (S)."""

from __future__ import annotations

from collections import defaultdict

from motcua.words import Label, Sentence, _
from motcua.workflows.checking.looking import AnyPlaced, Look
from motcua.workflows.definition import BACK, SAME, Action, AutoRule, LateRule, State
from motcua.workflows.graph import Arrow, written_arrows


def start(look: Look) -> None:
    """S01: a case must know where to begin."""
    starts = [state for state in look.states.values() if state.start]
    if len(starts) != 1:
        look.note(
            "S01",
            f"states.{starts[1].id}.start" if starts else "states",
            _(
                "There must be exactly one start state; found ${n}.",
                mapping={"n": str(len(starts))},
            ),
        )


def final(look: Look) -> None:
    """S02: a case must be able to end."""
    if not any(state.final for state in look.states.values()):
        look.note("S02", "states", _("There is no final state."))


def targets(look: Look) -> None:
    """S04: whatever goes somewhere goes to a state that exists."""
    for placed in look.moves():
        key = "go" if isinstance(placed.node, LateRule) else "to"
        known = [*look.states, *((BACK, SAME) if isinstance(placed.node, Action) else ())]
        for name, suggestion in look.unknown([getattr(placed.node, key)], known):
            look.note("S04", f"{placed.path}.{key}", _no_such_target(placed, name), suggestion)


def _no_such_target(placed: AnyPlaced, target: str) -> Sentence:
    about = {"state": target[:80], "from": placed.state.id}
    if isinstance(placed.node, Action):
        return _(
            "Action “${action}” goes to “${state}”, but there is no such state.",
            mapping={"action": placed.node.id, **about},
        )
    if isinstance(placed.node, AutoRule):
        return _(
            "An automatic step of “${from}” goes to “${state}”, but there is no such state.",
            mapping=about,
        )
    return _(
        "A deadline of “${from}” leads to “${state}”, but there is no such state.", mapping=about
    )


def reachable(look: Look) -> None:
    """S05: a state that no case can reach is a mistake."""
    starts = [state.id for state in look.states.values() if state.start]
    if not starts:
        return
    reached = look.graph.reached_from(starts)
    for state in look.states.values():
        if state.id not in reached:
            look.note(
                "S05",
                f"states.{state.id}",
                _("No path leads to the state “${state}”.", mapping={"state": state.title}),
            )


def ends(look: Look) -> None:
    """S06, S07, S11: final states are ends, and every other state leads to one."""
    finals = [state.id for state in look.states.values() if state.final]
    leading = look.graph.leading_to(finals)
    for state in look.states.values():
        ways = list(written_arrows(state))
        if state.final:
            if ways or state.late:
                sentence = _(
                    "Final state “${state}” cannot have actions.", mapping={"state": state.title}
                )
                look.note("S06", f"states.{state.id}", sentence)
        elif not ways:
            sentence = _(
                "State “${state}” is a dead end: it has no action and is not final.",
                mapping={"state": state.title},
            )
            look.note("S07", f"states.{state.id}", sentence)
        elif finals and state.id not in leading and len(look.graph.arrows[state.id]) >= len(ways):
            sentence = _(
                "From the state “${state}” a case can never end.", mapping={"state": state.title}
            )
            look.note("S11", f"states.{state.id}", sentence)


def automatic(look: Look) -> None:
    """S08, S09: an automatic state decides by itself, always, and nobody else does."""
    for state in look.states.values():
        if not state.auto:
            continue
        if [rule.otherwise for rule in state.auto] != [False] * (len(state.auto) - 1) + [True]:
            look.note(
                "S08",
                f"states.{state.id}.auto",
                _(
                    "Automatic state “${state}” needs exactly one “otherwise” line, and last.",
                    mapping={"state": state.id},
                ),
            )
        if state.actions:
            look.note(
                "S09",
                f"states.{state.id}",
                _(
                    "State “${state}” is automatic but also has actions of people.",
                    mapping={"state": state.id},
                ),
            )


def circles(look: Look) -> None:
    """S12: automatic steps must come to an end by themselves."""
    told: set[str] = set()
    for state in look.states.values():
        circle = _circle(look, state)
        if circle and not told & set(circle):
            told |= set(circle)
            look.note(
                "S12",
                f"states.{state.id}.auto",
                _(
                    "Automatic steps run in a circle: ${states}.",
                    mapping={"states": " → ".join([*circle, circle[0]])},
                ),
            )


def _circle(look: Look, state: State) -> list[str]:
    """Return the automatic states through which a case would come back to ``state``."""
    came_from: dict[str, str] = {}
    waiting = [state.id] if state.auto else []
    while waiting:
        id = waiting.pop()
        for arrow in look.graph.arrows[id]:
            if arrow.end == state.id:
                return _way_back(came_from, state.id, id)
            if look.states[arrow.end].auto and arrow.end not in came_from:
                came_from[arrow.end] = id
                waiting.append(arrow.end)
    return []


def _way_back(came_from: dict[str, str], start: str, end: str) -> list[str]:
    way = [end]
    while way[0] != start:
        way.insert(0, came_from[way[0]])
    return way


def equal_buttons(look: Look) -> None:
    """S10: a person who sees two buttons of one name presses the wrong one."""
    for state in look.states.values():
        by_title: dict[str, list[Action]] = defaultdict(list)
        for action in state.actions:
            by_title[action.title.vi.casefold()].append(action)
        for actions in by_title.values():
            seen: set[str] = set()
            for action in actions:
                if seen & set(action.by):
                    _note_equal(look, state, action)
                seen |= set(action.by)


def _note_equal(look: Look, state: State, action: Action) -> None:
    place = "anywhere" if action.anywhere else f"states.{state.id}.actions"
    look.note(
        "S10",
        f"{place}.{action.id}",
        _(
            "At “${state}” one person sees two buttons called “${title}”.",
            mapping={"state": state.title, "title": action.title},
        ),
    )


def only_late(look: Look) -> None:
    """S13: where only lateness leads on, everybody will be late.

    Giving up is always possible and does not lead on.
    """
    for state in look.states.values():
        onward = [each for each in look.graph.arrows[state.id] if each.end != state.id]
        kinds = {each.kind for each in onward if not _gives_up(look, each)}
        if kinds == {"late"}:
            look.note(
                "S13",
                f"states.{state.id}",
                _("Only lateness leads on from “${state}”.", mapping={"state": state.title}),
            )


def _gives_up(look: Look, arrow: Arrow) -> bool:
    return arrow.kind == "action" and look.states[arrow.end].final == "cancelled"


def back(look: Look) -> None:
    """S14: going back needs somewhere to go back to."""
    for placed in look.actions():
        if placed.node.to == BACK and not look.graph.origins[placed.state.id]:
            look.note(
                "S14",
                f"{placed.path}.to",
                _(
                    "“to: back” at “${state}”, but no state leads here.",
                    mapping={"state": placed.state.id},
                ),
            )


def migration(look: Look) -> None:
    """S04, S15: old names are old, and lead to states that exist."""
    if look.definition.migrate is None:
        return
    for old, target in look.definition.migrate.states.items():
        path = f"migrate.states.{old}"
        if old in look.states:
            sentence: Sentence = _(
                "The old name “${state}” is that of a state in use.", mapping={"state": old}
            )
            look.note("S15", path, sentence)
        for name, suggestion in look.unknown([target], look.states):
            sentence = _("There is no state “${state}”.", mapping={"state": Label(name[:80])})
            look.note("S04", path, sentence, suggestion)


CHECKS = (
    start,
    final,
    targets,
    reachable,
    ends,
    automatic,
    circles,
    equal_buttons,
    only_late,
    back,
    migration,
)
