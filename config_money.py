"""The settings by which money comes in. Read through config.py alone."""

from collections.abc import Mapping
from urllib.parse import urlsplit

OWN_ACCOUNT = ("BANK_BIN", "BANK_ACCOUNT", "BANK_HOLDER")
NOTICE_SECRETS = ("SEPAY_SECRET", "SEPAY_API_KEY", "CASSO_SECRET", "PAYOS_SECRET")


class SettingError(SystemExit):
    """A setting is missing or wrong; the sentence says which one and how to mend it."""


def read_transfers(environ: Mapping[str, str]) -> dict[str, str]:
    """The shop's own account, and what those sign with who tell of money on it; the account is checked where it is used."""
    return {name: environ.get(name, "").strip() for name in (*OWN_ACCOUNT, *NOTICE_SECRETS)}


def read_cards(environ: Mapping[str, str], production: bool) -> dict[str, str]:
    """Cards are taken through Stripe where its key is set; STRIPE_API_URL names a double of it, on this machine.

    Raises SettingError.
    """
    key, url = environ.get("STRIPE_SECRET_KEY", "").strip(), environ.get("STRIPE_API_URL", "").strip()
    secret = environ.get("STRIPE_WEBHOOK_SECRET", "").strip()
    if key and not key.startswith(("sk_", "rk_")):
        raise SettingError("STRIPE_SECRET_KEY must be a secret or restricted key of Stripe: sk_... or rk_....")
    if key and not secret:
        raise SettingError(
            "STRIPE_SECRET_KEY is set, so STRIPE_WEBHOOK_SECRET must be, too: it is how payments are heard of."
        )
    if production and key and "_test_" in key:
        raise SettingError("STRIPE_SECRET_KEY is one for trying things out, with which nobody pays; set the live one.")
    if url and (production or urlsplit(url).hostname not in {"127.0.0.1", "localhost"}):
        raise SettingError("STRIPE_API_URL names a double of Stripe on this machine and is not for production.")
    page = url or "https://checkout.stripe.com"
    return {
        "STRIPE_SECRET_KEY": key,
        "STRIPE_WEBHOOK_SECRET": secret,
        "STRIPE_API_URL": url or "https://api.stripe.com",
        "STRIPE_PAGE": page if key else "",
    }
