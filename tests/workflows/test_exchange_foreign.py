# ruff: noqa: E501 - pieces of files are quoted whole
"""Files of others: what becomes of them, and what is refused."""

from __future__ import annotations

import json
from contextlib import suppress

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.words import Label, translate
from motcua.workflows.checks import checked
from motcua.workflows.exchange import durations, formats
from motcua.workflows.exchange.drafted import clipped, ending, short, slug, titled
from motcua.workflows.exchange.formats import taken_in
from motcua.workflows.exchange.markup import CannotTakeIn
from motcua.workflows.reader import read
from tests.make_exchange import FONTS, bpmn, flow, made_of, scxml, told
from tests.make_workflows import SMALL, defined

LEAVE = scxml(
    """
    <datamodel><data id="days" expr="0"/></datamodel>
    <state id="open" initial="draft">
      <history id="before"/>
      <transition event="cancel" target="Cancelled"/>
      <state id="draft">
        <transition event="submit" cond="days &lt; 3" target="approved"/>
        <transition event="send.to.boss" target="review"/>
        <transition event="note"/>
      </state>
      <state id="review">
        <onentry><send event="timeout" delay="2d"/><send event="other"/><script>x()</script></onentry>
        <transition event="timeout" target="Cancelled"/>
        <transition event="ok" target="check"/>
        <transition event="resume" target="before"/>
        <transition event="cancel" target="draft"/>
      </state>
      <state id="check">
        <transition cond="good" target="approved"/>
        <transition target="review"/>
      </state>
    </state>
    <final id="approved"/><final id="Cancelled"/>
    """,
    name="Leave request",
    initial="open",
)


