"""That a case was brought over to another version of its procedure, as its journal tells it.

Who brings it over stands above; whoever has the case open, and whoever reads
its history, must be told in the words of a case.
"""

from __future__ import annotations

from collections.abc import Iterator

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.journal.content import Entry
from motcua.words import Sentence, _
from motcua.workflows.definition import Definition
from motcua.workflows.versions import definition

MOVED = "version changed"
"""The deed in the journal of a case."""


def said(entry: Entry) -> Sentence:
    """Tell whoever has an older page open that another version counts now."""
    told = {"version": str(entry.facts["version"]), "when": entry.at}
    return _("The procedure of this case changed to version ${version} at ${when}.", mapping=told)


def followed(acting: Acting, case: Case) -> Iterator[Definition]:
    """Return the version that the case follows, and before it those that it has followed.

    For titles of steps and actions that only an older version knows.
    """
    numbers = [case.version]
    for entry in reversed(case.journal):
        if entry.deed == MOVED and entry.facts["version_before"] not in numbers:
            numbers.append(entry.facts["version_before"])
    for number in numbers:
        yield definition(acting.root, case.procedure, number)
