"""A consultation that is a ballot: what its block may say, and what is wrong with it."""

from __future__ import annotations

import pytest

from motcua.workflows.checks import checked
from motcua.workflows.shares import at_least
from motcua.workflows.surroundings import Surroundings

SMALL = """
workflow: phieu
version: 1
title: {vi: Phiếu, en: Ballot}
roles: {officer: Chuyên viên}
states:
  a:
    title: A
    start: yes
    consult: phieu
    actions: {go: {title: Đi, by: officer, to: b, consultations: keep}}
  b: {title: B, final: success}
consultations:
  phieu:
    kind: ballot
    title: {vi: Lấy phiếu, en: Ballot}
    opened_by: officer
    committee: ubnd-tinh
    within: 3 working days
    silence: agree
"""
AROUND = Surroundings(committees={"ubnd-tinh"})


def told(text: str) -> list[str]:
    return [each.told_in("en") for each in checked(text, AROUND).problems]


def test_a_sound_one():
    assert not [each for each in told(SMALL) if " C0" in each]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        pytest.param("    committee: ubnd-tinh\n", "", "does not say of which", id="of nobody"),
        pytest.param("ubnd-tinh", "ubnd-tinn", "Did you mean “ubnd-tinh”?", id="of whom"),
        pytest.param("silence: agree", "silence: wait", "means nothing here", id="silence"),
        pytest.param(
            "kind: ballot", "bodies: so-xay-dung\n    kind: ballot", "no bodies", id="bodies"
        ),
        pytest.param("kind: ballot", "kind: opinion", "write “kind: ballot”", id="no ballot"),
        pytest.param("silence: agree", "silence: agree\n    quorum: 7/3", "no share", id="quorum"),
        pytest.param("silence: agree", "silence: agree\n    majority: most", "no share", id="most"),
        pytest.param(
            "silence: agree", "silence: agree\n    secret: yes\n    tie: chair", "secret", id="tie"
        ),
    ],
)
def test_what_is_wrong_is_told(before, after, said):
    assert before in SMALL
    assert [each for each in told(SMALL.replace(before, after, 1)) if said in each]


@pytest.mark.parametrize(
    ("text", "counted", "base", "enough"),
    [
        pytest.param("2/3", 10, 15, True, id="two thirds, exactly"),
        pytest.param("2/3", 9, 15, False, id="one less"),
        pytest.param("60%", 9, 15, True, id="per cent"),
        pytest.param("5", 5, 15, True, id="a number"),
    ],
)
def test_shares(text, counted, base, enough):
    assert at_least(text).reached(counted, base) is enough


@pytest.mark.parametrize("text", ["", "most", "0/3", "4/3", "1/0", "101%", "-1"])
def test_what_is_no_share(text):
    assert at_least(text) is None
