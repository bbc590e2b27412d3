"""Filters as they stand in the address: everything that makes sense counts, everything else is said."""

import random

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from marketplace.shelf import Filters
from marketplace.web.storefront.catalogue.filter_args import CHOICES, to_args
from marketplace.web.storefront.catalogue.filter_parsing import Reading, read
from tests import factories
from tests.client import Client
from tests.statements import counted

HOP_TIEN = "05014"  # in Phú Thọ today


@pytest.fixture(autouse=True)
def goods(app: Flask) -> None:
    """Honey from Phú Thọ with four stars, tea from Hà Nội without."""
    honey = factories.product(factories.seller("HTX Green Life", slug="green-life"), "Mật ong rừng", price_vnd=165_000)
    factories.certificate(honey, stars=4)
    hanoi = factories.seller("HTX Ba Vì", province_code="01", commune_code="00004", printed_place_vi="Ba Vì, Hà Nội")
    factories.product(hanoi, "Chè xanh", category="che", price_vnd=90_000)


def reading(app: Flask, **args: str | list[str]) -> Reading:
    values = MultiDict(
        [
            (name.replace("_", "-"), each)
            for name, value in args.items()
            for each in ([value] if isinstance(value, str) else value)
        ]
    )
    with app.test_request_context():
        return read(values, Filters())


def chosen_by(dice: random.Random) -> Filters:
    def some(values: list[object]) -> tuple[object, ...]:
        return tuple(sorted(dice.sample(values, dice.randrange(len(values) + 1))))

    fields = {target: some(list(codes.values())) for target, codes in CHOICES.values()}
    prices = sorted(dice.sample(range(1_000, 900_000), 2))
    return Filters(
        **fields,
        provinces=some(["01", "25"]),
        sellers=some(["green-life"]),
        price_from_vnd=prices[0],
        price_to_vnd=dice.choice([None, prices[1]]),
        reach=dice.choice(["", HOP_TIEN]),
        is_traceable=dice.random() < 0.5,
    )


def test_filters_written_into_an_address_are_read_again_as_they_were(app: Flask) -> None:
    dice = random.Random(7)
    for _ in range(50):
        filters = chosen_by(dice)
        with app.test_request_context():
            again = read(MultiDict(to_args(filters)), Filters())
        assert (again.filters, again.notes, again.problems) == (filters, [], {})


@pytest.mark.parametrize(
    ("typed", "code"), [("25", "25"), ("Hòa Bình", "25"), ("hoa-binh", "25"), ("tỉnh Phú Thọ", "25")]
)
def test_a_province_may_be_given_by_a_former_name(app: Flask, typed: str, code: str) -> None:
    assert reading(app, tinh=typed).filters.provinces == (code,)


def test_a_former_commune_means_the_present_one(app: Flask) -> None:
    assert reading(app, xa="Hợp Tiến", tinh="hoa binh").filters.communes == (HOP_TIEN,)


def test_a_commune_of_another_province_is_left_out_and_said(app: Flask) -> None:
    found = reading(app, tinh="01", xa=HOP_TIEN)
    assert (found.filters.provinces, found.filters.communes) == (("01",), ())
    assert "không thuộc tỉnh đã chọn" in found.notes[0]


def test_on_a_page_of_one_category_the_category_cannot_be_chosen_away(app: Flask) -> None:
    with app.test_request_context():
        found = read(MultiDict({"noi-lam": "green-life", "sao": "4"}), Filters(sellers=("other",)))
    assert (found.filters.sellers, found.filters.stars, found.chosen.sellers) == (("other",), (4,), ())


@pytest.mark.parametrize(
    "query",
    ["sao=9", "giay=%00", "nhan=%ff%fe", "mua=13", "mua=-1", "bao-quan=x", "tinh=Atlantis", "xa=99999",
     "co-tem=2", "noi-lam=nobody", "giao-den=nowhere", "giao-den=toi", "xep=x", "sau=%27", "sau=" + "9" * 22,
     "truoc=0.0.0", "trang=2", "sao=4&" * 300, "q=" + "a" * 5_000, "q=%22%2A%28+AND+OR+NOT", "q=%F0%9F%98%80",
     "q=%ff%00", "q=mat+ong&sau=1", "q=mat+ong&sau=1.1&xep=newest", "q=mat+ong+duoi+" + "999." * 9 + "999+trieu",
     "q=9999999999999999999k", "q=mat+ong+-5k"],
)  # fmt: skip
def test_nonsense_in_the_address_never_breaks_a_list(client: Client, query: str) -> None:
    for path in ("/tim", "/c/mat-ong", "/mua", "/htx/green-life"):
        assert client.get(f"{path}?{query}").status_code == 200


@pytest.mark.parametrize("typed", ["abc", "1.000,5", "-5", "1e9", "٣", "9" * 40])
def test_a_price_that_cannot_be_read_is_said_beside_its_field_and_kept(client: Client, typed: str) -> None:
    page = client.get("/tim", query_string={"gia-den": typed}).text
    assert "Không đọc được số tiền" in page
    assert f'value="{typed[:20]}' in page
    assert "Mật ong rừng" in page


