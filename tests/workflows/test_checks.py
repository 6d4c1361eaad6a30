# ruff: noqa: E501 - tables are read by row, and messages are quoted whole
"""Each rule, with the smallest change to a sound file that breaks it."""

import pytest

from motcua.words import Label, translate
from motcua.workflows.checks import NOWHERE, checked, problems
from motcua.workflows.conditions import Conditions
from motcua.workflows.problems import WARNINGS, meant
from motcua.workflows.reader import read
from motcua.workflows.surroundings import Place, Surroundings
from tests.make_workflows import SMALL, an_office

CONDITIONS = an_office(consultations_closed=True).borrow(Conditions)
CONDITIONS.lend("fee paid", Label("đã nộp phí", "fee paid"), lambda matter, acting: True)
UNITS = {
    place.id: place
    for place in (
        Place("so-xd", "department", "", Label("Sở Xây dựng")),
        Place("xa-a", "commune", "", Label("Xã A")),
        Place("tt-a", "service_centre", "xa-a", Label("Trung tâm xã A")),
        Place("xa-b", "commune", "", Label("Xã B")),
    )
}
PROVINCE = Surroundings(
    roles=("clerk", "head"),
    units=UNITS,
    calendars=("vn-hanh-chinh",),
    letters=("phieu_tu_choi",),
    conditions=CONDITIONS,
)

SIGN = "sign: {title: Ký, by: head, to: done}"
START = "    start: yes\n"
TITLE = "title: Ví dụ\n"
DONE = "  done: {title: Xong, final: success}"
ASKING = "consultations: {hoi: {title: Hỏi, within: 2 working days, silence: agree}}\n"


def told(text, around=PROVINCE, language="en"):
    return [
        f"{p.line} {p.code} {translate(p.said, language)}" for p in checked(text, around).problems
    ]


def test_a_sound_file_has_no_problem():
    assert told(SMALL) == told(SMALL, NOWHERE) == []


def more(key, *, before=START):
    """Return a change that writes ``key`` into the first state."""
    return (before, before + key)


