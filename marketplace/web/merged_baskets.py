"""What a person is told of the basket that came along when they signed in."""

from flask_babel import ngettext

from marketplace.cart import Merged
from marketplace.catalogue.models import Variant
from marketplace.web.filters import goods
from marketplace.web.locale import gettext


def merged_sentence(merged: Merged) -> str:
    """What became of what had been put into the basket before signing in."""
    told = [gettext("Giỏ trên máy này đã gộp vào giỏ trong tài khoản.")]
    if merged.new:
        count = len(merged.new)
        told.append(ngettext("Thêm %(num)d món.", "Thêm %(num)d món.", count))
    if merged.added_up:
        told.append(gettext("Có ở cả hai giỏ nên cộng lại: %(goods)s.", goods=_named(merged.added_up)))
    if merged.cut:
        told.append(gettext("Chỉ giữ số nhiều nhất mỗi khách được mua: %(goods)s.", goods=_named(merged.cut)))
    if merged.left_out:
        told.append(gettext("Giỏ đã đầy nên chưa thêm được: %(goods)s.", goods=_named(merged.left_out)))
    return " ".join(told)


def _named(variants: list[Variant]) -> str:
    return "; ".join(goods(variant.product, variant) for variant in variants)
