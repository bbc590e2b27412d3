"""The people of the shop at work, each in a window of their own. They press what they read, as anybody would."""

import re

from playwright.sync_api import Locator, Page, expect

from marketplace.demo import PASSWORD
from tests.browser.words import Words

OWNER_OF_GREEN_LIFE, OPERATOR, BUYER = "0900 000 002", "0900 000 009", "0900 000 001"
ACCOUNTANT = "0900 000 006"
"""Of two shops."""
APPLICANT = "0900 000 010"
NUMBER = re.compile(r"\b\d{4}-[0-9A-Z]{5}-\d\b")


class Person:
    """Somebody in front of a window."""

    def __init__(self, page: Page, locale: str = "vi-VN", *, scripts: bool = True) -> None:
        self.page = page
        self.locale = locale
        self.scripts = scripts
        self.words = Words(locale)
        self.main = page.get_by_role("main")

    def sign_in(self, phone: str) -> None:
        self.page.goto("/dang-nhap")
        self.fill("Số điện thoại hoặc e-mail", phone)
        self.fill("Mật khẩu", PASSWORD)
        self.press("Đăng nhập")
        expect(self.page).not_to_have_url(re.compile("/dang-nhap"))
        self.wait_for_scripts()

    def wait_for_scripts(self) -> None:
        """Let the page that a click led to become ready for keys and choices, as the eye of a person takes longer."""
        self.page.wait_for_load_state()

    def press(self, label: str) -> None:
        self.main.get_by_role("button", name=self.words(label), exact=True).click()

    def press_first(self, label: str) -> None:
        """For a button that stands there once for each thing of a list; to a reader it may say of which."""
        of_any = re.compile(rf"^{re.escape(self.words(label))}(?= |$)")
        self.main.get_by_role("button", name=of_any).first.click()

    def follow(self, label: str) -> None:
        self.page.get_by_role("link", name=self.words(label), exact=True).first.click()

    def fill(self, label: str, text: str) -> None:
        self.field(label).fill(text)

    def field(self, label: str) -> Locator:
        return self.main.get_by_label(re.compile(f"^{re.escape(self.words(label))}"))

    def sees(self, sentence: str) -> None:
        expect(self.main).to_contain_text(self.words(sentence))


class Guest(Person):
    """Buys without an account."""

    @property
    def search_field(self) -> Locator:
        """The field in the header: a combobox where scripts run."""
        return self.page.get_by_label(self.words("Tìm sản phẩm, hợp tác xã, xã")).first

    def find(self, typed: str) -> None:
        """Search and open the first thing on the shelf."""
        self.page.goto("/")
        box = self.search_field
        box.fill(typed)
        box.press("Enter")
        self.main.get_by_role("listitem").get_by_role("heading").get_by_role("link").first.click()
        expect(self.main.get_by_role("heading", level=1)).to_be_visible()

    def ask_for(self, quantity: str) -> None:
        self.main.get_by_role("textbox", name=self.words("Số lượng"), exact=True).fill(quantity)
        self.press("Thêm vào giỏ")

    def put_in_basket(self, quantity: int) -> None:
        self.ask_for(str(quantity))
        expect(self.page.get_by_role("status").get_by_role("link", name=self.words("Xem giỏ"))).to_be_visible()

    def go_to_checkout(self) -> None:
        self.page.get_by_role("status").get_by_role("link", name=self.words("Xem giỏ")).click()
        expect(self.main.get_by_role("heading", level=1)).to_contain_text(self.words("Giỏ hàng"))
        self.main.locator("a[href='/dat-hang']:visible").click()
        expect(self.page).to_have_url(re.compile("/dat-hang"))
        self.wait_for_scripts()

    def say_where(self, province: str, commune: str) -> None:
        """Choose province and commune; the page brings the communes, the fees and the days by itself or when asked."""
        folded = self.main.locator("[data-place-lists]:not([open]) > summary")
        if folded.count():
            folded.click()
        self._choose("Tỉnh, thành phố", province)
        self._choose("Phường, xã", commune)

    def _choose(self, label: str, code: str) -> None:
        if self.scripts:
            with self.page.expect_response("**/dat-hang/noi-nhan"):
                self.field(label).select_option(code)
        else:
            self.field(label).select_option(code)
            self.press("Chọn tỉnh")

    def order(self) -> None:
        self.press("Đặt hàng, trả khi nhận")
        expect(self.main.get_by_role("heading", level=1)).to_have_text(self.words("Đã đặt hàng"))

    def transfer(self) -> None:
        """Order what is in the checkout, to be paid by a transfer."""
        self.main.get_by_role("radio", name=re.compile("VietQR")).check()
        self.press("Đặt hàng, lấy mã QR")
        expect(self.page).to_have_url(re.compile("/tra-tien$"))

    def choose_card(self) -> None:
        """Order what is in the checkout, to be paid on the page of the provider of cards, where this ends."""
        self.main.get_by_role("radio", name=re.compile(self.words("Thẻ ngân hàng"))).check()
        self.press("Đặt hàng, sang trang thẻ")
        expect(self.page).to_have_url(re.compile("/pay/"))

    def cancel_first(self, reason: str) -> None:
        """Call off the first parcel that can be."""
        form = self.main.locator("details", has_text=self.words("Hủy phần hàng này")).first
        if form.get_attribute("open") is None:
            form.locator("summary").click()
        form.get_by_role("textbox").fill(reason)
        form.get_by_role("button").click()

    def parcel_of(self, seller: str) -> Locator:
        return self.main.get_by_role("region", name=seller)


class Seller(Person):
    """Works through an order of the shop, which is looked up by its number each time."""

    def open(self, number: str) -> None:
        self.page.get_by_role("navigation").get_by_role("link", name=re.compile(self.words("Đơn hàng"))).click()
        self._look_up(number)
        expect(self.main.get_by_role("heading", level=1)).to_contain_text(number)

    def _look_up(self, number: str) -> None:
        box = self.main.get_by_role("searchbox")
        box.fill(number)
        box.press("Enter")
        self.main.get_by_role("link", name=re.compile(number)).click()

    def step(self, number: str, label: str) -> None:
        """Press the button that takes the order one step on."""
        self.open(number)
        self.press(label)
        expect(self.page.get_by_role("status").filter(has_text=number)).to_be_visible()

    def ship(self, number: str, tracking: str) -> None:
        self.open(number)
        self.fill("Mã vận đơn", tracking)
        self.press("Đã giao, kiện tiếp")
        expect(self.page.get_by_role("status").filter(has_text=number)).to_be_visible()


class Operator(Person):
    """Looks at orders from the desk."""

    def open(self, number: str) -> Locator:
        box = self.main.get_by_role("searchbox")
        box.fill(number)
        box.press("Enter")
        self.main.get_by_role("link", name=number, exact=True).click()
        return self.main.get_by_role("complementary", name=number)
