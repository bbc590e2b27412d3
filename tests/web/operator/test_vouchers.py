"""Operators make vouchers of the market, see who used them, and stop any."""

from datetime import timedelta

import pytest

from marketplace import vouchers
from marketplace.clock import today
from marketplace.database import db
from marketplace.vouchers import Bearer, NewVoucher, Voucher, VoucherKind
from tests import factories, people
from tests.client import Client
from tests.people import Cast
from tests.vouchers.buying import bought

PATH = "/van-hanh/ma-giam-gia"
FORM = {
    "code": "chao xuan",
    "kind": "percent",
    "family": "",
    "rate": "10",
    "most": "30.000",
    "least": "200k",
    "per_person": "1",
    "most_uses": "500",
    "first_day": f"{today():%d/%m/%Y}",
    "last_day": f"{today() + timedelta(30):%d/%m/%Y}",
    "is_public": "y",
    "note": "Mừng xuân",
}


@pytest.fixture
def desk(client: Client, cast: Cast) -> Client:
    return people.signed_in(client, cast.operator)


def test_a_voucher_is_made_used_paused_and_ended(desk: Client, cast: Cast) -> None:
    made = desk.send(PATH, FORM)
    assert made.status_code == 303
    voucher = db.session.query(Voucher).one()
    said = voucher.code, voucher.bearer, voucher.basis_points, voucher.most_vnd, voucher.least_vnd, voucher.most_uses
    assert said == ("CHAOXUAN", Bearer.MARKET, 1_000, 30_000, 200_000, 500)
    tea = factories.product(cast.seller_a, "Trà sen")
    code = bought((tea.variants[0], 2), codes=("CHAOXUAN",)).code
    page = desk.get(made.headers["Location"]).text
    for told in (code, "giảm 10 %, nhiều nhất 30.000\u00a0₫, đơn từ 200.000\u00a0₫", "1/500", "Mừng xuân", "Chợ chịu"):
        assert told in page
    table = desk.get(f"{PATH}/{voucher.ref}/luot-dung.csv").text
    assert f"{code};" in table or f"{code}," in table
    assert "30000" in table
    desk.send(f"{PATH}/{voucher.ref}/tam-ngung", {"step_note": "Hết kinh phí"})
    assert "Tạm ngừng" in desk.get(PATH).text
    desk.send(f"{PATH}/{voucher.ref}/ket-thuc", {})
    again = desk.send(f"{PATH}/{voucher.ref}/chay-lai", {})
    assert again.status_code == 409
    assert "Mã này đã kết thúc." in again.text


REFUSALS: tuple[tuple[dict[str, str], str], ...] = (
    ({"code": "ab"}, "Mã gồm 4 đến 20 chữ cái"),
    ({"rate": "0"}, "Ghi mức giảm"),
    ({"rate": "90"}, "Giảm nhiều nhất 70 %."),
    ({"kind": "amount", "amount": "50.000", "least": "40.000"}, "Đơn tối thiểu phải lớn hơn"),
    ({"last_day": "01/01/2020"}, "Ngày kết thúc phải sau"),
    ({"most_uses": "nhiều"}, "Ghi số lượt là số nguyên"),
    ({"seller": "khong-co"}, "gian hàng"),
)


def test_what_is_wrong_with_a_voucher_is_said_and_what_was_typed_stays(desk: Client) -> None:
    for typed, told in REFUSALS:
        refused = desk.send(PATH, FORM | typed)
        assert refused.status_code in {400, 404, 409, 422}
        assert told in refused.text
        assert 'value="Mừng xuân"' in refused.text
    assert db.session.query(Voucher).count() == 0


def test_a_code_is_given_once(desk: Client) -> None:
    days = {"first_day": today(), "last_day": today()}
    vouchers.make(
        NewVoucher(code="CHAOXUAN", kind=VoucherKind.DELIVERY, bearer=Bearer.MARKET, **days), by=factories.user()
    )
    refused = desk.send(PATH, FORM)
    assert refused.status_code == 409
    assert "Mã CHAOXUAN đã có rồi." in refused.text
