"""The sample province over a database of its own, and people acting in it.

The settings are those of ``development.ini``, with the data in another folder.
The clock stands on a Monday morning, so that a run today and a run next year
count the same working days.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from configparser import ConfigParser
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar

from transaction import TransactionManager
from ZODB.DB import DB

from motcua import sample, worker
from motcua.acting import Acting, system
from motcua.application import CAPABILITIES, furnished
from motcua.cases.content import Case
from motcua.people import directory
from motcua.people.loading import UNITS, load_units
from motcua.storage import opening, substance
from motcua.workflows.actions import load_folder

T = TypeVar("T")

ROOT = Path(__file__).parents[1]
MONDAY = datetime(2026, 11, 23, 8, 0)
PASSWORD = "mot-cua-2026"
WORKFLOWS = "workflows"
"""A folder of procedures beside the database, where other ones are wanted than the shipped."""

warnings.filterwarnings("ignore", message="Parameters to load are deprecated")


def settings(folder: Path, **more: str) -> dict[str, str]:
    """Return what ``development.ini`` says, with the data in ``folder``."""
    ini = ConfigParser(defaults={"here": str(ROOT)})
    ini.read(ROOT / "development.ini", encoding="utf8")
    told = {name: value for name, value in ini["app:main"].items() if name not in ("use", "here")}
    uri = told["zodbconn.uri"].replace(f"{ROOT}/var/data", str(folder.resolve()))
    uri += "&connection_pool_size=64"
    if (folder / WORKFLOWS).is_dir():
        told["motcua.workflows"] = str(folder / WORKFLOWS)
    return {
        **told,
        "zodbconn.uri": uri,
        "motcua.worker": "apart",
        "pyramid.reload_templates": "no",
        **more,
    }


class Province:
    """An administration, and the database in which its cases stand."""

    def __init__(self, folder: Path, **more: str):
        self.folder = folder
        self.settings = settings(folder, **more)
        self.office = furnished(self.settings)
        self.open()
        self.transact(self._prepare)

    def _prepare(self, root: Any) -> None:
        """Load the sample's units, people and procedures, but none of its cases."""
        acting = system(self.office, root, MONDAY, origin="bench")
        opening.found_all(root, CAPABILITIES)
        load_units(acting, self.office.config / UNITS)
        sample.load(acting)
        errors = [each for each in load_folder(acting, self.office.workflows) if each.is_error]
        if errors:
            raise RuntimeError(f"A procedure could not be published: {errors[0]}")

    def open(self) -> None:
        """Open the database, the first time or again after it was closed."""
        self.database: DB = opening.database(self.settings)

    def writer(self) -> Writer:
        """Return somebody with a connection of their own."""
        return Writer(self)

    def transact(self, work: Callable[[Any], T]) -> T:
        """Do ``work(root)`` in a transaction of its own."""
        return opening.transact(self.database, work)

    def file_away(self) -> int:
        """Do what the worker does each second: bring the desk into the drawers."""
        return worker.file_away(self.office, self.database, MONDAY)

    def work(self, now: datetime = MONDAY) -> None:
        """Do everything the worker would have done by now."""
        worker.work_once(self.office, self.database, now)

    def close(self) -> None:
        """Close the database; the folder stays."""
        self.database.close()


class Writer:
    """One connection, through which people act one after the other."""

    def __init__(self, province: Province):
        self.office = province.office
        self.manager = TransactionManager(explicit=True)
        self.connection = province.database.open(self.manager)
        self.manager.begin()

    @property
    def root(self) -> Any:
        """What is stored."""
        return self.connection.root()["app_root"]

    def person(self, id: str, now: datetime = MONDAY) -> Acting:
        """Return an official in the positions held on the day, as a request finds them out."""
        return Acting(
            office=self.office,
            root=self.root,
            now=now,
            person=id,
            name=directory.name_of(self.root, id),
            holdings=directory.holdings(self.root, self.office, id, now.date()),
        )

    def applicant(self, case: Case, now: datetime = MONDAY) -> Acting:
        """Return whoever has shown the code and the secret of the case."""
        return Acting(self.office, self.root, now, applicant_of=case.id)

    def do(self, deed: Callable[[], T]) -> T:
        """Do one deed in one commit."""
        with substance.standing_in(substance.registry()):
            done = deed()
        self.manager.commit()
        self.manager.begin()
        return done

    def again(self) -> None:
        """Undo what was begun, and see what others have stored."""
        self.manager.abort()
        self.manager.begin()

    def close(self) -> None:
        """Give the connection back."""
        self.manager.abort()
        self.connection.close()
