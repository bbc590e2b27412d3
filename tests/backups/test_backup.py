"""A backup holds everything, and comes back whole or not at all."""

import errno
import json
import tarfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import func, select, text

from marketplace import backups
from marketplace.backups import archive, facts, places
from marketplace.backups.encryption import Sealed
from marketplace.database import db, transaction
from marketplace.gateways import files
from marketplace.orders.models import Purchase
from tests.backups.conftest import KEY, Empty
from tests.buckets import bucket

OTHER = "o" * 40


def made(place: Path, key: str = "") -> Path:
    """A backup of the shop that is open."""
    done = backups.make(place.as_uri(), place, key)
    return place / done.place.name


def command(app: Flask, *words: str | Path, key: str = "") -> Result:
    app.config["BACKUP_KEY"] = key
    db.session.remove()
    return app.test_cli_runner().invoke(args=list(map(str, words)))


def purchases() -> list[str]:
    return list(db.session.scalars(select(Purchase.code).order_by(Purchase.code)))


@pytest.mark.parametrize("key", ["", KEY], ids=["open", "sealed"])
def test_everything_comes_back_into_an_empty_place(filled: Flask, place: Path, empty: Empty, key: str) -> None:
    before, answer = purchases(), command(filled, "backup", "--to", place, key=key)
    assert answer.exit_code == 0, answer.output
    assert ("not sealed" in answer.output) is not bool(key)
    (file,) = place.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    with empty() as app:
        assert command(app, "restore", file, key=key).exit_code == 0
        assert purchases() == before
        assert files.get("strange/4") == bytes([4]) * 70_000
        answer = command(app, "restore", file, key=key)
        assert "is not empty, so nothing was changed" in answer.output
        assert purchases() == before


@pytest.mark.parametrize("key", ["", KEY], ids=["open", "sealed"])
def test_a_backup_is_tried_without_touching_the_shop(filled: Flask, place: Path, key: str) -> None:
    file, before = made(place, key), purchases()
    answer = command(filled, "restore", file, "--check", key=key)
    assert (answer.exit_code, answer.output.splitlines()[-1][:11]) == (0, "ok      gui"), answer.output
    assert purchases() == before


def test_the_manifest_counts_what_is_there(filled: Flask, place: Path) -> None:
    with tarfile.open(made(place)) as tar:
        content = tar.extractfile("manifest.json")
        assert content is not None
        told: dict[str, Any] = json.load(content)
    assert told["counts"]["purchases"] == db.session.scalar(select(func.count()).select_from(Purchase)) == 3
    assert (told["pictures"], told["pictures_bytes"]) == (5, 350_000)
    assert told["version"] == db.session.scalar(text("SELECT version_num FROM alembic_version"))


def test_the_wrong_key_says_so_and_changes_nothing(filled: Flask, place: Path, empty: Empty) -> None:
    file = made(place, KEY)
    with empty() as app:
        assert "sealed with another key" in command(app, "restore", file, key=OTHER).output
        assert "This backup is sealed." in command(app, "restore", file).output
        assert db.inspect(db.engine).get_table_names() == []
        assert list(files.listing("")) == []


@pytest.mark.parametrize("key", ["", KEY], ids=["open", "sealed"])
@pytest.mark.parametrize("where", [0.1, 0.5, 0.97])
def test_a_cut_file_and_a_changed_byte_are_noticed_before_anything_is_changed(
    filled: Flask, place: Path, empty: Empty, key: str, where: float
) -> None:
    file = made(place, key)
    whole = file.read_bytes()
    at = int(len(whole.rstrip(b"\0")) * where)
    damaged = [whole[:at], whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :]]
    with empty() as app:
        for content in damaged:
            file.write_bytes(content)
            answer = command(app, "restore", file, key=key)
            assert answer.exit_code == 1
            assert answer.output.splitlines()[-1].startswith("Error: ")
            assert db.inspect(db.engine).get_table_names() == []
            assert list(files.listing("")) == []


def test_a_backup_of_a_version_that_this_one_does_not_know_says_so(
    filled: Flask, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(facts, "VERSION", "SELECT '9999'")
    answer = command(filled, "restore", made(place), "--check")
    assert "made by another version of the shop, whose database is at 9999" in answer.output


def test_rows_that_are_missing_in_the_copy_are_named(
    filled: Flask, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(facts, "VERSION", "SELECT version_num || '' FROM alembic_version")
        counted = facts.facts

        def one_more(ask: facts.Ask, *tables: Any) -> facts.Facts:
            found = counted(ask, *tables)
            return found._replace(counts=found.counts | {"purchases": 4}, chain_hash="f" * 64)

        for copy in (backups.making.copies.sqlite_copy, backups.making.copies.postgresql_copy):
            patch.setattr(copy, "facts", one_more)
        file = made(place)
    answer = command(filled, "restore", file, "--check")
    assert answer.exit_code == 1
    assert "BROKEN  purchases has 3 rows, not 4" in answer.output
    assert "BROKEN  the chain of the ledger ends in" in answer.output


def test_a_disk_without_room_is_noticed_before(filled: Flask, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(places, "disk_usage", lambda _folder: type("Usage", (), {"free": 1_000_000}))
    assert "MB left" in command(filled, "backup", "--to", place).output
    assert list(place.iterdir()) == []


def test_a_disk_that_fills_up_leaves_the_backups_of_before(
    filled: Flask, place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = made(place)

    def full(*_words: object) -> int:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Sealed, "write", full)
    answer = command(filled, "backup", "--to", place, key=KEY)
    assert "cannot be written to: the disk is full. Nothing was changed." in answer.output
    assert list(place.iterdir()) == [before]


def test_files_of_another_shop_are_not_mixed_with_what_comes_back(filled: Flask, place: Path, empty: Empty) -> None:
    file = made(place)
    with empty() as app:
        files.put("originals/other", b"x")
        assert "files of another shop, such as originals/other" in command(app, "restore", file).output
        assert db.inspect(db.engine).get_table_names() == []


@pytest.mark.sqlite
def test_a_bucket_keeps_backups_as_a_folder_does(filled: Flask, place: Path) -> None:
    with bucket() as address:
        assert command(filled, "backup", "--to", address, key=KEY).exit_code == 0
        filled.config["BACKUP_TARGET"] = address
        answer = command(filled, "restore", "--check", key=KEY)
        assert answer.exit_code == 0, answer.output
        name = backups.newest(address).name
        there = address.replace("/shop?", f"/shop/{name}?")
        assert command(filled, "restore", there, "--check", key=KEY).exit_code == 0


def test_pictures_that_a_path_would_put_elsewhere_are_refused(place: Path) -> None:
    with pytest.raises(backups.BackupError, match="damaged"):
        archive._pass_on("pictures/../../etc/passwd", b"", archive.Seen(), lambda *_: None)


def test_who_may_only_read_can_back_up(filled: Flask, place: Path) -> None:
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite has no roles")
    with transaction():
        for statement in ("CREATE ROLE reader LOGIN", "GRANT pg_read_all_data TO reader"):
            db.session.execute(text(statement))
    url = db.engine.url.set(username="reader").render_as_string(hide_password=False)
    found = backups.making.copies.postgresql_copy.copy(url, place.parent / "dump")
    with transaction():
        for statement in ("REVOKE pg_read_all_data FROM reader", "DROP ROLE reader"):
            db.session.execute(text(statement))
    assert found.counts["purchases"] == 3
