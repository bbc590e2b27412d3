"""What the fields and steps of a listing are called, to sellers and operators alike."""

from typing import Final

from flask_babel import lazy_gettext as _

from marketplace.catalogue.drafts.content import Step
from marketplace.catalogue.models import ContentUnit, ShipScope, StorageClass

STEPS: Final = {
    Step.PHOTOS: _("Ảnh"),
    Step.NAME: _("Tên và nhóm"),
    Step.PACKS: _("Cỡ gói và giá"),
    Step.STOCK: _("Số còn và mùa"),
    Step.ORIGIN: _("Gốc gác và giấy"),
    Step.DELIVERY: _("Gửi hàng"),
    Step.TEXTS: _("Lời kể"),
}
FIELDS: Final = {
    "photos": _("Ảnh"),
    "name_vi": _("Tên món"),
    "name_en": _("Tên tiếng Anh"),
    "category": _("Nhóm hàng"),
    "ocop_set": _("Bộ sản phẩm OCOP"),
    "packs": _("Cỡ gói và giá"),
    "price_vnd": _("Giá bán"),
    "left": _("Số còn"),
    "season_months": _("Mùa vụ"),
    "shelf_life_days": _("Hạn dùng"),
    "origin_vi": _("Nơi làm, nguyên liệu"),
    "origin_en": _("Nơi làm, tiếng Anh"),
    "is_ocop_applicant": _("Đang làm hồ sơ OCOP"),
    "storage_class": _("Giữ lạnh"),
    "ship_scope": _("Gửi xa đến đâu"),
    "is_fragile": _("Dễ vỡ"),
    "summary_vi": _("Một câu về món này"),
    "summary_en": _("Câu giới thiệu tiếng Anh"),
    "description_vi": _("Kể thêm"),
    "description_en": _("Kể thêm bằng tiếng Anh"),
    "ingredients_vi": _("Thành phần hoặc chất liệu"),
    "ingredients_en": _("Thành phần, tiếng Anh"),
    "size_vi": _("Kích thước"),
    "size_en": _("Kích thước, tiếng Anh"),
    "storage_vi": _("Bảo quản"),
    "storage_en": _("Bảo quản, tiếng Anh"),
    "usage_vi": _("Cách dùng hoặc giữ gìn"),
    "usage_en": _("Cách dùng, tiếng Anh"),
    "warning_vi": _("Lưu ý"),
    "warning_en": _("Lưu ý, tiếng Anh"),
    "keywords": _("Từ khách hay tìm"),
}
STORAGE_CLASSES: Final = {
    StorageClass.AMBIENT: _("Để nơi thường"),
    StorageClass.COOL: _("Giữ mát, dưới 25 °C"),
    StorageClass.CHILLED: _("Giữ lạnh, 0 đến 5 °C"),
    StorageClass.FROZEN: _("Đông lạnh, dưới −18 °C"),
}
SHIP_SCOPES: Final = {
    ShipScope.NATION: _("Cả nước"),
    ShipScope.REGION: _("Trong vùng"),
    ShipScope.PROVINCE: _("Trong tỉnh"),
}
CONTENT_UNITS: Final = {
    ContentUnit.GRAM: _("gam"),
    ContentUnit.MILLILITRE: _("ml"),
    ContentUnit.PIECE: _("cái, quả, con"),
}
