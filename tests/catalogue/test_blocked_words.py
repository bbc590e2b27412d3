"""Words that claim cures are found as Vietnamese is written, and nothing else is."""

import pytest

from marketplace.catalogue.blocked_words import flags_in


def found(text: str) -> list[str]:
    return [flag.text for flag in flags_in(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Pha nước ấm uống sáng, trị ho cho bé.", ["trị ho"]),
        ("TRỊ HO, chữa  bệnh", ["TRỊ HO", "chữa  bệnh"]),
        ("Trị-ho", ["Trị-ho"]),
        ("Mat ong tri ho cho be", ["tri ho"]),
        ("Chua benh", ["Chua benh"]),
        ("Cures coughs", ["Cures"]),
        ("thuốc chữa bệnh", ["thuốc chữa"]),
        ("mật ong ngon nhất", ["ngon nhất"]),
        ("tr\u1ecb ho viết rời: tri\u0323 ho", ["trị ho", "trị ho"]),
    ],
)
def test_blocked_words_are_found_where_they_stand(text: str, words: list[str]) -> None:
    assert found(text) == words


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Trị giá hộp quà 500 nghìn",
        "Bánh chưa bệnh dịch gì",
        "giá trị. Ho Chi Minh",
        "quản trị hợp tác xã",
        "đường trị hòa",
        "Sản phẩm này không phải là thuốc và không có tác dụng thay thế thuốc chữa bệnh.",
        "manicured garden, secure box",
        "Nhất định phải thử",
    ],
)
def test_words_that_only_look_alike_are_left_alone(text: str) -> None:
    assert found(text) == []


def test_a_flag_says_where_why_and_what_to_write() -> None:
    text = "Uống sáng trị ho"
    (flag,) = flags_in(text)
    assert text[flag.start : flag.end] == "trị ho"
    assert "chữa bệnh" in flag.reason.why_vi
    assert flag.reason.instead_vi
    assert flag.reason.legal_basis
