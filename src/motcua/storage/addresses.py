"""Where the data are, as one line in the settings.

``file:///srv/motcua/Data.fs``
    a file, with the blobs in ``blobs`` beside it; folders are made as needed;
``zeo://host:port`` or ``zeo:///path/to/socket``
    a ZEO server, for several processes on one machine;
``postgresql:///?service=motcua``
    RelStorage on PostgreSQL, with whatever its client library understands:
    ``postgresql://user@host:5432/name``, a service file, a password file;
``memory://name``
    nowhere: gone when the process ends.  It keeps files and brings together what
    two people wrote at once, which ZODB's plainest storage does not.

PostgreSQL keeps the files too; ``blob_dir`` (``var/blobs`` unless said
otherwise) holds copies of those that were asked for lately.  What RelStorage
and ZODB let one choose stands behind the question mark, as
``keep_history=false``, ``blob_dir=...``, ``connection_cache_size=20000``.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlencode

from ZODB.DemoStorage import DemoStorage
from zodburi import resolve_uri

POOL = "connection_pool_size"
ENOUGH = "24"
"""Connections that may be open at once; ZODB warns from the eighth one on."""
BLOBS = "blobstorage_dir"
OF_THE_DATABASE = ("connection_", "database_name")

Opening = tuple[Callable[[], Any], dict[str, Any]]


def resolved(uri: str) -> Opening:
    """Return how to open the storage at ``uri``, and the options of its database."""
    address, _question, query = uri.partition("?")
    options = dict(parse_qsl(query))
    options.setdefault(POOL, ENOUGH)
    scheme = address.partition("://")[0]
    if scheme in ("postgresql", "postgres"):
        options.setdefault("blob_dir", "var/blobs")
        options.setdefault("shared_blob_dir", "false")
        return _postgresql(address, options)
    if scheme == "file":
        _make_folders(address, options)
    open_storage, keywords = resolve_uri(f"{address}?{urlencode(options, safe='/')}")
    return (DemoStorage if scheme == "memory" else open_storage), keywords


def _make_folders(address: str, options: dict[str, str]) -> None:
    """Make the folders of a database in a file; its blobs are nobody else's to read."""
    folder = os.path.dirname(address.partition("://")[2])
    blobs = options.setdefault(BLOBS, os.path.join(folder, "blobs"))
    Path(folder).mkdir(parents=True, exist_ok=True)
    Path(blobs).mkdir(mode=0o700, parents=True, exist_ok=True)


def _postgresql(address: str, options: dict[str, str]) -> Opening:
    """Let RelStorage take its options, ZODB its own, and PostgreSQL's client the rest.

    RelStorage's own reading of such an address knows neither service files nor
    the folder of a socket.
    """
    from psycopg2.extensions import make_dsn, parse_dsn
    from relstorage.adapters.postgresql import PostgreSQLAdapter
    from relstorage.options import Options
    from relstorage.storage import RelStorage
    from relstorage.zodburi_resolver import postgresql_resolver

    names = [name for name in options if name.startswith(OF_THE_DATABASE)]
    of_database = {name: options.pop(name) for name in names}
    chosen, of_client = postgresql_resolver.interpret_kwargs(options)
    said = f"postgresql{address[address.index(':') :]}?{urlencode(of_client, safe='/')}"
    dsn = make_dsn(**parse_dsn(said))  # RelStorage adds to it, which an address does not bear.
    _memory, keywords = resolve_uri(f"memory://?{urlencode(of_database)}")

    def open_storage() -> Any:
        relstorage_options = Options(**chosen)
        adapter = PostgreSQLAdapter(dsn=dsn, options=relstorage_options)
        return RelStorage(adapter=adapter, options=relstorage_options)

    return open_storage, keywords
