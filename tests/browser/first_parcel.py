"""From "Bán hàng ở đây" to the first parcel that a courier has: a new seller, an operator and a buyer."""

import re
from collections.abc import Iterator, Mapping
from itertools import count
from typing import Final
from uuid import uuid4

from playwright.sync_api import FilePayload, Locator, expect

from marketplace.sellers.tax_codes import WEIGHTS
from tests import photographs
from tests.browser import story
from tests.browser.hands import Hand
from tests.browser.states import open_letter
from tests.browser.walk import NUMBER, Guest, Operator, Person
from tests.running import eventually

PASSWORD: Final = "mat ong rung thu muoi"
ANSWERS: Final[Mapping[str, str]] = {
    "loai": "Hợp tác xã (HTX)",
    "dai-dien": "Đinh Thị Mẫu",
    "xa": "Hợp Tiến, Kim Bôi, Hòa Bình",
    "dia-chi": "Xóm 3, nhà văn hóa",
    "dien-thoai": "0912 345 678",
    "ngan-hang": "970405",
    "so-tai-khoan": "1500 2051 23456",
    "chu-tai-khoan": "HTX MAU KHE SUONG",
    "nhom-hang": "Mật ong",
    "goi": "500",
    "can-nang": "850",
    "gia": "165k",
}
"""What the new seller answers, by the word of the question in its address; photos and names aside."""
MOST_QUESTIONS: Final = 40
OFFLINE, SENT = "Mất mạng. Dấu tích nằm trên máy này", "Có mạng lại rồi, dấu tích đã gửi lên."


def _tax_codes() -> Iterator[str]:
    """Codes that nobody has, each with its check digit: one shop is opened with each."""
    for number in count(990_000_500):
        check = 10 - sum(weight * int(digit) for weight, digit in zip(WEIGHTS, str(number), strict=True)) % 11
        if check < 10:
            yield f"{number}{check}"


_CODES: Final = _tax_codes()


