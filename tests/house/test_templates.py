"""What every template keeps to, because browsers mend it silently where it does not."""

import re
from pathlib import Path

import motcua

SOURCE = Path(motcua.__file__).parent
PARAGRAPH = re.compile(r"<p(?:\s[^>]*)?>(.*?)</p>", re.DOTALL)
BLOCK = re.compile(r"<(form|div|ul|ol|dl|table|fieldset|h[1-6]|details|section|nav|p)[\s>]")


def test_a_paragraph_holds_no_block():
    """A browser ends the paragraph there: what was set around the block is lost."""
    broken = [
        f"{path.relative_to(SOURCE)}: <{block[1]}>"
        for path in SOURCE.rglob("*.pt")
        for paragraph in PARAGRAPH.finditer(path.read_text(encoding="utf-8"))
        if (block := BLOCK.search(paragraph[1]))
    ]
    assert broken == []
