"""Which cases run under which version, found without going through all cases.

The worker keeps the index, from what has changed; a step of a case costs
nothing more for it.  What the worker has not looked at yet is looked at by
whoever asks, so that no case is missed, not even one that was filed a moment
ago.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import NotHere
from motcua.cases.content import Case
from motcua.words import Sentence, _
from motcua.workflows.content import Version
from motcua.workflows.versions import all_versions, definition


def is_running(root: Any, case: Case) -> bool:
    """Say whether the case has not come to an end of its procedure.

    One that stands at a step its version does not know has not: it is the one
    that needs a new step most.
    """
    try:
        rules = definition(root, case.procedure, case.version)
    except NotHere:
        return False
    state = rules.states.get(case.track.state)
    return state is None or not state.final


def look_at(root: Any, subject: bytes) -> None:
    """Put the case with key ``subject`` where it belongs, and out of where it stood."""
    case: Case | None = root.cases.shelf.get(subject)
    if case is None:
        return
    wanted = _name(case.procedure, case.version) if is_running(root, case) else ""
    index = root.migrations
    for version in all_versions(root, case.procedure):
        name = _name(case.procedure, version.number)
        tree = index.running.get(name)
        if name == wanted:
            tree = index.tree(name)
            if subject not in tree:
                tree[subject] = b""
        elif tree is not None and subject in tree:
            del tree[subject]


def keys(root: Any, procedure: str, version: int) -> list[bytes]:
    """Return the keys of the cases that run under a version, in the order of the keys."""
    tree = root.migrations.running.get(_name(procedure, version))
    found = set(tree or ())
    for subject in root.changes.waiting():
        case: Case | None = root.cases.shelf.get(subject)
        if case is None or case.procedure != procedure:
            continue
        if case.version == version and is_running(root, case):
            found.add(subject)
        else:
            found.discard(subject)
    return sorted(found)


def counts(root: Any, procedure: str) -> dict[int, int]:
    """Return how many cases run under each version of a procedure that has any."""
    found = {
        version.number: len(keys(root, procedure, version.number))
        for version in all_versions(root, procedure)
    }
    return {number: count for number, count in found.items() if count}


def brought(root: Any, version: Version) -> Sentence:
    """Say in which run cases were brought from or to a version; nothing where none was."""
    for run in root.migrations.runs.values():
        both = (run.from_version, run.to_version)
        if run.procedure == version.procedure and version.number in both and run.count:
            facts = {"number": str(version.number), "run": str(run.number)}
            return _(
                "Cases were brought from or to version ${number} (run ${run}): it cannot be"
                " deleted.",
                mapping=facts,
            )
    return ""


def fill(root: Any) -> None:
    """Look at every case, once in the life of a database that is older than the index."""
    for key in list(root.cases.shelf):
        look_at(root, key)


def _name(procedure: str, version: int) -> str:
    return f"{procedure}/{version}"
