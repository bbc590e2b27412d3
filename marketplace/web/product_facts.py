"""What is told of goods beyond price and stock, by what they are: food or craft."""

from collections.abc import Iterable
from typing import Protocol

from marketplace.catalogue.categories import CATEGORIES
from marketplace.web.filters import Measured, pack_name, say
from marketplace.web.locale import gettext

CRAFTS = frozenset(category.slug for category in CATEGORIES if category.group == "craft")


class Told(Protocol):
    """Goods with their texts in both languages."""

    @property
    def category(self) -> str:
        """Where they stand in the shop."""

    @property
    def shelf_life_days(self) -> int | None:
        """How long they keep."""


def facts_of(product: Told, packs: Iterable[Measured]) -> tuple[tuple[str, str], ...]:
    """(label, value) pairs; what nobody wrote down is left out."""
    is_craft = product.category in CRAFTS
    found = (
        (gettext("Nơi làm, nguyên liệu"), say(product, "origin")),
        (gettext("Chất liệu") if is_craft else gettext("Thành phần"), say(product, "ingredients")),
        (gettext("Kích thước"), say(product, "size")),
        (gettext("Cỡ gói"), " · ".join(pack_name(pack) for pack in packs)),
        (gettext("Hạn dùng"), _shelf_life(product.shelf_life_days)),
        (gettext("Bảo quản"), say(product, "storage")),
        (gettext("Cách giữ gìn") if is_craft else gettext("Cách dùng"), say(product, "usage")),
        (gettext("Lưu ý"), say(product, "warning")),
    )
    return tuple((label, value) for label, value in found if value)


def _shelf_life(days: int | None) -> str:
    if not days:
        return ""
    if days < 60:
        return gettext("%(days)s ngày từ ngày đóng gói", days=days)
    return gettext("%(months)s tháng từ ngày đóng gói", months=round(days * 12 / 365))
