"""The published schema says what the reader reads: both take it from one table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator

from motcua.command import motcua
from motcua.workflows import editing, keys, schema
from motcua.workflows.reader import read
from motcua.workflows.reading.blocks import Block
from motcua.workflows.shapes import SHAPES, Kind
from tests.make_workflows import HERE, SHIPPED, SMALL

ROOT = Path(__file__).parents[2]
LOADER, TYPED = yaml.CBaseLoader, yaml.CSafeLoader
"""Those of libyaml, as the reader uses it: it knows ``[name?]``."""
VALID = Draft7Validator(schema.schema())
FILES = [*SHIPPED, *sorted((HERE / "examples").glob("*.yaml"))]
FILES += sorted((Path(editing.__file__).parent / "patterns").glob("*.yaml"))


def said(text: str) -> object:
    """Return what an editor reads: every value as text."""
    return yaml.load(text, Loader=LOADER)


def errors(text: str) -> list[str]:
    return [each.message for each in VALID.iter_errors(said(text))]


def test_it_is_a_schema():
    Draft7Validator.check_schema(schema.schema())


@pytest.mark.parametrize("path", FILES, ids=lambda each: f"{each.parent.name}/{each.name}")
def test_what_the_reader_reads_the_schema_allows(path):
    text = path.read_text("utf8")
    assert errors(text) == []
    assert errors(editing.spoken(text, "vi")) == []
    typed = yaml.load(text, Loader=TYPED)
    assert list(VALID.iter_errors(typed)) == [], "an editor that knows numbers and truth"


def test_the_table_knows_every_key_and_no_other():
    assert {kind: list(table) for kind, table in SHAPES.items()} == {
        kind: list(table) for kind, table in SHAPES.items() if set(table) == set(keys.BLOCKS[kind])
    }
    assert set(SHAPES) == set(keys.BLOCKS)


def test_every_key_of_the_table_is_read_as_the_table_says(monkeypatch):
    asked = set()
    before = Block.__contains__, Block.shape
    monkeypatch.setattr(Block, "shape", lambda *a: asked.add((a[0].kind, a[1])) or before[1](*a))
    monkeypatch.setattr(
        Block, "__contains__", lambda *a: asked.add((a[0].kind, a[1])) or before[0](*a)
    )
    for path in FILES:
        assert read(path.read_text("utf8")).definition is not None
    assert {(kind, key) for kind, table in SHAPES.items() for key in table} <= asked


def test_a_key_that_is_read_otherwise_is_a_fault_of_the_program():
    with pytest.raises(TypeError, match=r"procedure\.title is label"):
        read_as_number()


def read_as_number() -> None:
    from motcua.workflows.problems import Found
    from motcua.workflows.reading.pairs import Source

    node = yaml.compose(SMALL, Loader=LOADER)
    Block("procedure", node, Source(Found())).number("title")


def test_every_kind_of_value_has_its_schema():
    assert set(schema.KINDS) == set(Kind)


WRONG = [
    pytest.param("title: Ví dụ", "titel: Ví dụ", id="an unknown key"),
    pytest.param("title: Ví dụ\n", "", id="a missing key"),
    pytest.param("    start: yes", "    start: maybe", id="a word that is none"),
    pytest.param("    start: yes", "    within: soon", id="a length of time that is none"),
    pytest.param("version: 1", "version: one", id="a number that is none"),
    pytest.param("  received:", "  Đã nhận:", id="an id with marks"),
    pytest.param("to: examined", "to: [examined]", id="a list for one value"),
    pytest.param("title: Ví dụ", "title: {fr: Exemple}", id="a language nobody reads"),
]


@pytest.mark.parametrize(("before", "after"), WRONG)
def test_what_the_reader_refuses_the_schema_refuses(before, after):
    text = SMALL.replace(before, after, 1)
    assert text != SMALL
    assert any(each.is_error for each in read(text).problems)
    assert errors(text)


def test_the_published_file_is_the_schema_of_the_program():
    published = (ROOT / "docs" / "procedure.schema.json").read_text("utf8")
    assert published == schema.printed(), "run: motcua schema > docs/procedure.schema.json"


def test_the_command_prints_it():
    told = CliRunner().invoke(motcua, ["schema"])
    assert json.loads(told.output) == schema.schema()
