"""Changing one thing in a procedure's text."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from motcua.deadlines.terms import read_term
from motcua.words import Label, translate
from motcua.workflows import editing
from motcua.workflows.checks import checked
from motcua.workflows.editing import CannotEdit
from motcua.workflows.editing.places import Slot, Tree, end_of
from motcua.workflows.reader import read
from motcua.workflows.reading.nodes import text_of
from motcua.workflows.surroundings import of_office
from tests.make import an_office
from tests.make_workflows import SHIPPED, SMALL

PERMIT = next(each for each in SHIPPED if "giay-phep" in str(each)).read_text("utf8")
COPY = next(each for each in SHIPPED if "ban-sao" in str(each)).read_text("utf8")
"""Its keys are Vietnamese."""
TEXTS = [each.read_text("utf8") for each in SHIPPED]
TEXTS += [editing.spoken(each, "vi") for each in TEXTS]
TEXTS += [TEXTS[0].replace("\n", "\r\n")]
NAMES = [each.parent.name for each in SHIPPED]
COMMENT = re.compile(r"(?m)(?:^|\s)#.*$")

NASTY = st.one_of(
    st.sampled_from(
        [
            "Phiếu: A, B # c",
            "{vi: x}",
            "'",
            '"quoted" \\ back',
            "- dash",
            "a\nb\n\n  c",
            "no",
            "*x",
            "&x",
            "!t",
            "%d",
            "dài dòng " * 40,
            "ends:",
            "|",
            "---",
            "tab\there",
            "“Đ” 🙂",
        ]
    ),
    st.text(
        st.characters(categories=["L", "N", "P", "Zs"], max_codepoint=0x1FFFF), min_size=1
    ).filter(lambda each: each.strip() and each.isprintable()),
)


def changed_lines(old: str, new: str) -> tuple[list[str], list[str]]:
    """Return the lines that went, and those that came."""
    one, other = old.split("\n"), new.split("\n")
    went, came = [], []
    for tag, a, b, c, d in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag != "equal":
            went += one[a:b]
            came += other[c:d]
    return went, came


def diff(old: str, new: str) -> str:
    """Return what changed as one text, for tables."""
    went, came = changed_lines(old, new)
    return "\n".join([*(f"-{each}" for each in went), *(f"+{each}" for each in came)])


def leaves(thing: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Return every single thing that a definition says, apart from lines and the text itself."""
    if dataclasses.is_dataclass(thing):
        for each in dataclasses.fields(thing):
            if each.name not in ("line", "lines", "digest", "text"):
                yield from leaves(getattr(thing, each.name), (*path, each.name))
    elif isinstance(thing, Mapping):
        for key, each in thing.items():
            yield from leaves(each, (*path, key))
    elif isinstance(thing, (tuple, list)):
        for number, each in enumerate(thing):
            yield from leaves(each, (*path, number))
    else:
        yield path, thing


def labels(tree: Tree) -> list[Slot]:
    return [
        each
        for each in tree.every()
        if each.path and each.path[-1] in ("vi", "en") and isinstance(each.node, yaml.ScalarNode)
    ]


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_a_changed_label_changes_its_lines_and_nothing_else(data):
    text = data.draw(st.sampled_from(TEXTS))
    slot = data.draw(st.sampled_from(labels(Tree(text))))
    said = data.draw(NASTY)
    new = editing.put(text, slot.path, said)
    first = text.count("\n", 0, slot.node.start_mark.index)
    last = text.count("\n", 0, end_of(text, slot.node))
    lines, others = text.split("\n"), new.split("\n")
    assert others[:first] == lines[:first]
    assert others[len(others) - len(lines) + last + 1 :] == lines[last + 1 :]
    assert COMMENT.search(lines[last][len(lines[last].rstrip()) :]) is None
    before, after = (dict(leaves(read(each).definition)) for each in (text, new))
    different = {path for path in {*before, *after} if before.get(path) != after.get(path)}
    assert {after[path] for path in different} <= {read_as(said)}
    assert different or editing.value(text, slot.path) == read_as(said)


