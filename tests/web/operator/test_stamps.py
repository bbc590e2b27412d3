"""Operators look at what people with a stamp in hand told."""

import pytest

from marketplace import traceability
from marketplace.database import db
from marketplace.traceability.models import Stamp, StampReport
from tests import factories, people
from tests.client import Client
from tests.people import Cast

LIST = "/van-hanh/tem"
WATCH = "/van-hanh/theo-doi-tem"


@pytest.fixture
def stamp(cast: Cast) -> Stamp:
    product = factories.product(cast.seller_a, "Mật ong rừng", left=0)
    return factories.stamp(factories.lot(product.variants[0], 10, code="GL-1125"))


@pytest.fixture
def told(stamp: Stamp) -> StampReport:
    traceability.count_scan(stamp.code)
    return traceability.report(stamp.code, what="Nhãn mờ hơn hũ trước.", phone="+84912345678")


def test_a_report_stands_with_stamp_lot_seller_and_scans(operator: Client, told: StampReport) -> None:
    assert 'Tem nghi giả<span class="k">1</span>' in operator.get(LIST).text
    page = operator.get(f"{LIST}/{told.ref}").text
    facts = ("Nhãn mờ hơn hũ trước.", told.code, "GL-1125, tem số 1", "HTX Green Life", "0912 345 678", "1, lần đầu")
    assert [fact for fact in facts if fact not in page] == []


def test_a_code_of_no_stamp_is_shown_as_such(operator: Client, cast: Cast) -> None:
    told = traceability.report("XX99", what="Mã không có")
    assert "không có trong sổ" in operator.get(f"{LIST}/{told.ref}").text


def test_a_closed_report_moves_to_its_tab_and_forgets_the_number(operator: Client, told: StampReport) -> None:
    path = f"{LIST}/{told.ref}"
    assert operator.send(f"{path}/da-xem", form_at=path).location == LIST
    assert "Không có lời báo nào ở đây." in operator.get(LIST).text
    page = operator.get(f"{path}?xem=da-xem").text
    assert "Vận hành" in page
    assert "0912 345 678" not in page


def test_what_a_colleague_has_closed_is_shown_as_it_is_now(operator: Client, cast: Cast, told: StampReport) -> None:
    token = operator.token(f"{LIST}/{told.ref}")
    traceability.handle(told, by=cast.operator)
    answer = operator.post(f"{LIST}/{told.ref}/da-xem", data={"csrf_token": token})
    assert answer.status_code == 409
    assert "vừa có người xem rồi" in answer.text


def test_stamps_that_were_copied_and_codes_that_were_made_up_are_seen_and_the_copy_is_blocked(
    operator: Client, client: Client, stamp: Stamp
) -> None:
    for province in ("01", "25", "79"):
        traceability.see_in(stamp.code, province)
    made_up = traceability.new_code()
    assert client.get(f"/t/{made_up}").status_code == 404
    assert client.post(f"/t/{made_up}/scan").status_code == 404
    page = operator.get(WATCH).text
    assert stamp.code in page
    assert made_up in page
    assert operator.send(f"{WATCH}/{stamp.code}/khoa", form_at=WATCH).location == WATCH
    assert "Không tem nào vượt ngưỡng." in operator.get(WATCH).text
    assert traceability.get_trace(stamp.code).status == traceability.StampStatus.VOID


def test_nobody_else_looks_or_closes(client: Client, cast: Cast, told: StampReport) -> None:
    owner = people.signed_in(client, cast.owner_a)
    assert owner.get(LIST).status_code == 404
    assert owner.send(f"{LIST}/{told.ref}/da-xem").status_code == 404
    assert db.session.get_one(StampReport, told.id).handled_at is None


def test_a_report_that_does_not_exist_is_not_found(operator: Client, cast: Cast) -> None:
    assert operator.get(f"{LIST}/khong-co").status_code == 404
