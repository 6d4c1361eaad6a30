from __future__ import annotations

import pytest

from motcua.cases import secrets

KEY = b"\x01" * 8


def test_a_secret_has_at_least_forty_bits() -> None:
    assert len(secrets.ALPHABET) ** secrets.LETTERS > 2**40


def test_two_secrets_differ() -> None:
    assert secrets.new_secret() != secrets.new_secret()


@pytest.mark.parametrize(
    "typed", ["abcd2efgh3", " ABCD2 EFGH3 ", "ABCD2-EFGH3"], ids=["small", "spaces", "dashes"]
)
def test_a_secret_may_be_typed_carelessly(typed: str) -> None:
    assert secrets.fits(KEY, typed, secrets.hashed(KEY, "ABCD2EFGH3"))


def test_the_same_secret_is_stored_differently_for_each_case() -> None:
    assert secrets.hashed(KEY, "ABCD2EFGH3") != secrets.hashed(b"\x02" * 8, "ABCD2EFGH3")


def test_only_the_forms_own_nonce_opens_the_seal() -> None:
    seal = secrets.sealed("ABCD2EFGH3", "nonce")
    assert secrets.unsealed(seal, "nonce") == "ABCD2EFGH3"
    assert seal != b"ABCD2EFGH3"