def read_as(said: str) -> str:
    """Return a text as the reader gives it back."""
    return text_of(yaml.ScalarNode("", said))


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_is_moved_no_comment_is_lost(data):
    text = data.draw(st.sampled_from(TEXTS[: len(SHIPPED)]))
    tree = Tree(text)
    slot = data.draw(st.sampled_from([each for each in tree.every() if len(each.path) > 1]))
    other = data.draw(st.sampled_from(list(tree.inside(tree.slot(slot.path[:-1])))))
    where = data.draw(st.sampled_from(["before", "after"]))
    new = editing.move(text, slot.path, **{where: other.path[-1]})
    comments = [sorted(each.strip() for each in COMMENT.findall(one)) for one in (text, new)]
    assert comments[0] == comments[1]
    above = editing.value(new, slot.path[:-1])
    if isinstance(above, dict) and other.path != slot.path:
        order = list(above)
        away = order.index(slot.path[-1]) - order.index(other.path[-1])
        assert away == (-1 if where == "before" else 1)


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_whatever_is_removed_the_rest_means_the_same(data):
    text = data.draw(st.sampled_from(TEXTS))
    slot = data.draw(st.sampled_from([each for each in Tree(text).every() if each.path]))
    new = editing.remove(text, slot.path)
    went, came = changed_lines(text, new)
    assert len(came) <= 1
    assert new.endswith("\n")
    assert len(went) <= text.count("\n", *place_of(text, slot)) + 2


def place_of(text: str, slot: Slot) -> tuple[int, int]:
    start = (slot.key or slot.node).start_mark.index
    deep = re.compile(r"(?:\n[ \t]*#.*)*\n?")
    end = text.find("\n", end_of(text, slot.node))
    found = deep.match(text, end)
    return start, found.end() if found else end


