"""A track is stored as its values alone, in an order that stays."""

from __future__ import annotations

import pickle
from datetime import datetime

from motcua.cases.content import Track


def a_track() -> Track:
    track = Track()
    track.state, track.revision = "signing", 4
    track.alarm = (datetime(2026, 11, 23, 8), "signing.1")
    return track


def test_it_is_read_as_it_was_stored():
    again = pickle.loads(pickle.dumps(a_track()))
    assert (again.state, again.revision, again.alarm) == ("signing", 4, a_track().alarm)
    assert again.places == ()


def test_every_attribute_is_stored():
    named = {name for name in vars(Track) if not name.startswith("_")} - {"STORED"}
    assert named == set(Track.STORED)


def test_one_stored_with_fewer_values_has_the_defaults_of_the_others():
    older = Track()
    older.__setstate__(("signing", "examining"))
    assert (older.state, older.came_from, older.assignee) == ("signing", "examining", "")


def test_one_stored_with_names_is_read_too():
    older = Track()
    older.__setstate__({"state": "signing", "revision": 4})
    assert (older.state, older.revision, older.fired) == ("signing", 4, ())
