"""A parcel comes back to its shop, and a carrier sends too little of the cash that it took."""

import re

from playwright.sync_api import FilePayload, expect

from tests.browser.conftest import Window, mostly
from tests.browser.test_accessibility import Axe, faults
from tests.browser.walk import NUMBER, Person

OWNER, OPERATOR = "0900 000 002", "0900 000 009"
MISSING_VND = 20_000


@mostly("phone")
def test_what_came_back_is_taken_in_and_what_broke_is_written_off(window: Window, axe: Axe, screen: str) -> None:
    seller = Person(window())
    seller.sign_in(OWNER)
    seller.page.goto("/ban-hang/don?xem=hoan")
    number = NUMBER.findall(seller.main.inner_text())[0]
    seller.page.goto(f"/ban-hang/don/{number}")
    assert faults(seller.page, axe) == []
    fit = seller.main.get_by_label(re.compile("còn bán được$"))
    fit.fill("1")
    seller.press("Kiện đã về, nhập lại kho")
    expect(seller.main.locator(".emsg")).to_contain_text("Ghi số còn bán được, từ 0 đến 2.")
    expect(fit).to_have_value("1")
    seller.field("Phần không bán được bị sao?").select_option(label="Vỡ, rách, móp")
    seller.press("Kiện đã về, nhập lại kho")
    seller.sees("Đã hoàn về")
    seller.sees("Kiện đã về gian hàng")


@mostly("desk")
def test_a_carriers_table_that_falls_short_is_charged_and_taken_back(window: Window, axe: Axe, screen: str) -> None:
    operator = Person(window())
    operator.sign_in(OPERATOR)
    operator.page.goto("/van-hanh/tien-mat/giu?hang=Viettel%20Post")
    held = operator.main.inner_text()
    number = NUMBER.findall(held)[0]
    amount_vnd = int(re.sub(r"\D", "", re.findall(r"[\d.]+\s₫", held)[0]))
    table = f"Mã đơn;Tiền thu hộ\n{number};{amount_vnd - MISSING_VND}\n".encode()
    operator.page.goto("/van-hanh/tien-mat/bang")
    assert faults(operator.page, axe) == []
    file = FilePayload(name="viettel-post.csv", mimeType="text/csv", buffer=table)
    operator.main.locator("input[type=file]").set_input_files(file)
    operator.field("Đơn vị chuyển").select_option("Viettel Post")
    operator.press("Nạp bảng")
    operator.sees("Thiếu tiền")
    operator.page.goto("/van-hanh/tien-mat/lech")
    operator.main.get_by_role("link", name=number).click()
    assert faults(operator.page, axe) == []
    operator.fill("Lý do", "Nơi bán ghi sai tiền thu")
    operator.press("Nơi bán chịu 20.000\u00a0₫")
    operator.sees("Tính cho nơi bán")
    operator.press("Gỡ quyết định này")
    operator.sees("Thiếu 20.000")
    expect(operator.main.get_by_role("button", name="Đòi đơn vị chuyển")).to_be_visible()
