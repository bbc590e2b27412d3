"""Secrets come out of files as well as out of the environment, and never half."""

import re
from pathlib import Path
from typing import Any

import pytest

import config
from config_files import SECRET

CARRIERS = {"GHN_API_URL", "GHTK_API_URL", "VIETTEL_POST_API_URL", "VIETTEL_POST_LABEL_URL"}
PUBLIC = {"ZALO_API_URL", "ZALO_OAUTH_URL", "PUBLIC_BASE_URL", "STRIPE_API_URL", "MEDIA_PUBLIC_URL", *CARRIERS}
"""Settings that end like a secret and may be known to everybody."""
KEY = "k7" * 20


def load(folder: Path, **settings: str) -> dict[str, Any]:
    return config.load({"DATA_DIR": str(folder), **settings})


def test_a_secret_is_read_from_the_file_that_is_named(tmp_path: Path) -> None:
    (tmp_path / "key").write_text(f"{KEY}\n")
    assert load(tmp_path, SECRET_KEY_FILE=str(tmp_path / "key"))["SECRET_KEY"] == KEY


def test_credentials_of_systemd_are_read_by_their_names(tmp_path: Path) -> None:
    (tmp_path / "gui_SECRET_KEY").write_text(KEY)
    (tmp_path / "PAYOS_SECRET").write_text("p" * 20)
    settings = load(tmp_path, CREDENTIALS_DIRECTORY=str(tmp_path))
    assert (settings["SECRET_KEY"], settings["PAYOS_SECRET"]) == (KEY, "p" * 20)


def test_what_one_command_is_told_goes_before_the_credentials_of_all(tmp_path: Path) -> None:
    (tmp_path / "gui_DATABASE_URL").write_text("sqlite:////of/all.db")
    (tmp_path / "owner").write_text("sqlite:////of/owner.db")
    told = {"CREDENTIALS_DIRECTORY": str(tmp_path)}
    for setting, value in (("DATABASE_URL", "sqlite:////of/owner.db"), ("DATABASE_URL_FILE", str(tmp_path / "owner"))):
        assert load(tmp_path, **told | {setting: value})["SQLALCHEMY_DATABASE_URI"] == "sqlite:////of/owner.db"


@pytest.mark.parametrize(
    ("content", "reason"), [(None, "No such file"), (b" \n", "is empty"), (b"\xff\xfe", "it is no text")]
)
def test_a_file_without_a_secret_in_it_stops_the_start(content: bytes | None, reason: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "key").write_bytes(content)
    with pytest.raises(config.SettingError, match=f"SECRET_KEY .*{reason}"):
        load(tmp_path, SECRET_KEY_FILE=str(tmp_path / "key"))


def test_a_secret_that_is_said_twice_stops_the_start(tmp_path: Path) -> None:
    with pytest.raises(config.SettingError, match="SECRET_KEY and SECRET_KEY_FILE are both set"):
        load(tmp_path, SECRET_KEY=KEY, SECRET_KEY_FILE=str(tmp_path / "key"))


@pytest.mark.parametrize("name", SECRET)
def test_every_secret_setting_may_stand_in_a_file(name: str, tmp_path: Path) -> None:
    with pytest.raises(config.SettingError, match=f"^{name} cannot be read"):
        load(tmp_path, **{f"{name}_FILE": str(tmp_path / "nothing")})


def test_no_setting_with_a_secret_is_left_out() -> None:
    guide = (config.ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    first_cells = re.findall(r"^\| (`[A-Z].*?) \|", guide, re.MULTILINE)
    named = {name for cell in first_cells for name in re.findall(r"`([A-Z_]+)`", cell)}
    secret = {name for name in named if name.endswith(("_KEY", "_SECRET", "_TOKEN", "_URL"))} - PUBLIC
    assert len(secret) >= 13
    assert secret - set(SECRET) == set()