class TestForeignStateMachine:
    def test_states_inside_states_become_steps_with_the_ways_around_them(self):
        _taken, rules = made_of(LEAVE)
        assert (rules.id, rules.title) == ("leave-request", Label("Leave request"))
        assert list(rules.states) == ["draft", "review", "check", "approved", "cancelled"]
        assert rules.start.id == "draft"
        assert rules.states["draft"].action("cancel").to == "cancelled"

    def test_an_inner_way_counts_before_an_outer_one(self):
        _taken, rules = made_of(LEAVE)
        assert rules.states["review"].action("cancel").to == "draft"

    def test_one_event_with_several_conditions_are_several_actions(self):
        ways = (
            '<transition event="e" cond="x" target="a"/><transition event="e" cond="y" target="b"/>'
        )
        _taken, rules = made_of(scxml(f'<state id="a">{ways}</state><state id="b"/>'))
        assert [(each.id, each.to) for each in rules.states["a"].actions] == [
            ("e", "a"),
            ("e_2", "b"),
        ]

    def test_a_history_is_a_way_back_and_no_target_stays(self):
        _taken, rules = made_of(LEAVE)
        assert rules.states["review"].action("resume").to == "back"
        assert rules.states["draft"].action("note").to == "same"

    def test_an_event_sent_with_a_delay_is_a_limit(self):
        taken, rules = made_of(LEAVE)
        review = rules.states["review"]
        assert (review.within.text, review.late[0].go) == ("2 days", "cancelled")
        assert "“review”: are these days of the calendar" in told(taken)

    def test_ways_without_an_event_are_automatic_lines(self):
        _taken, rules = made_of(LEAVE)
        check = rules.states["check"]
        assert [(rule.to, rule.otherwise) for rule in check.auto] == [
            ("approved", False),
            ("review", True),
        ]
        assert check.actions == ()

    def test_expressions_and_scripts_become_questions(self):
        taken, _rules = made_of(LEAVE)
        said = told(taken)
        assert "Which one is “days < 3”?" in said
        assert "A procedure runs nothing. Left out: send, script." in said
        assert "Does “Cancelled” end with a result" in said
        assert "officer" in said

    def test_each_remark_stands_beside_what_it_speaks_of(self):
        taken, _rules = made_of(LEAVE)
        lines = taken.text.splitlines()
        at = next(number for number, line in enumerate(lines) if "days < 3" in line)
        assert lines[at].lstrip().startswith("# ")
        assert lines[at + 1].lstrip().startswith("submit:")

    def test_what_is_left_are_problems_that_the_checks_tell(self):
        assert {each.code for each in checked(made_of(LEAVE)[0].text).problems} <= {
            "G01",
            "T05",
            "S14",
        }

    @pytest.mark.parametrize(
        ("inside", "start"),
        [
            ('<state id="a"/><state id="b"/>', "a"),
            ('<initial><transition target="b"/></initial><state id="a"/><state id="b"/>', "b"),
            (
                '<state id="x"><initial><transition target="b"/></initial><state id="a"/><state id="b"/></state>',
                "b",
            ),
            ('<initial><transition target="nowhere"/></initial><state id="a"/>', "a"),
            (
                '<initial><transition target="x"/></initial><state id="x" initial="x"><state id="a"/></state>',
                "a",
            ),
            ("<state/><state/>", "s1"),
        ],
        ids=["the first", "named", "named inside", "nowhere", "in a circle", "without names"],
    )
    def test_where_it_begins(self, inside, start):
        assert made_of(scxml(inside))[1].start.id == start

    def test_several_things_at_once_are_told(self):
        taken, rules = made_of(
            scxml(
                '<parallel id="both"><state id="x"/><transition event="go" target="a b"/></parallel>'
                '<state id="a"/><state id="b"/>'
            )
        )
        assert rules.states["both"].action("go").to == "a"
        assert "several things at the same time" in told(taken)
        assert "only the first is taken" in told(taken)

    def test_two_states_that_come_to_one_id(self):
        _taken, rules = made_of(scxml('<state id="A b"/><state id="a-b"/>'))
        assert list(rules.states) == ["a_b", "a_b_2"]

    def test_a_nameless_machine_gets_a_name_to_be_changed(self):
        _taken, rules = made_of(scxml('<state id="a"/>'))
        assert rules.id == "quy-trinh-moi"

    def test_a_remembered_number_of_remarks(self):
        ways = "".join(f'<transition event="e{n}" cond="x{n}" target="a"/>' for n in range(150))
        taken, _rules = made_of(scxml(f'<state id="a">{ways}</state>'))
        assert len(taken.remarks) == 100

    def test_more_remarks_on_one_step_than_anybody_reads(self):
        ways = "".join(f'<transition cond="x{n}" target="a"/>' for n in range(20))
        taken, _rules = made_of(scxml(f'<state id="a">{ways}</state>'))
        assert sum(line.startswith("  #") for line in taken.text.splitlines()) == 5


OFFICE = bpmn(
    """
    <b:laneSet id="l">
      <b:lane id="l1" name="Nhân viên"><b:flowNodeRef>t1</b:flowNodeRef></b:lane>
      <b:lane id="l2" name="Trưởng phòng"><b:flowNodeRef>t2</b:flowNodeRef></b:lane>
      <b:lane id="l3" name="Không ai"/>
    </b:laneSet>
    <b:startEvent id="s"/><b:userTask id="t1" name="Viết đơn"/><b:userTask id="t2" name="Duyệt"/>
    <b:exclusiveGateway id="g" name="Duyệt?"/><b:parallelGateway id="pg" name="Chia"/>
    <b:serviceTask id="st" name="Ghi sổ"/><b:task id="t3"/><b:subProcess id="sp" name="Báo"/>
    <b:intermediateCatchEvent id="w" name="Đợi"/>
    <b:endEvent id="e1" name="Đã duyệt"/><b:endEvent id="e2" name="Từ chối"/><b:endEvent id="e3" name="Từ chối"/>
    <b:boundaryEvent id="b1" attachedToRef="t2"><b:timerEventDefinition>
      <b:timeDuration>P3D</b:timeDuration></b:timerEventDefinition></b:boundaryEvent>
    <b:boundaryEvent id="b2" attachedToRef="t2" cancelActivity="false"><b:timerEventDefinition>
      <b:timeDuration>R3/PT10H</b:timeDuration></b:timerEventDefinition></b:boundaryEvent>
    <b:boundaryEvent id="b3" attachedToRef="t1" name="Lỗi"><b:errorEventDefinition/></b:boundaryEvent>
    <b:textAnnotation id="n"><b:text>Ghi chú</b:text></b:textAnnotation>
    """
    + flow("s", "t1")
    + flow("t1", "t2")
    + flow("t2", "g")
    + flow("g", "pg", "Đồng ý")
    + flow("g", "e2", "Không")
    + flow("g", "e3", "", "<b:conditionExpression>x &gt; 1</b:conditionExpression>")
    + flow("pg", "st")
    + flow("pg", "t3")
    + flow("st", "e1")
    + flow("t3", "w")
    + flow("w", "sp")
    + flow("sp", "e1")
    + flow("b1", "e2")
    + flow("t3", "gone"),
    name="",
    outside='<b:collaboration id="c"><b:participant id="p0"/>'
    '<b:participant id="p1" name="Nghỉ phép"/></b:collaboration><b:process id="small"/>',
)


