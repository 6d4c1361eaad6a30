"""A file from anybody is refused before it costs anything: calls and bytes are counted."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable
from types import FrameType

import pytest

from motcua.workflows import editing
from motcua.workflows.checks import checked
from motcua.workflows.editing import CannotEdit
from tests.make_workflows import SMALL

HEAD = "workflow: a\nversion: 1\ntitle: A\nroles: {r: R}\n"
MEGABYTE = 1_000_000


def steps(number: int, inside: Callable[[int], str]) -> str:
    """Return a procedure of so many steps with something in each."""
    blocks = [f"  s{n}:\n    title: {{vi: Bước {n}}}\n{inside(n)}" for n in range(number)]
    return HEAD + "states:\n" + "".join(blocks) + "  end: {title: Hết, final: success}\n"


def honest() -> str:
    """Return a procedure as large as one may be: 200 steps, a thousand actions, 60 kB."""
    return steps(
        199,
        lambda n: (
            f"    start: {'no' if n else 'yes'}\n    actions:\n"
            + "".join(
                f"      a{k}: {{title: Việc {k}, by: r, to: {f's{n + 1}' if n < 198 else 'end'}}}\n"
                for k in range(5)
            )
        ),
    )


HOSTILE = {
    "a bomb of aliases": "a: &a [x]\n"
    + "".join(f"b{n}: &b{n} [{', '.join([f'*b{n - 1}' if n else '*a'] * 9)}]\n" for n in range(99)),
    "a list of 120 thousand": "a: [" + "x," * 120_000 + "]",
    "120 thousand keys without values": "a: {" + "x," * 120_000 + "}",
    "texts cut by their commas": HEAD + "summary: {vi: " + "x, " * 28_000 + "}\n",
    "a hundred thousand brackets": "[" * 100_000,
    "fourteen thousand keys": "".join(f"k{n}: v\n" for n in range(14_000)),
    "one key ten thousand times": "{" + "key: v, " * 10_000 + "}",
    "one wrong word at a thousand places": steps(
        199, lambda n: "    actions: {" + "a: {clock: ofen, clock: ofen}, " * 50 + "}\n"
    ),
    "a value of 250 kB": "title: " + "x" * 250_000,
    "lines of 250 kB": "title: >\n" + " x\n" * 80_000,
    "escapes of 250 kB": 'title: "' + "\\u202e" * 40_000 + '"',
    "a thousand actions at two hundred steps": steps(199, lambda n: "    start: yes\n")
    + "anywhere:\n"
    + "".join(
        f"  a{n}: {{title: x, by: r, to: s1, from: [{', '.join(f's{m}' for m in range(40))}]}}\n"
        for n in range(900)
    ),
    "duties apart from everybody": steps(
        199,
        lambda n: (
            "    actions:\n"
            + "".join(
                f"      a{n}_{k}: {{title: Việc {k}, by: r, to: {f's{n}' if k else 'end'},"
                f" not_by_who_did: [{', '.join(f'a{(n + m) % 199}_{k}' for m in range(20))}]}}\n"
                for k in range(5)
            )
        ),
    ),
    "a thousand targets that do not exist": steps(
        199,
        lambda n: (
            "    actions:\n"
            + "".join(f"      a{k}: {{title: x, by: q{n}, to: t{n}_{k}}}\n" for k in range(5))
        ),
    ),
    "going back from everywhere": steps(
        199,
        lambda n: (
            "    actions:\n"
            + "".join(
                f"      a{k}: {{title: A{k}, by: r, to: {f's{n * 7 % 199}' if k else 'back'}}}\n"
                for k in range(5)
            )
        ),
    ),
    "everything automatic": steps(
        199,
        lambda n: (
            "    auto:\n"
            + "".join(f"      - {{to: s{(n + k) % 199}, when: c}}\n" for k in range(25))
        ),
    ),
    "opinions upon opinions": HEAD
    + "consultations:\n"
    + "".join(f"  c{n}: {{title: x, within: 1 day, silence: agree}}\n" for n in range(900))
    + steps(
        199,
        lambda n: (
            f"    consult: [{', '.join(f'c{(n * 13 + m) % 900}' for m in range(100))}]\n"
            "    actions: {a: {title: a, to: end, by: r, when: consultations closed}}\n"
        ),
    ).removeprefix(HEAD),
}


def calls(what: Callable[[], object]) -> int:
    """Return how many functions are called, those of C included."""
    count = 0

    def heard(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(heard)
    try:
        what()
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture(scope="module")
def usual() -> int:
    """What the largest honest procedure costs."""
    return calls(lambda: checked(honest()))


def test_the_largest_honest_procedure_is_sound():
    assert checked(honest()).problems == ()


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_file_costs_no_more_than_three_honest_ones(text, usual):
    assert calls(lambda: checked(text)) <= 3 * usual


@pytest.mark.parametrize("text", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_file_takes_little_memory(text):
    tracemalloc.start()
    try:
        checked(text)
        assert tracemalloc.get_traced_memory()[1] < 40 * MEGABYTE
    finally:
        tracemalloc.stop()


def test_no_more_problems_are_told_than_anybody_reads():
    assert all(len(checked(text).problems) <= 400 for text in HOSTILE.values())


@pytest.mark.parametrize("name", ["a bomb of aliases", "a hundred thousand brackets"])
def test_nobody_edits_a_hostile_file_as_a_form(name):
    with pytest.raises(CannotEdit):
        editing.put(HOSTILE[name], ("title",), "x")


def test_a_hostile_value_does_not_get_into_a_file():
    for said in ("*a", "&a b", "!!python/object:x {}", "a: b\nroles: {}", "- x\n  - y"):
        text = editing.put(SMALL, ("title",), said)
        assert editing.value(text, ("title",)) == {"vi": said}
        assert list(editing.value(text)) == list(editing.value(SMALL))
