import pytest

from marketplace.accounts import passwords
from marketplace.accounts.errors import PasswordTooCommon, PasswordTooLong, PasswordTooShort
from marketplace.accounts.passwords import check_password, hash_password, matches, renewed, use_cost


@pytest.fixture(autouse=True)
def cheap() -> None:
    use_cost("cheap")


def test_nine_characters_are_too_few() -> None:
    with pytest.raises(PasswordTooShort, match="ít nhất 10 ký tự"):
        check_password("chin chu ")


def test_more_than_two_hundred_characters_are_too_many() -> None:
    check_password("ab cd efg " * 20)
    with pytest.raises(PasswordTooLong, match="200"):
        check_password("ab cd efg " * 20 + "x")


@pytest.mark.parametrize(
    "password", ["bốn từ lạ nhé", "0000 1111 2222 3333", "chuối!!!! trứng", "🐝🍯 mật ong rừng 🌲"]
)
def test_any_kind_of_characters_will_do(password: str) -> None:
    assert matches(hash_password(password), password)


@pytest.mark.parametrize(
    "password",
    [
        "password123",
        "PASSWORD123",
        "matkhau123",
        "1234567890",
        "qwertyuiop",
        "anhyeuem123",
        "aaaaaaaaaaaa",
        "abababababab",
    ],
)
def test_what_everybody_takes_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon, match="dễ đoán"):
        check_password(password)


@pytest.mark.parametrize(
    "password", ["nguyễn thị mẫu", "NguyenThiMau", "lan.mau@example.com", "0912345678", "0912 345 678"]
)
def test_what_others_know_of_the_person_is_refused(password: str) -> None:
    with pytest.raises(PasswordTooCommon):
        check_password(password, about=("Nguyễn Thị Mẫu", "lan.mau@example.com", "0912 345 678", None))


def test_the_list_of_common_passwords_covers_three_thousand_that_are_long_enough() -> None:
    known = passwords.COMMON.read_text(encoding="utf-8").splitlines()
    assert len(known) > 3_000
    assert all(len(password) >= passwords.SHORTEST and password == password.lower() for password in known)


def test_only_the_right_password_matches() -> None:
    kept = hash_password("con trau trang an co")
    assert matches(kept, "con trau trang an co")
    assert not matches(kept, "con trau trang an c0")
    assert not matches(kept, "")
    assert not matches("!", "con trau trang an co")


def test_nothing_behind_the_two_hundredth_character_is_cut_off() -> None:
    longest = "ab cd efg " * 20
    assert not matches(hash_password(longest), longest + "x")


def test_decomposed_letters_are_the_same_password() -> None:
    assert matches(hash_password("mật ong Phú Thọ"), "mật ong Phú Thọ")


def test_a_hash_of_another_cost_is_renewed_once() -> None:
    use_cost("full")
    kept = hash_password("con trau trang an co")
    assert kept.startswith("$argon2id$")
    assert renewed(kept, "con trau trang an co") is None
    use_cost("cheap")
    fresh = renewed(kept, "con trau trang an co")
    assert fresh is not None
    assert matches(fresh, "con trau trang an co")
    assert renewed(fresh, "con trau trang an co") is None
