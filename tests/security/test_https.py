"""What is different where the house is reached through https only (S5, S12)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from webtest import TestApp

from motcua.application import main
from motcua.pages.headers import HSTS
from tests.security.conftest import MONDAY, told


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    folder = tmp_path_factory.mktemp("https")
    settings = {"motcua.https": "yes", "motcua.sample": "no", "motcua.workflows": str(folder)}
    app = main({}, clock=lambda: MONDAY, **told(folder, **settings))
    yield app
    app.registry["motcua.close"]()


@pytest.mark.parametrize("path", ["/", "/thu-tuc", "/tra-cuu", "/dang-nhap", "/viec", "/nothing"])
def test_browsers_are_told_to_stay_there(app: Any, path: str) -> None:
    browser = TestApp(app, extra_environ={"wsgi.url_scheme": "https"})
    answer = browser.get(path, expect_errors=True)
    assert answer.headers["Strict-Transport-Security"] == HSTS


@pytest.mark.parametrize("path", ["/tra-cuu", "/dang-nhap", "/?_LOCALE_=en"])
def test_every_cookie_is_for_this_host_and_for_no_script(app: Any, path: str) -> None:
    browser = TestApp(app, extra_environ={"wsgi.url_scheme": "https"})
    given = browser.get(path).headers.getall("Set-Cookie")
    assert given
    for each in given:
        assert "secure" in each.lower()
        assert "HttpOnly" in each
        assert "SameSite=Lax" in each
        assert each.startswith("__Host-") or each.startswith("_LOCALE_")