def test_a_lowest_price_above_the_highest_is_said_and_narrows_nothing(client: Client) -> None:
    page = client.get("/tim?gia-tu=200k&gia-den=100k").text
    assert "Giá từ đang cao hơn giá đến" in page
    assert "Chè xanh" in page


def test_what_is_not_known_is_named(client: Client) -> None:
    assert "Không hiểu “Atlantis”" in client.get("/tim?tinh=Atlantis").text
    assert "chỉ đọc 120 chữ cái đầu" in client.get("/tim?q=" + "mat+ong+" * 700).text
    assert "Trong câu tìm không có chữ nào" in client.get("/tim?q=%F0%9F%98%80").text


def test_a_pill_takes_its_filter_away_and_keeps_the_others(client: Client) -> None:
    page = client.get("/tim?sao=4&tinh=25&xep=newest").text
    assert 'href="/tim?xep=newest&amp;tinh=25"' in page  # without the stars
    assert 'href="/tim?xep=newest&amp;sao=4"' in page  # without the province
    assert "Mật ong rừng" in page
    assert "Chè xanh" not in page


def test_each_choice_says_how_many_goods_it_leaves_and_stays_ticked(client: Client) -> None:
    page = client.get("/tim?tinh=25").text
    assert '<input type="checkbox" name="tinh" value="25" checked>Phú Thọ <small>1</small>' in page
    assert '<label class="dim"><input type="checkbox" name="sao" value="5">' in page
    assert 'data-count="Xem 1 món">Lọc</button>' in page


def test_an_empty_list_offers_to_drop_one_filter_and_says_what_that_leaves(client: Client) -> None:
    page = client.get("/tim?tinh=25&gia-den=10k").text
    assert "Không món nào hợp mọi điều đã chọn" in page
    assert '<a href="/tim?tinh=25">Bỏ lọc giá</a> <span class="sub num">1 món</span>' in page
    assert "Bỏ lọc tỉnh" not in page  # nothing is that cheap elsewhere either


def test_an_empty_search_offers_to_drop_what_was_read_out_of_its_words(client: Client) -> None:
    page = client.get("/tim?q=mat+ong+5+sao&tinh=25").text
    assert '<a href="/tim?q=mat+ong&amp;tinh=25">Bỏ lọc sao OCOP</a> <span class="sub num">1 món</span>' in page
    assert '<a class="btn alt" href="/tim?q=mat+ong">Bỏ mọi lọc</a>' in page
    page = client.get("/tim?q=mat+ong+duoi+10k/kg").text
    assert '<a href="/tim?q=mat+ong">Bỏ lọc giá mỗi kg, lít</a>' in page


def test_what_was_ignored_is_said_even_where_nothing_is_found(client: Client) -> None:
    page = client.get("/tim?q=xyzzyx&tinh=Atlantis&xep=x").text
    assert "Không thấy món nào" in page
    assert "Không hiểu “Atlantis”" in page
    assert "Không có cách xếp này" in page
    assert "chỉ đọc 120 chữ cái đầu" in client.get("/tim?q=" + "0" * 5_000).text
    assert "Không hiểu “9”" in client.get("/c/gia-vi?sao=9").text


def test_a_page_that_cannot_be_understood_is_said(client: Client) -> None:
    for place in ("sau=abc", "sau=-1", "truoc=1.2.3", "q=mat+ong&sau=1"):
        page = client.get(f"/tim?{place}").text
        assert "Không hiểu trang này" in page
        assert "Mật ong rừng" in page


def test_a_list_that_went_on_beyond_its_end_leads_back(client: Client) -> None:
    page = client.get("/tim?sau=1").text
    assert "Hết món ở đây rồi" in page
    assert '<a class="btn alt" href="/tim">Xem từ đầu</a>' in page


def test_a_search_for_mistyped_words_says_what_it_shows_instead(client: Client) -> None:
    page = client.get("/tim?q=maatj+ong+ruwngf").text
    assert "Không thấy “maatj ong ruwngf”" in page
    assert "Mật ong rừng" in page


def test_stars_and_prices_among_the_words_are_told(client: Client) -> None:
    page = client.get("/tim?q=mat+ong+4+sao+duoi+200k").text
    assert "Đọc từ câu tìm: OCOP 4 sao, Đến 200.000" in page
    assert "Mật ong rừng" in page


def test_goods_delivered_to_my_commune_are_found_by_a_word(client: Client) -> None:
    client.send("/noi-nhan", {"province_code": "01", "commune_code": "00004"}, form_at="/noi-nhan")
    assert "Giao đến" in client.get("/tim?giao-den=toi").text


def test_typing_is_answered_with_categories_goods_and_sellers(client: Client) -> None:
    found = client.get("/tim/goi-y?q=mat").json
    assert [(each["text"], each["detail"]) for each in found] == [("Mật ong", "Nhóm hàng"), ("Mật ong rừng", "")]
    assert client.get("/tim/goi-y?q=").json == []
    assert client.get("/tim/goi-y?q=%ff%00%27").status_code == 200


def test_a_list_of_filters_asks_the_database_as_little_as_one_without(client: Client) -> None:
    client.get("/tim?q=gao")  # the operators' synonyms are read once in a while and kept
    with counted() as statements:
        client.get("/tim?q=mat+ong&sao=4&tinh=25&gia-den=500k")
    assert len(statements) <= 4
