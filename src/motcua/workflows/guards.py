"""What must hold before a step: each guard is silent, or refuses with its sentence.

The machine asks the same guards when it says what somebody could do and when
it is done, so that a button and the deed behind it never disagree.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from motcua.acting import Holding
from motcua.words import Sentence, _, several
from motcua.workflows.conditions import Conditions, Verdict
from motcua.workflows.definition import Action, AutoRule, Definition, LateRule
from motcua.workflows.steps import NotYet, Request

Node = Action | AutoRule | LateRule
Guard = Callable[[Request, Definition], None]
"""Raises :class:`NotYet`, or returns nothing of meaning."""


def player(action: Action, request: Request) -> Holding | bool | None:
    """Return in which position the person plays one of the parts; ``None`` where in none.

    One's own position comes before a delegated one.
    """
    if action.id not in request.players:
        request.players[action.id] = _player(action, request)
    return request.players[action.id]


def _player(action: Action, request: Request) -> Holding | bool | None:
    delegated = None
    for part in action.by:
        held = request.matter.plays(request.acting, part)
        if held and not getattr(held, "on_behalf_of", ""):
            return held
        delegated = delegated or held or None
    return delegated


def guards(node: Node) -> tuple[Guard, ...]:
    """Return what must hold before ``node``, cheapest first."""
    if isinstance(node, LateRule):
        return (_nothing_in_the_way(node),)
    if isinstance(node, AutoRule):
        return (_when(node), _nothing_in_the_way(node))
    wanted = (
        (node.at_most, _at_most),
        (node.not_by_who_did, _not_by_who_did),
        (node.needs, _needs),
        (node.when, _when),
        (node.to, _nothing_in_the_way),
        (node.ask, _ask),
    )
    return tuple(guard(node) for is_written, guard in wanted if is_written)


def came_from(origin: str) -> Guard:
    """Let ``to: back`` lead only to where the case came from."""

    def guard(request: Request, definition: Definition) -> None:
        if request.matter.track.came_from != origin:
            raise NotYet(UNKNOWN_ORIGIN)

    return guard


UNKNOWN_ORIGIN = _("It is not known from which step this case came.")


def verdicts(node: Action | AutoRule, request: Request) -> Iterator[Verdict]:
    """Judge the conditions under ``when``, one after the other."""
    if node.when:
        conditions = request.acting.office.borrow(Conditions)
        for condition in node.when:
            yield conditions.judged(condition, request.matter, request.acting)


def action_title(definition: Definition, action: str) -> Sentence:
    """Return how an action is called, wherever in the procedure it stands."""
    found = (state.action(action) for state in definition.states.values())
    return next((each.title for each in found if each), action)


def _when(node: Action | AutoRule) -> Guard:
    def guard(request: Request, definition: Definition) -> None:
        for verdict in verdicts(node, request):
            if not verdict.ok:
                raise NotYet(verdict.sentence)

    return guard


def _nothing_in_the_way(node: Node) -> Guard:
    """Ask those who have something to say about every step, whatever the procedure names."""

    def guard(request: Request, definition: Definition) -> None:
        conditions = request.acting.office.borrow(Conditions)
        for verdict in conditions.hindrances(request.matter, request.acting, node):
            if not verdict.ok:
                raise NotYet(verdict.sentence, ground=verdict.ground)

    return guard


def _at_most(action: Action) -> Guard:
    def guard(request: Request, definition: Definition) -> None:
        if request.matter.times(action.id) >= action.at_most:
            raise NotYet(several(ONCE, OFTEN, action.at_most))

    return guard


ONCE = _("This was done once already; it can be done only once in a case.")
OFTEN = _("This was done ${n} times already, which is as often as is allowed.")


def _not_by_who_did(action: Action) -> Guard:
    def guard(request: Request, definition: Definition) -> None:
        behind = getattr(player(action, request), "on_behalf_of", "")
        me = {request.acting.person, behind} - {""}
        for other in action.not_by_who_did:
            if me & set(request.matter.who_did(other)):
                raise NotYet(
                    _(
                        "Whoever did “${action}” in this case cannot do this as well.",
                        mapping={"action": action_title(definition, other)},
                    )
                )

    return guard


def _needs(action: Action) -> Guard:
    def guard(request: Request, definition: Definition) -> None:
        missing = [paper for paper in action.needs if not request.matter.has_paper(paper)]
        if missing:
            titles = [definition.papers[each].title for each in missing]
            raise NotYet(_("Missing in the dossier: ${papers}.", mapping={"papers": titles}))

    return guard


def _ask(action: Action) -> Guard:
    def guard(request: Request, definition: Definition) -> None:
        if request.form is None:
            return
        empty = [
            definition.fields[asked.field].title
            for asked in action.ask
            if asked.required and _is_empty(request.form.get(asked.field))
        ]
        if empty:
            raise NotYet(_("Fill in: ${fields}.", mapping={"fields": empty}))

    return guard


def _is_empty(value: Any) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ((), [], {})
