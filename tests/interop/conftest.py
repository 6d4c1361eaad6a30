"""Programs of people of the sample province, over the whole application."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from motcua.interop import pace
from motcua.people import tokens
from motcua.storage.throttle import Limit, Throttle
from tests.security.conftest import House, built, house  # noqa: F401

API = "/api/1"


@dataclass
class Program:
    """A program that shows the token of somebody."""

    house: House
    token: str
    language: str = "vi"

    @property
    def headers(self) -> dict[str, str]:
        said = {"Accept-Language": self.language}
        return {**said, "Authorization": f"Bearer {self.token}"} if self.token else said

    def get(self, path: str, **more: Any) -> Any:
        return self.house.browser().get(
            API + path, headers=self.headers, expect_errors=True, **more
        )

    def post(self, path: str, sent: Any = None, **more: Any) -> Any:
        body = b"" if sent is None else json.dumps(sent, ensure_ascii=False).encode()
        return self.house.browser().post(
            API + path,
            body,
            headers={**self.headers, **more.pop("headers", {})},
            content_type="application/json",
            expect_errors=True,
            **more,
        )


def token_of(house: House, person: str, writes: bool = True) -> str:  # noqa: F811
    """Make a token for somebody."""
    until = house.now.date() + timedelta(days=30)
    return str(house.as_(person, lambda acting: tokens.make(acting, "Phần mềm", until, writes)))


def program_of(house: House, person: str = "", writes: bool = True, **more: str) -> Program:  # noqa: F811
    """Return a program that works for somebody; without a name, one that shows nothing."""
    return Program(house, token_of(house, person, writes) if person else "", **more)


@pytest.fixture(autouse=True)
def counting_anew(house: House) -> None:  # noqa: F811
    """Let nothing of another test count."""
    registry = house.app.registry
    registry[pace.KNOWN] = Throttle(Limit(1000, pace.MINUTE))
    registry[pace.UNKNOWN] = Throttle(pace.WRONG)