RULES = [
    # states
    ("S01", (START, ""), "5 S01 There must be exactly one start state; found 0."),
    (
        "S01",
        ("    title: Thẩm định\n", "    title: Thẩm định\n    start: yes\n"),
        "13 S01 There must be exactly one start state; found 2.",
    ),
    ("S02", (", final: success", ""), "5 S02 There is no final state."),
    (
        "S04",
        ("to: examined", "to: exmined"),
        "10 S04 Action “forward” goes to “exmined”, but there is no such state. Did you mean “examined”?",
    ),
    (
        "S04",
        (START, START + "    within: 1 day\n    late: [{after: 1 day, go: nirvana}]\n"),
        "10 S04 A deadline of “received” leads to “nirvana”, but there is no such state.",
    ),
    (
        "S04",
        (
            DONE,
            "  done: {title: Xong, auto: [{otherwise: yes, to: ende}]}\n  end: {title: Hết, final: success}",
        ),
        "16 S04 An automatic step of “done” goes to “ende”, but there is no such state. Did you mean “end”?",
    ),
    (
        "S04",
        (TITLE, TITLE + "migrate: {from_version: 1, states: {old: recieved}}\n"),
        "4 S04 There is no state “recieved”. Did you mean “received”?",
    ),
    (
        "S05",
        (DONE, DONE + "\n  lost: {title: Lạc, actions: {a: {title: A, by: head, to: done}}}"),
        "17 S05 No path leads to the state “Lạc”.",
    ),
    (
        "S06",
        (
            ", final: success}",
            ", final: success, actions: {a: {title: A, by: head, to: received}}}",
        ),
        "16 S06 Final state “Xong” cannot have actions.",
    ),
    (
        "S06",
        (
            ", final: success}",
            ", final: success, within: 1 day, late: [{after: 1 day, notify: head}]}",
        ),
        "16 S06 Final state “Xong” cannot have actions.",
    ),
    (
        "S07",
        (
            SIGN,
            SIGN
            + "\n      lay: {title: Để, by: head, to: aside}\n  aside: {title: Bên lề}\n  also:\n"
            "    title: Nữa\n    actions:\n      x: {title: X, by: head, to: done}",
        ),
        "16 S07 State “Bên lề” is a dead end: it has no action and is not final.",
    ),
    (
        "S08",
        (
            DONE,
            "  done: {title: Xong, auto: [{when: fee paid, to: end}]}\n  end: {title: Hết, final: success}",
        ),
        "16 S08 Automatic state “done” needs exactly one “otherwise” line, and last.",
    ),
    (
        "S08",
        (
            DONE,
            "  done: {title: Xong, auto: [{otherwise: yes, to: end}, {when: fee paid, to: end}]}\n"
            "  end: {title: Hết, final: success}",
        ),
        "16 S08 Automatic state “done” needs exactly one “otherwise” line, and last.",
    ),
    (
        "S09",
        (START, START + "    auto: [{otherwise: yes, to: done}]\n"),
        "6 S09 State “received” is automatic but also has actions of people.",
    ),
    (
        "S10",
        ("title: Trả lại, by: head", "title: KÝ, by: [clerk, head]"),
        "15 S10 At “Thẩm định” one person sees two buttons called “KÝ”.",
    ),
    (
        "S10",
        (
            TITLE,
            TITLE + "anywhere: {again: {title: Chuyển, by: clerk, from: received, to: done}}\n",
        ),
        "4 S10 At “Tiếp nhận” one person sees two buttons called “Chuyển”.",
    ),
    (
        "S11",
        (
            "to: received}\n",
            "to: received}\n      spin: {title: Xoay, by: head, to: loop}\n"
            "  loop: {title: Vòng, actions: {again: {title: Nữa, by: head, to: more}}}\n"
            "  more: {title: Vòng hai, actions: {again: {title: Nữa, by: head, to: loop}}}\n",
        ),
        "17 S11 From the state “Vòng” a case can never end.",
    ),
    (
        "S12",
        (
            DONE,
            "  done: {title: Xong, auto: [{when: fee paid, to: two}, {otherwise: yes, to: end}]}\n"
            "  two: {title: Hai, auto: [{when: fee paid, to: done}, {otherwise: yes, to: end}]}\n"
            "  end: {title: Hết, final: success}",
        ),
        "16 S12 Automatic steps run in a circle: done → two → done.",
    ),
    (
        "S13",
        (
            "      forward: {title: Chuyển, by: clerk, to: examined}\n",
            "      note: {title: Ghi, by: clerk, to: same}\n    within: 1 day\n"
            "    late: [{after: 1 day, go: examined}]\n",
        ),
        "6 S13 Only lateness leads on from “Tiếp nhận”.",
    ),
    (
        "S14",
        ("to: examined}", "to: examined}\n      undo: {title: Lùi, by: clerk, to: back}"),
        None,
    ),
    (
        "S14",
        (
            "{title: Trả lại, by: head, to: received}",
            "{title: Trả lại, by: head, to: done}\n      more: {title: Nữa, by: head, to: same}\n",
        ),
        None,
    ),
    (
        "S15",
        (TITLE, TITLE + "migrate: {from_version: 1, states: {done: examined}}\n"),
        "4 S15 The old name “done” is that of a state in use.",
    ),
    # roles
    (
        "R01",
        ("head: Trưởng phòng", "head: {title: Trưởng, role: hed}"),
        "4 R01 Role “hed” does not exist in the system. Did you mean “head”?",
    ),
    (
        "R02",
        ("by: clerk", "by: clerc"),
        "10 R02 Role “clerc” was not declared at the top of the file. Did you mean “clerk”?",
    ),
    (
        "R02",
        (START, START + "    edit: hed\n"),
        "9 R02 Role “hed” was not declared at the top of the file. Did you mean “head”?",
    ),
    (
        "R02",
        ("to: done}", "to: done, notify: hed}"),
        "14 R02 Role “hed” was not declared at the top of the file. Did you mean “head”?",
    ),
    (
        "R02",
        ("to: done}", "to: done, ask: officer}"),
        "14 R02 Role “officer” was not declared at the top of the file.",
    ),
    (
        "R02",
        (TITLE, TITLE + "visible: {documents: hed}\n"),
        "4 R02 Role “hed” was not declared at the top of the file. Did you mean “head”?",
    ),
    (
        "R02",
        (TITLE, TITLE + "deadline: 9 days\nlate: [{before: 1 day, notify: hed}]\n"),
        "5 R02 Role “hed” was not declared at the top of the file. Did you mean “head”?",
    ),
    (
        "R02",
        (
            TITLE,
            TITLE
            + "consultations: {hoi: {title: Hỏi, within: 2 days, silence: agree, opened_by: hed}}\n",
        ),
        "4 R02 Role “hed” was not declared at the top of the file. Did you mean “head”?",
    ),
    (
        "R02",
        (
            TITLE,
            TITLE + "consultations: {hoi: {title: Hỏi, within: 2 days, silence: agree, of: hed,"
            " late: [{before: 1 day, notify: hed}]}}\n",
        ),
        "4 R02 Role “hed” was not declared at the top of the file. Did you mean “head”?",
    ),
    ("R03", ("by: clerk, ", ""), "10 R03 Action “forward” does not say who may do it (by)."),
    (
        "R04",
        ("to: done}", "to: done, not_by_who_did: forwrd}"),
        "14 R04 “not_by_who_did” of “sign” names “forwrd”, and there is no such action. Did you mean “forward”?",
    ),
    (
        "R04",
        ("{title: Trả lại, by: head, to: received}", "{title: Trả lại, by: head, to: done}"),
        None,
    ),
    (
        "R04",
        (
            "by: clerk, to: examined}\n  examined:\n    title: Thẩm định\n    actions:\n      sign: {title: Ký, by: head, "
            "to: done}\n      return: {title: Trả lại, by: head, to: received}",
            "by: clerk, to: examined, not_by_who_did: sign}\n  examined:\n    title: Thẩm định\n    actions:\n"
            "      sign: {title: Ký, by: head, to: done}",
        ),
        "10 R04 “not_by_who_did” of “forward” names “sign”, which never comes before.",
    ),
    (
        "R05",
        ("roles: {", "roles: {applicant: Dân, "),
        "4 R05 Role “applicant” is declared but never used.",
    ),
    (
        "R08",
        (TITLE, TITLE + "visible: {status: clerk}\n"),
        "4 R08 The applicant cannot see where the case stands: add “applicant” to “status”.",
    ),
    (
        "R09",
        (TITLE, TITLE + "lead: so-xdd\n"),
        "4 R09 There is no unit “so-xdd”. Did you mean “so-xd”?",
    ),
    (
        "R09",
        (TITLE, TITLE + "received_by: [comune]\n"),
        "4 R09 There is no unit “comune”. Did you mean “commune”?",
    ),
    (
        "R09",
        ("head: Trưởng phòng", "head: {title: Trưởng, unit: so-y}"),
        "4 R09 There is no unit “so-y”. Did you mean “so-xd”?",
    ),
    (
        "R09",
        (
            TITLE,
            TITLE
            + "consultations: {hoi: {title: Hỏi, within: 2 days, silence: agree, bodies: [so-y, field x],"
            " choose_from: sao}}\n",
        ),
        "4 R09 There is no unit “so-y”. Did you mean “so-xd”?",
    ),
    # time
    (
        "T02",
        (TITLE, TITLE + "calendar: lich-la\n"),
        "4 T02 There is no working calendar “lich-la”.",
    ),
    (
        "T04",
        (START, START + "    clock: paused\n"),
        "9 T04 State “Tiếp nhận” pauses the clock and has no limit: a case can wait for ever.",
    ),
    (
        "T05",
        (START, START + "    late: [{after: 1 day, notify: head}]\n"),
        "9 T05 “Tiếp nhận” has reminders but no deadline.",
    ),
    (
        "T05",
        (TITLE, TITLE + "late: [{after: 1 day, notify: head}]\n"),
        "4 T05 “Ví dụ” has reminders but no deadline.",
    ),
    ("T06", (START, START + "    within: 4 working days\n"), None),
    ("T06", (TITLE + "roles", TITLE + "deadline: 3 working days\nroles"), None),
    (
        "T07",
        (
            START,
            START
            + "    within: 5 working days\n    late: [{before: 6 working days, notify: head}]\n",
        ),
        "10 T07 A reminder 6 working days before, but the limit is only 5 working days.",
    ),
    (
        "T08",
        (TITLE, TITLE + "deadline: 25 working days\nlegal_limit: 20 working days\n"),
        "4 T08 The deadline 25 working days is longer than the published limit (20 working days).",
    ),
    # forms
    ("F01", (TITLE, TITLE + "form: o_la\n"), "4 F01 The form has no field “o_la”."),
    ("F01", ("to: done}", "to: done, ask: ly_doo}"), "14 F01 The form has no field “ly_doo”."),
    ("F01", ("to: done}", "to: done, set: {ngay: today}}"), "14 F01 The form has no field “ngay”."),
    ("F01", ("to: done}", "to: done, when: {o_la: x}}"), "14 F01 The form has no field “o_la”."),
    ("F01", ("to: done}", "to: done, assign: o_la}"), "14 F01 The form has no field “o_la”."),
    (
        "F01",
        ("to: done}", "to: done, clock: extend, extend_by: o_la}"),
        "14 F01 The form has no field “o_la”.",
    ),
    (
        "F01",
        (
            TITLE,
            TITLE
            + "consultations: {hoi: {title: Hỏi, within: 2 days, silence: agree, bodies: field o_la}}\n",
        ),
        "4 F01 The form has no field “o_la”.",
    ),
    (
        "F02",
        ("to: done}", "to: done, needs: don_de_nghj}"),
        "14 F02 The procedure has no paper “don_de_nghj”.",
    ),
    (
        "F03",
        ("to: done}", "to: done, letter: phieu_tu_chi}"),
        "14 F03 There is no letter template “phieu_tu_chi”. Did you mean “phieu_tu_choi”?",
    ),
    (
        "F03",
        (TITLE, TITLE + "deadline: 9 days\nlate: [{before: 1 day, letter: mau_la}]\n"),
        "5 F03 There is no letter template “mau_la”.",
    ),
    (
        "F04",
        (TITLE, TITLE + "fields: {a: {title: A, kind: choice}}\n"),
        "4 F04 Field “a” is a choice and has no choices.",
    ),
    (
        "F04",
        (TITLE, TITLE + "fields: {a: {title: A, kind: text, choices: [x]}}\n"),
        "4 F04 Field “a” has choices and is not a choice.",
    ),
    (
        "F05",
        ("to: done}", "to: done, ask: ly_do, assign: ly_do}"),
        "14 F05 Field “ly_do” must be of the kind: official.",
    ),
    (
        "F05",
        ("to: done}", "to: done, ask: ly_do, clock: extend, extend_by: ly_do}"),
        "14 F05 Field “ly_do” must be of the kind: number, date.",
    ),
    (
        "F05",
        ("to: done}", "to: done, clock: extend}"),
        "14 F05 “clock: extend” and “extend_by” are written together.",
    ),
    (
        "G01",
        ("to: done}", "to: done, when: fee payed}"),
        "14 G01 There is no condition “fee payed”. Did you mean “fee paid”?",
    ),
    (
        "G01",
        ("to: done}", "to: done, when: da nop phi}"),
        "14 G01 There is no condition “da nop phi”. Did you mean “đã nộp phí”?",
    ),
    (
        "G02",
        ("to: done}", "to: done, when: {ket_luan: tu_choy}}"),
        "14 G02 “tu_choy” is not a value of the field “ket_luan”. Did you mean “tu_choi”?",
    ),
    (
        "G02",
        ("to: done}", "to: done, when: {ket_luan: []}}"),
        "14 G02 “ket_luan” is compared with nothing.",
    ),
    ("G02", (TITLE, TITLE + "fields: {a: {title: A, kind: yes_no}}\nform: a\n"), None),
    (
        "G02",
        ("to: done}", "to: done, set: {ket_luan: x}}"),
        "14 G02 “x” is not a value of the field “ket_luan”.",
    ),
    # consultations
    (
        "C01",
        (START, START + "    consult: hoi\n"),
        "9 C01 The consultation “hoi” is not described.",
    ),
    ("C03", (TITLE, TITLE + ASKING), "4 C03 No state opens the consultation “hoi”."),
]


