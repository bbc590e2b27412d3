"""What a paper proves today."""

from datetime import timedelta

import pytest
from flask import Flask

from marketplace import certification
from marketplace.catalogue.models import Product
from marketplace.certification import Standing
from marketplace.certification.errors import CertificateNotFound, NotVerified
from marketplace.certification.models import Certificate, CertificateState
from marketplace.clock import today
from tests import factories


@pytest.fixture
def product(app: Flask) -> Product:
    return factories.product()


def standing(paper: Certificate) -> Standing:
    return certification.standing_of(paper, certification.papers_of_product(paper.product_id))


@pytest.mark.parametrize(
    ("days_ago", "valid_days", "expected"),
    [
        (100, 191, Standing.VALID),
        (100, 190, Standing.ENDS_SOON),
        (100, 100, Standing.ENDS_SOON),
        (100, 99, Standing.ENDED),
        (-1, 100, Standing.NOT_YET),
    ],
)
def test_a_paper_stands_by_its_dates(product: Product, days_ago: int, valid_days: int, expected: Standing) -> None:
    assert standing(factories.certificate(product, issued_days_ago=days_ago, valid_days=valid_days)) == expected
    assert expected.counts == (expected in (Standing.VALID, Standing.ENDS_SOON))


def test_a_newer_valid_paper_takes_its_place(product: Product) -> None:
    old = factories.certificate(product, stars=3, issued_days_ago=400)
    new = factories.certificate(product, stars=4, issued_days_ago=10)
    assert (standing(old), standing(new)) == (Standing.REPLACED, Standing.VALID)
    assert certification.successor_of(old, [new, old]) is new


def test_one_that_begins_tomorrow_does_not_yet(product: Product) -> None:
    old = factories.certificate(product, stars=3, issued_days_ago=400)
    factories.certificate(product, stars=4, issued_days_ago=-1)
    assert standing(old) == Standing.VALID


def test_a_withdrawn_paper_proves_nothing_from_then_on(product: Product) -> None:
    paper = factories.certificate(product)
    certification.withdraw(paper, on=today() - timedelta(days=3), reason_vi="Không nộp hồ sơ chấm lại.")
    assert standing(paper) == Standing.WITHDRAWN
    assert certification.stars_of([product.id]) == {}
    with pytest.raises(NotVerified):
        certification.withdraw(paper, on=today(), reason_vi="Lần nữa.")


def test_what_nobody_has_checked_is_not_there(product: Product) -> None:
    paper = factories.certificate(product)
    assert certification.get_paper(paper.ref) is paper
    paper.state = CertificateState.SUBMITTED
    with pytest.raises(CertificateNotFound):
        certification.get_paper(paper.ref)
    assert certification.papers_of_product(product.id) == []
