"""Goods that came in one go stand as one entry of the queue, are each looked at and ticked, and decided together."""

import re
from dataclasses import replace

import pytest
from flask import Flask

from marketplace import accounts, approvals
from marketplace.accounts import OperatorRole
from marketplace.approvals import Approval, ApprovalKind, listings
from marketplace.catalogue.drafts.content import Step
from marketplace.database import db
from tests import factories
from tests.approvals.writing import save, whole
from tests.client import Client
from tests.people import Cast, signed_in

DESK, TABLE = "/van-hanh/duyet", "tableofgoods"
AT = f"{DESK}/bang/{TABLE}"


def asked(cast: Cast, title: str, **more: str) -> Approval:
    """Goods that came with the table; `more` is what else an earlier day let through."""
    draft = whole(cast)
    save(draft, Step.NAME, cast.owner_a, name_vi=title)
    save(draft, Step.TEXTS, cast.owner_a, summary_vi="Chè đồi.")
    approval = listings.send(draft, by=cast.owner_a, batch=TABLE)
    approval.after = approval.after | more
    db.session.commit()
    return approval


@pytest.fixture
def table(cast: Cast) -> list[Approval]:
    return [asked(cast, f"Chè số {number}") for number in (1, 2, 3)]


@pytest.fixture
def delayed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """Decisions can be taken back, as in production."""
    monkeypatch.setitem(app.config, "LIMITS", replace(app.config["LIMITS"], undo_seconds=10.0))


def ticked(operator: Client, *several: Approval) -> int:
    return operator.send(f"{AT}/duyet", {"chon": [each.ref for each in several]}, form_at=AT).status_code


def planned(several: list[Approval]) -> list[bool]:
    return [db.session.get_one(Approval, each.id, populate_existing=True).is_planned for each in several]


def test_the_queue_shows_a_table_as_one_entry_and_counts_each_of_its_goods(
    operator: Client, table: list[Approval]
) -> None:
    page = operator.get(DESK).text
    assert page.count("Bảng hàng, 3 món") == 1
    assert "Chè số 2" not in page
    assert "3 việc" in page
    assert "1–1 / 1" in page
    assert f'href="{AT}"' in page


def test_the_rail_says_that_a_table_belongs_to_the_queue(operator: Client, table: list[Approval]) -> None:
    (here,) = re.findall(r'<a[^>]* href="([^"]*)"[^>]* aria-current="page"', operator.get(AT).text)
    assert here == DESK


def test_every_good_of_a_table_is_shown_whole_and_none_is_ticked(operator: Client, table: list[Approval]) -> None:
    page = operator.get(AT).text
    for each in table:
        assert each.title in page
        assert f'name="chon" value="{each.ref}"' in page
    assert page.count("Chè đồi.") == 3
    assert page.count("Chưa có ảnh") == 3
    assert "checked" not in page.split("goods-sent", 1)[1].split("</form>")[0]


@pytest.mark.usefixtures("delayed")
def test_only_what_was_ticked_is_decided_and_can_be_taken_back(operator: Client, table: list[Approval]) -> None:
    assert ticked(operator, table[0], table[2]) == 303
    assert planned(table) == [True, False, True]
    page = operator.get(AT).text
    assert "Đã duyệt 2 món." in page
    assert "Bảng hàng, 1 món" in page
    operator.send(f"{AT}/hoan-tac", {"ref": f"{table[0].ref} {table[2].ref}"}, form_at=AT)
    assert planned(table) == [False, False, False]


def test_nothing_ticked_decides_nothing(operator: Client, table: list[Approval]) -> None:
    ticked(operator)
    assert "Chưa đánh dấu món nào đã xem." in operator.get(AT).text
    assert planned(table) == [False, False, False]


def test_goods_with_a_blocked_word_cannot_be_ticked_but_opened(operator: Client, cast: Cast) -> None:
    good, bad = asked(cast, "Chè xanh"), asked(cast, "Chè quý", summary_vi="Chữa ung thư.")
    page = operator.get(AT).text
    assert f'name="chon" value="{good.ref}"' in page
    assert f'name="chon" value="{bad.ref}"' not in page
    assert f'href="{DESK}/{bad.ref}"' in page


@pytest.mark.usefixtures("delayed")
def test_what_a_colleague_has_open_is_refused_and_told_and_the_rest_decided(
    operator: Client, cast: Cast, table: list[Approval]
) -> None:
    colleague = factories.user("Chị Mẫu Trực")
    accounts.make_operator(colleague, {OperatorRole.CATALOGUE})
    approvals.hold(table[0], by=colleague)
    db.session.commit()
    assert "Chị Mẫu Trực" in operator.get(AT).text
    ticked(operator, *table)
    assert planned(table) == [False, True, True]
    assert "Chè số 1: " in operator.get(AT).text


def test_a_request_of_another_table_is_not_decided_along(operator: Client, cast: Cast, table: list[Approval]) -> None:
    alone = approvals.submit(
        ApprovalKind.PRODUCT,
        seller=cast.seller_a,
        subject="x",
        title="Măng",
        after={"name_vi": "Măng"},
        by=cast.owner_a,
    )
    db.session.commit()
    ticked(operator, alone)
    assert alone.is_waiting
    assert not alone.is_planned


def test_sending_one_back_leads_on_to_the_rest_of_its_table(operator: Client, table: list[Approval]) -> None:
    at = f"{DESK}/{table[0].ref}"
    answer = operator.send(f"{at}/tra-lai", {"to_mend": "name_vi", "note": "Đặt lại tên."}, form_at=f"{at}?tra-lai=1")
    assert answer.location == AT
    assert "Bảng hàng, 2 món" in operator.get(AT).text


def test_a_table_of_which_nothing_waits_is_nowhere(operator: Client) -> None:
    assert operator.get(AT).status_code == 404


def test_somebody_without_the_role_sees_no_table(client: Client, cast: Cast, table: list[Approval]) -> None:
    assert signed_in(client, cast.owner_a).get(AT).status_code in {403, 404}
