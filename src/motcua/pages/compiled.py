"""Templates: compiled once, and kept for the next start.

To compile all templates takes some seconds, and each is compiled when a page
first needs it: the first visitors after a start waited for that, and eight at
once waited eight times as long, for each thread compiled for itself.  So one
thread compiles and the others wait for it; what was compiled is known to the
whole process, and where ``motcua.compiled_templates`` names a folder, to the
next one as well.

What lies in that folder is run: nobody but the service may write there.
"""

from __future__ import annotations

from functools import wraps
from pathlib import Path
from threading import RLock
from typing import Any

from chameleon.loader import MemoryLoader, ModuleLoader
from chameleon.template import BaseTemplate
from pyramid.config import Configurator

FOLDER = "motcua.compiled_templates"

_one_at_a_time = RLock()


class Remembering(MemoryLoader):
    """Remembers what was compiled in this process, by the digest of the template."""

    def __init__(self) -> None:
        self._known: dict[str, dict[str, Any]] = {}

    def get(self, name: str) -> dict[str, Any] | None:  # type: ignore[override]
        """Return what was compiled under that digest, if anything was."""
        return self._known.get(name)

    def build(self, source: str, filename: str) -> dict[str, Any]:
        """Compile, and remember."""
        self._known[filename] = super().build(source, filename)
        return self._known[filename]


def _alone(cook: Any) -> Any:
    @wraps(cook)
    def cooked(template: BaseTemplate, body: str) -> None:
        with _one_at_a_time:
            cook(template, body)

    return cooked


BaseTemplate.cook = _alone(BaseTemplate.cook)  # type: ignore[method-assign]
_remembering = Remembering()


def includeme(config: Configurator) -> None:
    """Keep compiled templates in the folder that the settings name, or in memory."""
    folder = config.registry.settings.get(FOLDER)
    if folder:
        Path(folder).mkdir(mode=0o700, parents=True, exist_ok=True)
    BaseTemplate.loader = ModuleLoader(str(folder)) if folder else _remembering
