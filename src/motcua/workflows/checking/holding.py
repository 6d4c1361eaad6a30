"""Checks of whether there are people enough for what the roles have to do (R06, R07)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from motcua.words import Sentence, _
from motcua.workflows.checking.looking import Look, Placed
from motcua.workflows.definition import ASSIGNEE, PARTS, Action, Role
from motcua.workflows.surroundings import Place

MOST_NAMED = 5
"""How many units one sentence names."""


def held(look: Look) -> None:
    """R06: where nobody holds a role, cases come to a standstill.

    An action that several roles may take stands still only where nobody holds
    any of them; an official cannot be chosen where there is none.
    """
    if look.around.holders is None:
        return
    for roles, states in _needed(look).items():
        parts = [look.definition.roles[id] for id in roles]
        empty = [each for each in _standing_still(look, parts) if each]
        if empty:
            shown = [role.title for role in parts]
            look.note(
                "R06",
                f"roles.{roles[0]}",
                _(
                    "${units}: nobody holds the role “${role}”; cases will stop at: ${states}.",
                    mapping={
                        "units": _named(look, list(dict.fromkeys(empty))),
                        "role": shown if len(shown) > 1 else shown[0],
                        "states": list(dict.fromkeys(states)),
                    },
                ),
            )


def _needed(look: Look) -> dict[tuple[str, ...], list[Sentence]]:
    """Return the roles of which one must be held, with the states that need it."""
    needed: dict[tuple[str, ...], list[Sentence]] = defaultdict(list)
    known = look.definition.roles
    for placed in look.actions():
        by = placed.node.by
        if by and not set(by) & PARTS and all(id in known for id in by):
            needed[by].append(placed.state.title)
        for each in placed.node.ask:
            field = look.definition.fields.get(each.field)
            if each.required and field and field.kind == "official" and field.role in known:
                needed[field.role,].append(placed.state.title)
    return needed


def _standing_still(look: Look, roles: list[Role]) -> Iterator[str]:
    """Return the units in which nobody holds any of the roles, for each place of receipt."""
    for receiver in look.around.receivers(look.definition):
        units = [_unit(look, role, receiver) for role in roles]
        if not any(_holders(look, role, unit) for role, unit in zip(roles, units, strict=True)):
            yield units[0]


def separation_possible(look: Look) -> None:
    """R07: duty separation needs people enough: what somebody did must leave another."""
    if look.around.holders is None:
        return
    nodes: dict[str, list[Action]] = defaultdict(list)
    for placed in look.actions():
        nodes[placed.node.id].append(placed.node)
    for placed in look.actions():
        if not placed.node.not_by_who_did:
            continue
        for place in look.around.receivers(look.definition):
            others = _nobody_left(look, placed, nodes, place)
            if others:
                _note_nobody_left(look, placed, others, place)
                break


def _nobody_left(
    look: Look, placed: Placed[Action], nodes: Mapping[str, list[Action]], place: Place
) -> list[str]:
    """Return the acts after which nobody may take the action; none where somebody always may.

    Whoever alone could do an act has done it.  Where only one person could
    take the action at all, one such act is enough; where there are several,
    each of them must have done an act that no case can go without.
    """
    mine = _able(look, [placed.node], place)
    if not mine:
        return []
    done: dict[str, list[str]] = defaultdict(list)
    for other in placed.node.not_by_who_did:
        people = _able(look, nodes[other], place) if other in nodes else frozenset()
        if len(people) == 1:
            done[next(iter(people))].append(other)
    if len(mine) == 1:
        return done[next(iter(mine))]
    if all(done[person] and _is_inevitable(look, placed, done[person]) for person in mine):
        return [other for person in sorted(mine) for other in done[person]]
    return []


def _is_inevitable(look: Look, placed: Placed[Action], acts: list[str]) -> bool:
    """Say whether no case comes to the action without one of ``acts``."""
    reached: set[str] = set()
    waiting = [state.id for state in look.states.values() if state.start]
    while waiting:
        id = waiting.pop()
        if id not in reached:
            reached.add(id)
            arrows = look.graph.arrows[id]
            waiting.extend(each.end for each in arrows if getattr(each.node, "id", "") not in acts)
    return placed.state.id not in reached


def _note_nobody_left(look: Look, placed: Placed[Action], others: list[str], place: Place) -> None:
    titles: dict[str, Sentence] = {each.node.id: each.node.title for each in look.actions()}
    known = look.definition.roles
    roles = [known[id] for id in placed.node.by if id in known]
    units = list(dict.fromkeys(_unit(look, role, place) for role in roles)) or [place.id]
    look.note(
        "R07",
        f"{placed.path}.not_by_who_did",
        _(
            "${units}: who did “${other}” must not do “${action}”, and there is nobody else who"
            " could: appoint one more person.",
            mapping={
                "units": _named(look, units),
                "action": placed.node.title,
                "other": [titles[each] for each in dict.fromkeys(others)],
            },
        ),
    )


def _able(look: Look, actions: list[Action], receiver: Place) -> frozenset[str]:
    """Return the persons who could take an action; empty where it cannot be told from here."""
    able: set[str] = set()
    for part in {part for action in actions for part in action.by}:
        people = _players(look, part, receiver)
        if not people:
            return frozenset()
        able |= people
    return frozenset(able)


def _players(look: Look, part: str, receiver: Place) -> frozenset[str]:
    """Return who plays a part: of the officer of a case, whoever may be chosen for it."""
    if part in PARTS and part != ASSIGNEE:
        return frozenset()
    known = look.definition.roles
    names = [part] if part in known else _chosen(look) if part == ASSIGNEE else []
    roles = [known[id] for id in names if id in known]
    people = (_holders(look, role, _unit(look, role, receiver)) for role in roles)
    return frozenset().union(*people)


def _chosen(look: Look) -> list[str]:
    """Return the roles of those who may become the holder of a case; none if anybody may."""
    names: list[str] = []
    for placed in look.actions():
        field = look.definition.fields.get(placed.node.assign)
        if placed.node.assign == "me":
            names += placed.node.by
        elif field is not None:
            names.append(field.role)
    return names if all(each in look.definition.roles for each in names) else []


def _unit(look: Look, role: Role, receiver: Place) -> str:
    if role.unit == "receiving":
        return receiver.id
    return look.around.lead(look.definition, receiver) if role.unit == "lead" else role.unit


def _holders(look: Look, role: Role, unit: str) -> frozenset[str]:
    known = look.around.units or {}
    if look.around.holders is None or unit not in known:
        return frozenset({"?"})
    return frozenset(look.around.holders(role.held, unit))


def _named(look: Look, units: list[str]) -> list[Sentence]:
    places = look.around.units or {}
    shown: list[Sentence] = [places[each].title for each in units[:MOST_NAMED]]
    return [*shown, "…"] if len(units) > MOST_NAMED else shown


CHECKS = (held, separation_possible)
