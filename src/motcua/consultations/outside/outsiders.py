"""Who is asked outside: a name and an e-mail address, and the organisation they speak for.

Without an organisation it is somebody private, whom the public record does not name.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from motcua.acting import Acting
from motcua.cases.content import Case
from motcua.consultations.content import Outsider
from motcua.consultations.refusals import CannotAsk
from motcua.people.outside import enter_body
from motcua.words import _
from motcua.workflows.definition import ConsultationTemplate

ADDRESS = re.compile(r"[^\s@,;<>\"()\[\]\\]{1,64}@[^\s@,;<>\"()\[\]\\]+\.[^\s@,;<>\"()\[\]\\.]+")
LONGEST_NAME, LONGEST_ADDRESS = 300, 254


def entered(
    acting: Acting, template: ConsultationTemplate, wanted: Sequence[Outsider], case: Case
) -> dict[str, Outsider]:
    """Make those outside known, each under an id of its own; refuse what cannot be sent.

    Whoever was asked about the case before, and is waited for no more, keeps the id, so
    that the rounds of one body are found together.
    """
    if wanted and not template.outside:
        raise CannotAsk(
            _("This procedure asks nobody outside of the administration."),
            _("Ask a unit, or have the procedure changed."),
        )
    checked = [_checked(each) for each in wanted]
    addresses = [each.email.casefold() for each in checked]
    if len(set(addresses)) != len(addresses):
        raise CannotAsk(_("An e-mail address is asked twice."), _("Write each address once."))
    before = _asked_before(acting, case)
    found = {}
    for each in checked:
        id = before.get(_of(each))
        if id is None:
            id = enter_body(acting, secrets.token_hex(8), title=each.called, email=each.email).id
        found[id] = each
    return found


def _asked_before(acting: Acting, case: Case) -> dict[tuple[str, ...], str]:
    """Return the ids of those whose requests about the case are over, by who they are."""
    every = [
        each
        for sent in acting.root.consultations.asked_by_case(case.key)
        for each in sent.requests
        if each.outsider is not None
    ]
    waited_for = {each.unit for each in every if each.is_open or each.is_planned}
    return {_of(each.outsider): each.unit for each in every if each.unit not in waited_for}


def _of(asked: Outsider) -> tuple[str, ...]:
    return (asked.email.casefold(), asked.organisation, asked.name)


def _checked(wanted: Outsider) -> Outsider:
    given = wanted._replace(
        organisation=" ".join(wanted.organisation.split()),
        name=" ".join(wanted.name.split()),
        email=wanted.email.strip(),
    )
    if not (given.name and given.email):
        raise CannotAsk(
            _("Somebody outside needs a name and an e-mail address."),
            _("Fill in both, or empty the line."),
        )
    if max(len(given.organisation), len(given.name)) > LONGEST_NAME:
        raise CannotAsk(
            _("A name is longer than ${n} characters.", mapping={"n": str(LONGEST_NAME)}),
            _("Write it shorter."),
        )
    if len(given.email) > LONGEST_ADDRESS or not ADDRESS.fullmatch(given.email):
        raise CannotAsk(
            _("“${address}” is not an e-mail address.", mapping={"address": given.email}),
            _("Write it as ten@example.vn."),
        )
    return given
