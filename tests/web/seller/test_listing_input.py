"""What is typed into the editor of listings: money any way people write it, and what cannot be meant."""

import pytest

from tests.client import Client
from tests.people import Cast
from tests.web.seller.writing import add_pack, begin, draft_at, send


@pytest.mark.parametrize(
    "typed", ["150000", "150.000", "150,000", "150 000", "150k", "150 nghìn", "0,15tr", "150.000đ"]
)
def test_a_price_may_be_typed_the_way_people_write_money(owner: Client, cast: Cast, typed: str) -> None:
    at = begin(owner)
    assert add_pack(owner, at, price=typed).status_code == 303
    assert draft_at(cast, at).content["packs"][0]["price_vnd"] == 150_000


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("0", "Giá phải từ 1.000"),
        ("10.000.000.000", "Giá phải từ 1.000"),
        ("1.000,5", "Không đọc được số tiền"),
        ("abc", "Không đọc được số tiền"),
    ],
)
def test_a_price_that_cannot_be_meant_is_shown_again_with_a_sentence(
    owner: Client, cast: Cast, typed: str, sentence: str
) -> None:
    at = begin(owner)
    answer = add_pack(owner, at, price=typed)
    assert answer.status_code == 400
    assert sentence in answer.text
    assert f'value="{typed}"' in answer.text
    assert draft_at(cast, at).content["packs"][0]["price_vnd"] is None


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("content_amount", "0", "Lượng trong gói"),
        ("content_amount", "nửa", "Lượng trong gói"),
        ("gross_grams", "90 kg", "Cân cả vỏ"),
        ("gross_grams", "-1", "Cân cả vỏ"),
        ("content_unit", "tạ", "Chọn một trong các mục có sẵn."),
        ("pack_vi", "x" * 81, "Dài tối đa 80 chữ, đang có 81."),
        ("start_1", "1", "Số lượng của các mức phải từ 2"),
        ("price_1", "x", "Không đọc được số tiền"),
    ],
)
def test_what_no_pack_has_is_shown_again_with_a_sentence(owner: Client, field: str, typed: str, sentence: str) -> None:
    form = {"start_1": "6", "price_1": "142k"} | {field: typed}
    answer = add_pack(owner, begin(owner), **form)
    assert answer.status_code == 400
    assert sentence in answer.text


@pytest.mark.parametrize(
    ("step", "form", "sentence"),
    [
        ("kho", {"shelf_life_days": "0"}, "Số ngày phải là số từ 1"),
        ("kho", {"months": "13"}, "Chọn một trong các mục có sẵn."),
        ("ten", {"kind": "mat-ong tourism"}, "Chọn một trong các mục có sẵn."),
        ("ten", {"name_vi": "!!!"}, "Tên có ký tự không nhìn thấy"),
        ("ten", {"name_vi": "x" * 161}, "Dài tối đa 160 chữ, đang có 161."),
        ("gui", {"storage_class": "hot", "ship_scope": "nation"}, "Chọn một trong các mục có sẵn."),
        ("loi", {"summary_vi": "x" * 201}, "Dài tối đa 200 chữ, đang có 201."),
    ],
)
def test_what_no_listing_says_is_shown_again_with_a_sentence(
    owner: Client, step: str, form: dict[str, str], sentence: str
) -> None:
    answer = send(owner, f"{begin(owner)}/{step}", **form)
    assert answer.status_code == 400
    assert sentence in answer.text