class TestForeignProcess:
    @pytest.fixture(scope="class")
    def both(self):
        return made_of(OFFICE)

    def test_tasks_are_steps_and_lanes_are_roles(self, both):
        _taken, rules = both
        assert (rules.id, rules.title.vi) == ("nghi-phep", "Nghỉ phép")
        assert rules.start.id == "viet_don"
        assert rules.states["viet_don"].actions[0].by == ("nhan_vien",)
        assert rules.states["t3"].actions[0].by == ("officer",)
        assert list(rules.roles) == ["nhan_vien", "truong_phong", "officer"]

    def test_what_a_gateway_offers_after_a_task_are_its_actions(self, both):
        _taken, rules = both
        found = {(each.title.vi, each.to) for each in rules.states["duyet"].actions}
        assert ("Không", "tu_choi") in found
        assert ("x > 1", "tu_choi") in found
        assert {to for title, to in found if title == "Đồng ý"} == {"ghi_so", "t3"}

    def test_ends_of_one_name_are_one_state(self, both):
        _taken, rules = both
        assert {id: each.final for id, each in rules.states.items() if each.final} == {
            "da_duyet": "success",
            "tu_choi": "failure",
        }

    def test_a_task_without_a_name_goes_by_its_id_and_a_way_by_its_goal(self, both):
        _taken, rules = both
        assert rules.states["t3"].title.vi == "t3"
        assert rules.states["viet_don"].actions[0].title.vi == "→ Duyệt"

    def test_what_machines_do_is_passed_at_once(self, both):
        taken, rules = both
        assert [rule.to for rule in rules.states["ghi_so"].auto] == ["da_duyet"]
        assert "“Ghi sổ” is done by a machine" in told(taken)

    def test_timers_are_limits_to_be_looked_at(self, both):
        taken, rules = both
        review = rules.states["duyet"]
        assert review.within.text == "3 days"
        assert [(rule.go, rule.notify) for rule in review.late] == [
            ("tu_choi", ()),
            ("", ("officer",)),
        ]
        assert "the limit is “R3/PT10H” in the file" in told(taken)

    @pytest.mark.parametrize(
        "said",
        [
            "“Chia”: several branches at the same time",
            "“Báo” holds steps of its own",
            "“Đợi” waits for an event",
            "“Lỗi” on the edge of a task is no timer",
            "Lanes became roles",
            "Steps outside of every lane",
            "Left out: textAnnotation.",
            "Only the largest of 2 processes was taken.",
            "Does “Từ chối” end with a result",
        ],
    )
    def test_what_is_to_be_completed_is_told(self, both, said):
        assert said in told(both[0])

    def test_the_first_step_is_the_one_nothing_leads_to(self):
        _taken, rules = made_of(
            bpmn('<b:task id="b" name="Hai"/><b:task id="a" name="Một"/>' + flow("a", "b"))
        )
        assert rules.start.id == "mot"

    def test_or_the_first_one_where_all_stand_in_a_circle(self):
        tasks = '<b:startEvent id="s"/><b:task id="a" name="Một"/><b:task id="b" name="Hai"/>'
        _taken, rules = made_of(bpmn(tasks + flow("a", "b") + flow("b", "a")))
        assert rules.start.id == "mot"

    def test_gateways_in_a_circle_are_gone_through_once(self):
        gates = (
            '<b:task id="a" name="Một"/><b:exclusiveGateway id="g"/><b:exclusiveGateway id="h"/>'
        )
        ways = flow("a", "g") + flow("g", "h") + flow("h", "g") + flow("h", "a", "lại")
        _taken, rules = made_of(bpmn(gates + ways))
        assert [each.to for each in rules.states["mot"].actions] == ["a"] or len(rules.states) == 1

    def test_a_gateway_of_ours_without_pieces_asks_for_its_conditions(self):
        ours = 'xmlns:m="urn:motcua:procedure:1" m:id="xet"'
        gate = f'<b:exclusiveGateway id="g" name="Xét" {ours} default="g-b"/>'
        tasks = '<b:task id="a" name="A"/><b:task id="b" name="B"/>'
        taken, rules = made_of(
            bpmn(
                gate
                + tasks
                + flow("g", "b")
                + flow("g", "a", "tốt")
                + flow("a", "g")
                + flow("b", "g")
            )
        )
        assert [(rule.to, rule.otherwise) for rule in rules.states["xet"].auto] == [
            ("a", False),
            ("b", True),
        ]
        assert "Which one is “tốt”?" in told(taken)

    def test_a_machine_that_leads_nowhere_is_a_dead_end(self):
        _taken, rules = made_of(bpmn('<b:serviceTask id="a" name="A"/>'))
        assert rules.states["a"].auto == ()

    def test_lanes_called_as_roles_of_the_office_are_those_roles(self):
        roles = {"head": Label("Trưởng phòng", "Head"), "officer": Label("Chuyên viên")}
        taken = taken_in(OFFICE, "en", roles)
        rules = read(taken.text).definition
        assert list(rules.roles) == ["nhan_vien", "head", "officer"]
        assert rules.states["duyet"].actions[0].by == ("head",)
        assert "Lanes became roles" in told(taken)

    def test_and_need_no_other_ids(self):
        lane = '<b:laneSet id="l"><b:lane id="l1" name="HEAD"><b:flowNodeRef>a</b:flowNodeRef></b:lane></b:laneSet>'
        tasks = '<b:task id="a" name="A"/><b:endEvent id="e" name="Xong"/>' + flow("a", "e")
        taken = taken_in(bpmn(lane + tasks), "en", {"head": Label("Trưởng phòng", "Head")})
        assert "by: head" in taken.text
        assert "Lanes" not in told(taken)

    def test_no_roles_are_invented_where_nobody_acts(self):
        taken, rules = made_of(bpmn('<b:task id="a" name="A"/>'))
        assert rules.roles == {}
        assert "Lanes" not in told(taken)

    def test_pieces_of_ours_in_a_process_that_is_not_ours(self):
        piece = (
            '<b:extensionElements><m:state xmlns:m="urn:motcua:procedure:1">'
            "actions: {di: {title: Đi, by: [x, y], to: same}, lai: {to: same}}"
            "</m:state></b:extensionElements>"
        )
        _taken, rules = made_of(bpmn(f'<b:task id="a" name="A">{piece}</b:task>'))
        assert rules.states["a"].action("di").by == ("x", "y")


