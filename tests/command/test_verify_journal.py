"""``motcua verify-journal``: over a real Data.fs that somebody has changed (S13)."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from pyramid.paster import get_appsettings

from motcua.acting import system
from motcua.journal import chain, note, office_journal
from motcua.serving import opened
from motcua.storage import opening
from motcua.worker import catch_up, seal_day
from tests.command.conftest import Written, written_ini
from tests.make import MONDAY, ROOT

Run = Callable[..., Result]
WRITTEN = 40
"""Deeds: enough for several pages, large and small."""


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database in which forty deeds were written down, and sealed."""
    folder = tmp_path_factory.mktemp("written")
    with opened(written_ini(folder)) as (office, database):

        def write(root: Any) -> None:
            acting = system(office, root, MONDAY)
            journal = office_journal(root, MONDAY, "test")
            for number in range(WRITTEN):
                note(acting, journal, "tried", number=number)

        opening.transact(database, write)
        catch_up(office, database, MONDAY)
        seal_day(office, database, MONDAY)
    return folder


@pytest.fixture
def path(written: Path, tmp_path: Path) -> str:
    """The same, to be spoilt."""
    shutil.copytree(written, tmp_path, dirs_exist_ok=True)
    return written_ini(tmp_path)


def tampered(path: str, change: Callable[[Any], None]) -> None:
    """Change a journal directly, as somebody with the file in their hands could."""
    with closing(opening.database(get_appsettings(path))) as database:
        opening.transact(database, lambda root: change(office_journal(root, MONDAY, "test")))


def place_of(journal: Any, number: int) -> tuple[Any, int]:
    """Return the page on which an entry stands, and its place there."""
    for page in journal.pages:
        if number <= len(page.links):
            return page, number - 1
        number -= len(page.links)
    raise LookupError(number)


def rewritten(number: int, new: Callable[[bytes], bytes]) -> Callable[[Any], None]:
    def change(journal: Any) -> None:
        page, place = place_of(journal, number)
        links = list(page.links)
        links[place] = new(links[place])
        page.links = tuple(links)

    return change


def other_words(link: bytes) -> bytes:
    return link.replace(b"tried", b"tired")


def other_words_hashed_anew(link: bytes) -> bytes:
    """Change an entry and its own hash; those behind it still tell."""
    said = chain.written_in(link).replace(b"tried", b"tired")
    return chain.link(chain.BEGINNING, said)


def exchanged(journal: Any) -> None:
    page = journal.pages[0]
    first, second, *others = page.links
    page.links = (second, first, *others)


def left_out(journal: Any) -> None:
    page = journal.pages[0]
    page.links = page.links[1:]


def cut_off(journal: Any) -> None:
    journal.pages[-1].links = journal.pages[-1].links[:-1]


def written_anew(journal: Any) -> None:
    """Write the whole chain anew, every hash right; the seal still tells."""
    links = [chain.written_in(each).replace(b"tried", b"tired") for each in journal.links()]
    head, found = chain.BEGINNING, []
    for said in links:
        found.append(chain.link(head, said))
        head = chain.head_of(found[-1])
    start = 0
    for page in journal.pages:
        page.links = tuple(found[start : start + len(page.links)])
        start += len(page.links)


def test_an_untouched_one_ends_with_nothing(run: Run, path: str) -> None:
    ended = run("verify-journal", path)
    assert (ended.exit_code, ended.output) == (0, "")


@pytest.mark.parametrize(
    ("change", "number", "why"),
    [
        pytest.param(rewritten(1, other_words), 1, "was changed", id="the first entry"),
        pytest.param(rewritten(17, other_words), 17, "was changed", id="one in the middle"),
        pytest.param(rewritten(WRITTEN, other_words), WRITTEN, "was changed", id="the last"),
        pytest.param(rewritten(17, other_words_hashed_anew), 17, "was changed", id="with its hash"),
        pytest.param(exchanged, 1, "was changed", id="two exchanged"),
        pytest.param(left_out, 1, "was changed", id="one left out"),
        pytest.param(cut_off, WRITTEN, "the end was cut off", id="the end cut off"),
        pytest.param(written_anew, WRITTEN, "is not what was sealed", id="written anew"),
    ],
)
def test_it_names_the_exact_place(
    run: Run, path: str, change: Callable[[Any], None], number: int, why: str
) -> None:
    tampered(path, change)
    ended = run("verify-journal", path, "--lang", "en")
    assert ended.exit_code == 1
    first = ended.output.splitlines()[0]
    assert first.startswith(f"{MONDAY:%Y-%m-%d}/test {number}: ")
    assert why in first


def test_it_is_told_in_vietnamese(run: Run, path: str) -> None:
    tampered(path, rewritten(5, other_words))
    assert "đã bị sửa" in run("verify-journal", path).output


def test_looking_changes_nothing(run: Run, path: str) -> None:
    data = Path(path).parent / "Data.fs"
    before = data.read_bytes()
    assert run("verify-journal", path).exit_code == 0
    assert data.read_bytes() == before


def test_a_database_in_which_nothing_was_founded_has_no_journal(run: Run, ini: Written) -> None:
    assert run("verify-journal", ini()).exit_code == 0


def test_the_journals_of_asked_bodies_are_looked_through_as_well(run: Run, ini: Written) -> None:
    path = ini(
        **{
            "motcua.sample": "yes",
            "motcua.sample_password": "mot-cua-2026",
            "motcua.workflows": str(ROOT / "workflows"),
        }
    )
    asked: list[str] = []

    def tamper(root: Any) -> None:
        request = root.consultations.request(next(iter(root.consultations.requests)))
        rewritten(1, lambda link: link + b" ")(request.journal)
        asked.append(request.id)

    with opened(path) as (_office, database):
        opening.transact(database, tamper)
    ended = run("verify-journal", path, "--lang", "en")
    assert ended.exit_code == 1
    assert asked[0] in ended.output
