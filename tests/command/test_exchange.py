"""``motcua export`` and ``motcua import``: files, and what is told beside them."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from motcua.command import motcua
from motcua.pages import assets
from tests.make import ROOT
from tests.make_exchange import SHIPPED, bpmn, flow
from tests.make_workflows import SMALL

CONFIG = str(ROOT / "config")
PERMIT = str(SHIPPED[0])
NAME = f"{SHIPPED[0].parent.name}-1"


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)

    def invoke(*arguments: str):
        return CliRunner().invoke(motcua, [*arguments])

    return invoke


@pytest.mark.parametrize("format", ["docx", "pdf", "svg", "bpmn", "scxml", "yaml"])
def test_a_procedure_is_written_beside_one(run, tmp_path, format):
    result = run("export", PERMIT, "--to", format, "--config", CONFIG)
    assert (result.exit_code, result.stdout) == (0, f"{NAME}.{format}\n")
    assert (tmp_path / f"{NAME}.{format}").stat().st_size > 1000


def test_what_the_format_cannot_say_is_told(run):
    result = run("export", PERMIT, "--to", "scxml", "--config", "nowhere", "--lang", "en")
    assert "What this format cannot say:\n* Who may act" in result.stderr
    assert run("export", PERMIT, "--to", "yaml", "--config", "nowhere").stderr == ""


def test_what_was_written_comes_back(run, tmp_path):
    run("export", PERMIT, "--to", "bpmn", "-o", "a.bpmn", "--config", "nowhere")
    assert run("import", "a.bpmn").stdout == SHIPPED[0].read_text("utf8")
    result = run("import", "a.bpmn", "-o", "a.yaml")
    assert (result.stdout, result.stderr) == ("a.yaml\n", "")
    assert (tmp_path / "a.yaml").read_bytes() == SHIPPED[0].read_bytes()


def test_a_file_of_others_with_what_is_to_be_completed(run, tmp_path):
    task = '<b:task id="a" name="Viết đơn"/><b:endEvent id="e" name="Xong"/>'
    (tmp_path / "a.bpmn").write_bytes(bpmn(task + flow("a", "e")))
    result = run("import", "a.bpmn", "--lang", "en")
    assert result.stdout.startswith("workflow: nghi-phep\n")
    assert result.stderr.startswith("To be completed:\n* ")


def test_a_broken_procedure_is_not_written(run, tmp_path):
    (tmp_path / "1.yaml").write_text(SMALL.replace("to: done", "to: dome"), "utf8")
    result = run("export", "1.yaml", "--to", "svg", "--lang", "en")
    assert result.exit_code == 1
    assert "1.yaml:14 S04" in result.stderr


def test_a_hostile_file_is_refused_in_a_sentence(run, tmp_path):
    (tmp_path / "a.xml").write_text("<!DOCTYPE a><a/>")
    result = run("import", "a.xml", "--lang", "en")
    assert result.exit_code == 2
    assert result.stderr.startswith("The file declares a document type")


def test_without_fonts_it_says_what_to_do(run, tmp_path, monkeypatch):
    from reportlab.pdfbase import pdfmetrics

    monkeypatch.setattr(assets, "STATIC", tmp_path)
    monkeypatch.setattr(pdfmetrics, "getRegisteredFontNames", list)
    result = run("export", PERMIT, "--to", "pdf", "--config", "nowhere", "--lang", "en")
    assert result.exit_code == 2
    assert "make setup" in result.stderr