BOMB = (
    b"""<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]><scxml>&b;</scxml>"""
)


@pytest.mark.parametrize(
    ("content", "said"),
    [
        pytest.param(b"  \n", "empty", id="nothing"),
        pytest.param(b"<html/>", "begins with “html”", id="something else"),
        pytest.param(b"<scxml", "not well-formed XML (line 1)", id="cut off"),
        pytest.param(BOMB, "document type or entities", id="a bomb of entities"),
        pytest.param(
            b'<!DOCTYPE x SYSTEM "file:///etc/passwd"><scxml/>', "document type", id="outside file"
        ),
        pytest.param(
            b'<?xml version="1.0"?><!doctype x><scxml/>', "document type", id="in small letters"
        ),
        pytest.param("<scxml/>".encode("utf-16"), "", id="another encoding"),
        pytest.param(b'<?xml version="1.0" encoding="utf-7"?><scxml/>', "no state", id="a lie"),
        pytest.param(b"<scxml>\xff</scxml>", "UTF-8", id="broken letters"),
        pytest.param("<scxml>\u202e</scxml>".encode(), "invisible", id="turned around"),
        pytest.param(b"<" + b"a" * 1024 * 1024, "1 MB", id="too large"),
        pytest.param(b"<a>" * 100 + b"</a>" * 100, "inside each other", id="too deep"),
        pytest.param(b"<a>" * 9999 + b"</a>" * 9999, "", id="deeper than parsers go"),
        pytest.param(b"<a>" + b"<b/>" * 20_000 + b"</a>", "too many elements", id="too many"),
        pytest.param(b"<scxml>&nbsp;</scxml>", "well-formed", id="an unknown entity"),
        pytest.param(scxml(""), "no state", id="a machine without states"),
        pytest.param(scxml('<state id="a"/>' * 201), "200 states", id="too many states"),
        pytest.param(
            scxml('<state id="a">' + '<transition event="e" target="b"/>' * 1001 + "</state>"),
            "1000 actions",
            id="too many ways",
        ),
        pytest.param(
            scxml(
                "".join(
                    f'<state id="s{n}">'
                    + "".join(f'<transition event="e{m}" target="s1"/>' for m in range(9))
                    + "</state>"
                    for n in range(150)
                )
            ),
            "1000 actions",
            id="too many ways together",
        ),
        pytest.param(b"<definitions/>", "no process", id="no process"),
        pytest.param(bpmn(""), "no task", id="a process without tasks"),
        pytest.param(
            bpmn("".join(f'<b:task id="t{n}"/>' for n in range(201))),
            "200 states",
            id="too many tasks",
        ),
        pytest.param(b"a: &x [1]\nb: *x\n", "must not begin a value", id="anchors"),
        pytest.param(b"just words", "does not begin with a key", id="no procedure"),
    ],
)
def test_what_is_refused_says_why_and_what_now(content, said):
    with pytest.raises(CannotTakeIn) as refused:
        taken_in(content)
    assert said in translate(refused.value.sentence, "en")
    assert translate(refused.value.way_out, "vi")


