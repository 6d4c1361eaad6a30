from __future__ import annotations

from datetime import date, datetime

import pytest

from motcua.words import Label, _, several, translate


@pytest.mark.parametrize(
    ("sentence", "language", "said"),
    [
        pytest.param("Sở Xây dựng", "en", "Sở Xây dựng", id="plain text as it is"),
        pytest.param(_("monday is not said"), "vi", "monday is not said", id="untranslated"),
        pytest.param(Label("Ký", "Sign"), "vi", "Ký", id="a label in Vietnamese"),
        pytest.param(Label("Ký", "Sign"), "en", "Sign", id="a label in English"),
        pytest.param(Label("Ký"), "en", "Ký", id="a label without English"),
        pytest.param(Label("", "Sign"), "vi", "Sign", id="a label without Vietnamese"),
        pytest.param(date(2026, 11, 26), "vi", "26/11/2026", id="a day"),
        pytest.param(datetime(2026, 11, 26, 17), "vi", "17:00 26/11/2026", id="an instant"),
        pytest.param([Label("Ký", "Sign"), "b"], "en", "Sign, b", id="a list"),
        pytest.param(
            _("The case was due at ${due}.", mapping={"due": datetime(2026, 11, 26, 17)}),
            "vi",
            "Hồ sơ đã đến hạn lúc 17:00 26/11/2026.",
            id="an instant inside a sentence",
        ),
        pytest.param(
            _("After this: ${step}.", mapping={"step": Label("Ký", "Sign")}),
            "en",
            "After this: Sign.",
            id="a label inside a sentence",
        ),
    ],
)
def test_translate(sentence: object, language: str, said: str) -> None:
    assert translate(sentence, language) == said


def test_what_a_value_contains_is_not_filled_in_again() -> None:
    sentence = _("After this: ${step}.", mapping={"step": "${due}"})
    assert translate(sentence, "en") == "After this: ${due}."


@pytest.mark.parametrize(("number", "said"), [(1, "1 day"), (2, "2 days"), (0.5, "0.5 days")])
def test_several(number: float, said: str) -> None:
    assert translate(several(_("${n} day"), _("${n} days"), number), "en") == said
