from __future__ import annotations

from pathlib import Path

import pytest

from motcua.secret import KNOWN, UnsafeSecret, secret_of

LONG = "x" * 32


def test_development_may_use_the_known_one() -> None:
    assert secret_of({"motcua.mode": "development", "motcua.secret": KNOWN}) == KNOWN


def test_production_may_not() -> None:
    with pytest.raises(UnsafeSecret, match="everybody knows"):
        secret_of({"motcua.mode": "production", "motcua.secret": KNOWN})


@pytest.mark.parametrize("secret", ["", "short"])
def test_a_short_one_is_refused(secret: str) -> None:
    with pytest.raises(UnsafeSecret, match="at least 32"):
        secret_of({"motcua.mode": "development", "motcua.secret": secret})


def test_it_is_read_from_a_file(tmp_path: Path) -> None:
    path = tmp_path / "secret"
    path.write_text(f"{LONG}\n")
    assert secret_of({"motcua.mode": "production", "motcua.secret_file": str(path)}) == LONG


def test_a_missing_file_says_how_to_make_it(tmp_path: Path) -> None:
    with pytest.raises(UnsafeSecret, match="urandom"):
        secret_of({"motcua.secret_file": str(tmp_path / "none")})


@pytest.mark.parametrize("ini", ["production.ini"])
def test_no_secret_stands_in_the_configuration_for_production(ini: str) -> None:
    text = (Path(__file__).parents[2] / ini).read_text("utf8")
    assert "motcua.secret " not in text
    assert "motcua.secret=" not in text
    assert "motcua.secret_file" in text