@pytest.mark.parametrize(
    ("code", "change", "problem"),
    RULES,
    ids=[f"{code} {number}" for number, (code, _change, _problem) in enumerate(RULES)],
)
def test_a_rule(code, change, problem):
    before, after = change
    assert before in SMALL
    found = told(SMALL.replace(before, after, 1))
    if problem is None:
        assert f" {code} " not in "\n".join(found)
    else:
        assert problem in found


def test_warnings_do_not_keep_a_file_from_being_published():
    reading = checked(SMALL.replace("roles: {", "roles: {applicant: Dân, "), PROVINCE)
    assert [(p.code, p.level) for p in reading.problems] == [("R05", "warning")]
    assert reading.is_sound
    assert "R05" in WARNINGS


def test_all_problems_come_at_once_in_the_order_of_the_lines():
    text = (
        SMALL.replace("version: 1", "version: x")
        .replace("by: clerk", "by: clerc")
        .replace("to: examined", "to: exmined")
        .replace("    title: Thẩm định\n", "    title: Thẩm định\n    klock: paused\n")
    )
    assert [line.split()[:2] for line in told(text)] == [
        ["2", "D06"],
        ["4", "R05"],
        ["10", "R02"],
        ["10", "S04"],
        ["13", "D10"],
    ]


def test_the_same_in_the_language_of_the_reader():
    text = SMALL.replace("to: examined", "to: exmined")
    assert told(text, language="vi") == [
        "10 S04 Hành động “forward” đi đến “exmined” nhưng không có bước này. Có phải “examined”?"
    ]