PUT = [
    pytest.param(
        PERMIT,
        ("states", "submitted", "within"),
        "3 working days",
        "-    within: 1 working day             # mức do tỉnh đặt\n"
        "+    within: 3 working days            # mức do tỉnh đặt",
        id="a comment beside it keeps its column",
    ),
    pytest.param(
        COPY,
        ("states", "submitted", "within"),
        read_term("3 working days"),
        "-    trong vòng: 2 giờ làm việc        # mức do xã đặt\n"
        "+    trong vòng: 3 ngày làm việc       # mức do xã đặt",
        id="a term is written in the language of the file",
    ),
    pytest.param(
        COPY,
        ("states", "submitted", "clock"),
        "paused",
        "-    đồng hồ: dừng\n+    đồng hồ: tạm dừng",
        id="a word too",
    ),
    pytest.param(
        PERMIT,
        ("states", "submitted", "title"),
        Label("Chờ nhận", "Waiting to be received"),
        "-    title: {vi: Chờ tiếp nhận, en: Waiting to be received}\n"
        "+    title: {vi: Chờ nhận, en: Waiting to be received}",
        id="of a label only what differs",
    ),
    pytest.param(
        PERMIT,
        ("states", "submitted", "edit"),
        ["clerk", "head"],
        "-    edit: [applicant, clerk]\n+    edit: [clerk, head]",
        id="a list stays a list",
    ),
    pytest.param(
        PERMIT,
        ("visible", "documents"),
        ["head", "officer"],
        "+  documents: [head, officer]",
        id="a new key comes where it usually stands",
    ),
    pytest.param(
        PERMIT,
        ("late", 3),
        {"after": "1 working day", "notify": ["head", "leader"]},
        "+  - {after: 1 working day, notify: [head, leader]}",
        id="a new row is one line",
    ),
    pytest.param(
        PERMIT,
        ("roles", "head", "unit"),
        "ubnd-tinh",
        "-  head: {vi: Trưởng phòng cấp phép, en: Head of division}\n"
        "+  head: {title: {vi: Trưởng phòng cấp phép, en: Head of division}, unit: ubnd-tinh}",
        id="a block written in short is written out",
    ),
    pytest.param(
        COPY,
        ("roles", "officer", "unit"),
        "receiving",
        "-  officer: {vi: Công chức tư pháp của xã, en: Justice official of the commune}\n"
        "+  officer:\n"
        "+    tên: {vi: Công chức tư pháp của xã, en: Justice official of the commune}\n"
        "+    đơn vị: nơi nhận",
        id="over several lines where it would be too long",
    ),
    pytest.param(
        PERMIT,
        ("states", "submitted", "actions", "receive", "when"),
        ["fee paid", {"loai_cong_trinh": ["dan_dung"]}],
        "+        when: [fee paid, {loai_cong_trinh: dan_dung}]",
        id="conditions",
    ),
    pytest.param(
        PERMIT,
        ("summary", "en"),
        "For owners of works permitted by the Department of Construction. Works of class III and"
        " IV and single houses are permitted by the ward, those in economic zones by the zone's"
        " management.",
        "-    single houses are permitted by the commune, those in economic zones by the zone's"
        " management.\n"
        "+    single houses are permitted by the ward, those in economic zones by the zone's"
        " management.",
        id="of a paragraph only the line that differs",
    ),
    pytest.param(
        SMALL,
        ("states", "done", "title", "en"),
        "Done",
        "-  done: {title: Xong, final: success}\n"
        "+  done: {title: {vi: Xong, en: Done}, final: success}",
        id="a second language",
    ),
    pytest.param(
        SMALL,
        ("states", "received", "late", 1),
        {"before": "1 day", "notify": "clerk"},
        "+    late:\n+      - {before: 1 day, notify: clerk}",
        id="a first row",
    ),
    pytest.param(
        SMALL,
        ("states", "done", "actions", "reopen"),
        {"title": "Mở lại", "by": "clerk", "to": "received"},
        "-  done: {title: Xong, final: success}\n"
        "+  done:\n"
        "+    title: Xong\n"
        "+    final: success\n"
        "+    actions:\n"
        "+      reopen: {title: Mở lại, by: clerk, to: received}",
        id="a block of one line that gets actions is unfolded",
    ),
    pytest.param(
        SMALL,
        ("states", "received", "start"),
        False,
        "-    start: yes\n+    start: no",
        id="yes and no",
    ),
    pytest.param(SMALL, ("title",), "Ví dụ", "", id="nothing where it says so already"),
    pytest.param(SMALL, ("deadline",), None, "", id="nothing to remove"),
    pytest.param(
        SMALL,
        ("states", "received", "start"),
        None,
        "-    start: yes",
        id="none removes",
    ),
]


@pytest.mark.parametrize(("text", "path", "value", "changed"), PUT)
def test_putting_a_value(text, path, value, changed):
    new = editing.put(text, path, value)
    assert diff(text, new) == changed


def test_reading_gives_back_what_was_put():
    bodies = [
        {"unit": "so-tai-chinh", "required": "yes", "because": {"vi": "Tiền", "en": "Money"}},
        {"unit": "so-tu-phap"},
    ]
    new = editing.put(
        SMALL,
        ("consultations", "lien_nganh"),
        {
            "title": "Liên ngành",
            "within": "2 ngày làm việc",
            "silence": "đồng ý",
            "bodies": bodies,
            "answers": {"agree": "Thống nhất", "disagree": "Không thống nhất"},
        },
    )
    assert editing.value(new, ("consultations", "lien_nganh")) == {
        "title": {"vi": "Liên ngành"},
        "bodies": bodies,
        "within": "2 working days",
        "answers": {"agree": {"vi": "Thống nhất"}, "disagree": {"vi": "Không thống nhất"}},
        "silence": "agree",
    }
    template = read(new).definition.consultations["lien_nganh"]
    assert [each.unit for each in template.bodies] == ["so-tai-chinh", "so-tu-phap"]


