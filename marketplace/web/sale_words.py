"""What is said of a promotion wherever its price stands: no countdown, no hurry, and nothing that cannot be proved."""

from marketplace.clock import today
from marketplace.prices import Sale, limits_on
from marketplace.web.filters import full_date, vnd
from marketplace.web.locale import gettext


def lowest(sale: Sale | None) -> str:
    """The lowest price of the last days, which stands beside every price that is struck through."""
    if sale is None or not sale.former_vnd:
        return ""
    days = limits_on(today()).lowest_days
    return gettext("Thấp nhất %(days)s ngày qua: %(price)s", days=days, price=vnd(sale.lowest_vnd))


def until(sale: Sale | None) -> str:
    """Until when the price holds, and for how many where that is limited."""
    if sale is None:
        return ""
    told = gettext("Giá khuyến mãi đến hết %(day)s", day=full_date(sale.last_on))
    return told if sale.left is None else gettext("%(told)s, còn %(left)s", told=told, left=sale.left)


def in_a_line(sale: Sale | None, quantity: int) -> str:
    """The same in a basket or a list of wishes, in one sentence; where more is wanted than it holds for, that."""
    if sale is None:
        return ""
    if not sale.holds_for(quantity):
        return gettext(
            "Giá khuyến mãi chỉ còn %(left)s, mua %(quantity)s thì tính giá thường.", left=sale.left, quantity=quantity
        )
    usual = gettext("giá thường %(price)s", price=vnd(sale.former_vnd)) if sale.former_vnd else ""
    return ". ".join(part for part in (", ".join(each for each in (until(sale), usual) if each), lowest(sale)) if part)