def test_what_is_not_known_of_the_office_is_not_checked():
    text = (
        SMALL.replace("head: Trưởng phòng", "head: {title: Trưởng, role: boss, unit: nowhere}")
        .replace("to: done}", "to: done, letter: x, when: whatever holds}")
        .replace(TITLE, TITLE + "calendar: la\nlead: la\n")
    )
    assert told(text, NOWHERE) == []


def test_problems_of_a_definition_that_was_read_before():
    rules = read(SMALL.replace("by: clerk", "by: clerc")).definition
    found = problems(rules, file="1.yaml")
    assert [str(each) for each in found][:1] == [
        "1.yaml:4 R05 Role “clerk” is declared but never used."
    ]


def test_a_file_without_states_is_told_so_and_no_more():
    assert told("workflow: a\nversion: 1\ntitle: A\nroles: {}\n") == ["1 D11 “states” is missing."]


class TestVersions:
    def test_versions_are_counted_without_a_gap(self):
        around = Surroundings(last_version=3)
        assert told(SMALL, around) == ["2 D14 The new version must have the number 4."]
        assert told(SMALL.replace("version: 1", "version: 4"), around) == []

    def test_a_first_version_may_have_any_number(self):
        assert told(SMALL.replace("version: 1", "version: 7")) == []


