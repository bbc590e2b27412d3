"""Pages that are reached by doing something. Each tour stops wherever there is a page to look at."""

from collections.abc import Iterator
from uuid import uuid4

from playwright.sync_api import Page

from tests.browser import story
from tests.browser.pages import OPERATOR as OPERATOR_PAGES
from tests.browser.pages import addresses
from tests.browser.paying import paying_by_card, transferring
from tests.browser.walk import BUYER, NUMBER, OPERATOR, OWNER_OF_GREEN_LIFE, Guest, Operator, Person, Seller

Stops = Iterator[Page]
MOST_LOOKS = 200


def shopping(guest: Guest) -> Stops:
    """A basket, from the first jar to a quantity that nobody can send."""
    guest.find("mat ong green life")
    guest.ask_for("abc")
    yield guest.page
    guest.put_in_basket(2)
    yield guest.page
    guest.find("chuoi viba")
    guest.put_in_basket(1)
    guest.page.goto("/gio")
    yield guest.page
    quantity = guest.main.get_by_role("textbox").first
    quantity.fill("9999")
    quantity.press("Enter")
    guest.main.get_by_role("alert").wait_for()
    yield guest.page
    guest.press_first("Xóa")
    guest.page.get_by_role("status").wait_for()
    yield guest.page


def ordering(guest: Guest) -> Stops:
    """The checkout with and without mistakes, the order, and its end: twice, the second time too late."""
    story.fill_the_basket(guest)
    guest.page.goto("/dat-hang")
    yield guest.page
    guest.press("Đặt hàng, trả khi nhận")
    guest.main.get_by_role("alert").wait_for()
    yield guest.page
    story.fill_in(guest)
    yield guest.page
    guest.order()
    yield guest.page
    guest.follow("Theo dõi đơn")
    guest.sees("Số 8, ngõ 12")
    yield guest.page
    other = Guest(guest.page.context.new_page(), guest.locale)
    other.page.goto(guest.page.url)
    guest.cancel_first("")
    guest.main.locator("[aria-invalid]").wait_for()
    yield guest.page
    for window in (guest, other):
        window.cancel_first("Đặt nhầm cỡ")
        window.main.get_by_text(window.words("Đã hủy")).first.wait_for()
        yield window.page


def failing(guest: Guest) -> Stops:
    """Forms of guests that are sent back, a form whose session is gone, and somebody who tries too often."""
    for path, button in (("/dang-nhap", "Đăng nhập"), ("/dang-ky", "Mở tài khoản"), ("/don", "Xem đơn")):
        guest.page.goto(path)
        guest.press(button)
        guest.main.get_by_role("alert").wait_for()
        yield guest.page
    guest.page.goto("/noi-nhan")
    guest.press("Giao đến đây")
    guest.main.get_by_role("alert").wait_for()
    yield guest.page
    guest.page.goto("/quen-mat-khau")
    guest.page.context.clear_cookies()
    guest.press("Gửi liên kết")
    yield guest.page
    for _try in range(4):
        guest.page.goto("/quen-mat-khau")
        guest.fill("Số điện thoại hoặc e-mail", f"{guest.locale}@example.test")
        guest.press("Gửi liên kết")
    yield guest.page


def open_letter(guest: Guest, address: str, number: int = 1) -> None:
    """Open the newest of so many letters to this address, looking again until it was sent, in the background."""
    letter = guest.main.get_by_role("link", name=address)
    guest.page.goto("/dev/mail")
    for _ in range(MOST_LOOKS):
        if letter.count() == number:
            break
        guest.page.reload()
    letter.first.click()


