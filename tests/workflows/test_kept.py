"""What was read of a text is kept beside it, and holds for one way of reading."""

import pytest

from motcua.workflows import kept, reader, versions
from motcua.workflows.actions import load_folder, publish
from tests.make import MONDAY, ROOT, a_province, put_into_force, the_system
from tests.make_workflows import SMALL

TODAY = MONDAY.date()
SHIPPED = sorted((ROOT / "workflows").glob("*/1.yaml"))


@pytest.fixture
def system():
    with a_province() as (office, root):
        yield the_system(office, root)


@pytest.fixture
def never_read(monkeypatch):
    """Begin as a new process does, in which no text can be read."""

    def refused(text):
        raise AssertionError("The text is read.")

    def begin():
        monkeypatch.setattr(versions, "_read", {})
        monkeypatch.setattr(versions, "read", refused)

    return begin


def otherwise(monkeypatch):
    """Become a version of Motcua that reads otherwise."""
    monkeypatch.setattr(versions, "_read", {})
    monkeypatch.setattr(kept, "way_of_reading", lambda: b"o" * kept.WIDTH)


@pytest.mark.parametrize("path", SHIPPED, ids=lambda path: path.parent.name)
def test_what_is_kept_is_what_the_text_says(path):
    read = reader.read(path.read_bytes()).definition
    again = kept.definition_in(kept.written(read), read.text)
    assert again == read
    assert again.lines == read.lines
    with pytest.raises(TypeError):
        again.states["more"] = None


def test_what_was_published_is_not_read_again(system, never_read):
    publish(system, SMALL)
    never_read()
    assert versions.in_force(system.root, "vi-du", TODAY).text == SMALL


def test_whoever_reads_otherwise_reads_anew(system, monkeypatch):
    publish(system, SMALL)
    otherwise(monkeypatch)
    kept_before = system.root["definitions"].texts.values()[0].kept
    assert versions.in_force(system.root, "vi-du", TODAY).title.vi == "Ví dụ"
    assert system.root["definitions"].texts.values()[0].kept == kept_before, "reading never writes"


def test_a_start_keeps_what_counts_once(system, tmp_path, never_read):
    put_into_force(system.root, SMALL)
    assert load_folder(system, tmp_path) == []
    never_read()
    assert versions.in_force(system.root, "vi-du", TODAY).text == SMALL
    assert versions.keep_what_is_read(system.root, TODAY) == 0


def test_what_no_longer_counts_is_not_kept_at_a_start(system):
    put_into_force(system.root, SMALL)
    second = SMALL.replace("version: 1", "version: 2")
    put_into_force(system.root, second, number=2)
    assert versions.keep_what_is_read(system.root, TODAY) == 1
    assert sorted(bool(each.kept) for each in system.root["definitions"].texts.values()) == [
        False,
        True,
    ]
