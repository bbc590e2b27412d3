"""Opening a shop: six tasks in any order, each answer kept at once, sent, sent back, mended and approved."""

from flask import Flask

from marketplace import approvals, listings, sellers
from marketplace.approvals import Approval, ApprovalKind
from marketplace.catalogue.models import Product
from marketplace.database import db, transaction
from marketplace.listings import ListingFilter
from marketplace.sealing import unseal
from marketplace.sellers import bank_accounts
from marketplace.sellers.models import Seller, SellerState
from marketplace.sellers.permissions import SellerRole
from marketplace.sellers.questions import Question
from tests import factories, people
from tests.applicant import (
    OF_COOPERATIVE,
    OF_FARMER,
    PHOTOS,
    START,
    TYPED,
    ask,
    begin,
    found,
    photograph,
    send,
    tell,
    tell_all,
)
from tests.client import Client
from tests.people import Cast
from tests.work import work


def request_for(place: str, kind: ApprovalKind = ApprovalKind.SELLER) -> Approval:
    seller = found(place).seller
    assert seller is not None
    asked = approvals.find_last(kind, seller.slug)
    assert asked is not None
    return asked


def decide(place: str, cast: Cast, *, to_mend: list[str] | None = None, note: str = "Ảnh bị lóa") -> None:
    """An operator approves the shop, or sends these questions back."""
    ref = request_for(place).ref
    with transaction():
        asked = approvals.get_approval(ref, lock=True)
        if to_mend:
            approvals.send_back(asked, by=cast.operator, to_mend=to_mend, note=note)
        else:
            approvals.approve(asked, by=cast.operator)


def goods_of(shop: Seller) -> list[Product]:
    listed = listings.listings_of(ListingFilter(shop.id), limit=5)
    return [each.product for each in listed]


def test_every_page_of_the_shop_leads_to_selling_here(client: Client, cast: Cast) -> None:
    for page in ("/", "/tim", "/gio", "/tro-giup", "/khong-co-trang-nay"):
        assert 'href="/mo-gian-hang"' in client.get(page).text
    assert 'href="/mo-gian-hang"' in people.signed_in(client, cast.buyer).get("/tai-khoan").text


def test_a_guest_reads_what_each_kind_of_seller_needs_and_opens_an_account_first(client: Client) -> None:
    page = client.get("/mo-gian-hang").text
    assert "Hộ nông dân, cá nhân" in page
    assert "Chỉ cần căn cước" in page
    assert "/dang-ky?next=/mo-gian-hang" in page
    assert "Sell here" in client.get("/mo-gian-hang?hl=en").text


def test_an_answer_is_kept_at_once_and_found_again_on_another_phone(
    app: Flask, applicant: Client, cast: Cast, place: str
) -> None:
    assert tell(applicant, place, Question.NAME).location == f"{place}/cau/{Question.REPRESENTATIVE}"
    other = people.signed_in(app.test_client(), cast.buyer)
    assert "HTX Mẫu Suối Trong" in other.get(place).text
    assert "HTX Mẫu Suối Trong" in ask(other, place, Question.NAME).text
    assert "HTX Mẫu Suối Trong" in other.get("/mo-gian-hang").text


def test_tasks_are_done_in_any_order_and_the_last_opens_after_the_other_five(applicant: Client, place: str) -> None:
    assert "Xong 0 trên 6 việc" in applicant.get(place).text
    tell_all(applicant, place, reversed(OF_COOPERATIVE))
    page = applicant.get(place).text
    assert "Xong 5 trên 6 việc" in page
    assert "Xem lại hồ sơ" in page


def test_nothing_is_sent_before_everything_is_answered(applicant: Client, place: str) -> None:
    tell(applicant, place, Question.NAME)
    assert send(applicant, place) == 400
    assert "Còn chưa trả lời" in applicant.get(f"{place}/xem-lai").text
    assert found(place).seller is None


def test_an_unfinished_application_is_no_seller_who_waits(applicant: Client, place: str) -> None:
    tell_all(applicant, place)
    assert sellers.count_by_state()[SellerState.APPLIED] == 0
    assert send(applicant, place) == 303
    assert sellers.count_by_state()[SellerState.APPLIED] == 1