def test_a_list_of_lines_keeps_the_comments_of_what_stays():
    text = SMALL.replace(
        "by: clerk, to: examined}", "by: clerk, to: examined,\n        ask: [a, b]}"
    ).replace("roles:", "received_by:\n  - so-mot   # first\n  - so-hai   # second\nroles:")
    new = editing.put(text, ("received_by",), ["so-mot", "so-ba", "so-hai"])
    assert diff(text, new) == "+  - so-ba"
    new = editing.put(text, ("received_by",), ["so-hai"])
    assert diff(text, new) == "-  - so-mot   # first"


def test_a_state_comes_before_the_final_ones_and_as_its_neighbours_are_written():
    new = editing.add_state(
        PERMIT,
        "re_examination",
        {"vi": "Thẩm tra lại", "en": "Re-examination"},
        within="2 working days",
        actions={"pass": {"title": "Đạt", "by": ["head"], "to": "received"}},
    )
    assert diff(PERMIT, new) == (
        "+  re_examination:\n"
        "+    title: {vi: Thẩm tra lại, en: Re-examination}\n"
        "+    within: 2 working days\n"
        "+    actions:\n"
        "+      pass: {title: Đạt, by: head, to: received}\n+"
    )
    order = list(read(new).definition.states)
    assert order.index("re_examination") < order.index("done")


def test_a_state_comes_after_the_one_that_is_named():
    new = editing.add_state(SMALL, "checked", "Kiểm tra", after="received")
    assert list(read(new).definition.states) == ["received", "checked", "examined", "done"]


def test_an_action_is_written_in_the_keys_of_the_file():
    new = editing.add_action(
        COPY, "submitted", "again", title="Lại", by=["clerk", "applicant"], to="same", at_most=1
    )
    assert diff(COPY, new) == (
        "+      again:\n+        tên: Lại\n+        bởi: [clerk, người nộp]\n"
        "+        đến: giữ nguyên\n+        nhiều nhất: 1"
    )


def test_an_action_of_several_states():
    new = editing.add_action(
        SMALL, "anywhere", "stop", title="Dừng", by="clerk", to="done", **{"from": ["received"]}
    )
    assert read(new).definition.states["received"].action("stop").anywhere


def test_keys_of_one_line_are_removed_with_their_comma():
    new = editing.remove(SMALL, ("states", "done", "final"))
    assert "  done: {title: Xong}\n" in new
    new = editing.remove(SMALL, ("states", "done", "title"))
    assert "  done: {final: success}\n" in new


def test_a_key_that_would_have_nothing_is_removed_too():
    new = editing.remove(SMALL, ("states", "received", "actions", "forward"))
    assert diff(SMALL, new) == (
        "-    actions:\n-      forward: {title: Chuyển, by: clerk, to: examined}"
    )


def test_a_state_is_renamed_with_every_mention():
    new = editing.rename(SMALL, ("states", "received"), "taken")
    assert diff(SMALL, new) == (
        "-  received:\n-      return: {title: Trả lại, by: head, to: received}\n"
        "+  taken:\n+      return: {title: Trả lại, by: head, to: taken}"
    )
    assert read(new).is_sound


def test_a_renamed_role_is_played_by_the_same_people():
    new = editing.rename(PERMIT, ("roles", "head"), "truong_phong")
    before, after = read(PERMIT).definition, read(new).definition
    assert after.roles["truong_phong"].held == before.roles["head"].held
    assert "truong_phong" in after.acting_roles
    assert "head" not in after.acting_roles


