import pytest

from marketplace import search
from marketplace.database import transaction
from tests import people
from tests.client import Client
from tests.people import Cast

LIST = "/van-hanh/tu-dong-nghia"


@pytest.fixture(autouse=True)
def tea(cast: Cast) -> None:
    with transaction():
        search.add_synonyms("trà, chè, tea")


def all_words() -> list[str]:
    return [group.words for group in search.synonym_groups()]


def test_the_list_shows_each_group_and_can_be_searched(operator: Client) -> None:
    page = operator.get(LIST).text
    assert "chè, tea" in page
    assert "Không có nhóm từ nào ở đây." in operator.get(f"{LIST}?q=dua").text
    assert "chè, tea" in operator.get(f"{LIST}?q=che").text


def test_a_group_is_added(operator: Client) -> None:
    response = operator.send(LIST, {"words": "dứa, khóm\nthơm"}, form_at="/van-hanh/nhom-tu-moi")
    assert response.status_code == 303
    assert all_words() == ["dứa, khóm, thơm", "trà, chè, tea"]
    assert "Đã thêm nhóm “dứa, khóm, thơm”" in operator.get(LIST).text


@pytest.mark.parametrize(
    ("words", "status", "sentence"),
    [("dứa", 422, "từ 2 đến 10 từ"), ("chè, kẹo", 409, "đã có trong nhóm “trà, chè, tea”"), ("a\0", 422, "2 đến 10")],
)
def test_what_cannot_be_a_group_is_said_beside_the_words(
    operator: Client, words: str, status: int, sentence: str
) -> None:
    response = operator.send(LIST, {"words": words}, form_at=LIST)
    assert response.status_code == status
    assert sentence in response.text
    assert words.strip("\0") in response.text
    assert all_words() == ["trà, chè, tea"]


def test_a_group_is_changed_and_can_be_changed_back(operator: Client) -> None:
    group = f"{LIST}/trà"
    assert "trà, chè, tea</textarea>" in operator.get(group).text
    assert operator.send(group, {"words": "chè, trà"}, form_at=group).status_code == 303
    assert all_words() == ["chè, trà"]
    assert "Trả lại như cũ" in operator.get(LIST).text
    operator.send(f"{LIST}/chè", {"words": "trà, chè, tea"}, form_at=LIST)
    assert all_words() == ["trà, chè, tea"]


def test_a_refused_change_shows_what_was_typed(operator: Client) -> None:
    response = operator.send(f"{LIST}/trà", {"words": "trà"}, form_at=LIST)
    assert response.status_code == 422
    assert "từ 2 đến 10 từ" in response.text
    assert all_words() == ["trà, chè, tea"]


def test_a_dropped_group_can_be_taken_back(operator: Client) -> None:
    assert operator.send(f"{LIST}/trà/bo", form_at=f"{LIST}/trà").status_code == 303
    assert all_words() == []
    page = operator.get(LIST).text
    assert "Đã bỏ nhóm “trà, chè, tea”." in page
    assert 'name="words" value="trà, chè, tea"' in page


def test_a_group_that_somebody_dropped_meanwhile_is_not_found(operator: Client) -> None:
    for path in (f"{LIST}/dứa", f"{LIST}/dứa/bo"):
        response = operator.send(path, {"words": "dứa, khóm"}, form_at=LIST)
        assert response.status_code == 404
    assert operator.get(f"{LIST}/dứa").status_code == 404


def test_nobody_but_operators_keeps_the_words(client: Client, cast: Cast) -> None:
    owner = people.signed_in(client, cast.owner_a)
    assert owner.get(LIST).status_code == 404
    assert owner.send(LIST, {"words": "dứa, khóm"}).status_code == 404
    assert owner.send(f"{LIST}/trà/bo").status_code == 404
    assert all_words() == ["trà, chè, tea"]
