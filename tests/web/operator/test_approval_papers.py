"""Papers beside a request: operators of the area see those of the shop that asks, and nobody sees any other."""

import pytest

from marketplace import accounts
from marketplace.accounts import OperatorRole
from marketplace.approvals import Approval
from marketplace.database import transaction
from marketplace.gateways import files
from marketplace.pictures import Received, storage_keys
from marketplace.pictures.models import PictureState
from marketplace.sellers import applications
from marketplace.sellers.questions import PAPERS, Question
from tests import factories, people
from tests.approvals import requests
from tests.client import Client
from tests.people import Cast

DESK, PAPER = "/van-hanh/duyet", "paperoftheshop00"


@pytest.fixture
def asked(cast: Cast) -> Approval:
    """A shop that sent the photo of its registration."""
    asked = requests.to_open(by=cast.owner_a)
    ref = asked.ref
    with transaction():
        application = applications.start(cast.owner_a)
        application.seller = asked.seller
        applications.put_paper(application, Question.REGISTRATION, Received(PAPER, "0" * 64), by=cast.owner_a)
        paper = application.paper(PAPERS[Question.REGISTRATION])
        assert paper is not None
        paper.picture.state, paper.picture.width, paper.picture.height = PictureState.READY, 1600, 1200
    files.put(storage_keys.rendition(PAPER, 1600, "jpg"), b"a photo")
    assert asked.ref == ref
    return asked


def test_a_paper_stands_beside_the_request_and_opens_large(operator: Client, asked: Approval) -> None:
    page = operator.get(f"{DESK}/{asked.ref}").text
    address = f"{DESK}/{asked.ref}/anh/{PAPER}.jpg"
    assert f'<img src="{address}"' in page
    assert f'href="{address}" aria-keyshortcuts="Z"' in page
    photo = operator.get(address)
    assert (photo.data, photo.content_type) == (b"a photo", "image/jpeg")


def test_a_paper_of_another_shop_is_not_there(operator: Client, asked: Approval) -> None:
    other = requests.to_open(name="HTX Mẫu Khác", tax_code="9900000023")
    assert operator.get(f"{DESK}/{other.ref}/anh/{PAPER}.jpg").status_code == 404
    assert operator.get(f"{DESK}/{asked.ref}/anh/another.jpg").status_code == 404


def test_operators_of_another_area_and_strangers_see_no_paper(client: Client, cast: Cast, asked: Approval) -> None:
    address = f"{DESK}/{asked.ref}/anh/{PAPER}.jpg"
    accounts.make_operator(cast.neighbour, {OperatorRole.CATALOGUE})
    assert people.signed_in(client, cast.neighbour).get(address).status_code == 403
    assert people.signed_in(client, cast.owner_a).get(address).status_code == 404


def test_an_account_in_another_name_is_pointed_out(operator: Client) -> None:
    shop = factories.seller()
    after = {"ngan-hang": "Agribank", "so-tai-khoan": "•••• 3456", "chu-tai-khoan": "BUI VAN MAU"}
    asked = requests.ask(requests.ApprovalKind.BANK_ACCOUNT, shop, after | {"in_own_name": False, "account": "ref0001"})
    page = operator.get(f"{DESK}/{asked.ref}").text
    assert "Chủ tài khoản khác tên người bán" in page
    assert "•••• 3456" in page
    assert "ref0001" not in page
