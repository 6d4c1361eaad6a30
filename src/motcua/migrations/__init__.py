"""Bringing running cases over to another version of their procedure.

A case keeps the version under which it was received; a decree that must reach
running cases too is carried out here, and nowhere by itself.  First a *plan*
says what would become of every running case and writes nothing; then the plan
is *run* in batches that can be stopped, go on after a crash, and leave no case
out and take none twice; and a batch can be *undone* while its cases have not
moved.  Every case gets a line in its journal.

What a new version says is decided in ``workflows``; what a clock or a list is,
in ``cases``.  Pages belong to the administration's face.
"""
