"""The procedures in force: listed, found without marks, counted by sector."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from motcua.acting import Acting
from motcua.storage.folding import sort_key, words
from motcua.words import Label, Sentence, _
from motcua.workflows import versions
from motcua.workflows.definition import Definition, State

KINDS: dict[str, Sentence] = {
    "citizen": _("Citizens"),
    "enterprise": _("Enterprises"),
    "organisation": _("Organisations"),
    "authority": _("Public bodies"),
}
"""Who may file, as definitions name them, and as readers are told."""

CHANNELS: dict[str, Sentence] = {
    "online": _("Online, on this site"),
    "counter": _("At the counter"),
    "post": _("By post"),
}


@dataclass(frozen=True)
class Sector:
    """A field of administration, and how many procedures it has."""

    label: Label
    count: int

    @property
    def key(self) -> str:
        """Its name in addresses: without marks, words joined."""
        return sector_key(self.label)


def sector_key(label: Label) -> str:
    """Return the name of a sector in addresses."""
    return "-".join(words(label.vi))


def all_in_force(acting: Acting) -> list[Definition]:
    """Return every procedure in force today, by sector and then by name."""
    found = versions.procedures(acting.root, acting.now.date())
    return sorted(found, key=lambda each: (sort_key(each.sector.vi), sort_key(each.title.vi)))


def sectors(procedures: Sequence[Definition]) -> list[Sector]:
    """Return the sectors that have procedures, in the order of the alphabet."""
    labels = {sector_key(each.sector): each.sector for each in procedures if each.sector.vi}
    counts = [sector_key(each.sector) for each in procedures]
    found = [Sector(label, counts.count(key)) for key, label in labels.items()]
    return sorted(found, key=lambda each: sort_key(each.label.vi))


def searched(
    procedures: Sequence[Definition], asked: str = "", sector: str = "", kind: str = ""
) -> list[Definition]:
    """Return those that fit: every word somewhere, those with most in the title first."""
    fitting = [
        each
        for each in procedures
        if (not sector or sector_key(each.sector) == sector)
        and (not kind or kind in each.applicants)
    ]
    wanted = words(asked)
    if not wanted:
        return fitting
    weighed = [(_weight(each, wanted), each) for each in fitting]
    found = [(weight, each) for weight, each in weighed if weight]
    return [each for _weight, each in sorted(found, key=lambda pair: -pair[0])]


def _weight(procedure: Definition, wanted: Sequence[str]) -> int:
    title = _words(f"{procedure.title.vi} {procedure.title.en}")
    whole = title | _words(_rest(procedure)) | _words(procedure.code)
    if not all(any(word.startswith(each) for word in whole) for each in wanted):
        return 0
    return 1 + sum(any(word.startswith(each) for word in title) for each in wanted)


def _rest(procedure: Definition) -> str:
    """By what else a procedure is found: sector, summary, result, papers."""
    labels = (procedure.sector, procedure.summary, procedure.result)
    papers = (each.title for each in procedure.papers.values())
    return " ".join(f"{each.vi} {each.en}" for each in (*labels, *papers))


@lru_cache(maxsize=8192)
def _words(text: str) -> frozenset[str]:
    return frozenset(words(text))


def main_path(procedure: Definition) -> list[State]:
    """Return the steps a case takes where all goes well, from filing to the result."""
    path, state = [], procedure.start
    while state not in path:
        path.append(state)
        following = _onward(procedure, state, path)
        if following is None:
            break
        state = following
    return path


def _onward(procedure: Definition, state: State, path: Sequence[State]) -> State | None:
    """The first way on that leads to a step not taken yet and is no dead end."""
    ways = [each.to for each in state.actions if not each.anywhere]
    ways += [each.to for each in state.auto]
    there = [procedure.states[each] for each in ways if each in procedure.states]
    good = [each for each in there if each.final in {"", "success"} and each not in path]
    return min(good, key=lambda each: _is_detour(procedure, each), default=None)


def _is_detour(procedure: Definition, state: State) -> bool:
    """Whether nobody but the applicant moves a case on from here: waiting for papers."""
    movers = {part for each in state.actions if not each.anywhere for part in each.by}
    return bool(movers) and movers <= {"applicant", "clerk"} and state.clock != "running"
