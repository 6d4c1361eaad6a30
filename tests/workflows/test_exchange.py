"""Procedures in the formats of others: what we write comes back whole, what others write becomes
a draft."""

from __future__ import annotations

import re
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from motcua.documents.fonts import NoFonts, known, unpacked
from motcua.words import Label, translate
from motcua.workflows import keys
from motcua.workflows.checks import checked
from motcua.workflows.exchange import formats, plain, writing
from motcua.workflows.exchange.formats import FORMATS, taken_in
from motcua.workflows.exchange.publication import Edition, Publication
from motcua.workflows.reader import read
from tests.make import MONDAY
from tests.make_exchange import FONTS, SHIPPED, made_of, shipped, told
from tests.make_workflows import SMALL, defined, example

PERMIT = defined(example("building-permit"))
FILE = re.compile(rb"<motcua:file>.*?</motcua:file>", re.DOTALL)
EVERY = [*SHIPPED, None]
NAMES = [path.parent.name if path else "example" for path in EVERY]


def of(path):
    return shipped(path) if path else PERMIT


@pytest.mark.parametrize("path", EVERY, ids=NAMES)
class TestOurOwnComesBack:
    def test_as_plain_values(self, path):
        rules = of(path)
        text = writing.written(plain.procedure(rules))
        again = checked(text)
        assert plain.same(rules, again.definition)
        assert again.is_sound
        assert writing.read_tree(text) == plain.procedure(rules)

    @pytest.mark.parametrize("format", ["scxml", "bpmn"])
    def test_with_its_comments_as_long_as_nobody_changed_it(self, path, format):
        rules = of(path)
        taken = taken_in(formats.written(rules, format, "vi", FONTS))
        assert (taken.text, taken.remarks, taken.is_whole) == (rules.text, (), True)

    @pytest.mark.parametrize("format", ["scxml", "bpmn"])
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_the_same_definition_from_its_pieces_alone(self, path, format, language):
        rules = of(path)
        content = FILE.sub(b"", formats.written(rules, format, language, FONTS))
        taken = taken_in(content)
        assert taken.remarks == ()
        assert not taken.is_whole
        again = checked(taken.text)
        assert again.is_sound
        assert plain.same(rules, again.definition)

    def test_everything_drawn_has_a_place_inside_the_pool(self, path):
        top = etree.fromstring(formats.written(of(path), "bpmn", "vi", FONTS))
        spaces = {"i": "http://www.omg.org/spec/BPMN/20100524/DI"}
        places = {
            shape.get("bpmnElement"): [
                float(shape[0].get(key)) for key in ("x", "y", "width", "height")
            ]
            for shape in top.iterfind(".//i:BPMNShape", spaces)
        }
        left, upper, width, height = places["pool"]
        model = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"
        drawn = {
            each.get("id")
            for each in top.find(f"{model}process")
            if each.tag != f"{model}laneSet"
            and each.get("id")
            and "Ref" not in "".join(each.keys())
        } - {"lanes"}
        assert drawn - {"process"} <= set(places)
        for id, (x, y, wide, high) in places.items():
            assert left <= x <= x + wide <= left + width, id
            assert upper <= y <= y + high <= upper + height, id
        ways = {each.get("bpmnElement") for each in top.iterfind(".//i:BPMNEdge", spaces)}
        flows = top.iterfind(f".//{model}sequenceFlow")
        assert {each.get("id") for each in flows} <= ways

    def test_no_task_stands_upon_another(self, path):
        top = etree.fromstring(formats.written(of(path), "bpmn", "vi", FONTS))
        spaces = {"i": "http://www.omg.org/spec/BPMN/20100524/DI"}
        boxes = [
            [float(shape[0].get(key)) for key in ("x", "y", "width", "height")]
            for shape in top.iterfind(".//i:BPMNShape", spaces)
            if shape.get("bpmnElement").startswith("step_")
        ]
        for number, (x, y, wide, high) in enumerate(boxes):
            for left, upper, width, height in boxes[number + 1 :]:
                apart = x + wide <= left or left + width <= x
                assert apart or y + high <= upper or upper + height <= y


