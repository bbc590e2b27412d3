"""The settings of carriers that parcels can be handed to by a call. Read through config.py alone."""

from collections.abc import Mapping
from urllib.parse import urlsplit

from config_money import SettingError

NEEDED = {
    "GHN": ("GHN_TOKEN", "GHN_SHOP_ID", "GHN_WEBHOOK_SECRET"),
    "GHTK": ("GHTK_TOKEN", "GHTK_WEBHOOK_SECRET"),
    "VIETTEL_POST": ("VIETTEL_POST_USERNAME", "VIETTEL_POST_PASSWORD", "VIETTEL_POST_WEBHOOK_SECRET"),
}
"""What a carrier needs; with none of it the carrier is off, with a part of it the shop does not start."""
ADDRESSES = {
    "GHN": "https://online-gateway.ghn.vn",
    "GHTK": "https://services.giaohangtietkiem.vn",
    "VIETTEL_POST": "https://partner.viettelpost.vn",
}
LABELS = "https://digitalize.viettelpost.vn"
SHORTEST_SECRET = 16


def read_carriers(environ: Mapping[str, str], production: bool) -> dict[str, str]:
    """Tokens, the secrets that notices come with, and addresses; *_API_URL names a carrier's place for trials.

    Raises SettingError.
    """
    settings = {name: environ.get(name, "").strip() for names in NEEDED.values() for name in names}
    for carrier, names in NEEDED.items():
        _check(carrier, {name: settings[name] for name in names})
    settings["GHTK_CLIENT_SOURCE"] = environ.get("GHTK_CLIENT_SOURCE", "").strip()
    for carrier, usual in ADDRESSES.items():
        settings[f"{carrier}_API_URL"] = _address(environ, f"{carrier}_API_URL", usual, production)
    settings["VIETTEL_POST_LABEL_URL"] = _address(environ, "VIETTEL_POST_LABEL_URL", LABELS, production)
    return settings


def _check(carrier: str, given: Mapping[str, str]) -> None:
    missing = [name for name, value in given.items() if not value]
    if missing and len(missing) < len(given):
        raise SettingError(f"{carrier} is set in part; set {', '.join(missing)}, too, or none of its settings.")
    secret = given[f"{carrier}_WEBHOOK_SECRET"]
    if secret and (len(secret) < SHORTEST_SECRET or not secret.isalnum()):
        raise SettingError(
            f"{carrier}_WEBHOOK_SECRET stands in an address; set it to at least {SHORTEST_SECRET} letters and digits, "
            "for example from python3 -c 'import secrets; print(secrets.token_hex(20))'."
        )


def _address(environ: Mapping[str, str], name: str, usual: str, production: bool) -> str:
    url = environ.get(name, "").strip().rstrip("/") or usual
    parts = urlsplit(url)
    is_here = parts.hostname in {"127.0.0.1", "localhost"} and not production
    if not parts.hostname or (parts.scheme != "https" and not (is_here and parts.scheme == "http")):
        raise SettingError(f"{name} is {url!r}; set it to the carrier's address, which begins with https://.")
    return url
