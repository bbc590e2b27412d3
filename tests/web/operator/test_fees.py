"""Operators write fee rules, see first what they change, and end them; the declaration is theirs as well."""

from datetime import timedelta

import pytest

from marketplace import fees, sealing
from marketplace.catalogue.models import Product
from marketplace.clock import now, today
from marketplace.database import db
from marketplace.earnings.models import month_of
from marketplace.sellers.models import SellerKind
from tests import factories
from tests.client import Client
from tests.people import Cast

AT, NEW = "/van-hanh/phi", "/van-hanh/phi/quy-dinh-moi"
TOMORROW = f"{today() + timedelta(days=1):%d/%m/%Y}"
FORM = {
    "kind": "commission",
    "category": "",
    "method": "",
    "rate": "6,5",
    "first_day": TOMORROW,
    "note": "Theo quyết định của ban quản lý",
}


@pytest.fixture
def honey(cast: Cast) -> Product:
    return factories.product(cast.seller_a)


def test_a_rule_is_previewed_then_saved_then_ended(operator: Client, honey: Product) -> None:
    preview = operator.send(AT, FORM | {"category": honey.category}, form_at=NEW)
    assert preview.status_code == 200
    assert "156.750\xa0₫" in preview.text
    assert "154.275\xa0₫" in preview.text
    assert fees.all_rules() == []
    saved = operator.send(AT, FORM | {"category": honey.category, "then": "save"}, form_at=NEW)
    assert saved.status_code == 303
    (rule,) = fees.all_rules()
    assert (rule.basis_points, rule.category, rule.part.kind) == (650, honey.category, "commission")
    page = operator.get(f"{AT}/{rule.ref}").text
    assert "Mật ong" in page
    assert "Theo quyết định của ban quản lý" in page
    ended = {"last_day": f"{today():%d/%m/%Y}", "end_note": "Thôi"}
    assert operator.send(f"{AT}/{rule.ref}/ket-thuc", ended, form_at=f"{AT}/{rule.ref}").status_code == 303
    assert fees.get_rule(rule.ref).is_over
    assert "Đã hết" in operator.get(AT).text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"rate": "năm"}, "Không đọc được tỷ lệ “năm”"),
        ({"rate": "31"}, "Phí cao nhất là 30 % giá bán."),
        ({"first_day": "30/11/2020"}, "Phí chỉ đổi từ ngày mai trở đi"),
        ({"last_day": "30/11/2020"}, "Ngày cuối phải sau ngày bắt đầu."),
        ({"kind": "fixed"}, "Ghi tỷ lệ hoặc số tiền"),
        ({"least": "5k", "most": "2k"}, "Mức thấp nhất phải không quá"),
        ({"seller": "khong-co"}, "Không có"),
        ({"product": "khong-co"}, "không còn bán"),
        ({"note": ""}, "Ghi lý do để người sau còn hiểu."),
    ],
)
def test_what_makes_no_rule_is_said_beside_its_field_and_kept(
    operator: Client, typed: dict[str, str], sentence: str
) -> None:
    answer = operator.send(AT, FORM | typed | {"then": "save"}, form_at=NEW)
    assert answer.status_code in (400, 422)
    assert sentence in answer.text
    assert "Theo quyết định" in answer.text or "note" in typed
    assert fees.all_rules() == []


def test_the_declaration_shows_sums_and_gives_numbers_in_the_file_alone(operator: Client, cast: Cast) -> None:
    household = factories.seller(
        "Nhà chị Mai", kind=SellerKind.HOUSEHOLD_BUSINESS, personal_number_sealed=sealing.seal("017199000001")
    )
    factories.delivered(factories.product(household, price_vnd=100_000))
    db.session.commit()
    month = month_of(now())
    page = operator.get(f"/van-hanh/thue/{month}").text
    assert "Nhà chị Mai" in page
    assert "1.500\xa0₫" in page
    assert "017199000001" not in page
    file = operator.get(f"/van-hanh/thue/{month}/csv")
    assert "017199000001" in file.text
    rows = file.text.splitlines()
    assert rows[1].endswith("100000,0,100000,1000,500,1500")
    assert operator.get(f"/van-hanh/thue/{month}/xlsx").data[:2] == b"PK"
    assert operator.get("/van-hanh/thue/2026-13").status_code == 404


def test_a_month_of_nothing_says_so(operator: Client) -> None:
    assert "Tháng này chưa giữ thuế của ai." in operator.get("/van-hanh/thue/2025-08").text
