"""Filing: an applicant's papers become a case with a code.

The code follows ``config/numbering.yaml``: the receiving unit's own, the day,
and a number that begins anew each day (NĐ 61/2018 Đ26; TT 01/2018 Đ19).
"""

from __future__ import annotations

import secrets as random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from motcua.acting import Acting, NotAllowed, Refusal
from motcua.cases import clocks, secrets
from motcua.cases.actions import settle
from motcua.cases.content import Applicant, Case, Dossier, Enclosure
from motcua.cases.effects import carry_out
from motcua.cases.events import CaseFiled
from motcua.cases.matter import CaseMatter
from motcua.cases.numbering import Numbering
from motcua.cases.numbers import Numbers
from motcua.journal import note
from motcua.people import directory
from motcua.people.content import Unit
from motcua.permissions import Permission
from motcua.words import _
from motcua.workflows.definition import Definition
from motcua.workflows.machine import compiled

LONGEST_SUBJECT = 300
"""Characters of the sentence that says what a case is about."""


class CannotBeFiled(Refusal):
    """The case cannot be taken in as it is."""


@dataclass(frozen=True)
class Filed:
    """What the applicant takes home."""

    case: Case
    secret: str
    """Shown once, on the receipt; empty where it can no longer be told."""
    again: bool = False
    """The same form had been sent before: nothing new was made."""


def file_case(
    acting: Acting,
    rules: Definition,
    *,
    applicant: Applicant,
    answers: Mapping[str, Any],
    enclosures: Sequence[Enclosure] = (),
    channel: str = "counter",
    receiving_unit: str,
    subject: str = "",
    nonce: str = "",
) -> Filed:
    """Take in a case of the procedure ``rules`` and give it its code.

    ``nonce`` is the form's own: sent twice, the form makes one case and shows
    the same receipt twice.  Raises :class:`CannotBeFiled` when a compulsory
    paper or answer is missing, or the unit or channel does not take it.
    """
    if found := filed_before(acting, nonce):
        return found
    _check_place(acting, rules, channel, receiving_unit)
    _check_content(rules, applicant, answers, enclosures)
    case = _new_case(acting, rules, applicant, channel, receiving_unit, subject)
    case.dossier = Dossier(answers, tuple(enclosures))
    secret = secrets.new_secret()
    case.secret_hash = secrets.hashed(case.key, secret)
    _register(acting, case, secret, nonce)
    _begin(acting, CaseMatter(case, rules))
    acting.announce(CaseFiled(case))
    return Filed(case, secret)


def _begin(acting: Acting, matter: CaseMatter) -> None:
    """Let the machine put the case into its first state, and on where that is automatic."""
    case = matter.case
    first, *more = compiled(matter.definition).begin(matter, acting)
    clocks.step_taken(acting, matter, first)
    papers = [f"{each.paper}:{each.mark}" for each in case.dossier.enclosures]
    facts = {"code": case.code, "channel": case.channel, "to": first.to_state, "papers": papers}
    note(acting, case.journal, "filed", **facts)
    for step in more:
        carry_out(acting, matter, step)
    settle(acting, matter)


def renew_secret(acting: Acting, case: Case) -> str:
    """Give the applicant a new secret for a lost one; the old one stops working.

    Only the counter that took the case in does this, having seen who asks.
    """
    acting.require(Permission.CASE_FILE, case.receiving_unit)
    secret = secrets.new_secret()
    case.secret_hash = secrets.hashed(case.key, secret)
    note(acting, case.journal, "secret renewed")
    return secret


def lead_unit(acting: Acting, rules: Definition, receiving_unit: str) -> str:
    """Return the unit that handles a case taken in by ``receiving_unit``.

    ``lead: receiving`` means the agency whose counter it is: a commune's
    centre takes in for the commune above it.
    """
    if rules.lead != "receiving":
        return rules.lead
    unit = directory.unit(acting.root, receiving_unit)
    return unit.parent if unit.kind == "service_centre" and unit.parent else unit.id


def receiving_units(acting: Acting, rules: Definition) -> list[Unit]:
    """Return the units at whose counter the procedure may be filed.

    A unit that has a service centre takes in there, and not at its own door.
    """
    every = directory.units(acting.root)
    takers = set(rules.received_by)
    centres = {each.parent: each for each in every if each.kind == "service_centre"}
    named = [each for each in every if takers & {each.id, each.kind}]
    return list(dict.fromkeys(centres.get(each.id, each) for each in named))


def filed_before(acting: Acting, nonce: str) -> Filed | None:
    """Return what the form with this nonce made when it was sent; ``None`` if it was not yet."""
    remembered = acting.root.cases.filings.get(secrets.nonce_key(nonce)) if nonce else None
    if remembered is None:
        return None
    key, seal = remembered
    return Filed(acting.root.cases.shelf[key], secrets.unsealed(seal, nonce), again=True)


def _check_place(acting: Acting, rules: Definition, channel: str, receiving_unit: str) -> None:
    unit = directory.unit(acting.root, receiving_unit)
    if channel not in rules.channels:
        raise CannotBeFiled(
            _("“${title}” is not taken in this way.", mapping={"title": rules.title}),
            _("See on the page of the procedure where it can be filed."),
        )
    if unit not in receiving_units(acting, rules):
        raise CannotBeFiled(
            _(
                "${unit} does not take in “${title}”.",
                mapping={"unit": unit.title, "title": rules.title},
            ),
            _("See on the page of the procedure where it can be filed."),
        )
    if channel == "counter" and not acting.may(Permission.CASE_FILE, receiving_unit):
        raise NotAllowed(
            _("You do not take in cases at ${unit}.", mapping={"unit": unit.title}),
            _("Choose the counter at which you work."),
        )


def _check_content(
    rules: Definition,
    applicant: Applicant,
    answers: Mapping[str, Any],
    enclosures: Sequence[Enclosure],
) -> None:
    there = {each.paper for each in enclosures}
    missing: list[Any] = [
        paper.title
        for paper in rules.papers.values()
        if paper.required and paper.by == "applicant" and paper.id not in there
    ]
    missing += [
        rules.fields[asked.field].title
        for asked in rules.form
        if asked.required and answers.get(asked.field) in (None, "")
    ]
    if not applicant.name.strip():
        missing.append(_("the applicant's name"))
    if missing:
        raise CannotBeFiled(
            _("The case is not complete.  Missing: ${list}.", mapping={"list": missing}),
            _("Add what is missing and send the form again; what you filled in is kept."),
        )


def _new_case(
    acting: Acting,
    rules: Definition,
    applicant: Applicant,
    channel: str,
    receiving_unit: str,
    subject: str,
) -> Case:
    unit = directory.unit(acting.root, receiving_unit)
    day = acting.now.date()
    number = acting.office.borrow(Numbers).next(acting.root, receiving_unit, day)
    return Case(
        key=random.token_bytes(8),
        code=acting.office.borrow(Numbering).code(receiving_unit, unit.code, day, number),
        procedure=rules.id,
        version=rules.version,
        digest=rules.digest,
        channel=channel,
        filed_at=acting.now,
        filed_by=acting.person,
        receiving_unit=receiving_unit,
        lead_unit=lead_unit(acting, rules, receiving_unit),
        applicant=applicant,
        subject=subject.strip()[:LONGEST_SUBJECT],
    )


def _register(acting: Acting, case: Case, secret: str, nonce: str) -> None:
    register = acting.root.cases
    register.shelf[case.key] = case
    register.codes[case.code.encode()] = case.key
    if nonce:
        register.filings[secrets.nonce_key(nonce)] = (case.key, secrets.sealed(secret, nonce))
