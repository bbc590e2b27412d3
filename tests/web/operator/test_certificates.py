"""The register of certificates: what ends when, and taking one back with its ground."""

from datetime import timedelta

from marketplace import certification
from marketplace.certification.models import CertificateState
from marketplace.clock import today
from marketplace.database import db
from tests import factories
from tests.client import Client

REGISTER = "/van-hanh/giay-chung-nhan"


def test_certificates_stand_by_the_days_that_are_left(operator: Client) -> None:
    for name, left in (("Mật ong", 7), ("Chè", 30), ("Gạo", 90), ("Miến", 91), ("Cam", -1)):
        factories.certificate(factories.product(name=name), issued_days_ago=200, valid_days=200 + left)
    page = operator.get(REGISTER).text
    assert page.index("Cam") < page.index("Mật ong") < page.index("Miến")
    for tab, name in (("week", "Mật ong"), ("month", "Chè"), ("quarter", "Gạo"), ("long", "Miến"), ("ended", "Cam")):
        table = operator.get(f"{REGISTER}?xem={tab}").text.split("<tbody>")[1].split("</tbody>")[0]
        assert name in table
        assert table.count("<tr") == 1


def test_one_that_is_taken_back_says_why_to_everybody_and_leaves_every_shelf(operator: Client) -> None:
    held = factories.certificate(factories.product(), stars=4)
    at = f"{REGISTER}/{held.ref}"
    for fields, said in (
        ({"reason_vi": "Giấy giả."}, "Chọn lý do."),
        ({"ground": "forged", "reason_vi": ""}, "Viết một câu giải thích."),
        ({"ground": "other", "reason_vi": "Giấy giả."}, "Chọn một trong các mục có sẵn."),
    ):
        refused = operator.send(f"{at}/thu-hoi", fields, form_at=at)
        assert refused.status_code == 422
        assert said in refused.text
    assert certification.stars_of([held.product_id]) == {held.product_id: 4}
    told = {"ground": "forged", "reason_vi": "Tỉnh không có quyết định này."}
    assert operator.send(f"{at}/thu-hoi", told, form_at=at).status_code == 303
    db.session.expire_all()
    assert held.state == CertificateState.REVOKED
    assert certification.stars_of([held.product_id]) == {}
    page = operator.get(at).text
    assert "Tỉnh không có quyết định này." in page
    assert "Thu hồi, gỡ dấu ngay" not in page
    public = operator.get(f"/chung-nhan/{held.ref}").text
    assert "Chợ đã gỡ giấy này" in public
    assert "Tỉnh không có quyết định này." in public
    assert operator.send(f"{at}/thu-hoi", told, form_at=at).status_code == 409
    assert held.revoked_on == today()
    assert held.expires_on is not None
    assert held.expires_on > today() + timedelta(days=1)
