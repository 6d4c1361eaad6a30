"""What is shown of a rehearsal: plain values, read off by ``looking`` while it lasts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from motcua.rehearsals.happenings import Happening, Standing
from motcua.rehearsals.plays import Play
from motcua.words import Sentence
from motcua.workflows.definition import Definition


@dataclass(frozen=True)
class Choice:
    """One entry of a list."""

    id: str
    title: Sentence
    chosen: bool = False


@dataclass(frozen=True)
class Question:
    """One field of a form."""

    name: str
    title: Sentence
    kind: str
    required: bool
    value: str = ""
    choices: tuple[Choice, ...] = ()
    help: Sentence = ""


@dataclass(frozen=True)
class Button:
    """An action as somebody sees it."""

    id: str
    title: Sentence
    enabled: bool
    reason: Sentence
    questions: tuple[Question, ...]
    papers: tuple[Choice, ...]
    """Papers that may be handed in with it; marked are those it needs."""


@dataclass(frozen=True)
class Opening:
    """A consultation that may be sent."""

    id: str
    title: Sentence
    bodies: tuple[Choice, ...]


@dataclass(frozen=True)
class Part:
    """Somebody as whom one may look at the case."""

    id: str
    title: Sentence
    chosen: bool
    can_act: bool


@dataclass(frozen=True)
class Scene:
    """The page, once the play has been played."""

    rules: Definition
    play: Play
    now: datetime
    happenings: tuple[Happening, ...]
    standing: Standing | None
    who: str
    parts: tuple[Part, ...]
    buttons: tuple[Button, ...]
    openings: tuple[Opening, ...]
    answering: tuple[Choice, ...]
    """Bodies that have not answered."""
    answers: tuple[Choice, ...]
    beginning: tuple[Question, ...]
    papers: tuple[Choice, ...]
    units: tuple[Choice, ...]
    moments: tuple[tuple[str, Sentence, datetime], ...]
    """Moments to which the date may be moved by one button."""
    holder: str = ""
    lists: tuple[Sentence, ...] = ()
    """In whose work lists the case stands."""

    @property
    def refused(self) -> Happening | None:
        """What was tried last, where it was refused."""
        last = self.happenings[-1] if self.happenings else None
        return last if last and last.is_refused else None

    @property
    def acting_now(self) -> list[Part]:
        """Who could do something at this moment."""
        return [each for each in self.parts if each.can_act]
