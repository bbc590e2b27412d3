import pytest

from tests.client import Client
from tests.people import Cast


@pytest.fixture(autouse=True)
def shop(cast: Cast) -> None:
    """There is somebody in the shop."""


def test_a_commune_is_found_by_a_few_letters_and_remembered(client: Client) -> None:
    page = client.get("/noi-nhan?q=ba dinh").text
    assert "Phường Ba Đình, Hà Nội" in page
    answer = client.send("/noi-nhan", {"pick": "00004", "next": "/mua"}, form_at="/noi-nhan")
    assert answer.headers["Location"] == "/mua"
    assert "Phường Ba Đình, Hà Nội" in client.get("/").text


def test_an_old_name_finds_the_new_commune(client: Client) -> None:
    page = client.get("/noi-nhan?q=hop tien kim boi").text
    assert "Xã Mường Động, Phú Thọ" in page
    assert "trước là Xã Hợp Tiến" in page


def test_the_lists_work_without_scripts(client: Client) -> None:
    page = client.get("/noi-nhan?province_code=25").text
    assert "Xã Mường Động" in page
    form = {"province_code": "25", "commune_code": "05014"}
    assert client.send("/noi-nhan", form, form_at="/noi-nhan").status_code == 303


@pytest.mark.parametrize(
    "form",
    [
        {},
        {"province_code": "99", "commune_code": "00004"},
        {"province_code": "25", "commune_code": "00004"},
        {"province_code": "25", "commune_code": "x" * 500},
        {"pick": "99999"},
        {"pick": "\x00"},
    ],
)
def test_a_place_that_does_not_exist_is_refused(client: Client, form: dict[str, str]) -> None:
    answer = client.send("/noi-nhan", form, form_at="/noi-nhan")
    assert answer.status_code == 422
    assert "Chọn tỉnh, thành phố rồi chọn phường, xã trong danh sách" in answer.text
    assert "Chọn nơi nhận" in client.get("/").text


def test_suggestions_are_plain_data(client: Client) -> None:
    ba_dinh = {"code": "00004", "name": "Phường Ba Đình, Hà Nội", "detail": ""}
    assert ba_dinh in client.get("/noi-nhan/goi-y?q=ba+dinh").json
    assert client.get("/noi-nhan/goi-y").json == []


def test_the_way_on_never_leaves_the_shop(client: Client) -> None:
    form = {"pick": "00004", "next": "https://evil.example"}
    assert client.send("/noi-nhan", form, form_at="/noi-nhan").headers["Location"] == "/"
