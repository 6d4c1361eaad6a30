"""Reading off a rehearsal what there is to see at this moment, and for whom."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from motcua.acting import Acting
from motcua.administration.trying.scene import Button, Choice, Opening, Part, Question, Scene
from motcua.ballots.flow import CHOICE_TITLES
from motcua.ballots.offers import openings as ballots
from motcua.cases.filing import receiving_units
from motcua.cases.matter import CaseMatter
from motcua.consultations.offers import openings
from motcua.consultations.suggestions import suggestions
from motcua.people import directory
from motcua.people.roles import Roles
from motcua.rehearsals import filling
from motcua.rehearsals.happenings import Standing
from motcua.rehearsals.plays import Play
from motcua.rehearsals.rehearsal import Rehearsal
from motcua.rehearsals.voting import MEMBERS, ballots_of
from motcua.words import Sentence, _
from motcua.workflows.definition import APPLICANT, Asked, Field
from motcua.workflows.reading.consultations import ANSWERS

MOST_PEOPLE = 6
"""Of one role who are offered to be chosen."""
OPENING = 8
"""The hour at which the next day begins for whoever moves the date by days."""


def scene(rehearsal: Rehearsal, play: Play, who: str, stays: bool = False) -> Scene:
    """Play, and read off what there is to see.

    ``stays``: one looks as ``who`` also where there is nothing for them to do.
    """
    if play.start.begins is not None:
        rehearsal.play(play)
    return Looking(rehearsal, play, who, stays).scene()


class Looking:
    """Whoever looks at a rehearsal, as somebody who plays in it."""

    def __init__(self, rehearsal: Rehearsal, play: Play, who: str, stays: bool):
        self.rehearsal, self.play, self.stays = rehearsal, play, stays
        self.rules = rehearsal.rules
        self.who = who

    def scene(self) -> Scene:
        rehearsal, standing = self.rehearsal, self.rehearsal.standing()
        parts = tuple(self._parts())
        self.who = self._chosen(parts)
        acting = self._acting()
        return Scene(
            rules=self.rules,
            play=self.play,
            now=rehearsal.now,
            happenings=tuple(rehearsal.happenings),
            standing=standing,
            who=self.who,
            parts=tuple(self._marked(parts)),
            buttons=tuple(self._buttons(acting)) if acting else (),
            openings=tuple(self._openings(acting)) if acting else (),
            answering=tuple(self._answering(standing)),
            answers=tuple(self._answers()),
            beginning=() if standing else tuple(self._beginning()),
            papers=() if standing else tuple(self._papers()),
            units=() if standing else tuple(self._units()),
            moments=tuple(self._moments(standing)),
            holder=directory.name_of(rehearsal.root, standing.assignee) if standing else "",
            lists=tuple(self._list(*each) for each in standing.places) if standing else (),
        )

    def _list(self, kind: str, unit: str, whose: str) -> Sentence:
        """Return a work list as people call it."""
        root = self.rehearsal.root
        who: Sentence = directory.name_of(root, whose)
        if directory.has_unit(root, unit):
            role = self.rehearsal.office.borrow(Roles)[whose].title
            facts = {"who": role, "held": directory.unit(root, unit).short}
            who = _("${who}, ${held}", mapping=facts)
        return _("${who} (waiting)", mapping={"who": who}) if kind == "waiting" else who

    # Who

    def _parts(self) -> Iterator[Part]:
        """Everybody who may play: the applicant, and the holders of each role."""
        rehearsal, case = self.rehearsal, self.rehearsal.case
        if case is None:
            return
        yield self._part(APPLICANT, _("the applicant"))
        for _role, title, people in rehearsal.cast.everybody(rehearsal.now, case):
            for id in people[:MOST_PEOPLE]:
                name = directory.name_of(rehearsal.root, id)
                said = _("${who}, ${held}", mapping={"who": name, "held": title})
                yield self._part(id, said)

    def _part(self, id: str, title: Sentence) -> Part:
        """Whoever could only take the case back is not waited for."""
        offers = self.rehearsal.offers(id)
        waits = any(each.enabled and not each.action.anywhere for each in offers)
        return Part(id, title, False, waits)

    def _chosen(self, parts: Sequence[Part]) -> str:
        """Return as whom one looks: as before, or as the first who can do something.

        Where nobody can, as whoever holds the case: to ask others is theirs.
        """
        known = [each.id for each in parts]
        able = [each.id for each in parts if each.can_act and each.id != APPLICANT]
        holder = self.rehearsal.case.track.assignee if self.rehearsal.case else ""
        waits = not able and holder not in known
        if self.who in known and (self.stays or waits or self.who in able):
            return self.who
        if holder in (able or known):
            return holder
        return (able or known or [""])[0]

    def _marked(self, parts: Sequence[Part]) -> Iterator[Part]:
        seen: set[str] = set()
        for each in parts:
            if each.id not in seen:
                seen.add(each.id)
                yield Part(each.id, each.title, each.id == self.who, each.can_act)

    def _acting(self) -> Acting | None:
        return self.rehearsal.acting(self.who) if self.rehearsal.case else None

    # What

    def _buttons(self, acting: Acting) -> Iterator[Button]:
        matter = self.rehearsal.matter()
        assert matter is not None
        for offer in self.rehearsal.offers(self.who):
            action = offer.action
            missing = [each for each in action.needs if not matter.has_paper(each)]
            yield Button(
                id=action.id,
                title=action.title,
                enabled=offer.enabled or bool(missing),
                reason=offer.reason,
                questions=tuple(self._questions(acting, matter, action.ask, action.id)),
                papers=tuple(
                    Choice(each, self.rules.papers[each].title, True)
                    for each in missing
                    if each in self.rules.papers
                ),
            )

    def _questions(
        self, acting: Acting, matter: CaseMatter | None, asked: Sequence[Asked], of: str
    ) -> Iterator[Question]:
        for each in asked:
            field = self.rules.fields[each.field]
            required = each.required and field.required
            made_up = filling.sample(acting, matter, field) if required else ""
            yield Question(
                name=f"field.{of}.{field.id}",
                title=field.title,
                kind=field.kind,
                required=required,
                value=f"{made_up:%d/%m/%Y}" if hasattr(made_up, "strftime") else str(made_up),
                choices=self._choices(acting, matter, field, str(made_up)),
                help=field.help,
            )

    def _choices(
        self, acting: Acting, matter: CaseMatter | None, field: Field, value: str
    ) -> tuple[Choice, ...]:
        offered: list[tuple[str, Any]] = []
        if field.kind == "choice":
            offered = list(field.choices)
        elif field.kind == "yes_no":
            offered = [("yes", _("yes")), ("no", _("no"))]
        elif field.kind in ("unit", "official"):
            offered = filling.offered(acting, matter, field)
        found = dict(offered)
        return tuple(Choice(id, title, id == value) for id, title in found.items())

    def _openings(self, acting: Acting) -> Iterator[Opening]:
        case = self.rehearsal.case
        assert case is not None
        for each in openings(acting, case):
            offered = suggestions(acting, case, each.template.id)
            bodies = [Choice(one.unit.id, one.unit.title, one.chosen) for one in offered.bodies]
            bodies += [Choice(one.id, one.title) for one in offered.others]
            yield Opening(each.template.id, each.template.title, tuple(bodies))
        for ballot in ballots(acting, case):
            if not ballot.reason:
                yield Opening(ballot.template.id, ballot.template.title, ())

    def _answering(self, standing: Standing | None) -> Iterator[Choice]:
        for each in standing.asked if standing else ():
            if not each.outcome and each.state != "withdrawn":
                yield Choice(each.unit, each.title)
        if self._votes():
            yield Choice(MEMBERS, _("every member who has not voted"))

    def _votes(self) -> bool:
        """Say whether members are voting."""
        case = self.rehearsal.case
        return case is not None and any(each.is_open for each in ballots_of(self.rehearsal, case))

    def _answers(self) -> Iterator[Choice]:
        known = {
            outcome: title
            for template in self.rules.consultations.values()
            for outcome, title in template.answers.items()
        }
        if self._votes():
            known = {**known, **CHOICE_TITLES}
        for outcome, title in (known or ANSWERS).items():
            yield Choice(outcome, title, outcome == "agree")

    # The beginning

    def _beginning(self) -> Iterator[Question]:
        acting = self.rehearsal.acting(APPLICANT)
        for each in self._questions(acting, None, self.rules.form, "start"):
            told = self.play.start.form.get(each.name.removeprefix("field.start."))
            if told is None:
                yield each
            else:
                chosen = tuple(Choice(one.id, one.title, one.id == told) for one in each.choices)
                yield Question(
                    each.name, each.title, each.kind, each.required, told, chosen, each.help
                )

    def _papers(self) -> Iterator[Choice]:
        handed_in = self.play.start.papers
        chosen = filling.compulsory(self.rules) if handed_in is None else handed_in
        for each in self.rules.papers.values():
            if each.by == APPLICANT:
                yield Choice(each.id, each.title, each.id in chosen)

    def _units(self) -> Iterator[Choice]:
        acting = self.rehearsal.acting(APPLICANT)
        for each in receiving_units(acting, self.rules):
            yield Choice(each.id, each.title, each.id == self.play.start.unit)

    # The date

    def _moments(self, standing: Standing | None) -> Iterator[tuple[str, Sentence, datetime]]:
        if standing is None or standing.final:
            return
        now = self.rehearsal.now
        yield ("hour", _("one hour"), now + timedelta(hours=1))
        next_day = (now + timedelta(days=1)).replace(hour=OPENING, minute=0)
        yield ("day", _("tomorrow morning"), next_day)
        yield ("week", _("a week"), now + timedelta(days=7))
        after = timedelta(minutes=1)
        asked = [each.due for each in standing.asked if not each.outcome and each.due]
        for id, said, due in (
            ("step", _("just after the step's limit"), standing.step_due),
            ("asked", _("just after the limit of those asked"), max(asked, default=None)),
            ("case", _("just after the case's limit"), standing.due),
        ):
            if due and due + after > now:
                yield (id, said, due + after)
