"""The desk: what waits, who has it open, and how it is decided, without scripts."""

from dataclasses import replace
from datetime import timedelta

import pytest

from marketplace import accounts, approvals
from marketplace.accounts import OperatorRole
from marketplace.approvals import Approval, ApprovalKind, ApprovalState
from marketplace.clock import now, pretending
from marketplace.database import db
from marketplace.sellers.models import Seller, SellerState
from tests import factories, people
from tests.approvals import requests
from tests.client import Client
from tests.people import Cast
from tests.statements import counted

DESK = "/van-hanh/duyet"
LETTER = "Mã số thuế chưa đúng với giấy đăng ký."


def at(approval: Approval, step: str = "") -> str:
    return f"{DESK}/{approval.ref}{step}"


def as_now(approval: Approval) -> Approval:
    return db.session.get_one(Approval, approval.id)


def test_the_queue_tells_what_waits_for_how_long_and_what_is_late(operator: Client) -> None:
    with pretending(now() - timedelta(days=2, hours=5)):
        requests.to_open(name="HTX Mẫu Muộn")
    requests.to_open(name="HTX Mẫu Mới")
    page = operator.get(DESK).text
    assert page.index("HTX Mẫu Muộn") < page.index("HTX Mẫu Mới")
    assert '<span class="nw num late">trễ 5 giờ</span>' in page
    assert "2 việc, 1 trong hôm nay" in page
    assert 'Duyệt<span class="k">2</span>' in page
    assert 'Nơi bán<b class="num">2</b>' in page


def test_the_parts_of_the_queue_show_their_kinds_alone(operator: Client) -> None:
    requests.to_open(name="HTX Mẫu Nương")
    requests.to_tell("Chuyện mới.", of=factories.seller("HTX Mẫu Suối"))
    page = operator.get(f"{DESK}?xem=cau-chuyen").text
    assert "Việc của HTX Mẫu Suối" in page
    assert "HTX Mẫu Nương" not in page
    assert "HTX Mẫu Nương" in operator.get(f"{DESK}?xem=khong-co").text


def test_an_empty_desk_says_so(operator: Client) -> None:
    assert "Hết việc duyệt" in operator.get(DESK).text


def test_looking_holds_nothing_and_the_button_does(operator: Client, cast: Cast) -> None:
    asked = requests.to_open()
    page = operator.get(at(asked)).text
    assert "Nhận việc này" in page
    assert as_now(asked).held_by_id is None
    assert operator.send(at(asked, "/nhan"), form_at=at(asked)).location == at(asked)
    assert "anh chị đang giữ việc này đến" in operator.get(at(asked)).text
    assert as_now(asked).held_by_id == cast.operator.id


def test_a_colleague_sees_who_has_it_open_and_cannot_decide(operator: Client) -> None:
    asked = requests.to_open()
    approvals.hold(asked, by=factories.user("Chị Mẫu Giữ"))
    page = operator.get(at(asked)).text
    assert "Chị Mẫu Giữ đang xem việc này." in page
    assert "Trả lại</a>" not in page
    for step in ("/nhan", "/duyet"):
        refused = operator.send(at(asked, step), form_at=DESK)
        assert (refused.status_code, "Chị Mẫu Giữ đang xem" in refused.text) == (409, True)
    assert as_now(asked).is_waiting


def test_approving_opens_the_shop_and_holds_what_comes_next(operator: Client, cast: Cast) -> None:
    asked, following = requests.to_open(), requests.to_tell("Chuyện mới.")
    answer = operator.send(at(asked, "/duyet"), form_at=at(asked))
    assert answer.location == at(following)
    assert db.session.get_one(Seller, asked.seller_id).state == SellerState.APPROVED
    assert as_now(following).held_by_id == cast.operator.id
    assert "Đã duyệt HTX Mẫu Suối Trong." in operator.get(answer.location).text
    assert operator.send(at(following, "/duyet"), form_at=at(following)).location == DESK
    assert db.session.get_one(Seller, following.seller_id).story_vi == "Chuyện mới."