def test_giving_up_is_no_way_onward():
    text = SMALL.replace(
        "      forward: {title: Chuyển, by: clerk, to: examined}\n",
        "      stop: {title: Rút, by: clerk, to: withdrawn}\n    within: 1 day\n"
        "    late: [{after: 1 day, go: examined}]\n",
    ).replace("  done:", "  withdrawn: {title: Đã rút, final: cancelled}\n  done:")
    assert told(text) == ["6 S13 Only lateness leads on from “Tiếp nhận”."]


class TestTime:
    TEXT = SMALL.replace(START, START + "    within: 3 working days\n").replace(
        "    title: Thẩm định\n", "    title: Thẩm định\n    within: 7 days\n"
    )

    def test_the_steps_must_fit_into_the_whole(self):
        text = self.TEXT.replace(TITLE, TITLE + "deadline: 7 working days\n")
        assert told(text) == [
            "4 T06 The steps Tiếp nhận (3) → Thẩm định (5) add up to 8 working days; "
            "the deadline is 7 working days."
        ]
        assert told(text.replace("deadline: 7", "deadline: 8")) == []

    def test_they_must_fit_into_the_legal_limit_where_there_is_no_other(self):
        text = self.TEXT.replace(TITLE, TITLE + "legal_limit: 7 working days\n")
        assert told(text)[0].startswith("4 T06 The steps Tiếp nhận (3) → Thẩm định (5) add up to 8")

    def test_opinions_that_are_waited_for_count_as_the_step(self):
        text = self.TEXT.replace(
            TITLE,
            TITLE + "deadline: 7 working days\nconsultations: {hoi: {title: Hỏi, silence: agree,"
            " within: 6 working days}}\n",
        ).replace("    within: 3 working days\n", "    consult: hoi\n")
        waiting = text.replace("to: examined}", "to: examined, when: consultations closed}")
        assert told(text) == []
        assert told(waiting) == [
            "4 T06 The steps Tiếp nhận (6) → Thẩm định (5) add up to 11 working days; "
            "the deadline is 7 working days."
        ]

    def test_pauses_on_the_longest_way_are_named(self):
        text = self.TEXT.replace(TITLE, TITLE + "deadline: 7 working days\n")
        text = text.replace("by: clerk, to: examined", "by: clerk, to: waiting").replace(
            "  done:",
            "  waiting: {title: Chờ, clock: paused, within: 30 days, actions: {supply:"
            " {title: Nộp, by: clerk, to: examined}}}\n  done:",
        )
        assert told(text) == [
            "4 T06 The steps Tiếp nhận (3) → Thẩm định (5) add up to 8 working days, "
            "pauses not counted (Chờ); the deadline is 7 working days."
        ]

    def test_only_time_that_counts_is_added(self):
        text = self.TEXT.replace(TITLE, TITLE + "deadline: 5 working days\n")
        stopped = text.replace("    within: 3", "    clock: stopped\n    within: 3")
        assert told(stopped) == []

    def test_the_calendar_must_know_next_year(self):
        around = Surroundings(calendars=("vn-hanh-chinh",), next_year=2027, covers_next_year=False)
        assert told(SMALL, around) == [
            "1 T02 The working calendar “vn-hanh-chinh” does not know the days off of 2027."
        ]

    def test_a_reminder_of_a_consultation_must_fit_too(self):
        text = SMALL.replace(
            TITLE,
            TITLE + "consultations: {hoi: {title: Hỏi, within: 1 working day, silence: agree,"
            " late: [{before: 2 working days, notify: partner}]}}\n",
        ).replace(START, START + "    consult: hoi\n")
        assert told(text) == [
            "4 T07 A reminder 2 working days before, but the limit is only 1 working day."
        ]


