"""The story of lots for other programs: EPCIS 2.0 over HTTP."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from pyld import jsonld

from marketplace import orders, traceability
from marketplace.clock import pretending, start_of_day, today
from marketplace.database import db
from marketplace.stock.models import Lot
from marketplace.stock.processing_models import LotSource
from marketplace.traceability import StepFacts
from tests import factories
from tests.client import Client
from tests.epcis_schema import context, faults_of

CBV = "https://ref.gs1.org/cbv/BizStep-"
CONTEXT = "https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"
Event = dict[str, Any]


@pytest.fixture
def lot(app: Flask) -> Lot:
    """Honey spun twelve days ago and strained ten days ago, packed today, with stamps."""
    product = factories.product(name="Mật ong rừng", left=0)
    made = factories.lot(product.variants[0], 50, code="GL-1125")
    made.harvested_on = today() - timedelta(days=12)
    by = factories.user()
    for title, days, place in (("Quay mật", 12, "Trại ong Hợp Tiến"), ("Lọc, kiểm độ ẩm", 10, "")):
        facts = StepFacts(title, today() - timedelta(days=days), place_vi=place)
        traceability.add_step(made, facts, by_id=by.id)
    factories.stamp(made)
    db.session.flush()
    return made


@pytest.fixture
def jars(lot: Lot) -> Lot:
    """Small jars, filled from five of the big ones."""
    made = factories.lot(factories.product(name="Mật ong hũ nhỏ", left=0).variants[0], 20)
    factories.stamp(made)
    db.session.add(LotSource(lot_id=made.id, source_lot_id=lot.id, quantity=5))
    db.session.flush()
    return made


def told(client: Client, path: str) -> dict[str, Any]:
    answer = client.get(path)
    assert (answer.status_code, answer.mimetype) == (200, "application/ld+json"), answer.text
    assert answer.headers["GS1-EPCIS-Version"] == "2.0.0"
    found: dict[str, Any] = json.loads(answer.text)
    return found


def events_of(client: Client, lot: Lot) -> list[Event]:
    events: list[Event] = told(client, f"/epcis/lots/{lot.ref}")["epcisBody"]["eventList"]
    return events


def asked(client: Client, **wanted: str) -> tuple[list[Event], str]:
    """The events found, and where the next page is."""
    answer = client.get("/epcis/events", query_string=wanted)
    assert answer.status_code == 200, answer.text
    document = json.loads(answer.text)
    return document["epcisBody"]["queryResults"]["resultsBody"]["eventList"], answer.headers.get("Link", "")


def pages(client: Client, **wanted: str) -> Iterator[list[Event]]:
    found, following = asked(client, **wanted)
    yield found
    while following:
        token = following.partition("nextPageToken=")[2].partition(">")[0]
        found, following = asked(client, **wanted, nextPageToken=token)
        yield found


def steps_of(events: list[Event]) -> list[str]:
    return [event["bizStep"].rpartition("#")[2] for event in events]


def send(lot: Lot, quantity: int, day: date) -> None:
    """A parcel with so many packs of the lot leaves on that day."""
    with pretending(start_of_day(day) + timedelta(hours=9)):
        order = factories.order(lot.variant.product, quantity=quantity)
        orders.confirm(order, by=None)
        orders.pack(order, by=None)
        orders.ship(order, by=None, carrier="Bưu điện", tracking_number=f"VN{order.number}")


def test_a_lot_tells_its_story_from_the_field_to_the_door(client: Client, lot: Lot) -> None:
    send(lot, 2, today())
    events = events_of(client, lot)
    assert steps_of(events) == ["creating_class_instance", "harvesting", "inspecting", "packing", "shipping"]
    begun, spun = events[:2]
    assert begun["ilmd"]["cbvmda:lotNumber"] == "GL-1125"
    assert begun["eventTime"] == f"{today() - timedelta(days=12)}T00:00:00.000+07:00"
    assert (spun["gui:stage"], spun["gui:place"]) == ("Quay mật", "Trại ong Hợp Tiến")
    assert list(events[-1]["quantityList"][0]) == ["epcClass"], "how much was sold is nobody's business"


def test_the_published_schema_allows_every_answer(client: Client, lot: Lot, jars: Lot) -> None:
    send(lot, 2, today())
    lot.recalled_on = today()
    documents = [told(client, f"/epcis/lots/{each.ref}") for each in (lot, jars)]
    documents += [json.loads(client.get("/epcis/events").text)]
    documents += [told(client, f"/epcis/events/{event['eventID']}") for event in events_of(client, lot)]
    assert [fault for document in documents for fault in faults_of(document)] == []


def test_own_words_are_addresses_that_can_be_opened(client: Client, lot: Lot) -> None:
    def load(url: str, _options: object) -> dict[str, Any]:
        assert url == CONTEXT
        return {"contentType": "application/ld+json", "contextUrl": None, "documentUrl": url, "document": context()}

    graph = json.dumps(jsonld.expand(told(client, f"/epcis/lots/{lot.ref}"), {"documentLoader": load}))
    words = {word["@id"]: word["rdfs:comment"] for word in told(client, "/epcis/context.jsonld")["@graph"]}
    assert all(words.values())
    harvesting = next(word for word in words if word.endswith("#harvesting"))
    assert f'"{harvesting}"' in graph
    assert f'"{CBV}packing"' in graph


def test_what_was_made_of_other_lots_names_them(client: Client, lot: Lot, jars: Lot) -> None:
    made = events_of(client, jars)[0]
    assert made["type"] == "TransformationEvent"
    taken = [(each["epcClass"].rpartition("/")[2], each["quantity"]) for each in made["inputQuantityList"]]
    assert taken == [(lot.ref, 5)]


def test_a_recalled_lot_says_so(client: Client, lot: Lot) -> None:
    lot.recalled_on = today()
    assert events_of(client, lot)[-1]["disposition"] == "recalled"


def test_every_event_can_be_opened_by_its_name_and_by_its_whole_address(client: Client, lot: Lot) -> None:
    for event in events_of(client, lot):
        alone = told(client, f"/epcis/{event['eventID'].partition('/epcis/')[2]}")
        assert {name: alone[name] for name in event} == event
        assert told(client, f"/epcis/events/{event['eventID']}") == alone


def test_pages_give_every_event_once_whatever_their_size(client: Client, lot: Lot) -> None:
    other = factories.lot(lot.variant, 10)
    factories.stamp(other)
    factories.lot(lot.variant, 10, code="without stamps")
    everything = [event["eventID"] for event in events_of(client, lot) + events_of(client, other)]
    for size in ("1", "2", "4", "100"):
        found = list(pages(client, perPage=size))
        assert [event["eventID"] for page in found for event in page] == everything
        assert all(len(page) <= int(size) for page in found)


@pytest.mark.parametrize(
    ("wanted", "steps"),
    [
        ({"EQ_bizStep": "packing"}, ["packing"]),
        ({"EQ_bizStep": f"{CBV}inspecting|packing"}, ["inspecting", "packing"]),
        ({"eventType": "TransformationEvent"}, []),
        ({"eventType": "ObjectEvent", "EQ_bizStep": "harvesting"}, ["harvesting"]),
        ({"MATCH_anyEPCClass": "https://elsewhere.example/lots/1"}, []),
        ({"MATCH_anyEPCClass": "http://["}, []),
        ({"MATCH_anyEPC": "http://localhost/epcis/lots/a%00"}, []),
    ],
)
def test_only_what_was_asked_for_is_told(client: Client, lot: Lot, wanted: dict[str, str], steps: list[str]) -> None:
    assert steps_of(asked(client, **wanted)[0]) == steps


def test_a_lot_and_days_can_be_asked_for(client: Client, lot: Lot) -> None:
    factories.stamp(factories.lot(lot.variant, 10))
    mine = events_of(client, lot)
    name = mine[0]["quantityList"][0]["epcClass"]
    assert asked(client, MATCH_anyEPCClass=name)[0] == mine
    day = start_of_day(today() - timedelta(days=10)).isoformat()
    assert asked(client, MATCH_anyEPCClass=name, GE_eventTime=day)[0] == mine[2:]
    assert asked(client, MATCH_anyEPCClass=name, LT_eventTime=day)[0] == mine[:2]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("GE_eventTime", "hôm qua"),
        ("LT_eventTime", "2026-10-01T00:00:00"),
        ("perPage", "0"),
        ("perPage", "mười"),
        ("nextPageToken", "3"),
        ("EQ_bizstep", "packing"),
    ],
)
def test_a_question_that_is_not_understood_is_refused_with_a_model(
    client: Client, lot: Lot, name: str, value: str
) -> None:
    answer = client.get("/epcis/events", query_string={name: value})
    problem = json.loads(answer.text)
    assert (answer.status_code, answer.mimetype) == (400, "application/problem+json")
    assert problem["type"] == "epcisException:QueryParameterException"
    assert name in problem["title"]


GTIN = "08930000000002"


def leads_to(client: Client, path: str, accept: str = "text/html") -> str:
    """The path that the answer leads on to."""
    answer = client.get(path, headers={"Accept": accept})
    assert answer.status_code == 307, answer.text[:200]
    return str(answer.headers["Location"])


def test_a_lot_of_numbered_goods_is_known_by_their_numbers(client: Client, lot: Lot) -> None:
    lot.variant.gtin = GTIN
    db.session.flush()
    named = events_of(client, lot)[0]["quantityList"][0]["epcClass"]
    path = f"/01/{GTIN}/10/GL-1125"
    assert named.endswith(path)
    assert asked(client, MATCH_anyEPCClass=named)[0] == events_of(client, lot)
    assert leads_to(client, path).startswith(f"/p/{lot.variant.product.slug}")
    assert leads_to(client, path, "application/ld+json") == f"/epcis/lots/{lot.ref}"
    assert client.get(f"/01/{GTIN}/10/khongco").status_code == 404


def test_one_code_answers_buyers_inspectors_and_programs(client: Client, lot: Lot) -> None:
    certificate = factories.certificate(lot.variant.product)
    page = f"/t/{factories.stamp(lot).code}"
    assert client.get(page).mimetype == "text/html"
    assert leads_to(client, f"{page}?linkType=gs1:traceability") == f"/epcis/lots/{lot.ref}"
    assert leads_to(client, page, "application/ld+json") == f"/epcis/lots/{lot.ref}"
    assert leads_to(client, f"{page}?linkType=gs1:certificationInfo") == f"/chung-nhan/{certificate.ref}"
    assert client.get(f"{page}?linkType=gs1:recipeInfo").mimetype == "text/html"
    told = client.get(f"{page}?linkType=all")
    (links,) = json.loads(told.text)["linkset"]
    assert told.mimetype == "application/linkset+json"
    assert {name.removeprefix("https://gs1.org/voc/") for name in links} == {
        "anchor",
        "pip",
        "epcis",
        "certificationInfo",
    }


@pytest.mark.parametrize("path", ["lots/khongco", "events/step-khongco", "events/lot-khongco", "events/khac"])
def test_what_does_not_exist_or_is_not_public_is_not_found(client: Client, lot: Lot, path: str) -> None:
    answer = client.get(f"/epcis/{path}")
    assert (answer.status_code, json.loads(answer.text)["type"]) == (404, "epcisException:NoSuchResourceException")