def tangled():
    """Gateways in pairs: twice as many ways with each pair."""
    gates, ways = ['<b:task id="a" name="A"/>'], [flow("a", "g0")]
    for n in range(600):
        gates += [f'<b:exclusiveGateway id="{each}{n}"/>' for each in ("g", "h", "i")]
        ways += [flow(f"g{n}", f"h{n}"), flow(f"g{n}", f"i{n}")]
        ways += [flow(f"h{n}", f"g{n + 1}"), flow(f"i{n}", f"g{n + 1}")]
    return bpmn("".join([*gates, '<b:exclusiveGateway id="g600"/>', *ways]))


def test_more_ways_than_anybody_could_count_are_not_all_gone_along():
    _taken, rules = made_of(tangled())
    assert rules.states["a"].actions == ()


def test_and_where_even_that_is_too_much_it_says_so():
    gates = "".join(f'<b:exclusiveGateway id="g{n}"/>' for n in range(100))
    ways = "".join(flow(f"g{n}", f"g{m}") for n in range(100) for m in range(100))
    starts = '<b:task id="a" name="A"/>' + flow("a", "g0")
    with pytest.raises(CannotTakeIn) as refused:
        taken_in(bpmn(starts + gates + ways))
    assert "tangled" in str(refused.value.sentence)


