import pytest
from playwright.sync_api import FilePayload, expect

from tests import photographs
from tests.browser.conftest import Window, mostly
from tests.browser.walk import OWNER_OF_GREEN_LIFE, Seller

HONEY = "/ban-hang/mon/mat-ong-green-life"


def file(name: str, content: bytes) -> FilePayload:
    return {"name": name, "mimeType": "image/jpeg", "buffer": content}


@mostly("phone")
@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_photos_are_sent_shown_put_in_order_and_taken_down(window: Window, screen: str, scripts: bool) -> None:
    seller = Seller(window(scripts=scripts), scripts=scripts)
    seller.sign_in(OWNER_OF_GREEN_LIFE)
    seller.page.goto(HONEY)
    seller.page.get_by_role("button", name="Sửa món này").or_(seller.page.get_by_role("link", name="Sửa tiếp")).click()
    seller.page.get_by_role("link", name="Ảnh", exact=False).first.click()
    photos = seller.page.url
    seller.field("Chọn ảnh trong máy").set_input_files(
        [
            file("a.jpg", photographs.jpeg()),
            file("hình.svg", b"<svg/>"),
            file("b.jpg", photographs.jpeg(2600, 2000) + bytes(1_200_000)),
        ]
    )
    seller.press("Gửi ảnh")
    expect(seller.main.get_by_role("alert")).to_contain_text("hình.svg: Hình vẽ SVG không gửi được.")
    rows = seller.main.locator("[data-state]")
    expect(rows).to_have_count(2)
    ready = seller.main.locator("[data-state=ready]")
    while not scripts and ready.count() < 2:
        seller.follow("Xem lại")
    expect(ready).to_have_count(2, timeout=20_000)
    first, second = (rows.nth(place).get_attribute("id") for place in range(2))
    seller.main.get_by_role("button", name="Đưa ảnh 2 lên đầu").click()
    expect(rows.first).to_have_id(str(second))
    seller.page.goto("/p/mat-ong-green-life")
    expect(seller.main.locator(".gal .photo")).to_have_count(0)
    seller.page.goto(photos)
    for _photo in range(2):
        seller.main.get_by_role("button", name="Xóa ảnh 1").click()
        expect(seller.page.get_by_role("status").filter(has_text="Đã xóa ảnh.")).to_be_visible()
    expect(rows).to_have_count(0)
    seller.page.get_by_role("button", name="Lấy lại").click()
    expect(rows).to_have_id(str(first))
    seller.main.get_by_role("button", name="Xóa ảnh 1").click()
    expect(rows).to_have_count(0)
