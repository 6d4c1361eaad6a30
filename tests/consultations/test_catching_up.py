"""After a start: requests follow another way to an answer; what is old is counted."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from types import MappingProxyType

import pytest
from tests.make_consultations import MONDAY, a_case, asked, later, says
from tests.make_inside import THREE_STEPS, a_lively_province, deeds, in_list

from motcua.cases import lists
from motcua.consultations import catching_up
from motcua.consultations.actions import claim, give_opinion, submit_draft
from motcua.consultations.catching_up import notice_changes
from motcua.consultations.content import Tally
from motcua.consultations.inbox import body_list, lists_of, look_list
from motcua.consultations.inside.flows import OpinionFlows
from motcua.consultations.overviews.statistics import statistics
from motcua.storage.content import Tree

POLICE, LAND = "cong-an-tinh", "so-nnmt"


@pytest.fixture
def province():
    with a_lively_province() as province:
        started(province)
        yield province


def started(province) -> int:
    """Let the office start, and the worker do what that laid down."""
    laid = notice_changes(province.system())
    province.work()
    return laid


def work_in(province, **units) -> None:
    """Change ``config/opinion_flows.yaml`` for these bodies, and start again."""
    flows = province.office.borrow(OpinionFlows)
    ways = {id.replace("_", "-"): flow for id, flow in units.items()}
    changed = {id: way for id, way in {**flows.units, **ways}.items() if way is not None}
    province.office.lend(OpinionFlows, replace(flows, units=MappingProxyType(changed)))


def found_by(province, person: str) -> set[bytes]:
    """Return what stands in somebody's work."""
    acting = province(person)
    return {each.subject for each in acting.root.worklists.page(lists_of(acting), 200).entries}


class TestAnotherWay:
    def test_hides_no_open_request_from_those_who_answer(self, province):
        land = asked(province, a_case(province), POLICE, LAND).request_to(LAND)
        assert land.key in found_by(province, "dung")
        work_in(province, so_nnmt=THREE_STEPS)
        assert land.key not in found_by(province, "dung"), "they look elsewhere now"
        assert started(province) == 1
        assert land.key in found_by(province, "dung")
        assert [each.subject for each in in_list(province, body_list(LAND))] == [land.key]

    def test_is_brought_over_once(self, province):
        asked(province, a_case(province), POLICE, LAND)
        work_in(province, so_nnmt=THREE_STEPS)
        assert started(province) == 1
        assert started(province) == 0

    def test_gives_each_the_limit_of_its_step(self, province):
        land = asked(province, a_case(province), POLICE, LAND).request_to(LAND)
        claim(province("dung"), land)
        [before] = in_list(province, lists.personal("dung"))
        work_in(province, so_nnmt=THREE_STEPS)
        started(province)
        [after] = in_list(province, lists.personal("dung"))
        assert after.due < before.due
        assert land.alarm[1] == "step-ends:draft"

    def test_frees_a_draft_that_lies_at_a_step_there_is_no_more(self, province):
        police = asked(province, a_case(province), POLICE).request_to(POLICE)
        submit_draft(province("an"), police, says(text="Ổn"), 0)
        assert police.submission.step == "check"
        work_in(province, cong_an_tinh=None)
        started(province)
        assert police.submission is None
        assert deeds(police)[-1] == "draft taken back"
        assert police.draft.reply.text == "Ổn", "and nothing of it is lost"
        assert police.key in found_by(province, "binh")
        assert give_opinion(province("binh"), police, says())

    def test_many_are_brought_over_in_portions(self, province, monkeypatch):
        monkeypatch.setattr(catching_up, "PORTION", 2)
        sent = [asked(province, a_case(province), POLICE, LAND) for _each in range(5)]
        work_in(province, so_nnmt=THREE_STEPS)
        started(province)
        assert found_by(province, "dung") == {each.request_to(LAND).key for each in sent}


class TestSumsOfBefore:
    def counted(self, province) -> Tally | None:
        found = statistics(province("kien"), date(2026, 1, 1), date(2027, 3, 1))
        return next((each.tally for each in found.bodies if each.unit.id == LAND), None)

    def before_there_were_sums(self, province, times: int) -> None:
        for _each in range(times):
            later(province, MONDAY)
            sent = asked(province, a_case(province), POLICE, LAND)
            later(province, MONDAY + timedelta(days=2))
            give_opinion(province("dung"), sent.request_to(LAND), says())
        province.root.changes.take()
        province.root.caught_up = Tree()

    def test_are_counted_at_the_first_start_and_once(self, province, monkeypatch):
        monkeypatch.setattr(catching_up, "PORTION", 1)
        self.before_there_were_sums(province, 3)
        assert self.counted(province) is None
        started(province)
        assert self.counted(province).answered == 3
        province.root.caught_up = Tree()
        started(province)
        assert self.counted(province).answered == 3, "looking twice adds nothing"

    def test_a_look_of_before_gets_its_limit(self, province):
        sent = asked(province, a_case(province), POLICE)
        give_opinion(province("lam"), sent.request_to(POLICE), says())
        [line] = in_list(province, look_list("minh"))
        province.root.worklists.leave(line.list, line.due, line.subject)
        province.root.worklists.enter(line.list, None, line.subject, line.row)
        sent.check = sent.check._replace(due=None)
        province.root.caught_up = Tree()
        started(province)
        assert [each.due for each in in_list(province, look_list("minh"))] == [line.due]

    def test_a_new_office_has_nothing_to_count(self, province):
        assert started(province) == 0
