import pytest

from marketplace.approvals.claims import find_claims


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Mật ong chữa khỏi ho, điều trị dạ dày.", ["chữa khỏi", "điều trị"]),
        ("MẬT ONG ĐẶC TRỊ HO", ["ĐẶC TRỊ"]),
        ("mat ong dac tri ho", ["dac tri"]),
        ("Mật ong rừng thơm, sánh, quay hai lần một năm.", []),
        ("Bệnh viện huyện ở gần đây", ["Bệnh"]),
        ("", []),
    ],
)
def test_promises_of_a_cure_are_pointed_out_as_they_are_written(text: str, found: list[str]) -> None:
    assert find_claims(text) == found
