"""Reading a procedure file, one kind of block at a time.

``nodes`` turns text into nodes with line numbers and runs nothing; ``pairs``
reads keys as they are written, ``blocks`` what known keys and their simple
values mean; ``forms``, ``states`` and ``consultations`` read what their names
say.  Nobody outside needs any of them: :func:`motcua.workflows.reader.read`
puts them together.
"""
