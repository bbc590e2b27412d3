"""The page that a scanned stamp opens."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask

from marketplace import catalogue, certification, stock, traceability
from marketplace.catalogue.models import Product
from marketplace.clock import now, pretending, today
from marketplace.database import db
from marketplace.sellers.models import SellerState
from marketplace.stock.models import Lot
from marketplace.traceability.models import LotStep, Stamp
from tests import factories
from tests.client import Client

MOST_BYTES = 25_000


@pytest.fixture
def product(app: Flask) -> Product:
    return factories.product(name="Mật ong rừng", storage_vi="Để nơi khô mát.", picture="mat-ong-green-life")


@pytest.fixture
def lot(product: Product) -> Lot:
    lot = factories.lot(product.variants[0], 50, code="GL-1125")
    lot.harvested_on = date(2026, 11, 2)
    return lot


@pytest.fixture
def stamp(lot: Lot) -> Stamp:
    """The second of three."""
    factories.stamp(lot)
    second = factories.stamp(lot)
    factories.stamp(lot)
    return second


def page_of(client: Client, stamp: Stamp) -> str:
    answer = client.get(f"/t/{stamp.code}")
    assert answer.status_code == 200
    return answer.text


def scan(client: Client, stamp: Stamp, *, address: str = "127.0.0.1", site: str = "same-origin") -> int:
    headers = {"Sec-Fetch-Site": site}
    path = f"/t/{stamp.code}/scan"
    return client.post(path, headers=headers, environ_overrides={"REMOTE_ADDR": address}).status_code


def times(stamp: Stamp) -> int:
    return traceability.scans_of(stamp).times


def test_a_genuine_stamp_tells_lot_seller_days_way_and_certificates(
    client: Client, product: Product, lot: Lot, stamp: Stamp
) -> None:
    factories.certificate(product, stars=4)
    where = {"place_vi": "Trại ong xã Hợp Tiến"}
    db.session.add(LotStep(lot_id=lot.id, happened_on=date(2026, 11, 2), title_vi="Quay mật tại trại ong", **where))
    page = page_of(client, stamp)
    for told in (
        *("Tem thật", "Khớp với sổ của HTX Green Life.", "Quét lần đầu hôm nay."),
        *("Mật ong rừng, hũ 500\u00a0ml", "Tem số 2 trong 3 tem của lô", "GL-1125", "02/11/2026", "Để nơi khô mát."),
        *("Quay mật tại trại ong", "02/11/2026 · Trại ong xã Hợp Tiến", "Hợp Tiến, Kim Bôi, Hòa Bình"),
        *("OCOP 4 sao, cấp tỉnh", "DEMO/QĐ-UBND", "Còn hạn đến", "Mua lại", "Báo hàng giả"),
    ):
        assert told in page, told
    assert " ".join(traceability.groups_of(stamp.code)) in page
    assert len(page.encode()) <= MOST_BYTES


def test_a_lot_whose_way_nobody_wrote_down_says_so(client: Client, stamp: Stamp) -> None:
    assert "Nơi làm chưa ghi các bước của lô này." in page_of(client, stamp)


def test_looking_changes_nothing_and_gives_no_cookie(client: Client, stamp: Stamp) -> None:
    answer = client.get(f"/t/{stamp.code}")
    assert "Set-Cookie" not in answer.headers
    assert times(stamp) == 0


def test_earlier_scans_are_told_with_the_first_day(client: Client, stamp: Stamp) -> None:
    with pretending(now() - timedelta(days=3)):
        traceability.count_scan(stamp.code)
    traceability.count_scan(stamp.code)
    first = today() - timedelta(days=3)
    assert f"Đã quét 2 lần, lần đầu ngày {first:%d/%m/%Y}." in page_of(client, stamp)


def test_a_stamp_scanned_very_often_asks_to_compare_the_goods(client: Client, stamp: Stamp) -> None:
    for _ in range(20):
        traceability.count_scan(stamp.code)
    page = page_of(client, stamp)
    assert "Tem này đã được quét 20 lần. Hãy đối chiếu món hàng." in page
    assert "Tem thật" not in page


def test_a_voided_stamp_warns_and_shows_no_seal_and_nothing_to_buy(
    client: Client, product: Product, stamp: Stamp
) -> None:
    factories.certificate(product)
    traceability.void(stamp)
    page = page_of(client, stamp)
    assert "Tem đã hủy" in page
    assert "OCOP" not in page
    assert "Mua lại" not in page


def test_a_stamp_of_a_lot_that_is_not_packed_yet_is_not_in_use(client: Client, lot: Lot, stamp: Stamp) -> None:
    lot.packed_on = today() + timedelta(days=5)
    page = page_of(client, stamp)
    assert "Tem chưa dùng" in page
    assert f"Lô này đến {lot.packed_on:%d/%m/%Y} mới đóng gói." in page


def test_a_recalled_lot_says_why_and_what_to_do(client: Client, lot: Lot, stamp: Stamp) -> None:
    stock.recall(lot, reason_vi="Độ ẩm vượt mức.", reason_en="Too moist.")
    page = page_of(client, stamp)
    for told in (
        "Đừng dùng: lô bị thu hồi",
        "Tem thật, nhưng",
        "Độ ẩm vượt mức.",
        "Mở đơn, nhận lại tiền",
    ):
        assert told in page
    assert "Mua lại" not in page
    assert "Để nơi khô mát." not in page
    assert "Too moist. Do not eat" in client.get(f"/t/{stamp.code}?hl=en").text


def test_a_certificate_that_has_ended_is_named_in_plain_words_and_without_stars(
    client: Client, product: Product, stamp: Stamp
) -> None:
    certificate = factories.certificate(product, issued_days_ago=200, valid_days=100)
    page = page_of(client, stamp)
    assert f"Đã hết hạn từ {certificate.expires_on:%d/%m/%Y}" in page
    assert 'class="seal"' not in page
    assert 'class="ocop' not in page


def test_a_withdrawn_certificate_is_named_as_withdrawn(client: Client, product: Product, stamp: Stamp) -> None:
    certification.withdraw(factories.certificate(product), on=today(), reason_vi="Không chấm lại.")
    assert "Đã bị thu hồi" in page_of(client, stamp)


def test_a_lot_past_its_day_says_so(client: Client, lot: Lot, stamp: Stamp) -> None:
    lot.best_before_on = today() - timedelta(days=1)
    page = page_of(client, stamp)
    assert "Tem thật, hàng quá hạn" in page
    assert f"hạn dùng đã hết ngày {lot.best_before_on:%d/%m/%Y}." in page


def test_a_stamp_that_people_hold_in_several_provinces_is_doubted_and_told_by_province(
    client: Client, stamp: Stamp
) -> None:
    path = f"/t/{stamp.code}/tinh"
    for province in ("25", "25", "01"):
        traceability.see_in(stamp.code, province)
    assert "Tem thật" in page_of(client, stamp)
    assert client.send(path, {"province": "79"}, form_at=path).location == f"/t/{stamp.code}"
    client.send(path, {"province": "04"}, form_at=path)
    page = page_of(client, stamp)
    assert "Tem quét nhiều lần" in page
    assert "Phú Thọ" in page
    assert traceability.provinces_of(stamp) == {"25": 2, "01": 1, "79": 1}, "an address answers once a day"


@pytest.mark.parametrize("province", ["", "00", "x' OR 1=1", "\x00"])
def test_a_province_that_is_none_is_refused(client: Client, stamp: Stamp, province: str) -> None:
    path = f"/t/{stamp.code}/tinh"
    answer = client.send(path, {"province": province}, form_at=path)
    assert answer.status_code == 422
    assert "Chọn một tỉnh trong danh sách." in answer.text
    assert traceability.provinces_of(stamp) == {}


def test_the_address_of_goods_with_a_number_leads_to_the_same_page(client: Client, lot: Lot, stamp: Stamp) -> None:
    catalogue.number_goods(lot.variant, "8930000000002")
    for path in (f"/01/08930000000002/10/GL-1125/21/{stamp.code}", f"/01/08930000000002/21/{stamp.code.lower()}"):
        answer = client.get(f"{path}?hl=en")
        assert (answer.status_code, answer.location) == (307, f"/t/{stamp.code}?hl=en")
    false = client.get(f"/01/08930000000019/10/GL-1125/21/{stamp.code}?hl=vi")
    assert false.status_code == 404
    assert "Mã số mã vạch trong ô vuông là của món khác" in false.text
    assert client.get("/01/08930000000002/21/0447").status_code == 404


def test_what_is_not_sold_any_more_cannot_be_bought_again(client: Client, product: Product, stamp: Stamp) -> None:
    product.is_listed = False
    page = page_of(client, stamp)
    assert "Tem thật" in page
    assert "Mua lại" not in page
    product.seller.state = SellerState.SUSPENDED
    assert "Xem nơi làm" not in page_of(client, stamp)


@pytest.mark.parametrize("spelt", [str.lower, lambda code: f"{code[:4]}-{code[4:]}", " ".join])
def test_other_spellings_lead_to_the_one_address(client: Client, stamp: Stamp, spelt: Callable[[str], str]) -> None:
    answer = client.get(f"/t/{spelt(stamp.code)}")
    assert (answer.status_code, answer.location) == (301, f"/t/{stamp.code}")
    assert client.get(f"/T/{stamp.code}?hl=en").location == f"/t/{stamp.code}?hl=en"


def test_a_code_of_no_stamp_is_not_found_and_can_be_typed_again_or_told(client: Client) -> None:
    code = traceability.new_code()
    answer = client.get(f"/t/{code}")
    assert answer.status_code == 404
    assert "Không có tem này trong sổ" in answer.text
    assert "Có thể là hàng giả. Báo cho chúng tôi." in answer.text
    assert f'value="{" ".join(traceability.groups_of(code))}"' in answer.text
    assert f'href="/t/{code}/bao"' in answer.text


def test_a_mistyped_code_says_which_group_is_wrong(client: Client, stamp: Stamp) -> None:
    wrong = stamp.code[:-1] + ("0" if stamp.code[-1] != "0" else "2")
    answer = client.get(f"/t/{wrong}")
    assert answer.status_code == 404
    assert f"Nhóm thứ ba không đúng: {wrong[10:]}." in answer.text


def test_an_address_counts_once_for_each_stamp_and_day(client: Client, stamp: Stamp) -> None:
    assert [scan(client, stamp) for _ in range(3)] == [303] * 3
    assert times(stamp) == 1
    assert scan(client, stamp, address="203.0.113.9") == 303
    assert times(stamp) == 2
    with pretending(now() + timedelta(days=1)):
        scan(client, stamp)
    assert times(stamp) == 3


def test_what_a_scan_says_beside_its_address_counts_for_nothing(client: Client, stamp: Stamp) -> None:
    for number in range(3):
        client.post(f"/t/{stamp.code}/scan", data={"code": f"{number}"})
    assert times(stamp) == 1


def test_a_scan_that_another_site_sends_is_refused(client: Client, stamp: Stamp) -> None:
    assert scan(client, stamp, site="cross-site") == 403
    assert times(stamp) == 0


def test_a_scan_of_no_stamp_is_not_found(client: Client) -> None:
    assert client.post(f"/t/{traceability.new_code()}/scan").status_code == 404
    assert client.post("/t/khong-co/scan").status_code == 400


@pytest.mark.parametrize("code", ["A" * 5_000, "%F0%9F%8D%AF", "%ff%fe", "%07%08", "---", "%E2%80%AE1234"])
def test_any_address_is_a_page(client: Client, code: str) -> None:
    for path in (f"/t/{code}", f"/t/{code}/bao"):
        assert client.get(path).status_code in {200, 404}
    assert client.post(f"/t/{code}/scan").status_code in {400, 404}
