"""Whoever has a new access token is told, also where somebody else made it at their browser."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest

from motcua import notifications
from motcua.acting import Acting
from motcua.people import tokens
from tests.make_people import PASSWORD, TODAY, a_person, acting_as, an_administration
from tests.notifications.test_about_delegations import mails

UNTIL = TODAY + timedelta(days=7)


@pytest.fixture
def ha() -> Iterator[Acting]:
    with an_administration() as acting:
        notifications.furnish(acting.office)
        a_person(acting, "ha", password=PASSWORD).email = "ha@example.invalid"
        yield acting_as(acting, "ha")


@pytest.mark.parametrize(("writes", "said"), [(True, "được thao tác"), (False, "chỉ đọc")])
def test_the_owner_is_told_what_it_may_and_never_the_token(
    ha: Acting, writes: bool, said: str
) -> None:
    token = tokens.make(ha, "Phần mềm văn bản", UNTIL, writes)
    told = mails(ha)["ha@example.invalid"]
    for each in ("Phần mềm văn bản", "30/11/2026", said, "/tai-khoan/ma-truy-cap"):
        assert each in told
    assert token not in told


def test_of_one_that_is_ended_already_nothing_is_told(ha: Acting) -> None:
    tokens.make(ha, "Phần mềm văn bản", UNTIL)
    tokens.revoke(ha, tokens.of_person(ha.root, "ha")[0].id)
    assert mails(ha) == {}
