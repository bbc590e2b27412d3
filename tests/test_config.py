"""Settings that would hurt somebody later are refused or read the right way at the start."""

from collections.abc import Mapping
from dataclasses import Field, fields
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

import config
from marketplace.database import db


def load(folder: Path, **settings: str) -> dict[str, Any]:
    return config.load({"DATA_DIR": str(folder), **settings})


LIVE = {
    "SHOP_ENV": "production",
    "SECRET_KEY": "k" * 40,
    "PUBLIC_BASE_URL": "https://shop.test",
    "MAIL_URL": "smtp://mail.test",
    "MAIL_FROM": "gui@shop.test",
    "SUPPORT_EMAIL": "hotro@shop.test",
    "TRUSTED_HOPS": "1",
}


def test_production_starts_when_everything_is_said(tmp_path: Path) -> None:
    assert load(tmp_path, **LIVE)["PRODUCTION"]
    assert load(tmp_path, **LIVE | {"TRUSTED_HOPS": "0"})["TRUSTED_HOPS"] == 0


@pytest.mark.parametrize(
    "setting", ["SECRET_KEY", "PUBLIC_BASE_URL", "MAIL_URL", "MAIL_FROM", "SUPPORT_EMAIL", "TRUSTED_HOPS"]
)
def test_production_does_not_start_on_what_development_supposes(setting: str, tmp_path: Path) -> None:
    said = {name: value for name, value in LIVE.items() if name != setting}
    with pytest.raises(config.SettingError, match=setting):
        load(tmp_path, **said)


@pytest.mark.parametrize("address", ["gui@localhost", "hotro@gui.example", "nobody"])
def test_no_mail_goes_out_in_the_name_of_an_example(address: str, tmp_path: Path) -> None:
    for setting in ("MAIL_FROM", "SUPPORT_EMAIL"):
        with pytest.raises(config.SettingError, match=setting):
            load(tmp_path, **LIVE | {setting: address})


@pytest.mark.parametrize("address", ["127.0.0.1:6379", "http://redis", "redis://["])
def test_a_place_for_counting_that_is_none_is_named(address: str, tmp_path: Path) -> None:
    with pytest.raises(config.SettingError, match="REDIS_URL must look like redis://"):
        load(tmp_path, REDIS_URL=address)


@pytest.mark.parametrize("address", ["http://[", "http://shop.example:port"])
def test_an_address_that_is_none_is_named(address: str, tmp_path: Path) -> None:
    with pytest.raises(config.SettingError, match="PUBLIC_BASE_URL"):
        load(tmp_path, PUBLIC_BASE_URL=address)
    with pytest.raises(config.SettingError, match="MAIL_URL"):
        load(tmp_path, MAIL_URL=address.replace("http", "smtp"))


LIMITS = fields(config.Limits)


@pytest.mark.parametrize("limit", LIMITS, ids=lambda limit: str(limit.name))
def test_every_limit_is_a_setting_within_bounds(limit: Field[Any], tmp_path: Path) -> None:
    name, bounds = limit.name.upper(), limit.metadata
    assert bounds["lowest"] <= limit.default <= bounds["highest"]
    assert getattr(load(tmp_path)["LIMITS"], limit.name) == limit.default
    assert getattr(load(tmp_path, **{name: str(limit.default)})["LIMITS"], limit.name) == limit.default
    for wrong in (
        "",
        "viel",
        "-1",
        "nan",
        "inf",
        "1e999",
        str(bounds["highest"] + 1),
        str(bounds["lowest"] / 2 or -0.5),
    ):
        with pytest.raises(config.SettingError, match=f"{name} is .*; set it to a .*number of {bounds['unit']} from"):
            load(tmp_path, **{name: wrong})


def test_one_address_does_not_get_more_connections_than_there_are(tmp_path: Path) -> None:
    with pytest.raises(config.SettingError, match="MOST_CONNECTIONS_OF_ONE is 200; set it to at most"):
        load(tmp_path, MOST_CONNECTIONS="150")


def test_what_is_set_holds(tmp_path: Path) -> None:
    settings = load(tmp_path, GATEWAY_SECONDS="3", REDIS_SECONDS="0.2", REDIS_URL="redis://r", MAIL_URL="smtp://m")
    assert settings["MAIL_TIMEOUT"] == 3
    assert settings["RATELIMIT_STORAGE_OPTIONS"]["socket_timeout"] == 0.2