class NewSeller(Person):
    """Somebody who has never sold here. Everything is done by `hand`."""

    def __init__(self, hand: Hand, *, scripts: bool = True) -> None:
        super().__init__(hand.page, scripts=scripts)
        self.hand = hand
        self.shop = f"HTX Mẫu Khe {uuid4().hex[:6]}"
        self.product = f"Mật ong mẫu {uuid4().hex[:8]}"
        self.own = {"ten": self.shop, "ten-mon": self.product, "ma-so-thue": next(_CODES)}

    def press(self, label: str) -> None:
        self.hand.press(self.main.get_by_role("button", name=label, exact=True).first)

    def follow(self, label: str | re.Pattern[str]) -> None:
        self.hand.press(self.page.get_by_role("link", name=label, exact=isinstance(label, str)).first)

    def fill(self, label: str, text: str) -> None:
        self.hand.write(self.field(label), text)

    def register(self) -> None:
        """A new account, from the link at the foot of the home page."""
        self.page.goto("/")
        self.follow("Bán hàng ở đây")
        self.follow("Bắt đầu mở gian hàng")
        address = f"{uuid4().hex}@example.test"
        self.fill("Họ và tên", "Đinh Thị Mẫu")
        self.fill("Số điện thoại hoặc e-mail", address)
        self.fill("Mật khẩu", PASSWORD)
        self.press("Mở tài khoản")
        expect(self.page).not_to_have_url(re.compile("/dang-ky$"))
        open_letter(Guest(self.page), address)
        self.hand.press(self.main.locator("a[href*='/xac-nhan/']"))
        self.fill("Mật khẩu đã chọn", PASSWORD)
        self.press("Mở tài khoản")
        expect(self.page).not_to_have_url(re.compile("/xac-nhan/"))

    def apply(self) -> None:
        """All questions in the order in which they are asked, then the look over everything."""
        self.page.goto("/")
        self.follow("Bán hàng ở đây")
        self.press("Bắt đầu mở gian hàng")
        for _question in range(MOST_QUESTIONS):
            self.page.wait_for_load_state()
            if "/cau/" in self.page.url:
                self._answer(self.page.url.partition("/cau/")[2].partition("?")[0])
            elif self.page.get_by_role("link", name="Xem lại hồ sơ").count():
                break
            else:
                self.follow(re.compile("^(Bắt đầu làm|Làm tiếp)$"))
                expect(self.page).to_have_url(re.compile("/cau/"))
        self.follow("Xem lại hồ sơ")
        self.press("Gửi cho chúng tôi xem")
        self.sees("Hồ sơ đang chờ xem")

    def practise(self) -> None:
        """While the application waits: one sample order is accepted."""
        self.follow(re.compile("^Gian hàng tập"))
        self.press("Mở gian hàng tập")
        self.follow("Làm bài này")
        self.press("Nhận đơn")
        expect(self.page.get_by_role("status").filter(has_text="TAP-MAU-1")).to_be_visible()

    def stock(self) -> None:
        """The shop is open: count what there is of the first product."""
        self.page.goto("/ban-hang")
        self.hand.press(self.page.get_by_role("navigation").get_by_role("link", name=re.compile("Món hàng")))
        self.hand.press(self.main.locator("details.pack summary").first)
        self.hand.write(self.main.get_by_label(re.compile("^Còn lại")).first, "20")
        self.press("Ghi số còn")
        self.sees("còn 20")

    def accept(self, number: str) -> None:
        self.page.goto("/ban-hang")
        self.follow("Xem và nhận đơn")
        self.press("Nhận đơn")
        expect(self.page.get_by_role("status").filter(has_text=number)).to_be_visible()

    def pack(self, number: str) -> None:
        """Job by job; in the middle of it the network is gone, and comes back."""
        self.page.goto("/ban-hang")
        self.follow("Bắt đầu đóng gói")
        self.sees("Còn 3 việc")
        self.hand.tick(self._job(0))
        if self.scripts:
            self.sees("Còn 2 việc")
            self._pack_offline()
        else:
            self.hand.tick(self._job(1))
            self.press("Lưu dấu tích")
            expect(self._job(1)).to_be_checked()
        self.hand.tick(self._job(2))
        self.press("Gói xong, kiện tiếp")
        expect(self.page.get_by_role("status").filter(has_text=number)).to_contain_text("Đã gói xong đơn")

    def hand_over(self, number: str) -> None:
        self.page.goto("/ban-hang")
        self.follow("Ghi mã vận đơn")
        self.fill("Mã vận đơn", story.TRACKING)
        self.press("Đã giao, kiện tiếp")
        expect(self.page.get_by_role("status").filter(has_text=number)).to_be_visible()

    def _pack_offline(self) -> None:
        assert eventually(lambda: self._kept() == 0)
        self.page.context.set_offline(True)
        self.hand.tick(self._job(1))
        expect(self.main.get_by_role("status")).to_contain_text(OFFLINE)
        assert self._kept() == 1
        self.page.context.set_offline(False)
        expect(self.main.get_by_role("status")).to_have_text(SENT)
        assert self._kept() == 0

    def _kept(self) -> int:
        count = "Object.keys(localStorage).filter((key) => key.startsWith('gui-packing:')).length"
        return int(self.page.evaluate(count))

    def _job(self, place: int) -> Locator:
        return self.main.get_by_role("checkbox").nth(place)

    def _answer(self, word: str) -> None:
        asked_at = self.page.url
        if word in ("giay-dang-ky", "giay-ma-so-thue", "can-cuoc", "anh-mon"):
            photo = FilePayload(name="giay.jpg", mimeType="image/jpeg", buffer=photographs.jpeg(800, 600))
            self.field("Chọn ảnh trong máy").set_input_files(photo)
            self.press("Gửi ảnh")
        else:
            self._tell(word, self.own.get(word) or ANSWERS[word])
            self.hand.press(self.main.get_by_role("button", name=re.compile("^Lưu")))
        expect(self.page).not_to_have_url(asked_at)

    def _tell(self, word: str, answer: str) -> None:
        if word in ("loai", "nhom-hang"):
            self.hand.tick(self.main.get_by_role("radio", name=re.compile(f"^{re.escape(answer)}")).first)
        elif word == "xa":
            self.hand.write(self.main.locator("input.inp"), answer)
            self.press("Tìm xã, phường")
            self.hand.tick(self.main.get_by_role("radio").first)
        elif word == "ngan-hang":
            self.hand.choose(self.main.get_by_role("combobox"), answer)
        elif word == "goi":
            self.hand.write(self.main.locator("[name=container]"), "Hũ")
            self.hand.write(self.main.locator("[name=content]"), answer)
            self.hand.choose(self.main.get_by_role("combobox"), "ml")
        else:
            self.hand.write(self.main.locator("input.inp"), answer)


def approve(operator: Operator, shop: str) -> None:
    """The operator finds the shop in the queue and opens it."""
    operator.page.goto("/van-hanh/duyet")
    operator.page.get_by_role("link", name=re.compile(shop)).filter(has_not_text="Cần hai người").first.click()
    expect(operator.main.get_by_role("heading", name=re.compile(shop)).first).to_be_visible()
    operator.press("Duyệt")
    expect(operator.page.get_by_role("status").filter(has_text=shop)).to_be_visible()


def buy(guest: Guest, seller: NewSeller) -> str:
    """A guest finds the goods, orders one pack, and gets the number of the parcel."""
    guest.find(seller.product)
    guest.put_in_basket(1)
    story.order(guest)
    return str(NUMBER.findall(guest.parcel_of(seller.shop).inner_text())[0])