def test_a_renamed_field_keeps_its_question_mark_and_its_conditions():
    text = PERMIT.replace("trong_vung_di_tich]", '"trong_vung_di_tich?"]')
    new = editing.rename(text, ("fields", "trong_vung_di_tich"), "di_tich")
    assert "trong_vung_di_tich" not in new
    assert '"di_tich?"]' in new
    assert "when: {di_tich: yes}" in new


def test_a_renamed_choice_is_renamed_where_it_is_compared():
    text = editing.put(
        PERMIT,
        ("states", "submitted", "actions", "receive", "when"),
        {"loai_cong_trinh": "dan_dung"},
    )
    new = editing.rename(text, ("fields", "loai_cong_trinh", "choices", "dan_dung"), "nha_o")
    assert "when: {loai_cong_trinh: nha_o}" in new


def test_duties_stay_apart_from_both_actions_that_had_one_id():
    text = SMALL.replace(
        "return: {title: Trả lại, by: head, to: received}",
        "forward: {title: Chuyển, by: head, to: same}",
    ).replace("by: head, to: done", "by: head, to: done, not_by_who_did: forward")
    new = editing.rename(text, ("states", "received", "actions", "forward"), "pass_on")
    sign = read(new).definition.states["examined"].action("sign")
    assert set(sign.not_by_who_did) == {"forward", "pass_on"}


@pytest.mark.parametrize("name", NAMES)
def test_what_is_renamed_in_a_shipped_procedure_is_as_sound_as_before(name):
    text = next(each for each in SHIPPED if each.parent.name == name).read_text("utf8")
    codes = {each.code for each in checked(text).problems}
    for path in renamable(text):
        new = editing.rename(text, path, "moi_dat")
        assert {each.code for each in checked(new).problems} <= codes, path


def renamable(text: str) -> list[tuple[str, ...]]:
    """Return one thing of each kind that has an id."""
    rules = read(text).definition
    found: list[tuple[str, ...]] = [("states", next(iter(rules.states)))]
    found += [("states", each.id) for each in rules.states.values() if each.final][:1]
    for state in list(rules.states.values())[:2]:
        found += [("states", state.id, "actions", a.id) for a in state.actions if not a.anywhere]
    found += [("roles", each) for each in rules.roles if each != "applicant"][:2]
    tree = Tree(text)
    for kind in ("fields", "papers", "consultations", "anywhere"):
        if not tree.walk((kind,))[1]:
            found += [tuple(map(str, each.path)) for each in tree.inside(tree.slot((kind,)))][:2]
    return found


REFUSED = [
    pytest.param(
        lambda: editing.templates.text("other", "x", "X"),
        "There is no pattern “other”.",
        id="an unknown pattern",
    ),
    pytest.param(
        lambda: editing.templates.copy_of(SMALL, "../x"),
        "The id “../x”: small letters",
        id="an id that is a path",
    ),
    pytest.param(
        lambda: editing.templates.copy_of(SMALL, "vi-du"),
        "There is a “vi-du” already.",
        id="a copy of the same name",
    ),
    pytest.param(
        lambda: editing.put(SMALL + "x: {", ("title",), "x"),
        "The text cannot be changed as a form while it cannot be read. Line 18:",
        id="a text that cannot be read",
    ),
    pytest.param(
        lambda: editing.put(SMALL, ("states", "received", "colour"), "red"),
        "I do not know “colour”.",
        id="an unknown key",
    ),
    pytest.param(
        lambda: editing.put(SMALL, ("states", "received"), {"colour": "red"}),
        "I do not know “colour”.",
        id="an unknown key inside",
    ),
    pytest.param(
        lambda: editing.put(SMALL, ("title",), "a\u202eb"),
        "There is an invisible character in “a?b”.",
        id="a character that turns the writing",
    ),
    pytest.param(
        lambda: editing.put(SMALL, ("title",), "a" * 4001),
        "A value is too long (4000 letters at most).",
        id="too long",
    ),
    pytest.param(
        lambda: editing.put(SMALL, ("version",), ["1", "2"]),
        "“1.2” takes a single value here.",
        id="a list for one value",
    ),
    pytest.param(
        lambda: editing.put(SMALL, ("states", "received", "late", 3), {"before": "1 day"}),
        "There is no “states.received.late.3” in the text.",
        id="a row after a gap",
    ),
    pytest.param(
        lambda: editing.remove(SMALL, ("states", "gone")),
        "There is no “states.gone” in the text.",
        id="what is not there",
    ),
    pytest.param(
        lambda: editing.add_state(SMALL, "Xử lý", "Xử lý"),
        "The id “Xử lý”: small letters without marks, digits and _ only, beginning with a letter.",
        id="an id with marks",
    ),
    pytest.param(
        lambda: editing.add_state(SMALL, "done", "Xong"),
        "There is a “states.done” already.",
        id="an id that is taken",
    ),
    pytest.param(
        lambda: editing.rename(SMALL, ("title",), "x"),
        "“title” is no id.",
        id="a key of the language",
    ),
    pytest.param(
        lambda: editing.rename(PERMIT, ("roles", "applicant"), "x"),
        "“applicant” is a part in every case: its id stays.",
        id="a part in the case",
    ),
    pytest.param(
        lambda: editing.put(SMALL.replace("version: 1", "version: 1\nversion: 2"), ("title",), "x"),
        "“version” is written twice in the same place.",
        id="a key written twice",
    ),
]


