"""A jar that broke: an operator refunds it, the buyer names an account and reads where the money is, and it stands in
the run of payouts that somebody closes.
"""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import Window
from tests.browser.test_accessibility import Axe, faults
from tests.browser.walk import NUMBER, OPERATOR, Person

PHONE = re.compile(r"\b0\d{3} \d{3} \d{3}\b")
PARCELS = {"vi-VN": 0, "en-GB": 1}
"""Which of the delivered parcels each story is about: both happen in one shop."""
OF_PARCEL = "/van-hanh/don?xem=tat-ca&q={number}&don={number}"


def named(operator: Person, number: str) -> str:
    """The telephone by which the buyer finds the order."""
    operator.page.goto(OF_PARCEL.format(number=number))
    operator.press("Hiện")
    return PHONE.findall(operator.main.locator("[data-pane]").inner_text())[0]


def give_back(operator: Person, axe: Axe) -> str:
    """One piece of the parcel on the page; the amount that stood in the button."""
    operator.main.get_by_role("link", name=operator.words("Hoàn tiền"), exact=True).click()
    assert faults(operator.page, axe) == []
    operator.fill("Số lượng hoàn", "1")
    for label in ("Hàng hỏng", "Chợ chịu"):
        operator.main.get_by_label(operator.words(label)).check()
    operator.fill("Lý do, hai bên cùng đọc", "Ảnh cho thấy hũ vỡ.")
    operator.press("Tính số tiền")
    pattern = re.escape(operator.words("Hoàn %(amount)s")).replace(re.escape("%(amount)s"), r"([\d.,]+\s₫)")
    button = operator.main.get_by_role("button", name=re.compile(f"^{pattern}$"))
    amount = re.findall(pattern, button.inner_text())[0]
    assert faults(operator.page, axe) == []
    button.click()
    operator.sees("Chờ khách ghi tài khoản")
    assert faults(operator.page, axe) == []
    return str(amount)


def name_account(buyer: Person, axe: Axe, amount: str) -> None:
    """First a number that is none, then one."""
    buyer.follow("Ghi tài khoản nhận tiền")
    assert faults(buyer.page, axe) == []
    send = buyer.words("Nhận %(amount)s vào tài khoản này") % {"amount": amount}
    buyer.field("Ngân hàng").select_option(label="Vietcombank")
    buyer.fill("Số tài khoản", "12")
    buyer.fill("Chủ tài khoản", "Nguyễn Thị Mẫu")
    buyer.main.get_by_role("button", name=send).click()
    expect(buyer.main.locator(".emsg")).to_be_visible()
    expect(buyer.field("Chủ tài khoản")).to_have_value("Nguyễn Thị Mẫu")
    buyer.fill("Số tài khoản", "0123 456 789")
    buyer.main.get_by_role("button", name=send).click()
    expect(buyer.main).to_contain_text("•••• 6789")


def close_run(operator: Person) -> None:
    """Count what is due anew; the run that the demo shop has open is opened again. Then type its sum."""
    operator.page.goto("/van-hanh/chuyen-tien")
    operator.press("Tính kỳ mới ngay")
    operator.press("Mở lại, tính lại")
    expect(operator.main).to_contain_text("NGUYEN THI MAU")
    label = operator.words("Chốt kỳ, chuyển %(amount)s").partition("%")[0]
    button = operator.main.get_by_role("button", name=re.compile(re.escape(label)))
    operator.fill("Gõ lại số tiền chuyển đi", re.sub(r"\D", "", button.inner_text()))
    button.click()
    operator.sees("Mở lại, tính lại")


@pytest.mark.parametrize("screen", ["desk"])
@pytest.mark.parametrize("locale", PARCELS)
def test_a_jar_is_refunded_to_an_account_that_the_buyer_names(window: Window, axe: Axe, locale: str) -> None:
    operator, buyer = Person(window(locale), locale), Person(window(locale), locale)
    operator.sign_in(OPERATOR)
    operator.page.goto("/van-hanh/don?xem=da-giao")
    number = list(dict.fromkeys(NUMBER.findall(operator.main.inner_text())))[PARCELS[locale]]
    phone = named(operator, number)
    amount = give_back(operator, axe)
    buyer.page.goto("/don")
    buyer.fill("Số điện thoại", phone)
    buyer.fill("Mã đơn", number.rpartition("-")[0])
    buyer.press("Xem đơn")
    buyer.sees("Chờ bạn ghi tài khoản")
    name_account(buyer, axe, amount)
    buyer.follow("Xem cả đơn")
    buyer.sees("Đang chuẩn bị hoàn")
    close_run(operator)
