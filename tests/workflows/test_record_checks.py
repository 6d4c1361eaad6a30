"""C40 to C44: nothing is promised about opinions that could never come about."""

import pytest

from motcua.workflows.checks import checked
from tests.make_consultations import PROCEDURE

BALLOT = "    kind: ballot\n    committee: ubnd\n"
BEFORE = "    extend_at_most: 3 working days\n"


def codes(*lines: str, text: str = PROCEDURE) -> set[str]:
    said = "".join(f"    {line}\n" for line in lines)
    found = checked(text.replace(BEFORE, BEFORE + said)).problems
    return {each.code for each in found if each.code.startswith("C4")}


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        pytest.param((), set(), id="nothing said"),
        pytest.param(("confidential: yes",), set(), id="confidential alone"),
        pytest.param(("confidential: may", "public: yes"), set(), id="chosen, the rest public"),
        pytest.param(("confidential: yes", "public: yes"), {"C40"}, id="confidential and public"),
        pytest.param(
            ("confidential: yes", "reply_within: 2 working days"), {"C41"}, id="put to nobody"
        ),
        pytest.param(("confidential: yes", "bodies_see: all"), {"C42"}, id="read by no other"),
        pytest.param(("sealed: yes",), set(), id="sealed until all are in"),
    ],
)
def test_what_could_never_come_about_is_told(lines, told):
    assert codes(*lines) == told


def test_a_round_that_closes_early_is_never_read_sealed():
    text = PROCEDURE.replace("    closed_when: 2\n", "    closed_when: 2\n    sealed: yes\n")
    assert codes(text=text) == {"C44"}


@pytest.mark.parametrize("line", ["sealed: yes", "public: yes", "confidential: may"])
def test_a_ballot_says_otherwise_who_reads(line):
    text = PROCEDURE.replace("    several: no\n", f"    several: no\n{BALLOT}    {line}\n")
    assert "C43" in codes(text=text)
