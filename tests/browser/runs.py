"""Runs of payouts in the stories of the browser, whatever another story has done with the one of the demo shop."""

import re

from playwright.sync_api import Locator

from tests.browser.walk import Person

BIRDS = "Gian hàng mẫu Gà đồi"
ADDED_VND = 250_000


def digits(text: str) -> str:
    """The digits of an amount."""
    return re.sub(r"\D", "", text)


def closed(person: Person) -> str:
    """Something is owed to the shop that has an account, and the run with it is counted and closed; its amount."""
    person.page.goto("/van-hanh/dieu-chinh/moi")
    person.fill("Nơi bán hàng", BIRDS)
    person.fill("Số tiền", str(ADDED_VND))
    person.fill("Lý do", "Đền hộp xốp (mẫu)")
    person.press("Ghi điều chỉnh")
    person.page.goto("/van-hanh/chuyen-tien")
    person.press("Tính kỳ mới ngay")
    if (again := button(person, "Mở lại, tính lại")).count():
        again.click()
    amount = person.main.get_by_role("row").filter(has=person.page.get_by_role("link", name=re.compile("Gà|Chicken")))
    close = button(person, "Chốt kỳ, chuyển %(amount)s")
    person.fill("Gõ lại số tiền chuyển đi", digits(close.inner_text()))
    close.click()
    person.sees("Chờ người thứ hai duyệt")
    return amount.get_by_role("cell").last.inner_text()


def button(person: Person, sentence: str) -> Locator:
    """The button that begins so; the amount stands behind."""
    return person.main.get_by_role("button", name=re.compile(f"^{re.escape(person.words(sentence).partition('%')[0])}"))
