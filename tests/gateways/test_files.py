"""The store of files, as a folder and as an S3 bucket behind HTTP."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from marketplace.gateways import files
from tests.buckets import bucket


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with bucket() as address:
        yield address


@pytest.fixture(params=["folder", "s3"])
def store(app: Flask, tmp_path: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    address = tmp_path.as_uri() if request.param == "folder" else str(request.getfixturevalue("s3"))
    monkeypatch.setitem(app.config, "MEDIA_URL", address)
    return str(request.param)


def paths(folder: str) -> list[str]:
    return sorted(file.path for chunk in files.listing(folder) for file in chunk)


def test_what_is_kept_can_be_read_replaced_and_forgotten(store: str) -> None:
    files.put("pictures/ab/one.jpg", b"one")
    files.put("pictures/ab/one.jpg", b"another")
    files.put("originals/two", b"two")
    assert files.get("pictures/ab/one.jpg") == b"another"
    assert paths("pictures") == ["pictures/ab/one.jpg"]
    files.delete(["pictures/ab/one.jpg", "pictures/ab/gone.jpg", "originals/two"])
    assert paths("pictures") == []
    with pytest.raises(FileNotFoundError):
        files.get("pictures/ab/one.jpg")


def test_a_store_that_does_not_answer_says_so(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "MEDIA_URL", "s3://k:s@anh?endpoint=http://127.0.0.1:9")
    with pytest.raises(files.FilesAway):
        files.put("one", b"one")
    with pytest.raises(files.FilesAway):
        files.get("one")
    with pytest.raises(files.FilesAway):
        list(files.listing("pictures"))