def writing(guest: Guest) -> Stops:
    """A new account whose password is forgotten at once: the letter, and what its link opens."""
    address = f"{uuid4().hex}@example.test"
    guest.page.goto("/dang-ky")
    guest.fill("Họ và tên", "Chị Mẫu Quên")
    guest.fill("Số điện thoại hoặc e-mail", address)
    guest.fill("Mật khẩu", "mat ong rung thu muoi")
    guest.press("Mở tài khoản")
    yield guest.page
    open_letter(guest, address)
    guest.main.locator("a[href*='/xac-nhan/']").click()
    yield guest.page
    guest.fill("Mật khẩu đã chọn", "mat ong rung thu muoi")
    guest.press("Mở tài khoản")
    guest.page.context.clear_cookies()
    guest.page.goto("/quen-mat-khau")
    guest.fill("Số điện thoại hoặc e-mail", address)
    guest.press("Gửi liên kết")
    open_letter(guest, address, 2)
    yield guest.page
    guest.main.locator("a[href*='/dat-lai/']").click()
    yield guest.page
    guest.fill("Mật khẩu mới", "ngan")
    guest.press("Đặt mật khẩu mới")
    guest.main.get_by_role("alert").wait_for()
    yield guest.page


def wishing(guest: Guest) -> Stops:
    """A wish list with goods that can and cannot be bought; a reminder, from the form to the confirmation."""
    address = f"{uuid4().hex}@example.test"
    for slug in ("mat-ong-green-life", "na-lac-thuy"):
        guest.page.goto(f"/p/{slug}")
        heart = guest.main.get_by_role("button", name=guest.words("Thích món này"))
        heart.click()
        heart.and_(guest.main.locator("[aria-pressed=true]")).wait_for()
    yield guest.page
    guest.page.goto("/mon-thich")
    yield guest.page
    guest.press_first("Bỏ")
    guest.page.get_by_role("status").wait_for()
    yield guest.page
    guest.page.goto("/da-xem")
    yield guest.page
    guest.page.goto("/p/na-lac-thuy/nhac")
    guest.press("Nhắc tôi")
    guest.main.get_by_role("alert").wait_for()
    yield guest.page
    guest.fill("E-mail nhận nhắc", address)
    guest.press("Nhắc tôi")
    guest.page.get_by_role("status").wait_for()
    open_letter(guest, address)
    guest.main.locator("a[href*='/thu/']").click()
    yield guest.page
    guest.page.go_back()
    guest.main.locator("a[href*='/nhac/']").click()
    yield guest.page
    guest.press("Đúng, nhắc tôi")
    guest.sees("Chúng tôi sẽ nhắc bạn")
    yield guest.page


def following(buyer: Person) -> Stops:
    """Shops that are followed, one of them no longer."""
    buyer.sign_in(BUYER)
    for slug in ("htx-green-life", "htx-chuoi-viba"):
        buyer.page.goto(f"/htx/{slug}")
        follow = buyer.main.get_by_role("button", name=buyer.words("Theo dõi"))
        if follow.get_attribute("aria-pressed") == "false":
            follow.click()
            buyer.page.get_by_role("status").wait_for()
        yield buyer.page
    buyer.page.goto("/noi-ban-theo-doi")
    yield buyer.page
    buyer.press_first("Bỏ theo dõi")
    buyer.page.get_by_role("status").wait_for()
    yield buyer.page


def account(buyer: Person) -> Stops:
    buyer.sign_in(BUYER)
    for path, label, button in (
        ("/tai-khoan/ten", "Họ và tên", "Lưu tên"),
        ("/tai-khoan/mat-khau", "Mật khẩu hiện tại", "Đổi mật khẩu"),
    ):
        buyer.page.goto(path)
        buyer.fill(label, "")
        buyer.press(button)
        buyer.main.get_by_role("alert").wait_for()
        yield buyer.page


def selling(seller: Seller) -> Stops:
    seller.sign_in(OWNER_OF_GREEN_LIFE)
    seller.page.goto("/ban-hang/don?xem=cho-lay")
    seller.main.get_by_role("link", name=NUMBER).first.click()
    seller.press("Đã giao, kiện tiếp")
    seller.main.locator("[aria-invalid]").wait_for()
    yield seller.page
    seller.page.goto("/ban-hang/mon")
    seller.main.locator("summary").first.click()
    seller.main.get_by_label(seller.words("Giá bán")).first.fill("rẻ")
    seller.press_first("Đổi giá")
    seller.main.locator("[aria-invalid]").wait_for()
    yield seller.page


