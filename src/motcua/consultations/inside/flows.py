"""How each body works on its answers: ``config/opinion_flows.yaml``.

One step is the usual: whoever may answer for the body drafts and gives.  A body
that wants more eyes names who checks and who signs, and which share of the time
each of them has.  The flow is the body's own: no procedure knows of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from types import MappingProxyType

from motcua.acting import Acting, Refusal
from motcua.deadlines.terms import Term, read_term
from motcua.people import directory
from motcua.sheets import Said, Sheet
from motcua.words import Sentence, _

DRAFT, CHECK, SIGN = "draft", "check", "sign"
STEPS: Mapping[str, Sentence] = {
    DRAFT: _("Drafting"),
    CHECK: _("Checking"),
    SIGN: _("Signing"),
}
"""The steps there may be, in their order, in the words of lists."""
WHOLE = Fraction(1)


class NotAShare(Refusal):
    """Somebody wrote a share that is none."""


@dataclass(frozen=True)
class Stage:
    """One step of a body's own work on its answer."""

    id: str
    by: tuple[str, ...] = ()
    """The roles that may take it; empty: whoever may answer for the body."""
    share: Fraction = WHOLE
    """Its part of the time that the body has."""


@dataclass(frozen=True)
class OpinionFlow:
    """The steps of one body, in order; the first is the drafting."""

    stages: tuple[Stage, ...] = (Stage(DRAFT),)
    remind: Term | None = None
    """How long before the end of each step it is called to mind; ``None``: not at all."""

    @property
    def is_short(self) -> bool:
        """Say whether whoever drafts the answer also gives it."""
        return len(self.stages) == 1

    def stage(self, id: str) -> Stage:
        """Return a step; the last one where the body has no such step any more."""
        return next((each for each in self.stages if each.id == id), self.stages[-1])

    def after(self, id: str) -> str:
        """Return the step that follows; empty after the last."""
        ids = [each.id for each in self.stages]
        return ids[ids.index(id) + 1] if id in ids[:-1] else ""

    def share_after(self, id: str) -> Fraction:
        """Return which part of the time belongs to the steps after this one."""
        ids = [each.id for each in self.stages]
        later = self.stages[ids.index(id) + 1 :] if id in ids else ()
        return sum((each.share for each in later), Fraction(0))


@dataclass(frozen=True)
class OpinionFlows:
    """The flows of all bodies, and what holds for each of them."""

    usual: OpinionFlow = OpinionFlow()
    units: Mapping[str, OpinionFlow] = field(default_factory=lambda: MappingProxyType({}))
    """By id of a unit, or by kind of unit; the id goes first."""
    head: str = "leader"
    """Which role is told of what nobody opened, and keeps the standing opinions."""
    further_share: Fraction = Fraction(1, 2)
    """Which part of the time left is proposed for those who are asked further."""
    depth: int = 3
    """How often what was asked may be asked on."""

    def of(self, root: object, unit: str) -> OpinionFlow:
        """Return the flow of a unit; whoever is asked outside of the house answers in one step."""
        if unit in self.units:
            return self.units[unit]
        if not directory.has_unit(root, unit):
            return OpinionFlow()
        return self.units.get(directory.unit(root, unit).kind, self.usual)


def flow_of(acting: Acting, unit: str) -> OpinionFlow:
    """Return how a unit works on its answers."""
    return acting.office.borrow(OpinionFlows).of(acting.root, unit)


def read_flows(path: Path) -> OpinionFlows:
    """Read the settings; raises ``WrongFile`` with everything wrong in them."""
    usual = OpinionFlows()
    if not path.exists():
        return usual
    sheet = Sheet(path)
    known = ("head", "further_share", "depth", "usual", "units")
    told = sheet.entries(sheet.said(), known=known)
    flows = OpinionFlows(
        usual=_flow(sheet, told.get("usual")),
        units=MappingProxyType(
            {id: _flow(sheet, said) for id, said in sheet.entries(told.get("units")).items()}
        ),
        head=sheet.text(told.get("head")) or usual.head,
        further_share=sheet.understood(told.get("further_share"), read_share, usual.further_share),
        depth=sheet.number(told.get("depth"), usual.depth),
    )
    sheet.finish()
    return flows


def _flow(sheet: Sheet, said: Said | None) -> OpinionFlow:
    told = sheet.entries(said, known=(*STEPS, "remind"))
    later = [_stage(sheet, id, told[id]) for id in (CHECK, SIGN) if id in told]
    left = WHOLE - sum((each.share for each in later), Fraction(0))
    if said is not None and left <= 0:
        sheet.wrong(said.line, _("nothing of the time is left for the drafting"))
    by = _roles(sheet, sheet.entries(told.get(DRAFT), known=("by",)).get("by"))
    remind = sheet.understood(told.get("remind"), read_term, None)  # type: ignore[arg-type]
    return OpinionFlow((Stage(DRAFT, by, left), *later), remind)


def _stage(sheet: Sheet, id: str, said: Said) -> Stage:
    told = sheet.entries(said, known=("by", "share"))
    share = sheet.understood(told.get("share"), read_share, Fraction(1, 4))
    return Stage(id, _roles(sheet, told.get("by")), share)


def _roles(sheet: Sheet, said: Said | None) -> tuple[str, ...]:
    return tuple(filter(None, map(sheet.text, sheet.items(said))))


def read_share(text: str) -> Fraction:
    """Return a part of a whole, written ``1/4`` or ``25%``.

    >>> read_share("25%") == read_share("1/4")
    True
    """
    try:
        share = Fraction(text.removesuffix("%").strip())
    except (ValueError, ZeroDivisionError):
        share = Fraction(0)
    if text.endswith("%"):
        share /= 100
    if not 0 < share < 1:
        raise NotAShare(
            _("“${text}” is not a part of the time, as 1/4 or 25%", mapping={"text": text})
        )
    return share
