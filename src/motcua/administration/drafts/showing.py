"""What several pages show of a draft: its problems, its picture, what it changes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pyramid.renderers import get_renderer
from pyramid.request import Request

from motcua.acting import Acting
from motcua.administration.drafts import TEMPLATES
from motcua.words import Sentence, _
from motcua.workflows import diagram, drafting, drafts, telling, versions
from motcua.workflows.content import Draft, Revision, Version
from motcua.workflows.definition import Definition
from motcua.workflows.problems import Problem, errors_in, warnings_in
from motcua.workflows.reader import Reading, read
from motcua.workflows.telling import Told

STATES: dict[str, tuple[str, Sentence]] = {
    "open": ("soon", _("draft")),
    "proposed": ("today", _("waits for a second person")),
    "published": ("fine", _("published")),
    "discarded": ("done", _("put away")),
}
"""The state of a draft: what its badge looks like, and what it says."""


@dataclass(frozen=True)
class Seen:
    """A text, looked at: what is wrong, what it changes, what it looks like."""

    rules: Definition | None
    problems: tuple[Problem, ...]
    changes: tuple[Told, ...]
    picture: str

    @property
    def errors(self) -> list[Problem]:
        """Return what keeps it from being published."""
        return errors_in(self.problems)

    @property
    def warnings(self) -> list[Problem]:
        """Return what somebody has to read."""
        return warnings_in(self.problems)

    @property
    def is_sound(self) -> bool:
        """Say whether it may be proposed."""
        return self.rules is not None and not self.errors


def looked_at(request: Request, draft: Draft, text: str) -> Seen:
    """Look at a text of a draft, against the version published last."""
    acting = request.acting
    reading = drafts.reading(acting, text, draft.base, draft.procedure)
    changes = changes_of(drafts.before(acting.root, draft), reading)
    return Seen(
        reading.definition,
        reading.problems,
        changes,
        drawn(reading.definition, request.locale_name, changes),
    )


def changes_of(before: Definition | None, reading: Reading) -> tuple[Told, ...]:
    """Return what a text changes, as far as it can be read."""
    after = reading.definition
    return tuple(telling.told(before, after)) if after is not None and after.states else ()


def drawn(rules: Definition | None, language: str, changes: tuple[Told, ...] = ()) -> str:
    """Draw a procedure with what changed coloured; nothing where there is nothing to draw."""
    if rules is None or not rules.states:
        return ""
    return diagram.svg(rules, language, changed=telling.changed_states(list(changes)))


def between(before: str, after: str) -> tuple[Told, ...]:
    """Return what changed from one text to another, as far as both can be read."""
    old = read(before).definition
    return changes_of(old if old is not None and old.states else None, read(after))


@dataclass(frozen=True)
class Line:
    """A revision, as the history of a draft tells it."""

    revision: Revision
    name: Sentence
    deed: Sentence
    is_present: bool
    counts: bool


DEEDS: dict[str, Sentence] = {
    "begun": _("begun"),
    "saved": _("saved"),
    "joined": _("two texts brought together"),
    "beside": _("kept beside, because somebody else had saved meanwhile"),
}


def history(acting: Acting, draft: Draft) -> list[Line]:
    """Return every text that was ever left in a draft, the newest first."""
    counting = {each.number for each in drafts.written(draft)}
    return [
        Line(
            each,
            drafting.name_of(acting.root, each.person),
            DEEDS[each.deed],
            each.number == draft.current,
            each.number in counting,
        )
        for each in reversed(draft.revisions.values())
    ]


def origin(acting: Acting, version: Version | None) -> Definition | None:
    """Return what a published version says."""
    return versions.definition_of(acting.root, version) if version else None


def address(draft: Draft) -> str:
    """Return where a draft is: the editor, or the page of the proposal."""
    end = "" if draft.state in ("open", "discarded") else "/ban-hanh"
    return f"/quan-tri/du-thao/{draft.number}{end}"


def bits() -> Any:
    """Return the parts that these pages have in common."""
    return get_renderer(TEMPLATES + "parts.pt").implementation().macros
