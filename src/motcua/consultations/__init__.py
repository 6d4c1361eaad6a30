"""Asking others for their opinion, waiting for it, and what silence means.

A consultation is sent from a case, from a template in the procedure: whom, on
which question and documents, until when, and what it means if nobody answers.
Each asked body gets a **request** with its own clock, counted on its own
working days, its own small workflow and its own journal.  Inside the body it
is opened, assigned, drafted; what is given is an **opinion**, frozen, of which
a correction is a new version.  Where nobody answers in time, a dated
**silence** says so and names the rule; it never looks like an answer.

* :mod:`suggestions` says whom to ask and why, before anything is sent;
* :mod:`actions` lists what people do;
* :mod:`table` tells the case's page who was asked, until when, what came back;
* :mod:`desk` is what the asked body sees of one request, :mod:`inbox` its lists;
* :mod:`offers` says what somebody may do with a request, and why not;
* :mod:`history` puts the journals together and proves them;
* :mod:`overviews` looks over many requests at once: matrix, overdue, how bodies answer;
* :mod:`decided` tells those who were asked how the case ended.

The case knows nothing of all this.  It borrows a condition (``consultations
closed``), a ground to see and a reason to wait.  What must not come here: how
a case moves, how letters and mails are worded, and anything of the web.
"""

from __future__ import annotations

from typing import Any

from motcua.acting import Office


def found(root: Any) -> None:
    """Create the register of consultations, in a new root or an older one."""
    from motcua.consultations.content import ConsultationRegister, StandingOpinions
    from motcua.storage.content import Tree

    if getattr(root, "consultations", None) is None:
        root.consultations = ConsultationRegister()
    if getattr(root, "standing_opinions", None) is None:
        root.standing_opinions = StandingOpinions()
    if getattr(root, "consultation_sums", None) is None:
        root.consultation_sums = Tree()
    if getattr(root, "caught_up", None) is None:
        root.caught_up = Tree()


def furnish(office: Office) -> None:
    """Lend what cases borrow, listen to them, and let the due queue fire."""
    from motcua.cases.access import Grounds
    from motcua.cases.letters import MoreFacts
    from motcua.cases.lists import Waits
    from motcua.consultations import (
        access,
        catching_up,
        conditions,
        decided,
        firing,
        putting_away,
        subscribers,
    )
    from motcua.consultations.inside import applying, direct
    from motcua.consultations.inside.flows import OpinionFlows, read_flows
    from motcua.consultations.overviews import tallying
    from motcua.consultations.rounds import binding
    from motcua.consultations.settings import ConsultationRules, read_rules
    from motcua.storage.putting_away import PuttingAway

    office.lend(ConsultationRules, read_rules(office.config / "consultations.yaml"))
    office.borrow(Grounds).lend(access.ground)
    office.borrow(Waits).lend(conditions.waits)
    office.borrow(PuttingAway).lend(tallying.looking(office))
    office.borrow(PuttingAway).lend(putting_away.put_away)
    office.lend(OpinionFlows, read_flows(office.config / "opinion_flows.yaml"))
    office.borrow(MoreFacts).lend(binding.letter_facts)
    applying.furnish(office)
    direct.furnish(office)
    conditions.furnish(office)
    firing.furnish(office)
    catching_up.furnish(office)
    subscribers.furnish(office)
    tallying.furnish(office)
    decided.furnish(office)
