"""Tables of figures, as they are printed and pasted into the documentation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from statistics import median

MET, MISSED = "met", "MISSED"


@dataclass
class Table:
    """Rows under a title, with remarks below."""

    title: str
    columns: Sequence[str]
    rows: list[Sequence[str]] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def row(self, *cells: object) -> None:
        """Add a row; a number is written as short as it can be read."""
        self.rows.append([written(each) for each in cells])

    def remark(self, text: str) -> None:
        """Add a sentence that stands under the table."""
        self.remarks.append(text)

    def __str__(self) -> str:
        widths = [
            max(len(str(row[place])) for row in [self.columns, *self.rows])
            for place in range(len(self.columns))
        ]
        lines = [_line(self.columns, widths), _rule(widths)]
        lines += [_line(row, widths) for row in self.rows]
        told = [f"- {each}" for each in self.remarks]
        return "\n".join([f"## {self.title}", "", *lines, *([""] if told else []), *told, ""])


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = [
        cell.ljust(width) if place == 0 else cell.rjust(width)
        for place, (cell, width) in enumerate(zip(cells, widths, strict=True))
    ]
    return f"| {' | '.join(padded)} |"


def _rule(widths: Sequence[int]) -> str:
    return "|" + "|".join("-" * (width + 2) for width in widths) + "|"


def written(cell: object) -> str:
    """Return a number with about three digits that count; text as it is."""
    if isinstance(cell, int):
        return f"{cell:,}"
    if not isinstance(cell, float):
        return str(cell)
    for least, form in ((100, ",.0f"), (10, ".1f"), (0.095, ".2f")):
        if abs(cell) >= least:
            return format(cell, form)
    return f"{cell:.3f}"


def at_least(value: float, goal: float) -> str:
    """Say whether a goal is met that is a lower bound."""
    return f"≥ {written(goal)} {MET if value >= goal else MISSED}"


def at_most(value: float, goal: float) -> str:
    """Say whether a goal is met that is an upper bound."""
    return f"≤ {written(goal)} {MET if value <= goal else MISSED}"


def middle(values: Iterable[float]) -> float:
    """Return the median; zero of nothing."""
    found = list(values)
    return median(found) if found else 0.0


def part(values: Iterable[float], share: float) -> float:
    """Return the value below which ``share`` of all lie: 0.95 for p95."""
    found = sorted(values)
    return found[min(int(len(found) * share), len(found) - 1)] if found else 0.0
