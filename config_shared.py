"""The settings of what several processes share: a Redis, and a copy of the database. Read through config.py alone."""

from collections.abc import Mapping
from typing import Any

from config_media import parts_of
from config_money import SettingError


def read_redis(environ: Mapping[str, str], seconds: float) -> dict[str, Any]:
    """Where tries are counted and drawn pages kept. A Redis that is away or silent makes nobody wait: each process
    counts by itself then, and what cannot be counted after the answer is made, such as an order that is placed, is not.

    Raises SettingError.
    """
    url = environ.get("REDIS_URL", "")
    if not url:
        return {"REDIS_URL": "", "RATELIMIT_STORAGE_URI": "memory://"}
    if parts_of(url).scheme not in {"redis", "rediss", "redis+unix"}:
        raise SettingError("REDIS_URL must look like redis://host:6379/0, or rediss:// with TLS.")
    waits = {"socket_connect_timeout": seconds, "socket_timeout": seconds, "retry": None}
    return {
        "REDIS_URL": url,
        "RATELIMIT_STORAGE_URI": url,
        "RATELIMIT_STORAGE_OPTIONS": waits,
        "RATELIMIT_IN_MEMORY_FALLBACK_ENABLED": True,
        "RATELIMIT_SWALLOW_ERRORS": True,
    }


def read_replica(environ: Mapping[str, str], database: str) -> dict[str, dict[str, str]]:
    """A copy of the database that guests' pages are read from; only PostgreSQL says how far its copies are behind.

    Raises SettingError.
    """
    url = environ.get("DATABASE_REPLICA_URL", "")
    if not url:
        return {}
    is_postgresql = parts_of(url).scheme in {"postgres", "postgresql", "postgresql+psycopg"}
    if not is_postgresql or not database.startswith("postgresql"):
        raise SettingError("DATABASE_REPLICA_URL needs PostgreSQL: both it and DATABASE_URL begin with postgresql://.")
    return {"replica": {"url": f"postgresql+psycopg://{url.partition('://')[2]}"}}
