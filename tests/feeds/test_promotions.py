"""Feeds tell the price of a promotion with its days, from the second in which it begins to that in which it ends."""

import csv
from datetime import timedelta
from io import StringIO
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from marketplace import feeds
from marketplace.clock import pretending, today
from marketplace.database import db
from tests.client import Client
from tests.promotions.promoting import honey, midnight, promote

G = "{http://base.google.com/ns/1.0}"
SECOND = timedelta(seconds=1)
Told = tuple[str, str, str]


def told(client: Client, ref: str) -> tuple[Told, Told]:
    """Price, price of the promotion and its days of a pack size, as Google and as Facebook read them."""
    items = ET.fromstring(client.get("/feeds/google.xml").data).iter("item")
    item = next(each for each in items if each.findtext(f"{G}id") == ref)
    row = next(row for row in csv.DictReader(StringIO(client.get("/feeds/facebook.csv").text)) if row["id"] == ref)
    names = ("price", "sale_price", "sale_price_effective_date")
    google = [item.findtext(f"{G}{name}") or "" for name in names]
    return (google[0], google[1], google[2]), (row[names[0]], row[names[1]], row[names[2]])


@pytest.mark.parametrize("is_proven", [True, False])
def test_the_price_of_a_promotion_and_its_days(client: Client, folder: Path, is_proven: bool) -> None:
    jar = honey(days_ago=60 if is_proven else 5)
    promote(jar)
    db.session.commit()
    ref, last = jar.variants[0].ref, today() + timedelta(days=3)
    usual = ("165000 VND", "", "")
    for moment in (midnight(1) - SECOND, midnight(4)):
        with pretending(moment):
            feeds.write_product_feeds()
            assert told(client, ref) == (usual, usual)
    for moment in (midnight(1), midnight(4) - SECOND):
        with pretending(moment):
            feeds.write_product_feeds()
            span = f"{today():%Y-%m-%d}T00:00+0700/{last:%Y-%m-%d}T23:59+0700"
            lower = ("165000 VND", "150000 VND", span) if is_proven else ("150000 VND", "", "")
            assert told(client, ref) == (lower, lower), "what nobody can prove is told as the price alone"
