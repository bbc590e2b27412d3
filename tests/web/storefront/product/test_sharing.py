"""What others see of a product: search engines, and those who get its link in a message."""

from datetime import timedelta
from io import BytesIO

import pytest
from PIL import Image

from marketplace import catalogue
from marketplace.catalogue.models import Product, ShipScope
from marketplace.certification.models import Certificate, CertificateKind, CertificateState
from marketplace.clock import end_of_day, pretending, today
from marketplace.database import db
from tests import factories
from tests.client import Client
from tests.programs import SCHEMA, read

BASE = "http://127.0.0.1:5000"


def test_search_engines_read_each_pack_as_an_offer(client: Client, honey: Product) -> None:
    honey.variants.append(factories.pack(2, price_vnd=310_000, price_breaks=[[3, 295_000]]))
    db.session.flush()
    graph, _ = read(client, f"/p/{honey.slug}")
    product = graph["Product"]
    first, second = product["offers"]
    assert (product["name"], product["brand"]["name"]) == ("Mật ong Green Life", "HTX Green Life")
    assert (first["price"], first["priceCurrency"]) == (165_000, "VND")
    assert first["availability"] == f"{SCHEMA}InStock"
    assert second["availability"] == f"{SCHEMA}OutOfStock"
    assert second["url"] == f"{BASE}/p/{honey.slug}?co={honey.variants[1].ref}"
    prices = [(each["eligibleQuantity"]["minValue"], each["price"]) for each in second["priceSpecification"]]
    assert prices == [(1, 310_000), (3, 295_000)]


def test_search_engines_see_the_goods_themselves_and_no_card_with_a_price(client: Client, honey: Product) -> None:
    assert read(client, f"/p/{honey.slug}")[0]["Product"]["image"] == [f"{BASE}/tranh/{honey.picture}.png"]
    photo = {"alt_vi": "", "alt_en": "", "blur": "", "width": 1600, "height": 1600}
    honey.photos = [{"ref": "abc", **photo}, {"ref": "def", **photo}]
    photos = [f"{BASE}/anh/abc-1600.jpg", f"{BASE}/anh/def-1600.jpg"]
    assert read(client, f"/p/{honey.slug}")[0]["Product"]["image"] == photos


def test_the_seller_has_one_name_everywhere(client: Client, honey: Product) -> None:
    graph, _ = read(client, f"/p/{honey.slug}")
    seller = graph["Organization"]
    assert seller["address"]["addressRegion"] == "Tỉnh Phú Thọ"
    assert graph["Product"]["manufacturer"] == graph["Product"]["offers"][0]["seller"] == {"@id": seller["@id"]}


def test_the_way_to_the_product_is_told(client: Client, honey: Product) -> None:
    graph, _ = read(client, f"/p/{honey.slug}")
    trail = graph["BreadcrumbList"]["itemListElement"]
    assert [step["item"] for step in trail] == [f"{BASE}/", f"{BASE}/c/mat-ong", f"{BASE}/p/{honey.slug}"]
    assert [step["position"] for step in trail] == [1, 2, 3]


def test_the_average_is_told_from_five_reviews_on(client: Client, honey: Product) -> None:
    honey.review_count, honey.review_points = 4, 20
    assert "aggregateRating" not in read(client, f"/p/{honey.slug}")[0]["Product"]
    honey.review_count, honey.review_points = 5, 24
    rating = read(client, f"/p/{honey.slug}")[0]["Product"]["aggregateRating"]
    assert (rating["ratingValue"], rating["reviewCount"], rating["bestRating"]) == (4.8, 5, 5)


def test_only_certificates_valid_today_are_certifications(client: Client, honey: Product) -> None:
    certificate = factories.certificate(honey, stars=4, issuer_vi="Tỉnh Mẫu")
    factories.certificate(honey, stars=5, issued_days_ago=1_200, issuer_vi="Tỉnh Mẫu")
    kept = {"product_id": honey.id, "state": CertificateState.VERIFIED, "issued_on": today() - timedelta(days=9)}
    db.session.add(Certificate(kind=CertificateKind.VIETGAP, issuer_vi="Trung tâm Mẫu", **kept))
    db.session.flush()
    found = {one["name"]: one for one in read(client, f"/p/{honey.slug}")[0]["Product"]["hasCertification"]}
    assert set(found) == {"OCOP 4 sao", "VietGAP"}
    assert found["OCOP 4 sao"]["expires"] == f"{certificate.expires_on}"
    assert found["OCOP 4 sao"]["certificationRating"]["ratingValue"] == 4
    assert found["VietGAP"]["issuedBy"]["name"] == "Trung tâm Mẫu"
    assert "expires" not in found["VietGAP"]


def test_a_certificate_that_names_no_issuer_is_no_certification(client: Client, honey: Product) -> None:
    factories.certificate(honey, stars=4)
    assert "hasCertification" not in read(client, f"/p/{honey.slug}")[0]["Product"]


def test_an_offer_tells_what_delivery_costs_and_what_can_be_sent_back(client: Client, honey: Product) -> None:
    (offer,) = read(client, f"/p/{honey.slug}")[0]["Product"]["offers"]
    delivery, returns = offer["shippingDetails"], offer["hasMerchantReturnPolicy"]
    assert delivery["shippingRate"] == {"@type": "MonetaryAmount", "value": 38_000, "currency": "VND"}
    assert delivery["shippingDestination"] == {"@type": "DefinedRegion", "addressCountry": "VN"}
    assert (returns["merchantReturnDays"], returns["applicableCountry"]) == (2, "VN")
    assert returns["itemDefectReturnFees"] == f"{SCHEMA}FreeReturn"
    assert returns["merchantReturnLink"] == f"{BASE}/tro-giup#returns"


