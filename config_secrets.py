"""The settings by which secrets are kept, and copies of everything. Read through config.py alone."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qsl, urlsplit

from config_money import SettingError

WEAK_SECRETS: Final = {"dev", "secret", "changeme", "change-me", "test"}
SHORTEST_SECRET: Final = 32


def read_keys(environ: Mapping[str, str], data: Path, production: bool) -> dict[str, Any]:
    """What signs and what seals; each may name former keys behind the present one. Raises SettingError."""
    keys = _secret_keys(environ, data, production)
    sealing = _strong("SEALING_KEY", environ.get("SEALING_KEY", "")) or keys
    smoke = _strong("SMOKE_TOKEN", environ.get("SMOKE_TOKEN", ""))
    return {**_signing(keys), "SEALING_KEYS": sealing, "SMOKE_TOKEN": ",".join(smoke)}


def read_backups(environ: Mapping[str, str], data: Path) -> dict[str, Any]:
    """Where backups go every night, and the key that they are sealed with; neither is needed. Raises SettingError."""
    target = environ.get("BACKUP_TARGET", "").strip()
    return {
        "BACKUP_TARGET": backup_target(target, data) if target else "",
        "BACKUP_KEY": ",".join(_strong("BACKUP_KEY", environ.get("BACKUP_KEY", ""))),
        "BACKUP_TRIAL_URL": environ.get("BACKUP_TRIAL_URL", "").strip(),
    }


def backup_target(text: str, data: Path) -> str:
    """The address of a place for backups: a bucket, or a folder that is not the shop's own. Raises SettingError."""
    if text.startswith("s3://"):
        endpoint = dict(parse_qsl(urlsplit(text).query)).get("endpoint", "https://")
        if urlsplit(text).hostname and endpoint.startswith(("https://", "http://")):
            return text
    elif "://" not in text and not Path(text).resolve().is_relative_to(data.resolve() / "media"):
        return Path(text).absolute().as_uri()
    raise SettingError(
        f"A backup cannot go to {text!r}; name a folder outside of the photos, or a bucket: "
        "s3://key:secret@bucket/folder?endpoint=https://s3.example&region=name."
    )


def _secret_keys(environ: Mapping[str, str], data: Path, production: bool) -> tuple[str, ...]:
    """What signs cookies, forms and links: the first signs, the others are only believed until they are taken out."""
    keys = _keys(environ.get("SECRET_KEY", ""))
    if production and (not keys or any(len(key) < SHORTEST_SECRET or key.lower() in WEAK_SECRETS for key in keys)):
        raise SettingError(
            f"SECRET_KEY is missing or weak; set it to at least {SHORTEST_SECRET} random characters, for example from "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'. With a former key behind it, new,old, both "
            "need them."
        )
    return keys or (_kept_secret(data / "secret-key"),)


def _keys(text: str) -> tuple[str, ...]:
    return tuple(key.strip() for key in text.split(",") if key.strip())


def _signing(keys: tuple[str, ...]) -> dict[str, Any]:
    """Flask-WTF knows of no former keys, but hands on what it is given to itsdangerous, which wants the newest last."""
    return {"SECRET_KEY": keys[0], "SECRET_KEY_FALLBACKS": list(keys[1:]), "WTF_CSRF_SECRET_KEY": list(reversed(keys))}


def _strong(name: str, text: str) -> tuple[str, ...]:
    """The keys in this setting; of those that seal, the first seals and the others only open."""
    keys = _keys(text)
    if any(len(key) < SHORTEST_SECRET for key in keys):
        raise SettingError(f"{name} is weak; each key in it needs at least {SHORTEST_SECRET} random characters.")
    return keys


def _kept_secret(path: Path) -> str:
    """The development key, made once and kept, so that a restart signs nobody out."""
    try:
        if not path.exists():
            path.parent.mkdir(parents=True, exist_ok=True)
            unfinished = path.with_name(f".{path.name}.{os.getpid()}")
            unfinished.touch(mode=0o600)
            unfinished.write_text(secrets.token_urlsafe(48), encoding="ascii")
            unfinished.replace(path)  # at one stroke: a start that is killed leaves no empty key behind
        return path.read_text(encoding="ascii")
    except OSError as error:
        sentence = f"The data folder {path.parent} cannot be written ({error.strerror}); choose another."
        raise SettingError(sentence) from error
