import time
import unicodedata
from statistics import median

import pytest

from motcua.people.passwords import LONGEST, Passwords, TooLongPassword, UnfitPassword
from tests.make_people import said

CHEAP = Passwords(memory=64, rounds=1)
GOOD = "bốn con mèo đen"


def test_only_the_password_itself_fits():
    stored = CHEAP.hashed(GOOD)
    assert CHEAP.fits(stored, GOOD)
    assert not CHEAP.fits(stored, GOOD + " ")
    assert GOOD not in stored


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_it_fits_however_the_marks_were_typed(form):
    assert CHEAP.fits(CHEAP.hashed(GOOD), unicodedata.normalize(form, GOOD))


@pytest.mark.parametrize("stored", ["", "not a hash", "$argon2id$v=19$broken"])
def test_nothing_fits_where_nothing_sound_is_stored(stored):
    assert not CHEAP.fits(stored, GOOD)


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        pytest.param("short", "This password is too short.", id="short"),
        pytest.param("ababababababab", "This password repeats the same few signs.", id="few signs"),
        pytest.param(
            "HA.NGUYEN 2026!!",
            "This password holds the name of the account or of its owner.",
            id="the account",
        ),
        pytest.param(
            "nguyễn thu hà 2026",
            "This password holds the name of the account or of its owner.",
            id="the name",
        ),
        pytest.param("x" * (LONGEST + 1), "This password is longer than 1024 bytes.", id="long"),
    ],
)
def test_what_may_not_become_a_password(password, sentence):
    with pytest.raises(UnfitPassword) as refused:
        CHEAP.check_new(password, "ha.nguyen", "Nguyễn Thu Hà", "")
    assert said(refused.value) == sentence


@pytest.mark.parametrize(
    "password",
    [
        pytest.param(GOOD, id="a few words"),
        pytest.param("ữ" * 200 + "abcd", id="73 bytes and more"),
    ],
)
def test_what_may(password):
    CHEAP.check_new(password, "ha.nguyen", "Nguyễn Thu Hà")
    assert CHEAP.fits(CHEAP.hashed(password), password)


@pytest.mark.parametrize(
    "password",
    [pytest.param("x" * 2**20, id="a megabyte"), pytest.param("ữ" * 400, id="1200 bytes")],
)
def test_a_text_as_long_as_an_attack_is_refused_before_it_is_hashed(password):
    with pytest.raises(TooLongPassword):
        CHEAP.fits(CHEAP.hashed(GOOD), password)


def test_half_a_sign_is_a_wrong_password_and_no_failure():
    assert not CHEAP.fits(CHEAP.hashed(GOOD), "\ud83d" * 12)


def test_other_parameters_make_a_hash_outdated():
    stored = CHEAP.hashed(GOOD)
    assert not CHEAP.is_outdated(stored)
    assert Passwords(memory=128, rounds=1).is_outdated(stored)


def test_what_is_used_unless_settings_say_otherwise_is_what_owasp_recommends():
    stored = Passwords.from_settings({}).hashed(GOOD)
    assert stored.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_settings_say_otherwise():
    passwords = Passwords.from_settings(
        {
            "motcua.password_memory": "128",
            "motcua.password_rounds": "3",
            "motcua.password_lanes": "2",
            "motcua.password_shortest": "20",
        }
    )
    assert "m=128,t=3,p=2" in passwords.hashed(GOOD)
    assert passwords.shortest == 20


def test_an_account_without_a_password_takes_as_long_as_one_with():
    passwords = Passwords(memory=8 * 1024, rounds=2)
    stored = passwords.hashed(GOOD)
    passwords.fits("", GOOD)

    def taken(stored: str) -> float:
        begun = time.perf_counter()
        passwords.fits(stored, "wrong")
        return time.perf_counter() - begun

    pairs = [(taken(stored), taken("")) for _each in range(15)]
    # A hash costs milliseconds, nothing costs microseconds: a busy machine cannot hide that.
    assert median(other for _, other in pairs) > 0.2 * median(one for one, _ in pairs)
