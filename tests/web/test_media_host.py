"""Photos that another host gives out: by public addresses, or by addresses that the bucket signed."""

from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit
from urllib.request import urlopen

import pytest
from flask import Flask

import config
from marketplace import pictures
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.gateways import files
from tests import factories, photographs
from tests.buckets import bucket
from tests.client import Client
from tests.work import work

PUBLIC = "https://photos.test/shop"


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    with bucket() as address:
        yield address


def use(app: Flask, monkeypatch: pytest.MonkeyPatch, **settings: str) -> None:
    """Let the shop have read these settings."""
    for name, value in config.load({"DATA_DIR": str(app.config["DATA_DIR"]), **settings}).items():
        if name.startswith("MEDIA_"):
            monkeypatch.setitem(app.config, name, value)


def honey_with_photo() -> tuple[Product, str]:
    honey = factories.product()
    db.session.commit()
    received = pictures.receive(BytesIO(photographs.jpeg()))
    with transaction():
        photo = factories.photo(honey, received)
    assert work("picture") == {"picture": 1}
    return honey, photo.ref


def policy_for_pictures(answer_policy: str) -> str:
    return next(rule.strip() for rule in answer_policy.split(";") if rule.strip().startswith("img-src"))


def test_pages_name_the_public_host_and_may_show_what_it_has(
    app: Flask, s3: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(app, monkeypatch, MEDIA_URL=s3, MEDIA_PUBLIC_URL=f"{PUBLIC}/")
    honey, ref = honey_with_photo()
    answer = client.get(f"/p/{honey.slug}")
    path = f"pictures/{ref[:2]}/{ref}-800.webp"
    assert f"{PUBLIC}/{path}" in answer.text
    assert "/anh/" not in answer.text
    assert policy_for_pictures(answer.headers["Content-Security-Policy"]) == "img-src 'self' https://photos.test data:"
    assert files.get(path), "what the page names is there"
    assert client.get(f"/anh/{ref}-800.webp").status_code == 200, "the shop still gives it out itself"


def test_a_private_bucket_gives_photos_to_signed_addresses(
    app: Flask, s3: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(app, monkeypatch, MEDIA_URL=s3, MEDIA_PUBLIC_URL="signed")
    honey, ref = honey_with_photo()
    page = client.get(f"/p/{honey.slug}")
    assert f"/anh/{ref}-400.jpg" in page.text
    answer = client.get(f"/anh/{ref}-400.jpg")
    parts = urlsplit(answer.headers["Location"])
    assert (answer.status_code, answer.headers["Cache-Control"]) == (302, "public, max-age=21600")
    assert "X-Amz-Signature" in parts.query
    origin = f"{parts.scheme}://{parts.netloc}"
    assert policy_for_pictures(page.headers["Content-Security-Policy"]) == f"img-src 'self' {origin} data:"
    with urlopen(answer.headers["Location"]) as given:
        assert photographs.opened(given.read()).size == (400, 400)
    assert client.get(f"/anh/{ref}-400.jpg").headers["Location"] == answer.headers["Location"], "browsers know it again"


def test_what_was_taken_down_gets_no_signed_address(
    app: Flask, s3: str, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(app, monkeypatch, MEDIA_URL=s3, MEDIA_PUBLIC_URL="signed")
    honey, ref = honey_with_photo()
    with transaction():
        factories.take_down(honey, pictures.pictures_of(honey.id)[0])
    assert client.get(f"/anh/{ref}-400.jpg").status_code == 404


def test_amazons_signed_addresses_are_of_the_host_that_pages_may_show(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(app, monkeypatch, MEDIA_URL="s3://k:s@anh?region=ap-southeast-1", MEDIA_PUBLIC_URL="signed")
    assert files.address("pictures/one.jpg").startswith(f"{app.config['MEDIA_ORIGIN']}/anh/pictures/one.jpg?")


@pytest.mark.parametrize(
    "wrong", ["ftp://photos.test", "https://", "https://user@photos.test", "https://photos.test?x", "signed", "/anh"]
)
def test_a_host_of_photos_that_is_none_is_named(wrong: str, app: Flask) -> None:
    with pytest.raises(config.SettingError, match="MEDIA_PUBLIC_URL"):
        config.load({"DATA_DIR": str(app.config["DATA_DIR"]), "MEDIA_PUBLIC_URL": wrong})
