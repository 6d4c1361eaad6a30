"""What happened with the case itself, in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from motcua.cases.lateness import TOO_LATE
from motcua.cases.versions import MOVED, knowing
from motcua.words import Sentence, _
from motcua.workflows.definition import Definition
from motcua.workspace.story.telling import Telling, Told, simply

if TYPE_CHECKING:
    from motcua.workspace.story.teller import Teller


def _brought_over(teller: Teller, facts: Mapping[str, Any]) -> Told:
    """The case follows another version since then: from which step to which, due when, and why."""
    root = teller.acting.root
    before, after = str(facts.get("from", "")), str(facts.get("to", ""))
    told = {"before": str(facts["version_before"]), "after": str(facts["version"])}
    what = (
        _("Brought back from version ${before} of the procedure to ${after}", mapping=told)
        if facts.get("undone")
        else _("Moved from version ${before} of the procedure to ${after}", mapping=told)
    )
    whys: list[Sentence] = []
    if before != after:
        steps = {"before": _step_title(root, teller.rules, before)}
        steps["after"] = _step_title(root, teller.rules, after)
        whys.append(_("step ${before} → ${after}", mapping=steps))
    if facts.get("step_due"):
        step_due = teller.instant(facts["step_due"])
        whys.append(_("this step until ${due}", mapping={"due": step_due}))
    return what, [*whys, *teller.due(facts), str(facts.get("reason", ""))]


def _step_title(root: Any, rules: Definition, id: str) -> Sentence:
    found = knowing(root, rules, id).states.get(id)
    return found.title if found else id


def _filed(teller: Teller, facts: Mapping[str, Any]) -> Told:
    online = facts.get("channel") == "online"
    return (_("Filed online") if online else _("Filed at the counter")), []


def _handed_over(teller: Teller, facts: Mapping[str, Any]) -> Told:
    after = teller.name(facts.get("after", ""))
    return _("Handed over to ${who}", mapping={"who": after}), [str(facts.get("reason", ""))]


_REMINDED: Mapping[str, Sentence] = {
    "reminder": _("Reminded that the limit comes near"),
    "late": _("Told that the limit is over"),
    TOO_LATE: _("Not reminded any more: the limit was over"),
}


def _reminded(teller: Teller, facts: Mapping[str, Any]) -> Told:
    """Older entries do not say which it was."""
    return _REMINDED.get(str(facts.get("about")), _("Reminded")), []


DEEDS: Mapping[str, Telling] = {
    "filed": _filed,
    "handed over": _handed_over,
    MOVED: _brought_over,
    "secret renewed": simply(_("New tracking secret given")),
    "reminded": _reminded,
}
"""By the deed of the journal's entry."""
