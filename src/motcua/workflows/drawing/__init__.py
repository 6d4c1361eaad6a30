"""Drawing a procedure: where each state stands, how the arrows run, what is painted.

``layout`` places, ``routes`` finds a way for each arrow, ``shapes`` writes SVG.
:func:`motcua.workflows.diagram.svg` puts them together.  Nothing is stored and
nobody moves a box by hand: the picture is always that of the text.
"""
