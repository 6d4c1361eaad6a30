"""Whether the opinions are favourable, and the sentence that says why or what is missing.

Judged anew whenever it is asked, so that the page, the button and the deed say
the same.  A silence that counts as agreement is counted, and said apart.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.access import reads_answer
from motcua.consultations.count import how_many, of_case
from motcua.consultations.record.confidence import is_sealed
from motcua.consultations.rounds.words import AGAINST, FOR, MISSING, OPEN_WORD, OUT, Word, words
from motcua.consultations.templates import template_of
from motcua.people import directory
from motcua.words import Sentence, _
from motcua.workflows.definition import ConsultationTemplate

ALL, MANDATORY = "all", "mandatory"
OF_ASKED, OF_GIVEN = "majority_of_asked", "majority_of_given"


@dataclass(frozen=True)
class Judgement:
    """Whether the opinions under one template are favourable now."""

    template: ConsultationTemplate
    ok: bool
    said: Sentence
    words: tuple[Word, ...]

    @property
    def explicit(self) -> int:
        """How many said yes."""
        return sum(each.stance == FOR and not each.is_tacit for each in self.words)

    @property
    def tacit(self) -> int:
        """How many count as yes because they were silent."""
        return sum(each.stance == FOR and each.is_tacit for each in self.words)


def judgements(acting: Acting, case: Case) -> list[Judgement]:
    """Return the judgement of every template under which the case asked."""
    asked = {each.template: each for each in of_case(acting, case)}
    return [judged(acting, case, template_of(acting, each)) for each in asked.values()]


def judged(acting: Acting, case: Case, template: ConsultationTemplate) -> Judgement:
    """Return whether the opinions under ``template`` are favourable, and why."""
    said = words(acting, case, template.id)
    if _is_sealed(acting, case, template):
        sealed = _("The opinions are sealed until all are in or the time is over.")
        return Judgement(template, False, sealed, tuple(said))
    vetoes = [each for each in said if each.can_veto and each.stance == AGAINST]
    if vetoes:
        sentence = _(
            "${units} may stop this by disagreeing, and disagrees.",
            mapping={"units": _names(acting, vetoes)},
        )
        return Judgement(template, False, sentence, tuple(said))
    weighed = _weighed(template, said)
    needed = _needed(template.favourable_when, weighed)
    holders = [each for each in said if each.can_veto and each.stance == MISSING]
    favours = [each for each in weighed if each.stance == FOR]
    open_ones = [each for each in weighed if each.stance == MISSING]
    if needed is None:
        return _unopposed(acting, template, said, open_ones or holders)
    if len(favours) >= needed and not holders:
        return Judgement(template, True, _enough(acting, favours, needed), tuple(said))
    sentence = _not_enough(acting, weighed, favours, needed, [*open_ones, *holders])
    return Judgement(template, False, sentence, tuple(said))


def _is_sealed(acting: Acting, case: Case, template: ConsultationTemplate) -> bool:
    return template.sealed and any(
        each.template == template.id and is_sealed(acting, each) for each in of_case(acting, case)
    )


def _weighed(template: ConsultationTemplate, said: Sequence[Word]) -> list[Word]:
    """Return the words that are counted; whoever is not competent, or left out, is not."""
    rule = template.favourable_when
    if rule == OF_GIVEN:
        return [each for each in said if each.stance in (FOR, AGAINST, OPEN_WORD)]
    counted = (
        [each for each in said if each.stance != OUT] if rule in (ALL, MANDATORY, "") else said
    )
    if rule == MANDATORY:
        return [each for each in counted if not each.is_optional] or list(counted)
    return list(counted)


def _needed(rule: str, weighed: Sequence[Word]) -> int | None:
    """Return how many must be for it; ``None`` where it is enough that nobody is against it."""
    if not rule:
        return None
    if rule in (OF_ASKED, OF_GIVEN):
        return len(weighed) // 2 + 1
    return how_many(rule, len(weighed)) if "/" in rule or rule in (ALL, MANDATORY) else int(rule)


def _unopposed(
    acting: Acting, template: ConsultationTemplate, said: list[Word], open_ones: list[Word]
) -> Judgement:
    against = [each for each in said if each.stance == AGAINST]
    waited = [each for each in open_ones if not each.is_optional]
    if against:
        sentence = _("These disagree: ${units}.", mapping={"units": _names(acting, against)})
    elif waited:
        sentence = _("Still missing: ${units}.", mapping={"units": _names(acting, waited)})
    else:
        sentence = _("Nobody disagrees.")
    return Judgement(template, not against and not waited, sentence, tuple(said))


def _enough(acting: Acting, favours: list[Word], needed: int) -> Sentence:
    tacit = [each for each in favours if each.is_tacit]
    told = {
        "n": str(len(favours)),
        "needed": str(needed),
        "units": _names(acting, tacit),
    }
    if tacit:
        return _("${n} are for it, ${needed} are needed; silent: ${units}.", mapping=told)
    return _("${n} are for it, ${needed} are needed.", mapping=told)


def _not_enough(
    acting: Acting, weighed: list[Word], favours: list[Word], needed: int, open_ones: list[Word]
) -> Sentence:
    told = {
        "n": str(len(favours)),
        "needed": str(needed),
        "missing": _names(acting, open_ones),
        "against": _names(acting, [each for each in weighed if each.stance == AGAINST]),
    }
    if told["missing"] and told["against"]:
        return _(
            "${n} are for it, ${needed} are needed. Against: ${against}. Still missing: "
            "${missing}.",
            mapping=told,
        )
    if told["missing"]:
        return _("${n} are for it, ${needed} are needed. Still missing: ${missing}.", mapping=told)
    if told["against"]:
        return _("${n} are for it, ${needed} are needed. Against: ${against}.", mapping=told)
    return _("${n} are for it, ${needed} are needed.", mapping=told)


def _names(acting: Acting, said: Iterable[Word]) -> list[Sentence]:
    """Name the bodies, but none whose answer this reader may not know."""
    found: dict[Sentence, None] = {}
    for each in said:
        knows = each.is_tacit or each.stance == MISSING or reads_answer(acting, each.request)
        unit = directory.unit(acting.root, each.unit)
        found[unit.short if knows else _("a confidential opinion")] = None
    return list(found)
