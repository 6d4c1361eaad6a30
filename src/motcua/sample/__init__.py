"""The sample province Long Giang: its people, its demo accounts.

For whoever looks at Motcua, develops it or tries a procedure out.  Nothing
here is real, and every account has the same password, so it is loaded only
where ``motcua.sample = yes`` stands in a configuration for development;
elsewhere loading is refused.

The units come from ``config/units.yaml`` like anybody's; the people are in
``config/sample/people.yaml``.  Loading again changes nothing.
"""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from motcua.acting import Acting, Refusal
from motcua.people import directory
from motcua.people.delegating import delegate
from motcua.people.loading import UNITS, load_people, load_units
from motcua.people.passwords import Passwords
from motcua.words import Sentence, _

PEOPLE = "sample/people.yaml"
AWAY = timedelta(days=14)
"""For how long the director of construction is away, counted from each start."""


class OnlyForDevelopment(Refusal):
    """The sample accounts would be open doors."""


class Account(NamedTuple):
    """A demo account: its name, and who it is."""

    name: str
    who: Sentence


def accounts() -> list[Account]:
    """Return one demo account for each role, and the other side of the commonest stories."""
    return [
        Account("mai.tran", _("counter clerk at the provincial service centre: takes cases in")),
        Account("ngoc.ngo", _("counter clerk of Hòa Bình commune")),
        Account("hoa.dinh", _("registry clerk of Construction: takes in what is asked of it")),
        Account("ha.nguyen", _("case officer of Construction: appraises, asks for opinions")),
        Account("loc.huynh", _("head of division in Finance: is asked, assigns, answers")),
        Account("vinh.le", _("head of division in Construction: gives cases to officers")),
        Account("khoa.nguyen", _("director of Construction: signs; also a committee member")),
        Account(
            "tam.vo", _("deputy director of Construction: acts for the director by delegation")
        ),
        Account("giang.hua", _("director of the Provincial Police: a committee member who votes")),
        Account("quang.tran", _("chairperson of the Provincial People's Committee: decides")),
        Account("nhung.le", _("vice-chair of the Provincial People's Committee")),
        Account("tung.do", _("procedure control: reads every case")),
        Account("linh.bui", _("administrator: procedures, units, people, calendar")),
        Account("thuy.dao", _("second administrator: publishes what the first one proposes")),
        Account("nam.trinh", _("operations: what could not be sent or carried out")),
    ]


def load(acting: Acting) -> None:
    """Load the sample province, with accounts that all have one known password."""
    settings = acting.office.settings
    if settings.get("motcua.mode") != "development":
        raise OnlyForDevelopment(
            _("The sample province is for development only; its accounts are known to everybody."),
            _("Take motcua.sample out of the configuration."),
        )
    load_units(acting, acting.office.config / UNITS)
    people = load_people(acting, acting.office.config / PEOPLE)
    _open_accounts(acting, people, settings["motcua.sample_password"])
    _let_deputy_act(acting)


def _open_accounts(acting: Acting, people: list[str], password: str) -> None:
    """Give everybody the one password; hashed once, because it takes its time."""
    hashed = ""
    for id in people:
        person = directory.person(acting.root, id)
        if not person.password_hash:
            hashed = hashed or acting.office.borrow(Passwords).hashed(password)
            person.password_hash = hashed
            person.password_set_at = acting.now


def _let_deputy_act(acting: Acting) -> None:
    """Have the director of construction delegate to the deputy, unless that counts already."""
    today = acting.now.date()
    position = directory.person(acting.root, "khoa.nguyen").positions[0]
    if any(given.counts_on(today) for given in position.delegations):
        return
    delegate(
        acting,
        position.id,
        "tam.vo",
        since=today,
        until=today + AWAY,
        reason="Giám đốc đi công tác nước ngoài",
        document=f"{len(position.delegations) + 17}/GUQ-SXD",
    )
