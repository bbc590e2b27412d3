"""All categories of goods, in the official OCOP product groups."""

from marketplace.catalogue import CATEGORIES
from marketplace.shelf.category_counts import count_by_category
from marketplace.text import N_
from marketplace.web import page_cache

# The six groups of Decision 148/QĐ-TTg of 2023; a group without categories is named all the same.
GROUPS = {
    "food": N_("Thực phẩm"),
    "drink": N_("Đồ uống"),
    "herb": N_("Dược liệu và sản phẩm từ dược liệu"),
    "craft": N_("Hàng thủ công mỹ nghệ"),
    "plant": N_("Sinh vật cảnh"),
    "tourism": N_("Dịch vụ du lịch cộng đồng"),
}


def tree() -> bytes:
    """The page of all categories."""
    return page_cache.page(
        "storefront/catalogue/categories.html",
        groups=[
            (name, [category for category in CATEGORIES if category.group == group]) for group, name in GROUPS.items()
        ],
        counts=count_by_category(),
    )
