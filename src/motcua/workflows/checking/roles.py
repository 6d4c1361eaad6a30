"""Checks of who does what (R)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping

from motcua.words import Sentence, _
from motcua.workflows.checking.looking import Look, Placed
from motcua.workflows.definition import ASSIGNEE, PARTS, Action, Role
from motcua.workflows.surroundings import Place

FIELD = "field "
MOST_NAMED = 5
"""How many units one sentence names."""


def known_roles(look: Look) -> None:
    """R01, R09: declared roles exist in the office, and are held in units that exist."""
    roles, units = look.around.roles, look.around.units
    for role in look.definition.roles.values():
        if roles is not None and role.id not in PARTS:
            for name, suggestion in look.unknown([role.held], roles):
                look.note(
                    "R01",
                    f"roles.{role.id}",
                    _(
                        "Role “${role}” does not exist in the system.",
                        mapping={"role": name[:80]},
                    ),
                    suggestion,
                )
        if units is not None:
            _note_units(look, f"roles.{role.id}.unit", [role.unit], ["lead", "receiving", *units])


def declared(look: Look) -> None:
    """R02: every role that is named was declared."""
    for path, names, more in _uses(look):
        known = [*look.definition.roles, *PARTS, *more]
        for name, suggestion in look.unknown(names, known):
            look.note(
                "R02",
                path,
                _(
                    "Role “${role}” was not declared at the top of the file.",
                    mapping={"role": name[:80]},
                ),
                suggestion,
            )


def unused(look: Look) -> None:
    """R05: a role that nobody uses was probably forgotten somewhere."""
    used = {name for _path, names, _more in _uses(look) for name in names}
    for role in look.definition.roles.values():
        if role.id not in used:
            look.note(
                "R05",
                f"roles.{role.id}",
                _("Role “${role}” is declared but never used.", mapping={"role": role.id}),
            )


def _uses(look: Look) -> Iterator[tuple[str, Iterable[str], Iterable[str]]]:
    """Return where roles are named: path, names, and what else may be named there."""
    rules = look.definition
    for placed in look.moves():
        node = placed.node
        officials: list[str] = []
        if isinstance(node, Action):
            yield f"{placed.path}.by", node.by, ()
            officials = [each.field for each in node.ask if _is_official(look, each.field)]
            for field in officials:
                yield f"{placed.path}.ask", [rules.fields[field].role], ()
        yield f"{placed.path}.notify", node.notify, officials
    for state in rules.states.values():
        yield f"states.{state.id}.edit", state.edit, ()
    for number, rule in enumerate(rules.late, 1):
        yield f"late.{number}.notify", rule.notify, ()
    for asked in rules.consultations.values():
        path = f"consultations.{asked.id}"
        yield f"{path}.opened_by", asked.opened_by, ()
        yield f"{path}.of", [asked.of], ()
        for number, rule in enumerate(asked.late, 1):
            yield f"{path}.late.{number}.notify", rule.notify, ()
    for key, names in rules.visible.items():
        yield f"visible.{key}", names, ()


def _is_official(look: Look, field: str) -> bool:
    known = look.definition.fields.get(field)
    return known is not None and known.kind == "official"


def everybody_named(look: Look) -> None:
    """R03: an action that nobody may take is no action."""
    for placed in look.actions():
        if not placed.node.by:
            look.note(
                "R03",
                placed.path,
                _(
                    "Action “${action}” does not say who may do it (by).",
                    mapping={"action": placed.node.id},
                ),
            )


def separated(look: Look) -> None:
    """R04: duty separation names actions that can have been taken before."""
    where: dict[str, set[str]] = {}
    for placed in look.actions():
        where.setdefault(placed.node.id, set()).add(placed.state.id)
    onward = {id: look.graph.reached_from(states) for id, states in _kept_apart(look, where)}
    for placed in look.actions():
        path = f"{placed.path}.not_by_who_did"
        for name, suggestion in look.unknown(placed.node.not_by_who_did, where):
            sentence: Sentence = _(
                "“not_by_who_did” of “${action}” names “${other}”, and there is no such action.",
                mapping={"action": placed.node.id, "other": name[:80]},
            )
            look.note("R04", path, sentence, suggestion)
        for other in placed.node.not_by_who_did:
            if other in where and placed.state.id not in onward[other]:
                sentence = _(
                    "“not_by_who_did” of “${action}” names “${other}”, which never comes before.",
                    mapping={"action": placed.node.id, "other": other},
                )
                look.note("R04", path, sentence)


def _kept_apart(look: Look, where: Mapping[str, set[str]]) -> Iterator[tuple[str, set[str]]]:
    """Return each action from which others are kept apart, with the states that have it."""
    for other in {id for placed in look.actions() for id in placed.node.not_by_who_did}:
        if other in where:
            yield other, where[other]


def applicant_sees(look: Look) -> None:
    """R08: the applicant is always told where the case stands."""
    status = look.definition.visible.get("status")
    if status is not None and "applicant" not in status:
        look.note(
            "R08",
            "visible.status",
            _("The applicant cannot see where the case stands: add “applicant” to “status”."),
        )


def units_exist(look: Look) -> None:
    """R09: units that are named exist."""
    units = look.around.units
    if units is None:
        return
    rules = look.definition
    kinds = look.around.kinds
    _note_units(look, "lead", [rules.lead], ["receiving", *units])
    _note_units(look, "received_by", rules.received_by, [*units, *kinds])
    for asked in rules.consultations.values():
        path = f"consultations.{asked.id}"
        _note_units(look, f"{path}.choose_from", asked.choose_from, [*units, *kinds])
        for number, body in enumerate(asked.bodies, 1):
            if not body.unit.startswith(FIELD):
                _note_units(look, f"{path}.bodies.{number}", [body.unit], units)


def _note_units(look: Look, path: str, names: Iterable[str], known: Collection[str]) -> None:
    for name, suggestion in look.unknown(names, known):
        look.note(
            "R09", path, _("There is no unit “${unit}”.", mapping={"unit": name[:80]}), suggestion
        )


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


CHECKS = (
    known_roles,
    declared,
    everybody_named,
    separated,
    unused,
    applicant_sees,
    units_exist,
    held,
    separation_possible,
)
