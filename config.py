"""The only reader of environment variables. A wrong setting is one clear sentence at start, not a surprise later."""

import os
from collections.abc import Mapping
from dataclasses import Field, dataclass, field, fields
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import config_carriers
import config_media
import config_money
import config_monitoring
import config_owner
import config_secrets
import config_shared
import config_zalo
from config_files import with_secrets
from config_media import parts_of as _parts
from config_money import SettingError as SettingError
from config_secrets import backup_target as backup_target

ROOT = Path(__file__).parent


def _limit(default: float, lowest: float, highest: float, unit: str, reason: str) -> Any:
    return field(default=default, metadata={"lowest": lowest, "highest": highest, "unit": unit, "reason": reason})


# fmt: off
@dataclass(frozen=True)
class Limits:
    """How much and how long; each is a setting of its name in capitals, with its bounds, its unit and its reason."""

    most_connections: int = _limit(2_000, 100, 100_000, "connections", "all together: each takes a file and some kilobytes")
    most_connections_of_one: int = _limit(200, 5, 100_000, "connections", "of one address (of IPv6, one /64): a browser opens six, and whole villages share one address of their mobile network")
    header_seconds: float = _limit(20.0, 1, 600, "seconds", "for the first bytes and the head of a request, which fits into a few packets")
    slow_grace_seconds: float = _limit(30.0, 1, 600, "seconds", "before a body or an answer counts as slow")
    slowest_bytes: int = _limit(500, 1, 100_000, "bytes a second", "a tenth of what the slowest mobile line carries; less is a trick, or a dead line")
    cleanup_seconds: int = _limit(5, 1, 60, "seconds", "between two looks at all connections")
    page_threads: int = _limit(8, 1, 64, "threads", "pages drawn at a time; each takes a connection of the pool")
    file_threads: int = _limit(2, 1, 16, "threads", "for what needs no database: it comes also while every page waits")
    drain_seconds: float = _limit(20.0, 1, 600, "seconds", "for the requests in hand once the process is told to end (SIGTERM); less than the system waits before it kills, which is 90 for systemd and 10 for Docker")
    drain_notice_seconds: float = _limit(0.0, 0, 120, "seconds", "before that, in which /healthz/ready says 503 and requests are still taken: two rounds of a balancer that asks there, and longer than a proxy keeps idle connections to the shop; nginx without such connections needs none")
    database_connect_seconds: int = _limit(2, 2, 60, "seconds", "2 is the least that PostgreSQL's client takes; a server that is there answers in milliseconds")
    database_page_seconds: float = _limit(6.0, 1, 60, "seconds", "for all that a page asks; with one more try to connect, and a wait for a thread, it stays below ten")
    database_statement_seconds: float = _limit(5.0, 0.1, 60, "seconds", "for one statement of a page")
    database_lock_seconds: float = _limit(4.0, 0.1, 60, "seconds", "for a lock that a page waits for; PostgreSQL")
    database_busy_seconds: float = _limit(5.0, 0.1, 60, "seconds", "for the one writer that a page waits for; SQLite")
    database_pool_connections: int = _limit(5, 1, 200, "connections", "that a process keeps open to PostgreSQL")
    database_pool_more: int = _limit(10, 0, 200, "connections", "that it opens beside them for a rush and closes again; PostgreSQL needs room for both from every process, and for four more that ask whether kept pages still hold")
    database_pool_seconds: float = _limit(3.0, 0.1, 60, "seconds", "for a connection to become free, where a server has more threads than connections")
    database_rest_seconds: float = _limit(2.0, 0.1, 60, "seconds", "how long a database that gave no answer is left alone before one page asks again")
    work_statement_seconds: float = _limit(600.0, 10, 86_400, "seconds", "for one statement of a worker or a command: filling shelves takes minutes, and nobody looks at it")
    work_lock_seconds: float = _limit(60.0, 1, 3_600, "seconds", "for a lock that a worker or a command waits for; PostgreSQL")
    work_busy_seconds: float = _limit(15.0, 1, 3_600, "seconds", "for the one writer that a worker or a command waits for; SQLite")
    gateway_seconds: int = _limit(10, 1, 300, "seconds", "for the mail server or the gateway of text messages; workers wait for it, no page does")
    mail_seconds: float = _limit(30.0, 5, 600, "seconds", "for one mail altogether, from the connection to its acceptance: a server may answer each word in time and never come to an end")
    bucket_seconds: float = _limit(4.0, 0.1, 60, "seconds", "for a file that a page gets from the bucket or puts there; a bucket that was silent is left alone for as long as a silent database")
    work_bucket_seconds: float = _limit(30.0, 1, 600, "seconds", "for a file that a worker or a command gets from the bucket or puts there")
    transfer_minutes: int = _limit(30, 10, 1_440, "minutes", "for which goods are kept for a transfer: more where statements are read by hand")
    undo_seconds: float = _limit(10.0, 0, 60, "seconds", "in which an operator can take a decision back before it has an effect; 0 for none")
    statement_bytes: int = _limit(10 * 1024 * 1024, 64 * 1024, 10 * 1024 * 1024, "bytes", "of a bank's statement; a month of a large shop has a tenth, and tables are read up to ten megabytes")
    statement_rows: int = _limit(20_000, 100, 200_000, "rows", "of a bank's statement; each is counted against all that is known, some hundred in a second")
    notice_bytes: int = _limit(64 * 1024, 1024, 256 * 1024, "bytes", "of a notice of money; one transfer has two kilobytes, and the longest list of them fifty")
    replica_lag_seconds: float = _limit(5.0, 3, 60, "seconds", "how old what a guest is shown may be when it is read from DATABASE_REPLICA_URL; a replica beside the database is a fraction of one behind")
    redis_seconds: float = _limit(0.5, 0.05, 10, "seconds", "it stands beside the shop and answers within a millisecond; without it each process counts by itself")
