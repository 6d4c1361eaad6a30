"""Who is asked outside: a name and an e-mail address, and the organisation they speak for.

Without an organisation it is somebody private, whom the public record does not name.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Sequence

from motcua.acting import Acting
from motcua.consultations.content import Outsider
from motcua.consultations.refusals import CannotAsk
from motcua.people.outside import enter_body
from motcua.words import _
from motcua.workflows.definition import ConsultationTemplate

ADDRESS = re.compile(r"[^\s@,;<>\"()\[\]\\]{1,64}@[^\s@,;<>\"()\[\]\\]+\.[^\s@,;<>\"()\[\]\\.]+")
LONGEST_NAME, LONGEST_ADDRESS = 300, 254


def entered(
    acting: Acting, template: ConsultationTemplate, wanted: Sequence[Outsider]
) -> dict[str, Outsider]:
    """Make those outside known, each under an id of its own; refuse what cannot be sent."""
    if wanted and not template.outside:
        raise CannotAsk(
            _("This procedure asks nobody outside of the administration."),
            _("Ask a unit, or have the procedure changed."),
        )
    checked = [_checked(each) for each in wanted]
    addresses = [each.email.casefold() for each in checked]
    if len(set(addresses)) != len(addresses):
        raise CannotAsk(_("An e-mail address is asked twice."), _("Write each address once."))
    found = {}
    for each in checked:
        body = enter_body(acting, secrets.token_hex(8), title=each.called, email=each.email)
        found[body.id] = each
    return found


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
