import pytest

from marketplace import collections
from marketplace.catalogue.models import Product
from marketplace.collections import Collection, Cover
from tests import factories, people
from tests.client import Client
from tests.people import Cast

DESK = "/van-hanh/chon-loc"
GIFTS = f"{DESK}/qua-tet"


@pytest.fixture
def honey(cast: Cast) -> Product:
    return factories.product(cast.seller_a, "Mật ong Green Life")


@pytest.fixture
def gifts(cast: Cast) -> Collection:
    return collections.create(Cover("Quà Tết"))


def goods() -> list[str]:
    return [item.product.name_vi for item in collections.get_collection("qua-tet").items]


def test_a_collection_is_made_filled_and_published(operator: Client, honey: Product) -> None:
    answer = operator.send(DESK, {"title_vi": "Quà Tết", "picture": "gui"}, form_at=f"{DESK}/moi")
    assert (answer.status_code, answer.location) == (303, GIFTS)
    found = operator.get(f"{GIFTS}?q=mat+ong").text
    assert f'value="{honey.slug}"' in found
    answer = operator.send(f"{GIFTS}/mon?q=mat+ong", {"mon": honey.slug}, form_at=GIFTS)
    assert answer.location == f"{GIFTS}?q=mat+ong"
    assert "đã có" in operator.get(answer.location).text
    operator.send(f"{GIFTS}/dang", form_at=GIFTS)
    assert "Mật ong Green Life" in operator.get("/chon-loc/qua-tet").text
    assert "Đang hiện" in operator.get(DESK).text


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title_vi": ""}, "Đặt tên cho bộ sưu tập."),
        ({"title_vi": "x" * 81}, "nhiều nhất 80 ký tự"),
        ({"shown_from_on": "31/31/2026"}, "Ngày viết chưa đúng"),
        ({"shown_from_on": "2026-12-31", "shown_until_on": "2026-12-01"}, "Ngày kết thúc phải sau ngày bắt đầu"),
        ({"picture": "../x"}, "Chọn một trong các mục có sẵn."),
    ],
)
def test_a_bad_cover_is_refused_with_what_was_typed(
    operator: Client, gifts: Collection, changed: dict[str, str], said: str
) -> None:
    typed = {"title_vi": "Quà mới", "intro_vi": "Lời dài", "picture": "gui"} | changed
    for path, form_at in ((DESK, f"{DESK}/moi"), (GIFTS, GIFTS)):
        answer = operator.send(path, typed, form_at=form_at)
        assert answer.status_code == 422
        assert said in answer.text
        assert "Lời dài" in answer.text
    assert [found.title_vi for found, _ in collections.all_collections()] == ["Quà Tết"]


def test_an_empty_collection_is_not_published(operator: Client, gifts: Collection) -> None:
    answer = operator.send(f"{GIFTS}/dang", form_at=GIFTS)
    assert answer.status_code == 409
    assert "Thêm ít nhất một món rồi đăng." in answer.text


def test_what_was_taken_out_can_be_taken_back(operator: Client, gifts: Collection, honey: Product, cast: Cast) -> None:
    collections.add(gifts, honey, note_vi="Thơm.")
    collections.add(gifts, factories.product(cast.seller_a, "Chè"))
    page = operator.send(f"{GIFTS}/mon/{honey.slug}/bo", form_at=GIFTS)
    toast = operator.get(page.location).text.split("data-toast", 1)[1]
    assert goods() == ["Chè"]
    assert 'name="vi_tri" value="1"' in toast
    operator.send(f"{GIFTS}/mon", {"mon": honey.slug, "vi_tri": "1", "note_vi": "Thơm."}, form_at=GIFTS)
    assert goods() == ["Mật ong Green Life", "Chè"]
    assert collections.get_collection("qua-tet").items[0].note_vi == "Thơm."


def test_goods_are_moved_and_noted(operator: Client, gifts: Collection, honey: Product, cast: Cast) -> None:
    collections.add(gifts, factories.product(cast.seller_a, "Chè"))
    collections.add(gifts, honey)
    operator.send(f"{GIFTS}/mon/{honey.slug}/vi-tri", {"huong": "len"}, form_at=GIFTS)
    assert goods() == ["Mật ong Green Life", "Chè"]
    operator.send(f"{GIFTS}/mon/{honey.slug}/loi", {"note_vi": "Biếu ông bà."}, form_at=GIFTS)
    assert "Biếu ông bà." in operator.get(GIFTS).text
    answer = operator.send(f"{GIFTS}/mon/{honey.slug}/loi", {"note_vi": "x" * 161}, form_at=GIFTS)
    assert answer.status_code == 422
    assert collections.get_collection("qua-tet").items[0].note_vi == "Biếu ông bà."


def test_goods_twice_gone_or_unknown_are_refused_with_a_sentence(
    operator: Client, gifts: Collection, honey: Product, cast: Cast
) -> None:
    collections.add(gifts, honey)
    gone = factories.product(cast.seller_a, "Chè", is_listed=False)
    for product, status in ((honey.slug, 409), (gone.slug, 404), ("khong-co", 404), ("", 404)):
        assert operator.send(f"{GIFTS}/mon", {"mon": product}, form_at=GIFTS).status_code == status
    for act in ("bo", "vi-tri", "loi"):
        answer = operator.send(f"{GIFTS}/mon/khong-co/{act}", {"huong": "len"}, form_at=GIFTS)
        assert answer.status_code == 409
        assert "không còn trong bộ sưu tập" in answer.text
    assert goods() == ["Mật ong Green Life"]


@pytest.mark.parametrize("place", ["-5", "0", "abc", "9" * 30, "٣"])
def test_a_mangled_place_still_puts_the_product_somewhere(
    operator: Client, gifts: Collection, honey: Product, place: str
) -> None:
    assert operator.send(f"{GIFTS}/mon", {"mon": honey.slug, "vi_tri": place}, form_at=GIFTS).status_code == 303
    assert goods() == ["Mật ong Green Life"]


def test_collections_are_moved_and_withdrawn(operator: Client, gifts: Collection, honey: Product) -> None:
    quick = collections.create(Cover("Cơm nhanh"))
    collections.add(gifts, honey)
    collections.publish(gifts)
    operator.send(f"{DESK}/{quick.slug}/vi-tri", {"huong": "len"}, form_at=GIFTS)
    page = operator.get(DESK).text
    assert page.index("Cơm nhanh</a>") < page.index("Quà Tết</a>")
    operator.send(f"{GIFTS}/rut", form_at=GIFTS)
    assert "Quà Tết" not in operator.get("/chon-loc").text


def test_nobody_but_operators_puts_collections_together(client: Client, cast: Cast, gifts: Collection) -> None:
    owner = people.signed_in(client, cast.owner_a)
    assert owner.get(DESK).status_code == 404
    assert owner.get(GIFTS).status_code == 404
    assert owner.send(f"{GIFTS}/dang").status_code == 404
    assert owner.send(DESK, {"title_vi": "Của tôi"}).status_code == 404
    assert len(collections.all_collections()) == 1
