"""What the machine lets people do, and what follows by itself."""

from types import SimpleNamespace

import pytest

from motcua.acting import SYSTEM, Holding
from motcua.words import translate
from motcua.workflows.definition import AutoRule
from motcua.workflows.machine import NotAtThisStep, NotYet, compiled
from tests.make_workflows import SMALL, PlainMatter, an_office, applicant, defined, official

RULES = """\
workflow: vi-du
version: 1
title: Ví dụ
papers: {don: Đơn}
fields:
  y_kien: Ý kiến
  dat: {title: Đạt, kind: yes_no}
  loai: {title: Loại, kind: choice, choices: {a: Loại một, b: Loại hai}}
roles: {clerk: Cán bộ, head: Trưởng phòng}
states:
  first:
    title: Bước đầu
    start: yes
    actions:
      check: {title: Kiểm tra, by: clerk, to: check, ask: [y_kien, dat?], at_most: 2}
      wait: {title: Chờ, by: [clerk, head], to: aside}
      note: {title: Ghi, by: clerk, to: same, set: {loai: b}}
      close: {title: Đóng, by: head, to: done, not_by_who_did: check, needs: don,
              when: {loai: [a, b], dat: yes}}
  second:
    title: Bước hai
    actions:
      wait: {title: Chờ, by: clerk, to: aside}
      close: {title: Đóng, by: head, to: done}
  aside:
    title: Bên lề
    actions:
      return: {title: Quay lại, by: clerk, to: back}
  check:
    title: Tự kiểm tra
    auto:
      - {when: {dat: yes}, to: second, set: {loai: a}}
      - {when: {loai: b}, to: done}
      - {otherwise: yes, to: first}
  done: {title: Xong, final: success}
"""


@pytest.fixture
def office():
    return an_office()


@pytest.fixture
def matter():
    return PlainMatter(defined(RULES), "first")


@pytest.fixture
def clerk(office):
    return official(office, "lan", "clerk")


@pytest.fixture
def head(office):
    return official(office, "minh", "head")


def test_a_matter_begins_in_the_first_state(clerk):
    matter = PlainMatter(defined(RULES))
    steps = compiled(matter.definition).begin(matter, clerk)
    assert [(s.kind, s.deed, s.action, s.to_state) for s in steps] == [
        ("start", "start", "", "first")
    ]
    with pytest.raises(NotAtThisStep):
        compiled(matter.definition).begin(matter, clerk)


def test_a_matter_that_begins_automatically_goes_on_at_once(clerk):
    text = SMALL.replace(
        "    start: yes\n    actions:\n      forward: {title: Chuyển, by: clerk, to: examined}\n",
        "    start: yes\n    auto: [{otherwise: yes, to: examined}]\n",
    ).replace("by: head, to: received", "by: [head, clerk], to: received")
    matter = PlainMatter(defined(text))
    assert [s.to_state for s in compiled(matter.definition).begin(matter, clerk)] == [
        "received",
        "examined",
    ]


def test_an_automatic_step_sees_what_was_just_filled_in(matter, clerk):
    steps = compiled(matter.definition).take(
        matter, clerk, "check", {"y_kien": "được", "dat": True, "loai": "b"}
    )
    assert [(s.kind, s.from_state, s.to_state) for s in steps] == [
        ("action", "first", "check"),
        ("auto", "check", "second"),
    ]
    assert steps[0].form == {"y_kien": "được", "dat": True}, "only what the action asks is kept"
    assert (steps[1].action, steps[1].deed) == ("", "auto")
    assert isinstance(steps[1].node, AutoRule)
    assert steps[1].node.set == {"loai": "a"}


def test_the_first_automatic_line_that_holds_is_taken(matter, clerk):
    assert matter.take(clerk, "check", y_kien="x", dat=False) == "first"
    assert matter.take(clerk, "note") == "first"
    assert matter.take(clerk, "check", y_kien="x") == "done"


