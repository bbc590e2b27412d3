"""Somebody practises on the pages of the practice shop, from the first order to the money."""

import re
from contextlib import closing

import pypdfium2
import pytest

from marketplace.sellers import applications
from marketplace.sellers.questions import Question
from tests import people
from tests.client import Client
from tests.people import Cast

START = "/gian-hang-tap"
FIRST, SHORT = f"{START}/don/TAP-MAU-1", f"{START}/don/TAP-MAU-3"
TICKS = {"xong": ["take-1", "close", "label"]}


@pytest.fixture
def seller(owner: Client) -> Client:
    """The owner of seller A, who has begun to practise."""
    assert owner.send(START).location == START
    return owner


def seen(client: Client) -> dict[str, str]:
    lots = re.search(r'name="lo-take-1" value="([^"]*)"', client.get(f"{FIRST}/goi").text)
    return {"lo-take-1": lots[1] if lots else ""}


def pack(client: Client) -> str:
    client.send(f"{FIRST}/nhan")
    answer = client.send(f"{FIRST}/goi", {**TICKS, **seen(client)})
    assert answer.status_code == 303, answer.text
    return client.get(answer.location).text


def test_a_parcel_is_accepted_packed_handed_over_and_paid(seller: Client) -> None:
    assert "Xong 0 trong 6 bài" in seller.get(START).text
    assert "Giao cho bưu tá" in pack(seller)
    sent = seller.send(f"{FIRST}/giao", {"carrier": "GHN", "tracking_number": "TAP9"})
    assert "TAP9" in seller.get(sent.location).text
    assert "313.500" in seller.get(f"{START}/tien").text
    assert seller.send(f"{START}/tien").status_code == 303
    assert "Xong 4 trong 6 bài" in seller.get(START).text
    assert seller.send(f"{FIRST}/da-nhan").status_code == 303


def test_a_printed_label_says_that_it_is_for_practice(seller: Client) -> None:
    seller.send(f"{FIRST}/nhan")
    answer = seller.send(f"{FIRST}/nhan.pdf")
    assert (answer.status_code, answer.location) == (303, f"{FIRST}/nhan.pdf")
    with closing(pypdfium2.PdfDocument(seller.get(answer.location).data)) as pdf:
        words = pdf[0].get_textpage().get_text_bounded()
    assert "TẬP" in words
    assert "TAP-MAU-1" in words
    assert "Xong 2 trong 6 bài" in seller.get(START).text


@pytest.mark.parametrize("path", [f"{FIRST}/phieu", f"{START}/danh-sach-goi", f"{START}/ban-giao"])
def test_what_is_printed_says_so_across_everything(seller: Client, path: str) -> None:
    if path.endswith("danh-sach-goi"):
        seller.send(f"{FIRST}/nhan")
    if path.endswith("ban-giao"):
        pack(seller)
    assert 'class="across" data-mark="TẬP"' in seller.get(path).text.replace("slip-sheet across", "across")


def test_a_parcel_is_not_closed_before_every_job_is_done(seller: Client) -> None:
    seller.send(f"{FIRST}/nhan")
    answer = seller.send(f"{FIRST}/goi", {"xong": ["close"]})
    assert answer.status_code == 400
    assert "còn 2 việc chưa tích" in answer.text


def test_an_order_that_cannot_be_filled_is_called_off_in_words(seller: Client) -> None:
    seller.send(f"{SHORT}/nhan")
    answer = seller.send(f"{SHORT}/goi", {"xong": ["take-1"], "lo-take-1": "TAP-CHE-10:3"})
    assert answer.status_code == 409
    assert "chỉ còn 3, khách đặt 5" in answer.text
    assert seller.send(f"{SHORT}/huy", {}).status_code == 400
    assert seller.send(f"{SHORT}/huy", {"ready": "Hàng vừa hết"}).status_code == 303
    assert "Hàng vừa hết" in seller.get(SHORT).text


def test_ticks_of_the_script_are_kept_and_refused_in_words(seller: Client) -> None:
    seller.send(f"{FIRST}/nhan")
    lots = seen(seller)["lo-take-1"]
    assert seller.send(f"{FIRST}/goi/viec", {"viec": "take-1", "xong": "1", "lo": lots}).json == {"said": ""}
    assert 'value="take-1" data-lots="TAP-0926:2" checked' in seller.get(f"{FIRST}/goi").text
    assert seller.send(f"{FIRST}/goi/viec", {"viec": "take-1", "xong": "0"}).json == {"said": ""}
    stale = seller.send(f"{FIRST}/goi/viec", {"viec": "take-1", "xong": "1", "lo": "TAP-0:1"})
    assert (stale.status_code, "TAP-MAU-1: " in stale.json["said"]) == (409, True)


def test_another_lot_can_be_chosen(seller: Client) -> None:
    seller.send(f"{FIRST}/nhan")
    assert seller.send(f"{FIRST}/goi/lo", {"viec": "take-1", "lo": "TAP-1026"}).status_code == 303
    assert "Lô TAP-1026 × 2" in seller.get(f"{FIRST}/goi").text


def test_what_is_out_of_turn_is_said_and_changes_nothing(seller: Client) -> None:
    answer = seller.send(f"{FIRST}/giao", {"carrier": "GHN", "tracking_number": "X"})
    assert answer.status_code == 409
    assert "Nhận đơn này?" in answer.text
    assert seller.send(f"{FIRST}/giao", {"carrier": "GHN"}).status_code == 400


def test_beginning_anew_puts_everything_back(seller: Client) -> None:
    pack(seller)
    seller.send(START)
    assert "Nhận đơn này?" in seller.get(FIRST).text


def test_somebody_whose_application_still_waits_practises_with_the_taxes_of_their_kind(
    client: Client, cast: Cast
) -> None:
    application = applications.start(cast.buyer)
    applications.answer(application, Question.KIND, "household_business")
    people.signed_in(client, cast.buyer)
    assert "Mở gian hàng tập" in client.get(START).text
    client.send(START)
    assert "Thuế khấu trừ" in client.get(FIRST).text


def test_who_never_began_is_told_where_to_begin(owner: Client) -> None:
    answer = owner.get(FIRST)
    assert answer.status_code == 404
    assert "chưa mở gian hàng tập" in answer.text


def test_nobody_sees_the_practice_of_another(seller: Client, stranger: Client, cast: Cast) -> None:
    seller.send(f"{FIRST}/nhan")
    stranger.send(START)
    assert "Nhận đơn này?" in stranger.get(FIRST).text
    assert "Gói đơn này" in seller.get(FIRST).text


def test_today_and_the_help_lead_there(owner: Client) -> None:
    for path in ("/ban-hang", "/ban-hang/tro-giup"):
        assert f'href="{START}"' in owner.get(path).text, path