def test_the_operating_guide_tells_every_limit_once_with_its_default_and_reason() -> None:
    guide = (config.ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    table = guide.split("### Connections and waits")[1].split("\n## ")[0]
    rows = [line for line in table.splitlines() if line.startswith("| `")]
    assert rows == [_row(limit.name.upper(), limit.default, limit.metadata) for limit in LIMITS]


def _row(name: str, default: float, of: Mapping[str, Any]) -> str:
    bounds = f"{of['lowest']:,} to {of['highest']:,}"
    return f"| `{name}` | {default:,} {of['unit']} | {bounds} | {of['reason']} |"


def test_a_mail_password_may_hold_characters_that_an_address_must_escape(tmp_path: Path) -> None:
    settings = load(tmp_path, MAIL_URL="smtp://shop%40example:p%2Fw%40d@mail.example")
    assert (settings["MAIL_USERNAME"], settings["MAIL_PASSWORD"]) == ("shop@example", "p/w@d")


@pytest.mark.parametrize(
    "url", ["gateway", "http://key@gateway.example", "https://gateway.example", "ftp://k@g.example"]
)
def test_a_gateway_for_texts_is_named_with_its_key_and_reached_in_secret(tmp_path: Path, url: str) -> None:
    with pytest.raises(config.SettingError, match="SMS_URL"):
        load(tmp_path, SMS_URL=url)


def test_the_key_of_the_gateway_is_no_part_of_its_address(tmp_path: Path) -> None:
    settings = load(tmp_path, SMS_URL="https://k%2Fey@gateway.example:8443/messages")
    assert (settings["SMS_URL"], settings["SMS_KEY"]) == ("https://gateway.example:8443/messages", "k/ey")
    assert load(tmp_path)["SMS_URL"] == ""


def test_the_kept_key_is_readable_by_its_owner_only_and_stays(tmp_path: Path) -> None:
    first = load(tmp_path)["SECRET_KEY"]
    assert first == load(tmp_path)["SECRET_KEY"]
    (kept,) = tmp_path.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o600


def test_a_start_that_is_killed_leaves_no_empty_key(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_arguments: object, **_options: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_text", killed)
        with pytest.raises(KeyboardInterrupt):
            load(tmp_path)
    assert load(tmp_path)["SECRET_KEY"]


def test_a_failing_statement_is_logged_without_what_it_carried(app: Flask) -> None:
    with pytest.raises(DBAPIError) as failed:
        db.session.execute(text("SELECT * FROM nowhere WHERE token = :token"), {"token": "secret-token"})
    db.session.rollback()
    assert "secret-token" not in str(failed.value)


def test_photos_are_kept_in_the_data_folder_or_in_a_bucket(tmp_path: Path) -> None:
    assert load(tmp_path)["MEDIA_URL"] == (tmp_path / "media").as_uri()
    bucket = "s3://key:secret@anh?endpoint=http://127.0.0.1:9000"
    assert load(tmp_path, MEDIA_URL=bucket)["MEDIA_URL"] == bucket


@pytest.mark.parametrize(
    "address", ["anh", "s3://", "https://s3.example/anh", "s3://anh?endpoint=s3.example", "s3://["]
)
def test_a_photo_store_that_is_none_is_named_with_an_example(address: str, tmp_path: Path) -> None:
    with pytest.raises(config.SettingError, match="MEDIA_URL must look like s3://"):
        load(tmp_path, MEDIA_URL=address)


CARDS = {"STRIPE_SECRET_KEY": "sk_test_a", "STRIPE_WEBHOOK_SECRET": "whsec_a"}


@pytest.mark.parametrize(
    ("settings", "name"),
    [
        ({"STRIPE_SECRET_KEY": "pk_test_a"}, "STRIPE_SECRET_KEY"),
        ({"STRIPE_SECRET_KEY": "sk_test_a"}, "STRIPE_WEBHOOK_SECRET"),
        (LIVE | CARDS, "STRIPE_SECRET_KEY"),
        (CARDS | {"STRIPE_API_URL": "https://stripe.example"}, "STRIPE_API_URL"),
        (LIVE | {"STRIPE_API_URL": "http://127.0.0.1:1"}, "STRIPE_API_URL"),
    ],
    ids=[
        "the public key",
        "no secret for notices",
        "a test key for buyers",
        "a double elsewhere",
        "a double for buyers",
    ],
)
def test_cards_are_taken_with_the_right_keys_only(tmp_path: Path, settings: dict[str, str], name: str) -> None:
    with pytest.raises(config.SettingError, match=name):
        load(tmp_path, **settings)


def test_without_a_key_there_is_no_card_page(tmp_path: Path) -> None:
    assert (load(tmp_path)["STRIPE_PAGE"], load(tmp_path)["STRIPE_SECRET_KEY"]) == ("", "")
    settings = load(tmp_path, **CARDS)
    assert (settings["STRIPE_PAGE"], settings["STRIPE_API_URL"]) == (
        "https://checkout.stripe.com",
        "https://api.stripe.com",
    )


def test_a_replica_is_of_postgresql(tmp_path: Path) -> None:
    there = {"DATABASE_URL": "postgresql://a/gui", "DATABASE_REPLICA_URL": "postgresql://b/gui"}
    binds = load(tmp_path, **there)["SQLALCHEMY_BINDS"]
    assert binds["replica"]["url"] == "postgresql+psycopg://b/gui"
    assert load(tmp_path)["SQLALCHEMY_BINDS"] == {}
    for wrong in ({"DATABASE_URL": "sqlite:///shop.db"}, {"DATABASE_REPLICA_URL": "sqlite:///shop.db"}):
        with pytest.raises(config.SettingError, match="DATABASE_REPLICA_URL needs PostgreSQL"):
            load(tmp_path, **(there | wrong))
