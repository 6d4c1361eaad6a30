"""What workflows announce."""

from __future__ import annotations

from dataclasses import dataclass

from motcua.workflows.content import Version


@dataclass(frozen=True)
class DefinitionPublished:
    """A version of a procedure was put into force, today or from a later day on."""

    version: Version
