"""Certificates with lights: a sign and words for each, and the days that are left."""

import pytest

from marketplace.catalogue.models import Product
from marketplace.certification.models import CertificateKind, CertificateState
from marketplace.clock import today
from tests import factories
from tests.client import Client

CERTIFICATES = "/ban-hang/giay-chung-nhan"


@pytest.mark.parametrize(
    ("left", "pill", "said"),
    [
        (91, "Còn dài ngày", "còn 91 ngày"),
        (90, "Sắp hết hạn", "còn 90 ngày"),
        (31, "Sắp hết hạn", "Chuẩn bị hồ sơ"),
        (30, "Gấp hoặc đã hết", "Nộp hồ sơ đánh giá lại ngay"),
        (0, "Gấp hoặc đã hết", "Hết hôm nay"),
        (-1, "Đã hết hạn", "Hết từ"),
    ],
)
def test_each_light_says_in_words_how_much_time_is_left(
    owner: Client, honey: Product, left: int, pill: str, said: str
) -> None:
    factories.certificate(honey, issued_days_ago=100, valid_days=100 + left)
    row = owner.get(CERTIFICATES).text.split('class="duo"')[1].split("</li>")[0]
    assert f">{pill}</span>" in row
    assert said in row


def test_a_withdrawn_certificate_is_red_and_one_without_an_end_is_green(owner: Client, honey: Product) -> None:
    gone = factories.certificate(honey)
    gone.state, gone.revoked_on = CertificateState.REVOKED, today()
    mark = factories.certificate(honey, kind=CertificateKind.COLLECTIVE_MARK)
    mark.expires_on = None
    page = owner.get(CERTIFICATES).text
    assert "Đã bị thu hồi" in page
    assert "Không ghi ngày hết hạn" in page


def test_a_certificate_that_a_newer_one_replaced_is_no_alarm(owner: Client, honey: Product) -> None:
    factories.certificate(honey, issued_days_ago=1_000, valid_days=1_005)
    factories.certificate(honey, issued_days_ago=10)
    page = owner.get(CERTIFICATES).text
    assert "Giấy cũ, đã có giấy mới thay" in page
    assert '<b class="num">0</b> Gấp hoặc đã hết' in page


def test_goods_without_any_are_named_and_nobody_sees_anothers(packer: Client, stranger: Client, honey: Product) -> None:
    assert "Chưa có giấy chứng nhận nào" in packer.get(CERTIFICATES).text
    factories.certificate(honey)
    factories.product(honey.seller, "Chè xanh")
    assert "Chè xanh" in packer.get(CERTIFICATES).text
    assert honey.name_vi not in stranger.get(CERTIFICATES).text
