"""The page that administrators read says what the language is."""

import re
from pathlib import Path

import pytest

from motcua import migrations
from motcua.workflows import keys, standing, wordlists
from motcua.workflows.checks import checked
from motcua.workflows.conditions import Conditions
from motcua.workflows.problems import WARNINGS
from motcua.workflows.surroundings import of_office
from tests.make import an_office

PAGE = Path(__file__).parents[2] / "docs" / "developing" / "definitions.md"
HEADINGS = {
    "procedure": "The procedure (top of the file)",
    "label": "A label",
    "legal": "A line of `legal`",
    "fee": "A line of `fees`",
    "paper": "A paper",
    "field": "A field",
    "role": "A role",
    "state": "A state",
    "action": "An action",
    "anywhere": "An action of `anywhere`: as above, and",
    "late": "A line of `late` of a state",
    "reminder": "A line of `late` of a consultation, or of the whole procedure",
    "auto": "A line of `auto`",
    "consultation": "A consultation",
    "body": "A line of `bodies`",
    "visible": "`visible`",
    "migrate": "`migrate`",
}


def key_table(block: str) -> str:
    """Return the table of one block, as the page prints it."""
    table = dict(keys.BLOCKS[block])
    if block == "anywhere":
        table = {key: vi for key, vi in table.items() if key not in keys.ACTION}
    rows = [
        f"| `{key}`{'*' if key in keys.REQUIRED.get(block, ()) else ''} | `{vi}` |"
        for key, vi in table.items()
    ]
    return "\n".join([f"### {HEADINGS[block]}", "", "| English | tiếng Việt |", "|--|--|", *rows])


def word_table() -> str:
    rows = [
        f"| {kind} | {' · '.join(f'`{en}` {vi}' for en, vi in words.items())} |"
        for kind, words in wordlists.WORDS.items()
    ]
    return "\n".join(["| where | words |", "|--|--|", *rows])


def standing_table() -> str:
    rows = [
        f"| `{each.id}` | {each.title.vi} · {each.title.en} | {getattr(each, 'kind', 'paper')} |"
        for each in (*standing.FIELDS.values(), *standing.PAPERS.values())
    ]
    return "\n".join(["| id | title | kind |", "|--|--|--|", *rows])


@pytest.mark.parametrize("block", keys.BLOCKS)
def test_the_page_lists_every_key_in_both_languages(block):
    assert key_table(block) in PAGE.read_text("utf8")


def test_the_page_lists_every_word_that_may_stand_as_a_value():
    assert word_table() in PAGE.read_text("utf8")


def test_the_page_lists_what_need_not_be_described():
    assert standing_table() in PAGE.read_text("utf8")


@pytest.mark.parametrize("block", keys.BLOCKS)
def test_a_key_means_one_thing_in_its_block(block):
    table = keys.BLOCKS[block]
    assert len({*table.values()}) == len(table)
    assert all(keys.english(block, said) == en for en, vi in table.items() for said in (en, vi))


@pytest.mark.parametrize("kind", wordlists.WORDS)
def test_a_word_means_one_thing_in_its_place(kind):
    words = wordlists.WORDS[kind]
    assert all(keys.meaning(kind, said) == en for en, vi in words.items() for said in (en, vi))


def codes_of_the_code():
    """Return the codes of the checks, with those of a migration's plan."""
    return {
        code
        for folder in (Path(keys.__file__).parent, Path(migrations.__file__).parent)
        for path in folder.rglob("*.py")
        for code in re.findall(r'"([DSRTFGCM]\d\d)"', path.read_text("utf8"))
    } - {ELSEWHERE}


ELSEWHERE = "M05"
"""That a published version has moved on is no problem of a text: drafting refuses."""
OF_A_PLAN = {"M03", "M04"}
"""Warnings of a migration's plan."""


def test_the_page_lists_every_rule_with_its_level():
    listed = dict(re.findall(r"^\| ([A-Z]\d\d) \| ([EW]) \|", PAGE.read_text("utf8"), re.MULTILINE))
    assert set(listed) == codes_of_the_code() | WARNINGS
    assert {code for code, level in listed.items() if level == "W"} == WARNINGS | OF_A_PLAN


def test_the_page_lists_every_condition():
    listed = re.findall(
        r"^\| `([a-z ]+)` \| (.+?) \| (?:workflows|cases|consultations|ballots)",
        PAGE.read_text("utf8"),
        re.MULTILINE,
    )
    known = an_office().borrow(Conditions)
    assert listed == [(each.name, each.label.vi) for each in known]


def test_the_example_of_the_page_is_sound():
    text = re.search(r"```yaml\n(.*?)```", PAGE.read_text("utf8"), re.DOTALL)[1]
    assert checked(text, of_office(an_office())).problems == ()


ROOT = PAGE.parents[2]
FEATURE = re.compile(r"^\| (\d+) \| .+ \| `([^`]+)` \|$", re.MULTILINE)


def test_every_feature_is_shown_by_something_there_is():
    listed = FEATURE.findall(PAGE.read_text("utf8"))
    assert [int(number) for number, _shown in listed] == list(range(1, 73))
    for number, shown in listed:
        path, _colons, name = shown.partition("::")
        source = (ROOT / path).read_text("utf8")
        assert not name or re.search(rf"def {name}\b", source), f"{number}: {shown}"
