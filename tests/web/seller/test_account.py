from tests.client import Client


def test_the_shops_file_names_its_people_and_their_roles(owner: Client) -> None:
    page = owner.get("/ban-hang/them").text
    for words in ("HTX Green Life", "Hợp tác xã (HTX)", "Chủ Green Life", "Chủ gian hàng", "Người đóng gói"):
        assert words in page


def test_signing_out_from_the_shop_ends_the_session(owner: Client) -> None:
    owner.send("/dang-xuat", form_at="/ban-hang/them")
    assert owner.get("/ban-hang").status_code == 303
