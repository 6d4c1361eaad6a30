"""The picture of a procedure: right by itself, safe inside any page, the same in words."""

import re
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.words import Label, translate
from motcua.workflows.diagram import outline, svg
from motcua.workflows.drawing.layout import laid_out
from motcua.workflows.drawing.routes import links, routes, sorted_links
from motcua.workflows.graph import Graph
from motcua.workflows.reader import read
from tests.make_workflows import SMALL, defined, example

SVG = "{http://www.w3.org/2000/svg}"
PERMIT = defined(example("building-permit"))


def painted(rules, **more):
    return ElementTree.fromstring(svg(rules, **more))


def groups(drawn, name):
    return [g for g in drawn.iter(f"{SVG}g") if name in g.get("class", "").split()]


def layout_of(rules, language="vi"):
    graph = Graph(rules)
    return laid_out(rules, graph, language, 0, 0), graph


def test_every_state_is_there_once_and_none_upon_another():
    layout, _graph = layout_of(PERMIT)
    boxes = list(layout.boxes.values())
    assert {box.state.id for box in boxes} == set(PERMIT.states)
    for one in boxes:
        for other in boxes:
            if one is not other:
                assert (
                    one.right <= other.x
                    or other.right <= one.x
                    or one.bottom <= other.y
                    or other.bottom <= one.y
                )


def test_the_main_path_is_one_straight_row_from_left_to_right():
    layout, _graph = layout_of(PERMIT)
    assert layout.main == (
        "draft",
        "submitted",
        "received",
        "processing",
        "signing",
        "signed",
        "result",
        "done",
    )
    boxes = [layout.boxes[id] for id in layout.main]
    assert len({box.middle for box in boxes}) == 1
    assert [box.column for box in boxes] == list(range(8))


def test_bad_ends_stand_at_the_lower_right():
    layout, _graph = layout_of(PERMIT)
    assert layout.ends == ("refused", "withdrawn")
    assert all(layout.boxes[id].y > layout.boxes["waiting"].bottom for id in layout.ends)


def test_to_and_fro_between_neighbours_is_one_arrow():
    layout, graph = layout_of(PERMIT)
    found = sorted_links(links(graph), layout)
    pairs = {(link.start, link.end): link.both for link in (*found.near, *found.under, *found.over)}
    assert pairs["processing", "waiting"] is True
    assert pairs["processing", "signing"] is True
    assert pairs["submitted", "waiting"] is True
    assert ("waiting", "processing") not in pairs


def test_no_arrow_ends_in_the_air():
    layout, graph = layout_of(PERMIT)
    for route in routes(sorted_links(links(graph), layout), layout):
        last = re.findall(r"[\d.]+", route.path)[-1]
        box = layout.boxes[route.link.end]
        assert float(last) in {box.x, box.y, box.middle}


def test_states_that_differ_look_different():
    drawn = painted(PERMIT)
    assert len(groups(drawn, "wf-state")) == 11
    assert [len(groups(drawn, f"wf-{kind}")) for kind in ("success", "failure", "cancelled")] == [
        1,
        1,
        1,
    ]
    assert len(groups(drawn, "wf-paused")) == 1
    assert len(groups(drawn, "wf-automatic")) == 1
    assert len(groups(drawn, "wf-consultation")) == 1
    assert len(groups(drawn, "wf-dial")) == 8, "ends have no clock"


def test_where_a_case_stands_and_what_changed_is_marked():
    drawn = painted(PERMIT, current="processing", changed=("signing", "result"))
    assert len(groups(drawn, "wf-current")) == 1
    assert len(groups(drawn, "wf-changed")) == 2
    assert painted(PERMIT).get("width") == drawn.get("width")


def test_it_is_described_for_those_who_do_not_see_it():
    drawn = painted(PERMIT)
    names = drawn.get("aria-labelledby").split()
    assert drawn.get("role") == "img"
    assert {each.get("id") for each in drawn if each.get("id")} == set(names)
    assert drawn.find(f"{SVG}title").text == "Cấp giấy phép xây dựng"
    assert painted(PERMIT, language="en").find(f"{SVG}title").text == "Building permit"
    processing = next(g for g in groups(drawn, "wf-state") if "Đang thẩm định" in g[0].text)
    assert processing[0].text == "Đang thẩm định, đồng hồ chạy, hạn: 10 ngày làm việc"


@pytest.mark.parametrize(
    "text", ["</svg><script>alert(1)</script>", '" onload="x', "&amp; ]]>"], ids=repr
)
def test_nothing_written_in_a_file_becomes_a_part_of_the_page(text):
    rules = defined(
        SMALL.replace("Tiếp nhận", f"'{text}'").replace("title: Ví dụ", f"title: '{text}'")
    )
    drawn = svg(rules)
    root = ElementTree.fromstring(drawn)
    assert "<script" not in drawn
    assert not [name for each in root.iter() for name in each.attrib if name.startswith("on")]


def test_there_is_no_style_and_no_script_inside():
    drawn = painted(PERMIT, current="processing")
    assert not [each for each in drawn.iter() if "style" in each.attrib]
    assert {each.tag.removeprefix(SVG) for each in drawn.iter()} <= set(
        "svg title desc defs marker path g rect polygon circle text tspan".split()  # noqa: SIM905
    )


def test_long_titles_are_broken_and_at_last_cut():
    rules = defined(SMALL.replace("title: Tiếp nhận", "title: " + "rất dài " * 7))
    box = layout_of(rules)[0].boxes["received"]
    assert len(box.lines) == 3
    assert box.lines[-1].endswith("…")


