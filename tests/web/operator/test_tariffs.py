"""Operators write tables of delivery fees, see first what parcels would cost, and end them."""

from datetime import timedelta

import pytest

from marketplace import shipping
from marketplace.clock import now, pretending, today
from tests.client import Client
from tests.people import Cast

AT, NEW = "/van-hanh/phi-gui", "/van-hanh/phi-gui/bang-moi"
TOMORROW = f"{today() + timedelta(days=1):%d/%m/%Y}"
FORM = {
    "first_day": TOMORROW,
    "first_grams": "2 kg",
    "further_grams": "500 g",
    "province_first": "24.000",
    "province_further": "3.000",
    "region_first": "32.000",
    "region_further": "4.000",
    "nation_first": "40.000",
    "nation_further": "6.000",
    "size": "6.000",
    "remote": "12.000",
    "communes": "Xã Mường Động, Phú Thọ\n26732",
    "cash_free_to": "1.000.000",
    "cash_rate": "0,8",
    "cash_least": "5.000",
    "insurance_free_to": "1.000.000",
    "insurance_rate": "0,5",
    "free_from": "600.000",
    "free_paid_by": "seller",
    "note": "Bưu điện đổi giá",
    "try_from": "25",
    "try_to": "01",
    "try_grams": "1 kg",
    "try_box": "30x20x30",
    "try_goods": "450.000",
}


def test_a_table_is_previewed_then_saved_then_ended(operator: Client, cast: Cast) -> None:
    preview = operator.send(AT, FORM, form_at=NEW)
    assert preview.status_code == 200
    assert "Phú Thọ → Hà Nội, 1\xa0kg, hàng 450.000\xa0₫" in preview.text
    assert "30.000\xa0₫" in preview.text
    assert "40.000\xa0₫" in preview.text
    assert shipping.all_tariffs() == []
    saved = operator.send(AT, FORM | {"then": "save"}, form_at=NEW)
    assert saved.status_code == 303
    (tariff,) = shipping.all_tariffs()
    assert (tariff.cash_bp, tariff.insurance_bp, tariff.free_paid_by) == (80, 50, "seller")
    assert len(tariff.remote_communes) == 2
    page = operator.get(f"{AT}/{tariff.ref}").text
    assert "Xã Mường Động, Phú Thọ" in page
    assert "0,8\xa0% cả tiền hàng khi trên 1.000.000\xa0₫, ít nhất 5.000\xa0₫" in page
    assert "Bưu điện đổi giá" in page
    table = operator.get(f"{AT}/bang-phi-gui.csv").text
    assert "24000,3000,32000,4000,40000,6000" in table.replace(";", ",")
    ended = {"last_day": f"{today():%d/%m/%Y}", "end_note": "Thôi"}
    assert operator.send(f"{AT}/{tariff.ref}/ket-thuc", ended, form_at=f"{AT}/{tariff.ref}").status_code == 303
    assert shipping.get_tariff(tariff.ref).is_over


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"first_day": f"{today():%d/%m/%Y}"}, "Bảng mới áp dụng sớm nhất từ ngày mai"),
        ({"last_day": "30/11/2020"}, "Ngày cuối phải sau ngày bắt đầu."),
        ({"nation_first": "1.000"}, "Gửi xa không thể rẻ hơn gửi gần."),
        ({"cash_rate": "8"}, "Phí thu hộ và bảo hiểm cao nhất là 5 % tiền hàng."),
        ({"communes": "Xã Không Đâu Cả"}, "Không rõ “Xã Không Đâu Cả” là xã nào."),
        ({"size": "6"}, "Không đọc được “6”."),
        ({"note": ""}, "Ghi lý do để người sau còn hiểu."),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(operator: Client, typed: dict[str, str], sentence: str) -> None:
    page = operator.send(AT, FORM | typed | {"then": "save"}, form_at=NEW)
    assert 400 <= page.status_code < 500
    assert sentence in page.text
    assert 'value="24.000"' in page.text
    assert shipping.all_tariffs() == []


def test_buyers_read_the_new_prices_on_the_help_page_from_their_day_on(operator: Client) -> None:
    operator.send(AT, FORM | {"then": "save"}, form_at=NEW)
    assert "được gửi miễn phí, chợ trả thay" in operator.get("/tro-giup").text
    with pretending(now() + timedelta(days=1)):
        page = operator.get("/tro-giup").text
    assert "Mua từ 600.000\xa0₫ của một nơi bán thì nơi ấy gửi miễn phí." in page
    assert "thêm phí thu hộ 0,8\xa0% tiền hàng, ít nhất 5.000\xa0₫" in page
    assert "Đặc khu ở đảo và xã vùng xa: thêm 12.000\xa0₫ mỗi kiện." in page
