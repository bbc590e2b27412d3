"""The settings of Zalo notifications. Read through config.py alone."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from config_money import SettingError

NEEDED = ("ZALO_APP_ID", "ZALO_APP_SECRET", "ZALO_REFRESH_TOKEN", "ZALO_TEMPLATES")
"""With none of it Zalo is off, with a part of it the shop does not start."""
ADDRESSES = {"ZALO_API_URL": "https://business.openapi.zalo.me", "ZALO_OAUTH_URL": "https://oauth.zaloapp.com"}


def read_zalo(environ: Mapping[str, str], production: bool) -> dict[str, Any]:
    """App, first refresh token, templates by letter, the key of its notices, and the addresses. Raises SettingError."""
    settings: dict[str, Any] = {name: environ.get(name, "").strip() for name in NEEDED}
    missing = [name for name, value in settings.items() if not value]
    if missing and len(missing) < len(NEEDED):
        raise SettingError(f"Zalo is set in part; set {', '.join(missing)}, too, or none of its settings.")
    settings["ZALO_OA_SECRET"] = environ.get("ZALO_OA_SECRET", "").strip()
    settings["ZALO_TEMPLATES"] = _templates(settings["ZALO_TEMPLATES"])
    addresses = {name: _address(environ, name, usual, production) for name, usual in ADDRESSES.items()}
    return settings | addresses


def _templates(text: str) -> dict[str, str]:
    """`order_shipped=312345, refund_text=312346`: the letters that go by Zalo and the numbers of their templates."""
    pairs = [part.partition("=") for part in text.split(",") if part.strip()]
    found = {name.strip(): number.strip() for name, _, number in pairs}
    if any(not name or not number.isdecimal() for name, number in found.items()) or len(found) < len(pairs):
        raise SettingError(
            f"ZALO_TEMPLATES is {text!r}; set it to letters with the numbers of their templates, such as "
            "order_shipped=312345, refund_text=312346."
        )
    return found


def _address(environ: Mapping[str, str], name: str, usual: str, production: bool) -> str:
    url = environ.get(name, "").strip().rstrip("/") or usual
    parts = urlsplit(url)
    is_here = parts.hostname in {"127.0.0.1", "localhost"} and not production
    if not parts.hostname or (parts.scheme != "https" and not (is_here and parts.scheme == "http")):
        raise SettingError(f"{name} is {url!r}; set it to Zalo's address, which begins with https://.")
    return url
