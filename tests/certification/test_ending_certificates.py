"""Which certificates a seller is warned of."""

from datetime import timedelta

from flask import Flask

from marketplace import certification
from marketplace.catalogue.models import Product
from marketplace.clock import today
from marketplace.gathering import gather
from tests import factories

SOON = timedelta(days=90)


def warned_of(product: Product) -> list[int | None]:
    [certificates] = gather(certification.ending_by(product.seller_id, today() + SOON, limit=9))
    return [certificate.stars for certificate in certificates]


def test_a_certificate_in_its_last_ninety_days_is_warned_of(app: Flask) -> None:
    product = factories.product()
    factories.certificate(product, issued_days_ago=100, valid_days=190)
    assert warned_of(product) == [3]


def test_a_certificate_with_more_time_is_not(app: Flask) -> None:
    product = factories.product()
    factories.certificate(product, issued_days_ago=100, valid_days=191)
    assert warned_of(product) == []


def test_an_expired_certificate_stays_a_warning_until_a_newer_one_replaces_it(app: Flask) -> None:
    product = factories.product()
    factories.certificate(product, stars=3, issued_days_ago=1_200)
    assert warned_of(product) == [3]
    factories.certificate(product, stars=4, issued_days_ago=10)
    assert warned_of(product) == []


def test_goods_that_are_not_sold_need_no_certificate(app: Flask) -> None:
    product = factories.product(is_listed=False)
    factories.certificate(product, issued_days_ago=1_200)
    assert warned_of(product) == []