def test_what_was_sent_waits_and_nobody_sees_it_in_the_shop(applicant: Client, place: str) -> None:
    tell_all(applicant, place)
    send(applicant, place)
    page = applicant.get(place).text
    assert "Hồ sơ đang chờ xem" in page
    assert tell(applicant, place, Question.NAME, {"name": "Tên khác"}).status_code == 409
    asked = request_for(place)
    assert asked.after[Question.TAX_CODE] == "9900000016"
    assert asked.after["phone_confirmed"] is False
    shop = found(place).seller
    assert shop is not None
    assert (shop.phone, shop.commune_code, shop.tax_code) == ("+84912345678", "05014", "9900000016")
    assert applicant.get(f"/htx/{shop.slug}").status_code == 404
    goods = goods_of(shop)
    assert [(each.name_vi, each.variants[0].price_vnd, each.variants[0].pack_vi) for each in goods] == [
        ("Mật ong rừng hoa dẻ", 165_000, "Hũ 500 ml")
    ]
    assert applicant.get(f"/p/{goods[0].slug}").status_code == 404
    assert applicant.get("/ban-hang/mon").status_code == 404


def test_a_shop_that_is_not_open_yet_leads_to_its_application(applicant: Client, place: str) -> None:
    assert applicant.get("/ban-hang").location == place
    begin(applicant)
    assert applicant.get("/ban-hang").location == START


def test_an_approved_shop_opens_with_its_first_product_and_belongs_to_whoever_applied(
    applicant: Client, cast: Cast, place: str
) -> None:
    tell_all(applicant, place)
    work("picture")
    send(applicant, place)
    decide(place, cast)
    shop = found(place).seller
    assert shop is not None
    assert [(each.user_id, each.role) for each in sellers.members_of(shop.id)] == [(cast.buyer.id, SellerRole.OWNER)]
    assert "Gian hàng đã mở" in applicant.get(place).text
    assert applicant.get(f"/htx/{shop.slug}").status_code == 200
    product = goods_of(shop)[0]
    assert product.photo is not None
    assert applicant.get(f"/p/{product.slug}").status_code == 200
    assert applicant.get("/ban-hang").status_code == 200


def test_two_people_agree_to_a_bank_account_before_money_goes_there(applicant: Client, cast: Cast, place: str) -> None:
    tell_all(applicant, place)
    send(applicant, place)
    asked = request_for(place, ApprovalKind.BANK_ACCOUNT)
    assert asked.needs_two
    assert asked.after[Question.ACCOUNT] == "•••• 3456"
    assert "15002051" not in str(asked.after)
    for person in (cast.operator, cast.owner_b):
        assert bank_accounts.find_account(asked.seller_id) is None
        with transaction():
            approvals.approve(approvals.get_approval(asked.ref, lock=True), by=person)
    account = bank_accounts.find_account(asked.seller_id)
    assert account is not None
    assert (unseal(account.number_sealed), account.holder) == ("1500205123456", "HTX MAU SUOI TRONG")


def test_sent_back_shows_only_what_to_mend_in_the_reviewers_words(applicant: Client, cast: Cast, place: str) -> None:
    tell_all(applicant, place)
    send(applicant, place)
    decide(place, cast, to_mend=[Question.REGISTRATION], note="Ảnh bị lóa ở góc phải")
    page = applicant.get(place).text
    assert "Còn 1 chỗ cần sửa" in page
    assert "Ảnh bị lóa ở góc phải" in page
    assert "Món đầu tiên" not in page
    assert "Ảnh bị lóa ở góc phải" in ask(applicant, place, Question.REGISTRATION).text
    assert tell(applicant, place, Question.NAME, {"name": "Tên khác"}).status_code == 409
    assert send(applicant, place) == 400


def test_what_was_mended_goes_to_the_front_of_the_queue_with_what_changed(
    applicant: Client, cast: Cast, place: str
) -> None:
    tell_all(applicant, place)
    send(applicant, place)
    decide(place, cast, to_mend=[Question.REGISTRATION, Question.PRICE])
    with transaction():
        approvals.submit(
            ApprovalKind.SELLER, seller=cast.seller_b, subject="x", title="Khác", after={}, by=cast.owner_b
        )
    photograph(applicant, place, Question.REGISTRATION)
    tell(applicant, place, Question.PRICE, {"price": "150.000"})
    assert send(applicant, place) == 303
    first = approvals.waiting([ApprovalKind.SELLER], limit=5)[0]
    assert first.ref == request_for(place).ref
    assert set(first.changed) == {Question.REGISTRATION, Question.PRICE}
    shop = found(place).seller
    assert shop is not None
    assert [each.variants[0].price_vnd for each in goods_of(shop)] == [150_000]


def test_what_waits_can_be_taken_back_mended_and_sent_again(applicant: Client, place: str) -> None:
    tell_all(applicant, place)
    send(applicant, place)
    assert applicant.send(f"{place}/rut-lai").status_code == 303
    assert approvals.waiting(limit=5) == []
    assert tell(applicant, place, Question.NAME, {"name": "HTX Mẫu Khe Xanh"}).status_code == 303
    assert send(applicant, place) == 303
    assert [each.title for each in approvals.waiting([ApprovalKind.SELLER], limit=5)] == ["HTX Mẫu Khe Xanh"]
    assert applicant.send(f"{place}/rut-lai").status_code == 303
    assert applicant.send(f"{place}/rut-lai").status_code == 409


