"""Where the data are, and what is there after opening."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from ZODB.blob import Blob
from ZODB.DB import DB
from ZODB.DemoStorage import DemoStorage

from motcua.storage import addresses, opening
from motcua.storage.addresses import resolved
from tests.make_storage import Cluster, done


def test_a_setting_says_where_the_data_are() -> None:
    with pytest.raises(opening.NoDatabase, match=r"zodbconn\.uri"):
        opening.database({})


class TestAddresses:
    def test_a_file_gets_its_folders_and_its_blobs_beside_it(self, tmp_path: Path) -> None:
        resolved(f"file://{tmp_path}/var/data/Data.fs")
        blobs = tmp_path / "var/data/blobs"
        assert blobs.is_dir()
        assert stat.S_IMODE(blobs.stat().st_mode) == 0o700

    def test_a_chosen_folder_for_blobs_is_used(self, tmp_path: Path) -> None:
        resolved(f"file://{tmp_path}/Data.fs?blobstorage_dir={tmp_path}/files")
        assert (tmp_path / "files").is_dir()
        assert not (tmp_path / "blobs").exists()

    def test_what_zodb_lets_one_choose_may_be_chosen(self) -> None:
        _open, options = resolved("memory://x?connection_cache_size=123&connection_pool_size=9")
        assert (options["cache_size"], options["pool_size"]) == (123, 9)

    def test_otherwise_enough_connections_may_be_open(self) -> None:
        assert resolved("memory://x")[1]["pool_size"] == int(addresses.ENOUGH)
        assert resolved("postgresql:///x")[1]["pool_size"] == int(addresses.ENOUGH)

    def test_in_memory_files_can_be_kept_and_conflicts_resolved(self) -> None:
        assert isinstance(resolved("memory://x")[0](), DemoStorage)

    @pytest.mark.parametrize("scheme", ["postgresql", "postgres"])
    def test_postgresql_is_reached_by_whatever_its_client_understands(
        self, cluster: Cluster, scheme: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        service = tmp_path / "services"
        name = cluster.new_uri().partition("/test")[2].partition("?")[0]
        service.write_text(
            f"[motcua]\nhost={cluster.folder}\nuser=motcua\ndbname=test{name}\n", "utf8"
        )
        monkeypatch.setenv("PGSERVICEFILE", str(service))
        uri = f"{scheme}:///?service=motcua&keep_history=false&blob_dir={tmp_path}/blobs"
        opened = opening.database({"zodbconn.uri": uri})

        def keep(root: object) -> None:
            root.file = Blob(b"the application")  # type: ignore[attr-defined]

        done(opened, keep)

        def content(root: object) -> bytes:
            with root.file.open() as file:  # type: ignore[attr-defined]
                return file.read()

        assert done(opened, content) == b"the application"
        opened.close()


class TestRoot:
    def test_opening_again_finds_the_same_root(self, tmp_path: Path) -> None:
        settings = {"zodbconn.uri": f"file://{tmp_path}/Data.fs"}
        for expected in (None, "kept"):
            opened = opening.database(settings)
            assert done(opened, lambda root: getattr(root, "test_mark", None)) == expected
            done(opened, lambda root: setattr(root, "test_mark", "kept"))
            opened.close()

    def test_capabilities_found_what_they_have_to(self) -> None:
        class Capability:
            @staticmethod
            def found(root: object) -> None:
                root.test_shelf = "founded"  # type: ignore[attr-defined]

        database = DB(DemoStorage())
        opening.found_root(database)
        done(database, lambda root: opening.found_all(root, [Capability, object()]))
        assert done(database, lambda root: root.test_shelf) == "founded"
        database.close()
