"""Which text is tried out: a published version, a draft, or what was just typed."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from pyramid.request import Request

from motcua.acting import NotHere
from motcua.pages.typed import cleaned
from motcua.words import _
from motcua.workflows import drafts, versions

NUMBER = range(1, 1_000_000)


@dataclass(frozen=True)
class Source:
    """A text, and how the page remembers which one it is."""

    text: str
    hidden: tuple[tuple[str, str], ...]
    """Fields that lead to the same text at the next request."""
    back: str
    """The page from which one came."""

    @property
    def query(self) -> str:
        """What leads to this text in an address; empty for one that was only typed."""
        is_typed = any(name == "text" for name, _value in self.hidden)
        return "" if is_typed else urlencode(self.hidden)


def source_of(request: Request) -> Source:
    """Return the text that is meant; :class:`~motcua.acting.NotHere` where there is none."""
    number = _number(request, "draft")
    typed = request.POST.get("text")
    if isinstance(typed, str) and typed.strip():
        text = cleaned(typed)
        back = f"/quan-tri/du-thao/{number}" if number else "/quan-tri/thu-tuc"
        kept = (("draft", str(number)),) if number else ()
        return Source(text if text.endswith("\n") else f"{text}\n", (*kept, ("text", text)), back)
    if number:
        draft = drafts.draft(request.acting, number)
        hidden = (("draft", str(number)),)
        return Source(draft.text, hidden, f"/quan-tri/du-thao/{number}")
    return _published(request)


def _published(request: Request) -> Source:
    procedure, number = str(request.params.get("procedure", "")), _number(request, "version")
    if not procedure or not number:
        raise NotHere(
            _("There is nothing to try out."), _("Open a procedure, and choose “Try it out”.")
        )
    root = request.acting.root
    version = versions.version(root, procedure, number)
    hidden = (("procedure", procedure), ("version", str(number)))
    return Source(
        versions.text(root, version.digest), hidden, f"/quan-tri/thu-tuc/{procedure}/{number}"
    )


def _number(request: Request, name: str) -> int:
    said = str(request.params.get(name, ""))
    number = int(said) if said.isascii() and said.isdigit() and len(said) < 8 else 0
    return number if number in NUMBER else 0
