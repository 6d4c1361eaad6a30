"""C10 to C14: what a body may do before it answers can come about."""

import pytest

from motcua.workflows.checks import checked
from tests.make_consultations import PROCEDURE

AFTER = "    silence_ground: NĐ 217/2026 Đ54.2c\n"
BALLOT = "    kind: ballot\n    committee: ubnd\n"


def codes(*lines: str, text: str = PROCEDURE) -> set[str]:
    said = "".join(f"    {line}\n" for line in lines)
    found = checked(text.replace(AFTER, AFTER + said)).problems
    return {each.code for each in found if each.code.startswith("C1")}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param((), set(), id="nothing said"),
        pytest.param(
            ("further: yes", "missing_pieces: pauses", "standing: yes"), set(), id="all of it"
        ),
        pytest.param(("extend_itself: 1 working day",), set(), id="less than at most"),
        pytest.param(("extend_itself: 4 working days",), {"C11"}, id="more than at most"),
        pytest.param(("extend_itself: 0 working days",), {"C11"}, id="nothing"),
        pytest.param(("unopened_after: 2 working days",), set(), id="within the limit"),
        pytest.param(("unopened_after: 5 working days",), {"C12"}, id="as long as the limit"),
        pytest.param(
            ("standing: yes", "questions: {du: {title: Đủ không, kind: yes_no}}"),
            {"C13"},
            id="questions",
        ),
        pytest.param(
            ("standing: yes", "questions: {du: {title: Đủ, kind: yes_no, required: no}}"),
            set(),
            id="questions that may stay open",
        ),
        pytest.param(("standing: yes", "effect: binding"), {"C14"}, id="binding"),
        pytest.param(("purpose: information", "further: yes"), {"C10"}, id="information"),
    ],
)
def test_what_could_never_come_about_is_told(lines, told):
    assert codes(*lines) == told


@pytest.mark.parametrize("line", ["further: yes", "missing_pieces: runs", "standing: yes"])
def test_members_vote_for_themselves(line):
    text = PROCEDURE.replace("    several: no\n", f"    several: no\n{BALLOT}    {line}\n")
    assert "C10" in codes(text=text)
