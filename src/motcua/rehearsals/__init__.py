"""Trying out a procedure before anybody has to follow it.

A rehearsal is real: the cases, clocks, letters, lists and opinions of the
system itself work on it, with the people and units that there are, in a
transaction that is never committed.  So what is seen here is what would
happen, and nothing of it stays.

Three things are rehearsed: what somebody tries in the browser, the *tests* of
a procedure (data beside its file), and a *replay* of last period's cases.

* :mod:`rehearsal` is the one stage on which all three play: a case is filed,
  people act, the date is moved, and :mod:`happenings` tells what came of it;
* :mod:`deeds` is what people can do there, each by the action of the office;
* :mod:`plays` is what is played, as plain data: a page is stateless, because
  it plays the list again at each request;
* :mod:`reading` reads ``workflows/<id>/tests.yaml``, :mod:`testing` plays a
  test and compares, :mod:`telling` says what was found;
* :mod:`past` finds real cases of a period and makes plays of their journals,
  :mod:`replay` plays them against another text, :mod:`consulted` says what that
  changes for those who are asked.

Nothing may be stored from here, and nothing may be sent: what must be
remembered of a rehearsal belongs to whoever asked for it.  Pages belong to
the administration's face.
"""

from __future__ import annotations

from motcua.acting import Office


def furnish(office: Office) -> None:
    """Let workflows ask how tests end, before a text is proposed or published."""
    from motcua.rehearsals.playing import judged
    from motcua.workflows.trials import Trials

    office.borrow(Trials).lend(judged)
