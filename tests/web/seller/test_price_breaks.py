"""Lower prices for those who buy more, set by the shop's owner."""

import pytest

from marketplace.catalogue.models import Product, Variant
from marketplace.database import db
from tests.client import Client


@pytest.fixture
def jar(honey: Product) -> Variant:
    return honey.variants[0]


def send(client: Client, ref: str, *rows: tuple[str, str]) -> tuple[int, str]:
    form = {}
    for number, (start, price) in enumerate(rows, 1):
        form |= {f"start_{number}": start, f"price_{number}": price}
    answer = client.send(f"/ban-hang/mon/{ref}/mua-nhieu", form, form_at="/ban-hang/them")
    return answer.status_code, answer.text if answer.status_code != 303 else answer.location


def breaks_of(variant: Variant) -> list[list[int]]:
    db.session.refresh(variant)
    return variant.price_breaks


def test_lower_prices_are_set_typed_any_way_and_shown_again(owner: Client, jar: Variant) -> None:
    answer = send(owner, jar.ref, ("5", "150k"), ("10", "140.000 đ"), ("", ""))
    assert answer == (303, f"/ban-hang/mon#{jar.product.slug}")
    assert breaks_of(jar) == [[5, 150_000], [10, 140_000]]
    assert "từ 5 hũ: 150.000\xa0₫ · từ 10 hũ: 140.000\xa0₫" in owner.get("/ban-hang/mon").text
    page = owner.get(f"/ban-hang/mon/{jar.ref}/mua-nhieu").text
    assert 'value="5"' in page
    assert 'value="140.000\xa0₫"' in page


def test_rows_that_may_stay_empty_are_not_called_required(owner: Client, jar: Variant) -> None:
    page = owner.get(f"/ban-hang/mon/{jar.ref}/mua-nhieu").text
    assert "Để trống nếu không dùng." in page
    assert "(cần điền)" not in page


def test_an_empty_table_takes_them_all_away(owner: Client, jar: Variant) -> None:
    jar.price_breaks = [[5, 150_000]]
    assert send(owner, jar.ref, ("", ""), ("", ""))[0] == 303
    assert breaks_of(jar) == []


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ([("5", "165.000")], "Mua càng nhiều giá phải càng thấp"),
        ([("5", "150k"), ("9", "150k")], "Mua càng nhiều giá phải càng thấp"),
        ([("1", "150k")], "Số lượng của các mức phải từ 2 đến 99 và tăng dần."),
        ([("9", "150k"), ("5", "140k")], "Số lượng của các mức phải từ 2 đến 99 và tăng dần."),
        ([("1000000000", "150k")], "Số lượng phải là số từ 1 đến 99."),
        ([("٣", "150k")], "Số lượng phải là số từ 1 đến 99."),
        ([("-1", "150k")], "Số lượng phải là số từ 1 đến 99."),
        ([("5", "1.000,5")], "Không đọc được số tiền “1.000,5”"),
        ([("5", "")], "Ghi số tiền, ví dụ 125.000 hoặc 125k."),
        ([("", "150k")], "Số lượng phải là số từ 1 đến 99."),
    ],
)
def test_what_makes_no_sense_is_refused_and_what_was_typed_stays(
    owner: Client, jar: Variant, rows: list[tuple[str, str]], sentence: str
) -> None:
    status, page = send(owner, jar.ref, *rows)
    assert status == 400
    assert sentence in page
    assert all(f'value="{typed}"' in page for row in rows for typed in row if typed)
    assert breaks_of(jar) == []


def test_a_price_below_that_of_many_says_what_to_do_first(owner: Client, jar: Variant) -> None:
    jar.price_breaks = [[5, 150_000]]
    answer = owner.send(f"/ban-hang/mon/{jar.ref}/price", {"price": "149.000"}, form_at="/ban-hang/them")
    assert answer.status_code == 400
    assert "Sửa giá mua nhiều trước." in answer.text


def test_nobody_else_sets_them(stranger: Client, packer: Client, client: Client, jar: Variant) -> None:
    path = f"/ban-hang/mon/{jar.ref}/mua-nhieu"
    assert (stranger.get(path).status_code, packer.get(path).status_code) == (404, 403)
    assert send(stranger, jar.ref, ("5", "1.000"))[0] == 404
    assert client.get(path).location.startswith("/dang-nhap")
    assert breaks_of(jar) == []