def test_goods_that_stay_in_their_province_are_offered_there_alone(client: Client, honey: Product) -> None:
    honey.ship_scope = ShipScope.PROVINCE
    (offer,) = read(client, f"/p/{honey.slug}")[0]["Product"]["offers"]
    assert offer["shippingDetails"]["shippingDestination"]["addressRegion"] == ["Tỉnh Phú Thọ"]
    assert offer["shippingDetails"]["shippingRate"]["value"] == 22_000


def test_a_name_cannot_break_out_of_the_structured_data(client: Client, honey: Product) -> None:
    honey.name_vi = 'Mật </script><b>ong & "hoa"</b>'
    page = client.get(f"/p/{honey.slug}").text
    assert "</script><b>" not in page
    assert read(client, f"/p/{honey.slug}")[0]["Product"]["name"] == honey.name_vi


def test_a_shared_link_shows_price_stars_and_a_picture(client: Client, honey: Product) -> None:
    factories.certificate(honey, stars=4)
    _, card = read(client, f"/p/{honey.slug}")
    assert card["og:title"] == "Mật ong Green Life, HTX Green Life"
    assert card["og:description"].startswith("165.000\u00a0₫, hũ 500\u00a0ml. OCOP 4 sao.")
    assert card["og:url"] == f"{BASE}/p/{honey.slug}"
    assert card["og:image"].startswith(f"{BASE}/p/{honey.slug}/the.png?")
    assert card["product:price:amount"] == "165000"


def test_an_ended_star_is_on_no_card(client: Client, honey: Product) -> None:
    factories.certificate(honey, stars=4, issued_days_ago=1_200)
    assert "OCOP" not in read(client, f"/p/{honey.slug}")[1]["og:description"]


def test_a_sold_out_product_says_so_when_shared(client: Client, cast: object) -> None:
    gone = factories.product(left=0)
    assert read(client, f"/p/{gone.slug}")[1]["og:description"].startswith("Tạm hết.")


def test_english_readers_share_the_english_page(client: Client, honey: Product) -> None:
    honey.name_en = "Forest honey"
    graph, card = read(client, f"/p/{honey.slug}?hl=en")
    assert card["og:locale"] == "en_GB"
    assert card["og:title"].startswith("Forest honey, ")
    assert card["og:url"] == graph["Product"]["url"] == f"{BASE}/p/{honey.slug}?hl=en"
    assert graph["Product"]["offers"][0]["url"].endswith(f"?hl=en&co={honey.variants[0].ref}")


def card_of(client: Client, path: str) -> str:
    return read(client, path)[1]["og:image"].removeprefix(BASE)


def test_the_card_is_a_png_of_the_right_size(client: Client, honey: Product) -> None:
    answer = client.get(card_of(client, f"/p/{honey.slug}"))
    assert answer.content_type == "image/png"
    with Image.open(BytesIO(answer.data)) as image:
        assert image.size == (1200, 630)
    assert len(answer.data) < 200_000


def test_who_keeps_the_card_asks_each_time_whether_it_still_holds(client: Client, honey: Product) -> None:
    factories.certificate(honey, stars=4).expires_on = today()
    first = client.get(f"/p/{honey.slug}/the.png")
    assert first.headers["Cache-Control"] == "public, no-cache"
    known = {"If-None-Match": first.headers["ETag"]}
    again = client.get(f"/p/{honey.slug}/the.png", headers=known)
    assert (again.status_code, again.data) == (304, b"")
    with pretending(end_of_day(today())):
        ended = client.get(f"/p/{honey.slug}/the.png", headers=known)
    assert (ended.status_code, ended.data == first.data) == (200, False)


def test_another_price_or_star_is_another_card(client: Client, honey: Product) -> None:
    path = f"/p/{honey.slug}"
    addresses, tags = [card_of(client, path)], [client.get(f"{path}/the.png").headers["ETag"]]
    catalogue.reprice(honey.variants[0], price_vnd=170_000)
    addresses.append(card_of(client, path))
    tags.append(client.get(f"{path}/the.png").headers["ETag"])
    factories.certificate(honey, stars=4)
    addresses.append(card_of(client, path))
    tags.append(client.get(f"{path}/the.png").headers["ETag"])
    assert len(set(addresses)) == len(set(tags)) == 3


def test_a_long_name_still_fits_on_the_card(client: Client, honey: Product) -> None:
    honey.name_vi = "Trà hoa vàng " * 12
    assert client.get(f"/p/{honey.slug}/the.png").status_code == 200
    honey.name_vi = "M" * 160
    assert client.get(f"/p/{honey.slug}/the.png").status_code == 200


@pytest.mark.parametrize("path", ["/p/khong-co/the.png", "/p/khong-co/hinh/1"])
def test_what_does_not_exist_has_no_card_and_no_picture(client: Client, cast: object, path: str) -> None:
    assert client.get(path).status_code == 404


def test_the_links_that_share_need_no_script(client: Client, honey: Product) -> None:
    page = client.get(f"/p/{honey.slug}").text
    assert f"https://www.facebook.com/sharer/sharer.php?u=http%3A%2F%2F127.0.0.1%3A5000%2Fp%2F{honey.slug}" in page
    message = page.split('<textarea id="loi-nhan"', 1)[1].split(">", 1)[1].split("</textarea>", 1)[0]
    assert message.startswith("Mật ong Green Life, HTX Green Life. 165.000")
    assert message.endswith(f"{BASE}/p/{honey.slug}")


def test_what_caches_may_keep_carries_nobodys_session(buyer: Client, honey: Product) -> None:
    for path in (f"/p/{honey.slug}/the.png", "/moi.xml"):
        answer = buyer.get(path)
        assert "public" in answer.headers["Cache-Control"]
        assert "Set-Cookie" not in answer.headers
