"""What the machine is asked, and what it answers: offers, steps, refusals."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from motcua.acting import Acting, Holding, NotAllowed, Refusal
from motcua.words import Sentence
from motcua.workflows.definition import Action, AutoRule, LateRule, State

NO_FORM: Mapping[str, Any] = MappingProxyType({})


class NotOffered(NotAllowed):
    """This person may not take that action at the step the case is in."""


class NotAtThisStep(Refusal):
    """The action is not one of the step the case is in, or no longer."""


class NotYet(Refusal):
    """The action is this person's, but something it depends on is missing."""

    def __init__(self, sentence: Sentence, way_out: Sentence = "", ground: str = ""):
        super().__init__(sentence, way_out)
        self.ground = ground
        """What kind of thing is in the way, for whoever writes a journal; often not said."""


class LostState(Refusal):
    """What is stored is no state of the definition.  Never passed over in silence."""


@dataclass(frozen=True)
class Offer:
    """An action as it is shown to somebody: a button, and if it is grey, why."""

    action: Action
    enabled: bool = True
    reason: Sentence = ""
    holding: Holding | None = None
    """The position in which it would be taken."""


@dataclass(frozen=True)
class Step:
    """One move that was made."""

    node: Action | AutoRule | LateRule | State
    """What the definition wants done besides: letter, notify, set ..."""
    kind: str
    """``action`` by a person, ``auto`` by itself, ``late`` by a deadline, ``start``."""
    from_state: str
    to_state: str
    form: Mapping[str, Any] = field(default_factory=lambda: NO_FORM)
    """What was filled in: the fields that the action asks, and no others."""
    holding: Holding | None = None

    @property
    def action(self) -> str:
        """The id of the action, or of the late rule; empty for an automatic step."""
        return self.node.id if isinstance(self.node, (Action, LateRule)) else ""

    @property
    def deed(self) -> str:
        """How the journal calls it."""
        return self.action if self.kind == "action" else self.kind


@dataclass(frozen=True)
class Request:
    """What the kernel calls a request: who acts on what, and what was filled in."""

    matter: Any
    acting: Acting
    kind: str = "action"
    form: Mapping[str, Any] | None = None
    """``None`` while it is only asked what could be done."""
    players: dict[str, Holding | bool | None] = field(default_factory=dict, compare=False)
    """In which position each action of the state is this person's, as far as it was asked."""


class Underway:
    """A matter with what was filled in a moment ago, before ``cases`` has kept it.

    An automatic step may look at the field that the step before it filled.
    """

    def __init__(self, matter: Any, filled: Mapping[str, Any]):
        self._matter = matter
        self._filled = filled

    def __getattr__(self, name: str) -> Any:
        return getattr(self._matter, name)

    def value(self, field: str) -> Any:
        """Return the newest value of ``field``."""
        return self._filled[field] if field in self._filled else self._matter.value(field)
