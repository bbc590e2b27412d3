"""A guest pays by transfer: the way is chosen, the code is there, and it may be paid at the door after all."""

import re
from itertools import count

import pytest
from playwright.sync_api import expect

from marketplace.web.own_account import SAMPLE
from tests.bank_senders import deliver, sepay
from tests.browser import story
from tests.browser.conftest import Window, before
from tests.browser.walk import Guest
from tests.running import PATIENCE

AMOUNT = re.compile(r"[\d.,]+\s₫")
MEMO = re.compile(r"\bGUI[0-9A-Z]+\b")
TRANSACTIONS = count(1)


def order(guest: Guest) -> None:
    """Honey, to be paid by a transfer."""
    guest.find("mat ong green life")
    guest.put_in_basket(1)
    guest.go_to_checkout()
    story.fill_in(guest)
    guest.transfer()


@pytest.mark.parametrize(("locale", "scripts"), [("vi-VN", True), ("en-GB", False)])
def test_a_transfer_is_shown_looked_for_and_paid_at_the_door_after_all(
    window: Window, locale: str, scripts: bool
) -> None:
    guest = Guest(window(locale, scripts=scripts), locale, scripts=scripts)
    order(guest)
    expect(guest.main.get_by_role("img", name=re.compile("VietQR.*GUI"))).to_be_visible()
    copies = guest.main.get_by_role("button", name=re.compile(f"^{guest.words('Chép')} "))
    expect(copies).to_have_count(3 if scripts else 0)
    guest.main.locator("a[href$='?xem=1']:visible").click()
    expect(guest.main.get_by_role("status")).to_contain_text(
        guest.words("Ngân hàng khác nhau thường cần vài phút. Tiền về là trang tự báo, bạn đóng trang cũng được.")
    )
    guest.page.get_by_role("link", name=guest.words("Đổi cách trả")).click()
    guest.main.get_by_role("radio", name=re.compile(re.escape(guest.words("Tiền mặt khi nhận (COD)")))).check()
    guest.press("Trả cách này")
    expect(guest.main.get_by_role("heading", level=1)).to_have_text(guest.words("Đã đặt hàng"))


@pytest.mark.parametrize(("screen", "locale"), [*before("phone", "vi-VN"), *before("desk", "en-GB")])
def test_the_page_tells_by_itself_that_the_money_came(
    window: Window, live_server: str, screen: str, locale: str
) -> None:
    guest = Guest(window(locale), locale)
    order(guest)
    shown = guest.main.inner_text()
    amount = AMOUNT.findall(shown)[0]
    amount_vnd = int(re.sub(r"\D", "", amount))
    memo = MEMO.findall(shown)[0]
    told = sepay(next(TRANSACTIONS), amount_vnd, f"MBVCB.{memo}.CT tu 0123", accountNumber=SAMPLE["BANK_ACCOUNT"])
    assert deliver(live_server, told) == [200]
    received = guest.words("Đã nhận %(amount)s") % {"amount": amount}
    expect(guest.main.get_by_role("heading", level=1)).to_have_text(received, timeout=PATIENCE * 1_000)
    guest.follow("Theo dõi đơn")
    guest.sees("Không còn gì phải trả.")