# fmt: on


def load(environ: Mapping[str, str] = os.environ) -> dict[str, Any]:
    """Read the settings; raises SettingError with the remedy when one is wrong."""
    environ = with_secrets(environ)
    production = _choice(environ, "SHOP_ENV", "development", {"development", "production"}) == "production"
    data = Path(environ.get("DATA_DIR", "data")).absolute()
    base_url = _base_url(environ.get("PUBLIC_BASE_URL", "http://127.0.0.1:5000"), production)
    database = _database_url(environ.get("DATABASE_URL"), data)
    limits = _limits(environ)
    keys = config_secrets.read_keys(environ, data, production)
    return {
        "SHOP_NAME": environ.get("SHOP_NAME", "Gùi"),
        "SUPPORT_EMAIL": _own_address(environ, "SUPPORT_EMAIL", "hotro@gui.example", production),
        "PRODUCTION": production,
        "DATA_DIR": data,
        **keys,
        **config_secrets.read_backups(environ, data),
        "COMPILED_DIR": Path(environ.get("COMPILED_DIR", data / "compiled")).absolute(),
        "SQLALCHEMY_DATABASE_URI": database,
        "DATABASE_POOLER": _choice(environ, "DATABASE_POOLER", "none", {"none", "transaction"}),
        "SQLALCHEMY_BINDS": config_shared.read_replica(environ, database),
        "PUBLIC_BASE_URL": base_url,
        "TRUSTED_HOPS": _trusted_hops(environ, production),
        "TRUSTED_HOSTS": [str(urlsplit(base_url).hostname)] if production else None,
        "SESSION_COOKIE_NAME": "__Host-gui" if production else "gui",
        "SESSION_COOKIE_SECURE": production,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "PERMANENT_SESSION_LIFETIME": 60 * 60 * 24 * 90,
        "WTF_CSRF_TIME_LIMIT": None,
        "MAX_CONTENT_LENGTH": 37 * 1024 * 1024,  # a review with its three photos of 12 MB
        "MAX_FORM_MEMORY_SIZE": 256 * 1024,
        "MAX_FORM_PARTS": 300,
        "LIMITS": limits,
        **config_shared.read_redis(environ, limits.redis_seconds),
        "BABEL_DEFAULT_LOCALE": "vi",
        "BABEL_DEFAULT_TIMEZONE": "Asia/Ho_Chi_Minh",
        "PASSWORD_COST": "full",
        **_mail(environ.get("MAIL_URL", ""), data, production, limits),
        **_texts(environ.get("SMS_URL", "")),
        **config_money.read_transfers(environ),
        **config_money.read_cards(environ, production),
        **config_carriers.read_carriers(environ, production),
        **config_zalo.read_zalo(environ, production),
        **config_monitoring.read(environ),
        **config_owner.read_owner(environ),
        **config_media.read_media(environ, data, production),
        "MAIL_DEFAULT_SENDER": _own_address(environ, "MAIL_FROM", "gui@localhost", production),
    }


