"""From a full basket to the order without a doubt, a second typing or a dead end: docs/usability.md says which rule."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser import story
from tests.browser.conftest import Window, mostly
from tests.browser.walk import APPLICANT, BUYER, OPERATOR, OWNER_OF_GREEN_LIFE, Guest, Person

CROWDED = """() => {
  const shown = [...document.querySelectorAll("a[href],button,input:not([type=hidden]),select,textarea,summary")]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".vh,.skip"))
    .map((one) => [one, (one.matches("label input") ? one.closest("label") : one).getBoundingClientRect()])
    .filter(([, box]) => box.width > 2);
  const isInSentence = (one) => getComputedStyle(one).display === "inline"
    && one.parentElement.textContent.trim() !== one.textContent.trim();
  const floats = (one) => one !== null
    && (/fixed|sticky/.test(getComputedStyle(one).position) || floats(one.parentElement));
  const isSmall = (box) => box.height < 23.5 || box.width < 23.5;
  const reaches = (x, y, box) => Math.hypot(
    Math.max(box.left - x, 0, x - box.right), Math.max(box.top - y, 0, y - box.bottom)) < 11.5;
  return shown.filter(([one, box]) => isSmall(box) && !isInSentence(one)).flatMap(([one, box]) => {
    const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
    const near = shown.find(([other, its]) =>
      other !== one && !one.contains(other) && !other.contains(one)
      && floats(one) === floats(other) && reaches(x, y, its));
    return near ? [`${one.outerHTML.slice(0, 90)} by ${near[0].outerHTML.slice(0, 90)}`] : [];
  });
}"""
"""What is smaller than 24 points and has not even the room around it that would do instead (WCAG 2.2, 2.5.8)."""
DESKS = {
    OWNER_OF_GREEN_LIFE: ("/ban-hang", "/ban-hang/don", "/ban-hang/mon", "/ban-hang/yeu-cau"),
    OPERATOR: ("/van-hanh/don", "/van-hanh/khieu-nai", "/van-hanh/hoan-tien", "/van-hanh/ma-giam-gia"),
}


def summary_of(guest: Guest) -> Locator:
    return guest.page.locator("#summary")


@mostly("phone")
@pytest.mark.parametrize("locale", ["vi-VN", "en-GB"])
def test_a_guest_knows_sum_and_day_early_mends_one_mistake_and_orders_once(window: Window, locale: str) -> None:
    guest = Guest(window(locale), locale)
    page, main = guest.page, guest.main
    story.fill_the_basket(guest)
    guest.go_to_checkout()

    steps = [heading.inner_text() for heading in main.locator("h2.step").all()]
    assert [step.split("\n")[0][:1] for step in steps] == [str(number) for number in range(1, len(steps) + 1)]
    expect(page.get_by_role("link", name=guest.words("Mở tài khoản"))).to_have_count(0)
    assert page.locator("input[autocomplete^=cc-]").count() == 0, "card numbers are asked by their provider alone"

    main.locator("[data-place-lists]:not([open]) > summary").click()
    with page.expect_response("**/dat-hang/noi-nhan"):
        guest.field("Tỉnh, thành phố").select_option("01")
    expect(guest.field("Phường, xã")).to_have_value("")
    guest.sees("Trả khi nhận")
    for seller in story.SELLERS[locale]:
        expect(page.get_by_role("main")).to_contain_text(re.compile(rf"{seller}[^\n]*?\d\d[/ ]"))

    story.fill_in(guest)
    guest.fill("Số điện thoại", "0900 000 12")
    guest.main.get_by_role("radio", name=re.compile("VietQR")).check()
    guest.press("Đặt hàng, lấy mã QR")
    expect(page).to_have_title(re.compile("^(Lỗi|Error): "))
    faults = main.locator(".esum").get_by_role("link")
    expect(faults).to_have_text([guest.words("Số điện thoại thiếu 1 chữ số. Ví dụ: 0912 345 678")])
    faults.click()
    expect(guest.field("Số điện thoại")).to_be_focused()
    expect(guest.field("Số điện thoại")).to_have_value("0900 000 12")
    expect(guest.field("Số nhà, ngõ, đường hoặc thôn, xóm")).to_have_value("Số 8, ngõ 12")
    expect(guest.field("Phường, xã")).to_have_value("00004")
    expect(main.get_by_role("radio", name=re.compile("VietQR"))).to_be_checked()

    guest.fill("Số điện thoại", f"0900 000 {next(story.ENDS)}")
    guest.main.locator("input[name=payment][value=cod]").check()
    guest.order()
    expect(main.get_by_role("link", name=guest.words("Mở tài khoản"))).to_be_visible()


@mostly("phone")
def test_only_a_voucher_is_applied_and_going_back_from_the_order_leads_to_no_second_one(page: Page) -> None:
    guest = Guest(page)
    story.fill_the_basket(guest)
    guest.go_to_checkout()
    story.fill_in(guest)
    buttons = [button.inner_text() for button in guest.main.get_by_role("button").all() if button.is_visible()]
    assert [text for text in buttons if re.search("áp dụng|cập nhật", text.lower())] in ([], ["Áp dụng"])
    guest.order()
    placed = page.url
    page.go_back()
    if page.locator("form[data-checkout]").count():
        guest.order()
        expect(page).to_have_url(placed)
    page.goto("/gio")
    expect(guest.main.locator("a[href='/dat-hang']")).to_have_count(0)


@mostly("phone")
def test_nothing_that_is_known_is_typed_again(window: Window) -> None:
    """A place that was chosen once is known at checkout; who signs in types neither name nor phone (WCAG 3.3.7)."""
    guest = Guest(window())
    story.fill_the_basket(guest)
    guest.go_to_checkout()
    guest.say_where("01", "00004")
    guest.page.goto("/p/mat-ong-green-life")
    guest.sees("Ba Đình")
    guest.page.goto("/dat-hang")
    expect(guest.field("Phường, xã")).to_have_value("00004")
    buyer = Guest(window())
    buyer.sign_in(BUYER)
    buyer.page.goto("/p/mat-ong-green-life")
    buyer.press("Mua ngay")
    for label in ("Số điện thoại", "Họ và tên"):
        expect(buyer.field(label)).not_to_have_value("")


@mostly("phone")
def test_signing_in_asks_no_riddle_and_lets_a_password_be_filled_in(page: Page) -> None:
    page.goto("/dang-nhap")
    fields = page.get_by_role("main").locator("input:not([type=hidden]):not([type=checkbox])")
    names = [field.get_attribute("autocomplete") for field in fields.all() if field.is_visible()]
    assert names == ["username", "current-password"]
    password = page.locator("input[autocomplete=current-password]")
    password.focus()
    page.keyboard.insert_text("gui demo 2026")  # as a password manager or the clipboard does
    expect(password).to_have_value("gui demo 2026")
    assert page.locator("iframe, canvas, [class*=captcha]").count() == 0


HREFS = "links => links.map((one) => one.href)"
OF_ONE_PAGE = re.compile(r"/cau/(?:ten|dai-dien|dia-chi)(?:\?|$)")
"""Other questions ask for a photo, a code or more next."""


@mostly("phone")
def test_the_check_page_holds_all_answers_and_each_change_leads_back_to_it(page: Page) -> None:
    applicant = Person(page)
    applicant.sign_in(APPLICANT)
    page.goto("/mo-gian-hang")
    paths = page.locator("a[href^='/mo-gian-hang/']").evaluate_all("links => links.map((one) => one.pathname)")
    changes = applicant.main.get_by_role("link", name=re.compile("^Sửa: "))
    for path in sorted({path.split("/")[2] for path in paths if len(path.split("/")[2]) >= 12}):
        page.goto(f"/mo-gian-hang/{path}/xem-lai")
        of_one_page = [href for href in changes.evaluate_all(HREFS) if OF_ONE_PAGE.search(href)]
        if of_one_page:
            break
    expect(applicant.main.get_by_role("heading", level=1)).to_have_text("Xem lại hồ sơ")
    assert 0 < changes.count() <= applicant.main.locator("dl.answers dd").count()
    page.goto(of_one_page[0])
    page.locator("main form button:not([formaction])").first.click()
    expect(page).to_have_url(re.compile("/xem-lai"))


@mostly("desk")
@pytest.mark.parametrize("who", DESKS)
def test_what_can_be_pressed_at_a_desk_is_large_enough(page: Page, who: str) -> None:
    Person(page).sign_in(who)
    crowded = {path: page.evaluate(CROWDED) for path in DESKS[who] if page.goto(path)}
    assert {path: found for path, found in crowded.items() if found} == {}


@mostly("phone")
def test_what_can_be_pressed_while_buying_is_large_enough(page: Page) -> None:
    guest = Guest(page)
    story.fill_the_basket(guest)
    crowded = {path: page.evaluate(CROWDED) for path in ("/gio", "/dat-hang") if page.goto(path)}
    assert {path: found for path, found in crowded.items() if found} == {}
