"""``python -m bench``: measure, and print tables of ratios."""

from __future__ import annotations

import sys

from bench.running import main

if __name__ == "__main__":
    sys.exit(main())