class TestPeople:
    def around(self, **held):
        return Surroundings(
            units=UNITS, holders=lambda role, unit: held.get(f"{role}_{unit}".replace("-", "_"), ())
        )

    TEXT = SMALL.replace(TITLE, TITLE + "received_by: commune\nlead: receiving\n").replace(
        "clerk: Cán bộ một cửa", "clerk: {title: Cán bộ một cửa, unit: receiving}"
    )

    def test_somebody_holds_each_role_where_it_is_needed(self):
        around = self.around(clerk_tt_a=["an"], clerk_xa_b=["ba"], head_xa_a=["ca"])
        assert told(self.TEXT, around) == [
            "6 R06 Xã B: nobody holds the role “Trưởng phòng”; cases will stop at: Thẩm định."
        ]

    def test_a_commune_with_a_centre_receives_there(self):
        around = self.around(
            clerk_xa_a=["an"], clerk_xa_b=["ba"], head_xa_a=["ca"], head_xa_b=["da"]
        )
        assert told(self.TEXT, around) == [
            "6 R06 Trung tâm xã A: nobody holds the role “Cán bộ một cửa”; "
            "cases will stop at: Tiếp nhận."
        ]

    def test_no_more_units_are_named_than_one_can_read(self):
        many = {f"xa-{n}": Place(f"xa-{n}", "commune", "", Label(f"Xã {n}")) for n in range(9)}
        around = Surroundings(units=many, holders=lambda role, unit: ())
        assert "Xã 0, Xã 1, Xã 2, Xã 3, Xã 4, …: nobody" in "\n".join(told(self.TEXT, around))

    def test_a_role_held_in_a_named_unit_is_looked_for_there(self):
        text = self.TEXT.replace("head: Trưởng phòng", "head: {title: Trưởng phòng, unit: so-xd}")
        around = self.around(clerk_tt_a=["an"], clerk_xa_b=["ba"])
        assert told(text, around)[0].startswith("6 R06 Sở Xây dựng: nobody holds")

    APART = TEXT.replace("to: done}", "to: done, not_by_who_did: forward}").replace(
        "unit: receiving", "unit: lead"
    )

    def test_duties_that_only_one_person_has_cannot_be_kept_apart(self):
        one = self.around(clerk_xa_a=["an"], head_xa_a=["an"], clerk_xa_b=["ba"], head_xa_b=["da"])
        assert told(self.APART, one) == [
            "16 R07 Xã A: who did “Chuyển” must not do “Ký”, and there is nobody else who could: "
            "appoint one more person."
        ]
        two = self.around(clerk_xa_a=["an"], head_xa_a=["ca"], clerk_xa_b=["ba"], head_xa_b=["da"])
        assert told(self.APART, two) == []

    def test_two_people_who_have_each_done_their_act_leave_nobody(self):
        text = self.APART.replace("by: head, to: done", "by: [clerk, head], to: done").replace(
            "not_by_who_did: forward", "not_by_who_did: [forward, check]"
        )
        text = text.replace("by: clerk, to: examined}", "by: clerk, to: checked}").replace(
            "  examined:",
            "  checked: {title: Kiểm tra, actions: {check: {title: Kiểm tra, by: head,"
            " to: examined}}}\n  examined:",
        )
        held = {"clerk_xa_a": ["an"], "head_xa_a": ["ca"], "clerk_xa_b": ["ba", "bo"]}
        around = self.around(**held, head_xa_b=["da"])
        assert [each for each in told(text, around) if "R07" in each] == [
            "17 R07 Xã A: who did “Chuyển, Kiểm tra” must not do “Ký”, and there is nobody else "
            "who could: appoint one more person."
        ]
        optional = text.replace(
            "by: clerk, to: checked}",
            "by: clerk, to: checked}\n      skip: {title: Bỏ qua, by: clerk, to: examined}",
        )
        assert [each for each in told(optional, around) if "R07" in each] == []

    def test_the_officer_of_a_case_is_one_who_may_be_chosen(self):
        text = self.APART.replace("by: clerk, to: examined", "by: assignee, to: examined").replace(
            "    actions:\n      forward:",
            "    actions:\n      take: {title: Nhận, by: clerk, to: same, assign: me}\n      forward:",
        )
        one = self.around(clerk_xa_a=["an"], head_xa_a=["an"], clerk_xa_b=["ba"], head_xa_b=["da"])
        assert [each.split()[1] for each in told(text, one)] == ["R07"]

    def test_of_several_roles_one_is_enough(self):
        text = self.TEXT.replace("by: head, to: done", "by: [head, clerk], to: done").replace(
            "by: head, to: received", "by: [head, clerk], to: received"
        )
        assert told(text, self.around(clerk_tt_a=["an"], clerk_xa_b=["ba"])) == []
        assert told(text, self.around(clerk_tt_a=["an"])) == [
            "6 R06 Xã B: nobody holds the role “Cán bộ một cửa”; cases will stop at: Tiếp nhận.",
            "6 R06 Xã B: nobody holds the role “Trưởng phòng, Cán bộ một cửa”; cases will stop at: "
            "Thẩm định.",
        ]

    def test_an_official_can_be_chosen_where_there_is_one(self):
        text = (
            self.TEXT.replace("by: clerk, to: examined", "by: clerk, to: examined, ask: ai")
            .replace("roles:", "fields: {ai: {title: Ai, kind: official, role: expert}}\nroles:")
            .replace("head: Trưởng phòng}", "head: Trưởng phòng, expert: Chuyên gia}")
        )
        held = {"clerk_tt_a": ["a"], "clerk_xa_b": ["b"], "head_xa_a": ["c"], "head_xa_b": ["d"]}
        assert told(text, self.around(**held, expert_xa_a=["e"])) == [
            "7 R06 Xã B: nobody holds the role “Chuyên gia”; cases will stop at: Tiếp nhận."
        ]

    def test_it_cannot_be_told_of_parts(self):
        text = self.APART.replace("by: clerk, to: examined", "by: [clerk, assignee], to: examined")
        one = self.around(clerk_xa_a=["an"], head_xa_a=["an"], clerk_xa_b=["ba"], head_xa_b=["da"])
        assert told(text, one) == []

    def test_nor_of_actions_that_do_not_exist(self):
        one = self.around(clerk_xa_a=["an"], head_xa_a=["an"], clerk_xa_b=["ba"], head_xa_b=["da"])
        text = self.APART.replace("not_by_who_did: forward", "not_by_who_did: nonsense")
        assert [each.split()[1] for each in told(text, one)] == ["R04"]

    def test_a_led_procedure_is_handled_by_its_unit(self):
        text = self.TEXT.replace("lead: receiving", "lead: so-xd")
        around = self.around(clerk_tt_a=["an"], clerk_xa_b=["ba"], head_so_xd=["ca"])
        assert told(text, around) == []

    def test_units_that_are_not_known_are_not_blamed_twice(self):
        text = self.TEXT.replace("lead: receiving", "lead: so-la")
        around = self.around(clerk_tt_a=["an"], clerk_xa_b=["ba"])
        assert [each.split()[1] for each in told(text, around)] == ["R09"]


