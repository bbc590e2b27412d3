"""Whether messages go to telephones at all."""

from marketplace.gateways import sms, zalo


def reach_phones() -> bool:
    """Whether a gateway is on: pages say so where somebody gives a number."""
    return sms.is_on() or zalo.is_on()
