"""The page of a certificate."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace import certification
from marketplace.catalogue.models import Product
from marketplace.certification.models import Certificate, CertificateKind, CertificateState
from marketplace.clock import today
from marketplace.database import db
from tests import factories
from tests.client import Client


@pytest.fixture
def product(app: Flask) -> Product:
    return factories.product(name="Miến Tân Việt Á")


def page_of(client: Client, certificate: Certificate) -> str:
    answer = client.get(f"/chung-nhan/{certificate.ref}")
    assert answer.status_code == 200
    return answer.text


def has_stars(page: str) -> bool:
    """Whether the card itself shows the seal; what the grades mean is explained below it."""
    return 'class="seal"' in page


def test_a_valid_certificate_tells_whose_it_is_and_until_when(client: Client, product: Product) -> None:
    certificate = factories.certificate(product, stars=4)
    page = page_of(client, certificate)
    for told in (
        *("OCOP 4 sao, cấp tỉnh", "Miến Tân Việt Á", "HTX Green Life", "DEMO/QĐ-UBND", "Còn hiệu lực"),
        *(f"{certificate.issued_on:%d/%m/%Y}", f"{certificate.expires_on:%d/%m/%Y}", "Xem món này", 'href="/sao-ocop"'),
    ):
        assert told in page, told
    assert has_stars(page)
    assert "noindex" not in page


def test_one_that_ends_soon_says_in_how_many_days(client: Client, product: Product) -> None:
    page = page_of(client, factories.certificate(product, issued_days_ago=100, valid_days=123))
    assert "Sắp hết hạn" in page
    assert "còn 23 ngày" in page
    assert has_stars(page)


def test_one_that_has_ended_is_grey_without_stars(client: Client, product: Product) -> None:
    certificate = factories.certificate(product, issued_days_ago=100, valid_days=99)
    page = page_of(client, certificate)
    assert f"Giấy hết hạn ngày {certificate.expires_on:%d/%m/%Y}" in page
    assert 'class="certificate over"' in page
    assert not has_stars(page)
    assert "noindex" in page


def test_a_withdrawn_one_says_when_and_why(client: Client, product: Product) -> None:
    certificate = factories.certificate(product)
    day = today() - timedelta(days=3)
    certification.withdraw(
        certificate, on=day, reason_vi="Không nộp hồ sơ chấm lại.", reason_en="No new file was sent."
    )
    page = page_of(client, certificate)
    assert f"Nơi cấp đã thu hồi giấy này ngày {day:%d/%m/%Y}" in page
    assert "Không nộp hồ sơ chấm lại." in page
    assert not has_stars(page)
    assert "đã bị thu hồi, nên món này không treo sao" in client.get(f"/p/{product.slug}").text
    assert "No new file was sent." in client.get(f"/chung-nhan/{certificate.ref}?hl=en").text


def test_three_stars_that_became_four_show_both_certificates(client: Client, product: Product) -> None:
    old = factories.certificate(product, stars=3, issued_days_ago=400)
    new = factories.certificate(product, stars=4, issued_days_ago=10)
    page = page_of(client, old)
    assert "Đã có giấy mới thay" in page
    assert not has_stars(page)
    assert f'href="/chung-nhan/{new.ref}">Xem giấy mới' in page
    page = page_of(client, new)
    assert page.index("OCOP 4 sao, cấp tỉnh</b>") < page.index(f'href="/chung-nhan/{old.ref}">OCOP 3 sao')
    assert has_stars(page)


@pytest.mark.parametrize("kind", [kind for kind in CertificateKind if kind != CertificateKind.OCOP])
def test_every_other_kind_of_certificate_has_its_page(client: Client, product: Product, kind: CertificateKind) -> None:
    certificate = Certificate(product_id=product.id, kind=kind, state=CertificateState.VERIFIED, issued_on=today())
    db.session.add(certificate)
    db.session.flush()
    page = page_of(client, certificate)
    assert "không ghi ngày hết hạn" in page
    assert "Giấy này nói gì" in page
    assert not has_stars(page)


def test_what_nobody_has_checked_or_does_not_exist_is_not_found(client: Client, product: Product) -> None:
    certificate = factories.certificate(product)
    certificate.state = CertificateState.SUBMITTED
    for ref in (certificate.ref, "khong-co", "%00", "%ff", "🍯", "9" * 5_000):
        assert client.get(f"/chung-nhan/{ref}").status_code == 404


def test_a_certificate_of_what_is_not_sold_stays_a_proof_but_leads_nowhere(client: Client, product: Product) -> None:
    certificate = factories.certificate(product)
    product.is_listed = False
    page = page_of(client, certificate)
    assert "Còn hiệu lực" in page
    assert "Xem món này" not in page


def test_invented_dates_are_marked(client: Client, product: Product) -> None:
    certificate = factories.certificate(product)
    assert "số liệu minh họa" not in page_of(client, certificate)
    certificate.has_demo_dates = True
    assert "Ngày trên giấy là số liệu minh họa." in page_of(client, certificate)


def test_product_and_seller_lead_to_it(client: Client, product: Product) -> None:
    certificate = factories.certificate(product)
    for path in (f"/p/{product.slug}", f"/htx/{product.seller.slug}"):
        assert f'href="/chung-nhan/{certificate.ref}"' in client.get(path).text
