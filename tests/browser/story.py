"""How a jar is sold, from a search to the door of the buyer. AnswerView with scripts and without."""

from itertools import count

from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.walk import NUMBER, OPERATOR, OWNER_OF_GREEN_LIFE, Guest, Operator, Seller

ENDS = count(123)
"""How phone numbers end: one telephone orders only so much in a day, and all stories happen in one shop."""

SELLERS = {
    "vi-VN": ("HTX Green Life", "HTX Chuối Viba"),
    "en-GB": ("Green Life Cooperative", "Viba Banana Cooperative"),
}
TRACKING = "VN2611773"


def sell_a_jar(window: Window, locale: str = "vi-VN", *, scripts: bool = True) -> None:
    """Two jars and bananas are ordered by a guest; the seller of the jars delivers; everybody sees the same."""
    guest = Guest(window(locale, scripts=scripts), locale, scripts=scripts)
    fill_the_basket(guest)
    order(guest)
    honey, bananas = SELLERS[locale]
    number = NUMBER.findall(guest.parcel_of(honey).inner_text())[0]
    deliver(Seller(window(scripts=scripts)), number, guest, honey)
    look(Operator(window(scripts=scripts)), number)
    expect(guest.parcel_of(bananas)).to_contain_text(guest.words("Chờ nơi bán nhận"))


def fill_the_basket(guest: Guest) -> None:
    guest.find("mat ong green life")
    guest.put_in_basket(2)
    guest.find("chuoi viba")
    guest.put_in_basket(1)


def order(guest: Guest) -> None:
    """Cash on delivery to Ba Đình; then the link to the order."""
    guest.go_to_checkout()
    fill_in(guest)
    guest.sees("Trả khi nhận")
    guest.order()
    guest.follow("Theo dõi đơn")
    guest.sees("Số 8, ngõ 12")


def fill_in(guest: Guest) -> None:
    """The checkout, for somebody in Ba Đình."""
    guest.fill("Số điện thoại", f"0900 000 {next(ENDS)}")
    guest.fill("Họ và tên", "Nguyễn Thị Mẫu")
    guest.say_where("01", "00004")
    guest.fill("Số nhà, ngõ, đường hoặc thôn, xóm", "Số 8, ngõ 12")


def deliver(seller: Seller, number: str, guest: Guest, shop: str) -> None:
    """The buyer's page follows every step of the seller."""
    seller.sign_in(OWNER_OF_GREEN_LIFE)
    steps = {
        "Đang đóng gói": lambda: seller.step(number, "Nhận đơn"),
        "Chờ bưu tá lấy": lambda: seller.step(number, "Gói xong, đơn tiếp"),
        "Đang giao": lambda: seller.ship(number, TRACKING),
        "Đã giao": lambda: seller.step(number, "Khách đã nhận hàng"),
    }
    for state, take in steps.items():
        take()
        guest.page.reload()
        expect(guest.parcel_of(shop).get_by_text(guest.words(state), exact=True).first).to_be_visible()
    expect(guest.parcel_of(shop)).to_contain_text(TRACKING)


def look(operator: Operator, number: str) -> None:
    """The operator reads what happened, the newest first."""
    operator.sign_in(OPERATOR)
    order = operator.open(number)
    expect(order).to_contain_text(TRACKING)
    expect(order.get_by_role("listitem").filter(has_text="Đã giao").first).to_be_visible()