@pytest.mark.parametrize(("change", "sentence"), REFUSED)
def test_what_cannot_be_changed_is_refused_with_a_sentence(change, sentence):
    with pytest.raises(CannotEdit) as refusal:
        change()
    assert translate(refusal.value.sentence, "en").startswith(sentence)


@pytest.mark.parametrize("language", ["vi", "en"])
@pytest.mark.parametrize("name", editing.templates.names())
def test_a_procedure_begun_from_a_pattern_is_sound_in_the_sample_office(name, language):
    text = editing.templates.text(name, "thu-tuc-khac", Label("Thủ tục khác", "Other"), language)
    reading = checked(text, of_office(an_office()))
    assert [str(each) for each in reading.problems] == []
    assert reading.definition.language == language
    assert reading.definition.title == Label("Thủ tục khác", "Other")
    assert reading.definition.name == "thu-tuc-khac/1"


def test_a_copy_is_like_the_other_one_and_is_not_it():
    text = editing.put(PERMIT, ("code",), "1.009645")
    text = editing.put(text, ("migrate",), {"from_version": 1, "states": {"old": "done"}})
    copy = editing.templates.copy_of(text, "giay-phep-khac")
    assert diff(PERMIT, copy) == "-workflow: cap-giay-phep-xay-dung\n+workflow: giay-phep-khac"


@pytest.mark.parametrize("text", [PERMIT, COPY], ids=["English", "Vietnamese"])
def test_the_same_procedure_in_the_other_language(text):
    there = editing.spoken(text, "vi" if text is PERMIT else "en")
    assert editing.value(there) == editing.value(text)
    assert read(there).definition.language != read(text).definition.language
    assert COMMENT.findall(there) == COMMENT.findall(text)


def test_the_place_of_a_value():
    span = editing.place(COPY, ("states", "submitted", "clock"))
    assert COPY[span.start : span.end] == "dừng"
    line = COPY.split("\n")[span.line - 1]
    assert line[span.column - 1 :] == "dừng"


def test_line_ends_of_another_system_stay():
    text = SMALL.replace("\n", "\r\n")
    new = editing.add_action(text, "received", "stop", title="Dừng", by="clerk", to="done")
    assert "\n" not in new.replace("\r\n", "")


def test_a_broken_procedure_can_be_changed_as_long_as_it_can_be_read():
    text = SMALL.replace("to: examined", "to: nowhere").replace("version: 1", "versoin: 1")
    assert "versoin: 1" in editing.put(text, ("title",), "Khác")
