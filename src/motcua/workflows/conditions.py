"""What an action may depend on, by name, with the sentence that says why not.

A definition cannot calculate: it names conditions.  Each is written once, by
the capability that knows the fact, and lent to the office::

    office.borrow(Conditions).lend("fee paid", Label("đã nộp phí", "fee paid"), fee_paid)

A procedure file may use the name, or the label in either language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from motcua.acting import Acting
from motcua.words import Label, Sentence, _
from motcua.workflows.definition import Condition, Definition
from motcua.workflows.keys import plain


@dataclass(frozen=True)
class Verdict:
    """Whether something holds; if not, ``sentence`` says why to whoever wants to act."""

    ok: bool
    sentence: Sentence = ""
    ground: str = ""
    """What kind of thing is in the way, in a word for the journal."""

    def __bool__(self) -> bool:
        return self.ok


Judge = Callable[[Any, Acting], Verdict]
"""``judge(matter, acting)``: reads, never writes."""


Hindrance = Callable[[Any, Acting, Any], Verdict]
"""``hindrance(matter, acting, action)``: what the procedure need not name; reads, never writes."""


@dataclass(frozen=True)
class Known:
    """A condition that somebody has lent."""

    name: str
    label: Label
    judge: Judge


class Conditions:
    """Every condition that a procedure may name."""

    def __init__(self) -> None:
        self._known: dict[str, Known] = {}
        self._hindrances: list[Hindrance] = []
        self.lend("conclusion is refusal", CONCLUDED["tu_choi"], _concluded("tu_choi"))
        self.lend("conclusion is approval", CONCLUDED["chap_thuan"], _concluded("chap_thuan"))

    def lend(self, name: str, label: Label, judge: Judge) -> None:
        """Make a condition known under its name and under its label in each language."""
        known = Known(name, label, judge)
        for said in (name, label.vi, label.en):
            if said:
                self._known[plain(said)] = known

    def hinder(self, hindrance: Hindrance) -> None:
        """Let ``hindrance`` judge every action, automatic step and late rule of every procedure.

        For what binds whoever forgot to write it down.
        """
        self._hindrances.append(hindrance)

    def hindrances(self, matter: Any, acting: Acting, node: Any) -> Iterator[Verdict]:
        """Judge a step by what no procedure need name."""
        for hindrance in self._hindrances:
            yield hindrance(matter, acting, node)

    def find(self, said: str) -> Known | None:
        """Return the condition that a file means."""
        return self._known.get(plain(said))

    def __iter__(self) -> Iterator[Known]:
        return iter(dict.fromkeys(self._known.values()))

    def __contains__(self, said: str) -> bool:
        return plain(said) in self._known

    def judged(self, condition: Condition, matter: Any, acting: Acting) -> Verdict:
        """Say whether ``condition`` holds.

        What answers neither yes nor no, or is known no longer, does not hold:
        a case must never go on because a check has got lost.
        """
        if condition.field:
            return field_verdict(condition, matter)
        known = self.find(condition.name)
        if known is None:
            return Verdict(
                False,
                _("Nobody can tell whether “${name}” holds.", mapping={"name": condition.name}),
            )
        verdict = known.judge(matter, acting)
        if not verdict:
            said = getattr(verdict, "sentence", "")
            return Verdict(
                False, said or _("Not yet: ${condition}.", mapping={"condition": known.label})
            )
        return Verdict(True)


CONCLUDED = {
    "tu_choi": Label("kết luận là từ chối", "conclusion is refusal"),
    "chap_thuan": Label("kết luận là chấp thuận", "conclusion is approval"),
}


def _concluded(value: str) -> Judge:
    def judge(matter: Any, acting: Acting) -> Verdict:
        return field_verdict(Condition(field="ket_luan", values=(value,)), matter)

    return judge


def field_verdict(condition: Condition, matter: Any) -> Verdict:
    """Say whether a field of the case has one of the values that are demanded."""
    if stored(matter.value(condition.field)) in condition.values:
        return Verdict(True)
    return Verdict(
        False,
        _(
            "“${field}” must be: ${values}.",
            mapping={
                "field": field_title(matter.definition, condition.field),
                "values": [
                    value_title(matter.definition, condition.field, each)
                    for each in condition.values
                ],
            },
        ),
    )


def stored(value: Any) -> str:
    """Return a value of a field as definitions write it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.isoformat()
    return "" if value is None else str(value)


def field_title(definition: Definition, field: str) -> Sentence:
    """Return how a field is called."""
    known = definition.fields.get(field)
    return known.title if known else field


YES_OR_NO = {"yes": _("yes"), "no": _("no")}


def value_title(definition: Definition, field: str, value: str) -> Sentence:
    """Return how a value of a field is called."""
    known = definition.fields.get(field)
    choices: dict[str, Sentence] = dict(known.choices) if known else {}
    if known and known.kind == "yes_no":
        choices.update(YES_OR_NO)
    return choices.get(value, value)
