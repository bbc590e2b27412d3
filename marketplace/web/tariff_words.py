"""Delivery fees in words, the same for whoever pays them and the operator who sets them."""

from collections.abc import Mapping
from typing import Final

from flask_babel import lazy_gettext as _

from marketplace.shipping import FeeBearer, Zone
from marketplace.shipping.models import TariffStep

BEARERS: Final[Mapping[FeeBearer, str]] = {
    FeeBearer.SELLER: _("Nơi bán trả"),
    FeeBearer.PLATFORM: _("Chợ trả"),
}
STEPS: Final[Mapping[TariffStep, str]] = {TariffStep.ADDED: _("Đã thêm"), TariffStep.ENDED: _("Đã kết thúc")}
ZONES: Final[Mapping[Zone, str]] = {
    Zone.SAME_PROVINCE: _("Cùng tỉnh, thành phố"),
    Zone.SAME_REGION: _("Cùng miền"),
    Zone.BETWEEN_REGIONS: _("Khác miền"),
}
