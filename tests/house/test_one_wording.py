"""One sentence is said in one way, whichever package says it.

The catalogues are read together: of two translations of one sentence, the
one that is read last would be shown everywhere, and nobody chose it.
"""

from __future__ import annotations

from collections import defaultdict

from tests.house.catalogues import SOURCE, catalogue_of, packages


def test_one_sentence_has_one_translation() -> None:
    said: dict[tuple[str, str | None], dict[str, list[str]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for package in [SOURCE, *packages()]:
        for message in catalogue_of(package):
            if message.id:
                said[str(message.id), message.context][str(message.string)].append(package.name)
    assert {text: dict(ways) for (text, _context), ways in said.items() if len(ways) > 1} == {}
