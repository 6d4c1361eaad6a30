"""What a browser says of itself, in words by which its owner knows it again."""

from __future__ import annotations

from motcua.words import Sentence, _

BROWSERS = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("coc_coc", "Cốc Cốc"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
"""What stands in the text, and the name; the first that fits counts."""
MACHINES = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)


def described(said: str) -> Sentence:
    """Return the browser and the machine; what is not known is not guessed."""
    browser = _first(BROWSERS, said)
    machine = _first(MACHINES, said)
    if browser and machine:
        return _("${browser} on ${machine}", mapping={"browser": browser, "machine": machine})
    return browser or machine or _("unknown browser")


def _first(known: tuple[tuple[str, str], ...], said: str) -> str:
    return next((name for sign, name in known if sign in said), "")
