"""Values of which a shorter form is stored.

What has another form than expected is stored as it is, and what was stored
before in its long form is read as well.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from motcua.storage.keys import BEGINNING

MICROSECOND = timedelta(microseconds=1)


class Way(NamedTuple):
    """How a value becomes short, and long again."""

    shorten: Callable[[Any], Any]
    lengthen: Callable[[Any], Any]


def _halved(text: Any) -> Any:
    try:
        halved = bytes.fromhex(text)
    except (ValueError, TypeError):
        return text
    return halved if halved.hex() == text else text


def _doubled(stored: Any) -> Any:
    return stored.hex() if isinstance(stored, bytes) else stored


def _counted(instant: Any) -> Any:
    return (instant - BEGINNING) // MICROSECOND if isinstance(instant, datetime) else instant


def _instant(stored: Any) -> Any:
    return BEGINNING + stored * MICROSECOND if isinstance(stored, int) else stored


HEXADECIMAL = Way(_halved, _doubled)
"""Hexadecimal text, as its bytes."""
INSTANT = Way(_counted, _instant)
"""An instant without a time zone, as a number: its class would be named in every record."""
