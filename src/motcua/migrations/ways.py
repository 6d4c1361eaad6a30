"""Which step of the new version a case comes to: what the mapping says, else the same id."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from motcua.acting import Refusal
from motcua.migrations.reasons import AUTOMATIC, CLOSES, NO_PLACE, ON_PURPOSE, Why
from motcua.words import Sentence, _
from motcua.workflows.definition import Definition, State
from motcua.workflows.machine import Machine, compiled
from motcua.workflows.problems import meant

STAY = ""
"""What a mapping says of cases that are left where they are."""


class NoSuchStep(Refusal):
    """The mapping names a step that is none, or none at which a case can stand."""


@dataclass(frozen=True)
class Ways:
    """From the steps of one version to those of another."""

    old: Definition
    new: Definition
    mapping: Mapping[str, str] = field(default_factory=dict)
    may_close: bool = False
    """Whether cases may come to a final step."""

    @property
    def machine(self) -> Machine:
        """The machine of the new version."""
        return compiled(self.new)

    @property
    def back(self) -> Machine:
        """The machine of the old version, for cases that are brought back."""
        return compiled(self.old)

    def target_id(self, state: str) -> str:
        """Return the id of the step to which cases at ``state`` come, whether it exists or not."""
        return self.mapping.get(state, state)

    def target(self, state: str) -> State | None:
        """Return the step to which cases at ``state`` come; ``None`` where there is none."""
        return self.new.states.get(self.target_id(state))

    def why_not(self, state: str) -> Why | None:
        """Say why no case at ``state`` can come to the new version; ``None`` where it can."""
        if self.mapping.get(state) == STAY:
            return Why(ON_PURPOSE, self.title(state))
        target = self.target(state)
        if target is None:
            return Why(NO_PLACE, self.title(state))
        if target.auto:
            return Why(AUTOMATIC, target.title)
        if target.final and not self.may_close:
            return Why(CLOSES, target.title)
        return None

    def title(self, state: str) -> Sentence:
        """Return how the old version calls a step; its id where it does not know it."""
        known = self.old.states.get(state)
        return known.title if known else state

    def origin(self, came_from: str) -> str:
        """Return the step of the new version for the one from which a case came."""
        return self.mapping.get(came_from) or came_from


def ways(
    old: Definition, new: Definition, mapping: Mapping[str, str], may_close: bool = False
) -> Ways:
    """Return the ways between two versions: as the new one declares them, and as ``mapping`` says.

    Refused where a name is none, with the one that was probably meant.
    """
    declared = new.migrate.states if new.migrate and new.migrate.from_version == old.version else {}
    for before, after in mapping.items():
        if before not in old.states:
            raise _no_such(before, old)
        if after != STAY and after not in new.states:
            raise _no_such(after, new)
    return Ways(old, new, {**declared, **mapping}, may_close)


def _no_such(name: str, rules: Definition) -> NoSuchStep:
    known = meant(name, rules.states)
    return NoSuchStep(
        _(
            "Version ${version} has no step “${name}”.",
            mapping={"version": str(rules.version), "name": name},
        ),
        _("Did you mean “${name}”?", mapping={"name": known})
        if known
        else _("Choose one of: ${list}.", mapping={"list": list(rules.states)}),
    )
