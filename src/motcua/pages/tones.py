"""In which tone a page says something; the style sheets know what each looks like."""

from __future__ import annotations

OUTCOMES = {"success": "fine", "failure": "late", "cancelled": "paused"}
"""How a case ended, as a definition says it (``final:``)."""
