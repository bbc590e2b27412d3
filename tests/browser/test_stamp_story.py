"""A roll of stamps from the printer to the jar, and back: printed, stuck on, scanned, recalled."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Window, mostly
from tests.browser.walk import OWNER_OF_GREEN_LIFE, Guest, Person

pytestmark = mostly("phone")


def test_stamps_are_printed_stuck_scanned_and_recalled(page: Page, window: Window) -> None:
    owner = Person(page)
    owner.sign_in(OWNER_OF_GREEN_LIFE)
    page.goto("/ban-hang/lo")
    lot = page.locator("main a[href^='/ban-hang/lo/']", has_text="GL-1128").first
    path = lot.get_attribute("href") or ""
    page.goto(f"{path}/tem")
    owner.fill("Bao nhiêu tem", "3")
    owner.press("Làm tem")
    expect(owner.main.get_by_role("button", name="In đẹp, đã dán hết")).to_be_visible(timeout=20_000)
    with page.expect_download() as codes:
        owner.follow("Tải danh sách mã cho nhà in (CSV)")
    address = re.findall(r"/T/(\w{15})", codes.value.path().read_text(encoding="utf-8-sig"), re.IGNORECASE)[0]
    buyer = Guest(window())
    buyer.page.goto(f"/t/{address}")
    buyer.sees("Nơi bán chưa báo là đã dán tem này.")
    owner.press("In đẹp, đã dán hết")
    buyer.page.reload()
    buyer.sees("Tem thật")
    page.goto(f"{path}/thu-hoi")
    owner.fill("Viết cho khách", "Một số hũ lên men sớm, nắp có thể phồng.")
    owner.press("Xem điều sẽ xảy ra")
    owner.sees("3 tem báo “Lô bị thu hồi”")
    owner.fill("Gõ lại mã lô", "GL-1128")
    owner.press("Thu hồi và báo khách")
    owner.sees("Lô GL-1128 đã thu hồi")
    buyer.page.reload()
    expect(buyer.page.get_by_role("heading", level=1)).to_contain_text("Đừng dùng: lô bị thu hồi")
    buyer.sees("Một số hũ lên men sớm, nắp có thể phồng.")
