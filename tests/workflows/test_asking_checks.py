"""C20 to C27: bodies can be asked as a file says, one step after the other."""

import pytest

from motcua.workflows.checks import checked
from tests.make_asking import MORE, TEXT

STEP_2 = "{unit: so-van-hoa, step: 2, optional: yes,"


def told(text: str) -> set[str]:
    return {each.code for each in checked(text).problems if each.code.startswith("C2")}


def changed(old: str, new: str) -> set[str]:
    assert old in MORE
    return told(TEXT.replace(old, new))


def test_nothing_is_told_of_what_is_sound():
    assert told(TEXT) == set()


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        pytest.param(
            STEP_2, STEP_2 + " within: 0 working days,", "C20", id="a later step without time"
        ),
        pytest.param("step: 3", "step: 4", "C21", id="a gap"),
        pytest.param(STEP_2, STEP_2 + " within: 19 working days,", "C22", id="too long"),
        pytest.param(
            "valid_from: 01/11/2026,",
            "valid_from: 01/11/2026, valid_until: 01/10/2026,",
            "C23",
            id="ends before it begins",
        ),
        pytest.param("answers: [agree, disagree]}", "answers: [agree, other]}", "C24", id="answer"),
        pytest.param(STEP_2, STEP_2 + " required: yes,", "C25", id="compulsory and optional"),
        pytest.param(
            "purpose: information", "purpose: information\n    silence: agree", "C26", id="silence"
        ),
        pytest.param(
            "purpose: information", "purpose: information\n    outside: yes", "C26", id="outside"
        ),
        pytest.param("kind: number}", "kind: official, role: officer}", "C27", id="an official"),
    ],
)
def test_what_contradicts_itself_is_told(old: str, new: str, code: str):
    assert changed(old, new) == {code}


def test_a_step_without_any_limit_is_told():
    text = TEXT.replace("    within: 2 working days\n", "")
    assert "C20" in told(text)


def test_without_a_limit_of_the_case_steps_may_be_long():
    text = TEXT.replace("deadline: 20 working days\n", "").replace(
        STEP_2, STEP_2 + " within: 90 working days,"
    )
    assert told(text) == set()
