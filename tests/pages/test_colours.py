"""Every text and its ground keep the contrast of WCAG 2.2 AA, by day and by night."""

from __future__ import annotations

import re

import pytest

from motcua.pages.assets import STATIC

STATES = ("late", "today", "soon", "fine", "paused")
TEXTS = [(text, ground) for text in ("ink", "muted", "accent") for ground in ("paper", "ground")]
TEXTS += [(state, ground) for state in STATES for ground in ("paper", "ground", f"{state}-soft")]
TEXTS += [("on-accent", "accent"), ("accent-deep", "paper"), ("accent", "accent-soft")]


def colours(night: bool) -> dict[str, str]:
    text = (STATIC / "tokens.css").read_text("utf8")
    day, _mark, rest = text.partition("@media (prefers-color-scheme: dark)")
    dark = rest.partition("@media print")[0]
    found = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", day))
    if night:
        found.update(re.findall(r"--([a-z-]+): (#[0-9a-f]{6})", dark))
    return found


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [p / 12.92 if p <= 0.03928 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(weight * p for weight, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize(("text", "ground"), TEXTS, ids=lambda each: str(each))
def test_text_can_be_read(text: str, ground: str, night: bool):
    known = colours(night)
    assert contrast(known[text], known[ground]) >= 4.5


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_what_can_be_filled_in_has_an_edge(night: bool):
    known = colours(night)
    assert contrast(known["edge"], known["paper"]) >= 3
