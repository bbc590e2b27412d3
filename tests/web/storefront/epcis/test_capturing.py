"""What a shop's own software tells of its lots."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from marketplace import program_keys
from marketplace.clock import now
from marketplace.database import db
from marketplace.epcis.models import CapturedEvent
from marketplace.refs import new_ref
from marketplace.stock.models import Lot
from tests import epcis_schema, factories
from tests.client import Client

Event = dict[str, Any]


@pytest.fixture
def lot(app: Flask) -> Lot:
    made = factories.lot(factories.product(left=0).variants[0], 50)
    factories.stamp(made)
    return made


@pytest.fixture
def secret(lot: Lot) -> str:
    """The key of the shop whose lot it is."""
    shop = lot.variant.product.seller
    return program_keys.make_key(shop, "Sổ lô", ref=new_ref(), by_id=factories.user().id)[1]


def observed(lot: Lot, **values: object) -> Event:
    """The lot was put into the cold store an hour ago."""
    told = {
        "type": "ObjectEvent",
        "eventID": "https://so-lo.example/events/1",
        "eventTime": (now() - timedelta(hours=1)).isoformat(timespec="milliseconds"),
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "bizStep": "storing",
        "quantityList": [{"epcClass": f"http://localhost/epcis/lots/{lot.ref}", "quantity": 50}],
    }
    return {name: value for name, value in (told | values).items() if value is not None}


def document(*events: object) -> dict[str, Any]:
    return {"type": "EPCISDocument", "schemaVersion": "2.0", "epcisBody": {"eventList": list(events)}}


def send(client: Client, told: object, secret: str, *, raw: bytes | None = None) -> TestResponse:
    body = raw or json.dumps(told).encode()
    headers = {"Authorization": f"Bearer {secret}"}
    return client.post("/epcis/capture", data=body, content_type="application/ld+json", headers=headers)


def told_of(client: Client, lot: Lot) -> list[Event]:
    events: list[Event] = json.loads(client.get(f"/epcis/lots/{lot.ref}").text)["epcisBody"]["eventList"]
    return events


def count() -> int:
    return db.session.query(CapturedEvent).count()


def test_what_a_program_tells_stands_in_the_story_of_the_lot(client: Client, lot: Lot, secret: str) -> None:
    answer = send(client, document(observed(lot)), secret)
    assert answer.status_code == 202
    job = json.loads(client.get(answer.headers["Location"], headers={"Authorization": f"Bearer {secret}"}).text)
    assert (job["success"], job["running"], job["gui:newEvents"]) == (True, False, 1)
    last = told_of(client, lot)[-1]
    assert (last["eventID"], last["bizStep"]) == ("https://so-lo.example/events/1", "storing")
    assert last["recordTime"] > last["eventTime"]
    assert program_keys.keys_of(lot.variant.product.seller_id)[0].used_on is not None


def test_how_much_it_was_and_for_whom_stays_the_shops_business(client: Client, lot: Lot, secret: str) -> None:
    buyer = {"type": "owning_party", "destination": "https://so-lo.example/khach/1"}
    assert send(client, observed(lot, bizStep=None, destinationList=[buyer]), secret).status_code == 202
    last = told_of(client, lot)[-1]
    assert list(last["quantityList"][0]) == ["epcClass"]
    assert "destinationList" not in last
    assert client.get("/epcis/events?EQ_bizStep=storing").status_code == 200, "not every event has a step"


def test_a_document_that_comes_again_changes_nothing(client: Client, lot: Lot, secret: str) -> None:
    without_id = observed(lot, eventID=None, bizStep="inspecting")
    both = document(observed(lot), without_id)
    counts = [json.loads(send(client, both, secret).text)["gui:newEvents"] for _ in range(2)]
    assert counts == [2, 0]
    assert json.loads(send(client, without_id, secret).text)["gui:newEvents"] == 0
    assert count() == 2


def test_a_transformation_names_both_lots_and_is_told_of_both(client: Client, lot: Lot, secret: str) -> None:
    jars = factories.lot(lot.variant, 20)
    factories.stamp(jars)
    made = observed(
        lot,
        type="TransformationEvent",
        action=None,
        quantityList=None,
        inputQuantityList=[{"epcClass": f"http://localhost/epcis/lots/{lot.ref}", "quantity": 5}],
        outputQuantityList=[{"epcClass": f"http://localhost/epcis/lots/{jars.ref}", "quantity": 20}],
    )
    assert send(client, made, secret).status_code == 202
    assert [told_of(client, each)[-1]["type"] for each in (lot, jars)] == ["TransformationEvent"] * 2


def test_the_examples_of_the_standard_are_refused_for_their_lots_alone(client: Client, lot: Lot, secret: str) -> None:
    answers = [json.loads(send(client, each, secret).text)["title"] for each in epcis_schema.examples()]
    assert len(answers) >= 4
    assert all("lô" in answer for answer in answers), answers
    assert count() == 0


WRONG: dict[str, tuple[dict[str, object], str]] = {
    "a day to come": ({"eventTime": "2999-01-01T00:00:00+07:00"}, "phía trước"),
    "a time without its zone": ({"eventTime": "2026-10-01T08:00:00"}, "eventTime"),
    "a time before all times": ({"eventTime": "0001-01-01T00:00:00+07:00"}, "eventTime"),
    "a lot at no address": ({"quantityList": [{"epcClass": "http://[/epcis/lots/x"}]}, "không phải lô"),
    "a lot with a NUL": ({"quantityList": [{"epcClass": "http://localhost/epcis/lots/a%00"}]}, "không phải lô"),
    "no time": ({"eventTime": None}, "eventTime"),
    "an offset of letters": ({"eventTimeZoneOffset": "ICT"}, "eventTimeZoneOffset"),
    "an unknown type": ({"type": "HarvestEvent"}, "type"),
    "a type that is a list": ({"type": ["ObjectEvent"]}, "type"),
    "an unknown action": ({"action": "PACK"}, "action"),
    "no lot": ({"quantityList": []}, "epcClass"),
    "a lot that is a number": ({"quantityList": [{"epcClass": 7}]}, "epcClass"),
    "a lot of nobody": ({"quantityList": [{"epcClass": "http://localhost/epcis/lots/khongco"}]}, "không phải lô"),
    "a name that is no address": ({"eventID": "mot"}, "eventID"),
    "a letter that is none": ({"gui:note": "\x00"}, "JSON"),
    "half a letter": ({"gui:note": "\ud800"}, "JSON"),
    "a number that is none": ({"gui:note": float("inf")}, "JSON"),
    "a whole book": ({"gui:note": "a" * 20_000}, "16000"),
}


@pytest.mark.parametrize("wrong", WRONG)
def test_one_event_that_cannot_be_keeps_the_whole_document_out(
    client: Client, lot: Lot, secret: str, wrong: str
) -> None:
    values, words = WRONG[wrong]
    answer = send(client, document(observed(lot), observed(lot, eventID="urn:x:2") | values), secret)
    problem = json.loads(answer.text)
    assert (answer.status_code, problem["type"]) == (422, "epcisException:ValidationException")
    assert words in problem["title"]
    assert "2" in problem["title"]
    assert count() == 0


@pytest.mark.parametrize(
    "raw", [b"{", b"[]", b'"EPCISDocument"', b"[" * 100_000, b'{"type": "EPCISDocument"}', b"\xff"]
)
def test_what_is_no_document_is_refused(client: Client, secret: str, raw: bytes) -> None:
    assert send(client, None, secret, raw=raw).status_code == 422


def test_one_identifier_is_one_event(client: Client, lot: Lot, secret: str) -> None:
    assert send(client, observed(lot), secret).status_code == 202
    other = send(client, observed(lot, bizStep="inspecting"), secret)
    assert other.status_code == 422
    assert "eventID" in json.loads(other.text)["title"]
    two = document(observed(lot, eventID="urn:x:2"), observed(lot, eventID="urn:x:2", bizStep="packing"))
    assert send(client, two, secret).status_code == 422
    assert count() == 1


def test_a_program_speaks_of_its_own_shops_lots_only(client: Client, lot: Lot, secret: str) -> None:
    other = factories.lot(factories.product(factories.seller("HTX khác"), left=0).variants[0], 5)
    assert send(client, observed(other), secret).status_code == 422
    assert count() == 0


def test_without_a_key_that_counts_nothing_is_taken(client: Client, lot: Lot, secret: str) -> None:
    key = program_keys.keys_of(lot.variant.product.seller_id)[0]
    taken = send(client, observed(lot), secret).headers["Location"]
    program_keys.revoke_key(key.seller_id, key.ref)
    for answer in (
        send(client, observed(lot), secret),
        send(client, observed(lot), "gui_khongdung"),
        client.post("/epcis/capture", json=observed(lot)),
        client.get(taken),
    ):
        assert (answer.status_code, json.loads(answer.text)["type"]) == (401, "epcisException:SecurityException")
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert count() == 1