class TestChangedInAnotherProgram:
    def test_a_new_title_and_a_new_goal_are_told_and_the_rest_is_kept(self):
        content = formats.written(PERMIT, "scxml", "vi", FONTS)
        content = content.replace('title="Ký"'.encode(), 'title="Ký số"'.encode())
        content = content.replace(b'target="result"', b'target="done"')
        taken, rules = made_of(content)
        assert not taken.is_whole
        assert rules.states["signing"].action("sign").title == Label("Ký số")
        assert rules.states["signed"].auto[1].to == "done"
        assert rules.states["signing"].action("sign").not_by_who_did == ("propose", "reject")
        assert "Changed in another program: states.signing.actions.sign.title: Ký → Ký số" in told(
            taken
        )

    def test_a_shared_action_that_leads_elsewhere_at_one_step_becomes_one_of_that_step(self):
        content = formats.written(PERMIT, "scxml", "vi", FONTS).decode()
        at = content.index('<state id="received"')
        changed = content[at:].replace('target="withdrawn"', 'target="refused"', 1)
        _taken, rules = made_of((content[:at] + changed).encode())
        own = rules.states["received"].action("withdraw")
        assert (own.to, own.anywhere) == ("refused", False)
        assert rules.states["submitted"].action("withdraw").anywhere

    def test_a_limit_that_leads_elsewhere(self):
        content = formats.written(PERMIT, "scxml", "vi", FONTS)
        old, new = (
            b'event="late.waiting.2" target="refused"',
            b'event="late.waiting.2" target="withdrawn"',
        )
        assert old in content
        _taken, rules = made_of(content.replace(old, new))
        assert rules.states["waiting"].late[1].go == "withdrawn"

    def test_a_limit_nobody_described(self):
        content = formats.written(PERMIT, "scxml", "vi", FONTS)
        old, new = b'event="late.waiting.2"', b'event="late.waiting.9"'
        _taken, rules = made_of(content.replace(old, new))
        assert rules.states["waiting"].late[-1].go == "refused"

    def test_a_shared_action_that_goes_back_is_one_action(self):
        text = SMALL.replace("      return: {title: Trả lại, by: head, to: received}\n", "") + (
            "anywhere:\n  lui: {title: Lùi, by: head, from: [received, examined], to: back}\n"
        )
        rules = read(text).definition
        content = FILE.sub(b"", formats.written(rules, "bpmn", "vi", FONTS))
        _taken, again = made_of(content)
        assert again.states["examined"].action("lui").to == "back"
        assert [each.id for each in again.states["examined"].actions] == ["sign", "lui"]

    def test_a_step_taken_out_of_the_drawing_is_gone_with_its_ways(self):
        content = FILE.sub(b"", formats.written(defined(SMALL), "scxml", "vi", FONTS)).decode()
        at = content.index('<state id="examined"')
        content = content[:at] + content[content.index("</state>", at) + 8 :]
        _taken, rules = made_of(content.encode())
        assert list(rules.states) == ["received", "done"]

    @pytest.mark.parametrize("format", ["scxml", "bpmn"])
    def test_an_action_shared_by_no_step_any_more_is_left_out(self, format):
        content = FILE.sub(b"", formats.written(PERMIT, format, "vi", FONTS)).decode()
        content = re.sub(r"<(transition|bpmn:sequenceFlow)[^>]*withdraw[^>]*/>", "", content)
        content = re.sub(
            r'<(transition|bpmn:sequenceFlow)[^>]*(event|motcua:action)="withdraw".*?</\1>',
            "",
            content,
            flags=re.DOTALL,
        )
        _taken, rules = made_of(content.encode())
        assert all(each.action("withdraw") is None for each in rules.states.values())
        assert rules.states["processing"].action("transfer").to == "same"

    def test_a_piece_that_cannot_be_read_is_passed_over(self):
        content = formats.written(defined(SMALL), "scxml", "vi", FONTS)
        content = FILE.sub(b"", content).replace(b"title: K\xc3\xbd\n", b"title: [K\n")
        _taken, rules = made_of(content)
        assert rules.states["examined"].action("sign").by == ("officer",)

    @pytest.mark.parametrize("anywhere", ["anywhere: nothing", "anywhere: {withdraw: nothing}"])
    def test_a_head_that_somebody_spoilt(self, anywhere):
        content = FILE.sub(b"", formats.written(PERMIT, "scxml", "vi", FONTS)).decode()
        content = re.sub(r"anywhere:\n(?:  .*\n)+", f"{anywhere}\n", content, count=1)
        _taken, rules = made_of(content.encode())
        assert rules.states["submitted"].action("withdraw").by == ("officer",)


