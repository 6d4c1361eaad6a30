"""The picture of a procedure as a PDF, drawn from the same shapes as the SVG.

The letters are those of the pages, embedded, so that a Vietnamese name can be
searched and copied.  The SVG is ours and holds few kinds of shapes; what is
drawn here is exactly those.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from lxml import etree
from reportlab.lib.colors import HexColor
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.pathobject import PDFPathObject

from motcua.documents.fonts import ONE_AT_A_TIME, Fonts, known
from motcua.workflows import diagram
from motcua.workflows.definition import Definition
from motcua.workflows.exchange.markup import Element, attribute, name_of

POINTS = 0.75
"""Of a point of the screen, in points of paper."""
HEAD = 46.0
"""Room for the name of the procedure above the picture."""
LETTER = re.compile(r"[A-Za-z]|-?\d+(?:\.\d+)?(?:e-?\d+)?")
BEND = 2 / 3
"""How far the two handles of a cubic curve lie towards the one of a quadratic."""

Point = tuple[float, float]


def written(definition: Definition, language: str, fonts: Path) -> bytes:
    """Return the picture as a PDF; ``fonts`` is the folder with the fonts of the pages."""
    with ONE_AT_A_TIME:
        return _drawn(definition, language, known(fonts))


def _drawn(definition: Definition, language: str, letters: dict[str, Fonts]) -> bytes:
    drawn = etree.fromstring(diagram.svg(definition, language).encode())
    width, height = (float(drawn.get(side)) for side in ("width", "height"))
    into = BytesIO()
    size = (width * POINTS, (height + HEAD) * POINTS)
    canvas = Canvas(into, pagesize=size, pageCompression=1, invariant=1, lang=language)
    title = definition.title.said_in(language)
    canvas.setTitle(title)
    canvas.setCreator("Motcua")
    canvas.setSubject(f"{definition.name} {definition.digest}")
    canvas.scale(POINTS, POINTS)
    page = _Page(canvas, height + HEAD, letters)
    page.say(title, 20, 24, 15, "600", "#16202c")
    page.say(f"{definition.name} · {definition.digest[:16]}", 20, 40, 9, "400", "#5b6775")
    page.top = HEAD
    for element in drawn:
        page.draw(element)
    canvas.showPage()
    canvas.save()
    return into.getvalue()


class _Page:
    """A page whose heights are counted from above, as in an SVG."""

    def __init__(self, canvas: Canvas, height: float, letters: dict[str, Fonts]):
        self.canvas = canvas
        self.height = height
        self.letters = letters
        self.top = 0.0

    def y(self, y: float) -> float:
        return self.height - self.top - y

    def draw(self, element: Element) -> None:
        """Draw an element and what stands in it; what is not drawn is for readers of the SVG."""
        painter = {
            "g": self._group,
            "rect": self._rectangle,
            "polygon": self._polygon,
            "circle": self._circle,
            "path": self._path,
            "text": self._text,
        }.get(name_of(element))
        if painter is not None:
            painter(element)

    def _group(self, element: Element) -> None:
        for each in element:
            self.draw(each)

    def _look(self, element: Element) -> dict[str, int]:
        """Set colours and lines; return what is painted, as the canvas wants it said."""
        fill, stroke = attribute(element, "fill"), attribute(element, "stroke")
        if fill.startswith("#"):
            self.canvas.setFillColor(HexColor(fill))
        if stroke:
            self.canvas.setStrokeColor(HexColor(stroke))
            self.canvas.setLineWidth(_number(element, "stroke-width", 1))
            dashes = [float(each) for each in attribute(element, "stroke-dasharray").split()]
            self.canvas.setDash(dashes or [])
        return {"stroke": int(bool(stroke)), "fill": int(fill.startswith("#"))}

    def _rectangle(self, element: Element) -> None:
        x, y, width, height = (_number(element, key) for key in ("x", "y", "width", "height"))
        radius = min(_number(element, "rx"), width / 2, height / 2)
        look = self._look(element)
        self.canvas.roundRect(x, self.y(y + height), width, height, radius, **look)

    def _circle(self, element: Element) -> None:
        x, y, radius = (_number(element, key) for key in ("cx", "cy", "r"))
        look = self._look(element)
        self.canvas.circle(x, self.y(y), radius, **look)

    def _polygon(self, element: Element) -> None:
        look = self._look(element)
        path = self.canvas.beginPath()
        for number, pair in enumerate(attribute(element, "points").split()):
            x, y = (float(each) for each in pair.split(","))
            (path.lineTo if number else path.moveTo)(x, self.y(y))
        path.close()
        self.canvas.drawPath(path, **look)

    def _path(self, element: Element) -> None:
        look = self._look(element)
        path = self.canvas.beginPath()
        ends = list(_traced(attribute(element, "d"), path, self.y))
        self.canvas.drawPath(path, **look)
        if attribute(element, "marker-end"):
            self._arrow(ends[-1][1], ends[-1][0])
        if attribute(element, "marker-start"):
            self._arrow(ends[0][0], ends[0][1])

    def _arrow(self, at: Point, coming_from: Point) -> None:
        """Draw the head of an arrow at a point, away from where the line comes from."""
        dx, dy = at[0] - coming_from[0], at[1] - coming_from[1]
        length = (dx * dx + dy * dy) ** 0.5 or 1.0
        ux, uy = dx / length, dy / length
        path = self.canvas.beginPath()
        path.moveTo(at[0], self.y(at[1]))
        for side in (3.2, -3.2):
            x, y = at[0] - 7.5 * ux - side * uy, at[1] - 7.5 * uy + side * ux
            path.lineTo(x, self.y(y))
        path.close()
        self.canvas.setFillColor(HexColor("#5b6775"))
        self.canvas.drawPath(path, stroke=0, fill=1)

    def _text(self, element: Element) -> None:
        size = _number(element, "font-size", 12)
        weight = attribute(element, "font-weight") or "400"
        centred = attribute(element, "text-anchor") == "middle"
        for line in element:
            self.say(
                "".join(line.itertext()),
                _number(line, "x"),
                _number(line, "y"),
                size,
                weight,
                attribute(element, "fill"),
                centred,
            )

    def say(
        self,
        said: str,
        x: float,
        y: float,
        size: float,
        weight: str,
        colour: str,
        centred: bool = False,
    ) -> None:
        """Write a line of text."""
        fonts = self.letters[weight]
        said = said.replace("→", "›")  # our fonts have no arrow
        line = self.canvas.beginText()
        line.setTextOrigin(x - (fonts.width(said, size) / 2 if centred else 0), self.y(y))
        line.setFillColor(HexColor(colour))
        for font, run in fonts.runs(said):
            line.setFont(font, size)
            line.textOut(run)
        self.canvas.drawText(line)


def _number(element: Element, key: str, otherwise: float = 0) -> float:
    return float(attribute(element, key) or otherwise)


def _traced(written: str, path: PDFPathObject, y: object) -> Iterator[tuple[Point, Point]]:
    """Trace a path; return of each piece where it comes from, as arrows see it, and its end."""
    down = y if callable(y) else float
    here: Point = (0.0, 0.0)
    for letter, values in _commands(written):
        before = here
        if letter == "H":
            here = (values[0], here[1])
        elif letter == "V":
            here = (here[0], values[0])
        elif letter != "Z":
            here = (values[-2], values[-1])
        if letter == "M":
            path.moveTo(here[0], down(here[1]))
            continue
        if letter == "Z":
            path.close()
            continue
        handles = _handles(letter, before, values, here)
        if handles is None:
            path.lineTo(here[0], down(here[1]))
            yield before, here
        else:
            (x1, y1), (x2, y2) = handles
            path.curveTo(x1, down(y1), x2, down(y2), here[0], down(here[1]))
            yield (x2, y2), here


def _handles(
    letter: str, start: Point, values: list[float], end: Point
) -> tuple[Point, Point] | None:
    if letter == "C":
        return (values[0], values[1]), (values[2], values[3])
    if letter != "Q":
        return None
    x, y = values[0], values[1]
    return (
        (start[0] + BEND * (x - start[0]), start[1] + BEND * (y - start[1])),
        (end[0] + BEND * (x - end[0]), end[1] + BEND * (y - end[1])),
    )


def _commands(written: str) -> Iterator[tuple[str, list[float]]]:
    letter = ""
    values: list[float] = []
    for each in LETTER.findall(written):
        if each.isalpha():
            if letter:
                yield letter, values
            letter, values = each, []
        else:
            values.append(float(each))
    if letter:
        yield letter, values