def test_an_automatic_step_is_taken_by_the_system(office):
    seen = []
    text = RULES.replace("- {when: {loai: b}, to: done}", "- {when: watched, to: done}")
    from motcua.words import Label
    from motcua.workflows.conditions import Conditions, Verdict

    def watched(matter, acting):
        seen.append((acting.person, acting.holdings, matter.has_paper("don")))
        return Verdict(False)

    office.borrow(Conditions).lend("watched", Label("x"), watched)
    PlainMatter(defined(text), "first").take(
        official(office, "lan", "clerk"), "check", y_kien="x", dat=False
    )
    assert seen == [(SYSTEM, (), False)]


def test_going_back_leads_to_where_one_came_from(matter, clerk, head):
    assert matter.take(head, "wait") == "aside"
    assert matter.take(clerk, "return") == "first"
    assert matter.take(clerk, "check", y_kien="x", dat=True) == "second"
    assert matter.track.came_from == "first", "automatic states are passed through"
    assert matter.take(clerk, "wait") == "aside"
    assert matter.take(clerk, "return") == "second"


@pytest.mark.parametrize("origin", ["", "gone", "done"], ids=repr)
def test_going_back_to_nowhere_is_refused_and_the_button_is_grey(clerk, matter, origin):
    matter.track = SimpleNamespace(state="aside", came_from=origin)
    offer = compiled(matter.definition).available(matter, clerk)[0]
    assert (offer.action.id, offer.enabled) == ("return", False)
    with pytest.raises(NotYet, match="from which step"):
        matter.take(clerk, "return")


def test_the_kernel_goes_back_only_to_the_origin(clerk, matter):
    from motcua.workflows.steps import Request

    matter.track = SimpleNamespace(state="aside", came_from="first")
    kernel = compiled(matter.definition)._workflow
    with pytest.raises(NotYet):
        kernel.transition(
            matter.track,
            Request(matter, clerk, form={}),
            "aside.return>second",
            context=matter.definition,
        )


def test_an_action_to_the_same_state_stays_and_keeps_the_origin(matter, clerk, head):
    matter.track.came_from = "second"
    assert matter.take(clerk, "note") == "first"
    assert matter.track.came_from == "second"


def test_an_action_is_only_there_so_often(matter, clerk):
    for _time in range(2):
        matter.take(clerk, "check", y_kien="x", dat=False)
    with pytest.raises(NotYet) as refusal:
        matter.take(clerk, "check", y_kien="x", dat=False)
    assert translate(refusal.value.sentence, "vi") == (
        "Việc này đã làm 2 lần, là mức nhiều nhất được phép."
    )


@pytest.mark.parametrize("empty", [None, "", "  ", [], {}], ids=repr)
def test_what_an_action_asks_must_be_filled_in(matter, clerk, empty):
    with pytest.raises(NotYet) as refusal:
        matter.take(clerk, "check", y_kien=empty)
    assert translate(refusal.value.sentence, "vi") == "Cần điền: Ý kiến."


def test_zero_and_no_are_answers(matter, clerk):
    assert matter.take(clerk, "check", y_kien=0, dat=False) == "first"


def test_all_that_is_missing_is_named_one_after_the_other(matter, clerk, head, office):
    def why():
        offers = compiled(matter.definition).available(matter, head)
        return {o.action.id: translate(o.reason, "vi") for o in offers}["close"]

    assert why() == "Hồ sơ còn thiếu: Đơn."
    matter.papers.add("don")
    assert why() == "“Loại” phải là: Loại một, Loại hai."
    matter.values["loai"] = "a"
    assert why() == "“Đạt” phải là: có."
    matter.values["dat"] = "yes"
    assert why() == ""
    assert matter.take(head, "close") == "done"


class TestSeparationOfDuties:
    @pytest.fixture(autouse=True)
    def _ready(self, matter):
        matter.papers.add("don")
        matter.values.update(loai="a", dat=True)
        matter.done["check"].append({"lan"})

    def test_another_person_may(self, matter, head):
        assert matter.take(head, "close") == "done"

    def test_who_did_the_one_may_not_do_the_other(self, matter, office):
        with pytest.raises(NotYet, match="Whoever did"):
            matter.take(official(office, "lan", "clerk", "head"), "close")

    def test_nor_in_the_name_of_somebody_else(self, matter, office):
        with pytest.raises(NotYet):
            matter.take(official(office, "lan", "head", for_whom="minh"), "close")

    def test_nor_may_somebody_else_in_ones_name(self, matter, office):
        with pytest.raises(NotYet):
            matter.take(official(office, "hoa", "head", for_whom="lan"), "close")


