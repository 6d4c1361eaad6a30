"""What one address of this face does: said once, for the view, the checks and the description."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from pyramid.request import Request

Schema = Mapping[str, Any]
"""A JSON Schema, of which :mod:`reading` understands what is used here."""
Work = Callable[[Request, Mapping[str, Any]], Any]
"""Does it, with what was sent; returns what JSON can say, or an answer of its own."""


@dataclass(frozen=True)
class Operation:
    """One thing a program may ask."""

    id: str
    route: str
    method: str
    path: str
    about: str
    """In the words of the description, which is for programmers and in English."""
    work: Work
    gives: str = ""
    """The name of the shape that is answered; empty for a file."""
    takes: str = ""
    """The name of the shape of what is sent."""
    asks: Mapping[str, Schema] = field(default_factory=dict)
    """What may stand behind the question mark of the address."""
    needs: frozenset[str] = frozenset()
    """What of it must stand there."""
    files: bool = False
    """Whether files may come with it as they are, in a form of parts."""
    status: int = 200
    open: bool = False
    """Whether it is answered to whoever asks, without a token."""

    @property
    def writes(self) -> bool:
        """Say whether it does something."""
        return self.method != "GET"
