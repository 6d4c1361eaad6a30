"""Templates are compiled once: by one thread, and for the next start too."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
from chameleon import PageTemplateFile
from chameleon.template import BaseTemplate
from pyramid.testing import testConfig as configured

from motcua.pages import compiled

THREADS = 8


@pytest.fixture(autouse=True)
def as_before() -> Iterator[None]:
    before = BaseTemplate.loader
    yield
    BaseTemplate.loader = before


@pytest.fixture
def page(tmp_path: Path) -> Path:
    """A template that nobody else has."""
    written = tmp_path / "page.pt"
    written.write_text(f'<p tal:content="said">{tmp_path}</p>', "utf8")
    return written


def test_eight_at_once_compile_one_template_once(
    page: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    built: list[str] = []
    build = compiled.Remembering.build

    def counted(self: compiled.Remembering, source: str, filename: str) -> dict[str, object]:
        built.append(filename)
        return build(self, source, filename)

    monkeypatch.setattr(compiled.Remembering, "build", counted)
    with configured(settings={}) as config:
        compiled.includeme(config)
    together = Barrier(THREADS)

    def shown(said: int) -> str:
        template = PageTemplateFile(str(page))
        together.wait()
        return str(template(said=str(said)))

    with ThreadPoolExecutor(THREADS) as threads:
        assert sorted(threads.map(shown, range(THREADS))) == [f"<p>{n}</p>" for n in range(THREADS)]
    assert len(built) == 1


def test_where_a_folder_is_named_it_is_kept_there_for_the_service_alone(
    page: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "kept" / "templates"
    with configured(settings={compiled.FOLDER: str(folder)}) as config:
        compiled.includeme(config)
    assert PageTemplateFile(str(page))(said="một") == "<p>một</p>"
    assert folder.stat().st_mode & 0o777 == 0o700
    assert len(list(folder.glob("*.py"))) == 1


def test_a_template_that_changes_is_compiled_anew(page: Path) -> None:
    with configured(settings={}) as config:
        compiled.includeme(config)
    template = PageTemplateFile(str(page), auto_reload=True)
    assert template(said="một") == "<p>một</p>"
    page.write_text('<b tal:content="said"/>', "utf8")
    assert PageTemplateFile(str(page))(said="hai") == "<b>hai</b>"
