"""Checks of who is said to do what, and where (R01 to R05, R08, R09)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from motcua.words import Sentence, _
from motcua.workflows.checking.looking import Look
from motcua.workflows.definition import PARTS, Action

FIELD = "field "


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


CHECKS = (
    known_roles,
    declared,
    everybody_named,
    separated,
    unused,
    applicant_sees,
    units_exist,
)