def keeping_lots(seller: Seller) -> Stops:
    """A new lot, first with nothing filled in; a step of its story; what cannot be taken out of it; a delivery."""
    seller.sign_in(OWNER_OF_GREEN_LIFE)
    seller.page.goto("/ban-hang/lo/moi?mon=GL-1000")
    seller.press("Ghi lô này")
    seller.main.get_by_role("alert").wait_for()
    yield seller.page
    seller.fill("3. Được bao nhiêu", "4")
    seller.press("Ghi lô này")
    seller.sees("Vừa làm thêm việc gì?")
    yield seller.page
    lot = seller.page.url
    seller.follow("Chép từ lô trước")
    seller.main.get_by_role("checkbox").first.check()
    seller.press("Chép những việc đã đánh dấu")
    seller.main.get_by_role("link", name=seller.words("Sửa")).nth(1).click()
    seller.sees("Việc này bằng tiếng Anh")
    yield seller.page
    seller.page.goto(lot)
    seller.main.get_by_text(seller.words("Bớt hàng của lô này")).click()
    seller.press("Bớt hàng")
    seller.main.get_by_role("alert").wait_for()
    yield seller.page
    seller.main.get_by_text(seller.words("Biếu tặng"), exact=True).click()
    seller.fill("Bớt bao nhiêu", "1")
    seller.press("Bớt hàng")
    seller.press_first("Ghi nhầm")
    seller.sees("Ghi nhầm, đã lấy lại")
    yield seller.page
    seller.page.goto(f"{lot.split('#')[0]}/gop")
    seller.press("Ghi lần giao này")
    seller.main.get_by_role("alert").wait_for()
    yield seller.page


def overseeing(operator: Operator) -> Stops:
    operator.sign_in(OPERATOR)
    operator.page.goto("/van-hanh/don?xem=cho-nhan")
    operator.main.get_by_role("link", name=NUMBER).first.click()
    operator.press("Hiện")
    yield operator.page
    operator.follow("Hủy đơn này")
    operator.press("Hủy đơn, trả hàng về kho")
    operator.main.get_by_role("alert").wait_for()
    yield operator.page
    operator.page.goto("/van-hanh/noi-ban/htx-green-life")
    operator.main.get_by_text(operator.words("Tạm ngừng gian hàng")).click()
    operator.press("Tạm ngừng nơi bán này")
    operator.main.get_by_role("alert").wait_for()
    yield operator.page


def overseeing_at_night(operator: Operator) -> Stops:
    """The desk in its dim theme."""
    operator.sign_in(OPERATOR)
    operator.page.get_by_role("button", name=operator.words("Nền tối")).click()
    operator.page.locator("html[data-theme=dim]").wait_for()
    for address in addresses(OPERATOR_PAGES):
        if "{" not in address:
            operator.page.goto(address)
            yield operator.page
    operator.page.goto("/van-hanh/don?xem=cho-nhan")
    operator.main.get_by_role("link", name=NUMBER).first.click()
    yield operator.page
    operator.follow("Hủy đơn này")
    yield operator.page
    operator.page.get_by_role("button", name=operator.words("Nền sáng")).click()
    operator.page.locator("html:not([data-theme])").wait_for()


STATES = {
    "shopping": (Guest, shopping),
    "ordering": (Guest, ordering),
    "transferring": (Guest, transferring),
    "paying by card": (Guest, paying_by_card),
    "failing": (Guest, failing),
    "writing": (Guest, writing),
    "wishing": (Guest, wishing),
    "following": (Person, following),
    "account": (Person, account),
    "selling": (Seller, selling),
    "keeping lots": (Seller, keeping_lots),
    "overseeing": (Operator, overseeing),
    "overseeing at night": (Operator, overseeing_at_night),
}
