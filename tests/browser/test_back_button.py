"""What the browser brings back as it was shows nothing that is no longer so."""

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import mostly
from tests.browser.walk import BUYER, Person

HONEY = "/p/mat-ong-green-life"


def put_into_basket(page: Page) -> None:
    page.goto(HONEY)
    page.get_by_role("button", name="Thêm vào giỏ").click()
    expect(page.get_by_role("status")).to_be_visible()


@mostly("phone")
def test_the_count_on_the_basket_is_that_of_now(page: Page) -> None:
    page.goto("/c/mat-ong")
    expect(page.locator("header [href='/gio']:visible")).to_have_accessible_name("Giỏ hàng, số món: 0")
    put_into_basket(page)
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile("/c/mat-ong$"))
    expect(page.locator("header [href='/gio']:visible")).to_have_accessible_name("Giỏ hàng, số món: 1")


@mostly("phone")
def test_lines_and_total_of_the_basket_are_those_of_now(page: Page) -> None:
    put_into_basket(page)
    page.goto("/gio")
    page.get_by_role("link", name="Mật ong rừng Green Life").first.click()
    page.get_by_role("button", name="Thêm vào giỏ").click()
    expect(page.get_by_role("status")).to_be_visible()
    page.go_back()
    page.go_back()
    expect(page).to_have_url(re.compile("/gio$"))
    expect(page.get_by_role("textbox", name=re.compile("^Số lượng Mật ong rừng Green Life"))).to_have_value("2")


SENT = "async words => (await (await fetch('/dat-hang')).text()).includes(words)"


@mostly("phone")
def test_what_was_typed_at_checkout_is_there_after_a_walk(page: Page) -> None:
    put_into_basket(page)
    page.goto("/dat-hang")
    page.get_by_label("Họ và tên").fill("Lan Mẫu")
    page.get_by_label("Số nhà, ngõ, đường hoặc thôn, xóm").fill("Số 8")
    page.get_by_role("link", name="Gùi, về trang chủ").click()
    expect(page).to_have_url(re.compile("/$"))
    page.wait_for_function(SENT, arg="Lan Mẫu")  # it is sent while the page is left, and may come after the next one
    page.goto("/dat-hang")
    expect(page.get_by_label("Họ và tên")).to_have_value("Lan Mẫu")
    page.get_by_label("Số điện thoại").fill("0912 345")
    page.get_by_role("button", name="Về giỏ hàng").click()
    expect(page).to_have_url(re.compile("/gio$"))
    page.go_back()
    expect(page.get_by_label("Số điện thoại")).to_have_value("0912 345")
    expect(page.get_by_label("Số nhà, ngõ, đường hoặc thôn, xóm")).to_have_value("Số 8")


@mostly("phone")
def test_after_signing_out_nothing_of_the_account_comes_back(page: Page) -> None:
    Person(page).sign_in(BUYER)
    page.goto("/tai-khoan/don")
    page.goto("/tai-khoan")
    page.get_by_role("button", name="Đăng xuất", exact=True).click()
    expect(page.get_by_role("status")).to_have_text(re.compile("Đã đăng xuất"))
    page.go_back()
    expect(page).to_have_url(re.compile("/dang-nhap"))
    page.go_back()
    expect(page).to_have_url(re.compile("/dang-nhap"))
