"""A draft as buyers will see it."""

import re

from tests.client import Client
from tests.people import Cast
from tests.web.seller.writing import add_pack, begin, write


def test_the_card_in_the_preview_is_that_of_the_cheapest_pack_size_as_on_the_shelf(owner: Client, cast: Cast) -> None:
    at = begin(owner)
    write(owner, at)
    add_pack(owner, at, pack_vi="Chai 250 ml", content_amount="250", gross_grams="0,5 kg", price="80k")
    card = re.search(r'<li class="pc">.*?</li>', owner.get(f"{at}/xem-truoc").text, re.DOTALL)
    assert card
    said = " ".join(re.sub(r"<[^>]+>", " ", card[0]).replace("\xa0", " ").split())
    assert "Mật ong hoa vải, chai 250 ml" in said
    assert "từ 80.000 ₫ từ 300.000 ₫/lít" in said