def _choice(environ: Mapping[str, str], name: str, default: str, allowed: set[str]) -> str:
    value = environ.get(name, default)
    if value not in allowed:
        raise SettingError(f"{name} is {value!r}; set it to one of: {', '.join(sorted(allowed))}.")
    return value


def _limits(environ: Mapping[str, str]) -> Limits:
    limits = Limits(**{each.name: _number(environ, each) for each in fields(Limits)})
    if limits.most_connections_of_one > limits.most_connections:
        raise SettingError(
            f"MOST_CONNECTIONS_OF_ONE is {limits.most_connections_of_one}; set it to at most MOST_CONNECTIONS, which is "
            f"{limits.most_connections}: one address may not take them all and more."
        )
    return limits


def _number(environ: Mapping[str, str], limit: "Field[Any]") -> Any:
    name, bounds = limit.name.upper(), limit.metadata
    text = environ.get(name, str(limit.default))
    read = int if isinstance(limit.default, int) else float
    try:
        number = read(text)
    except ValueError:
        number = float("nan")
    if not bounds["lowest"] <= number <= bounds["highest"]:
        kind = "whole number" if read is int else "number"
        raise SettingError(
            f"{name} is {text!r}; set it to a {kind} of {bounds['unit']} from {bounds['lowest']} to {bounds['highest']} "
            f"({bounds['reason']})."
        )
    return number


def _whole_number(environ: Mapping[str, str], name: str, default: int, *, highest: int) -> int:
    text = environ.get(name, str(default))
    if not (text.isascii() and text.isdigit() and int(text) <= highest):
        raise SettingError(f"{name} is {text!r}; set it to a whole number from 0 to {highest}.")
    return int(text)


def _own_address(environ: Mapping[str, str], name: str, default: str, production: bool) -> str:
    """An address of the shop's own: answers to an example reach nobody, and few servers take its mails."""
    address = environ.get(name, default)
    if production and ("@" not in address or address.endswith((".example", "@localhost"))):
        raise SettingError(f"{name} is {address!r}; in production set it to an address of the shop's own domain.")
    return address


def _trusted_hops(environ: Mapping[str, str], production: bool) -> int:
    """How many proxies stand in front. Production has to say so: untold, all visitors would look like one."""
    if production and "TRUSTED_HOPS" not in environ:
        raise SettingError(
            "TRUSTED_HOPS is missing; in production set it to the number of proxies in front of the shop, 1 for one "
            "that ends TLS, or to 0 when the WSGI server ends TLS itself."
        )
    text = environ.get("TRUSTED_HOPS", "0")
    if text not in set("012345"):
        raise SettingError(f"TRUSTED_HOPS is {text!r}; set it to a whole number from 0 to 5.")
    return int(text)


def _base_url(url: str, production: bool) -> str:
    parts = _parts(url)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path not in {"", "/"}:
        raise SettingError(f"PUBLIC_BASE_URL is {url!r}; set it to the shop's address, such as https://shop.example.")
    if production and parts.scheme != "https":
        raise SettingError("PUBLIC_BASE_URL must begin with https:// in production.")
    return url.rstrip("/")


def _database_url(url: str | None, data: Path) -> str:
    if not url:
        return f"sqlite:///{data / 'shop.db'}"
    scheme, separator, rest = url.partition("://")
    if scheme in {"postgres", "postgresql", "postgresql+psycopg"} and separator:
        return f"postgresql+psycopg://{rest}"
    if scheme == "sqlite" and separator:
        return url
    raise SettingError("DATABASE_URL must begin with postgresql:// or sqlite:///.")


def _mail(url: str, data: Path, production: bool, limits: Limits) -> dict[str, Any]:
    """Mail goes to the mailbox folder unless MAIL_URL names a server: smtp://user:password@host:587 or smtps://."""
    if not url and production:
        raise SettingError(
            "MAIL_URL is missing; without a mail server, such as smtp://user:password@host:587, no mail "
            "of the shop would reach anybody."
        )
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
        "MAIL_TIMEOUT": limits.gateway_seconds,
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
