"""Keys for a shop's own software."""

import re

import pytest

from marketplace import program_keys
from tests.client import Client
from tests.people import Cast

PATH = "/ban-hang/them/phan-mem"


def make(owner: Client, name: str, once: str = "0123456789ab") -> tuple[int, str]:
    """The answer, and the key on it."""
    answer = owner.send(PATH, {"name": name, "once": once})
    shown = re.search(r"gui_[\w-]{43}", answer.text)
    return answer.status_code, shown[0] if shown else ""


def test_a_key_is_shown_once_and_works_until_it_is_taken_back(owner: Client, cast: Cast) -> None:
    status, secret = make(owner, "Sổ lô")
    assert status == 200
    assert program_keys.shop_with(secret).seller_id == cast.seller_a.id
    page = owner.get(PATH).text
    assert "Sổ lô" in page
    assert secret not in page
    (key,) = program_keys.keys_of(cast.seller_a.id)
    assert owner.send(f"{PATH}/{key.ref}/thu-lai", {}).status_code == 303
    assert program_keys.keys_of(cast.seller_a.id) == []
    assert owner.send(f"{PATH}/{key.ref}/thu-lai", {}).status_code == 404


def test_a_form_that_is_sent_twice_makes_one_key(owner: Client, cast: Cast) -> None:
    assert make(owner, "Sổ lô")[0] == 200
    assert make(owner, "Sổ lô") == (409, "")
    assert len(program_keys.keys_of(cast.seller_a.id)) == 1


def test_a_shop_keeps_five_keys_at_most(owner: Client, cast: Cast) -> None:
    told = [make(owner, f"Máy {number}", once=f"{number:012}")[0] for number in range(6)]
    assert told == [200] * 5 + [409]


@pytest.mark.parametrize("name", ["", "   ", "a" * 61])
def test_a_key_without_a_name_is_not_made(owner: Client, cast: Cast, name: str) -> None:
    assert make(owner, name) == (422, "")
    assert make(owner, "Sổ lô", once="") == (422, "")
    assert program_keys.keys_of(cast.seller_a.id) == []
