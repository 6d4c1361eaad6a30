"""Looking at a page as a stranger would: with axe, with a ruler, and at its frame."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

from tests.browser.conftest import NARROW, WIDE, Visit
from tests.make import ROOT

AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
GRAVE = {"serious", "critical"}
SIZES = (NARROW, WIDE)

_RUN = """async (options) => (await axe.run(document, options)).violations.map((found) => ({
  id: found.id, impact: found.impact, where: found.nodes.map((node) => node.target.join(" ")),
  why: found.nodes[0].failureSummary}))"""
_FRAME = """() => ({
  wide: document.documentElement.scrollWidth,
  h1: document.querySelectorAll("h1").length,
  lang: document.documentElement.lang,
  title: document.title.split(" · ")[0].trim(),
  face: (document.querySelector(".brand") || document.body).innerText.trim()})"""


@cache
def axe() -> str:
    """Return the rules of WCAG as a script."""
    path = Path(AXE)
    assert path.is_file(), "axe is missing:  make set-up (npm ci) brings it"
    return path.read_text("utf8")


def findings(visit: Visit, language: str, *, rules: list[str] | None = None) -> list[str]:
    """Return what is wrong with the page, on a telephone and on a desk's screen."""
    # The browser's own tools put axe into the page, past its content security policy.
    with visit.unheard():
        return list(_findings(visit.page, language, rules))


def _findings(page: Page, language: str, rules: list[str] | None) -> Iterator[str]:
    page.evaluate(axe())
    for size in SIZES:
        page.set_viewport_size(size)  # type: ignore[arg-type]
        where = f"{language} {size['width']}"
        for each in (*_frame(page, language, size["width"]), *_axe(page, rules)):
            yield f"{where}: {each}"


def _axe(page: Page, rules: list[str] | None) -> list[str]:
    chosen: dict[str, Any] = (
        {"type": "rule", "values": rules} if rules else {"type": "tag", "values": TAGS}
    )
    found = page.evaluate(_RUN, {"runOnly": chosen, "resultTypes": ["violations"]})
    return [
        f"{each['id']} ({each['impact']}) {each['where'][:4]} {each['why']}"
        for each in found
        if each["impact"] in GRAVE
    ]


def _frame(page: Page, language: str, width: int) -> list[str]:
    seen = page.evaluate(_FRAME)
    wrong = {
        f"it is {seen['wide']} px wide": seen["wide"] > width,
        f"it has {seen['h1']} headings of the first rank": seen["h1"] != 1,
        f"it says it speaks {seen['lang']}": seen["lang"] != language,
        "it has no title of its own": seen["title"] in {"", seen["face"]},
    }
    return [said for said, is_so in wrong.items() if is_so]
