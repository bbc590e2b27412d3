"""A seller files an OCOP certificate by phone; an operator verifies it beside its photo, and the stars appear."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import func, select

from marketplace import certification
from marketplace.accounts.models import User
from marketplace.approvals import Approval, ApprovalState
from marketplace.catalogue.models import Product
from marketplace.certification.filing_models import CertificateFiling
from marketplace.certification.models import Certificate, CertificateEvent, CertificateState
from marketplace.clock import end_of_day, pretending, today
from marketplace.database import db
from tests import factories, photographs
from tests.client import Client
from tests.people import Cast

CERTIFICATES = "/ban-hang/giay-chung-nhan"
DESK = "/van-hanh/duyet"
SignIn = Callable[[User], Client]


def begin(client: Client, **fields: str) -> str:
    """A paper is begun; gives its address."""
    return client.send(f"{CERTIFICATES}/gui", fields, form_at=CERTIFICATES).headers["Location"]


def photograph(client: Client, at: str) -> None:
    file = (BytesIO(photographs.jpeg(800, 600)), "giay.jpg")
    sent = client.send(f"{at}/anh", {"photo": [file]}, form_at=f"{at}?anh=1")
    sent.request.environ["wsgi.input"].close()
    assert sent.status_code == 303, sent.text


def typed(honey: Product, **other: str) -> dict[str, str]:
    return {
        "product": honey.slug,
        "stars": "4",
        "number": "436/QĐ-UBND",
        "issued_on": "14/11/2026",
        "expires_on": "13/11/2029",
        "holder": honey.seller.name_vi,
        "score": "86,5",
        "issuer": "UBND tỉnh Phú Thọ",
    } | other


def filed(client: Client, honey: Product, **other: str) -> str:
    at = begin(client)
    photograph(client, at)
    sent = client.send(at, typed(honey, **other), form_at=at)
    assert sent.status_code == 303, sent.text
    return at


def asked() -> Approval:
    return db.session.scalars(select(Approval).order_by(Approval.id.desc()).limit(1)).one()


def decide(client: Client, how: str, **fields: str) -> None:
    desk = f"{DESK}/{asked().ref}"
    assert client.send(f"{desk}/{how}", fields, form_at=f"{desk}?tra-lai=1").status_code == 303
    db.session.expire_all()


def test_a_paper_is_photographed_typed_sent_compared_verified_and_shown(
    owner: Client, honey: Product, cast: Cast, client_for: SignIn
) -> None:
    factories.certificate(honey, stars=3, issued_days_ago=400)
    at = begin(owner)
    photograph(owner, at)
    assert "Trang 1 trên 1" in owner.get(at).text
    owner.send(at, {"product": honey.slug, "number": "436/Q", "luu": "1"}, form_at=at)
    assert "436/Q" in owner.get(CERTIFICATES).text, "a draft is found again"
    assert 'value="436/Q"' in owner.get(at).text
    assert owner.send(at, typed(honey), form_at=at).status_code == 303
    assert "Đã gửi giấy" in owner.get(at).text
    assert certification.stars_of([honey.id]) == {honey.id: 3}, "nothing counts before somebody has looked"
    operator = client_for(cast.operator)
    page = operator.get(f"{DESK}/{asked().ref}").text
    for shown in ("Nâng hạng", "Từ 3 lên 4 sao", "86,5", "Số quyết định đúng lối thường", "Hạn đúng 36 tháng"):
        assert shown in page
    decide(operator, "duyet")
    assert certification.stars_of([honey.id]) == {honey.id: 4}
    before, verified = db.session.scalars(select(Certificate).order_by(Certificate.id))
    assert (before.state, verified.level) == (CertificateState.SUPERSEDED, "province")
    assert [event.step for event in db.session.scalars(select(CertificateEvent).order_by(CertificateEvent.id))] == [
        "verified",
        "superseded",
    ]
    public = owner.get(f"/chung-nhan/{verified.ref}").text
    assert "86,5" in public
    assert "436/QĐ-UBND" in public
    assert "Giấy đã được duyệt" in owner.get(at).text
    assert "Đã có giấy mới thay" in owner.get(f"/chung-nhan/{before.ref}").text


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"stars": "2"}, "Chợ chỉ nhận giấy 3, 4 hoặc 5 sao"),
        ({"stars": "6"}, "Chợ chỉ nhận giấy 3, 4 hoặc 5 sao"),
        ({"expires_on": "13/11/2025"}, "Ngày hết hạn phải sau ngày cấp"),
        ({"expires_on": "13/11/2028"}, "thường là đến 13/11/2029"),
        ({"issued_on": "14/11/2032", "expires_on": ""}, "Ngày cấp chưa tới"),
        ({"score": "68"}, "4 sao cần từ 70 điểm"),
        ({"score": "868"}, "Điểm từ 0 đến 100"),
        ({"number": ""}, "Ghi số quyết định"),
        ({"product": "cua-nguoi-khac"}, "Chọn một trong các mục có sẵn"),
    ],
)
def test_what_no_paper_can_say_is_refused_with_what_was_typed(
    owner: Client, honey: Product, other: dict[str, str], said: str
) -> None:
    at = begin(owner)
    photograph(owner, at)
    refused = owner.send(at, typed(honey, **other), form_at=at)
    assert refused.status_code in (400, 422)
    assert said in refused.text
    assert "UBND tỉnh Phú Thọ" in refused.text
    db.session.expire_all()
    assert db.session.scalar(select(func.count()).select_from(Approval)) == 0
    assert db.session.scalars(select(CertificateFiling)).one().sent_at is None


def test_an_unusual_end_is_kept_once_it_was_confirmed_and_an_odd_number_is_flagged(
    owner: Client, honey: Product, cast: Cast, client_for: SignIn
) -> None:
    filed(owner, honey, expires_on="13/11/2028", keep_term="y", number="436 / QD.UBND", stars="3")
    page = client_for(cast.operator).get(f"{DESK}/{asked().ref}").text
    assert "Số quyết định khác lối thường" in page
    assert "436 / QD.UBND" in page
    assert "Hạn khác 36 tháng" in page


def test_one_paper_has_one_holder_and_counts_once(
    owner: Client, stranger: Client, honey: Product, cast: Cast, client_for: SignIn
) -> None:
    filed(owner, honey, scope="Mật ong Kim Bôi")
    eggs = factories.product(cast.seller_b, "Mật ong nhà bên")
    for client, goods, said in ((owner, honey, "Giấy này đã có rồi"), (stranger, eggs, "đứng tên nơi bán khác")):
        at = begin(client)
        photograph(client, at)
        twice = client.send(at, typed(goods, number="436/qd-ubnd", scope="mat ong kim boi"), form_at=at)
        assert twice.status_code == 409
        assert said in twice.text
    decide(client_for(cast.operator), "duyet")
    at = begin(stranger)
    photograph(stranger, at)
    assert stranger.send(at, typed(eggs, scope="Mật ong Kim Bôi"), form_at=at).status_code == 409
    assert db.session.scalar(select(func.count()).select_from(Certificate)) == 1


def test_what_was_sent_back_is_mended_and_what_was_sent_is_taken_back(
    owner: Client, honey: Product, cast: Cast, client_for: SignIn
) -> None:
    at = filed(owner, honey)
    assert owner.send(f"{at}/bo", form_at=at).status_code == 409, "what somebody looks at is not thrown away"
    assert owner.send(f"{at}/rut-lai", form_at=at).status_code == 303
    assert asked().state == ApprovalState.WITHDRAWN
    assert owner.send(at, typed(honey), form_at=at).status_code == 303
    decide(client_for(cast.operator), "tra-lai", note="Chụp lại nhé, ảnh mờ.", to_mend="number")
    assert "Chụp lại nhé, ảnh mờ." in owner.get(at).text
    assert "Cần sửa" in owner.get(CERTIFICATES).text
    assert owner.send(f"{at}/bo", form_at=at).status_code == 303
    assert db.session.scalars(select(CertificateFiling)).all() == []


def test_an_issuer_lets_a_certificate_count_longer(
    owner: Client, honey: Product, cast: Cast, client_for: SignIn
) -> None:
    held = factories.certificate(honey, issued_days_ago=1_000, valid_days=1_010)
    ended = held.expires_on
    assert ended is not None
    assert "Gửi văn bản gia hạn" in owner.get(CERTIFICATES).text
    at = begin(owner, **{"gia-han": held.ref})
    photograph(owner, at)
    for day, said in ((ended, "phải sau ngày hết hạn"), (ended.replace(year=ended.year + 1), "Gia hạn nhiều nhất đến")):
        refused = owner.send(at, {"number": "12/UBND", "until": f"{day:%d/%m/%Y}"}, form_at=at)
        assert said in refused.text
    until = ended.fromordinal(ended.toordinal() + 180)
    owner.send(at, {"number": "12/UBND", "until": f"{until:%d/%m/%Y}"}, form_at=at)
    decide(client_for(cast.operator), "duyet")
    assert (held.expires_on, held.extended_from) == (until, ended)
    assert held.is_valid_on(until)
    assert "Gia hạn đến" in owner.get(f"/chung-nhan/{held.ref}").text


def test_nobody_files_or_sees_anothers_papers(owner: Client, stranger: Client, packer: Client, honey: Product) -> None:
    at = filed(owner, honey)
    filing = db.session.scalars(select(CertificateFiling)).one()
    page = f"{at}/anh/{filing.pages[0].picture.ref}.jpg"
    for path in (at, page):
        assert stranger.get(path).status_code == 404
    assert stranger.send(f"{at}/rut-lai", form_at=CERTIFICATES).status_code == 404
    assert "Chụp giấy mới" not in packer.get(CERTIFICATES).text
    held = factories.certificate(honey, issued_days_ago=1_000, valid_days=1_010)
    refused = stranger.send(f"{CERTIFICATES}/gui", {"gia-han": held.ref}, form_at=CERTIFICATES)
    assert refused.status_code == 404
    assert today() >= held.issued_on


def test_the_stars_leave_by_themselves_with_the_last_second_and_old_orders_keep_them(
    owner: Client, honey: Product, cast: Cast, client_for: SignIn
) -> None:
    filed(owner, honey)
    decide(client_for(cast.operator), "duyet")
    verified = db.session.scalars(select(Certificate)).one()
    sold = factories.order(honey, buyer=cast.buyer)
    at, buyer = f"/p/{honey.slug}", client_for(cast.buyer)
    assert verified.expires_on is not None
    after = end_of_day(verified.expires_on)

    def shown() -> dict[str, bool]:
        head, body = buyer.get(at).text.split("<body", 1)
        return {
            "seal": 'class="ocop' in body.split("</main>")[0],
            "told to those who share it": "OCOP 4" in head,
            "structured data": "436/QĐ-UBND" in head,
            "filter": honey.name_vi in buyer.get("/tim?sao=4").text.split("<main")[1],
            "certificate page": "Còn hiệu lực" in buyer.get(f"/chung-nhan/{verified.ref}").text
            or "Sắp hết hạn" in buyer.get(f"/chung-nhan/{verified.ref}").text,
            "shop": 'class="ocop' in buyer.get(f"/htx/{honey.seller.slug}").text,
        }

    with pretending(after - timedelta(seconds=1)):
        assert set(shown().values()) == {True}, shown()
    with pretending(after):
        assert set(shown().values()) == {False}, shown()
    assert sold.lines[0].ocop_stars == 4
