"""Procedures: read, checked, compiled, versioned, drawn.

A procedure is one text file that says at which step who may do what, and where
it goes.  Here it becomes something a case can follow:

* :func:`motcua.workflows.reader.read` makes a frozen
  :class:`~motcua.workflows.definition.Definition` of a text, and
  :func:`motcua.workflows.checks.checked` says everything that is wrong with it;
* :func:`motcua.workflows.actions.publish` puts it into force; what was once
  published is never changed, and :mod:`motcua.workflows.versions` finds it;
* :func:`motcua.workflows.machine.compiled` gives the machine that says what
  somebody may do (``available``) and moves the case (``take``);
* :mod:`motcua.workflows.drafting` is how a person changes one: a draft, a
  proposal, and a second person who publishes it or sends it back;
* :mod:`motcua.workflows.conditions` knows by name what an action may depend
  on; those who know the facts lend them there;
* :func:`motcua.workflows.diagram.svg` draws it.

The machine moves states and does nothing else.  Letters, clocks, lists and
mails belong to ``cases``; opinions to ``consultations``; pages to the faces.
No expression of any kind belongs into a definition.
"""

from __future__ import annotations

from typing import Any

from BTrees.IOBTree import IOBTree

from motcua.acting import Office
from motcua.workflows.actions import RefusedFiles
from motcua.workflows.conditions import Conditions
from motcua.workflows.content import Definitions
from motcua.workflows.deleting import Uses
from motcua.workflows.events import DefinitionPublished
from motcua.workflows.syncing import settle
from motcua.workflows.trials import Trials


def furnish(office: Office) -> None:
    """Lend the register of conditions, for others to lend theirs to; settle what is published."""
    office.lend(Conditions, Conditions())
    office.lend(RefusedFiles, RefusedFiles())
    office.lend(Uses, Uses())
    office.lend(Trials, Trials())
    office.listen(DefinitionPublished, settle)


def found(root: Any) -> None:
    """Create the folder of procedures in a root that has none, and its drawer of drafts."""
    if "definitions" not in root:
        root["definitions"] = Definitions()
    if root["definitions"].drafts is None:
        root["definitions"].drafts = IOBTree()