class TestConsultations:
    TEXT = SMALL.replace(TITLE, TITLE + ASKING).replace(
        "    title: Thẩm định\n",
        "    title: Thẩm định\n    within: 5 working days\n    consult: hoi\n",
    )

    def test_a_consultation_that_fits(self):
        assert told(self.TEXT) == []

    def test_one_that_is_longer_than_its_step(self):
        assert told(self.TEXT.replace("within: 2 ", "within: 6 ")) == [
            "4 C04 The consultation's limit 6 working days is longer than that of its step "
            "“Thẩm định” (5 working days)."
        ]

    def test_the_step_that_waits_for_it_counts(self):
        text = self.TEXT.replace("within: 2 ", "within: 6 ").replace(
            DONE,
            "  done:\n    title: Chờ ý kiến\n    within: 7 working days\n    actions:\n"
            "      on: {title: Đủ, by: head, to: end, when: consultations closed}\n"
            "  end: {title: Hết, final: success}",
        )
        assert told(text) == []
        assert "C04" in "\n".join(told(text.replace("within: 7", "within: 4")))

    def test_a_step_without_a_limit_is_long_enough(self):
        assert (
            told(
                self.TEXT.replace("within: 2 ", "within: 6 ").replace(
                    "    within: 5 working days\n", ""
                )
            )
            == []
        )

    WAITING = TEXT.replace("silence: agree", "silence: wait")
    PROBLEM = (
        "18 C05 At “examined” opinions may still be awaited: what happens to them on “return”?  "
        "Write “consultations: keep” or “withdraw”."
    )

    def test_requests_that_nothing_ends_are_not_left_behind(self):
        assert told(self.WAITING) == [self.PROBLEM]

    @pytest.mark.parametrize(
        "written",
        ["consultations: keep", "consultations: withdraw", "when: consultations closed"],
    )
    def test_unless_it_is_written_what_becomes_of_them(self, written):
        text = self.WAITING.replace("to: received}", "to: received, " + written + "}")
        assert told(text) == []

    def test_nor_where_the_case_stays_or_ends(self):
        assert told(self.WAITING.replace("to: received}", "to: same}")) == []

    def test_another_condition_does_not_settle_it(self):
        text = self.WAITING.replace("to: received}", "to: received, when: fee paid}")
        assert told(text) == [self.PROBLEM]
        assert told(text, NOWHERE) == [self.PROBLEM]


