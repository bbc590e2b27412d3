"""A parcel is packed job by job on a phone whose signal comes and goes, and without scripts."""

import re

from playwright.sync_api import Locator, expect

from tests.browser import story
from tests.browser.conftest import Window, mostly
from tests.browser.walk import NUMBER, OWNER_OF_GREEN_LIFE, Guest, Seller
from tests.running import eventually

OFFLINE = "Mất mạng. Dấu tích nằm trên máy này"
SENT = "Có mạng lại rồi, dấu tích đã gửi lên."


def accepted(window: Window) -> str:
    """The number of a fresh order that the seller has accepted."""
    guest = Guest(window())
    story.fill_the_basket(guest)
    story.order(guest)
    number = NUMBER.findall(guest.parcel_of("HTX Green Life").inner_text())[0]
    seller = Seller(window())
    seller.sign_in(OWNER_OF_GREEN_LIFE)
    seller.step(number, "Nhận đơn")
    return number


def at_the_parcel(window: Window, number: str, *, scripts: bool = True) -> Seller:
    seller = Seller(window(scripts=scripts), scripts=scripts)
    seller.sign_in(OWNER_OF_GREEN_LIFE)
    seller.page.goto(f"/ban-hang/don/{number}/goi")
    return seller


def boxes(seller: Seller) -> Locator:
    return seller.main.get_by_role("checkbox")


def kept(seller: Seller) -> int:
    """For how many parcels this device still keeps ticks."""
    return int(seller.page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('gui-packing:')).length"))


@mostly("phone")
def test_ticks_outlive_a_lost_signal_and_are_sent_when_it_is_back(window: Window, screen: str) -> None:
    number = accepted(window)
    seller = at_the_parcel(window, number)
    expect(seller.main).to_contain_text("Còn 3 việc")
    boxes(seller).nth(0).check()
    expect(seller.main).to_contain_text("Còn 2 việc")
    assert eventually(lambda: kept(seller) == 0)

    seller.page.context.set_offline(True)
    boxes(seller).nth(1).check()
    expect(seller.main.get_by_role("status")).to_contain_text(OFFLINE)
    expect(seller.main).to_contain_text("Còn 1 việc")
    assert kept(seller) == 1
    seller.press("Gói xong, kiện tiếp")
    expect(seller.page).to_have_url(re.compile(f"{number}/goi$"))
    expect(boxes(seller).nth(1)).to_be_checked()

    seller.page.context.set_offline(False)
    expect(seller.main.get_by_role("status")).to_have_text(SENT)
    assert kept(seller) == 0
    elsewhere = at_the_parcel(window, number)
    expect(boxes(elsewhere).nth(0)).to_be_checked()
    expect(boxes(elsewhere).nth(1)).to_be_checked()
    expect(boxes(elsewhere).nth(2)).not_to_be_checked()

    boxes(seller).nth(2).press("Space")
    expect(seller.main).to_contain_text("Đủ việc, đóng được kiện")
    seller.press("Gói xong, kiện tiếp")
    expect(seller.page.get_by_role("status").filter(has_text=number)).to_contain_text("Đã gói xong đơn")


@mostly("phone")
def test_what_a_colleague_did_meanwhile_is_told(window: Window, screen: str) -> None:
    number = accepted(window)
    seller, colleague = at_the_parcel(window, number), at_the_parcel(window, number)
    seller.page.context.set_offline(True)
    boxes(seller).nth(0).check()
    expect(seller.main.get_by_role("status")).to_contain_text(OFFLINE)
    colleague.page.goto(f"/ban-hang/don/{number}")
    colleague.main.get_by_text("Không gửi được đơn này?").click()
    colleague.main.get_by_label("Hàng vừa hết").check()
    colleague.press("Hủy đơn, trả hàng về kho")
    expect(colleague.main).to_contain_text("Đã hủy")
    seller.page.context.set_offline(False)
    expect(seller.main.get_by_role("status")).to_contain_text(f"{number}: Đơn đã đổi trạng thái")
    assert kept(seller) == 0
    expect(boxes(seller).nth(0)).not_to_be_checked()


@mostly("phone")
def test_signing_out_leaves_no_tick_on_the_device(window: Window, screen: str) -> None:
    seller = at_the_parcel(window, accepted(window))
    seller.page.context.set_offline(True)
    boxes(seller).nth(0).check()
    expect(seller.main.get_by_role("status")).to_contain_text(OFFLINE)
    seller.page.route("**/goi/viec", lambda route: route.abort("internetdisconnected"))
    seller.page.context.set_offline(False)
    assert kept(seller) == 1
    seller.page.goto("/ban-hang/them")
    seller.press("Đăng xuất")
    expect(seller.page).not_to_have_url(re.compile("/ban-hang"))
    assert kept(seller) == 0


@mostly("phone")
def test_without_scripts_the_same_form_packs(window: Window, screen: str) -> None:
    number = accepted(window)
    seller = at_the_parcel(window, number, scripts=False)
    boxes(seller).nth(0).check()
    seller.press("Lưu dấu tích")
    expect(boxes(seller).nth(0)).to_be_checked()
    seller.press("Gói xong, kiện tiếp")
    expect(seller.main.get_by_role("alert")).to_contain_text("còn 2 việc chưa tích")
    for place in (1, 2):
        boxes(seller).nth(place).check()
    seller.press("Gói xong, kiện tiếp")
    expect(seller.page.get_by_role("status").filter(has_text=number)).to_contain_text("Đã gói xong đơn")
