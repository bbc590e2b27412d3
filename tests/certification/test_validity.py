"""What a certificate proves today."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace import certification
from marketplace.catalogue.models import Product
from marketplace.certification import Validity
from marketplace.certification.errors import CertificateNotFound, NotVerified
from marketplace.certification.models import Certificate, CertificateState, Ground
from marketplace.clock import today
from marketplace.database import db
from tests import factories


@pytest.fixture
def product(app: Flask) -> Product:
    return factories.product()


def validity(certificate: Certificate) -> Validity:
    return certification.validity_of(certificate, certification.certificates_of_product(certificate.product_id))


@pytest.mark.parametrize(
    ("days_ago", "valid_days", "expected"),
    [
        (100, 191, Validity.VALID),
        (100, 190, Validity.ENDS_SOON),
        (100, 100, Validity.ENDS_SOON),
        (100, 99, Validity.ENDED),
        (-1, 100, Validity.NOT_YET),
    ],
)
def test_a_certificate_stands_by_its_dates(
    product: Product, days_ago: int, valid_days: int, expected: Validity
) -> None:
    assert validity(factories.certificate(product, issued_days_ago=days_ago, valid_days=valid_days)) == expected
    assert expected.counts == (expected in (Validity.VALID, Validity.ENDS_SOON))


def test_a_newer_valid_certificate_takes_its_place(product: Product) -> None:
    old = factories.certificate(product, stars=3, issued_days_ago=400)
    new = factories.certificate(product, stars=4, issued_days_ago=10)
    assert (validity(old), validity(new)) == (Validity.REPLACED, Validity.VALID)
    assert certification.successor_of(old, [new, old]) is new


def test_one_that_begins_tomorrow_does_not_yet(product: Product) -> None:
    old = factories.certificate(product, stars=3, issued_days_ago=400)
    factories.certificate(product, stars=4, issued_days_ago=-1)
    assert validity(old) == Validity.VALID


def test_a_withdrawn_certificate_proves_nothing_from_then_on(product: Product) -> None:
    certificate = factories.certificate(product)
    certification.withdraw(certificate, on=today() - timedelta(days=3), reason_vi="Không nộp hồ sơ chấm lại.")
    assert validity(certificate) == Validity.WITHDRAWN
    assert certification.stars_of([product.id]) == {}
    with pytest.raises(NotVerified):
        certification.withdraw(certificate, on=today(), reason_vi="Lần nữa.")


def test_what_nobody_has_checked_is_not_there(product: Product) -> None:
    certificate = factories.certificate(product)
    assert certification.get_certificate(certificate.ref) is certificate
    certificate.state = CertificateState.SUBMITTED
    with pytest.raises(CertificateNotFound):
        certification.get_certificate(certificate.ref)
    assert certification.certificates_of_product(product.id) == []


@pytest.mark.parametrize(("ground", "left"), [(Ground.FORGED, 3), (Ground.MISTAKE, 3), (Ground.ISSUER, 0)])
def test_what_was_no_true_paper_takes_no_stars_with_it(product: Product, ground: Ground, left: int) -> None:
    """What its issuer takes back is gone with what it had replaced; a forged or mistaken one replaced nothing."""
    old = factories.certificate(product, stars=3, issued_days_ago=400)
    wrong = factories.certificate(product, stars=4, issued_days_ago=10, paper_key="a" * 64)
    old.state = CertificateState.SUPERSEDED
    certification.withdraw(wrong, on=today(), reason_vi="Giấy không thật.", ground=ground)
    db.session.flush()
    assert certification.stars_of([product.id]).get(product.id, 0) == left
    assert (wrong.paper_key is None) == (left > 0), "the true paper can be filed then"
