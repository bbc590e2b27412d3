import pytest

from marketplace.orders.numbers import order_part


@pytest.mark.parametrize(
    ("typed", "order"),
    [
        ("2611-7KMXP-1.2", "2611-7KMXP-1"),
        (" 2611-7kmxp-1-k1 ", "2611-7KMXP-1"),
        ("2611-7KMXP-T1", "2611-7KMXP"),
        ("2611-7KMXP-1", "2611-7KMXP-1"),
        ("7kmxp", "7KMXP"),
        ("mật.1", "MẬT.1"),
        ("VN2611773", "VN2611773"),
    ],
)
def test_every_number_that_is_read_out_leads_to_its_order(typed: str, order: str) -> None:
    assert order_part(typed) == order
