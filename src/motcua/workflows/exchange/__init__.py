"""Procedures as others write and read them: SCXML, BPMN 2.0, an office document, a picture.

* :func:`formats.written` writes a procedure in one of
  :data:`formats.FORMATS`; each says in words what it cannot say of this
  procedure, beside the file and inside of it;
* :func:`formats.taken_in` makes the text of a draft of a file, with a list of
  what somebody must complete.  It publishes nothing and stores nothing.

What we wrote comes back whole: SCXML and BPMN carry in our own namespace what
they have no words for, piece by piece beside the element it belongs to, so that
it survives a change made in another program.  The file itself goes along too,
and is given back with its comments as long as the rest still says the same.

A file of others is hostile until it is read (``markup``): no document types, no
entities, nothing fetched, bounds on everything.  Nothing in it ever runs, and
what looks like an expression becomes a remark for a person to answer.
"""
