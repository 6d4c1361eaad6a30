"""A case that is over becomes one record, and is worked with as before."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from motcua.acting import Acting
from motcua.cases import evolving
from motcua.cases.actions import perform
from motcua.cases.content import Case, Dossier, Enclosure, Findings, Track
from motcua.cases.filing import renew_secret
from motcua.cases.putting_away import put_away
from motcua.journal import verify
from motcua.storage import opening, substance
from motcua.worker import look_at
from tests.make_storage import a_database as a_bare_database


@pytest.fixture
def closed(case: Case, clerk: Acting) -> Case:
    perform(clerk, case, "refuse", {"ly_do": "Không thuộc thẩm quyền"})
    return case


@pytest.fixture
def away(closed: Case, clerk: Acting) -> Case:
    look_at(clerk.office, clerk.root, closed.key)
    return read_again(clerk.root, closed.key)


def read_again(root: Any, key: bytes) -> Case:
    """Return the case as whoever comes next finds it: made of its record."""
    again = Case.__new__(Case)
    again.__setstate__(root.cases.shelf[key].__getstate__())
    root.cases.shelf[key] = again
    return again


def told(case: Case) -> tuple[Any, ...]:
    return (
        case.code,
        case.applicant,
        case.track.state,
        dict(case.track.done),
        dict(case.findings.values),
        dict(case.dossier.answers),
        [(each.paper, each.document.sha256) for each in case.dossier.enclosures],
        list(case.journal),
    )


def test_it_tells_the_same_as_before(closed: Case, clerk: Acting) -> None:
    before = told(closed)
    look_at(clerk.office, clerk.root, closed.key)
    again = read_again(clerk.root, closed.key)
    assert again.is_bound
    assert told(again) == before
    assert (again.journal.pages, verify(again.journal)) == ((), [])


def test_a_case_that_goes_on_is_left_alone(case: Case, clerk: Acting) -> None:
    look_at(clerk.office, clerk.root, case.key)
    assert not case.is_bound
    assert case.journal.pages


def test_nothing_that_is_no_case_is_looked_for(root: Any) -> None:
    put_away(root, b"2026-11-23/signin")


def test_what_is_done_afterwards_is_kept(
    away: Case, clerk: Acting, paper: Callable[..., Enclosure]
) -> None:
    before = away.secret_hash
    renew_secret(clerk, away)
    away.dossier.add([paper("bo_sung")])
    again = read_again(clerk.root, away.key)
    assert again.secret_hash != before
    assert again.dossier.holds("bo_sung")
    assert [each.deed for each in again.journal][-1] == "secret renewed"
    look_at(clerk.office, clerk.root, away.key)
    assert (again.journal.pages, verify(again.journal)) == ((), [])


def test_one_that_is_taken_up_again_goes_on_in_pieces(away: Case, clerk: Acting) -> None:
    away.track.state = "submitted"
    look_at(clerk.office, clerk.root, away.key)
    again = read_again(clerk.root, away.key)
    assert not again.is_bound
    perform(clerk, again, "receive")
    assert read_again(clerk.root, away.key).track.state == "assigning"
    assert verify(again.journal) == []


def test_an_older_database_is_looked_through_once(closed: Case, clerk: Acting) -> None:
    clerk.root.changes.take()
    evolving.put_away_what_is_over(clerk.root)
    assert clerk.root.changes.take() == [closed.key]


def test_a_database_without_cases_has_nothing_to_look_through() -> None:
    with a_bare_database() as opened:
        assert opening.transact(opened, evolving.put_away_what_is_over) is None
        assert evolving.put_away_what_is_over in substance.STEPS


@pytest.mark.parametrize("kind", [Case, Dossier, Findings, Track], ids=lambda kind: kind.__name__)
def test_one_stored_with_names_is_read_too(kind: type) -> None:
    [first, *_rest] = kind.STORED  # type: ignore[attr-defined]
    older = kind.__new__(kind)
    older.__setstate__({first: "x"})
    assert getattr(older, first) == "x"
    assert older.__getstate__()[0] == "x"
