"""Checks of a definition, by subject; :mod:`motcua.workflows.checks` runs them all.

A check is a function that takes a :class:`~motcua.workflows.checking.looking.Look`
and notes what it finds.  It never raises and never stops the others.  A new
rule gets a code of its own, a row in ``docs/developing/definitions.md`` and a
test with the smallest file that breaks it.
"""