def test_ones_own_position_comes_before_a_delegated_one(matter, office):
    from dataclasses import replace

    acting = official(office, "lan", "clerk", for_whom="nga")
    own = Holding("so", "lan.2", roles=frozenset({"head"}))
    acting = replace(acting, holdings=(*acting.holdings, own))
    offers = compiled(matter.definition).available(matter, acting)
    assert {o.action.id: o.holding.position for o in offers}["wait"] == "lan.2"
    steps = compiled(matter.definition).take(matter, acting, "wait")
    assert steps[0].holding is own


def test_the_applicant_acts_without_a_position(office):
    rules = defined(
        SMALL.replace("by: clerk, to: examined", "by: [clerk, applicant], to: examined")
    )
    matter = PlainMatter(rules, "received")
    acting = applicant(office)
    assert compiled(rules).available(matter, acting)[0].holding is None
    assert compiled(rules).take(matter, acting, "forward")[0].holding is None


def test_an_action_of_another_step_is_named(matter, clerk):
    with pytest.raises(NotAtThisStep) as refusal:
        matter.take(clerk, "return")
    assert translate(refusal.value.sentence, "vi") == "“Quay lại” không làm ở bước “Bước đầu”."


def test_an_action_that_no_state_has_is_refused_too(matter, clerk):
    with pytest.raises(NotAtThisStep) as refusal:
        matter.take(clerk, "nonsense")
    assert translate(refusal.value.sentence, "en").startswith("“nonsense” is not done")


def test_automatic_steps_that_do_not_end_are_stopped(clerk):
    """The checks refuse such a file; the machine does not rely on it."""
    from motcua.workflows.reader import read

    text = SMALL.replace(
        "  done: {title: Xong, final: success}",
        "  done: {title: Xong, auto: [{otherwise: yes, to: more}]}\n"
        "  more: {title: Nữa, auto: [{otherwise: yes, to: done}]}",
    )
    head = official(clerk.office, "minh", "head")
    with pytest.raises(NotYet, match="do not come to an end"):
        PlainMatter(read(text).definition, "examined").take(head, "sign")


def test_an_automatic_state_that_cannot_decide_is_told(clerk):
    from motcua.workflows.reader import read

    text = SMALL.replace(
        "  done: {title: Xong, final: success}",
        "  done: {title: Xong, auto: [{when: conclusion is refusal, to: end}]}\n"
        "  end: {title: Hết, final: success}",
    )
    head = official(clerk.office, "minh", "head")
    with pytest.raises(NotYet, match="no automatic step applies"):
        PlainMatter(read(text).definition, "examined").take(head, "sign")


def test_a_definition_without_a_digest_is_compiled_each_time():
    from dataclasses import replace

    rules = replace(defined(SMALL), digest="")
    assert compiled(rules) is not compiled(rules)


def test_what_is_available_costs_the_same_in_a_large_procedure(clerk):
    """Only the present state is looked at: as many questions with 3 states as with 203."""

    class Counting(PlainMatter):
        asked = 0

        def plays(self, acting, role):
            self.asked += 1
            return super().plays(acting, role)

    def questions(text):
        matter = Counting(defined(text), "received")
        compiled(matter.definition).available(matter, clerk)
        return matter.asked

    more = "".join(f"      to{n}: {{title: Đến {n}, by: head, to: s{n}}}\n" for n in range(190))
    states = "".join(
        f"  s{n}: {{title: Bước {n}, actions: {{a: {{title: A, by: clerk, to: done}}}}}}\n"
        for n in range(190)
    )
    large = SMALL.replace("      sign:", more + "      sign:").replace(
        "  done:", states + "  done:"
    )
    assert questions(large) == questions(SMALL)
