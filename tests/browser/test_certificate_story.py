"""A seller files a certificate by phone, an operator verifies it stars appear, and go when it is taken back."""

import re

from playwright.sync_api import FilePayload, Page, expect

from tests import photographs
from tests.browser.conftest import Window, mostly
from tests.browser.walk import OPERATOR, Person

SELLER, GOODS, NAME = "0900 000 011", "/p/ga-mau-tinh-theo-can", "Gà mẫu tính theo cân"
NUMBER = "MẪU-09/QĐ"


def has_stars(page: Page) -> bool:
    """Whether the product's page shows a certificate that counts; a decision has its effect some seconds later."""
    page.goto(GOODS)
    return page.locator("main .cert .seal").count() > 0


@mostly("phone")
def test_a_paper_is_filed_by_phone_and_its_stars_come_and_go(window: Window) -> None:
    seller, desk, guest = (Person(window()) for _ in range(3))
    assert not has_stars(guest.page)
    seller.sign_in(SELLER)
    seller.page.goto("/ban-hang/giay-chung-nhan")
    seller.press("Chụp giấy mới")
    photo: FilePayload = {"name": "giay.jpg", "mimeType": "image/jpeg", "buffer": photographs.jpeg()}
    seller.field("Chọn ảnh trong máy").set_input_files([photo])
    seller.press("Gửi ảnh")
    seller.field("Món trên giấy").select_option(label=NAME)
    seller.page.get_by_text("4 sao", exact=True).click()
    seller.fill("Số quyết định", NUMBER)
    seller.fill("Ngày cấp", "14/11/2026")
    seller.fill("Có giá trị đến", "14/11/2028")
    seller.press("Gửi giấy")
    expect(seller.main.get_by_role("alert")).to_contain_text("thường là đến 13/11/2029")
    seller.page.get_by_text("Giấy ghi đúng ngày này").click()
    seller.press("Gửi giấy")
    seller.sees("Đã gửi giấy")

    desk.sign_in(OPERATOR)
    desk.page.goto("/van-hanh/duyet?xem=chung-nhan")
    desk.page.locator(".queue a").filter(has_text=NAME).click()
    expect(desk.main).to_contain_text("Số quyết định khác lối thường")
    expect(desk.page.locator("[data-held]")).to_contain_text("anh chị đang giữ")
    desk.page.keyboard.press("a")
    expect(desk.page.get_by_text(re.compile("Đã duyệt OCOP 4 sao"))).to_be_visible()
    for _second in range(30):
        if has_stars(guest.page):
            break
        guest.page.wait_for_timeout(1_000)
    assert has_stars(guest.page)

    desk.page.goto("/van-hanh/giay-chung-nhan?xem=long")
    desk.page.get_by_role("link", name=NAME, exact=True).click()
    desk.page.get_by_text("Thu hồi giấy này").click()
    desk.page.get_by_text("Chủ thể trả lại giấy").click()
    desk.fill("Một câu cho mọi người đọc", "Chủ thể thôi bán món này theo mẫu cũ.")
    desk.press("Thu hồi, gỡ dấu ngay")
    expect(desk.page.get_by_text("Đã thu hồi. Dấu rời trang món hàng")).to_be_visible()
    assert not has_stars(guest.page)
    expect(guest.main).to_contain_text("Giấy OCOP 4 sao đã bị thu hồi, nên món này không treo sao.")
