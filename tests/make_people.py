"""An administration in memory with units and people, and nothing above them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import transaction
from ZODB.DB import DB
from ZODB.MappingStorage import MappingStorage

from motcua import journal, people, storage
from motcua.acting import Acting, Office, Refusal, furnish_all, system
from motcua.journal import office_journal
from motcua.journal.content import Entry
from motcua.people import accounts, actions, directory
from motcua.people.content import Person, Position
from motcua.people.loading import UNITS, load_units
from motcua.people.noting import SPREAD
from motcua.storage import opening, substance
from motcua.words import translate

CONFIG = Path(__file__).parents[1] / "config"
MONDAY = datetime(2026, 11, 23, 8, 0)
"""Monday 23/11/2026."""
TODAY = MONDAY.date()
PASSWORD = "bốn con mèo đen"
CAPABILITIES = (storage, journal, people)
CHEAP = {
    "motcua.mode": "development",
    "motcua.password_memory": "64",
    "motcua.password_rounds": "1",
}
"""Hashing that takes no time; one test measures what is really used."""


def an_office(settings: Mapping[str, str] = CHEAP) -> Office:
    """Return an office with the shipped configuration."""
    return furnish_all(Office(CONFIG, CONFIG.parent / "workflows", settings), CAPABILITIES)


@cache
def the_units() -> DB:
    """Return a database with the units of the sample province; nobody writes to it."""
    database = DB(MappingStorage())
    opening.found_root(database)

    def prepare(root: Any) -> None:
        opening.found_all(root, CAPABILITIES)
        load_units(system(an_office(), root, MONDAY), CONFIG / UNITS)

    opening.transact(database, prepare)
    return database


@contextmanager
def an_administration(**settings: str) -> Iterator[Acting]:
    """Give the system acting over the units of the sample province; nothing is committed."""
    manager = transaction.TransactionManager(explicit=True)
    connection = the_units().open(manager)
    with substance.standing_in(substance.registry()):
        manager.begin()
        yield system(an_office({**CHEAP, **settings}), connection.root()["app_root"], MONDAY)
        manager.abort()
    connection.close()


def a_person(acting: Acting, id: str, name: str = "Nguyễn Thu Hà", password: str = "") -> Person:
    """Enter somebody; with ``password`` they can sign in."""
    person = actions.add_person(acting, id, name=name)
    if password:
        accounts.set_password(acting, id, password)
    return person


def a_position(
    acting: Acting,
    person: str,
    post: str = "chuyen-vien",
    unit: str = "so-xay-dung",
    since: date = date(2026, 1, 1),
    **facts: Any,
) -> Position:
    """Let somebody, entered if need be, hold a post since the beginning of the year."""
    if person not in acting.root["people"]:
        a_person(acting, person)
    return actions.appoint(acting, person, unit, post, since=since, **facts)


def acting_as(acting: Acting, person: str, now: datetime = MONDAY) -> Acting:
    """Return somebody acting with everything they hold."""
    known = directory.person(acting.root, person)
    return Acting(
        office=acting.office,
        root=acting.root,
        now=now,
        person=person,
        name=known.name,
        holdings=directory.holdings(acting.root, acting.office, person, now.date()),
    )


def said(refusal: Refusal, language: str = "en") -> str:
    """Return what a refusal tells: the sentence."""
    return translate(refusal.sentence, language)


def deeds(acting: Acting, area: str = "people") -> list[str]:
    """Return what stands in a journal of the day."""
    return [entry.deed for entry in office_journal(acting.root, acting.now, area)]


def account_entries(acting: Acting) -> list[Entry]:
    """Return what was written down today about accounts."""
    journals = (
        office_journal(acting.root, acting.now, f"accounts-{share:02}") for share in range(SPREAD)
    )
    return [entry for journal in journals for entry in journal]


def account_deeds(acting: Acting) -> list[tuple[str, str]]:
    """Return what happened to accounts today: to whom, and what."""
    return [(str(each.facts.get("of", "")), each.deed) for each in account_entries(acting)]