def test_the_part_of_the_queue_stays_chosen_after_a_decision(operator: Client) -> None:
    first, _other, second = requests.to_open(), requests.to_tell("Mới."), requests.to_open(name="HTX Mẫu Hai")
    answer = operator.send(f"{at(first, '/duyet')}?xem=noi-ban", form_at=DESK)
    assert answer.location == f"{at(second)}?xem=noi-ban"


def test_what_the_shop_still_lacks_is_said_before_and_after_trying(operator: Client) -> None:
    asked = requests.to_open(goods=0, phone=None)
    assert "Còn thiếu: số điện thoại, ít nhất một món hàng" in operator.get(at(asked)).text
    refused = operator.send(at(asked, "/duyet"), form_at=at(asked))
    assert (refused.status_code, "còn thiếu: số điện thoại, ít nhất một món hàng." in refused.text) == (409, True)
    assert as_now(asked).is_waiting


def test_a_decision_can_be_taken_back_for_some_seconds(operator: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = operator.application.config
    monkeypatch.setitem(settings, "LIMITS", replace(settings["LIMITS"], undo_seconds=10.0))
    asked = requests.to_open()
    db.session.commit()
    answer = operator.send(at(asked, "/duyet"), form_at=at(asked))
    page = operator.get(answer.location).text
    assert "Hoàn tác" in page
    assert asked.title not in page.split("<main", 1)[1].split("data-toast")[0]
    assert "vài giây nữa có hiệu lực" in operator.get(at(asked)).text
    assert operator.send(at(asked, "/hoan-tac"), form_at=DESK).location == at(asked)
    assert as_now(asked).is_waiting
    assert "anh chị đang giữ việc này đến" in operator.get(at(asked)).text


def test_later_lets_go_and_goes_on_down_the_queue(operator: Client, cast: Cast) -> None:
    first, second, third = (requests.to_open(name=f"HTX Mẫu {word}") for word in ("Một", "Hai", "Ba"))
    approvals.hold(first, by=cast.operator)
    assert operator.send(at(first, "/de-sau"), form_at=at(first)).location == at(second)
    assert as_now(first).held_by_id is None
    assert operator.send(at(second, "/de-sau"), form_at=at(second)).location == at(third)
    assert operator.send(at(third, "/de-sau"), form_at=at(third)).location == at(first)


def test_the_only_request_can_be_left_for_later(operator: Client) -> None:
    asked = requests.to_open()
    assert operator.send(at(asked, "/de-sau"), form_at=at(asked)).location == DESK


def test_reasons_write_the_letter_which_is_read_before_it_is_sent(operator: Client) -> None:
    asked = requests.to_open()
    first = operator.send(at(asked, "/tra-lai"), {"reasons": ["ma-so"]}, form_at=f"{at(asked)}?tra-lai=1")
    assert first.status_code == 422
    assert LETTER in first.text
    assert 'value="ma-so-thue" checked' in first.text
    assert as_now(asked).is_waiting
    form = {"reasons": ["ma-so"], "note": f"{LETTER} Số cuối là 6.", "to_mend": ["ma-so-thue"]}
    assert operator.send(at(asked, "/tra-lai"), form, form_at=at(asked)).location == DESK
    back = as_now(asked)
    assert (back.state, back.to_mend, back.note) == (ApprovalState.SENT_BACK, ["ma-so-thue"], form["note"])


def test_the_letter_speaks_the_sellers_language(operator: Client) -> None:
    asked = requests.to_open(by=factories.user("Ms Sample", locale="en"))
    page = operator.send(at(asked, "/tra-lai"), {"reasons": ["ma-so"]}, form_at=at(asked)).text
    assert "The tax code does not match the registration yet." in page
    assert "Mã số thuế sai" in page


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"note": "", "to_mend": ["ma-so-thue"]}, "Chọn mục cần sửa và viết lý do."),
        ({"note": "Nhờ xem lại."}, "Chọn ít nhất một mục"),
        ({"note": "x" * 1_001, "to_mend": ["ma-so-thue"]}, "Viết ngắn hơn"),
        ({"note": "Nhờ xem lại.", "to_mend": ["khong-co"]}, "Chọn ít nhất một mục"),
    ],
)
def test_a_letter_without_words_or_fields_is_not_sent(operator: Client, form: dict[str, object], said: str) -> None:
    asked = requests.to_open()
    answer = operator.send(at(asked, "/tra-lai"), form, form_at=at(asked))
    assert (answer.status_code, said in answer.text) == (422, True)
    assert as_now(asked).is_waiting


