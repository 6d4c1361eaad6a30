"""The settings of uploads."""

from datetime import timedelta

import pytest

from motcua.documents.rules import Limits, UploadRules, read_upload_rules


def written(tmp_path, text):
    path = tmp_path / "uploads.yaml"
    path.write_text(text, "utf8")
    return read_upload_rules(path)


def test_no_settings_are_the_usual_ones(tmp_path):
    assert read_upload_rules(tmp_path / "uploads.yaml") == UploadRules()
    assert written(tmp_path, "").limits == Limits()


def test_settings_are_read(tmp_path):
    rules = written(
        tmp_path,
        "rules: {result: {types: [pdf], size: 500 kB}, paper: }\n"
        "limits: {held_for: 30 minutes, pixels: 100}",
    )
    assert rules.rule("result").types == ("pdf",)
    assert rules.rule("result").size == 500_000
    assert rules.rule("paper").size == 20_000_000
    assert rules.limits.held_for == timedelta(minutes=30)
    assert rules.limits.pixels == 100


def test_a_setting_nobody_knows_is_an_error(tmp_path):
    with pytest.raises(ValueError, match="colour is not a setting"):
        written(tmp_path, "limits: {colour: 3}")
