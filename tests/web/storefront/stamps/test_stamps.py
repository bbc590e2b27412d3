"""Typing the code of a stamp."""

import pytest
from flask import Flask

from marketplace import traceability
from marketplace.traceability.models import Stamp
from tests import factories
from tests.client import Client

ASK = "/quet"


@pytest.fixture
def stamp(app: Flask) -> Stamp:
    return factories.stamp()


def test_the_code_may_be_typed_as_people_type(client: Client, stamp: Stamp) -> None:
    typed = f" {stamp.code[:4].lower()} - {stamp.code[4:]}"
    answer = client.send(ASK, {"code": typed}, form_at=ASK)
    assert (answer.status_code, answer.location) == (303, f"/t/{stamp.code}")


def test_a_scanner_may_send_the_whole_address_in_capitals(client: Client, stamp: Stamp) -> None:
    answer = client.send(ASK, {"code": f"HTTP://LOCALHOST/T/{stamp.code}"}, form_at=ASK)
    assert answer.location == f"/t/{stamp.code}"


def test_the_camera_may_be_used_on_this_page_alone(client: Client, stamp: Stamp) -> None:
    assert "camera=(self)" in client.get(ASK).headers["Permissions-Policy"]
    assert "camera=()" in client.get(f"/t/{stamp.code}").headers["Permissions-Policy"]


def test_typing_counts_as_a_scan_once_a_day(client: Client, stamp: Stamp) -> None:
    for _ in range(2):
        assert client.send(ASK, {"code": stamp.code}, form_at=ASK).location == f"/t/{stamp.code}"
    client.post(f"/t/{stamp.code}/scan")
    assert traceability.scans_of(stamp).times == 1


def test_a_code_of_no_stamp_leads_to_the_page_that_warns(client: Client, stamp: Stamp) -> None:
    code = traceability.new_code()
    answer = client.send(ASK, {"code": code}, form_at=ASK)
    assert answer.location == f"/t/{code}"


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", "Ở đây có 0 ký tự."),
        ("0447", "Ở đây có 4 ký tự."),
        ("0447 K7F2", "Những nhóm không đúng: 0447, K7F2."),
        ("🍯🍯🍯🍯🍯🍯🍯🍯", "Bỏ những ký tự này: 🍯."),
        ("https://gui-that.example/t/HH82EBV4", "Ô vuông này dẫn tới gui-that.example, không phải chợ này."),
        ("A" * 5_000, "Ở đây có 40 ký tự."),
    ],
)
def test_what_is_no_code_is_explained_and_stays_in_the_field(
    client: Client, stamp: Stamp, typed: str, sentence: str
) -> None:
    answer = client.send(ASK, {"code": typed}, form_at=ASK)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text


def test_the_wrong_group_is_named_in_english_too(client: Client, stamp: Stamp) -> None:
    wrong = ("0" if stamp.code[0] != "0" else "2") + stamp.code[1:]
    answer = client.post(f"{ASK}?hl=en", data={"code": wrong, "csrf_token": client.token(ASK)})
    assert f"The first group is wrong: {wrong[:5]}." in answer.text


def test_the_way_there_stands_in_the_footer_and_in_the_help(client: Client, stamp: Stamp) -> None:
    assert 'href="/quet"' in client.get("/").text
    assert "gõ mã trên tem" in client.get("/tro-giup").text


def test_the_page_may_be_indexed_but_no_stamp(client: Client, stamp: Stamp) -> None:
    assert "noindex" not in client.get(ASK).text
    assert "noindex" in client.get(f"/t/{stamp.code}").text
    robots = client.get("/robots.txt").text.splitlines()
    assert {"Disallow: /t/", "Disallow: /T/"} <= set(robots)