def test_what_was_typed_is_kept_when_a_colleague_was_quicker(operator: Client) -> None:
    asked = requests.to_open()
    token = operator.token(at(asked))
    approvals.hold(asked, by=factories.user("Chị Mẫu Giữ"))
    form = {"csrf_token": token, "note": "Nhờ xem lại số.", "to_mend": ["ma-so-thue"]}
    answer = operator.post(at(asked, "/tra-lai"), data=form)
    assert (answer.status_code, "Chị Mẫu Giữ" in answer.text) == (409, True)
    assert "Nhờ xem lại số." in answer.text


def test_old_and_new_stand_side_by_side_and_what_stays_is_said_to_stay(operator: Client) -> None:
    before = "Nhà chúng tôi nuôi ong ở rừng Kim Bôi từ năm 1998, mỗi năm quay mật hai lần."
    asked = requests.to_tell(before.replace("1998", "2001"), before=before)
    page = operator.get(at(asked)).text
    assert "<del>1998,</del>" in page
    assert "<ins>2001,</ins>" in page
    assert "Ong rừng <i>(không đổi)</i>" in page


def test_fields_and_kinds_that_the_desk_does_not_know_are_shown_as_they_are(operator: Client) -> None:
    asked = requests.ask(ApprovalKind.PRICE, factories.seller(), {"stars": 4, "pages": ["a", "b"], "ok": True})
    page = operator.get(at(asked)).text
    for shown in ("stars", "a; b", "có"):
        assert shown in page


def test_where_two_must_agree_the_second_sees_who_agreed_first(operator: Client, cast: Cast) -> None:
    asked, first = requests.to_open(needs_two=True), factories.user("Chị Mẫu Một")
    assert "Đồng ý, chờ người thứ hai" in operator.get(at(asked)).text
    approvals.approve(asked, by=first)
    assert "Cần hai người: Chị Mẫu Một đã đồng ý." in operator.get(at(asked)).text
    operator.send(at(asked, "/duyet"), form_at=at(asked))
    assert as_now(asked).state == ApprovalState.APPROVED


def test_whoever_agreed_first_waits_for_another(operator: Client, cast: Cast) -> None:
    asked = requests.to_open(needs_two=True)
    answer = operator.send(at(asked, "/duyet"), form_at=at(asked))
    assert answer.location == DESK
    page = operator.get(at(asked)).text
    assert "Anh chị đã đồng ý rồi. Chờ một người nữa xem." in page
    assert f"{asked.ref}/duyet" not in page
    assert as_now(asked).is_waiting


def test_nobody_decides_their_own_request(operator: Client, cast: Cast) -> None:
    asked = requests.to_open(by=cast.operator)
    page = operator.get(at(asked)).text
    assert "Anh chị là người gửi việc này" in page
    assert "Trả lại</a>" not in page
    form = {"note": "Sửa.", "to_mend": ["ma-so-thue"]}
    for step in ("/duyet", "/tra-lai"):
        assert operator.send(at(asked, step), form, form_at=DESK).status_code == 409
    assert as_now(asked).is_waiting


