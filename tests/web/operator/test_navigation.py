"""The navigation rail: every page that an operator may open, each group of pages under one heading."""

import re

import pytest

from marketplace import accounts
from marketplace.accounts import OperatorRole
from tests import people
from tests.client import Client
from tests.people import Cast

START = "/van-hanh/mo-lai"
MONEY = [
    "Đối soát",
    "Tiền mặt khi giao",
    "Hoàn tiền",
    "Chuyển cho nơi bán",
    "Tiền đang giữ",
    "Sổ cái",
    "Điều chỉnh tay",
    "Phí của chợ",
    "Bảng phí gửi",
    "Mã giảm giá",
    "Chương trình khuyến mãi",
    "Thuế khấu trừ",
]


def rail(page: str) -> list[tuple[str, list[str]]]:
    """The headings in their order, each with the labels under it."""
    shown = page[page.index('<nav class="rail"') :].partition("</nav>")[0]
    groups = [group.partition("</h2>") for group in shown.split("<h2>")[1:]]
    return [(heading, re.findall(r"</svg>([^<]+)<", links)) for heading, _, links in groups]


def test_each_group_of_pages_has_a_heading_of_its_own_and_money_stands_together(operator: Client) -> None:
    groups = rail(operator.get(START).text)
    headings = [heading for heading, _ in groups]
    assert headings == ["Vận hành", "Tiền", "Danh bạ", "Vận hành"]  # the last one is this operator's name
    assert groups[1] == ("Tiền", MONEY)


def test_who_may_not_look_at_money_sees_no_heading_of_it(client: Client, cast: Cast) -> None:
    accounts.make_operator(cast.neighbour, {OperatorRole.CATALOGUE})
    headings = [heading for heading, _ in rail(people.signed_in(client, cast.neighbour).get("/van-hanh/chon-loc").text)]
    assert "Danh bạ" in headings
    assert "Tiền" not in headings


@pytest.mark.parametrize(
    ("address", "label"),
    [("/van-hanh/doi-soat/sao-ke", "Đối soát"), ("/van-hanh/tien-mat/bang", "Tiền mặt khi giao")],
)
def test_a_page_inside_another_marks_the_one_that_it_belongs_to(operator: Client, address: str, label: str) -> None:
    here = re.findall(r'aria-current="page"><svg.*?</svg>([^<]+)<', operator.get(address).text)
    assert here[:1] == [label]
