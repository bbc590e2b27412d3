"""Numbers and addresses that people write to each other, in the spellings of every day."""

import pytest

from marketplace.messages.masking import mask

PHONES = (
    "0912345678",
    "0912 345 678",
    "0912.345.678",
    "0912-345-678",
    "09 12 34 56 78",
    "0 9 1 2 3 4 5 6 7 8",
    "0,9,1,2,3,4,5,6,7,8",
    "(0912) 345 678",
    "+84 912 345 678",
    "84912345678",
    "(+84) 912345678",
    "0084912345678",
    "o912345678",
    "O9l2 345 678",
    "09I2345678",
    "０９１２３４５６７８",
    "0️⃣9️⃣1️⃣2️⃣3️⃣4️⃣5️⃣6️⃣7️⃣8️⃣",
    "không chín một hai ba bốn năm sáu bảy tám",
    "khong chin mot hai ba bon nam sau bay tam",
    "Không chín một hai, ba bốn năm, sáu bảy tám",
    "09 một hai 345 sáu bảy 8",
    "zero nine one two three four five six seven eight",
    "0912​345​678",
    "0218 3822 123",
    "02183822123",
    "sđt 912345678",
    "Zalo: 912 345 678",
    "gọi em số 912.345.678",
    "+1 202 555 0143",
    "0912\n345\n678",
)
MAILS = (
    "lan.nguyen@gmail.com",
    "lan @ gmail . com",
    "lan(at)gmail.com",
    "lan [at] gmail [dot] com",
    "lan a còng gmail chấm com",
    "lan a cong yahoo cham com cham vn",
    "lan123 gmail com",
    "lan at gmail dot com",
    "lan＠gmail.com",
    "lan@gmail",
    "zalo.me/g/abcxyz",
)
INNOCENT = (
    "Giá 165.000 ₫, ba hũ 495.000 ₫",
    "Đơn 2611-PHTZV-1, lô GL-1125",
    "Mã vận đơn VN2611773",
    "Nhận 25–27/11, đặt 30/11/2026 lúc 08:02",
    "03/10/2026 12 hũ, 04/10/2026 10 hũ",
    "Giao 08:30, 09:45 hoặc 10:00 đều được",
    "Mã vạch 8934567890123",
    "Không, một hai hôm nữa mới có, ba bốn hũ thôi",
    "Lấy 10 hũ 500 ml, 20 hũ 250 ml, 5 hộp",
    "Chuyển 1.250.000 đồng rồi, còn 84.000.000 thì sau",
    "Em ở thôn 5, xã Hợp Tiến, nhà số 12",
    "Mật @ hũ thủy tinh hả anh chị?",
    "Chờ 2 3 ngày không sao",
)


@pytest.mark.parametrize("number", PHONES)
def test_a_phone_number_is_masked_however_it_is_spelled(number: str) -> None:
    text, has_changed = mask(f"Gọi tôi {number} khi giao nhé")
    assert has_changed, text
    assert text.startswith("Gọi tôi ")
    assert text.endswith(" khi giao nhé")
    assert "•••" in text
    assert not any(part in text for part in ("345", "678", "555", "822", "bảy", "seven", "３"))


@pytest.mark.parametrize("address", MAILS)
def test_a_mail_address_is_masked_however_it_is_spelled(address: str) -> None:
    text, has_changed = mask(f"Viết về {address} giúp em")
    assert has_changed, text
    assert not any(part in text for part in ("gmail", "yahoo", "abcxyz"))
    assert text.endswith(" giúp em")


@pytest.mark.parametrize("text", INNOCENT)
def test_prices_days_hours_and_codes_stay(text: str) -> None:
    assert mask(text) == (text, False)


def test_several_are_masked_and_the_rest_stays() -> None:
    text, _ = mask("Lấy 5 hũ. 0912 345 678 hoặc 0987.654.321, thư lan@gmail.com. Cảm ơn!")
    assert text == "Lấy 5 hũ. 09••\u00a0•••\u00a0••• hoặc 09••\u00a0•••\u00a0•••, thư •••@•••. Cảm ơn!"
