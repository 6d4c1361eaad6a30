"""Changing one thing in the text of a procedure, and leaving every other letter as it is.

Forms and the canvas change a procedure here and nowhere else: by the place of
a value in the text, never by writing the text anew.  So comments, order,
quotes and the language of keys survive, and one changed label is one changed
line::

    text = editing.put(text, ("states", "signing", "within"), "3 working days")
    text = editing.add_action(text, "signing", "return", title="Trả lại", by="leader", to="back")
    text = editing.rename(text, ("states", "signing"), "signature")

A path is made of English keys, ids and the numbers of rows (from 1), whatever
language the text is written in.  Everything takes a text and returns a text,
and raises :class:`CannotEdit` rather than return one that says something else
than was asked for.  Nothing here knows who edits, or why: that is the matter
of ``drafting``.
"""

from motcua.workflows.editing import templates
from motcua.workflows.editing.changes import add_action, add_state, move, put, remove, value
from motcua.workflows.editing.places import CannotEdit, Path, Span, place
from motcua.workflows.editing.renaming import rename
from motcua.workflows.editing.speaking import spoken

__all__ = [
    "CannotEdit",
    "Path",
    "Span",
    "add_action",
    "add_state",
    "move",
    "place",
    "put",
    "remove",
    "rename",
    "spoken",
    "templates",
    "value",
]
