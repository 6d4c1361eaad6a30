"""One matter of one applicant, from arrival to closure.

A case is filed at a counter or online, gets a code, and moves through the
states of its procedure by the actions the procedure allows.  What is stored
is in pieces that change apart from each other: the **dossier** (who, what,
which papers; large, rarely written), the **track** (where the case stands,
who holds it, its clocks; small, written at each step), the **findings** (what
officials filled in on the way) and the **journal**.  When the case is over, the
worker puts the pieces away into one record.

Use :func:`~motcua.cases.filing.file_case` to begin one,
:func:`~motcua.cases.actions.available` to learn what a person may do with it,
and :func:`~motcua.cases.actions.perform` to do it.  Whether somebody may see
it is answered by :mod:`motcua.cases.access` and nowhere else.

Asking for opinions does not belong here: ``consultations`` stands above and
lends what the machine must know of it (a condition, a ground to see, a reason
why the case waits).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from motcua.cases import evolving  # noqa: F401 - its steps are known before a database is opened

if TYPE_CHECKING:
    from motcua.acting import Office


def found(root: Any) -> None:
    """Create the shelf of cases in a root that has none."""
    from motcua.cases.content import CaseRegister

    if getattr(root, "cases", None) is None:
        root.cases = CaseRegister(root.desk)


def furnish(office: Office) -> None:
    """Lend the conditions of cases, and let deadlines fire."""
    from motcua.cases import (
        access,
        conditions,
        finding,
        firing,
        letters,
        lists,
        numbering,
        numbers,
        putting_away,
        recounting,
        versions,
    )
    from motcua.storage.finding import Findable
    from motcua.storage.putting_away import PuttingAway
    from motcua.workflows.deleting import Uses

    office.lend(access.Grounds, access.Grounds())
    office.lend(lists.Waits, lists.Waits())
    office.lend(letters.MoreFacts, letters.MoreFacts())
    office.lend(numbers.Numbers, numbers.Numbers())
    office.lend(numbering.Numbering, numbering.read(office.config / "numbering.yaml"))
    office.borrow(Findable).lend(finding.described)
    office.borrow(Uses).lend(versions.following)
    office.borrow(PuttingAway).lend(putting_away.put_away)
    conditions.furnish(office)
    firing.furnish(office)
    recounting.furnish(office)