def test_a_circle_is_told_once():
    text = SMALL.replace(
        DONE,
        "  done: {title: Xong, auto: [{when: fee paid, to: two}, {otherwise: yes, to: end}]}\n"
        "  two: {title: Hai, auto: [{when: fee paid, to: three}, {otherwise: yes, to: end}]}\n"
        "  three: {title: Ba, auto: [{when: fee paid, to: done}, {otherwise: yes, to: two}]}\n"
        "  end: {title: Hết, final: success}",
    )
    assert [each for each in told(text) if "S12" in each] == [
        "16 S12 Automatic steps run in a circle: done → two → three → done."
    ]


def test_back_needs_somewhere_to_go():
    text = SMALL.replace(
        "{title: Trả lại, by: head, to: received}", "{title: Trả, by: head, to: done}"
    ).replace("to: examined}", "to: examined}\n      undo: {title: Lùi, by: clerk, to: back}")
    assert told(text) == ["11 S14 “to: back” at “received”, but no state leads here."]


@pytest.mark.parametrize(
    ("said", "known", "name"),
    [
        pytest.param("trang thai", ["trạng thái", "tên"], "trạng thái", id="marks left out"),
        pytest.param("clerc", ["clerk", "head"], "clerk", id="a letter wrong"),
        pytest.param("xyz", ["clerk", "head"], "", id="nothing like it"),
        pytest.param("", ["clerk"], "", id="nothing said"),
    ],
)
def test_what_was_probably_meant(said, known, name):
    assert meant(said, known) == name


def test_sixty_states_and_three_hundred_actions_are_checked():
    states = "".join(
        f"  s{n}:\n    title: Bước {n}\n    within: 1 working day\n    actions:\n"
        + "".join(
            f"      a{m}: {{title: Việc {m}, by: [clerk, head], to: s{min(n + m, 59)}, ask: [ly_do, ghi_chu?],"
            f" when: fee paid, notify: head}}\n"
            for m in range(5)
        )
        for n in range(59)
    )
    text = (
        SMALL.split("states:")[0]
        + "states:\n"
        + states.replace("  s0:\n", "  s0:\n    start: yes\n", 1)
    )
    text += "  s59: {title: Hết, final: success}\n"
    assert [each for each in told(text) if " S10 " not in each] == []
