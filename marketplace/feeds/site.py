"""Where the shop stands, and in which folder its feeds lie."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, Protocol

# Where the addresses lead; a test holds them to the pages' own.
PRODUCT_PATH: Final = "/p/{slug}"
SELLER_PATH: Final = "/htx/{slug}"
CATEGORY_PATH: Final = "/c/{slug}"
DRAWING_PATH: Final = "/tranh/{name}.png"
PHOTO_PATH: Final = "/anh/{ref}-800.jpg"
PROVINCE_PATH: Final = "/tinh/{province}"
COMMUNE_PATH: Final = "/tinh/{province}/{commune}"
COLLECTION_PATH: Final = "/chon-loc/{slug}"
GIFT_SET_PATH: Final = "/bo-qua/{slug}"
CERTIFICATE_PATH: Final = "/chung-nhan/{ref}"


class Application(Protocol):
    """As much of the web application as the feeds need."""

    @property
    def config(self) -> Mapping[str, Any]:
        """The settings."""


@dataclass
class Site:
    """What every feed says of the shop; filled in from the settings when the application starts."""

    name: str = ""
    base_url: str = ""
    folder: Path = field(default_factory=Path)

    def at(self, path: str, **parts: str) -> str:
        """The whole address of a path of the shop."""
        return self.base_url + path.format(**parts)


site = Site()


def init_app(app: Application) -> None:
    """Take what the feeds need from the settings."""
    site.name, site.base_url = app.config["SHOP_NAME"], app.config["PUBLIC_BASE_URL"]
    site.folder = app.config["DATA_DIR"] / "feeds"


def in_language(address: str, locale: str) -> str:
    """The address at which a page speaks that language; Vietnamese needs no mark."""
    if locale == "vi":
        return address
    return f"{address}{'&' if '?' in address else '?'}hl={locale}"