def test_what_was_decided_says_by_whom_and_why(operator: Client, cast: Cast) -> None:
    asked = requests.to_open()
    approvals.send_back(asked, by=cast.operator, to_mend=["ma-so-thue"], note="Số cuối là 6.")
    page = operator.get(at(asked)).text
    for said in ("Đã trả lại", cast.operator.name, "Số cuối là 6.", "Mục cần sửa: Mã số thuế"):
        assert said in page
    assert operator.send(at(asked, "/duyet"), form_at=DESK).status_code == 409


def test_a_second_round_shows_what_was_sent_back_before(operator: Client, cast: Cast) -> None:
    shop = factories.seller()
    first = requests.to_tell("Chữa bệnh.", of=shop)
    approvals.send_back(first, by=cast.operator, to_mend=["story_vi"], note="Bỏ câu hứa.")
    page = operator.get(at(requests.to_tell("Thơm.", of=shop))).text
    assert "gửi lại lần 2" in page
    assert "Bỏ câu hứa." in page


def test_the_history_counts_waits_and_names_who_decided(operator: Client, cast: Cast) -> None:
    with pretending(now() - timedelta(days=3)):
        asked = requests.to_open(name="HTX Mẫu Muộn")
    approvals.approve(asked, by=cast.operator)
    page = operator.get(f"{DESK}/da-xong").text
    for said in ("HTX Mẫu Muộn", cast.operator.name, '<td class="late">1</td>', "3 ngày"):
        assert said in page


def test_a_role_sees_and_decides_its_own_kinds_alone(client: Client, cast: Cast) -> None:
    accounts.make_operator(cast.neighbour, {OperatorRole.CATALOGUE})
    goods = people.signed_in(client, cast.neighbour)
    trust, own = (
        requests.to_open(),
        requests.ask(ApprovalKind.PRODUCT, factories.seller("HTX Mẫu Chè"), {"name": "Chè"}),
    )
    page = goods.get(DESK).text
    assert "Việc của HTX Mẫu Chè" in page
    assert "HTX Mẫu Suối Trong" not in page
    assert "Chứng nhận" not in page
    assert (goods.get(at(own)).status_code, goods.get(at(trust)).status_code) == (200, 403)
    assert goods.send(at(trust, "/duyet"), form_at=DESK).status_code == 403
    assert goods.send(at(trust, "/tra-lai"), form_at=DESK).status_code == 403
    approvals.send_back(trust, by=cast.operator, to_mend=["name_vi"], note="Sửa.")
    assert "HTX Mẫu Suối Trong" not in goods.get(f"{DESK}/da-xong").text


def test_who_only_looks_has_no_buttons(client: Client, cast: Cast) -> None:
    accounts.make_operator(cast.neighbour, {OperatorRole.READ_ONLY})
    looks = people.signed_in(client, cast.neighbour)
    asked = requests.to_open()
    page = looks.get(at(asked)).text
    assert "chỉ xem được việc này" in page
    assert "Nhận việc này" not in page


def test_a_request_that_does_not_exist_is_not_found(operator: Client) -> None:
    assert operator.get(f"{DESK}/khong-co").status_code == 404
    assert operator.send(f"{DESK}/khong-co/duyet", form_at="/van-hanh/noi-ban").status_code == 404


def test_the_number_of_statements_does_not_grow_with_the_queue(operator: Client) -> None:
    asked = requests.to_open()
    operator.get(DESK)
    sizes = []
    for more in (0, 20):
        for number in range(more):
            requests.to_open(name=f"HTX Mẫu {number}", tax_code=f"99000{number:05}")
        for path in (DESK, at(asked), f"{DESK}/da-xong"):
            with counted() as sent:
                operator.get(path)
            sizes.append(len(sent))
    assert sizes[:3] == sizes[3:]
    assert sizes[:3] == [5, 13, 4]  # one of them counts everything that the navigation shows
