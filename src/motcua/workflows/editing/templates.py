"""Beginning a procedure: from a pattern, or from another procedure."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from motcua.words import Label, Sentence, _
from motcua.workflows.editing.changes import put, remove, value
from motcua.workflows.editing.places import CannotEdit, Tree
from motcua.workflows.editing.speaking import spoken
from motcua.workflows.reading.pairs import NAME

PATTERNS = Path(__file__).parent / "patterns"

TITLES: Mapping[str, Sentence] = {
    "plain": _("Plain: receive, examine, sign, hand over"),
    "consultation": _("With opinions of other bodies"),
    "ballot": _("With a ballot on the draft"),
    "two_stage_pause": _("Two stages, with a pause while the applicant brings papers"),
}


def names() -> tuple[str, ...]:
    """Return the names of the patterns; :data:`TITLES` says what each is for."""
    return tuple(TITLES)


def text(name: str, id: str, title: Label | str, language: str = "vi") -> str:
    """Return a new procedure made from a pattern, its keys in ``language``."""
    if name not in TITLES:
        raise CannotEdit(_("There is no pattern “${name}”.", mapping={"name": name[:80]}))
    pattern = (PATTERNS / f"{name}.yaml").read_text("utf8")
    return put(_called(spoken(pattern, language), id), ("title",), title)


def copy_of(text: str, new_id: str) -> str:
    """Return the text of a new procedure that is like another one.

    Its number in the national register and where cases of an older version go
    are not taken along: they are the other one's.
    """
    copy = _called(text, new_id)
    for path in (("code",), ("migrate",)):
        if not Tree(copy).walk(path)[1]:
            copy = remove(copy, path)
    return copy


def _called(text: str, id: str) -> str:
    if not NAME.fullmatch(id):
        raise CannotEdit(
            _(
                "The id “${id}”: small letters without marks, digits and ${sign} only,"
                " beginning with a letter.",
                mapping={"id": id[:80], "sign": "-"},
            )
        )
    if value(text).get("workflow") == id:
        raise CannotEdit(
            _("There is a “${name}” already.", mapping={"name": id}), _("Choose another id.")
        )
    return put(put(text, ("workflow",), id), ("version",), "1")
