"""C30 to C34: what is waited for can come, and what is wanted can be reached."""

import pytest

from motcua.workflows.checks import checked
from tests.make_rounds import HEAD

PLAIN = {"silence": "wait", "police": "", "land": "", "culture": ""}
OPTIONAL = dict.fromkeys(("police", "land", "culture"), ", optional: yes")
UNASKED = "    choose_from: [department, agency]\n"


def codes(*lines: str, text: str = HEAD, **bodies: str) -> set[str]:
    said = "\n".join(f"    {line}" for line in lines)
    found = checked(text % {**PLAIN, **bodies, "rules": said}).problems
    return {each.code for each in found if each.code.startswith("C3")}


@pytest.mark.parametrize(
    ("lines", "bodies", "told"),
    [
        pytest.param(("favourable_when: 2/3", "veto: [cong-an-tinh]"), {}, set(), id="all of it"),
        pytest.param(("closed_when: mandatory",), {"land": ", optional: yes"}, set(), id="some"),
        pytest.param(("closed_when: mandatory",), OPTIONAL, {"C31"}, id="nobody mandatory"),
        pytest.param(("favourable_when: 3",), {}, set(), id="as many as are asked"),
        pytest.param(("favourable_when: 4",), {}, {"C33"}, id="more than are asked"),
        pytest.param(("veto: [so-tu-phap]",), {}, {"C33"}, id="a veto of who is not asked"),
        pytest.param(("veto: [agency]",), {}, set(), id="a veto of a kind of unit"),
        pytest.param(("pauses_with_case: yes",), {}, set(), id="asked where the clock runs"),
    ],
)
def test_what_could_never_be_reached_is_told(lines, bodies, told):
    assert codes(*lines, text=HEAD.replace(UNASKED, ""), **bodies) == told


def test_bodies_that_may_be_chosen_besides_are_mandatory():
    assert codes("closed_when: mandatory", **OPTIONAL) == set()


def test_time_that_would_never_run():
    text = HEAD.replace("    clock: paused\n", "    clock: paused\n    consult: bodies\n")
    assert codes("pauses_with_case: yes", text=text) == {"C32"}


def test_favour_that_nobody_asks_for():
    text = HEAD.replace("when: opinions favourable", "when: consultations closed")
    assert codes("favourable_when: all", text=text) == {"C34"}


def test_a_ballot_has_its_own_rules():
    bodies = HEAD[HEAD.index("    bodies:\n") : HEAD.index("    question: ")]
    text = HEAD.replace(bodies, "    kind: ballot\n    committee: ubnd-tinh\n")
    assert "C30" in codes("favourable_when: all", text=text)
