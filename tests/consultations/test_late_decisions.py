"""A deadline that would end a case favourably does not decide against an opinion."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.make_consultations import Province, later
from tests.make_rounds import LAND, POLICE, a_round, answer, ending, request_to, rules, step

from motcua.acting import SYSTEM
from motcua.cases.content import Case
from motcua.cases.events import NoticeDue
from motcua.consultations.actions import depart
from motcua.consultations.content import Consultation
from motcua.workflows.steps import NotYet


@pytest.fixture(params=["done", "weighing"], ids=["at once", "by an automatic step"])
def head(request) -> str:
    return ending(request.param)


def at_signing(province: Province, *units: str) -> Consultation:
    sent = a_round(province, *units)
    step(province, sent.case, "hurry")
    return sent


def deeds(case: Case) -> list[str]:
    return [each.deed for each in case.journal]


def pass_by(province: Province, days: int = 3) -> None:
    """Let the worker come after so many days."""
    later(province, province.now + timedelta(days=days))
    province.work()


class TestALateCase:
    def test_ends_by_itself_where_nothing_is_in_the_way(self, province, head):
        rules(province, "effect: binding", head=head)
        sent = a_round(province, POLICE)
        answer(province, sent, POLICE)
        step(province, sent.case, "hurry")
        pass_by(province)
        assert sent.case.track.state == "done"

    @pytest.mark.parametrize(
        ("lines", "said", "why"),
        [
            pytest.param(["effect: binding"], "disagree", "binding against", id="binding no"),
            pytest.param(["effect: binding"], "", "binding missing", id="binding, missing"),
            pytest.param([], "disagree", "departure", id="a no without a reason"),
        ],
    )
    def test_is_held_where_it_would_decide_against_somebody(self, province, head, lines, said, why):
        rules(province, *lines, head=head)
        heard: list[NoticeDue] = []
        province.office.listen(NoticeDue, lambda _acting, event: heard.append(event))
        sent = a_round(province, POLICE)
        if said:
            answer(province, sent, POLICE, said)
        step(province, sent.case, "hurry")
        pass_by(province)
        assert sent.case.track.state == "signing"
        held = sent.case.journal.last()
        assert (held.deed, held.person, held.facts["why"]) == ("held", SYSTEM, why)
        assert [(each.about, each.recipients) for each in heard] == [
            ("held", ("assignee", "leader"))
        ]

    def test_is_told_once_and_tried_again_every_day(self, province, head):
        rules(province, "effect: binding", head=head)
        sent = at_signing(province, POLICE)
        pass_by(province)
        revision = sent.case.track.revision
        pass_by(province, 1)
        pass_by(province, 1)
        assert deeds(sent.case).count("held") == 1
        assert sent.case.track.revision == revision, "no open page has grown old"
        answer(province, sent, POLICE)
        pass_by(province, 1)
        assert sent.case.track.state == "done"

    def test_goes_on_once_the_departure_has_a_reason(self, province, head):
        rules(province, head=head)
        sent = a_round(province, LAND)
        answer(province, sent, LAND, "disagree")
        step(province, sent.case, "hurry")
        pass_by(province)
        assert sent.case.track.state == "signing"
        depart(province("giang"), sent.case, request_to(sent, LAND).key, "Đã có quy hoạch mới")
        pass_by(province, 1)
        assert sent.case.track.state == "done"

    def test_can_be_decided_by_a_person_who_is_then_alone_with_it(self, province, head):
        rules(province, "effect: binding", head=head)
        sent = at_signing(province, POLICE)
        pass_by(province)
        step(province, sent.case, "refuse", "giang")
        assert sent.case.track.held is None
        pass_by(province, 2)
        assert sent.case.track.state == "refused"


def test_what_keeps_it_otherwise_is_stuck_and_not_put_down_to_an_opinion(province):
    head = ending("weighing").replace("{to: done, otherwise: yes}", "{to: done, when: fee paid}")
    rules(province, head=head)
    sent = a_round(province, POLICE)
    answer(province, sent, POLICE)
    step(province, sent.case, "hurry")
    with pytest.raises(NotYet, match="no automatic step applies"):
        pass_by(province)
    assert "held" not in deeds(sent.case)


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("favourable_when: all", id="must be favourable"),
        pytest.param("veto: [agency]", id="a veto"),
    ],
)
def test_what_must_be_favourable_holds_a_late_case(province, line: str):
    rules(province, line, head=ending())
    sent = a_round(province, POLICE, LAND)
    answer(province, sent, LAND)
    step(province, sent.case, "hurry")
    pass_by(province)
    assert sent.case.journal.last().facts["why"] == "not favourable"
    answer(province, sent, POLICE)
    pass_by(province, 1)
    assert sent.case.track.state == "done"
