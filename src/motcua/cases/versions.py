"""That a case was brought over to another version of its procedure, as its journal tells it.

Who brings it over stands above; whoever has the case open, and whoever reads
its history, must be told in the words of a case.
"""

from __future__ import annotations

from typing import Any

from motcua.journal.content import Entry
from motcua.words import Sentence, _, several
from motcua.workflows.content import Version
from motcua.workflows.definition import Definition
from motcua.workflows.versions import all_versions, definition_of

MOVED = "version changed"
"""The deed in the journal of a case."""


def said(entry: Entry) -> Sentence:
    """Tell whoever has an older page open that another version counts now."""
    told = {"version": str(entry.facts["version"]), "when": entry.at}
    return _("The procedure of this case changed to version ${version} at ${when}.", mapping=told)


def knowing(root: Any, rules: Definition, step: str, action: str = "") -> Definition:
    """Return the version that knows a step, and an action where one is named.

    That is ``rules``, which the case follows; or, for what was done before it
    was brought over, the newest version that knew both.
    """
    if _knows(rules, step, action):
        return rules
    others = (definition_of(root, each) for each in reversed(all_versions(root, rules.id)))
    return next((each for each in others if _knows(each, step, action)), rules)


def following(root: Any, version: Version) -> Sentence:
    """Say how many cases follow a version, closed ones too; nothing where none does.

    Goes through all cases: this is asked when somebody wants to delete one.
    """
    count = 0
    for _key, case in root.cases.shelf.items():
        count += (case.procedure, case.version) == (version.procedure, version.number)
        if not case._p_changed:
            case._p_deactivate()
    if not count:
        return ""
    one = _("${n} case follows version ${version}: it cannot be deleted.")
    many = _("${n} cases follow version ${version}: it cannot be deleted.")
    return several(one, many, count, version=str(version.number))


def _knows(rules: Definition, step: str, action: str) -> bool:
    if step not in rules.states:
        return False
    return not action or any(state.action(action) for state in rules.states.values())
