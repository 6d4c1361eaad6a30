"""Taking the time of something: on the wall, and of the processor."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field


@dataclass
class Timing:
    """What some operations of one kind took, together."""

    times: int = 0
    wall: float = 0.0
    cpu: float = 0.0
    each: list[float] = field(default_factory=list)
    """Seconds of every single one, for medians."""

    @contextmanager
    def one(self) -> Iterator[None]:
        """Take the time of one operation."""
        wall, cpu = time.perf_counter(), time.process_time()
        yield
        self.cpu += time.process_time() - cpu
        passed = time.perf_counter() - wall
        self.wall += passed
        self.times += 1
        self.each.append(passed)

    @property
    def rate(self) -> float:
        """Operations in a second."""
        return self.times / self.wall if self.wall else 0.0

    @property
    def cpu_ms(self) -> float:
        """Milliseconds of the processor for one operation."""
        return 1000 * self.cpu / self.times if self.times else 0.0
