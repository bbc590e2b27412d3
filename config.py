"""The only reader of environment variables. A wrong setting is one clear sentence at start, not a surprise later."""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import SplitResult, parse_qsl, unquote, urlsplit

ROOT = Path(__file__).parent
WEAK_SECRETS = {"dev", "secret", "changeme", "change-me", "test"}
SHORTEST_SECRET = 32


class SettingError(SystemExit):
    """A setting is missing or wrong; the sentence says which one and how to mend it."""


def load(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Read the settings; raises SettingError with the remedy when one is wrong."""
    production = _choice(environ, "SHOP_ENV", "development", {"development", "production"}) == "production"
    data = Path(environ.get("DATA_DIR", "data")).absolute()
    base_url = _base_url(environ.get("PUBLIC_BASE_URL", "http://127.0.0.1:5000"), production)
    database = _database_url(environ.get("DATABASE_URL"), data)
    return {
        "SHOP_NAME": environ.get("SHOP_NAME", "Gùi"),
        "SUPPORT_EMAIL": environ.get("SUPPORT_EMAIL", "hotro@gui.example"),
        "PRODUCTION": production,
        "DATA_DIR": data,
        "DEMO": _demo(data, production),
        "SECRET_KEY": _secret_key(environ, data, production),
        "SQLALCHEMY_DATABASE_URI": database,
        "SQLALCHEMY_ENGINE_OPTIONS": _engine_options(database),
        "PUBLIC_BASE_URL": base_url,
        "TRUSTED_HOPS": _whole_number(environ, "TRUSTED_HOPS", 0, highest=5),
        "TRUSTED_HOSTS": _trusted_hosts(base_url, production),
        "SESSION_COOKIE_NAME": "__Host-gui" if production else "gui",
        "SESSION_COOKIE_SECURE": production,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 60 * 60 * 24 * 90,
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 37 * 1024 * 1024,  # a review with its three photos of 12 MB
        "MAX_FORM_MEMORY_SIZE": 256 * 1024,
        "MAX_FORM_PARTS": 300,
        "RATELIMIT_STORAGE_URI": environ.get("REDIS_URL", "memory://"),
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "BABEL_DEFAULT_LOCALE": "vi",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Ho_Chi_Minh",
        "PASSWORD_COST": "full",
        **_mail(environ.get("MAIL_URL", ""), data),
        **_texts(environ.get("SMS_URL", "")),
        "MEDIA_URL": _media(environ.get("MEDIA_URL", ""), data),
        "MAIL_DEFAULT_SENDER": environ.get("MAIL_FROM", "gui@localhost"),
    }


def _choice(environ: Mapping[str, str], name: str, default: str, allowed: set[str]) -> str:
    value = environ.get(name, default)
    if value not in allowed:
        raise SettingError(f"{name} is {value!r}; set it to one of: {', '.join(sorted(allowed))}.")
    return value


def _engine_options(database: str) -> dict[str, Any]:
    """Errors are logged, so without the values. PostgreSQL compiles no statement to machine code: that takes longer
    than any page's statement runs, and is done anew each time. It takes reading here and there for as cheap as reading
    on, which it is in memory and on disks without moving parts.
    """
    options: dict[str, Any] = {"pool_pre_ping": True, "hide_parameters": True}
    if database.startswith("postgresql"):
        options["connect_args"] = {"options": "-c jit=off -c random_page_cost=1.1"}
    return options


def _whole_number(environ: Mapping[str, str], name: str, default: int, *, highest: int) -> int:
    text = environ.get(name, str(default))
    if not (text.isascii() and text.isdigit() and int(text) <= highest):
        raise SettingError(f"{name} is {text!r}; set it to a whole number from 0 to {highest}.")
    return int(text)


def _demo(data: Path, production: bool) -> bool:
    demo = (data / "demo").exists()
    if demo and production:
        raise SettingError(f"DATA_DIR {data} holds the demo shop, whose passwords everybody knows; choose another one.")
    return demo


def _parts(url: str) -> SplitResult:
    """The parts of an address, all empty when it is none."""
    try:
        parts = urlsplit(url)
        return parts if parts.port != 0 else urlsplit("")
    except ValueError:
        return urlsplit("")


def _base_url(url: str, production: bool) -> str:
    parts = _parts(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise SettingError(f"PUBLIC_BASE_URL is {url!r}; set it to the shop's address, such as https://shop.example.")
    if production and parts.scheme != "https":
        raise SettingError("PUBLIC_BASE_URL must begin with https:// in production.")
    return url.rstrip("/")


def _trusted_hosts(base_url: str, production: bool) -> list[str] | None:
    return [str(urlsplit(base_url).hostname)] if production else None


def _secret_key(environ: Mapping[str, str], data: Path, production: bool) -> str:
    key = environ.get("SECRET_KEY", "")
    if production and (len(key) < SHORTEST_SECRET or key.lower() in WEAK_SECRETS):
        raise SettingError(
            f"SECRET_KEY is missing or weak; set it to at least {SHORTEST_SECRET} random characters, for example from "
            "python3 -c 'import secrets; print(secrets.token_urlsafe(48))'."
        )
    return key or _kept_secret(data / "secret-key")


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


def _database_url(url: str | None, data: Path) -> str:
    if not url:
        return f"sqlite:///{data / 'shop.db'}"
    scheme, separator, rest = url.partition("://")
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"} and separator:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and separator:
        return url
    raise SettingError("DATABASE_URL must begin with postgresql:// or sqlite:///.")


def _mail(url: str, data: Path) -> dict[str, Any]:
    """Mail goes to the mailbox folder unless MAIL_URL names a server: smtp://user:password@host:587 or smtps://."""
    if not url:
        return {"MAIL_BACKEND": "file", "MAIL_FILE_PATH": str(data / "mailbox")}
    parts = _parts(url)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname:
        raise SettingError("MAIL_URL must look like smtp://user:password@host:587 or smtps://user:password@host:465.")
    return {
        "MAIL_BACKEND": "smtp",
        "MAIL_SERVER": parts.hostname,
        "MAIL_PORT": parts.port or (465 if parts.scheme == "smtps" else 587),
        "MAIL_USERNAME": unquote(parts.username) if parts.username else None,
        "MAIL_PASSWORD": unquote(parts.password) if parts.password else None,
        "MAIL_USE_SSL": parts.scheme == "smtps",
        "MAIL_USE_TLS": parts.scheme == "smtp" and parts.username is not None,
        "MAIL_TIMEOUT": 10,
    }


def _texts(url: str) -> dict[str, str]:
    """Text messages go through the gateway that SMS_URL names, and nowhere without it."""
    if not url:
        return {"SMS_URL": "", "SMS_KEY": ""}
    parts = _parts(url)
    is_here = parts.scheme == "http" and parts.hostname in {"127.0.0.1", "localhost"}
    if not (parts.scheme == "https" or is_here) or not parts.hostname or not parts.username:
        raise SettingError("SMS_URL must look like https://key@gateway.example/messages.")
    host = parts.hostname + (f":{parts.port}" if parts.port else "")
    return {"SMS_URL": parts._replace(netloc=host).geturl(), "SMS_KEY": unquote(parts.username)}


def _media(url: str, data: Path) -> str:
    """Where pictures are kept: a folder in the data folder, unless MEDIA_URL names an S3 bucket."""
    if not url:
        return (data / "media").as_uri()
    parts = _parts(url)
    endpoint = dict(parse_qsl(parts.query)).get("endpoint", "https://")
    if parts.scheme != "s3" or not parts.hostname or not endpoint.startswith(("https://", "http://")):
        raise SettingError("MEDIA_URL must look like s3://key:secret@bucket?endpoint=https://s3.example&region=name.")
    return url
