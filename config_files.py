"""Secret settings out of files, so that they stand in no environment that other programs can read. For config.py."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from config_money import SettingError

SECRET: Final[tuple[str, ...]] = (
    "SECRET_KEY",
    "SEALING_KEY",
    "SMOKE_TOKEN",
    "DATABASE_URL",
    "DATABASE_REPLICA_URL",
    "BACKUP_TARGET",
    "BACKUP_KEY",
    "BACKUP_TRIAL_URL",
    "REDIS_URL",
    "MAIL_URL",
    "MEDIA_URL",
    "SMS_URL",
    "SEPAY_SECRET",
    "SEPAY_API_KEY",
    "CASSO_SECRET",
    "PAYOS_SECRET",
    "STRIPE_SECRET_KEY",
    "STRIPE_WEBHOOK_SECRET",
    "GHN_TOKEN",
    "GHN_WEBHOOK_SECRET",
    "GHTK_TOKEN",
    "GHTK_WEBHOOK_SECRET",
    "VIETTEL_POST_PASSWORD",
    "VIETTEL_POST_WEBHOOK_SECRET",
    "ZALO_APP_SECRET",
    "ZALO_REFRESH_TOKEN",
    "ZALO_OA_SECRET",
)
"""What gives power to whoever knows it; an address is among them for the password in it."""
FOLDER: Final = "CREDENTIALS_DIRECTORY"
PREFIX: Final = "gui_"
"""What systemd puts before the names of the files that `LoadCredential=gui:/etc/gui/secrets` brings."""


def with_secrets(environ: Mapping[str, str]) -> dict[str, str]:
    """The settings, with those out of files: NAME_FILE names one, else systemd's credentials may hold one called NAME.

    Raises SettingError when a setting is said twice, or its file cannot be read or is empty.
    """
    return {**environ, **{name: _read(name, path) for name, path in _files(environ).items()}}


def _files(environ: Mapping[str, str]) -> dict[str, Path]:
    brought = _brought(environ)
    found = {name: brought[name] for name in SECRET if name in brought and not environ.get(name)}
    for name in SECRET:
        if path := environ.get(f"{name}_FILE"):
            if environ.get(name):
                raise SettingError(f"{name} and {name}_FILE are both set; keep one of them.")
            found[name] = Path(path)
    return found


def _brought(environ: Mapping[str, str]) -> dict[str, Path]:
    """The credentials of this service, by name."""
    folder = environ.get(FOLDER)
    paths = sorted(Path(folder).iterdir()) if folder and Path(folder).is_dir() else []
    return {path.name.removeprefix(PREFIX): path for path in paths}


def _read(name: str, path: Path) -> str:
    """What the file holds, without the end of its line. An empty one is a mistake: leaving out is done by no file."""
    try:
        secret = path.read_text(encoding="utf-8").strip()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "it is no text"
        raise SettingError(f"{name} cannot be read from {path} ({reason}).") from error
    if not secret:
        raise SettingError(f"{name} is empty in {path}; write it there, or remove the file.")
    return secret
