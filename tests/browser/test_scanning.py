"""A stamp in hand: scanned, or its code typed, with and without scripts."""

from playwright.sync_api import Page, Request, expect

from tests.browser.conftest import Window, mostly

pytestmark = mostly("phone")
SCANNED, TYPED = "/t/7E9JBK4X", "hh82 ebv4"


def test_a_device_counts_a_scan_once_a_day(page: Page) -> None:
    counted: list[Request] = []
    page.on("request", lambda request: counted.append(request) if request.url.endswith("/scan") else None)
    page.goto(SCANNED, wait_until="networkidle")
    page.reload(wait_until="networkidle")
    assert [request.method for request in counted] == ["POST"]
    expect(page.get_by_role("heading", level=1)).to_have_text("Tem thật (bản trình diễn)")
    expect(page.get_by_text("Quét lần đầu hôm nay.")).to_be_visible()


def test_without_scripts_the_page_of_a_stamp_is_complete(window: Window) -> None:
    page = window(scripts=False)
    page.goto(SCANNED)
    for told in ("Tem thật (bản trình diễn)", "GL-1125", "Quay mật hoa rừng cuối thu", "OCOP 3 sao, cấp tỉnh"):
        expect(page.get_by_text(told, exact=True)).to_be_visible()
    page.get_by_role("link", name="Mua lại").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Mật ong rừng Green Life")


def test_a_mistyped_code_is_put_right_without_scripts(window: Window) -> None:
    page = window(scripts=False)
    page.goto("/quet")
    page.get_by_label("Mã trên tem").fill("hh82 ebv5")
    page.get_by_role("button", name="Xem tem").click()
    expect(page.get_by_role("alert")).to_contain_text("Nhóm thứ hai không đúng: EBV5.")
    expect(page.get_by_label("Mã trên tem")).to_have_value("hh82 ebv5")
    page.get_by_label("Mã trên tem").fill(TYPED)
    page.get_by_role("button", name="Xem tem").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Tem thật (bản trình diễn)")