def test_an_account_that_was_sent_back_is_mended_while_the_shop_is_open(
    applicant: Client, cast: Cast, place: str
) -> None:
    tell_all(applicant, place)
    send(applicant, place)
    decide(place, cast)
    ref = request_for(place, ApprovalKind.BANK_ACCOUNT).ref
    with transaction():
        asked = approvals.get_approval(ref, lock=True)
        approvals.send_back(asked, by=cast.operator, to_mend=[Question.HOLDER], note="Tên không khớp")
    assert "Tên không khớp" in applicant.get(place).text
    tell(applicant, place, Question.HOLDER, {"holder": "HTX MAU SUOI TRONG"})
    assert send(applicant, place) == 303
    assert request_for(place, ApprovalKind.BANK_ACCOUNT).round == 2
    assert approvals.waiting([ApprovalKind.SELLER], limit=5) == []


def test_a_farmer_sells_with_the_card_alone(applicant: Client, cast: Cast, place: str) -> None:
    tell_all(applicant, place, OF_FARMER, kind="individual_farmer", name="Hộ Đinh Thị Mẫu", holder="DINH THI MAU")
    assert "khác tên người bán" not in applicant.get(f"{place}/xem-lai").text
    assert send(applicant, place) == 303
    assert "017185" not in str(request_for(place).after)
    decide(place, cast)
    shop = found(place).seller
    assert shop is not None
    assert shop.tax_code is None
    assert unseal(shop.personal_number_sealed or "") == "017185000234"


def test_another_holder_is_said_before_it_is_sent(applicant: Client, place: str) -> None:
    tell_all(applicant, place, holder="NGUYEN VAN KHAC")
    assert "Tên chủ tài khoản khác tên người bán" in applicant.get(f"{place}/xem-lai").text
    send(applicant, place)
    assert request_for(place, ApprovalKind.BANK_ACCOUNT).after["in_own_name"] is False


def test_somebody_elses_application_is_not_there(app: Flask, applicant: Client, cast: Cast, place: str) -> None:
    neighbour = people.signed_in(app.test_client(), cast.neighbour)
    for path in ("", "/xem-lai", *(f"/cau/{question}" for question in Question), "/cau/dien-thoai/ma"):
        assert neighbour.get(place + path).status_code == 404
    for question in Question:
        path = "/anh" if question in PHOTOS else "/so" if question == Question.PHONE else ""
        form = dict(TYPED.get(question, {}))
        assert neighbour.send(f"{place}/cau/{question}{path}", form).status_code == 404
    for path in ("/gui", "/rut-lai", "/cau/dien-thoai/ma"):
        assert neighbour.send(place + path, {"code": "123456"}).status_code == 404
    assert found(place).answers == {}


def test_begun_applications_are_not_without_end(applicant: Client) -> None:
    for _ in range(5):
        begin(applicant)
    assert applicant.send("/mo-gian-hang").status_code == 409
    db.session.rollback()


def test_a_tax_code_of_another_shop_is_told_with_a_way_on(applicant: Client, place: str) -> None:
    other = factories.seller("HTX Đã Mở", tax_code="9900000016")
    answer = tell(applicant, place, Question.TAX_CODE)
    assert answer.status_code == 422
    assert "Mã số thuế này đã có gian hàng trên chợ." in answer.text
    assert f'href="/htx/{other.slug}"' in answer.text
    assert "Nhờ chủ gian hàng gửi lời mời" in answer.text
    assert found(place).said(Question.TAX_CODE) == ""


def test_a_branch_has_a_code_of_its_own(applicant: Client, place: str) -> None:
    factories.seller("Công ty mẹ", tax_code="9900000016")
    tell(applicant, place, Question.KIND, {"kind": "branch"})
    assert tell(applicant, place, Question.TAX_CODE, {"tax_code": "9900000016-001"}).status_code == 303


def test_a_suspended_shop_is_not_named(applicant: Client, place: str) -> None:
    factories.seller("HTX Tạm Ngừng", tax_code="9900000016", state=SellerState.SUSPENDED)
    answer = tell(applicant, place, Question.TAX_CODE)
    assert (answer.status_code, "HTX Tạm Ngừng" in answer.text) == (422, False)


def test_a_code_that_was_taken_meanwhile_is_found_when_sending(applicant: Client, place: str) -> None:
    tell_all(applicant, place)
    factories.seller("HTX Nhanh Hơn", tax_code="9900000016")
    db.session.commit()
    answer = applicant.send(f"{place}/gui")
    assert (answer.status_code, "Mã số thuế này đã có gian hàng" in answer.text) == (409, True)
