"""Where the cells of a table stand, and how wide its columns are."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from motcua.documents.setting.reading import Cell, Table

PADDING = 13.0
"""Beside the words of a cell, in points."""
ENOUGH = 220.0
"""A column that has more to say than this, in points, breaks its lines."""


def placed(told: Table) -> dict[tuple[int, int], Cell]:
    """Return each cell of a table by its row and column, after those that reach over it."""
    found: dict[tuple[int, int], Cell] = {}
    taken: set[tuple[int, int]] = set()
    for row, cells in enumerate(told.rows):
        column = 0
        for cell in cells:
            while (row, column) in taken:
                column += 1
            down = min(cell.down, len(told.rows) - row)
            found[row, column] = Cell(cell.paragraphs, cell.is_head, cell.across, down)
            taken |= {
                (row + below, column + beside)
                for below in range(down)
                for beside in range(cell.across)
            }
    return found


def widths_of(told: Table, room: float, width: Callable[[str, bool], float]) -> list[float]:
    """Return the widths of the columns in points: those of the template, or what their words need.

    ``width`` tells how wide a word is, and whether it is bold.
    """
    if len(told.widths) == told.columns:
        return [share * room for share in told.widths]
    most = room / told.columns
    least, wanted = [0.0] * told.columns, [1.0] * told.columns
    for (_row, column), cell in placed(told).items():
        if cell.across == 1:
            words = [word for each in cell.paragraphs for word in each.text.split()]
            longest = max((width(word, cell.is_head) for word in words), default=0)
            least[column] = max(least[column], longest)
            text = sum(width(f"{word} ", cell.is_head) for word in words)
            wanted[column] = max(wanted[column], min(text, ENOUGH))
    return _shared(room, [min(each + PADDING, most) for each in least], wanted)


def _shared(room: float, least: Sequence[float], wanted: Sequence[float]) -> list[float]:
    """Share out the width: to each column its longest word, the rest by what it has to say.

    No word gets more than an equal share; a longer one is broken.
    """
    spare = room - sum(least)
    return [each + spare * more / sum(wanted) for each, more in zip(least, wanted, strict=True)]
