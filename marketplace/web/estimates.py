"""What is said of goods that are weighed at packing: price for a kilogram, typical weight, estimate and ceiling."""

from marketplace.catalogue.weighing import Weighing
from marketplace.money import format_grams
from marketplace.web.filters import vnd
from marketplace.web.locale import current, gettext


def estimate_of(weighing: Weighing | None) -> str:
    """How one piece is paid, for the page of the goods; empty where it costs what it costs."""
    if weighing is None:
        return ""
    return gettext(
        "%(price)s/kg, mỗi con, mỗi quả %(weights)s. Giá trên là ước tính: nơi bán cân lúc gói, bạn trả theo cân thật, "
        "nhiều nhất %(most)s.",
        price=vnd(weighing.kg_price_vnd),
        weights=weights_of(weighing),
        most=vnd(weighing.ceiling_vnd),
    )


def agreement(weighing: Weighing, quantity: int, ceiling_vnd: int) -> str:
    """The same for a line of a basket: what the buyer agrees to by ordering."""
    about = format_grams(weighing.typical_grams * quantity, current())
    most = vnd(ceiling_vnd)
    return gettext("Khoảng %(weight)s, tính theo cân thật, nhiều nhất %(most)s.", weight=about, most=most)


def weights_of(weighing: Weighing) -> str:
    """From the lightest to the heaviest typical piece: "1,4–1,6 kg"."""
    lightest, heaviest = (
        format_grams(grams, current()) for grams in (weighing.lightest_grams, weighing.heaviest_grams)
    )
    if lightest == heaviest:
        return heaviest
    return f"{lightest.partition(chr(0xA0))[0]}–{heaviest}"
