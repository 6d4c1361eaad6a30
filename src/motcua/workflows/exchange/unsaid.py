"""What each format cannot say of a procedure: told beside the file, and written into it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from motcua.words import Sentence, _
from motcua.workflows.definition import SAME, Action, AutoRule, Definition, LateRule

Has = Callable[[Definition], bool]


def _actions(definition: Definition) -> Iterator[Action]:
    for state in definition.states.values():
        yield from state.actions


def _any_action(has: Callable[[Action], object]) -> Has:
    return lambda definition: any(has(each) for each in _actions(definition))


def _sends(definition: Definition) -> bool:
    states = definition.states.values()
    rules: list[Action | LateRule | AutoRule] = []
    for state in states:
        rules += [*state.actions]
        rules += [*state.late]
        rules += [*state.auto]
    return any(rule.letter or rule.notify for rule in rules)


def _has_limits(definition: Definition) -> bool:
    return any(state.within for state in definition.states.values())


def _pauses(definition: Definition) -> bool:
    return any(state.clock != "running" for state in definition.states.values())


def _published(definition: Definition) -> bool:
    return bool(definition.legal or definition.fees or definition.result or definition.applicants)


ALWAYS: Has = lambda definition: True  # noqa: E731 - a row of the table
WHO = _any_action(lambda each: each.by)
SEVERAL = _any_action(lambda each: len(each.by) > 1)
APART = _any_action(lambda each: each.not_by_who_did)
ONCE = _any_action(lambda each: each.at_most)
PAPERS = _any_action(lambda each: each.needs or each.ask)
CONDITIONS = _any_action(lambda each: any(one.name for one in each.when))
HOLDER = _any_action(lambda each: each.assign or each.clock)
STAYING = _any_action(lambda each: each.to == SAME)
ASKING: Has = lambda definition: bool(definition.consultations)  # noqa: E731 - as above

APART_SAID = _("Duties kept apart: who may not do an act because they did another one.")
PAPERS_SAID = _("Which papers an action needs and what its form asks.")
HOLDER_SAID = _("Who holds the case afterwards, and acts that extend or restart the whole limit.")
WHOLE_SAID = _("The limit of the whole case, and what stops or pauses its clock.")
ASKING_SAID = _(
    "Consultations: whom they ask, their own limits, what silence means and when they are closed."
)
PUBLISHED_SAID = _(
    "What citizens read: legal grounds, fees, papers, result, and what they are told at each step."
)

SCXML: tuple[tuple[Has, Sentence], ...] = (
    (WHO, _("Who may act: SCXML knows events, and not who sends them.")),
    (APART, APART_SAID),
    (
        _has_limits,
        _("Working days, working hours and holidays: limits stand in seconds of the clock."),
    ),
    (_pauses, WHOLE_SAID),
    (CONDITIONS, _("How a condition is found out: it is a variable that somebody must set.")),
    (PAPERS, PAPERS_SAID),
    (_sends, _("Letters and messages: they are only written to the log.")),
    (HOLDER, HOLDER_SAID),
    (ASKING, ASKING_SAID),
    (_published, PUBLISHED_SAID),
)
BPMN: tuple[tuple[Has, Sentence], ...] = (
    (SEVERAL, _("Several roles for one action: a step stands in the lane of the first.")),
    (APART, APART_SAID),
    (ONCE, _("How often an action may be taken in the life of a case.")),
    (
        _has_limits,
        _("Working days, working hours and holidays: timers stand in days of the calendar."),
    ),
    (_pauses, WHOLE_SAID),
    (CONDITIONS, _("How a condition is found out: it stands as words at its way.")),
    (STAYING, _("Actions that leave the case where it is: they are not drawn.")),
    (PAPERS, PAPERS_SAID),
    (_sends, _("The letters themselves, and who is told of an action.")),
    (HOLDER, HOLDER_SAID),
    (ASKING, ASKING_SAID),
    (_published, PUBLISHED_SAID),
)
PICTURE: tuple[tuple[Has, Sentence], ...] = (
    (ALWAYS, _("A picture shows steps, their limits and the ways between them, and nothing else.")),
    (ALWAYS, _("It cannot be read back.")),
)
DOCUMENT: tuple[tuple[Has, Sentence], ...] = (
    (ALWAYS, _("What forms ask, what letters say and how conditions are found out.")),
    (ALWAYS, _("Reminders before and after a limit, where they only tell somebody.")),
    (
        ALWAYS,
        _(
            "It is for people: it cannot be read back, and changing it does not change the"
            " procedure."
        ),
    ),
)


def of(table: tuple[tuple[Has, Sentence], ...], definition: Definition) -> tuple[Sentence, ...]:
    """Return the sentences that concern this procedure."""
    return tuple(sentence for has, sentence in table if has(definition))


COMES_BACK = _(
    "What stands below is kept in the extension elements of this file: read in here again, it is"
    " whole.  Other programs pass over it."
)