class TestWhatAFormatCannotSay:
    @pytest.mark.parametrize("format", ["scxml", "bpmn"])
    @pytest.mark.parametrize("language", ["vi", "en"])
    def test_stands_in_the_file_too(self, format, language):
        content = formats.written(PERMIT, format, language, FONTS).decode()
        unsaid = FORMATS[format].unsaid(PERMIT)
        assert len(unsaid) > 8
        for each in unsaid:
            assert translate(each, language) in content

    @pytest.mark.parametrize(
        ("format", "count"),
        [("yaml", 0), ("svg", 2), ("pdf", 2), ("docx", 3), ("scxml", 2), ("bpmn", 1)],
    )
    def test_only_what_this_procedure_says(self, format, count):
        assert len(FORMATS[format].unsaid(defined(SMALL))) == count

    def test_two_hyphens_do_not_end_the_comment(self):
        title = "Ví dụ -- hết --> rồi"
        rules = defined(SMALL.replace("title: Ví dụ", f'title: "{title}"'))
        content = formats.written(rules, "bpmn", "vi", FONTS)
        assert read(taken_in(content).text).definition.title.vi == title


class TestPicture:
    def test_its_words_can_be_searched(self):
        content = formats.written(PERMIT, "pdf", "vi", FONTS)
        page = pypdfium2.PdfDocument(content)[0].get_textpage().get_text_range()
        for said in ("Cấp giấy phép xây dựng", "Đang thẩm định", "10 ngày làm việc", "Từ chối"):
            assert said in page

    def test_the_same_definition_gives_the_same_bytes(self):
        first = formats.written(PERMIT, "pdf", "en", FONTS)
        assert first == formats.written(PERMIT, "pdf", "en", FONTS)

    def test_several_may_ask_at_once(self):
        with ThreadPoolExecutor(4) as several:
            asked = [several.submit(formats.written, PERMIT, "docx", "vi", FONTS) for _ in range(6)]
            pictures = [
                several.submit(formats.written, PERMIT, "pdf", "vi", FONTS) for _ in range(6)
            ]
        assert all(len(each.result()) > 30_000 for each in asked)
        assert len({each.result() for each in pictures}) == 1

    def test_it_runs_nothing_and_leads_nowhere(self):
        content = formats.written(PERMIT, "pdf", "vi", FONTS)
        for word in (b"/OpenAction", b"/JavaScript", b"/URI", b"/EmbeddedFile", b"/Launch"):
            assert word not in content

    def test_without_fonts_it_says_what_to_do(self, tmp_path):
        from motcua.documents import fonts

        with pytest.raises(NoFonts):
            fonts._registered(tmp_path, "nowhere")

    def test_what_is_no_font_is_not_unpacked(self):
        with pytest.raises(NoFonts):
            unpacked(b"wOF2 something else")

    def test_each_letter_comes_from_the_font_that_has_it(self):
        fonts = known(FONTS)["400"]
        latin, vietnamese = fonts.names
        assert fonts.runs("Cấp") == [(latin, "C"), (vietnamese, "ấ"), (latin, "p")]
        assert fonts.runs("漢") == [(latin, "漢")]
        assert fonts.width("Cấp", 10) > fonts.width("Cp", 10)


