"""Who runs the market, as the law wants it told (decree 248/2026/NĐ-CP, chapter II). Read through config.py alone."""

from collections.abc import Mapping

from config_money import SettingError

NEEDED = ("OWNER_NAME", "OWNER_ADDRESS", "OWNER_TAX_CODE")
TOLD_TOO = ("OWNER_REPRESENTATIVE", "OWNER_PHONE", "OWNER_REGISTRATION")


def read_owner(environ: Mapping[str, str]) -> dict[str, str]:
    """What the page about the owner tells; all empty for a shop that only shows how it would be.

    Raises SettingError when only a part is set: half an owner is none.
    """
    told = {name: environ.get(name, "").strip() for name in (*NEEDED, *TOLD_TOO)}
    missing = [name for name in NEEDED if not told[name]]
    if any(told.values()) and missing:
        raise SettingError(f"{missing[0]} is missing: the page about the owner needs {', '.join(NEEDED)} together.")
    return told