def test_each_body_that_is_asked_is_a_dot():
    drawn = painted(read(example("everything.en")).definition)
    group = groups(drawn, "wf-consultation")[0]
    assert len(group.findall(f"{SVG}circle")) == 3
    assert group[0].text == "Hỏi ý kiến: hỏi 3 nơi"


JUMPS = SMALL.replace(
    "      return:",
    "      skip: {title: Nhảy, by: head, to: late}\n      return:",
).replace(
    "  done: {title: Xong",
    "  late: {title: Muộn, actions: {up: {title: Lên, by: head, to: received},"
    " on: {title: Tiếp, by: head, to: later}}}\n"
    "  later: {title: Muộn hơn, actions: {up: {title: Lên, by: head, to: examined},"
    " down: {title: Xuống, by: head, to: side}, on: {title: Xong, by: head, to: done}}}\n"
    "  side: {title: Bên, actions: {up: {title: Lên, by: head, to: received},"
    " also: {title: Nữa, by: head, to: side2}}}\n"
    "  side2: {title: Bên hai, actions: {up: {title: Lên, by: head, to: examined}}}\n"
    "  done: {title: Xong",
)


def test_arrows_over_several_columns_have_lanes_of_their_own():
    rules = defined(JUMPS)
    layout, graph = layout_of(rules)
    found = sorted_links(links(graph), layout)
    assert {(link.start, link.end) for link in found.over} >= {
        ("late", "received"),
        ("later", "examined"),
    }
    assert found.under
    paths = [route.path for route in routes(found, layout)]
    assert len(set(paths)) == len(paths)
    painted(rules)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(SMALL.replace("    start: yes\n", ""), id="no start"),
        pytest.param(SMALL.replace("to: examined", "to: nowhere"), id="an arrow to nowhere"),
        pytest.param(SMALL.replace(", final: success", ""), id="no end"),
        pytest.param(
            SMALL
            + "  lost: {title: Lạc, actions: {a: {title: A, by: head, to: gone}}}\n"
            + "  gone: {title: Mất, actions: {a: {title: A, by: head, to: lost}}}\n",
            id="states that nothing leads to",
        ),
        pytest.param(
            SMALL.replace("    title: Thẩm định", "    title: Thẩm định\n    consult: gone"),
            id="nobody asked",
        ),
        pytest.param(
            "workflow: a\nversion: 1\ntitle: A\nroles: {}\nstates: {}\n", id="no state at all"
        ),
    ],
)
def test_a_procedure_that_is_not_sound_is_drawn_as_far_as_it_goes(text):
    painted(read(text).definition, current="gone")


@settings(max_examples=40, deadline=None)
@given(st.data())
def test_any_procedure_can_be_drawn(data):
    ids = [f"s{n}" for n in range(data.draw(st.integers(1, 8)))]
    states = ""
    for number, id in enumerate(ids):
        states += f"  {id}:\n    title: Bước {id}\n"
        states += "    start: yes\n" if number == 0 else ""
        if data.draw(st.booleans()):
            states += (
                f"    final: {data.draw(st.sampled_from(['success', 'failure', 'cancelled']))}\n"
            )
        targets = data.draw(st.lists(st.sampled_from([*ids, "back", "same"]), max_size=3))
        if targets:
            states += "    actions:\n"
        for n, target in enumerate(targets):
            states += f"      a{n}: {{title: A{n}, by: clerk, to: {target}}}\n"
    rules = read(SMALL.split("states:")[0] + "states:\n" + states).definition
    layout, _graph = layout_of(rules)
    assert set(layout.boxes) == set(ids)
    painted(rules)


def test_the_same_in_words():
    told = {state.id: state for state in outline(PERMIT)}
    assert [
        translate(each, "vi")
        for each in (told["processing"].title, told["processing"].about, told["processing"].limit)
    ] == [
        "Đang thẩm định",
        "đồng hồ chạy",
        "10 ngày làm việc",
    ]
    assert told["processing"].asks == (
        Label("Lấy ý kiến cơ quan chuyên ngành", "Ask other bodies"),
    )
    ways = [
        (translate(way.title, "vi"), translate(list(way.by), "vi"), translate(way.to, "vi"))
        for id in ("waiting", "signed", "processing")
        for way in told[id].ways
    ]
    assert ways == [
        ("Nộp bổ sung", "Người nộp hồ sơ, Cán bộ một cửa", "về bước trước"),
        ("Rút hồ sơ", "Người nộp hồ sơ", "Đã rút"),
        ("khi quá hạn", "", "Từ chối"),
        ("tự động", "", "Từ chối"),
        ("tự động", "", "Có kết quả"),
        ("Yêu cầu bổ sung", "người đang giữ hồ sơ", "Chờ bổ sung"),
        ("Trình ký", "người đang giữ hồ sơ", "Trình ký"),
        ("Đề nghị từ chối", "người đang giữ hồ sơ", "Trình ký"),
        ("Rút hồ sơ", "Người nộp hồ sơ", "Đã rút"),
        ("Chuyển người thụ lý", "Trưởng phòng", "vẫn ở bước này"),
    ]
    assert translate(told["refused"].about, "en") == "ends without a result"


def test_the_words_go_as_far_as_the_file_too():
    told = outline(
        read(
            SMALL.replace("to: examined", "to: nowhere").replace("by: clerk", "by: [x, partner]")
        ).definition
    )
    way = told[0].ways[0]
    assert (way.to, way.by[0], translate(way.by[1], "en")) == (
        "nowhere",
        "x",
        "the body that was asked",
    )