class TestOfficeDocument:
    @pytest.fixture(scope="class")
    def document(self):
        known = Publication(
            author="Bùi Mỹ Linh",
            approver=Label("Trần Minh Quang"),
            published_on=MONDAY.date(),
            in_force_from=MONDAY.date(),
            editions=(Edition(3, MONDAY.date(), "Bỏ bước thẩm tra kép"),),
            letters={"phieu_bo_sung": Label("Phiếu yêu cầu bổ sung")},
        )
        return Document(BytesIO(formats.written(PERMIT, "docx", "vi", FONTS, known)))

    def words(self, document):
        cells = (cell.text for table in document.tables for row in table.rows for cell in row.cells)
        return "\n".join([*(each.text for each in document.paragraphs), *cells])

    def test_it_has_the_chapters_of_an_internal_procedure(self, document):
        heads = [each.text for each in document.paragraphs if each.style.name == "Heading 1"]
        assert heads == [
            "1. Mục đích",
            "2. Phạm vi áp dụng",
            "3. Căn cứ pháp lý",
            "4. Trách nhiệm",
            "5. Nội dung quy trình",
            "6. Biểu mẫu",
            "7. Hồ sơ lưu",
        ]

    def test_who_wrote_and_approved_it_and_when(self, document):
        words = self.words(document)
        for said in ("Bùi Mỹ Linh", "Trần Minh Quang", "23/11/2026", "Bỏ bước thẩm tra kép"):
            assert said in words

    def test_each_step_with_who_in_what_time_and_with_which_letter(self, document):
        rows = [
            [cell.text for cell in row.cells]
            for table in document.tables
            for row in table.rows
            if row.cells[-1].text.startswith("Yêu cầu bổ sung → Chờ bổ sung")
        ]
        assert [row[1:4] for row in rows] == [
            ["Đang thẩm định", "Chuyên viên thụ lý", "10 ngày làm việc"]
        ]
        assert "Phiếu yêu cầu bổ sung" in rows[0][-1]

    def test_ends_automatic_lines_limits_and_silence_are_told(self, document):
        words = self.words(document)
        assert "Đã trả kết quả" in words
        assert "hết hạn: chuyển sang “Từ chối”" in words
        assert "không trả lời được coi là đồng ý" in words
        assert PERMIT.digest in words

    def test_the_flowchart_has_words_for_those_who_do_not_see_it(self, document):
        shapes = document.inline_shapes
        assert [each._inline.docPr.get("descr") for each in shapes] == [
            "Lưu đồ “Cấp giấy phép xây dựng”"
        ] * len(shapes)

    @pytest.mark.parametrize("path", SHIPPED, ids=NAMES[:-1])
    def test_each_shipped_procedure_in_english_without_anything_published(self, path):
        content = formats.written(shipped(path), "docx", "en", FONTS)
        words = self.words(Document(BytesIO(content)))
        assert "INTERNAL PROCEDURE" in words
        assert "……/……/………" in words

    def test_rules_of_asking_are_told_body_by_body(self):
        text = (Path(__file__).parent / "examples" / "everything.en.yaml").read_text("utf8")
        content = formats.written(read(text).definition, "docx", "en", FONTS)
        words = self.words(Document(BytesIO(content)))
        assert "enough when 2 have answered" in words
        assert "more time: 1 working day at most" in words
        assert "sealed until all are in" in words
        assert "(step 2, 4 working days, optional, the opinion binds)" in words

    def test_the_smallest_procedure_has_one_too(self):
        content = formats.written(defined(SMALL), "docx", "vi", FONTS)
        words = self.words(Document(BytesIO(content)))
        assert "Không thu phí" in words
        assert "5.8." not in words

    def test_reminders_stand_in_the_words_of_other_formats(self):
        late = (
            "  examined:\n    within: 5 working days\n    late:\n"
            "      - {after: 2 working days, letter: xin_loi}\n"
            "      - {before: 1 working day, notify: nguoi_moi}\n"
        )
        text = SMALL.replace("  examined:\n", late) + (
            "fields: {nguoi_moi: {title: Người mới, kind: official}}\n"
            "migrate: {from_version: 1, states: {cu: received}}\n"
        )
        rules = read(text).definition
        content = formats.written(rules, "bpmn", "vi", FONTS).decode()
        assert "quá hạn 2 ngày làm việc: văn bản xin_loi" in content
        assert "trước hạn 1 ngày làm việc: báo Người mới" in content
        assert taken_in(content.encode()).is_whole

    def test_fees_of_every_kind(self):
        fees = (
            "fees:\n- {title: Phí, amount: 1.500.000}\n- {title: Lệ phí, amount: 0}\n"
            "- {title: Phí khác}\n"
        )
        content = formats.written(defined(SMALL + fees), "docx", "vi", FONTS)
        words = self.words(Document(BytesIO(content)))
        for said in ("Phí: 1.500.000 đồng", "Lệ phí: miễn phí", "Phí khác: theo nghị quyết"):
            assert said in words


