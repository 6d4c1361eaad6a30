"""Changing one thing in the text of a procedure, and leaving every other letter as it is.

Forms and the canvas change a procedure here and nowhere else: by the place of
a value in the text, never by writing the text anew.  So comments, order,
quotes and the language of keys survive, and one changed label is one changed
line.
"""