def test_nothing_outside_the_file_is_ever_opened(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("bí mật")
    inside = (
        '<x:include xmlns:x="http://www.w3.org/2001/XInclude" '
        f'href="{secret.as_uri()}" parse="text"/><state id="a"/>'
    )
    assert "bí mật" not in taken_in(scxml(inside)).text


trees = st.recursive(
    st.text(max_size=5),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(
            st.sampled_from(
                [
                    "states",
                    "anywhere",
                    "actions",
                    "late",
                    "auto",
                    "title",
                    "by",
                    "to",
                    "from",
                    "final",
                    "start",
                    "roles",
                    "when",
                    "x",
                ]
            ),
            inner,
            max_size=5,
        ),
    ),
    max_leaves=12,
)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_whatever_stands_in_our_own_elements_makes_a_draft_or_a_refusal(data):
    rules = defined(SMALL)
    format = data.draw(st.sampled_from(["scxml", "bpmn"]))
    content = formats.written(rules, format, "vi", FONTS).decode()
    pieces = content.split("motcua:")
    for name in ("procedure>", "state>", "action>"):
        place = [n for n, each in enumerate(pieces) if each.startswith(name) and each != name]
        tree = data.draw(trees)
        told = json.dumps({"workflow": "x", "k": tree} | (tree if isinstance(tree, dict) else {}))
        for number in place[: data.draw(st.integers(0, 3))]:
            escaped = told.replace("&", "&amp;").replace("<", "&lt;")
            pieces[number] = f"{name}{escaped}</"
    with suppress(CannotTakeIn):
        checked(taken_in("motcua:".join(pieces).encode()).text)


class TestDurations:
    @pytest.mark.parametrize(
        ("said", "term"),
        [
            ("P3D", "3 days"),
            ("P1D", "1 day"),
            ("P2W", "14 days"),
            ("PT8H", "8 working hours"),
            ("PT1H", "1 working hour"),
            ("PT30M", "0.5 working hours"),
            ("PT36H", "1 day"),
            ("PT1S", ""),
            ("P1Y", ""),
            ("R3/P1D", ""),
        ],
    )
    def test_iso_durations_become_days_or_working_hours(self, said, term):
        assert durations.read_iso(said) == term

    @pytest.mark.parametrize(
        ("said", "term"),
        [
            ("172800s", "2 days"),
            ("1500ms", ""),
            ("90m", "1.5 working hours"),
            ("2h", "2 working hours"),
            ("x", ""),
        ],
    )
    def test_delays(self, said, term):
        assert durations.read_delay(said) == term

    @pytest.mark.parametrize(
        ("hours", "said"),
        [(0, "PT0S"), (8, "P1D"), (28, "P3DT4H"), (4, "PT4H"), (2.5, "PT2H30M"), (0.5, "PT30M")],
    )
    def test_lengths_are_written_as_others_read_them(self, hours, said):
        assert durations.iso(hours) == said


class TestNames:
    @pytest.mark.parametrize(
        ("name", "id"),
        [
            ("Trưởng phòng", "truong_phong"),
            ("7 ngày", "x_7_ngay"),
            ("→", "x"),
            ("a" * 80, "a" * 50),
        ],
    )
    def test_ids_are_made_of_names(self, name, id):
        assert slug(name, "x") == id

    def test_an_id_of_a_procedure_may_begin_with_a_digit(self):
        assert slug("7 ngày", "x", "-") == "7-ngay"

    @pytest.mark.parametrize(
        ("name", "end"),
        [
            ("Từ chối", "failure"),
            ("Đã rút", "cancelled"),
            ("Xong", "success"),
            ("Rejected", "failure"),
        ],
    )
    def test_what_kind_of_end_a_name_speaks_of(self, name, end):
        assert ending(name) == end

    @pytest.mark.parametrize(
        ("told", "shown", "title"),
        [
            ({"vi": "Ký", "en": "Sign"}, "Sign", {"vi": "Ký", "en": "Sign"}),
            ({"vi": "Ký", "en": "Sign"}, "Ký số", "Ký số"),
            ("Ký", "", "Ký"),
            (None, "Ký", "Ký"),
        ],
    )
    def test_a_title_shown_elsewhere_counts_if_it_was_changed(self, told, shown, title):
        assert titled(told, shown) == title

    def test_long_names_are_cut(self):
        assert short("x" * 90, "id") == "x" * 59 + "…"
        assert short("", "bo_sung") == "bo sung"
        assert clipped("x" * 300) == "x" * 199 + "…"