class TestTakingIn:
    def test_a_procedure_file_is_taken_as_it_is_even_if_it_is_wrong(self):
        taken = taken_in(b"\xef\xbb\xbf" + SMALL.replace("to: done", "to: dome").encode())
        assert (taken.format, taken.text) == ("yaml", SMALL.replace("to: done", "to: dome"))

    @pytest.mark.parametrize("format", FORMATS)
    def test_files_are_called_by_procedure_and_version(self, format):
        assert formats.file_name(PERMIT, format) == f"cap-phep-xay-dung-3.{format}"

    def test_yaml_and_svg_are_what_they_always_were(self):
        assert formats.written(PERMIT, "yaml", "vi", FONTS).decode() == PERMIT.text
        assert formats.written(PERMIT, "svg", "vi", FONTS).startswith(b"<svg")


EVERYTHING = """\
workflow: tat-ca
version: 2
title: {vi: Tất cả, en: Everything}
code: "1.000001"
sector: Xây dựng
summary: Tóm tắt
note: Ghi chú
calendar: vn-hanh-chinh
deadline: 10 working days
late: [{before: 1 working day, notify: clerk, letter: nhac}, {after: 0 days, notify: clerk}]
legal_limit: 12 working days
for: [citizen]
channels: [counter]
received_by: service_centre
lead: so-xay-dung
result: Giấy phép
legal: [{title: Nghị định 61, articles: Điều 1}]
fees: [{title: Phí, amount: 5000, note: Theo nghị quyết}]
papers:
  don: {title: Đơn, form: Mẫu 1, copy_kind: copy, copies: 2, by: office, required: no, note: Có}
fields:
  f: {title: Ô, kind: choice, choices: [một, hai], required: no, help: Chọn}
  g: {title: Ai, kind: official, role: head}
form: [f?]
roles: {clerk: {title: Cán bộ, unit: receiving, role: head}}
states:
  a:
    title: A
    start: yes
    clock: paused
    within: 5 working days
    edit: clerk
    consult: hoi
    tells: Đang chờ
    actions:
      di:
        title: Đi
        by: clerk
        to: b
        needs: don
        ask: [f, g]
        when: {f: một}
        not_by_who_did: di
        at_most: 2
        set: {f: hai}
        letter: thu
        notify: clerk
        assign: g
        clock: extend
        extend_by: so_ngay_gia_han
        consultations: keep
        confirm: Chắc chưa
    late: [{before: 1 working day, notify: clerk, letter: nhac}, {after: 0 days, go: c}]
  b:
    title: B
    auto:
      - {when: conclusion is refusal, to: c, set: {f: hai}, letter: thu, notify: clerk}
      - {otherwise: yes, to: c}
  c: {title: C, final: success}
anywhere:
  rut: {title: Rút, by: clerk, from: [a], to: c}
consultations:
  hoi:
    title: Hỏi
    kind: ballot
    of: clerk
    opened_by: clerk
    bodies:
      - {unit: so-nnmt, because: Vì, required: yes, when: {f: một}, valid_from: 01/01/2026,
         valid_until: 31/12/2027, step: 2, within: 1 day, optional: yes, effect: binding,
         answers: [agree, other]}
    choose_from: department
    question: Thế nào
    within: 2 working days
    several: no
    answers: {agree: Được}
    silence: agree
    silence_ground: NĐ 1
    closed_when: any
    extend_at_most: 1 working day
    extend_itself: 1 working hour
    unopened_after: 1 working day
    purpose: approval
    questions: {du: {title: Đủ không, kind: yes_no}}
    effect: binding
    favourable_when: majority_of_given
    veto: [agency, so-nnmt]
    pauses_with_case: yes
    missing_pieces: pauses
    further: yes
    outside: yes
    unasked: yes
    standing: yes
    confidential: may
    sealed: yes
    bodies_see: all
    keeps_access: no
    reply_within: 2 working days
    public: yes
    late: [{before: 1 working day, notify: partner, letter: nhac}, {after: 0 days, notify: clerk}]
    committee: ubnd-tinh
    matters: [một, hai]
    quorum: 2/3
    majority: 2/3
    tie: chair
    secret: yes
    tally: hidden
visible: {documents: clerk, status: clerk}
migrate: {from_version: 1, states: {cu: a}}
"""
"""Every key of the language once, so that none is forgotten here when one is added."""


