"""Asking the members of a committee by ballot: phiếu lấy ý kiến thành viên UBND.

A ballot begins from a case, from a template in the procedure that says
``kind: ballot``.  Everybody who sits on the committee that day gets a
**slip** of their own: members vote on every matter, a substitute may comment
and has no vote.  A signed slip is locked.  When everybody has voted, or the
time is over, the votes are **counted** by the rules that were promised at the
beginning, and what is tacit is told apart from what was said, for ever.

* :mod:`actions` lists what people do;
* :mod:`counting` is the arithmetic, :mod:`settings` its numbers;
* :mod:`sealing` keeps a secret ballot secret;
* :mod:`agenda` is every ballot that the secretary holds, :mod:`session` one of them,
  :mod:`desk` what a member or an assistant sees; :mod:`sheet` is the result as an
  official paper and :mod:`slip_paper` one slip;
* :mod:`extending` gives more time, :mod:`announcing` takes down that a result was
  announced, :mod:`rounds` carries what was said into the next round.

The case knows nothing of this: it borrows the conditions ``ballot closed``
and ``ballot passed``, a ground to see and a reason to wait.  What must not
come here: opinions of bodies (``consultations``), who sits on a committee
(``people``), mails and anything of the web.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Office


def found(root: Any) -> None:
    """Create the register of ballots, in a new root or an older one."""
    from motcua.ballots.content import BallotRegister

    if getattr(root, "ballots", None) is None:
        root.ballots = BallotRegister()


def furnish(office: Office) -> None:
    """Lend what cases borrow, listen to them, and let the due queue fire."""
    from motcua.ballots import access, conditions, firing, putting_away, subscribers
    from motcua.ballots.settings import FILE, BallotRules, read_rules
    from motcua.cases.access import Grounds
    from motcua.cases.lists import Waits
    from motcua.storage.putting_away import PuttingAway

    office.lend(BallotRules, read_rules(office.config / FILE))
    office.borrow(Grounds).lend(access.ground)
    office.borrow(Waits).lend(conditions.waits)
    office.borrow(PuttingAway).lend(putting_away.put_away)
    conditions.furnish(office)
    firing.furnish(office)
    subscribers.furnish(office)
