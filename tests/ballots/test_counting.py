"""The arithmetic of a ballot, and that nothing is ever lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from motcua.ballots.content import Rules
from motcua.ballots.counting import Said, against, counted, in_favour, took_part

A, R, D, N = "agree", "agree_with_remarks", "disagree", "abstain"
TA, TN, SI, RE = "tacit_agree", "tacit_against", "silent", "recused"


def said(*whats, chair=""):
    return [Said(chair, True)] * bool(chair) + [Said(each) for each in whats]


@pytest.mark.parametrize(
    ("every", "rules", "outcome"),
    [
        pytest.param(said(A, A, A, D, D), Rules(), "passed", id="three of five"),
        pytest.param(said(A, A, D, D, N), Rules(), "not_passed", id="two of five"),
        pytest.param(said(A, R, TA, SI, SI), Rules(), "passed", id="tacit ones count"),
        pytest.param(said(A, A, SI, SI, SI), Rules(), "not_passed", id="all members, not replies"),
        pytest.param(said(A, A, SI, SI, SI), Rules("votes"), "passed", id="of those voting"),
        pytest.param(said(A, D, TN, N, N), Rules("votes"), "not_passed", id="more against"),
        pytest.param(said(A, A, A, D), Rules("2/3"), "passed", id="three of four are two thirds"),
        pytest.param(said(A, A, D, D), Rules("2/3"), "not_passed", id="half is less"),
        pytest.param(said(A, D, D, chair=A), Rules(), "passed", id="tie, chair for it"),
        pytest.param(said(A, A, D, chair=D), Rules(), "not_passed", id="tie, chair against"),
        pytest.param(said(A, A, D, chair=TN), Rules(), "not_passed", id="tie, chair silent"),
        pytest.param(
            said(A, D, D, chair=A), Rules(tie="not_passed"), "not_passed", id="tie, no chair"
        ),
        pytest.param(
            said(N, N, D, chair=A), Rules(), "not_passed", id="one to one of four is no tie"
        ),
        pytest.param(said(N, N, D, chair=A), Rules("votes"), "passed", id="of votes it is one"),
        pytest.param(said(SI, SI, RE), Rules(), "no_quorum", id="nobody took part"),
        pytest.param(said(A, A, SI, SI), Rules("votes", "2/3"), "no_quorum", id="too few"),
        pytest.param(said(A, A, SI, SI), Rules("votes", "2"), "passed", id="a number"),
        pytest.param(
            said(A, A, RE, RE), Rules(), "not_passed", id="who stays out is still a member"
        ),
        pytest.param(
            said(A, A, RE, RE), Rules(recused_in_base=False), "passed", id="or is not, as set"
        ),
        pytest.param(
            said(A, A, RE, SI),
            Rules("votes", "2/3", recused_in_base=False),
            "passed",
            id="the quorum is that of those who may take part",
        ),
    ],
)
def test_what_comes_out(every, rules, outcome):
    assert counted("1", every, rules).outcome == outcome


@given(
    st.lists(st.sampled_from([A, R, D, N, TA, TN, SI, RE, ""]), min_size=1, max_size=40),
    st.sampled_from(["members", "votes", "2/3"]),
    st.booleans(),
)
def test_every_member_stands_in_one_figure_and_tacit_ones_stay_apart(whats, majority, base):
    count = counted("1", [Said(each) for each in whats], Rules(majority, recused_in_base=base))
    figures = count._asdict()
    for what in (A, R, D, N, TA, TN, RE):
        assert figures[what] == whats.count(what)
    assert count.silent == whats.count(SI) + whats.count("")
    assert took_part(count) + count.silent + count.recused == len(whats)
    assert in_favour(count) + against(count) + count.abstain == took_part(count)
    if majority == "members" and count.outcome == "passed":
        assert in_favour(count) * 2 > count.base