def said_in(tree):
    """Return every key that stands somewhere in a tree."""
    if isinstance(tree, dict):
        return set(tree) | {key for each in tree.values() for key in said_in(each)}
    return {key for each in tree for key in said_in(each)} if isinstance(tree, list) else set()


class TestEveryWordOfTheLanguage:
    def test_is_said_in_this_example(self):
        known = {key for block in keys.BLOCKS.values() for key in block}
        assert known - said_in(writing.read_tree(EVERYTHING)) == set()

    def test_survives_as_plain_values(self):
        rules = read(EVERYTHING).definition
        told = plain.procedure(rules)
        lost = said_in(writing.read_tree(EVERYTHING)) - said_in(told)
        assert lost == set()
        assert plain.same(rules, read(writing.written(told)).definition)

    @pytest.mark.parametrize("format", ["scxml", "bpmn"])
    def test_survives_the_way_there_and_back(self, format):
        rules = read(EVERYTHING).definition
        content = FILE.sub(b"", formats.written(rules, format, "vi", FONTS))
        assert plain.same(rules, read(taken_in(content).text).definition)

    def test_stands_in_an_office_document(self):
        content = formats.written(read(EVERYTHING).definition, "docx", "vi", FONTS)
        assert len(Document(BytesIO(content)).tables) > 5


labels = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=20
)


@given(title=labels, action=labels, note=labels)
@settings(max_examples=60, deadline=None)
def test_any_words_survive_every_way_there_and_back(title, action, note):
    tree = writing.read_tree(SMALL)
    tree["title"] = {"vi": title, "en": note}
    tree["note"] = note
    tree["states"]["received"]["actions"]["forward"]["title"] = action
    rules = read(writing.written(tree)).definition
    for format in ("scxml", "bpmn"):
        content = FILE.sub(b"", formats.written(rules, format, "vi", FONTS))
        again = read(taken_in(content).text).definition
        assert plain.same(rules, again)
