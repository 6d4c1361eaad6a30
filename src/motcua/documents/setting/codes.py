"""A QR code as a picture, for documents that do not draw."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

from motcua.documents.setting.reading import Code

POINTS = 8
"""Of the picture, to one place of the code."""


def png(code: Code) -> bytes:
    """Return the code as a PNG, black on white."""
    side = max(len(code.rows), 1)
    image = Image.new("1", (side, side), 1)
    image.putdata([0 if dark else 1 for row in code.rows for dark in row])
    into = BytesIO()
    image.resize((side * POINTS, side * POINTS), Image.Resampling.NEAREST).save(into, "PNG")
    return into.getvalue()
